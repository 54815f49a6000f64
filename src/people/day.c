#include "people/day.h"

int64_t
day_of(int64_t at)
{
	return at - at % CLOCK_DAY;
}

enum err_code
day_check(int64_t at, const char *what, struct err *err)
{
	char last[CLOCK_DATE_LEN + 1];
	int64_t most = day_of(clock_now()) + DAY_AHEAD_MAX;

	if (at >= CLOCK_DAY && at <= most)
		return ERR_NONE;
	clock_write_date(most, last);
	return err_set(err, ERR_INVALID, "%s is not between 1970-01-02 and %s",
	    what, last);
}

static enum err_code
read_date(struct str text, const char *what, int64_t *out, struct err *err)
{
	return clock_read_date(text, out)
	    ? ERR_NONE
	    : err_set(err, ERR_INVALID,
		  "%s '%.*s' is no day of the calendar: write 2026-11-21", what,
		  STR_FMT(str_sub(text, 0, 40)));
}

enum err_code
day_read(struct str text, const char *what, int64_t *out, struct err *err)
{
	int64_t at;
	enum err_code rc = read_date(text, what, &at, err);

	if (rc == ERR_NONE)
		rc = day_check(at, what, err);
	if (rc == ERR_NONE)
		*out = at;
	return rc;
}

enum err_code
day_read_end(struct str text, const char *what, int64_t *out, struct err *err)
{
	int64_t at;
	enum err_code rc = read_date(text, what, &at, err);

	if (rc == ERR_NONE && at < CLOCK_DAY)
		rc = err_set(err, ERR_INVALID, "%s is before 1970-01-02", what);
	if (rc == ERR_NONE)
		*out = at;
	return rc;
}
