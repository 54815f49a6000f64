/* What the shape of a document allows and sense does not. */
#include <stdarg.h>
#include <stdio.h>

#include "catalog/control.h"
#include "catalog/path.h"
#include "people/role.h"
#include "policy/document_part.h"
#include "policy/policy_day.h"

#define PROBLEMS_MAX 200

struct check {
	const struct policy *policy;
	const struct catalog *catalog;
	struct arena *arena;
	struct policy_problems *out;
	const struct yaml *at; /* of the obligation that is looked at */
};

static enum err_code problem(struct check *c, const struct yaml *at,
    struct err *err, const char *fmt, ...) PRINTF(4, 5);

static enum err_code
problem(struct check *c, const struct yaml *at, struct err *err,
    const char *fmt, ...)
{
	struct policy_problem *p;
	struct err where;
	char text[512];
	va_list args;

	if (c->out->n >= PROBLEMS_MAX) {
		c->out->more++;
		return ERR_NONE;
	}
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	p = ARENA_PUSH(c->arena, c->out);
	if (p == NULL)
		return arena_fail(c->arena, err);
	(void)yaml_fail(at, &where, ERR_INVALID, "%s", text);
	p->text = arena_str(c->arena, str_from(where.text));
	return p->text.ptr != NULL ? ERR_NONE : arena_fail(c->arena, err);
}

/* The value under a key, or the mapping itself where it is not written. */
static const struct yaml *
at_key(const struct yaml *map, struct str key)
{
	const struct yaml *node = yaml_get(map, key);

	return node != NULL ? node : map;
}

static enum err_code
check_dates(struct check *c, struct err *err)
{
	const struct policy *p = c->policy;
	enum err_code rc = ERR_NONE;

	if (policy_day_of(p, p->effective) < p->approved)
		rc = problem(c, at_key(p->root, STR("effective")), err,
		    "takes effect before it was approved");
	if (rc == ERR_NONE && p->review_by <= p->approved)
		rc = problem(c, at_key(p->root, STR("review_by")), err,
		    "is to be reviewed by a day that is not after its "
		    "approval");
	if (rc == ERR_NONE && p->version > 0 &&
	    str_eq_case(p->owner, p->approver))
		rc = problem(c, at_key(p->root, STR("approver")), err,
		    "'%.*s' owns it and approves it: two people are needed",
		    STR_FMT(p->owner));
	if (rc == ERR_NONE && p->obligations.n == 0)
		rc = problem(c, p->root, err,
		    "there is no obligation: nobody would owe anything");
	return rc;
}

static bool
control_known(const struct check *c, struct str control)
{
	return catalog_control(c->catalog, control).ptr != NULL;
}

static enum err_code
check_frameworks(struct check *c, struct err *err)
{
	const struct policy *p = c->policy;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < p->frameworks.n && rc == ERR_NONE; i++)
		if (catalog_framework(c->catalog, p->frameworks.v[i], NULL) ==
		    NULL)
			rc = problem(c, at_key(p->root, STR("frameworks")), err,
			    "no framework '%.*s' in content/controls",
			    STR_FMT(str_sub(p->frameworks.v[i], 0, 60)));
	return rc;
}

static enum err_code
check_system(struct check *c, size_t i, struct err *err)
{
	const struct policy_system *s = &c->policy->systems.v[i];

	for (size_t k = 0; k < i; k++)
		if (str_eq(c->policy->systems.v[k].id, s->id))
			return problem(c, s->node, err,
			    "the system '%.*s' is there twice, first on line "
			    "%u",
			    STR_FMT(s->id), c->policy->systems.v[k].node->line);
	return ERR_NONE;
}

static enum err_code
check_gate(struct check *c, size_t i, struct err *err)
{
	const struct policy *p = c->policy;
	const struct policy_gate *g = &p->gates.v[i];
	const struct policy_system *s = policy_system(p, g->system);
	enum err_code rc = ERR_NONE;
	bool asked = false;

	for (size_t k = 0; k < p->obligations.n; k++)
		for (size_t m = 0; m < p->obligations.v[k].gates.n; m++)
			asked |=
			    str_eq(p->obligations.v[k].gates.v[m], g->system);
	if (s == NULL)
		rc = problem(c, g->node, err,
		    "a gate on '%.*s', which is none of the systems",
		    STR_FMT(str_sub(g->system, 0, 60)));
	else if (!s->inside)
		rc = problem(c, g->node, err,
		    "a gate on '%.*s', which is outside the boundary",
		    STR_FMT(g->system));
	else if (!asked)
		rc = problem(c, g->node, err,
		    "no obligation has the gate '%.*s': it would let in "
		    "everybody",
		    STR_FMT(str_sub(g->system, 0, 60)));
	for (size_t k = 0; k < i && rc == ERR_NONE; k++)
		if (str_eq(p->gates.v[k].system, g->system))
			rc = problem(c, g->node, err,
			    "the gate '%.*s' is there twice",
			    STR_FMT(str_sub(g->system, 0, 60)));
	return rc;
}

