#ifndef CATALOG_CHECK_PART_H
#define CATALOG_CHECK_PART_H

#include "catalog/check.h"
#include "catalog/read.h"

/* One part of the check a file, within the folder. */
struct checking {
	const struct check *check;
	const struct catalog *catalog;
	struct problems *problems;
	struct arena *arena; /* as long as problems */
};

void check_ids(struct checking *c);
void check_facts(struct checking *c); /* CWE categories */
void check_quizzes(struct checking *c);
void check_alike(struct checking *c); /* questions asked twice */
void check_texts(struct checking *c);
void check_paths(struct checking *c);
void check_code(struct checking *c);
void check_labs(struct checking *c); /* where check->labs says so */
enum err_code check_lock(struct checking *c, struct err *err) MUST_USE;

/* "content/modules/x/quiz.yaml"; never NULL (empty without memory). */
const char *check_path(
    struct checking *c, const struct catalog_module *m, const char *file);

/* The value of a key of the front matter, or the front matter. */
const struct yaml *check_front(const struct catalog_module *m, struct str key);

#endif
