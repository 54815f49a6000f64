#ifndef POLICY_INCIDENT_H
#define POLICY_INCIDENT_H

#include "learn/attempt.h"
#include "people/person.h"

/*
 * What an incident teaches:
 *
 *	incident_record ──▶ fact incident.recorded
 *	   ├─▶ an assignment to each of its team, for the lesson of each CWE:
 *	   │   "because incident INC-12 of 3 March 2026 showed CWE-89"
 *	   └─▶ for each module that covers one of its CWEs, a content review
 *	       that is open until somebody looked: incident_review
 *
 * Which reviews are open is computed from the incident, the modules as they
 * stand and the facts content.reviewed.  A CWE that no module covers is a gap
 * and said to be one.
 */
#define INCIDENT_ID_MAX    64
#define INCIDENT_TITLE_MAX 200
#define INCIDENT_NOTE_MAX  2000
#define INCIDENT_CWES_MAX  10
#define INCIDENT_DAYS      30 /* for the assignments */

struct incident_cwes {
	unsigned v[INCIDENT_CWES_MAX];
	size_t n;
};

/* "89", "CWE-89, 79"; ERR_INVALID names the word. */
enum err_code incident_cwes_read(
    struct str text, struct incident_cwes *out, struct err *err) MUST_USE;
struct str incident_cwes_say(
    struct arena *arena, const struct incident_cwes *cwes);

struct incident_new {
	struct str id;          /* of the tracker: letters, digits, . _ - */
	struct str title, note; /* note may be empty */
	struct incident_cwes cwes;
	int64_t occurred;
	struct id team; /* whom its lessons are asked of; or none */
};

struct incident_made {
	size_t people, assignments;
	struct incident_cwes gaps; /* covered by no module */
};

/* Inside a write; ledger_wake() after its commit.  actor is an administrator,
   a security lead or PERSON_PROGRAM.  ERR_CONFLICT for an id that is there. */
enum err_code incident_record(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id actor, const struct incident_new *in,
    struct incident_made *made, struct err *err) MUST_USE;

struct incident_review {
	const struct catalog_module *module;
	bool open;
	struct str outcome, note, reviewer, version; /* when closed */
	int64_t reviewed;
};

struct incident {
	struct str id, title, note, team_name;
	struct incident_cwes cwes, gaps;
	int64_t occurred, recorded;
	struct {
		struct incident_review *v;
		size_t n, cap;
	} reviews;
};

struct incidents {
	struct incident *v; /* newest first */
	size_t n, cap;
};

/* Nothing for a viewer who is no administrator, security lead, auditor or
   PERSON_PROGRAM. */
enum err_code incident_list(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id viewer, struct incidents *out,
    struct err *err) MUST_USE;

/* Somebody looked at a module for an incident, and kept or changed it; a note
   says why.  ERR_NOT_FOUND where the module does not cover it, ERR_CONFLICT
   where that review is closed. */
enum err_code incident_review(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id actor, struct str incident,
    struct str module, bool changed, struct str note, struct err *err) MUST_USE;

#endif
