#include "templates/quiz.h"
#include "learn/record.h"
#include "web/pages.h"

/* What stands before an attempt: the rules, an open one, a pause, and those
   that were. */
static enum err_code
add_attempts(struct call *call, const struct catalog_module *m,
    struct tmpl_quiz *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct id me = call->session.person.id;
	struct record record;
	enum err_code rc = record_get(
	    call->learn, me, me, call->rq->received, arena, &record, err);

	for (size_t i = 0; rc == ERR_NONE && i < record.attempts.n; i++) {
		const struct record_attempt *a = &record.attempts.v[i];
		struct tmpl_quiz_attempts *row;

		if (!str_eq(a->module_id, m->id))
			continue;
		row = ARENA_PUSH(arena, &v->attempts);
		if (row == NULL)
			return arena_fail(arena, err);
		row->when = a->closed;
		row->score = show_percent(arena, a->score);
		row->href =
		    URL_OF(arena, "/attempts/{}/result", show_id(arena, a->id));
		row->mark = a->passed
		    ? show_mark(call, MARK_CURRENT, STR("Passed"))
		    : show_mark(call, MARK_FAILED, STR("Not passed"));
	}
	v->has_attempts = v->attempts.n > 0;
	return rc;
}

static enum err_code
add_standing(struct call *call, const struct attempt_standing *s,
    struct tmpl_quiz *v, struct err *err)
{
	struct arena *arena = call->arena;

	if (!id_is_none(s->open)) {
		struct tmpl_quiz_resume *resume =
		    ARENA_NEW(arena, struct tmpl_quiz_resume);

		if (resume == NULL)
			return arena_fail(arena, err);
		resume->answered = s->open_answered;
		resume->draw = s->open_items;
		resume->href =
		    URL_OF(arena, "/attempts/{}", show_id(arena, s->open));
		v->resume = resume;
	} else if (s->pause.until > call->rq->received) {
		struct tmpl_quiz_pause *pause =
		    ARENA_NEW(arena, struct tmpl_quiz_pause);

		if (pause == NULL)
			return arena_fail(arena, err);
		pause->opens = s->pause.until;
		pause->reason = s->pause.reading_ends
		    ? STR("Opening the module opens it at once.")
		    : STR("Each pause is longer than the one before.");
		v->pause = pause;
	} else {
		v->can_start = true;
	}
	return ERR_NONE;
}

enum err_code
page_quiz(struct call *call, struct err *err)
{
	const struct catalog_module *m;
	struct attempt_standing standing;
	struct tmpl_quiz v = {.frame = page_frame(call, "Quiz")};
	enum err_code rc = page_module(call, &m, err);

	if (rc == ERR_NONE)
		rc = attempt_standing(call->learn, call->session.person.id,
		    m->id, &standing, err);
	if (rc != ERR_NONE)
		return rc;
	v.module = m->title;
	v.module_href = URL_OF(call->arena, "/modules/{}", m->id);
	v.start_href = URL_OF(call->arena, "/modules/{}/quiz", m->id);
	v.ability = URL_OF(call->arena, "/modules/{}/ability", m->id);
	v.draw = m->draw;
	v.pass = m->pass;
	rc = add_standing(call, &standing, &v, err);
	if (rc == ERR_NONE)
		rc = add_attempts(call, m, &v, err);
	if (rc == ERR_NONE)
		tmpl_quiz(call->re->body, &v);
	return rc;
}

enum err_code
page_quiz_start(struct call *call, struct err *err)
{
	const struct catalog_module *m;
	struct id attempt;
	enum err_code rc = page_module(call, &m, err);

	if (rc == ERR_NONE)
		rc = attempt_start(
		    call->learn, call->session.person.id, m->id, &attempt, err);
	if (rc == ERR_BUSY) /* a pause: the page says until when */
		return page_go(
		    call, URL_OF(call->arena, "/modules/{}/quiz", m->id), err);
	if (rc != ERR_NONE)
		return rc;
	return page_go(call,
	    URL_OF(call->arena, "/attempts/{}", show_id(call->arena, attempt)),
	    err);
}
