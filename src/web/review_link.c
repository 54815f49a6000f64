#include "learn/review.h"

#include "templates/review_link.h"
#include "web/pages.h"
#include "web/review_page.h"

/*
 * A question by a link, without signing in.  Opening it changes nothing:
 * mail scanners and chat previews open links.  It shows one question of one
 * person, takes one answer, and leads nowhere else.
 */
static struct str
token(const struct call *call)
{
	return http_get(&call->rq->params, STR("token"));
}

static struct url
action(struct call *call)
{
	return URL_OF(call->arena, "/review/l/{}", token(call));
}

/* A page of one sentence. */
static enum err_code
say(struct call *call, unsigned status, const char *text)
{
	struct tmpl_review_link v = {.frame = page_frame(call, "Review"),
	    .heading = STR("Review"),
	    .good = status == 200,
	    .text = str_from(text)};

	call->re->status = status;
	tmpl_review_link(call->re->body, &v);
	return ERR_NONE;
}

static enum err_code
say_unusable(struct call *call)
{
	return say(call, 404,
	    "This link is too old, or not whole. Sign in to see whether there "
	    "is something to review.");
}

static enum err_code
say_used(struct call *call)
{
	return say(call, 410,
	    "This question is answered; a link is for one answer. Sign in to "
	    "see whether there is another.");
}

static enum err_code
offer_no_mail(struct call *call)
{
	struct tmpl_review_link_form form = {
	    .frame = page_frame(call, "Review"),
	    .action = action(call),
	    .explain = STR("The mails end when you press the button, not when "
			   "this page is opened. Under Account you can ask "
			   "for them again."),
	    .button = STR("Stop these mails")};
	struct tmpl_review_link v = {.frame = form.frame,
	    .heading = STR("No more questions by mail"),
	    .form = &form};

	tmpl_review_link(call->re->body, &v);
	return ERR_NONE;
}

/* found is false where the page is written already: there is no question. */
static enum err_code
open_question(struct call *call, struct review_ticket *ticket, struct review *r,
    bool *found, struct err *err)
{
	enum err_code rc = review_link_open_ticket(
	    call->learn, token(call), found, ticket, err);

	if (rc != ERR_NONE)
		return rc;
	if (!*found)
		return say_unusable(call);
	if (id_is_none(ticket->asked))
		return ERR_NONE;
	rc = review_get(
	    call->learn, ticket->person, ticket->asked, call->arena, r, err);
	if (rc != ERR_NOT_FOUND && rc != ERR_CONFLICT)
		return rc;
	*found = false;
	return say_unusable(call);
}

enum err_code
page_review_link(struct call *call, struct err *err)
{
	struct review_ticket ticket;
	struct review r = {0};
	bool found;
	enum err_code rc = open_question(call, &ticket, &r, &found, err);

	if (rc != ERR_NONE || !found)
		return rc;
	if (id_is_none(ticket.asked))
		return offer_no_mail(call);
	if (r.answered)
		return say_used(call);
	return review_page_ask(call, &r, action(call), NULL, err);
}

static enum err_code
stop_mails(struct call *call, struct id person, struct err *err)
{
	enum err_code rc = review_mail_set(call->learn, person, false, err);

	return rc == ERR_NONE
	    ? say(call, 200, "No question comes by mail any more.")
	    : rc;
}

static enum err_code
take_answer(struct call *call, const struct review_ticket *ticket,
    const struct answer *answer, struct err *err)
{
	struct review r;
	enum err_code rc = review_answer(call->learn, ticket->person,
	    ticket->asked, answer, REVIEW_LINK, err);

	if (rc == ERR_BUSY)
		return say(call, 409,
		    "Two questions a day are enough, and there were two "
		    "today. This link works tomorrow.");
	if (rc == ERR_NOT_FOUND || rc == ERR_CONFLICT)
		return say_unusable(call);
	if (rc == ERR_NONE)
		rc = review_get(call->learn, ticket->person, ticket->asked,
		    call->arena, &r, err);
	return rc == ERR_NONE ? review_page_explain(call, &r, NULL, err) : rc;
}

enum err_code
page_review_link_post(struct call *call, struct err *err)
{
	struct question_given given;
	struct review_ticket ticket;
	struct review r = {0};
	bool found;
	enum err_code rc = open_question(call, &ticket, &r, &found, err);

	if (rc != ERR_NONE || !found)
		return rc;
	if (id_is_none(ticket.asked))
		return stop_mails(call, ticket.person, err);
	rc = review_page_given(call, &given, err);
	if (rc != ERR_NONE)
		return rc;
	if (r.answered) /* the same once more is a retry */
		return given.problem == NULL &&
			answer_eq(&given.answer, &r.question.answer)
		    ? review_page_explain(call, &r, NULL, err)
		    : say_used(call);
	if (given.problem != NULL)
		return review_page_ask(call, &r, action(call), &given, err);
	return take_answer(call, &ticket, &given.answer, err);
}
