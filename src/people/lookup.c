#include "people/lookup.h"

#include <assert.h>

#include "base/id.h"

enum err_code
lookup_init(struct lookup *l, size_t most, struct arena *arena, struct err *err)
{
	size_t cap = 16;

	while (cap / 2 < most)
		cap *= 2;
	*l = (struct lookup){.cap = cap, .most = most};
	l->v = ARENA_ARRAY(arena, cap, struct lookup_slot);
	return l->v != NULL ? ERR_NONE : arena_fail(arena, err);
}

/* Its slot, or the free one where it would stand: half of them are free. */
static struct lookup_slot *
slot_of(const struct lookup *l, struct str key)
{
	uint64_t h = str_hash(key);
	size_t i;

	h ^= h >> 32; /* an id's differing bits may all be low */
	for (i = (size_t)h & (l->cap - 1);
	     l->v[i].key.ptr != NULL && !str_eq(l->v[i].key, key);
	     i = (i + 1) & (l->cap - 1))
		;
	return &l->v[i];
}

bool
lookup_add(struct lookup *l, struct str key, size_t value)
{
	struct lookup_slot *slot = slot_of(l, key);

	assert(key.len > 0);
	if (slot->key.ptr != NULL || l->n == l->most)
		return false;
	*slot = (struct lookup_slot){key, value};
	l->n++;
	return true;
}

bool
lookup_find(const struct lookup *l, struct str key, size_t *value)
{
	const struct lookup_slot *slot = slot_of(l, key);

	if (key.len == 0 || slot->key.ptr == NULL)
		return false;
	*value = slot->value;
	return true;
}

void
lookup_set(struct lookup *l, struct str key, size_t value)
{
	struct lookup_slot *slot = slot_of(l, key);

	if (slot->key.ptr != NULL)
		slot->value = value;
}

struct str
lookup_id(const struct id *id)
{
	return (struct str){(const char *)id->bytes, ID_SIZE};
}
