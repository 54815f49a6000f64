#ifndef LEARN_REVIEW_PART_H
#define LEARN_REVIEW_PART_H

#include "learn/review.h"
#include "sql/review.h"

/* What the sources of review share; nobody else includes this. */
#define REVIEW_MEMORY ((size_t)64 << 20)

/* review_ask and review_due inside the caller's transaction. */
enum err_code review_ask_in(const struct learn *learn, struct db *db,
    struct arena *arena, struct id person, int64_t now,
    struct review_today *out, struct err *err) MUST_USE;
enum err_code review_due_in(const struct learn *learn, struct db *db,
    struct arena *arena, struct id person, int64_t now, unsigned *out,
    struct err *err) MUST_USE;

/* Until when a question asked now, or a link to it, is good: seven days after
   the end of today. */
int64_t review_ends(int64_t now);

#endif
