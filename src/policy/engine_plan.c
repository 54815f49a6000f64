#include "policy/engine_part.h"

struct planning {
	const struct engine *e;
	const struct engine_ask *ask;
	struct arena *arena;
	struct plan *plan;
	struct policy **versions; /* the draft last, where there is one */
	size_t n_versions, now;   /* in force */
	struct {
		struct due_release *v;
		size_t n, cap;
	} signatures;
	struct err *err;
};

static enum err_code
take_versions(struct planning *p)
{
	const struct engine *e = p->e;
	size_t n = e->policies.n;

	p->versions = ARENA_ARRAY(p->arena, n + 1, struct policy *);
	p->plan->effective = ARENA_ARRAY(p->arena, n + 1, int64_t);
	if (p->versions == NULL || p->plan->effective == NULL)
		return arena_fail(p->arena, p->err);
	memcpy(p->versions, e->policies.v, n * sizeof(*p->versions));
	if (p->ask->draft != NULL)
		p->versions[n++] = p->ask->draft;
	p->n_versions = p->plan->n_effective = n;
	for (size_t i = 0; i < n; i++) {
		p->plan->effective[i] = p->versions[i]->effective;
		if (p->versions[i]->effective <= p->ask->now)
			p->now = i;
	}
	p->plan->policy = p->versions[p->now];
	return ERR_NONE;
}

/* Every version is a release of what is to be signed. */
static enum err_code
take_signatures(struct planning *p)
{
	const struct engine *e = p->e;
	struct due_release *r;

	p->signatures.v =
	    ARENA_ARRAY(p->arena, e->signatures.n + 1, struct due_release);
	if (p->signatures.v == NULL)
		return arena_fail(p->arena, p->err);
	if (e->signatures.n > 0)
		memcpy(p->signatures.v, e->signatures.v,
		    e->signatures.n * sizeof(*r));
	p->signatures.n = e->signatures.n;
	if (p->ask->draft == NULL)
		return ERR_NONE;
	r = &p->signatures.v[p->signatures.n++];
	r->at = p->ask->draft->effective;
	r->version = arena_strf(p->arena, "%u.0.0", p->ask->draft->version);
	return r->version.ptr != NULL ? ERR_NONE : arena_fail(p->arena, p->err);
}

static enum err_code
bind_draft(struct planning *p)
{
	struct policy *draft = p->ask->draft;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0;
	     draft != NULL && i < draft->obligations.n && rc == ERR_NONE; i++)
		rc = engine_bind(
		    &draft->obligations.v[i], &p->e->atoms, p->arena, p->err);
	return rc;
}

static const struct policy_thing *
thing_in(const struct policy_obligation *o, const struct policy_thing *thing)
{
	for (size_t i = 0; i < o->things.n; i++)
		if (o->things.v[i].kind == thing->kind &&
		    str_eq(o->things.v[i].id, thing->id))
			return &o->things.v[i];
	return NULL;
}

/* How the sentence names the rule: "policy v4". */
static enum err_code
says(struct planning *p, const struct policy *policy,
    const struct policy_obligation *o, struct str *out)
{
	if (policy->version == 0)
		*out = STR("the default policy");
	else if (o->tightened.ptr != NULL)
		*out = arena_strf(p->arena, "policy v%u, as %.*s needs,",
		    policy->version, STR_FMT(o->tightened));
	else
		*out = arena_strf(p->arena, "policy v%u", policy->version);
	return out->ptr != NULL ? ERR_NONE : arena_fail(p->arena, p->err);
}

/* By what frameworks prescribe; or, asked for one control, by that one alone:
   its own period where it has one, and else what the policy states. */
static void
tighten(const struct planning *p, const struct policy *policy,
    const struct policy_obligation *o, struct due_rule *rule)
{
	struct due_period own = {0};

	if (rule->kind == DUE_ONCE)
		return;
	if (p->ask->control.ptr != NULL) {
		own = policy_control_period(
		    policy, p->e->catalog, p->ask->control);
		if (own.n > 0)
			rule->period = own;
		else if (!o->by_course)
			rule->period = o->stated;
	} else if (o->by_course && o->tight.n > 0 &&
	    due_period_longer(rule->period, o->tight))
		rule->period = o->tight;
}

static enum err_code
rule_of(struct planning *p, const struct policy *policy,
    const struct policy_obligation *o, const struct policy_thing *thing,
    struct due_rule *out)
{
	struct due_rule course;

	*out = o->rule;
	if (o->by_course) {
		validity_rule(p->e->catalog, thing->id, &course);
		out->kind = course.kind;
		out->period = course.period;
		out->closes = course.closes;
		out->window_days = course.window_days;
		out->active = course.active;
		out->on_major = course.on_major;
		out->recertify_days = course.recertify_days;
	}
	out->effective = policy->effective;
	out->score_min = o->score_min;
	tighten(p, policy, o, out);
	return p->ask->reasons ? says(p, policy, o, &out->says) : ERR_NONE;
}

/* How many versions up to the one in force hold the obligation and thing
   without a break. */
static size_t
chain(const struct planning *p, const struct policy_obligation *o,
    const struct policy_thing *thing)
{
	size_t n = 1;

	while (n <= p->now) {
		const struct policy_obligation *b =
		    policy_obligation(p->versions[p->now - n], o->id);

		if (b == NULL || thing_in(b, thing) == NULL)
			break;
		n++;
	}
	return n;
}

