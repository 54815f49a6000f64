#include "learn/score.h"

#include <stdio.h>
#include <stdlib.h>

#include "catalog/quiz.h"

#define MINUTE (60 * CLOCK_SECOND)

unsigned
score_keys(const struct quiz_item *item, const uint8_t *shown)
{
	unsigned keys = 0;

	for (unsigned i = 0; i < item->n_options; i++)
		if (item->options[shown[i]].key)
			keys |= 1u << i;
	return keys;
}

bool
score_right(const struct quiz_item *item, const uint8_t *shown, unsigned chosen)
{
	return chosen == score_keys(item, shown);
}

unsigned
score_percent(unsigned right, unsigned asked)
{
	return asked > 0 ? 100 * right / asked : 0;
}

bool
score_passed(unsigned right, unsigned asked, unsigned pass)
{
	return asked > 0 && 100 * right >= pass * asked;
}

struct attempt_pause
score_pause(unsigned failed, int64_t closed, int64_t opened, int64_t now)
{
	static const int64_t pauses[] = {
	    10 * MINUTE, 10 * MINUTE, 240 * MINUTE, CLOCK_DAY};
	struct attempt_pause p = {.failed = failed};
	int64_t until;

	if (failed == 0)
		return p;
	until = closed +
	    pauses[failed < NELEM(pauses) ? failed - 1 : NELEM(pauses) - 1];
	if (until <= now || (failed == 1 && opened > closed))
		return p;
	p.until = until;
	p.reading_ends = failed == 1;
	return p;
}

static unsigned
days_in(unsigned year, unsigned month)
{
	static const unsigned days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int64_t
score_months_later(int64_t at, unsigned months)
{
	char text[CLOCK_TEXT_LEN + 1], date[48];
	unsigned year, month, day;
	int64_t out = at;

	clock_write(at, text);
	year = (unsigned)strtoul(text, NULL, 10);
	month = (unsigned)strtoul(text + 5, NULL, 10) + months;
	day = (unsigned)strtoul(text + 8, NULL, 10);
	year += (month - 1) / 12;
	month = (month - 1) % 12 + 1;
	if (day > days_in(year, month))
		day = days_in(year, month);
	snprintf(date, sizeof(date), "%04u-%02u-%02u%s", year % 10000, month,
	    day, text + 10);
	(void)clock_read(str_from(date), &out);
	return out;
}
