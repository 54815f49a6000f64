#include "policy/readiness.h"

#include <stdlib.h>

/* How bad a thing is; those that many controls share are worse. */
enum {
	WEIGHT_NO_POLICY = 1000,
	WEIGHT_NO_FRAMEWORK = 900,
	WEIGHT_POLICY_REVIEW = 800,
	WEIGHT_GONE = 700,
	WEIGHT_EMPTY = 600,
	WEIGHT_DAYS = 500,
	WEIGHT_GAP = 400, /* and one for each control */
	WEIGHT_DUTY = 350,
	WEIGHT_NOBODY = 300,
	WEIGHT_MODULE_REVIEW = 200,
};

struct work {
	const struct survey *survey;
	struct arena *arena;
	struct readiness r;
};

static struct readiness_line *
add_line(struct work *w, struct readiness_lines *lines, unsigned weight,
    struct str what, struct str remedy, struct str place)
{
	struct readiness_line *l = ARENA_PUSH(w->arena, lines);

	if (l == NULL || what.ptr == NULL || remedy.ptr == NULL)
		return NULL;
	*l = (struct readiness_line){
	    .weight = weight, .what = what, .remedy = remedy, .place = place};
	return l;
}

static enum err_code
add_control(struct work *w, struct readiness_line *l, const struct coverage *a,
    struct err *err)
{
	const struct coverage **to =
	    l != NULL ? ARENA_PUSH(w->arena, &l->controls) : NULL;

	if (to == NULL)
		return arena_fail(w->arena, err);
	*to = a;
	return ERR_NONE;
}

/* The line that says the same already, or NULL. */
static struct readiness_line *
find_line(struct readiness_lines *lines, struct str what, struct str remedy)
{
	for (size_t i = 0; i < lines->n; i++)
		if (str_eq(lines->v[i].what, what) &&
		    str_eq(lines->v[i].remedy, remedy))
			return &lines->v[i];
	return NULL;
}

/* --- the document ----------------------------------------------------------
 */

static enum err_code
look_at_policy(struct work *w, struct err *err)
{
	const struct policy *p = w->survey->tally.policy;
	struct readiness_lines *design = &w->r.design;
	bool ok = true;

	if (p->version == 0)
		ok = add_line(w, design, WEIGHT_NO_POLICY,
			 STR("the program's default is in force: the "
			     "organisation has not stated a policy"),
			 STR("write the policy and publish it"),
			 STR("/policy/edit")) != NULL;
	else if (p->review_by != 0 && p->review_by < w->survey->tally.now)
		ok =
		    add_line(w, design, WEIGHT_POLICY_REVIEW,
			arena_strf(w->arena,
			    "policy v%u was to be reviewed by %.*s", p->version,
			    STR_FMT(tally_date(w->arena, p, p->review_by))),
			STR("review it and publish the next version"),
			STR("/policy/edit")) != NULL;
	if (ok && p->frameworks.n == 0)
		ok = add_line(w, design, WEIGHT_NO_FRAMEWORK,
			 STR("no framework is switched on, so no control is "
			     "looked at"),
			 STR("name those that apply under frameworks: in the "
			     "policy"),
			 STR("/policy/edit")) != NULL;
	return ok ? ERR_NONE : arena_fail(w->arena, err);
}

/* What was published and has left the content since: nobody owes it. */
static enum err_code
look_at_gone(struct work *w, const struct policy_obligation *o, struct err *err)
{
	for (size_t i = 0; i < o->gone.n; i++)
		if (add_line(w, &w->r.design, WEIGHT_GONE,
			arena_strf(w->arena,
			    "\"%.*s\" asks for the %s '%.*s', which is no "
			    "longer taught",
			    STR_FMT(o->title), o->gone.v[i].kind,
			    STR_FMT(str_sub(o->gone.v[i].id, 0, 60))),
			STR("publish a version that asks for what is taught"),
			STR("/policy/edit")) == NULL)
			return arena_fail(w->arena, err);
	return ERR_NONE;
}

/* --- design ----------------------------------------------------------------
 */

static struct str
place_of(const struct work *w, const struct coverage *a,
    const struct coverage_ask *ask)
{
	if (ask->place != NULL)
		return str_from(ask->place);
	return arena_strf(w->arena, "/controls/%.*s/%.*s",
	    STR_FMT(a->framework->id), STR_FMT(a->control->id));
}

