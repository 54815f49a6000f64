#ifndef SCAN_TAINT_ENV_H
#define SCAN_TAINT_ENV_H

#include "scan/value.h"

/*
 * What is known at one point: variables and the fields of objects.
 *
 *	(frame 3, q)		a variable, by its name's symbol
 *	(object 7, key of "a")	a field, or what is stored under that key
 *
 * Frames and objects are numbered together, so that no two share a place.
 */
#define KEY_ANY    1u /* what is stored under a key that is not known */
#define KEY_LENGTH 2u /* how many a list holds: known while all are */

struct env {
	uint64_t *keys;
	struct value *values;
	size_t n, cap;
};

/* Where envs take their room from, and give it back to. */
struct env_pool {
	struct arena *arena;
	struct env free[64];
	unsigned n;
};

/* Never KEY_ANY or KEY_LENGTH; equal for equal texts. */
uint32_t env_key(struct str text);
uint32_t env_key_number(int64_t n);

/* NULL: nothing is there. */
const struct value *env_get(const struct env *env, uint32_t base, uint32_t key);
bool env_set(struct env *env, struct env_pool *pool, uint32_t base,
    uint32_t key, struct value value);
void env_drop(struct env *env, uint32_t base, uint32_t key);
void env_drop_all(struct env *env, uint32_t base);

bool env_copy(struct env *to, struct env_pool *pool, const struct env *from);
void env_free(struct env *env, struct env_pool *pool);
/* What may hold where two ways meet. */
bool env_join(struct env *to, struct env_pool *pool, const struct env *from);

/* The taint of a value or of anything it holds. */
const struct taint *env_taint(const struct env *env, struct value value);

#endif
