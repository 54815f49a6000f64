#ifndef MAIN_JUDGING_H
#define MAIN_JUDGING_H

#include "learn/lab.h"

/*
 * What keeps labs judged beside a server: threads that take what is queued
 * and ask the judge, and the judge itself, as a child that is started again
 * when it dies.  Nobody who answers a request ever waits here.
 *
 *	judge NULL	a child of ours at <state_dir>/judge.sock
 *	judge "off"	none: labs are shown and nothing is judged
 *	judge PATH	one that somebody else runs, at that socket
 */
struct judging_config {
	struct lab_desk *desk; /* closed, wake and ctx are filled in */
	const char *judge;
	const char *state_dir, *data_dir;
	unsigned slots; /* verdicts at once; 0: as many as processors */
	bool alone;     /* no other server over this database */
};

struct judging;

/* Before the first request is answered. */
enum err_code judging_start(const struct judging_config *config,
    struct judging **out, struct err *err) MUST_USE;

/* What is being judged gets three seconds, then waits for the next server. */
void judging_stop(struct judging *judging); /* NULL is fine */

#endif
