#ifndef POLICY_TALLY_PART_H
#define POLICY_TALLY_PART_H

#include <pthread.h>

#include "catalog/control.h"
#include "policy/operation.h"

/* Inside src/policy only: what is kept in memory of days and of periods. */
struct kept {
	struct tally tally;
	uint64_t position; /* of the log */
	uint64_t used;     /* larger: later; 0: empty */
	struct arena arena;
};

#define OPERATIONS_KEPT 4

struct kept_period {
	struct operations operations;
	int64_t from, to;
	uint64_t position, used;
	struct arena arena;
};

struct tallies {
	struct store *store;
	const struct catalog *catalog;
	struct engine *engine;
	pthread_mutex_t day_lock; /* nobody waits for a period to see a day */
	struct kept kept[TALLY_KEPT];
	uint64_t day_uses;
	pthread_mutex_t period_lock;
	struct kept_period periods[OPERATIONS_KEPT];
	uint64_t period_uses;
};

/* Brings the engine up to where the log is now. */
enum err_code tallies_follow(struct tallies *ts, struct arena *arena,
    uint64_t *position, struct err *err) MUST_USE;

/* Whether a control has a period of its own, with the profile that the policy
   switched on. */
bool tally_own_period(const struct policy *policy, struct str framework,
    const struct catalog_control *control);

#endif