static enum err_code
empty_control(struct work *w, const struct coverage *a, struct err *err)
{
	const struct coverage_ask *ask = &a->asks.v[0];

	return add_control(w,
	    add_line(w, &w->r.design, WEIGHT_EMPTY,
		arena_strf(w->arena, "nothing here answers %.*s %.*s yet",
		    STR_FMT(a->framework->title), STR_FMT(a->control->id)),
		ask->remedy, place_of(w, a, ask)),
	    a, err);
}

static enum err_code
one_gap(struct work *w, const struct coverage *a,
    const struct coverage_ask *ask, struct err *err)
{
	const char *title = coverage_ask_title(ask->kind);
	struct str what = arena_strf(
	    w->arena, "asked for and answered by nothing: %s", title);
	bool document = str_eq(ask->kind, STR("document"));
	bool by_name = str_starts(ask->remedy, STR("name "));
	struct str remedy = by_name
	    ? arena_strf(w->arena,
		  "name these controls in an obligation of the kind %.*s",
		  STR_FMT(ask->kind))
	    : ask->remedy;
	struct readiness_line *l;

	if (what.ptr == NULL || remedy.ptr == NULL)
		return arena_fail(w->arena, err);
	l = document ? NULL : find_line(&w->r.design, what, remedy);
	if (l == NULL)
		l = add_line(w, &w->r.design, WEIGHT_GAP, what, remedy,
		    place_of(w, a, ask));
	if (l != NULL)
		l->weight++;
	return add_control(w, l, a, err);
}

static enum err_code
look_at_answers(struct work *w, const struct coverage *a, struct err *err)
{
	enum err_code rc = ERR_NONE;

	w->r.controls++;
	if (a->gaps == 0)
		w->r.whole++;
	else if (a->gaps < a->asks.n)
		w->r.part++;
	else
		w->r.empty++;
	if (a->gaps > 0 && a->gaps == a->asks.n)
		return empty_control(w, a, err);
	for (size_t i = 0; i < a->asks.n && rc == ERR_NONE; i++)
		if (a->asks.v[i].by.ptr == NULL)
			rc = one_gap(w, a, &a->asks.v[i], err);
	return rc;
}

/* More time to begin with than the framework has. */
static enum err_code
look_at_days(struct work *w, const struct coverage *a, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < a->obligations.n && rc == ERR_NONE; i++) {
		struct str days;

		rc = survey_days(w->survey, a, i, w->arena, &days, err);
		if (rc == ERR_NONE && days.ptr != NULL)
			rc = add_control(w,
			    add_line(w, &w->r.design, WEIGHT_DAYS, days,
				STR("give as few first_days to whom it "
				    "concerns, or do not name the control"),
				STR("/policy/edit")),
			    a, err);
	}
	return rc;
}

/* What is taught has a day by which somebody looks at it again. */
static enum err_code
look_at_modules(struct work *w, const struct coverage *a, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < a->modules.n && rc == ERR_NONE; i++) {
		const struct catalog_module *m = a->modules.v[i];
		struct readiness_line *l;
		struct str what, remedy = STR("review it, and set its dates");

		if (m->reviewed_until + CLOCK_DAY > w->survey->tally.now)
			continue;
		what = arena_strf(w->arena,
		    "the module \"%.*s\" was to be reviewed by %.*s",
		    STR_FMT(m->title),
		    STR_FMT(tally_date(
			w->arena, w->survey->tally.policy, m->reviewed_until)));
		if (what.ptr == NULL)
			return arena_fail(w->arena, err);
		l = find_line(&w->r.design, what, remedy);
		if (l == NULL)
			l = add_line(w, &w->r.design, WEIGHT_MODULE_REVIEW,
			    what, remedy,
			    arena_strf(
				w->arena, "/modules/%.*s", STR_FMT(m->id)));
		rc = add_control(w, l, a, err);
	}
	return rc;
}

/* --- operation -------------------------------------------------------------
 */

/* Of those overdue, in parts of 1000. */
static unsigned
share(uint64_t part, uint64_t of)
{
	return of == 0 ? 0 : (unsigned)(part * 1000 / of);
}

static unsigned
weight_of(const struct survey *s, const struct coverage *a)
{
	const struct operation *op;
	const struct tally_control *c;

	if (s->over) {
		op = operation_control(&s->operations, a->name);
		return op == NULL ? 0 : share(op->days_overdue, op->days) + 1;
	}
	c = tally_control(&s->tally, a->name);
	return c == NULL ? 0 : share(c->all.overdue, c->all.people) + 1;
}

/* Whether somebody is, or was, behind what is overdue; else it is a duty of
   the organisation. */
