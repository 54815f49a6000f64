#include "policy/readiness.h"

#include "templates/readiness.h"
#include "web/control.h"

static enum err_code
add_controls(struct call *call, const struct readiness_line *l,
    struct tmpl_readiness_line *line, struct err *err)
{
	for (size_t i = 0; i < l->controls.n; i++) {
		const struct coverage *a = l->controls.v[i];
		struct tmpl_readiness_line_controls *c =
		    ARENA_PUSH(call->arena, &line->controls);

		if (c == NULL)
			return arena_fail(call->arena, err);
		c->label = arena_strf(call->arena, "%.*s %.*s",
		    STR_FMT(a->framework->title), STR_FMT(a->control->id));
		c->href = control_url(call, a, "");
	}
	line->has_controls = l->controls.n > 0;
	return ERR_NONE;
}

static enum err_code
fill_line(struct call *call, const struct readiness_line *l,
    struct tmpl_readiness_line *line, struct err *err)
{
	bool mends = WHO(call->session.person.role) & WHO_AUTHOR;
	struct tmpl_readiness_line_place *place;
	struct url href;

	line->what = show_sentence(call->arena, l->what);
	line->remedy = show_sentence(call->arena, l->remedy);
	if (l->place.len > 0 && control_place(call, l->place, &href)) {
		place =
		    ARENA_NEW(call->arena, struct tmpl_readiness_line_place);
		if (place == NULL)
			return arena_fail(call->arena, err);
		place->href = href;
		place->label = mends ? STR("To mend it") : STR("To look at it");
		line->place = place;
	}
	return add_controls(call, l, line, err);
}

static enum err_code
add_lines(struct call *call, const struct readiness *r,
    struct tmpl_readiness *v, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < r->design.n && rc == ERR_NONE; i++) {
		struct tmpl_readiness_line *line =
		    ARENA_PUSH(call->arena, &v->design);

		rc = line == NULL ? arena_fail(call->arena, err)
				  : fill_line(call, &r->design.v[i], line, err);
	}
	for (size_t i = 0; i < r->operation.n && rc == ERR_NONE; i++) {
		struct tmpl_readiness_line *line =
		    ARENA_PUSH(call->arena, &v->operation);

		rc = line == NULL
		    ? arena_fail(call->arena, err)
		    : fill_line(call, &r->operation.v[i], line, err);
	}
	return rc;
}

static void
fill_head(struct call *call, const struct survey *s,
    const struct control_period *period, struct tmpl_readiness *v)
{
	const struct policy *policy = s->tally.policy;

	v->from = period->from;
	v->to = period->to;
	v->period_problem = period->problem;
	v->over = s->over;
	v->day = tally_date(call->arena, policy, s->tally.now);
	v->policy = policy->version > 0
	    ? arena_strf(call->arena, "policy v%u", policy->version)
	    : STR("the program’s default policy");
	if (s->over)
		v->first = tally_date(call->arena, policy, s->from);
}

enum err_code
page_readiness(struct call *call, struct err *err)
{
	struct tmpl_readiness v = {.frame = page_frame(call, "Readiness")};
	struct control_period period;
	struct survey s;
	struct readiness r = {0};
	enum err_code rc = control_survey(call, &period, &s, err);

	if (rc == ERR_NONE)
		rc = readiness_of(&s, call->arena, &r, err);
	if (rc != ERR_NONE)
		return rc;
	fill_head(call, &s, &period, &v);
	v.controls = (int64_t)r.controls;
	v.whole = (int64_t)r.whole;
	v.part = (int64_t)r.part;
	v.empty = (int64_t)r.empty;
	v.operated = (int64_t)r.operated;
	v.did_not = (int64_t)r.did_not;
	v.has_controls = r.controls > 0;
	v.has_design = r.design.n > 0;
	v.has_operation = r.operation.n > 0;
	rc = add_lines(call, &r, &v, err);
	if (rc == ERR_NONE)
		tmpl_readiness(call->re->body, &v);
	return rc;
}
