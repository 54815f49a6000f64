#include "policy/outside.h"

#include "learn/validity.h"

static bool
asks_for(const struct policy_obligation *o, struct str module)
{
	if (!policy_kind_personal(o->kind))
		return false;
	for (size_t i = 0; i < o->things.n; i++)
		if (o->things.v[i].kind == POLICY_MODULE &&
		    str_eq(o->things.v[i].id, module))
			return true;
	return false;
}

static enum err_code
by_rule(const struct policy *policy, struct due_rule rule, int64_t completed,
    struct arena *arena, int64_t *until, struct err *err)
{
	const struct due_done done = {.at = completed, .how = DUE_STUDIED};
	const struct due_stay stay = {.from = completed};
	const struct due_facts facts = {
	    .done = {&done, 1}, .stays = {&stay, 1}};
	const struct due_rules rules = {&rule, 1};
	const struct due_when when = {.now = completed, .zone = &policy->zone};
	struct due due;
	enum err_code rc;

	rule.says = STR("the policy");
	rule.effective = 0;
	rule.hows = 0;
	rc = due_compute(&rules, &facts, &when, arena, &due, err);
	if (rc == ERR_NONE)
		*until = due.valid_until;
	return rc;
}

enum err_code
outside_until(const struct policy *policy, const struct catalog *catalog,
    struct str module, int64_t completed, struct arena *arena, int64_t *until,
    struct err *err)
{
	int64_t longest = 0, one;
	bool asked = false, endless = false;
	struct due_rule course;
	enum err_code rc = ERR_NONE;

	validity_rule(catalog, module, &course);
	for (size_t i = 0; i < policy->obligations.n && rc == ERR_NONE; i++) {
		const struct policy_obligation *o = &policy->obligations.v[i];

		if (!asks_for(o, module))
			continue;
		rc = by_rule(policy, o->by_course ? course : o->rule, completed,
		    arena, &one, err);
		if (rc != ERR_NONE)
			break;
		asked = true;
		endless |= one == 0;
		if (one > longest)
			longest = one;
	}
	if (rc == ERR_NONE && !asked)
		rc = by_rule(policy, course, completed, arena, &longest, err);
	if (rc == ERR_NONE)
		*until = endless ? 0 : longest;
	return rc;
}
