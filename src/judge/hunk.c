#include "judge/hunk.h"

struct lines {
	size_t *at; /* n + 1 offsets */
	size_t n;
};

static enum err_code
cut(struct str text, struct arena *arena, struct lines *out, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n' || i + 1 == text.len;
	if (n > HUNK_LINES_MAX)
		return err_set(err, ERR_LIMIT, "a file of more than %d lines",
		    HUNK_LINES_MAX);
	out->at = ARENA_ARRAY(arena, n + 1, size_t);
	if (out->at == NULL)
		return arena_fail(arena, err);
	out->n = 0;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\n' || i + 1 == text.len)
			out->at[++out->n] = i + 1;
	return ERR_NONE;
}

static struct str
line(struct str text, const struct lines *l, size_t i)
{
	return str_sub(text, l->at[i], l->at[i + 1] - l->at[i]);
}

static bool
is_idle(struct str text)
{
	struct str rest = text, part;

	while (str_next(&rest, '\n', &part)) {
		part = str_trim(part);
		if (part.len > 0 && part.ptr[0] != '#' &&
		    !str_starts(part, STR("//")) &&
		    !str_starts(part, STR("/*")) && part.ptr[0] != '*')
			return false;
	}
	return true;
}

static bool
same_words(struct str a, struct str b)
{
	return is_idle(a) && is_idle(b);
}

struct differ {
	struct str a, b;
	struct lines la, lb;
	uint16_t *common; /* of the lines from i and from j on */
	struct arena *arena;
	struct hunks *out;
};

static uint16_t *
common(const struct differ *d, size_t i, size_t j)
{
	return &d->common[i * (d->lb.n + 1) + j];
}

static bool
equal(const struct differ *d, size_t i, size_t j)
{
	return str_eq(line(d->a, &d->la, i), line(d->b, &d->lb, j));
}

static void
fill(struct differ *d)
{
	for (size_t i = d->la.n; i-- > 0;)
		for (size_t j = d->lb.n; j-- > 0;) {
			uint16_t down = *common(d, i + 1, j);
			uint16_t right = *common(d, i, j + 1);

			*common(d, i, j) = equal(d, i, j)
			    ? (uint16_t)(*common(d, i + 1, j + 1) + 1)
			    : down > right ? down
					   : right;
		}
}

static bool
add(struct differ *d, size_t i, size_t i_end, size_t j, size_t j_end)
{
	struct hunk h = {d->la.at[i], d->la.at[i_end], d->lb.at[j],
	    d->lb.at[j_end], (unsigned)j + 1};
	struct hunk *slot;

	if (same_words(str_sub(d->a, h.before, h.before_end - h.before),
		str_sub(d->b, h.after, h.after_end - h.after)))
		return true;
	slot = ARENA_PUSH(d->arena, d->out);
	if (slot != NULL)
		*slot = h;
	return slot != NULL;
}

static bool
walk(struct differ *d)
{
	size_t i = 0, j = 0;

	while (i < d->la.n || j < d->lb.n) {
		size_t i0 = i, j0 = j;

		while ((i < d->la.n || j < d->lb.n) &&
		    !(i < d->la.n && j < d->lb.n && equal(d, i, j))) {
			if (j == d->lb.n ||
			    (i < d->la.n &&
				*common(d, i + 1, j) >= *common(d, i, j + 1)))
				i++;
			else
				j++;
		}
		if ((i > i0 || j > j0) && !add(d, i0, i, j0, j))
			return false;
		while (i < d->la.n && j < d->lb.n && equal(d, i, j)) {
			i++;
			j++;
		}
	}
	return true;
}

enum err_code
hunks_of(struct str before, struct str after, struct arena *arena,
    struct hunks *out, struct err *err)
{
	struct differ d = {.a = before, .b = after, .arena = arena, .out = out};
	enum err_code rc = cut(before, arena, &d.la, err);

	if (rc == ERR_NONE)
		rc = cut(after, arena, &d.lb, err);
	if (rc != ERR_NONE)
		return rc;
	d.common = ARENA_ARRAY(arena, (d.la.n + 1) * (d.lb.n + 1), uint16_t);
	if (d.common == NULL)
		return arena_fail(arena, err);
	fill(&d);
	return walk(&d) ? ERR_NONE : arena_fail(arena, err);
}

struct str
hunk_undone(struct str before, struct str after, const struct hunk *h,
    struct arena *arena)
{
	return arena_strf(arena, "%.*s%.*s%.*s",
	    STR_FMT(str_sub(after, 0, h->after)),
	    STR_FMT(str_sub(before, h->before, h->before_end - h->before)),
	    STR_FMT(str_from_at(after, h->after_end)));
}
