#include "policy/verdict.h"

#include <inttypes.h>

static const struct {
	const char *name, *title;
} states[] = {
    [VERDICT_OPERATED] = {"operated", "Operated as stated"},
    [VERDICT_NOT] = {"did-not", "Did not operate as stated"},
    [VERDICT_NOBODY] = {"nobody", "Nobody is asked"},
    [VERDICT_OTHER] = {"other", "Answered without training"},
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
	} else {
		struct str since = tally_date(arena, t->policy, c->since + 1);

		v->state = VERDICT_NOT;
		v->sentence = arena_strf(arena,
		    "did not, since %.*s: %" PRIu64 " of %" PRIu64
		    " %s overdue",
		    STR_FMT(since), c->overdue, c->people, people(c->people));
	}
}

enum err_code
verdict_of(const struct coverage *coverage, const struct tally *tally,
    struct arena *arena, struct verdict *out, struct err *err)
{
	struct verdict v = {.tally = tally_control(tally, coverage->name)};

	if (v.tally == NULL)
		without_people(coverage, arena, &v);
	else
		on_day(tally, arena, &v);
	return done(arena, &v, out, err);
}

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
    const struct policy *policy, struct arena *arena, struct verdict *out,
    struct err *err)
{
	struct verdict v = {.tally = NULL};

	if (operation == NULL)
		without_people(coverage, arena, &v);
	else
		over_time(operation, policy, arena, &v);
	return done(arena, &v, out, err);
}
