#include "scan/taint_env.h"

#define VARS_MAX 500 /* further ones count as clean */

const struct taint *
taint_either(struct arena *arena, const struct taint *a, const struct taint *b)
{
	struct taint *t;

	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	if ((b->labels & ~a->labels) == 0)
		return a;
	t = ARENA_NEW(arena, struct taint);
	if (t == NULL)
		return a;
	*t = *a;
	t->labels |= b->labels;
	return t;
}

const struct taint *
taint_env_get(const struct taint_env *env, uint32_t name, uint32_t field)
{
	for (size_t i = 0; i < env->n; i++)
		if (env->v[i].name == name && env->v[i].field == field)
			return env->v[i].taint;
	return NULL;
}

const struct taint *
taint_env_any(const struct taint_env *env, uint32_t name)
{
	const struct taint *whole = taint_env_get(env, name, 0);

	for (size_t i = 0; i < env->n && whole == NULL; i++)
		if (env->v[i].name == name)
			whole = env->v[i].taint;
	return whole;
}

bool
taint_env_set(struct taint_env *env, struct arena *arena, uint32_t name,
    uint32_t field, const struct taint *taint)
{
	struct taint_var *var;

	for (size_t i = 0; i < env->n; i++)
		if (env->v[i].name == name && env->v[i].field == field) {
			env->v[i].taint = taint;
			return true;
		}
	if (env->n >= VARS_MAX)
		return true;
	var = ARENA_PUSH(arena, env);
	if (var == NULL)
		return false;
	*var = (struct taint_var){name, field, taint};
	return true;
}

void
taint_env_clear(struct taint_env *env, uint32_t name, uint32_t field)
{
	size_t n = 0;

	for (size_t i = 0; i < env->n; i++)
		if (env->v[i].name != name ||
		    (field != 0 && env->v[i].field != field))
			env->v[n++] = env->v[i];
	env->n = n;
}

bool
taint_env_copy(
    struct taint_env *to, struct arena *arena, const struct taint_env *from)
{
	*to = (struct taint_env){.n = from->n, .cap = from->n};
	if (from->n == 0)
		return true;
	to->v = arena_alloc(arena, from->n * sizeof(*to->v));
	if (to->v == NULL)
		return false;
	memcpy(to->v, from->v, from->n * sizeof(*to->v));
	return true;
}

bool
taint_env_join(
    struct taint_env *to, struct arena *arena, const struct taint_env *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct taint_var *var = &from->v[i];

		const struct taint *have =
		    taint_env_get(to, var->name, var->field);
		const struct taint *t = taint_either(arena, have, var->taint);

		if (t != have &&
		    !taint_env_set(to, arena, var->name, var->field, t))
			return false;
	}
	return true;
}
