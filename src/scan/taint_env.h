#ifndef SCAN_TAINT_ENV_H
#define SCAN_TAINT_ENV_H

#include "base/arena.h"
#include "scan/match.h"

/* One value's way from its source: newest step first. */
struct taint {
	const struct match *source;
	uint32_t labels;
	uint32_t node; /* where it was handed on; 0 at the source */
	const struct taint *from;
	unsigned length;
};

/* a, with the labels of both; either may be NULL.  Without memory a or b. */
const struct taint *taint_either(
    struct arena *arena, const struct taint *a, const struct taint *b);

/* What is tainted at one point: variables, and fields of variables. */
struct taint_var {
	uint32_t name, field; /* field 0: the whole */
	const struct taint *taint;
};

struct taint_env {
	struct taint_var *v;
	size_t n, cap;
};

const struct taint *taint_env_get(
    const struct taint_env *env, uint32_t name, uint32_t field);
/* The whole, or any field of it. */
const struct taint *taint_env_any(const struct taint_env *env, uint32_t name);
bool taint_env_set(struct taint_env *env, struct arena *arena, uint32_t name,
    uint32_t field, const struct taint *taint);
void taint_env_clear(struct taint_env *env, uint32_t name, uint32_t field);
bool taint_env_copy(
    struct taint_env *to, struct arena *arena, const struct taint_env *from);
/* What is tainted in either. */
bool taint_env_join(
    struct taint_env *to, struct arena *arena, const struct taint_env *from);

#endif