static enum err_code
add_steps(struct planning *p, struct plan_item *item)
{
	size_t n = chain(p, item->obligation, item->thing);
	struct due_rule *rules = ARENA_ARRAY(p->arena, n, struct due_rule);
	enum err_code rc = ERR_NONE;

	item->steps = ARENA_ARRAY(p->arena, n, struct plan_step);
	if (rules == NULL || item->steps == NULL)
		return arena_fail(p->arena, p->err);
	item->rules = (struct due_rules){rules, n};
	item->first = p->now + 1 - n;
	for (size_t i = 0; i < n && rc == ERR_NONE; i++) {
		const struct policy *policy = p->versions[item->first + i];
		const struct policy_obligation *o =
		    policy_obligation(policy, item->obligation->id);
		const struct policy_thing *t = thing_in(o, item->thing);

		item->steps[i] = (struct plan_step){
		    policy, o, t->who != NULL ? t->who : &o->who};
		rc = rule_of(p, policy, o, t, &rules[i]);
	}
	return rc;
}

static bool
same_population(const struct population *a, const struct population *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || a->n_words != b->n_words ||
	    a->n_parts != b->n_parts)
		return false;
	for (size_t i = 0; i < a->n_words; i++)
		if (!str_eq(a->words[i], b->words[i]))
			return false;
	for (size_t i = 0; i < a->n_parts; i++)
		if (!same_population(&a->parts[i], &b->parts[i]))
			return false;
	return true;
}

static size_t
find_same(const struct plan *plan, size_t k)
{
	const struct plan_item *a = &plan->items[k];

	for (size_t i = 0; i < k; i++) {
		const struct plan_item *b = &plan->items[i];
		bool same = b->same_as == i && b->rules.n == a->rules.n;

		for (size_t s = 0; same && s < a->rules.n; s++)
			same =
			    same_population(a->steps[s].who, b->steps[s].who);
		if (same)
			return i;
	}
	return k;
}

static void
take_releases(struct planning *p, struct plan_item *item)
{
	const struct validity *v = &p->e->validity;

	if (item->thing->kind == POLICY_SIGNATURE) {
		item->releases.v = p->signatures.v;
		item->releases.n = p->signatures.n;
	}
	for (size_t i = 0;
	     item->thing->kind == POLICY_MODULE && i < v->modules.n; i++)
		if (str_eq(v->modules.v[i].module, item->thing->id)) {
			item->releases.v = v->modules.v[i].releases.v;
			item->releases.n = v->modules.v[i].releases.n;
		}
}

static enum err_code
add_item(struct planning *p, const struct policy_obligation *o,
    const struct policy_thing *thing)
{
	struct plan *plan = p->plan;
	struct plan_item *item = &plan->items[plan->n];
	enum err_code rc;

	*item = (struct plan_item){.obligation = o,
	    .thing = thing,
	    .thing_atom = atoms_find(&p->e->atoms, thing->id),
	    .obligation_atom = atoms_find(&p->e->atoms, o->id)};
	rc = add_steps(p, item);
	if (rc != ERR_NONE)
		return rc;
	take_releases(p, item);
	item->same_as = find_same(plan, plan->n);
	plan->n++;
	return ERR_NONE;
}

static bool
wanted(const struct engine_ask *ask, const struct policy_thing *thing)
{
	return ask->module.ptr == NULL ||
	    (thing->kind == POLICY_MODULE && str_eq(thing->id, ask->module));
}

static enum err_code
add_items(struct planning *p)
{
	const struct policy *policy = p->plan->policy;
	enum err_code rc = ERR_NONE;
	size_t n = 1;

	for (size_t i = 0; i < policy->obligations.n; i++)
		n += policy->obligations.v[i].things.n;
	p->plan->items = ARENA_ARRAY(p->arena, n, struct plan_item);
	if (p->plan->items == NULL)
		return arena_fail(p->arena, p->err);
	for (size_t i = 0; i < policy->obligations.n; i++) {
		const struct policy_obligation *o = &policy->obligations.v[i];

		if (p->ask->obligation.ptr != NULL &&
		    !str_eq(p->ask->obligation, o->id))
			continue;
		for (size_t k = 0; k < o->things.n && rc == ERR_NONE; k++)
			if (wanted(p->ask, &o->things.v[k]))
				rc = add_item(p, o, &o->things.v[k]);
	}
	return rc;
}

enum err_code
engine_plan(const struct engine *e, const struct engine_ask *ask,
    struct arena *arena, struct plan *out, struct err *err)
{
	struct planning p = {
	    .e = e, .ask = ask, .arena = arena, .plan = out, .err = err};
	enum err_code rc;

	*out = (struct plan){0};
	rc = take_versions(&p);
	if (rc == ERR_NONE)
		rc = take_signatures(&p);
	if (rc == ERR_NONE)
		rc = bind_draft(&p);
	if (rc == ERR_NONE)
		rc = add_items(&p);
	if (rc != ERR_NONE)
		return rc;
	out->when = (struct due_when){.now = ask->now,
	    .zone = &out->policy->zone,
	    .silent = !ask->reasons};
	out->as_if = ask->as_if_access.ptr != NULL
	    ? atoms_find(&e->atoms, ask->as_if_access)
	    : 0;
	return ERR_NONE;
}
