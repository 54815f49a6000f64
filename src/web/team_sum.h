#ifndef WEB_TEAM_SUM_H
#define WEB_TEAM_SUM_H

#include "learn/record.h"

/*
 * A team counted in people: each stands where the worst of what is asked of
 * them stands, so the three add up to everybody.
 */
struct team_sum {
	int64_t people, current, due, overdue;
};

/* Rows of one person stand together. */
struct team_sum team_sum(const struct record_team *rows);

#endif
