#ifndef WEB_REVIEW_PAGE_H
#define WEB_REVIEW_PAGE_H

#include "learn/review.h"
#include "web/question.h"

/* What the page of a review question and that of a link to one share. */

/* given: with what came back and is no answer yet, or NULL. */
enum err_code review_page_ask(struct call *call, const struct review *r,
    struct url action, const struct question_given *given,
    struct err *err) MUST_USE;

/* today: whether there is another, or when; NULL: nothing is said of that. */
enum err_code review_page_explain(struct call *call, const struct review *r,
    const struct review_today *today, struct err *err) MUST_USE;

/* The form that came back; given.problem says why it is no answer yet. */
enum err_code review_page_given(const struct call *call,
    struct question_given *out, struct err *err) MUST_USE;

#endif
