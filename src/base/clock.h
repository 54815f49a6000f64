#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/str.h"

/*
 * Instants are microseconds since 1970-01-01T00:00:00Z, in int64_t; there is
 * no other unit of absolute time in the program.  Their one spelling is
 *
 *	2026-11-21T05:27:00.000000Z		RFC 3339, six decimals, UTC
 */
#define CLOCK_TEXT_LEN 27
#define CLOCK_SECOND   INT64_C(1000000)
#define CLOCK_DAY      (INT64_C(86400) * CLOCK_SECOND)

int64_t clock_now(void);             /* the wall clock, or what a test set */
int64_t clock_monotonic(void);       /* for durations only */
void clock_set_for_test(int64_t at); /* 0 returns to the wall clock */

/* Years 0000 to 9999; outside them the nearest end is written. */
void clock_write(int64_t at, char out[CLOCK_TEXT_LEN + 1]);
bool clock_read(struct str text, int64_t *out);

/* "2026-11-21", UTC, and its first instant. */
#define CLOCK_DATE_LEN 10
void clock_write_date(int64_t at, char out[CLOCK_DATE_LEN + 1]);
bool clock_read_date(struct str text, int64_t *out);

/* "3 March 2026", UTC, as sentences have it. */
#define CLOCK_LONG_LEN 17
void clock_write_long(int64_t at, char out[CLOCK_LONG_LEN + 1]);

/* The same day and time so many months later (or earlier), or that month's
   last day; at itself where that is outside the years 0000 to 9999. */
int64_t clock_months_later(int64_t at, int months);

#endif
