#include "templates/control.h"
#include "people/person.h"
#include "policy/verdict.h"
#include "policy/words.h"
#include "web/control.h"
#include "web/control_part.h"
#include "web/number.h"

#define WORST_SHOWN 10

struct view {
	struct call *call;
	struct arena *arena;
	const struct survey *survey;
	const struct coverage *coverage;
	struct verdict verdict;
	struct tmpl_control *v;
};

static struct str
date_of(const struct view *w, int64_t at)
{
	return tally_date(w->arena, w->survey->tally.policy, at);
}

/* "38 (93%, 81 to 98)": with what the share may be of people to come */
static struct str
share_of(struct arena *arena, uint64_t part, uint64_t of)
{
	struct str share = of == 0
	    ? STR("")
	    : number_share(arena, of, (double)part / (double)of,
		  interval_wilson(part, of));

	return of == 0 ? STR("nobody")
		       : arena_strf(arena, "%llu, %.*s",
			     (unsigned long long)part, STR_FMT(share));
}

/* --- today ---------------------------------------------------------------- */

static enum err_code
add_parts(struct view *w, const struct tally_control *c, struct err *err)
{
	for (size_t i = 0; i < c->parts.n; i++) {
		const struct tally_count *n = &c->parts.v[i].count;
		struct tmpl_control_parts *row =
		    ARENA_PUSH(w->arena, &w->v->parts);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->title = c->parts.v[i].obligation->title;
		row->people = (int64_t)n->people;
		row->current = share_of(w->arena, n->current, n->people);
		row->due = (int64_t)n->due;
		row->overdue = (int64_t)n->overdue;
		row->excused = (int64_t)n->excused;
	}
	w->v->has_parts = c->parts.n > 0;
	w->v->people = control_url(w->call, w->coverage, "/people");
	w->v->csv = control_url(w->call, w->coverage, "/people.csv");
	if (c->own_period)
		w->v->own_period =
		    STR("Judged by the period that the control itself "
			"prescribes.");
	return ERR_NONE;
}

/* The engine's sentence for what somebody missed, the first such thing. */
static enum err_code
reason_of(struct view *w, struct id person, struct str *out, struct err *err)
{
	struct engine *engine = tallies_engine(w->call->web->tallies);
	const struct coverage *a = w->coverage;
	enum err_code rc = ERR_NONE;

	*out = STR("");
	for (size_t i = 0; i < a->obligations.n && rc == ERR_NONE; i++) {
		const struct engine_ask ask = {.now = w->survey->tally.now,
		    .obligation = a->obligations.v[i]->id,
		    .control = a->name,
		    .reasons = true};
		struct owed_list list = {0};

		if (!policy_kind_personal(a->obligations.v[i]->kind))
			continue;
		rc = engine_person(engine, person, &ask, w->arena, &list, err);
		for (size_t k = 0; rc == ERR_NONE && k < list.n; k++)
			if (list.v[k].due.state == DUE_IS_OVERDUE &&
			    out->len == 0)
				*out = show_sentence(
				    w->arena, list.v[k].due.reason);
	}
	return rc;
}

static struct url
person_url(const struct view *w, struct id person)
{
	return URL_OF(
	    w->arena, "/controls/person/{}", show_id(w->arena, person));
}

static struct str
name_of(const struct view *w, struct id person)
{
	struct engine *engine = tallies_engine(w->call->web->tallies);
	struct engine_who who;

	return engine_who(engine, person, w->survey->tally.now, w->arena, &who)
	    ? who.name
	    : STR("Somebody erased");
}

static enum err_code
add_worst(struct view *w, const struct tally_control *c, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0;
	     i < c->all.n_worst && i < WORST_SHOWN && rc == ERR_NONE; i++) {
		const struct tally_person *p = &c->all.worst[i];
		struct tmpl_control_worst *row =
		    ARENA_PUSH(w->arena, &w->v->worst);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->name = name_of(w, p->person);
		row->href = person_url(w, p->person);
		row->since = date_of(w, p->due + 1);
		rc = reason_of(w, p->person, &row->reason, err);
	}
	w->v->has_worst = w->v->worst.n > 0;
	return rc;
}

/* --- over a period ---------------------------------------------------------
 */

static enum err_code
add_over_parts(struct view *w, const struct operation *op, struct err *err)
{
	for (size_t i = 0; i < op->parts.n; i++) {
		const struct operation_part *p = &op->parts.v[i];
		struct tmpl_control_over_parts *row =
		    ARENA_PUSH(w->arena, &w->v->over_parts);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->title = p->obligation->title;
		row->people = (int64_t)p->people;
		row->late = (int64_t)p->people_overdue;
		row->days = (int64_t)p->days;
		row->days_late = (int64_t)p->days_overdue;
		row->share = share_of(
		    w->arena, p->people - p->people_overdue, p->people);
	}
	return ERR_NONE;
}

