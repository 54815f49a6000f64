#ifndef CATALOG_PROBLEM_H
#define CATALOG_PROBLEM_H

#include "base/arena.h"

/*
 * What is wrong with the content, one line each:
 *
 *	content/modules/x/quiz.yaml:14:7: 2 options; 3 to 5 are accepted
 *	[option-count]
 *
 * place, what, and in brackets the rule it breaks (content/README.md lists
 * them).
 */
struct problem {
	struct str text;
};

struct problems {
	struct arena *arena;
	struct problem *v;
	size_t n, cap;
	bool nomem;
};

struct yaml;

/* An error that was met; [format] unless its text names a rule. */
void problem_err(struct problems *p, const struct err *err);

/* At a node of a file, or a line of one. */
void problem_at(struct problems *p, const struct yaml *at, const char *rule,
    const char *fmt, ...) PRINTF(4, 5);
void problem_line(struct problems *p, const char *file, unsigned line,
    const char *rule, const char *fmt, ...) PRINTF(5, 6);

#endif
