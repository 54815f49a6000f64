#ifndef PEOPLE_DAY_H
#define PEOPLE_DAY_H

#include "base/clock.h"
#include "base/err.h"

/*
 * The days of an employment, in UTC: between 2 January 1970 and three years
 * from now.  "2026-02-30", "1800-01-01" and "2962-11-27" are refused, for each
 * is a slip of the keyboard.
 */
#define DAY_AHEAD_MAX (3 * 366 * CLOCK_DAY)

/* The first instant of the day that holds this one. */
int64_t day_of(int64_t at);

/* ERR_INVALID says what ("the first day") is no day of an employment. */
enum err_code day_check(int64_t at, const char *what, struct err *err) MUST_USE;

/* "2026-11-21", its first instant. */
enum err_code day_read(
    struct str text, const char *what, int64_t *out, struct err *err) MUST_USE;

/* As day_read, of an end that may lie as far ahead as one likes. */
enum err_code day_read_end(
    struct str text, const char *what, int64_t *out, struct err *err) MUST_USE;

#endif
