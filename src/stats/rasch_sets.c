#include "stats/rasch_sets.h"

/*
 * Answers sorted by item within each person, in two passes over buckets: by
 * item, then, in that order, by person.
 */
struct sorted {
	size_t *start; /* people + 1 */
	uint32_t *item;
	uint8_t *right;
};

struct by_item {
	size_t *start; /* items + 1 */
	uint32_t *person;
	uint8_t *right;
};

static enum err_code
bucket_by_item(const struct answers *a, const struct rasch_item *items,
    struct arena *arena, struct by_item *out, struct err *err)
{
	size_t n = 0, *at;

	out->start = ARENA_ARRAY(arena, (size_t)a->n_items + 2, size_t);
	if (out->start == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 0; i < a->n_items; i++) {
		out->start[i] = n;
		n += items[i].known ? items[i].n : 0;
	}
	out->start[a->n_items] = n;
	at = ARENA_ARRAY(arena, (size_t)a->n_items + 1, size_t);
	out->person = ARENA_ARRAY(arena, n + 1, uint32_t);
	out->right = ARENA_ARRAY(arena, n + 1, uint8_t);
	if (at == NULL || out->person == NULL || out->right == NULL)
		return arena_fail(arena, err);
	memcpy(at, out->start, a->n_items * sizeof(*at));
	for (uint32_t p = 0; p < a->n_people; p++)
		for (size_t k = a->start[p]; k < a->start[p + 1]; k++) {
			size_t to;

			if (!items[a->item[k]].known)
				continue;
			to = at[a->item[k]]++;
			out->person[to] = p;
			out->right[to] = a->right[k];
		}
	return ERR_NONE;
}

static enum err_code
sort(const struct answers *a, const struct rasch_item *items,
    struct arena *arena, struct sorted *out, struct err *err)
{
	struct by_item b = {0};
	size_t n, *at;
	enum err_code rc = bucket_by_item(a, items, arena, &b, err);

	if (rc != ERR_NONE)
		return rc;
	n = b.start[a->n_items];
	out->start = ARENA_ARRAY(arena, (size_t)a->n_people + 2, size_t);
	at = ARENA_ARRAY(arena, (size_t)a->n_people + 1, size_t);
	out->item = ARENA_ARRAY(arena, n + 1, uint32_t);
	out->right = ARENA_ARRAY(arena, n + 1, uint8_t);
	if (out->start == NULL || at == NULL || out->item == NULL ||
	    out->right == NULL)
		return arena_fail(arena, err);
	for (size_t k = 0; k < n; k++)
		out->start[b.person[k] + 1]++;
	for (uint32_t p = 0; p < a->n_people; p++) {
		out->start[p + 1] += out->start[p];
		at[p] = out->start[p];
	}
	for (uint32_t i = 0; i < a->n_items; i++)
		for (size_t k = b.start[i]; k < b.start[i + 1]; k++) {
			size_t to = at[b.person[k]]++;

			out->item[to] = i;
			out->right[to] = b.right[k];
		}
	return ERR_NONE;
}

/* Which set a person's items are, in a table of open addressing; a new one
   where they were not seen yet. */
struct finder {
	struct rasch_sets *sets;
	uint32_t *slots; /* number of the set + 1, or 0 */
	size_t mask;
	struct arena *arena;
};

static struct rasch_set *
find(struct finder *f, const uint32_t *items, uint32_t n)
{
	size_t bytes = n * sizeof(*items);
	uint64_t hash = str_hash((struct str){(const char *)items, bytes});
	struct rasch_set *set;
	size_t slot = hash & f->mask;

	for (; f->slots[slot] != 0; slot = (slot + 1) & f->mask) {
		set = &f->sets->v[f->slots[slot] - 1];
		if (set->hash == hash && set->n == n &&
		    memcmp(set->items, items, bytes) == 0)
			return set;
	}
	set = ARENA_PUSH(f->arena, f->sets);
	if (set == NULL)
		return NULL;
	*set = (struct rasch_set){.items = items, .n = n, .hash = hash};
	set->people = ARENA_ARRAY(f->arena, (size_t)n + 1, uint32_t);
	f->slots[slot] = (uint32_t)f->sets->n;
	return set->people == NULL ? NULL : set;
}

enum err_code
rasch_sets_make(const struct answers *a, const struct rasch_item *items,
    struct arena *arena, struct rasch_sets *out, struct err *err)
{
	struct finder f = {.sets = out, .arena = arena};
	struct sorted s = {0};
	enum err_code rc = sort(a, items, arena, &s, err);
	size_t room = 16;

	if (rc != ERR_NONE)
		return rc;
	while (room < 2 * (size_t)a->n_people)
		room *= 2;
	f.mask = room - 1;
	f.slots = ARENA_ARRAY(arena, room, uint32_t);
	if (f.slots == NULL)
		return arena_fail(arena, err);
	*out = (struct rasch_sets){0};
	for (uint32_t p = 0; p < a->n_people; p++) {
		uint32_t n = (uint32_t)(s.start[p + 1] - s.start[p]), right = 0;
		struct rasch_set *set;

		if (n == 0)
			continue;
		set = find(&f, s.item + s.start[p], n);
		if (set == NULL)
			return arena_fail(arena, err);
		for (size_t k = s.start[p]; k < s.start[p + 1]; k++)
			right += s.right[k];
		set->people[right]++;
		out->people++;
		out->longest = n > out->longest ? n : out->longest;
	}
	return ERR_NONE;
}
