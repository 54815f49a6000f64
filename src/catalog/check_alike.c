/*
 * Questions that are nearly asked twice: by the runs of three words that their
 * stems and code share.
 */
#include <stdlib.h>

#include "catalog/check_part.h"

#define RUN       3
#define RUNS_MIN  8   /* shorter ones are alike by accident */
#define ALIKE_MAX 0.6 /* shared runs of all runs */

struct runs {
	const struct quiz_item *item;
	uint64_t *v; /* hashes, ascending, each once */
	size_t n;
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Word hashes of a text, lower case; v has room for one every other byte. */
static size_t
words_of(struct str text, uint64_t *v)
{
	uint64_t hash = 0;
	size_t n = 0;
	bool in = false;

	for (size_t i = 0; i <= text.len; i++) {
		bool word = i < text.len && is_word(text.ptr[i]);

		if (word)
			hash = (in ? hash : 17) * 1099511628211U ^
			    (unsigned char)(text.ptr[i] | 0x20);
		else if (in)
			v[n++] = hash;
		in = word;
	}
	return n;
}

static int
ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static bool
runs_of(struct arena *arena, const struct quiz_item *item, struct runs *out)
{
	size_t room = item->stem.len + item->code.len + 2, n, kept = 0;
	uint64_t *v = arena_array(arena, room, sizeof(*v));

	*out = (struct runs){.item = item, .v = v};
	if (v == NULL)
		return false;
	n = words_of(item->stem, v);
	n += words_of(item->code, v + n);
	if (n < RUN)
		return true;
	n -= RUN - 1;
	for (size_t i = 0; i < n; i++)
		v[i] = (v[i] * 31 + v[i + 1]) * 31 + v[i + 2];
	qsort(v, n, sizeof(*v), ascending);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || v[kept - 1] != v[i])
			v[kept++] = v[i];
	out->n = kept;
	return true;
}

static double
alike(const struct runs *a, const struct runs *b)
{
	size_t i = 0, k = 0, shared = 0;

	while (i < a->n && k < b->n) {
		if (a->v[i] == b->v[k]) {
			shared++;
			i++;
			k++;
		} else if (a->v[i] < b->v[k])
			i++;
		else
			k++;
	}
	return (double)shared / (double)(a->n + b->n - shared);
}

static void
compare_all(struct checking *c, const struct runs *runs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct quiz_item *a = runs[k].item;
			const struct quiz_item *b = runs[i].item;
			double share;

			if (runs[i].n < RUNS_MIN || runs[k].n < RUNS_MIN)
				continue;
			share = alike(&runs[k], &runs[i]);
			if (share <= ALIKE_MAX)
				continue;
			problem_line(c->problems, b->file, b->line, "alike",
			    "asks nearly what '%.*s' asks: %.0f %% of their "
			    "words in a row are the same; at most 60 %% is "
			    "accepted",
			    STR_FMT(a->id), 100 * share);
		}
}

void
check_alike(struct checking *c)
{
	const struct catalog_banks *banks = c->catalog->banks;
	struct arena arena;
	struct runs *runs;
	size_t n = 0;

	for (size_t m = 0; m < banks->n; m++)
		n += banks->v[m].items.n;
	arena_init(&arena, (size_t)256 << 20);
	runs = ARENA_ARRAY(&arena, n + 1, struct runs);
	n = 0;
	for (size_t m = 0; m < banks->n && runs != NULL; m++)
		for (size_t i = 0; i < banks->v[m].items.n; i++)
			if (runs != NULL &&
			    !runs_of(
				&arena, &banks->v[m].items.v[i], &runs[n++]))
				runs = NULL;
	if (runs != NULL)
		compare_all(c, runs, n);
	else
		c->problems->nomem = true;
	arena_release(&arena);
}
