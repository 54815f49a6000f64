#ifndef LEARN_QUESTION_H
#define LEARN_QUESTION_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "learn/answer.h"

/*
 * One question as a person sees it: of any kind, its options in their order,
 * its variables filled in, without its key.  Within an attempt attempt_get
 * makes them; anywhere else
 *
 *	rc = question_draw(catalog, module, item, seed, arena, &q, err);
 *	...					show it, take the answer
 *	rc = question_check(&q, &answer, err);
 *	rc = question_judge(
 *	    catalog, module, item, seed, &answer, true, arena, &verdict, err);
 *
 * The same seed and item are the same question, always and everywhere, so
 * that who keeps the seed need keep nothing else.
 */
#define QUESTION_SEED  32
#define QUESTION_PARTS 10

struct question {
	struct answer_form form; /* its kind, and how much there is of what */
	struct str item, objective;
	struct str stem;                     /* Markdown */
	struct str code, code_lang;          /* or STR_NONE */
	struct str options[QUIZ_PLACES_MAX]; /* form.places: Markdown */
	struct str lefts[QUIZ_LEFTS_MAX];    /* form.lefts: Markdown */
	bool answered;
	struct answer answer; /* as shown */
	int64_t revision; /* of the stored answer; send one more with the next
			   */
};

/* Line no of the question's code, from 1. */
struct str question_line(const struct question *q, unsigned no);

/* ERR_NOT_FOUND where the module has no such item (any more). */
enum err_code question_draw(const struct catalog *catalog, struct str module,
    struct str item, const uint8_t seed[QUESTION_SEED], struct arena *arena,
    struct question *out, struct err *err) MUST_USE;

/* Is it an answer to it at all?  ERR_INVALID says what is accepted. */
enum err_code question_check(const struct question *q,
    const struct answer *as_shown, struct err *err) MUST_USE;

/*
 * What may be said of an answer, part by part, ready to be shown:
 *
 *	single multi	the options, as shown
 *	order		before the key is told the steps as they were put,
 *			with the first that stands wrongly; then in their order
 *	match		the left sides, each with a right side
 *	spot-line	lines
 *
 * Until it is told, only what was chosen is a part, and its why stands there;
 * the key is in no part.
 */
enum question_mark { QUESTION_UNTOLD, QUESTION_RIGHT, QUESTION_WRONG };

struct question_part {
	unsigned no;     /* option, place, left side or line; from 1 */
	struct str left; /* of a match */
	struct str text; /* Markdown; of a line its code */
	bool chosen;     /* by the person */
	enum question_mark mark;
	/* what was chosen in its place, once the key is told: the place that
	   the step was given, or the right side */
	unsigned given;
	struct str instead;
	struct str why; /* or STR_NONE */
};

struct question_verdict {
	bool right, told; /* told: the key is among the parts */
	struct question_part parts[QUESTION_PARTS];
	unsigned n;
};

/* answer NULL: none was given.  It was checked.  tell: with the key. */
enum err_code question_judge(const struct catalog *catalog, struct str module,
    struct str item, const uint8_t seed[QUESTION_SEED],
    const struct answer *as_shown, bool tell, struct arena *arena,
    struct question_verdict *out, struct err *err) MUST_USE;

#endif
