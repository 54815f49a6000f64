#ifndef WEB_QUESTION_H
#define WEB_QUESTION_H

#include "learn/question.h"
#include "templates/answered.h"
#include "templates/question.h"
#include "web/page.h"

/*
 * One question of any kind as a form, and what may be said of its answer: for
 * every page that asks one.
 *
 *	rc = question_view(call, &q, NULL, &view, err);	templates/question.html
 *	...
 *	question_given(call, &given);			the form that came back
 *	if (given.problem == NULL)			given.answer is what
 *							was answered
 *	else
 *		rc = question_view(call, &q, &given, &view, err);
 *
 * The form's fields: option (single, multi), place-1, place-2, ... (order),
 * pair-1, pair-2, ... (match), line (spot-line).
 */
struct question_given {
	/* as it stands in the form, also where it is no answer: by option 1
	   where it is ticked; by step its place, by left side its right side,
	   from 1; the line.  0: nothing. */
	uint8_t v[QUIZ_PLACES_MAX];
	bool nothing;        /* the form was left as it came */
	bool malformed;      /* no browser sends this */
	const char *problem; /* why it is no answer yet, or NULL */
	struct answer answer;
};

/* What the form says.  Whether the answer fits the question is for
   question_check or attempt_answer to say. */
void question_given(const struct call *call, struct question_given *out);

/* given NULL: with the answer that is stored. */
enum err_code question_view(struct call *call, const struct question *q,
    const struct question_given *given, struct tmpl_question *out,
    struct err *err) MUST_USE;

enum err_code answered_view(struct call *call, const struct question *q,
    const struct question_verdict *verdict, struct tmpl_answered *out,
    struct err *err) MUST_USE;

#endif
