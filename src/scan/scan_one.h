#ifndef SCAN_SCAN_ONE_H
#define SCAN_SCAN_ONE_H

#include "scan/flow.h"

/* One thread's share of scan_run. */
struct scan_worker {
	const struct scan_options *options;
	struct flow *flow;
	struct parser *parser;
	struct match_room room;
	uint8_t *present;     /* by the rules' symbols */
	struct arena scratch; /* of the present file */
	struct arena keep;    /* of the results */
	struct unit *unit;    /* of the present file */
};

enum err_code scan_worker_init(
    struct scan_worker *w, struct flow *flow, struct err *err) MUST_USE;
void scan_worker_release(struct scan_worker *w); /* but for keep */

/* What search rules find in a file; what flow needs of it is noted.  Errors
   are only those that end the whole scan: no memory. */
enum err_code scan_one(
    struct scan_worker *w, size_t number, struct err *err) MUST_USE;

#endif
