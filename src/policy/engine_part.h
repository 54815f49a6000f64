#ifndef POLICY_ENGINE_PART_H
#define POLICY_ENGINE_PART_H

#include <pthread.h>

#include "learn/validity.h"
#include "policy/engine.h"

/* The parts of the engine, within the folder. */

/* What one fact changed; a mask says which. */
enum {
	CHANGE_ROLE = 1,
	CHANGE_TEAM = 2,
	CHANGE_UNIT = 4,
	CHANGE_EMPLOYMENT = 8,
	CHANGE_STACKS = 16,
	CHANGE_DUTIES = 32,
};

enum change_kind { CHANGE_JOINED, CHANGE_CHANGED, CHANGE_LEFT };

struct atom_list {
	atom *v;
	size_t n;
};

struct change {
	enum change_kind kind;
	unsigned mask;
	int64_t effective, known;
	atom role, team, unit, employment;
	struct atom_list stacks, duties;
};

struct grant {
	atom system, with_level, any; /* "db", "db/admin", "*" "/admin" */
	int64_t since, since_known;
	int64_t until; /* last instant; 0: stands */
};

struct proof {
	enum policy_thing_kind kind;
	atom thing;
	struct due_done done;
};

struct excuse {
	atom obligation;
	struct id id;
	int64_t from, until;
};

/* Everything the facts say of one person. */
struct timeline {
	struct id id;
	struct str name, email, zone;
	struct id team, manager;
	atom self; /* the address */
	struct {
		struct change *v;
		size_t n, cap;
	} changes; /* in the order they became known */
	struct {
		struct grant *v;
		size_t n, cap;
	} grants;
	struct {
		struct due_leave *v;
		size_t n, cap;
	} leaves; /* by time */
	struct {
		struct proof *v;
		size_t n, cap;
	} proofs; /* by kind; of a thing by time, those from elsewhere later */
	struct {
		struct excuse *v;
		size_t n, cap;
	} excuses;
	struct {
		atom *v;
		size_t n, cap;
	} asked;           /* modules, by a rule */
	bool seen;         /* by engine_news */
	struct arena *own; /* of one that was read anew; NULL: the engine's */
};

struct engine {
	struct store *store;
	const struct catalog *catalog;
	pthread_rwlock_t lock;
	int64_t position;   /* the last fact that was looked at; -2: none */
	uint64_t bindings;  /* plans made before the last one are void */
	struct arena arena; /* of one whole reading */
	struct arena bound; /* of the last binding */
	struct atoms atoms;
	struct {
		struct timeline **v;
		size_t n, cap;
	} persons;          /* by id */
	size_t anew;        /* read by themselves since the whole */
	size_t unseen_from; /* none before it is unseen */
	int64_t seen_all;   /* when everybody was begun with */
	pthread_mutex_t news;
	struct arena kept;        /* of the policies: they outlive a reading */
	struct policies policies; /* the default first, then by version */
	struct validity validity;
	struct {
		struct due_release *v;
		size_t n, cap;
	} signatures; /* the versions to sign, as releases */
};

/* Takes the lock for asking; ERR_BUSY, without it, before the first
   following. */
enum err_code engine_begin(struct engine *e, struct err *err) MUST_USE;

/* engine_load.c.  Under the write lock. */
enum err_code engine_load_all(
    struct engine *e, struct db *db, struct err *err) MUST_USE;
enum err_code engine_load_one(struct engine *e, struct db *db, struct id person,
    struct err *err) MUST_USE;
struct timeline *engine_find(const struct engine *e, struct id person);

/* The populations of an obligation and its things. */
enum err_code engine_bind(struct policy_obligation *obligation,
    const struct atoms *atoms, struct arena *arena, struct err *err) MUST_USE;

/*
 * engine_moment.c.  A person's life as moments between which nothing that a
 * population asks about changes: at each, what they were from then on.
 */
struct moment {
	int64_t at;
	bool here;
	struct population_person person;
	bool late; /* something that holds then became known later */
	const struct change *change; /* what happened then, or NULL */
	const struct grant *grant;   /* likewise */
	bool joined, policy;         /* likewise */
};

struct life_span {
	int64_t from, to; /* to: last instant; 0: still */
	int64_t known;
};

struct moments {
	struct moment *v;
	size_t n;
	const struct timeline *t;
	struct life_span *spans; /* from joining to leaving */
	size_t n_spans;
	atom as_if;
	int64_t as_if_from;
};

/* extra: instants that must be among them (policies taking effect), as_if a
   system they are taken to reach from as_if_from on, or 0. */
enum err_code engine_moments(const struct timeline *t, const int64_t *extra,
    size_t n_extra, atom as_if, int64_t as_if_from, struct arena *arena,
    struct moments *out, struct err *err) MUST_USE;

/* When it became known that somebody is of a population at a moment, if that
   was later; else 0. */
enum err_code engine_known(const struct moments *moments,
    const struct moment *moment, const struct population *who,
    struct arena *arena, int64_t *out, struct err *err) MUST_USE;

/*
 * engine_plan.c.  What is asked at an instant: each thing of each obligation
 * of the version in force, with its rules through the versions before.
 */
struct plan_step { /* of one policy version */
	const struct policy *policy;
	const struct policy_obligation *obligation;
	const struct population *who;
};

struct plan_item {
	const struct policy_obligation *obligation;
	const struct policy_thing *thing;
	atom thing_atom, obligation_atom;
	struct due_rules rules;
	struct plan_step *steps; /* one a rule */
	size_t first;            /* the version of the first step */
	size_t same_as; /* an earlier item with the same steps, or its own
			   number: the times in scope are theirs */
	struct {
		const struct due_release *v;
		size_t n;
	} releases;
};

struct plan {
	const struct policy *policy;
	struct due_when when;
	int64_t *effective; /* of every version, and the draft's */
	size_t n_effective;
	struct plan_item *items;
	size_t n;
	atom as_if;
};

enum err_code engine_plan(const struct engine *e, const struct engine_ask *ask,
    struct arena *arena, struct plan *out, struct err *err) MUST_USE;

/*
 * engine_judge.c.  One person by a plan.  Their moments and times in scope are
 * worked out once, and hold for each instant (plan->when.now) at which the
 * plan does; but not where as_if is set, whose beginning is the instant.
 */
struct stays {
	struct due_stay *v;
	size_t n;
	bool done; /* worked out */
};

struct judging {
	const struct engine *e;
	const struct plan *plan;
	const struct engine_ask *ask;
	const struct timeline *t;
	struct arena *arena;
	struct arena *scratch; /* of what fn is called with */
	struct moments moments;
	struct stays *stays; /* by plan item */
	struct err *err;
};

enum err_code engine_judging(struct judging *j, const struct engine *e,
    const struct plan *plan, const struct engine_ask *ask,
    const struct timeline *t, struct arena *arena, struct arena *scratch,
    struct err *err) MUST_USE;
enum err_code engine_judge_item(
    struct judging *j, size_t k, engine_fn *fn, void *ctx) MUST_USE;

/* All of it at once. */
enum err_code engine_judge(const struct engine *e, const struct plan *plan,
    const struct engine_ask *ask, const struct timeline *t, struct arena *arena,
    engine_fn *fn, void *ctx, struct err *err) MUST_USE;

#endif
