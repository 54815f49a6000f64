#include "policy/engine_part.h"

/* Which policy version decides at an instant. */
static size_t
version_at(const struct plan *plan, int64_t at)
{
	size_t k = 0;

	for (size_t i = 1; i < plan->n_effective; i++)
		if (plan->effective[i] <= at)
			k = i;
	return k;
}

/* The population that decides at a moment; NULL: the obligation is not in the
   version in force then. */
static const struct population *
who_at(const struct plan *plan, const struct plan_item *item, int64_t at)
{
	size_t version = version_at(plan, at);

	return version < item->first || version >= item->first + item->rules.n
	    ? NULL
	    : item->steps[version - item->first].who;
}

static bool
in_scope(const struct moment *m, const struct population *who)
{
	return m->here && who != NULL && population_holds(who, &m->person);
}

static struct str
word(const struct judging *j, atom a)
{
	return j->e->atoms.words[a];
}

/* "took the duty on-call": what made somebody come into scope. */
static struct str
did_change(const struct judging *j, const struct change *c)
{
	if ((c->mask & CHANGE_DUTIES) && c->duties.n > 0)
		return arena_strf(j->arena, "took the duty %.*s",
		    STR_FMT(word(j, c->duties.v[c->duties.n - 1])));
	if ((c->mask & CHANGE_TEAM) && c->team != 0)
		return arena_strf(j->arena, "moved to the team %.*s",
		    STR_FMT(word(j, c->team)));
	if (c->mask & CHANGE_ROLE)
		return arena_strf(
		    j->arena, "took the role %.*s", STR_FMT(word(j, c->role)));
	if ((c->mask & CHANGE_EMPLOYMENT) && c->employment != 0)
		return arena_strf(
		    j->arena, "became %.*s", STR_FMT(word(j, c->employment)));
	if ((c->mask & CHANGE_UNIT) && c->unit != 0)
		return arena_strf(j->arena, "moved to the unit %.*s",
		    STR_FMT(word(j, c->unit)));
	if ((c->mask & CHANGE_STACKS) && c->stacks.n > 0)
		return arena_strf(j->arena, "began to work in %.*s",
		    STR_FMT(word(j, c->stacks.v[c->stacks.n - 1])));
	return STR("changed");
}

static struct str
did(const struct judging *j, const struct moment *m)
{
	const struct plan *plan = j->plan;

	if (m->joined)
		return STR("joined");
	if (m->grant != NULL)
		return arena_strf(j->arena, "got access to %.*s",
		    STR_FMT(word(j, m->grant->system)));
	if (m->change != NULL)
		return did_change(j, m->change);
	if (m->policy)
		return STR("came under the policy");
	return plan->as_if != 0 ? arena_strf(j->arena, "ask for access to %.*s",
				      STR_FMT(j->ask->as_if_access))
				: STR("came in");
}

/* Before access there are no days; whoever had it when the policy took effect
   gets those of a change. */
static enum err_code
set_before_access(const struct judging *j, const struct plan_item *item,
    const struct moment *m, const struct population *who, struct due_stay *stay)
{
	bool inherited = m->policy && m > j->moments.v && in_scope(m - 1, who);
	int64_t days = (int64_t)item->rules.v[0].change_days;
	const struct zone *zone = j->plan->when.zone;
	char date[CLOCK_LONG_LEN + 1];

	stay->due = m->at;
	if (inherited)
		stay->due = zone_day_last(zone, zone_day(zone, m->at) + days);
	if (!j->ask->reasons)
		return ERR_NONE;
	clock_write_long(zone_day(zone, m->at) * CLOCK_DAY, date);
	stay->why = arena_strf(j->arena,
	    inherited ? "because you had access when the policy asked for it "
			"first, on %s"
		      : "because it comes before access, which began on %s",
	    date);
	return stay->why.ptr != NULL ? ERR_NONE : arena_fail(j->arena, j->err);
}

static enum err_code
open_stay(const struct judging *j, const struct plan_item *item,
    const struct moment *m, const struct population *who, struct due_stay *stay)
{
	enum err_code rc;

	*stay = (struct due_stay){.from = m->at};
	rc = engine_known(&j->moments, m, who, j->arena, &stay->known, j->err);
	if (rc != ERR_NONE)
		return rc;
	if (j->ask->reasons) {
		stay->did = did(j, m);
		if (stay->did.ptr == NULL)
			return arena_fail(j->arena, j->err);
	}
	return item->obligation->kind == POLICY_BEFORE_ACCESS
	    ? set_before_access(j, item, m, who, stay)
	    : ERR_NONE;
}

static enum err_code
take_stays(
    const struct judging *j, const struct plan_item *item, struct stays *out)
{
	enum err_code rc = ERR_NONE;
	bool open = false;

	out->done = true;
	out->v = ARENA_ARRAY(j->arena, j->moments.n + 1, struct due_stay);
	if (out->v == NULL)
		return arena_fail(j->arena, j->err);
	for (size_t i = 0; i < j->moments.n && rc == ERR_NONE; i++) {
		const struct moment *m = &j->moments.v[i];
		const struct population *who = who_at(j->plan, item, m->at);
		bool in = in_scope(m, who);

		if (in && !open)
			rc = open_stay(j, item, m, who, &out->v[out->n++]);
		else if (!in && open)
			out->v[out->n - 1].to = m->at - 1;
		open = in;
	}
	return rc;
}

/* Items with the same population share their times in scope, but for those
   before an access, which carry dates of their own. */
