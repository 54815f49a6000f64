#include "policy/survey.h"

#include "people/person.h"
#include "policy/policy_day.h"
#include "policy/tally_part.h"
#include "sql/attachment.h"

struct door {
	struct arena *arena;
	struct id viewer;
	bool yes;
};

static enum err_code
ask_door(struct db *db, void *ctx, struct err *err)
{
	struct door *d = ctx;
	struct sql_control_viewer_row row;

	return sql_control_viewer(db, d->arena,
	    &(struct sql_control_viewer_in){.viewer = d->viewer}, &d->yes, &row,
	    err);
}

enum err_code
survey_allowed(struct tallies *tallies, struct id viewer, struct arena *arena,
    struct err *err)
{
	struct door d = {.arena = arena, .viewer = viewer};
	enum err_code rc = ERR_NONE;

	if (id_eq(viewer, PERSON_PROGRAM))
		return ERR_NONE;
	rc = store_read(tallies->store, ask_door, &d, err);
	if (rc == ERR_NONE && !d.yes)
		return err_set(err, ERR_DENIED,
		    "how everybody stands with a control is for "
		    "administrators, security leads and auditors");
	return rc;
}

struct load {
	struct arena *arena;
	int64_t now;
	struct coverage_world *world;
};

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct load *l = ctx;

	return coverage_world_load(db, l->arena, l->now, l->world, err);
}

static enum err_code
take_period(struct tallies *tallies, const struct survey_ask *ask,
    struct arena *arena, struct survey *s, struct err *err)
{
	const struct policy *policy;
	uint64_t position;
	enum err_code rc = tallies_follow(tallies, arena, &position, err);

	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(tallies_engine(tallies), ask->to);
	s->over = true;
	s->from = policy_day_first(policy, ask->from);
	s->to = policy_day_last(policy, ask->to);
	return operations_over(
	    tallies, s->from, s->to, arena, &s->operations, err);
}

enum err_code
survey_take(struct tallies *tallies, const struct labs *labs,
    const struct survey_ask *ask, struct arena *arena, struct survey *out,
    struct err *err)
{
	struct survey s = {.over = false};
	struct load l = {.arena = arena, .world = &s.world};
	int64_t now = clock_now(), at = ask->at != 0 ? ask->at : now;
	enum err_code rc = survey_allowed(tallies, ask->viewer, arena, err);

	if (rc == ERR_NONE && ask->to != 0)
		rc = take_period(tallies, ask, arena, &s, err);
	if (rc == ERR_NONE && ask->to != 0)
		at = s.to < now ? s.to : now;
	if (rc == ERR_NONE)
		rc = tally_at(tallies, at, arena, &s.tally, err);
	if (rc != ERR_NONE)
		return rc;
	s.world.catalog = tallies_catalog(tallies);
	s.world.policy = s.tally.policy;
	s.world.labs = labs;
	l.now = s.tally.now;
	rc = store_read(tallies->store, load, &l, err);
	if (rc == ERR_NONE)
		rc = duty_list(&(struct duty_ask){.store = tallies->store,
				   .catalog = tallies->catalog,
				   .engine = tallies->engine,
				   .viewer = ask->viewer,
				   .now = l.now},
		    arena, &s.duties, err);
	if (rc == ERR_NONE)
		rc = coverage_all(&s.world, arena, &s.coverages, err);
	if (rc == ERR_NONE)
		*out = s;
	return rc;
}

enum err_code
survey_find(const struct survey *survey, struct str framework, struct str id,
    const struct coverage **out, struct err *err)
{
	for (size_t i = 0; i < survey->coverages.n; i++) {
		const struct coverage *a = &survey->coverages.v[i];

		if (!str_eq(a->framework->id, framework) ||
		    !str_eq(a->control->id, id))
			continue;
		*out = a;
		return ERR_NONE;
	}
	return err_set(err, ERR_NOT_FOUND,
	    "there is no control '%.*s:%.*s'; 'assay control list' has them",
	    STR_FMT(str_sub(framework, 0, 40)), STR_FMT(str_sub(id, 0, 60)));
}

enum err_code
survey_days(const struct survey *survey, const struct coverage *coverage,
    size_t obligation, struct arena *arena, struct str *out, struct err *err)
{
	const struct policy_obligation *o = coverage->obligations.v[obligation];
	struct policy_over over;
	struct str says;

	*out = STR_NONE;
	if (!policy_over(survey->tally.policy, survey->world.catalog, o,
		coverage->name, &over))
		return ERR_NONE;
	says = policy_over_say(&over, coverage->name, arena);
	if (says.ptr != NULL)
		*out = arena_strf(
		    arena, "\"%.*s\" %.*s", STR_FMT(o->title), STR_FMT(says));
	return out->ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

/* What runs as the policy states may still be stated too loosely. */
static enum err_code
add_days(const struct survey *survey, const struct coverage *coverage,
    struct arena *arena, struct verdict *v, struct err *err)
{
	for (size_t i = 0; i < coverage->obligations.n; i++) {
		struct str days;
		enum err_code rc =
		    survey_days(survey, coverage, i, arena, &days, err);

		if (rc != ERR_NONE)
			return rc;
		if (days.ptr == NULL)
			continue;
		v->sentence = arena_strf(arena, "%.*s; but %.*s",
		    STR_FMT(v->sentence), STR_FMT(days));
		if (v->sentence.ptr == NULL)
			return arena_fail(arena, err);
	}
	return ERR_NONE;
}

enum err_code
survey_verdict(const struct survey *survey, const struct coverage *coverage,
    struct arena *arena, struct verdict *out, struct err *err)
{
	enum err_code rc = survey->over
	    ? verdict_over(coverage,
		  operation_control(&survey->operations, coverage->name),
		  &survey->tally, &survey->duties, arena, out, err)
	    : verdict_of(
		  coverage, &survey->tally, &survey->duties, arena, out, err);

	return rc == ERR_NONE ? add_days(survey, coverage, arena, out, err)
			      : rc;
}

enum err_code
survey_period(
    struct str from, struct str to, struct survey_ask *out, struct err *err)
{
	struct survey_ask ask = *out;

	if (from.len == 0 && to.len == 0)
		return ERR_NONE;
	if (from.len == 0 || to.len == 0)
		return err_set(err, ERR_INVALID,
		    "a period has a first and a last day: 2026-01-01 to "
		    "2026-12-31");
	if (!clock_read_date(from, &ask.from) || ask.from <= 0)
		return err_set(err, ERR_INVALID,
		    "the first day '%.*s' is not a date such as 2026-01-01",
		    STR_FMT(str_sub(from, 0, 40)));
	if (!clock_read_date(to, &ask.to) || ask.to <= 0)
		return err_set(err, ERR_INVALID,
		    "the last day '%.*s' is not a date such as 2026-12-31",
		    STR_FMT(str_sub(to, 0, 40)));
	if (ask.to < ask.from)
		return err_set(
		    err, ERR_INVALID, "the period ends before it begins");
	if (ask.to - ask.from >= OPERATION_DAYS * CLOCK_DAY)
		return err_set(err, ERR_INVALID,
		    "the period is longer than %d days", OPERATION_DAYS);
	if (ask.from > clock_now() + CLOCK_DAY)
		return err_set(err, ERR_INVALID, "the period is still to come");
	*out = ask;
	return ERR_NONE;
}
