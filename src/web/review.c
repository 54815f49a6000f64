#include "learn/review.h"

#include "templates/review.h"
#include "web/pages.h"
#include "web/question.h"
#include "web/review_page.h"

/*
 * What was learnt, asked again:
 *
 *	/review			the question, or that there is none today
 *	/review?done=ID		what may be said of the answer just given
 */
static enum err_code
module_line(
    struct call *call, const struct review *r, struct str *out, struct err *err)
{
	*out = r->passed ? arena_strf(call->arena, "From what you passed: %.*s",
			       STR_FMT(r->title))
			 : r->title;
	return out->ptr != NULL ? ERR_NONE : arena_fail(call->arena, err);
}

enum err_code
review_page_ask(struct call *call, const struct review *r, struct url action,
    const struct question_given *given, struct err *err)
{
	struct tmpl_question question = {0};
	struct tmpl_review_ask ask = {.frame = page_frame(call, "Review"),
	    .action = action,
	    .asked = show_id(call->arena, r->id),
	    .question = &question};
	struct tmpl_review v = {.frame = ask.frame, .ask = &ask};
	enum err_code rc = module_line(call, r, &v.module, err);

	if (rc == ERR_NONE)
		rc = question_view(call, &r->question, given, &question, err);
	if (rc != ERR_NONE)
		return rc;
	if (given != NULL)
		call->re->status = 422;
	tmpl_review(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
review_page_explain(struct call *call, const struct review *r,
    const struct review_today *today, struct err *err)
{
	struct tmpl_answered answered = {0};
	struct tmpl_review_explain_last last = {0};
	struct tmpl_review_explain explain = {.answered = &answered,
	    .mark = r->verdict.right
		? show_mark(call, MARK_CURRENT, STR("Right"))
		: show_mark(call, MARK_FAILED, STR("Wrong")),
	    .untold = !r->verdict.told,
	    .more = today != NULL && !id_is_none(today->asked)};
	struct tmpl_review v = {
	    .frame = page_frame(call, "Review"), .explain = &explain};
	enum err_code rc = module_line(call, r, &v.module, err);

	if (today != NULL && today->next != 0) {
		last.day = today->next;
		explain.last = &last;
	}
	if (rc == ERR_NONE)
		rc = answered_view(
		    call, &r->question, &r->verdict, &answered, err);
	if (rc == ERR_NONE)
		tmpl_review(call->re->body, &v);
	return rc;
}

/* Nothing to ask: says why, and when there will be something. */
static enum err_code
show_none(struct call *call, const struct review_today *today)
{
	struct tmpl_review_empty_next next = {.day = today->next};
	struct tmpl_review_empty empty = {.text = today->left == 0
		? STR("That was it for today: two questions are enough.")
		: today->next != 0
		? STR("Nothing to ask today.")
		: STR("Nothing to ask yet. Questions come back here after "
		      "you have taken a module's quiz.")};
	struct tmpl_review v = {
	    .frame = page_frame(call, "Review"), .empty = &empty};

	if (today->next != 0)
		empty.next = &next;
	tmpl_review(call->re->body, &v);
	return ERR_NONE;
}

static enum err_code
show_done(struct call *call, struct id asked, const struct review_today *today,
    struct err *err)
{
	struct review r;
	enum err_code rc = review_get(
	    call->learn, call->session.person.id, asked, call->arena, &r, err);

	if (rc == ERR_CONFLICT || (rc == ERR_NONE && !r.answered))
		return page_go(call, URL("/review"), err);
	return rc == ERR_NONE ? review_page_explain(call, &r, today, err) : rc;
}

enum err_code
page_review(struct call *call, struct err *err)
{
	struct id me = call->session.person.id, done;
	struct review_today today;
	struct review r;
	enum err_code rc = review_ask(call->learn, me, &today, err);

	if (rc != ERR_NONE)
		return rc;
	if (id_read(page_query(call, "done"), &done))
		return show_done(call, done, &today, err);
	if (id_is_none(today.asked))
		return show_none(call, &today);
	rc = review_get(call->learn, me, today.asked, call->arena, &r, err);
	return rc == ERR_NONE
	    ? review_page_ask(call, &r, URL("/review"), NULL, err)
	    : rc;
}

/* What is missing is said on the page, with what was sent. */
static enum err_code
ask_again(struct call *call, struct id asked,
    const struct question_given *given, struct err *err)
{
	struct review r;
	enum err_code rc = review_get(
	    call->learn, call->session.person.id, asked, call->arena, &r, err);

	if (rc != ERR_NONE || r.answered)
		return rc == ERR_NONE || rc == ERR_CONFLICT
		    ? page_go(call, URL("/review"), err)
		    : rc;
	return review_page_ask(call, &r, URL("/review"), given, err);
}

enum err_code
review_page_given(
    const struct call *call, struct question_given *out, struct err *err)
{
	question_given(call, out);
	if (out->malformed)
		return err_set(err, ERR_INVALID, "that is no answer");
	if (out->nothing)
		out->problem = "Nothing is chosen yet.";
	return ERR_NONE;
}

enum err_code
page_review_answer(struct call *call, struct err *err)
{
	struct question_given given;
	struct id asked;
	enum err_code rc = review_page_given(call, &given, err);

	if (rc != ERR_NONE)
		return rc;
	if (!id_read(page_form(call, "asked"), &asked))
		return err_set(err, ERR_INVALID, "that is no question");
	if (given.problem != NULL)
		return ask_again(call, asked, &given, err);
	rc = review_answer(call->learn, call->session.person.id, asked,
	    &given.answer, REVIEW_WEB, err);
	if (rc == ERR_BUSY || rc == ERR_CONFLICT)
		return page_go(call, URL("/review"), err);
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call,
	    URL_OF(call->arena, "/review?done={}", show_id(call->arena, asked)),
	    err);
}
