#include "policy/verdict.h"

#include <inttypes.h>

static const struct {
	const char *name, *title;
} states[] = {
    [VERDICT_OPERATED] = {"operated", "Operated as stated"},
    [VERDICT_NOT] = {"did-not", "Did not operate as stated"},
    [VERDICT_NOBODY] = {"nobody", "Nobody is asked"},
    [VERDICT_OTHER] = {"other", "By documents and records"},
    [VERDICT_GAP] = {"gap", "Nothing answers it"},
};

const char *
verdict_state_name(enum verdict_state state)
{
	return states[state].name;
}

const char *
verdict_state_title(enum verdict_state state)
{
	return states[state].title;
}

static enum err_code
done(struct arena *arena, struct verdict *v, struct verdict *out,
    struct err *err)
{
	if (v->sentence.ptr == NULL)
		return arena_fail(arena, err);
	*out = *v;
	return ERR_NONE;
}

static const struct coverage_ask *
first_gap(const struct coverage *a)
{
	for (size_t i = 0; i < a->asks.n; i++)
		if (a->asks.v[i].by.ptr == NULL)
			return &a->asks.v[i];
	return NULL;
}

/* Of what no obligation asks a person for. */
static void
without_people(const struct coverage *a, struct arena *arena, struct verdict *v)
{
	const struct coverage_ask *gap = first_gap(a);

	if (gap != NULL && a->gaps == a->asks.n && a->obligations.n == 0) {
		v->state = VERDICT_GAP;
		v->sentence = arena_strf(arena, "%.*s: %.*s", STR_FMT(gap->gap),
		    STR_FMT(gap->remedy));
		return;
	}
	v->state = VERDICT_OTHER;
	v->sentence = a->gaps == 0
	    ? STR("answered by documents and records; nobody is asked to train")
	    : arena_strf(arena,
		  "answered in part, by documents and records: %zu of %zu",
		  a->asks.n - a->gaps, a->asks.n);
}

static const char *
people(uint64_t n)
{
	return n == 1 ? "person" : "people";
}

static void
on_day(const struct tally *t, struct arena *arena, struct verdict *v)
{
	const struct tally_count *c = &v->tally->all;

	if (c->people == 0) {
		v->state = VERDICT_NOBODY;
		v->sentence = STR("nobody is in scope of what names it");
	} else if (c->overdue == 0) {
		v->state = VERDICT_OPERATED;
		v->sentence = arena_strf(arena,
		    "operated as the policy states: %" PRIu64
		    " %s, nobody overdue",
		    c->people, people(c->people));
		if (c->due > 0)
			v->sentence =
			    arena_strf(arena, "%.*s, %" PRIu64 " still in time",
				STR_FMT(v->sentence), c->due);
	} else {
		struct str since = tally_date(arena, t->policy, c->since + 1);

		v->state = VERDICT_NOT;
		v->sentence = arena_strf(arena,
		    "did not, since %.*s: %" PRIu64 " of %" PRIu64
		    " %s overdue",
		    STR_FMT(since), c->overdue, c->people, people(c->people));
	}
}

/* --- what the organisation itself owes -------------------------------------
 */

const struct duty *
verdict_duty(
    const struct duties *duties, const struct policy_obligation *obligation)
{
	for (size_t i = 0; i < duties->n; i++)
		if (str_eq(duties->v[i].obligation->id, obligation->id))
			return &duties->v[i];
	return NULL;
}

static void
add_overdue(const struct duty *d, const struct policy *policy,
    struct arena *arena, struct verdict *v)
{
	struct str since = tally_date(arena, policy, d->due.due + 1);
	bool alone = v->state != VERDICT_NOT;

	v->state = VERDICT_NOT;
	v->sentence = alone
	    ? arena_strf(arena, "did not, since %.*s: \"%.*s\" was not done",
		  STR_FMT(since), STR_FMT(d->obligation->title))
	    : arena_strf(arena, "%.*s; \"%.*s\" not done since %.*s",
		  STR_FMT(v->sentence), STR_FMT(d->obligation->title),
		  STR_FMT(since));
}

/* An overdue one speaks against the control; where nobody is asked, one that
   is in time speaks for it. */
static void
add_duties(const struct coverage *c, const struct duties *duties,
    const struct policy *policy, struct arena *arena, struct verdict *v)
{
	size_t in_time = 0;

	for (size_t i = 0; i < c->obligations.n; i++) {
		const struct duty *d =
		    verdict_duty(duties, c->obligations.v[i]);

		if (d == NULL)
			continue;
		if (!d->by_data && d->due.state == DUE_IS_OVERDUE)
			add_overdue(d, policy, arena, v);
		else
			in_time += d->gaps.n == 0;
	}
	if (v->state != VERDICT_OTHER || in_time == 0)
		return;
	v->state = VERDICT_OPERATED;
	v->sentence = arena_strf(arena,
	    "operated as the policy states: %zu of the organisation's own "
	    "duties in time",
	    in_time);
}

enum err_code
verdict_of(const struct coverage *coverage, const struct tally *tally,
    const struct duties *duties, struct arena *arena, struct verdict *out,
    struct err *err)
{
	struct verdict v = {.tally = tally_control(tally, coverage->name)};

	if (v.tally == NULL)
		without_people(coverage, arena, &v);
	else
		on_day(tally, arena, &v);
	add_duties(coverage, duties, tally->policy, arena, &v);
	return done(arena, &v, out, err);
}

/* --- over a time ------------------------------------------------------------
 */

static void
over_time(const struct operation *op, const struct policy *policy,
    struct arena *arena, struct verdict *v)
{
	struct str first;

	if (op->people == 0) {
		v->state = VERDICT_NOBODY;
		v->sentence = STR("nobody was in scope of what names it");
		return;
	}
	if (op->people_overdue == 0) {
		v->state = VERDICT_OPERATED;
		v->sentence = arena_strf(arena,
		    "operated as the policy states: %" PRIu64
		    " %s over %" PRIu64 " person-days, nobody overdue",
		    op->people, people(op->people), op->days);
		return;
	}
	first = tally_date(arena, policy, op->first);
	v->state = VERDICT_NOT;
	v->sentence = arena_strf(arena,
	    "did not throughout: %" PRIu64 " of %" PRIu64
	    " %s overdue, for %" PRIu64 " of %" PRIu64
	    " person-days, first on %.*s",
	    op->people_overdue, op->people, people(op->people),
	    op->days_overdue, op->days, STR_FMT(first));
}

enum err_code
verdict_over(const struct coverage *coverage, const struct operation *operation,
    const struct tally *tally, const struct duties *duties, struct arena *arena,
    struct verdict *out, struct err *err)
{
	struct verdict v = {.tally = NULL};

	if (operation == NULL)
		without_people(coverage, arena, &v);
	else
		over_time(operation, tally->policy, arena, &v);
	add_duties(coverage, duties, tally->policy, arena, &v);
	return done(arena, &v, out, err);
}
