#include "syntax/symbols.h"

#include <assert.h>

#define FIRST_SLOTS 256

/* Eight bytes at a step; quality enough for names in one file. */
static uint32_t
hash(struct str s)
{
	uint64_t h = s.len * UINT64_C(0x9e3779b97f4a7c15), word;
	size_t i = 0;

	for (; i + 8 <= s.len; i += 8) {
		memcpy(&word, s.ptr + i, 8);
		h = (h ^ word) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 32;
	}
	word = 0;
	if (i < s.len)
		memcpy(&word, s.ptr + i, s.len - i);
	h = (h ^ word) * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(h ^ (h >> 32));
}

static uint32_t
base_end(const struct symbols *s)
{
	return s->base != NULL ? symbols_end(s->base) : 0;
}

void
symbols_init(struct symbols *s, struct arena *arena, const struct symbols *base)
{
	*s = (struct symbols){.arena = arena, .base = base};
}

uint32_t
symbols_end(const struct symbols *s)
{
	uint32_t end = base_end(s) + s->n;

	return end > 0 ? end : 1;
}

static uint32_t *
slot_of(const struct symbols *s, struct str name, uint32_t h)
{
	uint32_t mask = s->slot_count - 1, i = h & mask;

	while (s->slots[i] != 0 && !str_eq(s->v[s->slots[i] - 1], name))
		i = (i + 1) & mask;
	return &s->slots[i];
}

static bool
grow(struct symbols *s)
{
	uint32_t want = s->slot_count > 0 ? s->slot_count * 2 : FIRST_SLOTS;
	uint32_t *slots = ARENA_ARRAY(s->arena, want, uint32_t);
	struct str *v = ARENA_ARRAY(s->arena, want / 2, struct str);

	if (slots == NULL || v == NULL)
		return false;
	if (s->n > 0)
		memcpy(v, s->v, s->n * sizeof(*v));
	s->v = v;
	s->slots = slots;
	s->slot_count = want;
	s->cap = want / 2;
	for (uint32_t i = 0; i < s->n; i++)
		*slot_of(s, v[i], hash(v[i])) = i + 1;
	return true;
}

static uint32_t
find(const struct symbols *s, struct str name, uint32_t h)
{
	uint32_t found;

	if (s->base != NULL) {
		found = find(s->base, name, h);
		if (found != 0)
			return found;
	}
	if (s->n == 0)
		return 0;
	found = *slot_of(s, name, h);
	return found == 0 ? 0 : base_end(s) + found - 1;
}

uint32_t
symbols_find(const struct symbols *s, struct str name)
{
	return name.len == 0 ? 0 : find(s, name, hash(name));
}

uint32_t
symbols_add(struct symbols *s, struct str name)
{
	uint32_t h, found;

	if (name.len == 0 || s->failed)
		return 0;
	h = hash(name);
	found = find(s, name, h);
	if (found != 0)
		return found;
	if (s->n + 2 > s->cap && !grow(s)) {
		s->failed = true;
		return 0;
	}
	if (s->n == 0 && s->base == NULL)
		s->v[s->n++] = STR(""); /* number 0 of the lowest table */
	s->v[s->n++] = name;
	*slot_of(s, name, h) = s->n;
	return base_end(s) + s->n - 1;
}

struct str
symbols_text(const struct symbols *s, uint32_t symbol)
{
	uint32_t low = base_end(s);

	if (symbol == 0)
		return STR("");
	if (symbol < low)
		return symbols_text(s->base, symbol);
	assert(symbol - low < s->n);
	return s->v[symbol - low];
}