static enum err_code
check_word(
    enum population_kind kind, struct str word, void *ctx, struct err *err)
{
	struct check *c = ctx;
	struct str system = word;
	enum person_role role;

	if (kind == POPULATION_ROLE && !role_read(word, &role))
		return problem(c, c->at, err,
		    "no role '%.*s'; developer, lead, admin, security_lead "
		    "and auditor are accepted",
		    STR_FMT(str_sub(word, 0, 40)));
	if (kind != POPULATION_ACCESS)
		return ERR_NONE;
	(void)str_cut(&word, '/', &system);
	if (str_eq(system, STR("*")) ||
	    policy_system(c->policy, system) != NULL)
		return ERR_NONE;
	return problem(c, c->at, err,
	    "access to '%.*s', which is none of the systems",
	    STR_FMT(str_sub(system, 0, 60)));
}

static bool
has_lab(const struct policy_obligation *o)
{
	for (size_t i = 0; i < o->things.n; i++)
		if (o->things.v[i].kind == POLICY_LAB)
			return true;
	return false;
}

static enum err_code
check_things(
    struct check *c, const struct policy_obligation *o, struct err *err)
{
	const struct yaml *what = at_key(o->node, STR("what"));
	enum err_code rc = ERR_NONE;

	if (policy_kind_personal(o->kind) && o->things.n == 0 &&
	    o->gone.n == 0 && c->policy->version > 0)
		rc = problem(c, what, err,
		    "asks for nothing: 'what' names courses, modules, labs or "
		    "a path");
	for (size_t i = 0; i < o->gone.n && rc == ERR_NONE; i++)
		rc = problem(c, what, err, "no %s '%.*s' in the content",
		    o->gone.v[i].kind,
		    STR_FMT(str_sub(o->gone.v[i].id, 0, 60)));
	if (rc == ERR_NONE && o->by_course && has_lab(o))
		rc = problem(c, at_key(o->node, STR("cadence")), err,
		    "the rule 'course' goes with modules; a lab is in none");
	return rc;
}

/* A framework that is switched on allows fewer days to begin with. */
static enum err_code
check_days(struct check *c, const struct policy_obligation *o,
    struct str control, struct err *err)
{
	struct policy_over over;
	struct str says;

	if (!policy_over(c->policy, c->catalog, o, control, &over))
		return ERR_NONE;
	says = policy_over_say(&over, control, c->arena);
	if (says.ptr == NULL)
		return arena_fail(c->arena, err);
	return problem(c, at_key(o->node, STR("first_days")), err, "%.*s%s",
	    STR_FMT(says),
	    over.privileged ? ": an obligation of 'seniority: [privileged]' "
			      "that names it may give them"
			    : "");
}

static enum err_code
check_lists(struct check *c, const struct policy_obligation *o, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < o->controls.n && rc == ERR_NONE; i++)
		if (control_known(c, o->controls.v[i]))
			rc = check_days(c, o, o->controls.v[i], err);
		else
			rc = problem(c, at_key(o->node, STR("controls")), err,
			    "no control '%.*s' in content/controls",
			    STR_FMT(str_sub(o->controls.v[i], 0, 60)));
	for (size_t i = 0; i < o->gates.n && rc == ERR_NONE; i++)
		if (policy_gate(c->policy, o->gates.v[i]) == NULL)
			rc = problem(c, at_key(o->node, STR("gates")), err,
			    "'gates' has no '%.*s'",
			    STR_FMT(str_sub(o->gates.v[i], 0, 60)));
	return rc;
}

static enum err_code
check_rule(struct check *c, const struct policy_obligation *o, struct err *err)
{
	const struct yaml *at = at_key(o->node, STR("cadence"));
	struct err why;

	if (!o->by_course && due_rule_check(&o->rule, &why) != ERR_NONE)
		return problem(c, at, err, "%s", why.text);
	if (o->kind == POLICY_ASSIGN_INITIAL && o->rule.kind != DUE_ONCE)
		return problem(c, at, err,
		    "assign-initial is done once; assign-recurring comes "
		    "back");
	if (o->kind == POLICY_ASSIGN_RECURRING && o->rule.kind == DUE_ONCE &&
	    !o->by_course)
		return problem(c, at, err,
		    "assign-recurring with the rule 'once' never comes back");
	if (o->kind == POLICY_ASSIGN_ON_CHANGE && !o->rule.on_major)
		return problem(c, at, err,
		    "assign-on-change with 'on_major: false' asks for "
		    "nothing");
	if (o->kind == POLICY_BEFORE_ACCESS && o->rule.initial_days > 0)
		return problem(c, at_key(o->node, STR("first_days")), err,
		    "before-access leaves no days");
	return ERR_NONE;
}

