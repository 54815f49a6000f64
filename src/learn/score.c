#include "learn/score.h"

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
