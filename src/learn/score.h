#ifndef LEARN_SCORE_H
#define LEARN_SCORE_H

#include "learn/attempt.h"

struct quiz_item;

/* All or nothing: exactly the keys, the whole order, every pair; one of the
   key lines.  Answers count as in the pool. */
bool score_right(const struct quiz_item *item, const struct answer *a);

/* An answer that is right. */
struct answer score_key(const struct quiz_item *item);

/* Whole percent, rounded down; passed is decided on the counts. */
unsigned score_percent(unsigned right, unsigned asked);
bool score_passed(unsigned right, unsigned asked, unsigned pass);

/*
 * The pause after the failed-th failure in a row, the last of them closed at
 * closed: 10 minutes, 10 minutes, 4 hours, then a day.  Only the first ends
 * when the module's text is opened after it.
 */
struct attempt_pause score_pause(
    unsigned failed, int64_t closed, int64_t opened, int64_t now);

#endif
