#include "policy/gate_judge.h"

/*
 * Access is granted to who has been trained for it.  A population such as
 * {access: production} holds those who have the access; who comes to the gate
 * without a recorded one is judged as if they had it.
 */

/* "production", "production/admin" of production; in-scope of what is inside.
 */
static bool
names_system(const struct policy *policy, struct str word, struct str system)
{
	const struct policy_system *s = policy_system(policy, system);
	size_t slash = str_find_char(word, '/');

	if (str_eq(word, STR("in-scope")))
		return s != NULL && s->inside;
	return str_eq(str_sub(word, 0, slash), system);
}

static bool
is_access(
    const struct policy *policy, const struct population *p, struct str system)
{
	if (p->kind != POPULATION_ACCESS)
		return false;
	for (size_t i = 0; i < p->n_words; i++)
		if (names_system(policy, p->words[i], system))
			return true;
	return false;
}

/* The population with every access to the system taken as had; *changed says
   whether there was one. */
static enum err_code
with_access(const struct policy *policy, const struct population *in,
    struct str system, struct arena *arena, struct population *out,
    bool *changed, struct err *err)
{
	enum err_code rc = ERR_NONE;

	*out = *in;
	if (is_access(policy, in, system)) {
		*out = (struct population){.kind = POPULATION_ALL};
		*changed = true;
		return ERR_NONE;
	}
	if (in->n_parts == 0)
		return ERR_NONE;
	out->parts = ARENA_ARRAY(arena, in->n_parts, struct population);
	if (out->parts == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < in->n_parts; i++)
		rc = with_access(policy, &in->parts[i], system, arena,
		    &out->parts[i], changed, err);
	return rc;
}

static bool
holds(const struct owed_list *owed, const struct policy_obligation *o)
{
	for (size_t i = 0; i < owed->n; i++)
		if (str_eq(owed->v[i].obligation->id, o->id))
			return true;
	return false;
}

/* The one obligation, asked of whoever would be in it with the access. */
static enum err_code
ask_one(struct engine *engine, const struct policy *policy,
    const struct policy_obligation *o, struct id person, struct str system,
    int64_t at, struct arena *arena, struct owed_list *out, struct err *err)
{
	struct policy *draft = ARENA_NEW(arena, struct policy);
	struct policy_obligation *one =
	    ARENA_NEW(arena, struct policy_obligation);
	bool changed = false;
	enum err_code rc;

	if (draft == NULL || one == NULL)
		return arena_fail(arena, err);
	*draft = *policy;
	*one = *o;
	rc = with_access(
	    policy, &o->who, system, arena, &one->who, &changed, err);
	if (rc != ERR_NONE || !changed)
		return rc;
	draft->obligations.v = one;
	draft->obligations.n = draft->obligations.cap = 1;
	return engine_person(engine, person,
	    &(struct engine_ask){.now = at, .draft = draft}, arena, out, err);
}

static enum err_code
add_all(struct arena *arena, const struct owed_list *from, struct owed_list *to,
    struct err *err)
{
	for (size_t i = 0; i < from->n; i++) {
		struct owed *slot = ARENA_PUSH(arena, to);

		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = from->v[i];
	}
	return ERR_NONE;
}

enum err_code
gate_missing(struct engine *engine, const struct policy *policy,
    struct id person, struct str system, int64_t at,
    const struct owed_list *owed, struct arena *arena, struct owed_list *out,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < policy->obligations.n; i++) {
		const struct policy_obligation *o = &policy->obligations.v[i];
		struct owed_list one = {0};

		if (o->kind != POLICY_BEFORE_ACCESS || !gate_asks(o, system) ||
		    holds(owed, o))
			continue;
		rc = ask_one(
		    engine, policy, o, person, system, at, arena, &one, err);
		if (rc == ERR_NONE)
			rc = add_all(arena, &one, out, err);
	}
	return rc;
}
