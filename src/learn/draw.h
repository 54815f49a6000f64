#ifndef LEARN_DRAW_H
#define LEARN_DRAW_H

#include "catalog/quiz.h"
#include "learn/question.h"

/*
 * Which questions are asked, in what order their options stand and what their
 * variables are: a pure function of the pool and 32 random bytes, so that a
 * draw can be made again and found equal.  What one question is depends on the
 * seed and its id alone.
 *
 * Objectives take turns, in random order, until enough are drawn; so each has
 * its share, and one with few questions leaves the rest to the others.
 */
#define DRAW_SEED QUESTION_SEED

struct draw_item {
	const struct quiz_item *item;
	uint8_t shown[QUIZ_PLACES_MAX]; /* shown[i]: which option is i-th */
	uint8_t pick[VARS_MAX];         /* which value of each variable */
};

struct draw {
	struct draw_item items[QUIZ_DRAW_MAX];
	unsigned n;
};

void draw_make(
    const struct quiz *quiz, const uint8_t seed[DRAW_SEED], struct draw *out);

/* One question, as that seed shows it. */
void draw_question(const struct quiz_item *item, const uint8_t seed[DRAW_SEED],
    struct draw_item *out);

/* "2013" and back; false for what is no order of the item's options. */
void draw_shown_write(
    const struct draw_item *item, char out[QUIZ_PLACES_MAX + 1]);
bool draw_shown_read(const struct quiz_item *item, struct str text,
    uint8_t out[QUIZ_PLACES_MAX]);

/* As a face sees it, and what a face may say of an answer to it (counted as
   in the pool; NULL: none); told: with the key. */
enum err_code draw_show(const struct draw_item *d, struct arena *arena,
    struct question *out, struct err *err) MUST_USE;
enum err_code draw_tell(const struct draw_item *d, const struct answer *in_pool,
    bool told, struct arena *arena, struct question_verdict *out,
    struct err *err) MUST_USE;
struct answer_form draw_form(const struct quiz_item *item);

#endif