static enum err_code
stays_of(struct judging *j, size_t k, const struct stays **out)
{
	const struct plan_item *item = &j->plan->items[k];
	size_t at =
	    item->obligation->kind == POLICY_BEFORE_ACCESS ? k : item->same_as;

	if (j->plan->items[at].obligation->kind == POLICY_BEFORE_ACCESS)
		at = k;
	*out = &j->stays[at];
	return j->stays[at].done ? ERR_NONE
				 : take_stays(j, item, &j->stays[at]);
}

/* By time; what was earned here and elsewhere comes in two runs. */
static void
put_in_order(struct due_done *v, size_t n, const struct due_done *done)
{
	for (; n > 0 && v[n - 1].at > done->at; n--)
		v[n] = v[n - 1];
	v[n] = *done;
}

static enum err_code
proofs_of(const struct judging *j, const struct plan_item *item,
    struct due_facts *facts)
{
	const struct timeline *t = j->t;
	struct due_done *v;
	size_t n = 0;

	if (item->thing_atom == 0 || t->proofs.n == 0)
		return ERR_NONE;
	v = ARENA_ARRAY(j->scratch, t->proofs.n, struct due_done);
	if (v == NULL)
		return arena_fail(j->scratch, j->err);
	for (size_t i = 0; i < t->proofs.n; i++) {
		const struct proof *p = &t->proofs.v[i];

		if (p->kind == item->thing->kind &&
		    p->thing == item->thing_atom)
			put_in_order(v, n++, &p->done);
	}
	facts->done.v = v;
	facts->done.n = n;
	return ERR_NONE;
}

static enum err_code
say_excused(const struct judging *j, const struct excuse *x, struct due *due)
{
	char from[CLOCK_LONG_LEN + 1], to[CLOCK_LONG_LEN + 1];

	if (!j->ask->reasons)
		return ERR_NONE;
	clock_write_long(x->from, from);
	clock_write_long(x->until, to);
	due->reason = arena_strf(j->scratch,
	    "%.*s; an exception was granted on %s until %s",
	    STR_FMT(due->reason), from, to);
	return due->reason.ptr != NULL ? ERR_NONE
				       : arena_fail(j->scratch, j->err);
}

static enum err_code
excuse_it(
    const struct judging *j, const struct plan_item *item, struct owed *owed)
{
	int64_t now = j->plan->when.now;

	if (item->obligation_atom == 0 ||
	    (owed->due.state != DUE_IS_DUE &&
		owed->due.state != DUE_IS_OVERDUE))
		return ERR_NONE;
	for (size_t i = 0; i < j->t->excuses.n; i++) {
		const struct excuse *x = &j->t->excuses.v[i];

		if (x->obligation != item->obligation_atom || x->from > now ||
		    x->until < now)
			continue;
		owed->due.state = DUE_IS_EXCUSED;
		owed->excepted = true;
		owed->by_exception = x->id;
		return say_excused(j, x, &owed->due);
	}
	return ERR_NONE;
}

enum err_code
engine_judge_item(struct judging *j, size_t k, engine_fn *fn, void *ctx)
{
	const struct plan_item *item = &j->plan->items[k];
	const struct stays *stays;
	struct due_facts facts = {.leaves = {j->t->leaves.v, j->t->leaves.n},
	    .releases = {item->releases.v, item->releases.n}};
	struct owed owed = {.person = j->t->id,
	    .obligation = item->obligation,
	    .thing = item->thing,
	    .version = j->plan->policy->version};
	enum err_code rc = stays_of(j, k, &stays);

	if (rc != ERR_NONE || stays->n == 0)
		return rc;
	facts.stays.v = stays->v;
	facts.stays.n = stays->n;
	rc = proofs_of(j, item, &facts);
	if (rc == ERR_NONE)
		rc = due_compute(&item->rules, &facts, &j->plan->when,
		    j->scratch, &owed.due, j->err);
	if (rc != ERR_NONE || owed.due.state == DUE_IS_NOT_OWED)
		return rc;
	for (size_t i = 0; i < j->t->asked.n; i++)
		owed.asked |= item->thing->kind == POLICY_MODULE &&
		    j->t->asked.v[i] == item->thing_atom;
	rc = excuse_it(j, item, &owed);
	return rc == ERR_NONE ? fn(&owed, ctx, j->err) : rc;
}

enum err_code
engine_judging(struct judging *j, const struct engine *e,
    const struct plan *plan, const struct engine_ask *ask,
    const struct timeline *t, struct arena *arena, struct arena *scratch,
    struct err *err)
{
	enum err_code rc;

	*j = (struct judging){.e = e,
	    .plan = plan,
	    .ask = ask,
	    .t = t,
	    .arena = arena,
	    .scratch = scratch,
	    .err = err};
	/* the default is in force from the beginning: no moment of its own */
	rc = engine_moments(t, plan->effective + 1, plan->n_effective - 1,
	    plan->as_if, plan->as_if != 0 ? ask->now : 0, arena, &j->moments,
	    err);
	if (rc != ERR_NONE)
		return rc;
	j->stays = ARENA_ARRAY(arena, plan->n + 1, struct stays);
	return j->stays != NULL ? ERR_NONE : arena_fail(arena, err);
}

enum err_code
engine_judge(const struct engine *e, const struct plan *plan,
    const struct engine_ask *ask, const struct timeline *t, struct arena *arena,
    engine_fn *fn, void *ctx, struct err *err)
{
	struct judging j;
	enum err_code rc =
	    engine_judging(&j, e, plan, ask, t, arena, arena, err);

	for (size_t k = 0; k < plan->n && rc == ERR_NONE; k++)
		rc = engine_judge_item(&j, k, fn, ctx);
	return rc;
}
