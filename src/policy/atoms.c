#include "policy/atoms.h"

void
atoms_init(struct atoms *atoms, struct arena *arena)
{
	*atoms = (struct atoms){.arena = arena};
}

/* The slot that holds the word, or the free one where it belongs. */
static size_t
slot_of(const struct atoms *a, struct str word)
{
	size_t i = str_hash(word) & (a->n_slots - 1);

	while (a->slots[i] != 0 && !str_eq(a->words[a->slots[i]], word))
		i = (i + 1) & (a->n_slots - 1);
	return i;
}

static enum err_code
grow(struct atoms *a, struct err *err)
{
	size_t n = a->n_slots > 0 ? a->n_slots * 2 : 256;
	struct str *words = ARENA_ARRAY(a->arena, n, struct str);
	atom *slots = ARENA_ARRAY(a->arena, n, atom);

	if (words == NULL || slots == NULL)
		return arena_fail(a->arena, err);
	if (a->n > 0)
		memcpy(words, a->words, (a->n + 1) * sizeof(*words));
	a->words = words;
	a->slots = slots;
	a->n_slots = n;
	for (size_t i = 1; i <= a->n; i++)
		slots[slot_of(a, words[i])] = (atom)i;
	return ERR_NONE;
}

enum err_code
atoms_take(struct atoms *a, struct str word, atom *out, struct err *err)
{
	struct str copy;
	size_t slot;

	*out = atoms_find(a, word);
	if (*out != 0 || word.len == 0)
		return ERR_NONE;
	if ((a->n + 1) * 2 > a->n_slots) {
		enum err_code rc = grow(a, err);

		if (rc != ERR_NONE)
			return rc;
	}
	copy = arena_str(a->arena, word);
	if (copy.ptr == NULL)
		return arena_fail(a->arena, err);
	slot = slot_of(a, copy);
	a->words[++a->n] = copy;
	a->slots[slot] = (atom)a->n;
	*out = (atom)a->n;
	return ERR_NONE;
}

atom
atoms_find(const struct atoms *a, struct str word)
{
	if (word.len == 0 || a->n_slots == 0)
		return 0;
	return a->slots[slot_of(a, word)];
}
