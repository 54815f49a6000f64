#include "templates/controls.h"
#include "policy/verdict.h"
#include "web/control.h"

enum err_code
control_survey(struct call *call, struct control_period *period,
    struct survey *out, struct err *err)
{
	struct survey_ask ask = {.viewer = call->session.person.id};
	const struct lab_desk *desk = call->web->config.labs;

	*period = (struct control_period){
	    .from = page_query(call, "from"), .to = page_query(call, "to")};
	if (survey_period(period->from, period->to, &ask, err) != ERR_NONE)
		period->problem =
		    show_sentence(call->arena, str_from(err->text));
	return survey_take(call->web->tallies, desk != NULL ? desk->labs : NULL,
	    &ask, call->arena, out, err);
}

enum err_code
control_asked(struct call *call, const struct survey *survey,
    const struct coverage **out, struct err *err)
{
	return survey_find(survey,
	    http_get(&call->rq->params, STR("framework")),
	    http_get(&call->rq->params, STR("id")), out, err);
}

struct url
control_url(
    const struct call *call, const struct coverage *coverage, const char *rest)
{
	struct str pattern = arena_strf(call->arena, "/controls/{}/{}%s", rest);

	return pattern.ptr == NULL
	    ? (struct url){STR_NONE}
	    : URL_OF(call->arena, pattern.ptr, coverage->framework->id,
		  coverage->control->id);
}

bool
control_place(const struct call *call, struct str place, struct url *out)
{
	struct str copy = arena_str(call->arena, place);
	struct err err;

	return copy.ptr != NULL && page_opens(call, copy) &&
	    url_read(copy, out, &err) == ERR_NONE;
}

const struct tmpl_mark *
control_mark(const struct call *call, enum verdict_state state)
{
	static const enum mark marks[] = {
	    [VERDICT_OPERATED] = MARK_CURRENT,
	    [VERDICT_NOT] = MARK_OVERDUE,
	    [VERDICT_NOBODY] = MARK_DUE,
	    [VERDICT_OTHER] = MARK_STARTED,
	    [VERDICT_GAP] = MARK_OPEN,
	};

	return show_mark(
	    call, marks[state], str_from(verdict_state_title(state)));
}

const struct tmpl_mark *
control_state_mark(const struct call *call, enum due_state state)
{
	static const struct {
		enum mark mark;
		const char *word;
	} marks[] = {
	    [DUE_IS_CURRENT] = {MARK_CURRENT, "Current"},
	    [DUE_IS_DUE] = {MARK_DUE, "Due"},
	    [DUE_IS_OVERDUE] = {MARK_OVERDUE, "Overdue"},
	    [DUE_IS_NOT_OWED] = {MARK_NONE, "Not owed"},
	    [DUE_IS_EXCUSED] = {MARK_NONE, "Excused"},
	};

	return show_mark(call, marks[state].mark, str_from(marks[state].word));
}

/* --- the page: every framework, a line for each control ------------------ */

static enum err_code
add_row(struct call *call, const struct survey *s, const struct coverage *a,
    struct tmpl_control_rows *f, struct err *err)
{
	struct tmpl_control_rows_rows *row = ARENA_PUSH(call->arena, &f->rows);
	struct verdict v;
	enum err_code rc;

	if (row == NULL)
		return arena_fail(call->arena, err);
	rc = survey_verdict(s, a, call->arena, &v, err);
	if (rc != ERR_NONE)
		return rc;
	row->id = a->control->id;
	row->href = control_url(call, a, "");
	row->paraphrase = a->control->paraphrase;
	row->mark = control_mark(call, v.state);
	row->sentence = show_sentence(call->arena, v.sentence);
	if (a->gaps > 0 && v.state != VERDICT_GAP)
		row->gaps = show_count(call->arena, a->gaps,
		    "thing it asks for is answered by nothing",
		    "things it asks for are answered by nothing");
	return ERR_NONE;
}

static struct tmpl_control_rows *
add_framework(
    struct call *call, const struct coverage *a, struct tmpl_controls *v)
{
	struct tmpl_control_rows *f = a->on
	    ? ARENA_PUSH(call->arena, &v->frameworks)
	    : ARENA_PUSH(call->arena, &v->off);

	if (f == NULL)
		return NULL;
	f->id = a->framework->id;
	f->title = a->profile.len > 0
	    ? arena_strf(call->arena, "%.*s, %.*s",
		  STR_FMT(a->framework->title), STR_FMT(a->profile))
	    : a->framework->title;
	f->edition = a->framework->edition;
	return f;
}

enum err_code
page_controls(struct call *call, struct err *err)
{
	struct tmpl_controls v = {.frame = page_frame(call, "Controls")};
	struct tmpl_control_rows *f = NULL;
	struct control_period period;
	struct survey s;
	enum err_code rc = control_survey(call, &period, &s, err);

	for (size_t i = 0; rc == ERR_NONE && i < s.coverages.n; i++) {
		const struct coverage *a = &s.coverages.v[i];

		if (f == NULL || !str_eq(f->id, a->framework->id))
			f = add_framework(call, a, &v);
		rc = f == NULL ? arena_fail(call->arena, err)
			       : add_row(call, &s, a, f, err);
	}
	if (rc != ERR_NONE)
		return rc;
	v.some_on = v.frameworks.n > 0;
	v.day = show_date(call->arena, s.tally.now);
	v.policy = s.tally.policy->version > 0
	    ? arena_strf(call->arena, "policy v%u", s.tally.policy->version)
	    : STR("the program’s default policy");
	tmpl_controls(call->re->body, &v);
	return ERR_NONE;
}
