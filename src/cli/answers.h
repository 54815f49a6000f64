#ifndef CLI_ANSWERS_H
#define CLI_ANSWERS_H

#include "cli/learning.h"

/*
 * The answers to an attempt as a file, for those who take it by script or
 * offline:
 *
 *	attempt: 019ab3c2-...
 *	answers:
 *	  - no: 1
 *	    choose: [b]		single, multi
 *	  - no: 2
 *	    choose: [3, 1, 2]	order, as the steps are numbered
 *	  - no: 3
 *	    choose: [1b, 2a]	match
 *	  - no: 4
 *	    choose: [7]		spot-line
 *
 * Letters and numbers are those that `assay learn quiz` shows.
 */
#define ANSWERS_FILE_MAX ((size_t)64 << 10)

/* Stores all of them, or none: ERR_INVALID "file:line:col: ..." where one is
   no answer to its question, the attempt is somebody else's or there is no
   such attempt. */
enum err_code answers_store(struct cli *cli, const struct learning *l,
    struct str module, struct str text, const char *file, struct id *attempt,
    unsigned *stored, struct err *err) MUST_USE;

#endif
