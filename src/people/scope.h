#ifndef PEOPLE_SCOPE_H
#define PEOPLE_SCOPE_H

#include "people/person.h"

/*
 * Who may reach what, and who is away, over time:
 *
 *	access.granted, access.revoked ──▶ table access_grant
 *	leave.recorded                 ──▶ table absence
 *
 * What a person was when (person_change) is a table of people_view, which
 * reads it to tell a late word about the past from what holds now.
 */
extern const struct ledger_view scope_view;

/* The last instant of the day (UTC) that holds this one: dates of ends are
   kept so. */
int64_t scope_day_end(int64_t at);

/* Makes of a current person what they were at an instant of the employment
   that runs: role, team (without its name), manager, unit, employment,
   stacks, duties and zone. */
enum err_code scope_as_of(struct db *db, struct arena *arena, int64_t at,
    struct person *person, struct err *err) MUST_USE;

/* What one fact said of a person: when it holds, when it became known. */
struct scope_change {
	struct str kind; /* joined, changed or left */
	int64_t effective, known, starts;
	struct str role, team, manager, unit; /* names; STR_NONE: not said */
	bool no_team, no_manager, no_unit;
	struct str employment, stacks, duties, zone;
};

struct scope_changes {
	struct scope_change *v;
	size_t n, cap;
};

/* Newest first, at most so many: of oneself, and of anybody for an
   administrator, security lead, auditor or PERSON_PROGRAM; empty for others. */
enum err_code scope_changes(struct db *db, struct arena *arena,
    struct id viewer, struct id person, unsigned most,
    struct scope_changes *out, struct err *err) MUST_USE;

#endif
