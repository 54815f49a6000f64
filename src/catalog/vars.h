#ifndef CATALOG_VARS_H
#define CATALOG_VARS_H

#include "base/arena.h"

/*
 * What differs in a question from attempt to attempt:
 *
 *	seed_vars:
 *	  limit: [100, 200, 500]
 *	  port: {min: 8000, max: 8090, step: 10}
 *
 * Each ${limit} of its texts is then one of the values.  Only names that are
 * declared are replaced, so ${x} of a shell or of JavaScript stays.
 */
#define VARS_MAX        4
#define VARS_VALUES_MAX 64
#define VARS_ALL_MAX    4096 /* combinations of all: the linter tries each */

struct var {
	struct str name;
	struct str v[VARS_VALUES_MAX];
	unsigned n;
};

struct vars {
	struct var *v;
	unsigned n;
};

struct yaml;

/* The value of seed_vars, into the arena. */
enum err_code vars_read(const struct yaml *map, struct arena *arena,
    struct vars *out, struct err *err) MUST_USE;

/* The text with value pick[i] for variable i; ptr is NULL without memory. */
struct str vars_fill(struct arena *arena, const struct vars *vars,
    const uint8_t *pick, struct str text);

/* Does the text hold ${name}? */
bool vars_used(const struct var *var, struct str text);

/* The next combination, the first after {0}; false after the last. */
bool vars_next(const struct vars *vars, uint8_t pick[VARS_MAX]);

#endif
