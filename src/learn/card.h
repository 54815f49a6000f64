#ifndef LEARN_CARD_H
#define LEARN_CARD_H

#include "base/clock.h"
#include "ledger/view.h"
#include "stats/fsrs.h"

/*
 * How well one person knows one question: table review_card, a view.
 *
 *	attempt.submitted  ──▶ each question that was answered ─┐
 *	review.answered    ──▶ its question ────────────────────┴─▶ FSRS-6
 *
 * This is a test, so nobody rates themselves: right is "good", wrong is
 * "again".  A day is a day of UTC.  A clock that went back counts as the same
 * day.  What makes no sense in a fact is skipped.
 */
#define CARD_ANSWERS_MAX 1000000 /* counted no further */

enum err_code card_apply(struct db *db, struct arena *arena,
    const struct ledger_entry *entry, struct err *err) MUST_USE;

/* Days since 1970, rounded down. */
int64_t card_day(int64_t at);

/* The chance that it is still known; 0 where the numbers are no memory. */
double card_chance(
    int64_t stability, int64_t difficulty, int64_t last_at, int64_t now);

#endif
