#ifndef POLICY_DIGEST_H
#define POLICY_DIGEST_H

#include "people/outbox.h"
#include "policy/reminder.h"

/*
 * The words of a message.  Everything there is to say to somebody that day
 * stands in one mail, the worst first:
 *
 *	Hello Ada,
 *
 *	OVERDUE
 *	  Injection
 *	    due 3 March 2026, 12 days ago
 *	    because you joined payments on 1 February 2026 and ...
 *	    https://assay.example/modules/injection
 *
 * Plain text; a mail's subject says how much and names nobody.
 */
#define DIGEST_ITEMS  40 /* of one person; "and 3 more" */
#define DIGEST_PEOPLE 40 /* of a rung's mail */
#define DIGEST_OF_ONE 5  /* items of one of them */

struct digest_from {
	struct str base_url;
	const struct zone *zone; /* the policy's; NULL: UTC */
	int64_t today;           /* by that, counted from 1970 */
};

/* recipient is left to the caller.  note, which may be STR_NONE, comes first:
   somebody's own words in a nudge. */
enum err_code digest_own(const struct digest_from *from, struct str name,
    const struct agenda *items, struct str note, struct arena *arena,
    struct mail *out, struct err *err) MUST_USE;

/* What the manager, or the owner of the policy, is told. */
struct digest_person {
	struct id id;
	struct str name, team; /* team: "" where there is none */
	struct agenda items;   /* those the rung names */
};

struct digest_people {
	struct digest_person *v;
	size_t n, cap;
};

enum err_code digest_people(const struct digest_from *from,
    enum reminder_rung rung, struct str name, unsigned after_days,
    const struct digest_people *people, struct arena *arena, struct mail *out,
    struct err *err) MUST_USE;

/* What the channel is told: numbers by team, nobody's name. */
struct digest_team {
	struct str name;
	unsigned people;
};

struct digest_teams {
	struct digest_team *v;
	size_t n, cap;
};

enum err_code digest_channel(const struct digest_teams *teams,
    struct str base_url, struct arena *arena, struct str *out,
    struct err *err) MUST_USE;

/* For the fact: [{"due":...,"obligation":"onboarding","thing":"module:x"}];
   at most DIGEST_FACTS of them. */
#define DIGEST_FACTS 200
enum err_code digest_json(const struct agenda *items, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

#endif
