#ifndef LEARN_ANSWER_H
#define LEARN_ANSWER_H

#include "base/err.h"
#include "base/str.h"
#include "catalog/kind.h"

/*
 * What somebody answered, of every kind: a short list of small numbers.
 *
 *	single multi	the options chosen, ascending		1,3
 *	order		the steps, in the order they were put	2,0,1
 *	match		for each left side its right side	1,0,2
 *	spot-line	the line, from 1			7
 *
 * Options, steps and right sides count from 0: for a face as they are shown
 * to the person, in tables and facts as they stand in the pool.
 */
#define ANSWER_MAX  QUIZ_PLACES_MAX
#define ANSWER_TEXT (3 * ANSWER_MAX + 1)

struct answer {
	uint8_t n, v[ANSWER_MAX];
};

bool answer_eq(const struct answer *a, const struct answer *b);
bool answer_has(const struct answer *a, unsigned v);

/* "2,0,1" and back; the reader accepts only what the writer would write. */
void answer_write(const struct answer *a, char out[ANSWER_TEXT]);
bool answer_read(struct str text, struct answer *out);

/* What a question takes for an answer. */
struct answer_form {
	enum quiz_kind kind;
	uint8_t places; /* options, steps, right sides */
	uint8_t lefts;  /* of a match */
	uint8_t lines;  /* of a spot-line's code */
};

/* ERR_INVALID: no answer of that form; the text says what is accepted. */
enum err_code answer_check(const struct answer_form *form,
    const struct answer *a, struct err *err) MUST_USE;

/* Between the places shown and the pool: shown[i] is what stands i-th.  The
   answer was checked. */
struct answer answer_to_pool(
    enum quiz_kind kind, const uint8_t *shown, const struct answer *as_shown);
struct answer answer_as_shown(
    enum quiz_kind kind, const uint8_t *shown, const struct answer *in_pool);

#endif
