#include "learn/score.h"

#include "catalog/quiz.h"

#define MINUTE (60 * CLOCK_SECOND)

struct answer
score_key(const struct quiz_item *item)
{
	struct answer a = {0};

	switch (item->kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		for (unsigned i = 0; i < item->n_options; i++)
			if (item->options[i].key)
				a.v[a.n++] = (uint8_t)i;
		break;
	case QUIZ_ORDER:
		for (; a.n < item->n_options; a.n++)
			a.v[a.n] = a.n;
		break;
	case QUIZ_MATCH:
		for (; a.n < item->n_lefts; a.n++)
			a.v[a.n] = a.n;
		break;
	case QUIZ_SPOT:
		for (unsigned i = 0; i < item->n_lines && a.n == 0; i++)
			if (item->lines[i].key)
				a.v[a.n++] = (uint8_t)item->lines[i].at;
		break;
	}
	return a;
}

bool
score_right(const struct quiz_item *item, const struct answer *a)
{
	const struct quiz_line *line;
	struct answer key;

	if (item->kind == QUIZ_SPOT) {
		line = a->n == 1 ? quiz_line(item, a->v[0]) : NULL;
		return line != NULL && line->key;
	}
	key = score_key(item);
	return answer_eq(&key, a);
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

	/* A clock set back to before the closing says nothing about how long
	   ago that was; nobody waits longer for it. */
	if (failed == 0 || now < closed)
		return p;
	until = closed +
	    pauses[failed < NELEM(pauses) ? failed - 1 : NELEM(pauses) - 1];
	if (until <= now || (failed == 1 && opened > closed))
		return p;
	p.until = until;
	p.reading_ends = failed == 1;
	return p;
}
