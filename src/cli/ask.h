#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/learning.h"
#include "learn/question.h"

/*
 * One question of any kind in a terminal:
 *
 *	single multi	b		a c
 *	order		3 1 2		the steps as they are numbered
 *	match		1b 2a		each left side with its letter
 *	spot-line	7
 */

/* The stem, the code, and what there is to choose from. */
enum err_code ask_print(
    struct cli *cli, const struct question *q, struct err *err) MUST_USE;

/* "a-d", "3 1 2": what may be typed. */
struct str ask_hint(struct cli *cli, const struct question *q);

/* What was typed; ERR_INVALID says what is accepted. */
enum err_code ask_read(struct str line, const struct question *q,
    struct answer *out, struct err *err) MUST_USE;

/* What may be said of an answer. */
enum err_code ask_told(struct cli *cli, const struct question *q,
    const struct question_verdict *v, struct err *err) MUST_USE;

#endif
