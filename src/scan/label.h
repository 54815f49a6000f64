#ifndef SCAN_LABEL_H
#define SCAN_LABEL_H

#include "base/arena.h"

/*
 * Kinds of taint within one rule, and what a sink or source asks of them:
 *
 *	requires: INPUT and not (CHECKED or QUOTED)
 *
 * Labels are bits; what has no label of its own is "__SOURCE__", the first.
 */
#define LABELS_MAX    32
#define LABEL_DEFAULT 1u

struct labels {
	struct str v[LABELS_MAX];
	unsigned n;
};

struct requires;

/* The bit of a name, a new one if need be; name is borrowed. */
enum err_code label_bit(struct labels *labels, struct str name, uint32_t *out,
    struct err *err) MUST_USE;

enum err_code requires_read(struct str text, struct labels *labels,
    struct arena *arena, const struct requires **out, struct err *err) MUST_USE;

/* r NULL: what has the default label. */
bool requires_hold(const struct requires *r, uint32_t labels);

#endif