static bool
same_rule(const struct policy_obligation *a, const struct policy_obligation *b)
{
	return a->by_course == b->by_course && a->rule.kind == b->rule.kind &&
	    a->rule.period.n == b->rule.period.n &&
	    a->rule.period.unit == b->rule.period.unit &&
	    a->rule.closes == b->rule.closes &&
	    a->rule.window_days == b->rule.window_days &&
	    a->rule.initial_days == b->rule.initial_days &&
	    a->rule.hows == b->rule.hows && a->score_min == b->score_min;
}

static bool
same_thing(const struct policy_obligation *a, const struct policy_obligation *b)
{
	for (size_t i = 0; i < a->things.n; i++)
		for (size_t k = 0; k < b->things.n; k++)
			if (a->things.v[i].kind == b->things.v[k].kind &&
			    str_eq(a->things.v[i].id, b->things.v[k].id))
				return true;
	return false;
}

static bool
same_people(
    const struct policy_obligation *a, const struct policy_obligation *b)
{
	struct buf x, y;
	bool same;

	buf_init(&x, 64 << 10);
	buf_init(&y, 64 << 10);
	population_write(&x, &a->who);
	population_write(&y, &b->who);
	same = str_eq(buf_view(&x), buf_view(&y));
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* Two of a kind that ask the same people for the same thing, each by its own
   rule: which of them holds? */
static enum err_code
check_against(struct check *c, size_t i, struct err *err)
{
	const struct policy_obligation *o = &c->policy->obligations.v[i];

	for (size_t k = 0; k < i; k++) {
		const struct policy_obligation *b =
		    &c->policy->obligations.v[k];

		if (str_eq(o->id, b->id))
			return problem(c, o->node, err,
			    "the obligation '%.*s' is there twice, first on "
			    "line %u",
			    STR_FMT(o->id), b->node->line);
		if (o->kind == b->kind && same_thing(o, b) &&
		    same_people(o, b) && !same_rule(o, b))
			return problem(c, o->node, err,
			    "contradicts '%.*s' on line %u: the same people, "
			    "the same thing, another rule",
			    STR_FMT(b->id), b->node->line);
	}
	return ERR_NONE;
}

static enum err_code
check_obligation(struct check *c, size_t i, struct err *err)
{
	const struct policy_obligation *o = &c->policy->obligations.v[i];
	enum err_code rc;

	c->at = at_key(o->node, STR("who"));
	rc = population_words(&o->who, check_word, c, err);
	if (rc == ERR_NONE)
		rc = check_things(c, o, err);
	if (rc == ERR_NONE)
		rc = check_lists(c, o, err);
	if (rc == ERR_NONE)
		rc = check_rule(c, o, err);
	return rc == ERR_NONE ? check_against(c, i, err) : rc;
}

static enum err_code
check_messages(struct check *c, struct err *err)
{
	const struct policy_messages *m = &c->policy->messages;

	if (m->node == NULL)
		return ERR_NONE;
	if (m->owner_after_days > 0 &&
	    m->owner_after_days < m->manager_after_days)
		return problem(c, m->node, err,
		    "the owner is told after %u days and the manager after "
		    "%u: the ladder goes up",
		    m->owner_after_days, m->manager_after_days);
	if (m->quiet_from_min == m->quiet_to_min && m->quiet_from_min != 0)
		return problem(c, m->node, err,
		    "'quiet' leaves no minute of the day in which anything "
		    "could be sent");
	return ERR_NONE;
}

static enum err_code
check_equivalents(struct check *c, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < c->policy->equivalents.n && rc == ERR_NONE;
	     i++) {
		const struct policy_equivalent *e =
		    &c->policy->equivalents.v[i];

		if (catalog_module(c->catalog, e->topic) == NULL)
			rc = problem(c, at_key(e->node, STR("topic")), err,
			    "no module '%.*s' in the content",
			    STR_FMT(str_sub(e->topic, 0, 60)));
	}
	return rc;
}

enum err_code
policy_check(const struct policy *policy, const struct catalog *catalog,
    struct arena *arena, struct policy_problems *out, struct err *err)
{
	struct check c = {policy, catalog, arena, out, NULL};
	enum err_code rc = check_dates(&c, err);

	if (rc == ERR_NONE)
		rc = check_frameworks(&c, err);
	for (size_t i = 0; i < policy->systems.n && rc == ERR_NONE; i++)
		rc = check_system(&c, i, err);
	for (size_t i = 0; i < policy->obligations.n && rc == ERR_NONE; i++)
		rc = check_obligation(&c, i, err);
	for (size_t i = 0; i < policy->gates.n && rc == ERR_NONE; i++)
		rc = check_gate(&c, i, err);
	if (rc == ERR_NONE)
		rc = check_messages(&c, err);
	return rc == ERR_NONE ? check_equivalents(&c, err) : rc;
}