static bool
asks_people(const struct survey *s, const struct coverage *a)
{
	const struct operation *op =
	    s->over ? operation_control(&s->operations, a->name) : NULL;
	const struct tally_control *t = tally_control(&s->tally, a->name);

	if (s->over)
		return op != NULL && op->people_overdue > 0;
	return t != NULL && t->all.overdue > 0;
}

static struct str
people_place(const struct work *w, const struct coverage *a)
{
	const char *rest = w->survey->over ? "" : "/people?state=overdue";

	if (!asks_people(w->survey, a))
		return STR("/duties");

	return arena_strf(w->arena, "/controls/%.*s/%.*s%s",
	    STR_FMT(a->framework->id), STR_FMT(a->control->id), rest);
}

static enum err_code
look_at_operation(struct work *w, const struct coverage *a, struct err *err)
{
	struct str remedy = !asks_people(w->survey, a)
	    ? STR("do it, and record that it was done")
	    : w->survey->over
	    ? STR("write down the cause and what was changed; the control's "
		  "page lists each time")
	    : STR("see who it is; remind them, or record why not");
	struct readiness_line *l;
	struct verdict v;
	enum err_code rc = survey_verdict(w->survey, a, w->arena, &v, err);

	if (rc != ERR_NONE)
		return rc;
	w->r.operated += v.state == VERDICT_OPERATED;
	w->r.did_not += v.state == VERDICT_NOT;
	if (v.state == VERDICT_NOBODY) {
		remedy = STR("look at the populations of the obligations");
		l = find_line(&w->r.design, v.sentence, remedy);
		if (l == NULL)
			l = add_line(w, &w->r.design, WEIGHT_NOBODY, v.sentence,
			    remedy, STR("/policy/edit"));
		return add_control(w, l, a, err);
	}
	if (v.state != VERDICT_NOT)
		return ERR_NONE;
	l = find_line(&w->r.operation, v.sentence, remedy);
	if (l == NULL)
		l = add_line(w, &w->r.operation, weight_of(w->survey, a),
		    v.sentence, remedy, people_place(w, a));
	return add_control(w, l, a, err);
}

/* --- what the organisation itself owes --------------------------------------
 */

/* A duty's gaps are of design; one that was not done is of operation, and in
   the verdicts of its controls already. */
static enum err_code
look_at_duty(struct work *w, const struct duty *d, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < d->gaps.n && rc == ERR_NONE; i++)
		if (add_line(w, &w->r.design, WEIGHT_DUTY,
			arena_strf(w->arena, "\"%.*s\": %.*s",
			    STR_FMT(d->obligation->title),
			    STR_FMT(d->gaps.v[i].text)),
			STR("mend it where it is wrong; the page of duties "
			    "shows it at once"),
			STR("/duties")) == NULL)
			rc = arena_fail(w->arena, err);
	return rc;
}

/* --- all of it -------------------------------------------------------------
 */

static int
worst_first(const void *a, const void *b)
{
	const struct readiness_line *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return str_cmp(x->what, y->what);
}

static void
sort(struct readiness_lines *lines)
{
	if (lines->n > 0)
		qsort(lines->v, lines->n, sizeof(lines->v[0]), worst_first);
}

enum err_code
readiness_of(const struct survey *survey, struct arena *arena,
    struct readiness *out, struct err *err)
{
	struct work w = {.survey = survey, .arena = arena};
	const struct policy *policy = survey->tally.policy;
	enum err_code rc = look_at_policy(&w, err);

	for (size_t i = 0; i < policy->obligations.n && rc == ERR_NONE; i++)
		rc = look_at_gone(&w, &policy->obligations.v[i], err);
	for (size_t i = 0; i < survey->duties.n && rc == ERR_NONE; i++)
		rc = look_at_duty(&w, &survey->duties.v[i], err);
	for (size_t i = 0; i < survey->coverages.n && rc == ERR_NONE; i++) {
		const struct coverage *a = &survey->coverages.v[i];

		if (!a->on)
			continue;
		rc = look_at_answers(&w, a, err);
		if (rc == ERR_NONE)
			rc = look_at_days(&w, a, err);
		if (rc == ERR_NONE)
			rc = look_at_modules(&w, a, err);
		if (rc == ERR_NONE)
			rc = look_at_operation(&w, a, err);
	}
	if (rc != ERR_NONE)
		return rc;
	sort(&w.r.design);
	sort(&w.r.operation);
	*out = w.r;
	return ERR_NONE;
}
