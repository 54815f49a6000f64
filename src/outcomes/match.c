#include "outcomes/match.h"

#include <stdlib.h>

/* What a round compares beside the rule. */
enum part { PATH = 1, HASH = 2, LINE = 4, MESSAGE = 8 };

static const struct round {
	unsigned parts;
	bool unique; /* one on each side, or nothing */
} rounds[] = {
    {PATH | HASH, false},
    {HASH, true},
    {PATH | LINE | MESSAGE, false},
    {PATH | MESSAGE, true},
    {PATH | LINE, true},
};

struct entry {
	uint64_t hash; /* of the parts the round compares */
	const struct match_key *key;
	size_t index;
	bool is_now;
};

static uint64_t
mix(uint64_t h, uint64_t part)
{
	h = (h ^ part) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

static uint64_t
hash_of(const struct match_key *k, unsigned parts)
{
	uint64_t h = mix(0, str_hash(k->rule));

	if (parts & PATH)
		h = mix(h, str_hash(k->path));
	if (parts & HASH)
		h = mix(h, str_hash(k->hash));
	if (parts & MESSAGE)
		h = mix(h, str_hash(k->message));
	if (parts & LINE)
		h = mix(h, (uint64_t)k->line);
	return h;
}

static int
compare_parts(
    const struct match_key *a, const struct match_key *b, unsigned parts)
{
	int c = str_cmp(a->rule, b->rule);

	if (c == 0 && parts & PATH)
		c = str_cmp(a->path, b->path);
	if (c == 0 && parts & HASH)
		c = str_cmp(a->hash, b->hash);
	if (c == 0 && parts & MESSAGE)
		c = str_cmp(a->message, b->message);
	if (c == 0 && parts & LINE)
		c = (a->line > b->line) - (a->line < b->line);
	return c;
}

/* Groups of equal parts side by side, in them by line, then by the rest. */
static int
in_order(const void *a, const void *b, void *ctx)
{
	const struct entry *x = a, *y = b;
	unsigned parts = *(const unsigned *)ctx;
	int c;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	c = compare_parts(x->key, y->key, parts);
	if (c == 0)
		c = (x->key->line > y->key->line) -
		    (x->key->line < y->key->line);
	if (c == 0)
		c = compare_parts(x->key, y->key, PATH | HASH | MESSAGE);
	return c != 0 ? c : (x->index > y->index) - (x->index < y->index);
}

static void
pair(const struct entry *group, size_t n, bool unique, size_t *old_of,
    bool *taken)
{
	size_t olds = 0, news = 0, o = 0, w = 0;

	for (size_t i = 0; i < n; i++)
		*(group[i].is_now ? &news : &olds) += 1;
	if (olds == 0 || news == 0 || (unique && (olds > 1 || news > 1)))
		return;
	for (;;) {
		while (o < n && group[o].is_now)
			o++;
		while (w < n && !group[w].is_now)
			w++;
		if (o == n || w == n)
			return;
		old_of[group[w++].index] = group[o].index;
		taken[group[o++].index] = true;
	}
}

static size_t
collect(const struct match_key *keys, size_t n, bool is_now, unsigned parts,
    const size_t *old_of, const bool *taken, struct entry *out)
{
	size_t made = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_now ? old_of[i] != MATCH_NONE : taken[i])
			continue;
		if (parts & HASH && keys[i].hash.len == 0)
			continue;
		out[made++] = (struct entry){
		    hash_of(&keys[i], parts), &keys[i], i, is_now};
	}
	return made;
}

enum err_code
match_findings(const struct match_key *before, size_t n_before,
    const struct match_key *now, size_t n_now, struct arena *arena,
    size_t *old_of, bool *taken, struct err *err)
{
	struct entry *all =
	    ARENA_ARRAY(arena, n_before + n_now + 1, struct entry);

	if (!all)
		return arena_fail(arena, err);
	for (size_t r = 0; r < NELEM(rounds); r++) {
		unsigned parts = rounds[r].parts;
		size_t n, to;

		n = collect(before, n_before, false, parts, old_of, taken, all);
		if (n == 0)
			continue;
		n += collect(now, n_now, true, parts, old_of, taken, all + n);
		qsort_r(all, n, sizeof(*all), in_order, &parts);
		for (size_t from = 0; from < n; from = to) {
			for (to = from + 1; to < n &&
			     all[to].hash == all[from].hash &&
			     compare_parts(all[to].key, all[from].key, parts) ==
				 0;)
				to++;
			pair(all + from, to - from, rounds[r].unique, old_of,
			    taken);
		}
	}
	return ERR_NONE;
}
