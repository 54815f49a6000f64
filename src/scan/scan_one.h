#ifndef SCAN_SCAN_ONE_H
#define SCAN_SCAN_ONE_H

#include "scan/scan.h"

/* One thread's share of scan_run. */
struct scan_worker {
	const struct scan_options *options;
	struct parser *parser;
	uint8_t *present;     /* by the rules' symbols */
	struct arena scratch; /* of the present file */
	struct arena keep;    /* of the results */
};

enum err_code scan_worker_init(struct scan_worker *w,
    const struct scan_options *options, struct err *err) MUST_USE;
void scan_worker_release(struct scan_worker *w); /* but for keep */

/* Errors are only those that end the whole scan: no memory. */
enum err_code scan_one(
    struct scan_worker *w, struct scan_file *file, struct err *err) MUST_USE;

#endif
