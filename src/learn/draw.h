#ifndef LEARN_DRAW_H
#define LEARN_DRAW_H

#include "catalog/quiz.h"
#include "learn/attempt.h"

/*
 * Which questions are asked, and in what order their options stand: a pure
 * function of the pool and 32 random bytes, so that a draw can be made again
 * and found equal.
 *
 * Objectives take turns, in random order, until enough are drawn; so each has
 * its share, and one with few questions leaves the rest to the others.
 */
#define DRAW_SEED 32

struct draw_item {
	const struct quiz_item *item;
	uint8_t shown[QUIZ_OPTIONS_MAX]; /* shown[i]: which option is i-th */
};

struct draw {
	struct draw_item items[QUIZ_DRAW_MAX];
	unsigned n;
};

void draw_make(
    const struct quiz *quiz, const uint8_t seed[DRAW_SEED], struct draw *out);

/* "2013" and back; false for what is no order of the item's options. */
void draw_shown_write(
    const struct draw_item *item, char out[QUIZ_OPTIONS_MAX + 1]);
bool draw_shown_read(const struct quiz_item *item, struct str text,
    uint8_t out[QUIZ_OPTIONS_MAX]);

#endif