static enum err_code
add_spans(struct view *w, const struct operation *op, struct err *err)
{
	const struct catalog *catalog = w->call->web->config.catalog;

	for (size_t i = 0; i < op->spans.n; i++) {
		const struct operation_span *s = &op->spans.v[i];
		struct tmpl_control_spans *row =
		    ARENA_PUSH(w->arena, &w->v->spans);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->name = name_of(w, s->person);
		row->href = person_url(w, s->person);
		row->thing = verdict_thing_title(catalog, s->thing, w->arena);
		row->from = date_of(w, s->from);
		row->to =
		    s->open ? STR("the end of the period") : date_of(w, s->to);
		row->days = (s->to - s->from + CLOCK_DAY / 2) / CLOCK_DAY;
	}
	w->v->has_spans = op->spans.n > 0;
	w->v->spans_shown = op->n_spans > op->spans.n
	    ? arena_strf(w->arena, "The longest %zu of %llu.", op->spans.n,
		  (unsigned long long)op->n_spans)
	    : show_count(w->arena, op->n_spans, "time", "times");
	return ERR_NONE;
}

static enum err_code
add_verdict(struct view *w, struct err *err)
{
	const struct operation *op = w->survey->over
	    ? operation_control(&w->survey->operations, w->coverage->name)
	    : NULL;
	const struct tally_control *c =
	    tally_control(&w->survey->tally, w->coverage->name);
	enum err_code rc = ERR_NONE;

	w->v->mark = control_mark(w->call, w->verdict.state);
	w->v->sentence = show_sentence(w->arena, w->verdict.sentence);
	w->v->over = w->survey->over && op != NULL;
	if (op != NULL)
		rc = add_over_parts(w, op, err);
	if (op != NULL && rc == ERR_NONE)
		rc = add_spans(w, op, err);
	if (w->survey->over || c == NULL)
		return rc;
	rc = add_parts(w, c, err);
	return rc == ERR_NONE ? add_worst(w, c, err) : rc;
}

/* --- the layers ------------------------------------------------------------
 */

static struct str
words_of(struct view *w, const struct policy_obligation *o)
{
	struct buf text;
	struct str copy;

	buf_init(&text, 16 << 10);
	if (policy_kind_personal(o->kind)) {
		policy_write_who(&text, o);
		buf_add(&text, STR(": "));
		policy_write_what(&text, o);
		buf_add(&text, STR(", "));
	}
	policy_write_when(&text, o);
	copy = show_sentence(w->arena, buf_view(&text));
	buf_release(&text);
	return copy;
}

/* Of what the organisation itself owes. */
static struct str
duty_state(struct view *w, const struct policy_obligation *o)
{
	const struct duty *d = verdict_duty(&w->survey->duties, o);
	struct str last;

	if (d == NULL)
		return STR("");
	if (d->by_data)
		return d->gaps.n > 0
		    ? show_sentence(w->arena, d->gaps.v[0].text)
		    : show_sentence(w->arena, d->shows);
	last = d->performed != 0 ? arena_strf(w->arena, "Last done on %.*s",
				       STR_FMT(date_of(w, d->performed)))
				 : STR("Not done yet");
	return d->due.due == 0
	    ? show_sentence(w->arena, last)
	    : arena_strf(w->arena, "%.*s, due by %.*s.", STR_FMT(last),
		  STR_FMT(date_of(w, d->due.due)));
}

static enum err_code
add_own(struct view *w, struct err *err)
{
	for (size_t i = 0; i < w->coverage->obligations.n; i++) {
		const struct policy_obligation *o =
		    w->coverage->obligations.v[i];
		struct tmpl_control_own *row = ARENA_PUSH(w->arena, &w->v->own);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->title = o->title;
		row->kind = str_from(policy_kind_name(o->kind));
		row->words = words_of(w, o);
		row->rationale = o->rationale;
		row->state = duty_state(w, o);
	}
	return ERR_NONE;
}

static struct str
limits_of(struct arena *arena, const struct coverage *a)
{
	const struct catalog_limits *l = &a->limits;
	struct str text = STR("");

	if (l->every.n > 0)
		text = arena_strf(arena, "At least every %u %s%s.", l->every.n,
		    l->every.unit == CATALOG_DAYS ? "days" : "months",
		    l->every.reading == CATALOG_SAME_DATE ? ", to the same date"
			: l->every.reading == CATALOG_YEAR_DAYS
			? ", twelve months being 365 days"
			: "");
	if (l->first_days > 0)
		text = arena_strf(arena, "%.*s First within %u days.",
		    STR_FMT(text), l->first_days);
	if (l->first_days_privileged > 0)
		text = arena_strf(arena,
		    "%.*s With privileged access within %u days.",
		    STR_FMT(text), l->first_days_privileged);
	if (l->keep_years > 0)
		text = arena_strf(arena, "%.*s Records kept for %u %s.",
		    STR_FMT(text), l->keep_years,
		    l->keep_years == 1 ? "year" : "years");
	if (text.len == 0)
		return STR("No period: your policy decides how often.");
	return a->profile.len > 0 ? arena_strf(arena,
					"%.*s By the profile "
					"%.*s.",
					STR_FMT(text), STR_FMT(a->profile))
				  : text;
}

