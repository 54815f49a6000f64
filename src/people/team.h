#ifndef PEOPLE_TEAM_H
#define PEOPLE_TEAM_H

#include "people/person.h"

struct team {
	struct id id;
	struct str name;
	struct id lead; /* or none */
	struct str lead_name;
	int64_t members;
};

struct teams {
	struct team *v;
	size_t n, cap;
};

#define TEAM_NAME_MAX 100

/* As person_add: actor an administrator or PERSON_PROGRAM; names are taken
 * once. */
enum err_code team_make(struct db *db, struct arena *arena, struct id actor,
    struct str name, struct id lead, struct str source, struct id *out,
    struct err *err) MUST_USE;
enum err_code team_set_lead(struct db *db, struct arena *arena, struct id actor,
    struct id team, struct id lead, struct str source,
    struct err *err) MUST_USE;

/* The open team of that name, also before its fact has a number. */
enum err_code team_by_name(struct db *db, struct arena *arena, struct str name,
    bool *found, struct id *out, struct err *err) MUST_USE;

/* All open teams for an administrator, security lead or auditor; those they
   lead for others, which may be none. */
enum err_code team_list(struct db *db, struct arena *arena, struct id viewer,
    struct teams *out, struct err *err) MUST_USE;

/* Who is in it, by name; ERR_NOT_FOUND for a viewer who neither leads it nor
   sees all. */
enum err_code team_members(struct db *db, struct arena *arena, struct id viewer,
    struct id team, struct persons *out, struct err *err) MUST_USE;

#endif
