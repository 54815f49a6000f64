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

/* The person's day, locked until the transaction ends: taken first by whatever
   asks or answers, so that it happens one after the other. */
enum err_code review_lock_day(struct db *db, struct arena *arena,
    struct id person, int64_t now, unsigned *left, struct err *err) MUST_USE;

/* The module, where its pool is still the one that the question was asked
   from; else NULL, and it is asked no more. */
const struct catalog_module *review_module(const struct catalog *catalog,
    struct str module, struct str bank_hash, struct str item);

/* Until when a question asked now, or a link to it, is good: seven days after
   the end of today. */
int64_t review_ends(int64_t now);

#endif
