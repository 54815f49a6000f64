#ifndef SCAN_TAINT_MARK_H
#define SCAN_TAINT_MARK_H

#include "scan/formula.h"

/* Where one rule's sources, sinks, sanitizers and propagators lie in one
   file's tree. */
enum {
	MARK_SOURCE = 1,
	MARK_SINK = 2,
	MARK_CLEAN = 4,      /* within a sanitizer */
	MARK_SIDE_TAINT = 8, /* by-side-effect */
	MARK_SIDE_CLEAN = 16,
};

/* One match of a source or sink at a node; a node may have several. */
struct taint_place {
	uint32_t node;
	uint32_t match; /* its place in sources or sinks */
	const struct taint_spec *spec;
};

struct taint_places {
	struct taint_place *v; /* by node; of one node as they were found */
	size_t n, cap;
};

/* One match of a propagator. */
struct taint_hand {
	uint32_t from, to; /* nodes */
	bool by_side_effect;
};

struct taint_marks {
	const struct rule *rule;
	uint8_t *at; /* by node; NULL: there are none */
	struct taint_places source_at, sink_at;
	struct {
		struct taint_hand *v;
		size_t n, cap;
	} hands;
	struct matches sources, sinks;
	bool spent; /* steps ran out: some may lack */
	struct taint_marks *next;
};

/* Those at a node; *n is how many. */
const struct taint_place *taint_places_at(
    const struct taint_places *places, uint32_t node, size_t *n);

static inline uint8_t
taint_marks_at(const struct taint_marks *m, uint32_t node)
{
	return m->at != NULL ? m->at[node] : 0;
}

enum err_code taint_marks_make(
    struct formula_run *run, struct taint_marks *out) MUST_USE;

#endif
