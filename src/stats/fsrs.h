#ifndef STATS_FSRS_H
#define STATS_FSRS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * FSRS-6, the free spaced repetition scheduler with its 21 default weights:
 * when to ask something again so that it is still known with a chance of 0.9.
 *
 *	struct fsrs_card card = {0};		never asked
 *	rc = fsrs_answer(&card, FSRS_GOOD, 0, &rule, &days, err);
 *	...					ask again after so many days
 *	rc = fsrs_answer(&card, FSRS_AGAIN, days, &rule, &days, err);
 *
 * A memory is two numbers.  Stability: after so many days the chance of
 * knowing it is 0.9.  Difficulty, 1 to 10: how little an answer adds to it.
 *
 * Pinned to the TypeScript reference, which rounds each result to eight
 * decimals; so do we, and therefore both numbers are whole counts of 1e-8
 * and are stored as such without loss.  No interval is varied at random.
 * Days are days of the calendar: an answer on the day of the last one moves
 * stability by another formula than one on a later day.
 */
enum fsrs_rating { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY };

enum fsrs_phase { FSRS_NEW, FSRS_LEARNING, FSRS_REVIEW, FSRS_RELEARNING };

#define FSRS_UNIT          100000000 /* of stability and difficulty */
#define FSRS_STABILITY_MIN INT64_C(100000)
#define FSRS_STABILITY_MAX (INT64_C(36500) * FSRS_UNIT)
#define FSRS_DAYS_MAX      36500

struct fsrs_card {
	int64_t stability, difficulty; /* in FSRS_UNIT; 0 while new */
	enum fsrs_phase phase;
	unsigned step; /* of the day's steps, while (re)learning */
};

/*
 * same_day: a new or forgotten card is asked again within the day (interval
 * 0) before it waits for days, as the reference does by default.  Without it
 * every interval is a day at least.
 */
struct fsrs_rule {
	double retention; /* 0.70 to 0.99 */
	bool same_day;
};
#define FSRS_RETENTION 0.9

/* elapsed: days since the last answer, 0 for a new card.  *days: until it
   should be asked again.  ERR_INVALID for a rating, a rule or a card that is
   none, or days outside 0 to a million; *card is then as it was. */
enum err_code fsrs_answer(struct fsrs_card *card, enum fsrs_rating rating,
    int64_t elapsed, const struct fsrs_rule *rule, unsigned *days,
    struct err *err) MUST_USE;

/* The chance that it is known after so many days, 0 to 1; 0 for a new card. */
double fsrs_chance(const struct fsrs_card *card, double elapsed);

#endif
