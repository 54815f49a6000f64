#ifndef POLICY_POPULATION_H
#define POLICY_POPULATION_H

#include "codec/yaml.h"
#include "policy/atoms.h"

/*
 * Who is meant, by what they are and may reach:
 *
 *	who:
 *	  employment: [employee, contractor]	one of them
 *	  access: [production, pipelines]	and reaches one of them
 *	  any:					and one of these
 *	    - duty: [on-call]
 *	    - seniority: [privileged, management]
 *	  not: {team: [sales]}			and not that
 *
 *	role		developer, lead, admin, security_lead, auditor
 *	team, unit	their names
 *	employment	employee, contractor, ... as entered
 *	stack		the languages somebody works in: python-flask
 *	duty		on-call, reviewer, backend, ... as entered
 *	access		a system of the policy, or in-scope for any of them
 *			that is inside the boundary; production/privileged
 *			for a level
 *	seniority	privileged: a standing access of the level privileged
 *			or admin, or that duty; on-call, reviewer: the duty;
 *			management: the duty, or the role lead
 *	person		e-mail addresses
 *
 * Keys beside each other must all hold, words in a list need one.  Nothing at
 * all means everybody.
 */
#define POPULATION_DEPTH 8
#define POPULATION_WORDS 200 /* in one list */

enum population_kind {
	POPULATION_ALL,
	POPULATION_ANY,
	POPULATION_NOT,
	POPULATION_ROLE,
	POPULATION_TEAM,
	POPULATION_UNIT,
	POPULATION_EMPLOYMENT,
	POPULATION_STACK,
	POPULATION_DUTY,
	POPULATION_ACCESS,
	POPULATION_PERSON,
};

struct population {
	enum population_kind kind;
	struct str *words; /* of a leaf, as written */
	atom *atoms;       /* the same, after population_bind */
	size_t n_words;
	struct population *parts; /* of ALL, ANY, NOT */
	size_t n_parts;
	struct str says; /* of one that stands for a word, or STR_NONE */
};

/* NULL for who means everybody.  Errors name file, line and what is
   accepted.  Words that only the rest of the document knows (a system, a
   team) are checked by whoever has it: population_words. */
enum err_code population_read(const struct yaml *who, struct arena *arena,
    struct population *out, struct err *err) MUST_USE;

/* Before it is asked: its words as atoms, in the arena.  A word nobody has
   matches nobody. */
enum err_code population_bind(struct population *population,
    const struct atoms *atoms, struct arena *arena, struct err *err) MUST_USE;

/* What somebody is at an instant.  access holds, for each that stands, the
   system, the system with its level, and the level of any system:
   "production", "production/admin", "*" "/admin". */
struct population_person {
	atom person, role, team, unit, employment;
	const atom *stacks, *duties, *access;
	size_t n_stacks, n_duties, n_access;
};

bool population_holds(const struct population *population,
    const struct population_person *person);

/* "everybody who has access to production and who either is on call or is not
   in the team sales" */
void population_write(struct buf *out, const struct population *population);

/* Each word of each leaf. */
typedef enum err_code population_word_fn(
    enum population_kind kind, struct str word, void *ctx, struct err *err);
enum err_code population_words(const struct population *population,
    population_word_fn *fn, void *ctx, struct err *err) MUST_USE;

#endif
