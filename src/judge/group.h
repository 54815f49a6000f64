#ifndef JUDGE_GROUP_H
#define JUDGE_GROUP_H

#include <stdatomic.h>

#include "judge/folder.h"
#include "judge/matrix.h"

/*
 * Within the folder: the checks of one kind (abuse goes with function)
 * against an instance of the service of their own, in a thread of their own.
 */
struct group {
	const struct matrix_spec *spec;
	const struct folder *work;
	enum lab_kind kind; /* FUNCTION, PUBLIC or WITHHELD */
	unsigned service_slot, checks_slot;
	struct str seeds;     /* JSON */
	_Atomic bool *enough; /* refused already, with spec->early */
	/* what comes of it */
	struct arena arena;       /* its own */
	struct str lines;         /* what the checks' box told us */
	struct str trace, output; /* what the service wrote */
	bool service_ended, checks_ended_well;
	char service_end[80], checks_end[80]; /* how, in words */
	struct err err;
	enum err_code rc;
};

/* Is a check run by the group? */
bool group_has(const struct group *g, const struct lab_check *check);

void group_run(struct group *g);
void group_release(struct group *g);

#endif
