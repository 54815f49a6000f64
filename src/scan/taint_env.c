#include "scan/taint_env.h"

#include <inttypes.h>
#include <stdio.h>

#define SLOTS_MAX 2000 /* further ones count as clean */
#define HOLD_MAX  4    /* objects within objects that are looked into */

static uint64_t
place(uint32_t base, uint32_t key)
{
	return (uint64_t)base << 32 | key;
}

uint32_t
env_key(struct str text)
{
	uint32_t h = (uint32_t)str_hash(text);

	return h > KEY_LENGTH ? h : h + KEY_LENGTH + 1;
}

uint32_t
env_key_number(int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, n);
	return env_key(str_from(text));
}

static size_t
find(const struct env *env, uint64_t at)
{
	for (size_t i = env->n; i > 0; i--)
		if (env->keys[i - 1] == at)
			return i - 1;
	return env->n;
}

const struct value *
env_get(const struct env *env, uint32_t base, uint32_t key)
{
	size_t i = find(env, place(base, key));

	return i < env->n ? &env->values[i] : NULL;
}

/* The room of an env that was given back, or new. */
static bool
take(struct env *env, struct env_pool *pool, size_t cap)
{
	for (unsigned i = pool->n; i > 0; i--)
		if (pool->free[i - 1].cap >= cap) {
			*env = pool->free[i - 1];
			pool->free[i - 1] = pool->free[--pool->n];
			env->n = 0;
			return true;
		}
	*env = (struct env){
	    .keys = arena_alloc(pool->arena, cap * sizeof(*env->keys)),
	    .values = arena_alloc(pool->arena, cap * sizeof(*env->values)),
	    .cap = cap};
	return env->keys != NULL && env->values != NULL;
}

void
env_free(struct env *env, struct env_pool *pool)
{
	struct env *least = pool->free;

	for (unsigned i = 1; i < pool->n; i++)
		if (pool->free[i].cap < least->cap)
			least = &pool->free[i];
	if (env->cap > 0 && pool->n < NELEM(pool->free))
		pool->free[pool->n++] = *env;
	else if (env->cap > least->cap)
		*least = *env;
	*env = (struct env){0};
}

bool
env_copy(struct env *to, struct env_pool *pool, const struct env *from)
{
	if (!take(to, pool, from->n + 16))
		return false;
	if (from->n > 0) {
		memcpy(to->keys, from->keys, from->n * sizeof(*to->keys));
		memcpy(to->values, from->values, from->n * sizeof(*to->values));
	}
	to->n = from->n;
	return true;
}

static bool
grow(struct env *env, struct env_pool *pool)
{
	struct env old = *env, bigger;

	old.n = 0;
	if (!take(&bigger, pool, env->cap * 2 + 16))
		return false;
	if (env->n > 0) {
		memcpy(bigger.keys, env->keys, env->n * sizeof(*env->keys));
		memcpy(
		    bigger.values, env->values, env->n * sizeof(*env->values));
	}
	bigger.n = env->n;
	env_free(&old, pool);
	*env = bigger;
	return true;
}

void
env_drop(struct env *env, uint32_t base, uint32_t key)
{
	size_t i = find(env, place(base, key));

	if (i == env->n)
		return;
	env->n--;
	env->keys[i] = env->keys[env->n];
	env->values[i] = env->values[env->n];
}

bool
env_set(struct env *env, struct env_pool *pool, uint32_t base, uint32_t key,
    struct value value)
{
	size_t i = find(env, place(base, key));

	if (value.taint == NULL && value.known == NULL && value.object == 0) {
		env_drop(env, base, key);
		return true;
	}
	if (i == env->n) {
		if (env->n >= SLOTS_MAX)
			return true;
		if (env->n == env->cap && !grow(env, pool))
			return false;
		env->keys[env->n++] = place(base, key);
	}
	env->values[i] = value;
	return true;
}

void
env_drop_all(struct env *env, uint32_t base)
{
	size_t n = 0;

	for (size_t i = 0; i < env->n; i++)
		if (env->keys[i] >> 32 != base) {
			env->keys[n] = env->keys[i];
			env->values[n++] = env->values[i];
		}
	env->n = n;
}

/* Two objects that may be meant: the first, tainted by what the other holds. */
static struct value
value_join(struct arena *arena, const struct env *env_b, struct value a,
    struct value b)
{
	struct value v = {.taint = taint_either(arena, a.taint, b.taint),
	    .object = a.object != 0 ? a.object : b.object};

	if (known_eq(a.known, b.known))
		v.known = a.known;
	if (a.object != 0 && b.object != 0 && a.object != b.object)
		v.taint = taint_either(arena, v.taint, env_taint(env_b, b));
	return v;
}

bool
env_join(struct env *to, struct env_pool *pool, const struct env *from)
{
	size_t n = to->n;

	for (size_t i = 0; i < n; i++) {
		size_t k = i < from->n && from->keys[i] == to->keys[i]
		    ? i
		    : find(from, to->keys[i]);

		if (k < from->n)
			to->values[i] = value_join(
			    pool->arena, from, to->values[i], from->values[k]);
		else
			to->values[i].known = NULL;
	}
	for (size_t i = 0; i < from->n; i++) {
		struct value v = from->values[i];

		if (i < n && from->keys[i] == to->keys[i])
			continue;
		v.known = NULL;
		if (find(to, from->keys[i]) == to->n &&
		    !env_set(to, pool, (uint32_t)(from->keys[i] >> 32),
			(uint32_t)from->keys[i], v))
			return false;
	}
	return true;
}

static const struct taint *
held(const struct env *env, struct value value, unsigned depth)
{
	if (value.taint != NULL || value.object == 0 || depth == 0)
		return value.taint;
	for (size_t i = 0; i < env->n; i++) {
		const struct taint *t;

		if (env->keys[i] >> 32 != value.object)
			continue;
		t = held(env, env->values[i], depth - 1);
		if (t != NULL)
			return t;
	}
	return NULL;
}

const struct taint *
env_taint(const struct env *env, struct value value)
{
	return held(env, value, HOLD_MAX);
}