static enum err_code
add_layers(struct view *w, struct err *err)
{
	const struct catalog_control *c = w->coverage->control;

	w->v->customary = c->customary;
	w->v->limits = limits_of(w->arena, w->coverage);
	for (size_t i = 0; i < c->focus.n; i++) {
		struct str *line = ARENA_PUSH(w->arena, &w->v->focus);

		if (line == NULL)
			return arena_fail(w->arena, err);
		*line = c->focus.v[i];
	}
	w->v->has_focus = c->focus.n > 0;
	return add_own(w, err);
}

/* --- what answers it -------------------------------------------------------
 */

/* Where a gap is closed: for those who may go there, and close it. */
static enum err_code
add_place(struct view *w, const struct coverage_ask *ask,
    struct tmpl_control_asks *row, struct err *err)
{
	bool mends = WHO(w->call->session.person.role) & WHO_AUTHOR;
	struct tmpl_control_asks_place *place;
	struct url href = URL("#other");

	if (ask->gap.len == 0 || !mends ||
	    (ask->place != NULL &&
		!control_place(w->call, str_from(ask->place), &href)))
		return ERR_NONE;
	place = ARENA_NEW(w->arena, struct tmpl_control_asks_place);
	if (place == NULL)
		return arena_fail(w->arena, err);
	place->href = href;
	row->place = place;
	return ERR_NONE;
}

static enum err_code
add_asks(struct view *w, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < w->coverage->asks.n && rc == ERR_NONE; i++) {
		const struct coverage_ask *a = &w->coverage->asks.v[i];
		struct tmpl_control_asks *row =
		    ARENA_PUSH(w->arena, &w->v->asks);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->title = show_sentence(
		    w->arena, str_from(coverage_ask_title(a->kind)));
		row->title.len--; /* without its stop */
		row->by = a->by;
		row->gap = a->gap;
		row->remedy = a->remedy;
		rc = add_place(w, a, row, err);
	}
	return rc;
}

static enum err_code
add_content(struct view *w, struct err *err)
{
	const struct coverage *a = w->coverage;

	for (size_t i = 0; i < a->modules.n; i++) {
		struct tmpl_control_modules *row =
		    ARENA_PUSH(w->arena, &w->v->modules);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->title = a->modules.v[i]->title;
		row->href =
		    URL_OF(w->arena, "/modules/{}", a->modules.v[i]->id);
	}
	for (size_t i = 0; i < a->labs.n; i++) {
		struct tmpl_control_labs *row =
		    ARENA_PUSH(w->arena, &w->v->labs);

		if (row == NULL)
			return arena_fail(w->arena, err);
		row->title = a->labs.v[i]->title;
		row->href = URL_OF(w->arena, "/labs/{}", a->labs.v[i]->id);
	}
	w->v->has_content = a->modules.n + a->labs.n > 0;
	return ERR_NONE;
}

/* --- the page --------------------------------------------------------------
 */

static enum err_code
add_source(struct view *w, struct err *err)
{
	const struct catalog_source *from = &w->coverage->framework->source;
	struct tmpl_control_source *source;

	if (from->url.len == 0)
		return ERR_NONE;
	source = ARENA_NEW(w->arena, struct tmpl_control_source);
	if (source == NULL)
		return arena_fail(w->arena, err);
	source->title = from->title;
	w->v->source = source;
	return url_read(from->url, &source->href, err);
}

static enum err_code
fill(struct view *w, struct err *err)
{
	enum err_code rc = add_source(w, err);

	if (rc == ERR_NONE)
		rc = add_verdict(w, err);
	if (rc == ERR_NONE)
		rc = add_layers(w, err);
	if (rc == ERR_NONE)
		rc = add_asks(w, err);
	if (rc == ERR_NONE)
		rc = add_content(w, err);
	return rc == ERR_NONE
	    ? control_add_attached(w->call, w->coverage, w->v, err)
	    : rc;
}

enum err_code
control_show(struct call *call, struct str problem, struct err *err)
{
	struct control_period period;
	struct survey s;
	struct view w = {.call = call, .arena = call->arena, .survey = &s};
	struct tmpl_control v = {.problem = problem};
	enum err_code rc = control_survey(call, &period, &s, err);

	if (rc == ERR_NONE)
		rc = control_asked(call, &s, &w.coverage, err);
	if (rc == ERR_NONE)
		rc = survey_verdict(
		    &s, w.coverage, call->arena, &w.verdict, err);
	if (rc != ERR_NONE)
		return rc;
	w.v = &v;
	v.name = w.coverage->control->id;
	v.framework = w.coverage->framework->title;
	v.frame = page_frame_str(call,
	    arena_strf(call->arena, "%.*s %.*s", STR_FMT(v.framework),
		STR_FMT(v.name)));
	v.edition = w.coverage->framework->edition;
	v.paraphrase = w.coverage->control->paraphrase;
	v.on = w.coverage->on;
	v.from = period.from;
	v.to = period.to;
	v.period_problem = period.problem;
	rc = fill(&w, err);
	if (rc == ERR_NONE)
		tmpl_control(call->re->body, &v);
	return rc;
}

enum err_code
page_control(struct call *call, struct err *err)
{
	return control_show(call, STR(""), err);
}
