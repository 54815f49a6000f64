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
	uint32_t match; /* its place in sources or sinks */
	uint32_t next;  /* 1 + the place of the node's next; 0: none */
	const struct taint_spec *spec;
};

/* One match of a propagator. */
struct taint_hand {
	uint32_t from, to; /* nodes */
	bool by_side_effect;
};

struct taint_marks {
	const struct rule *rule;
	uint8_t *at;         /* by node */
	uint32_t *source_at; /* by node: 1 + its first in places; 0: none */
	uint32_t *sink_at;   /* likewise */
	struct {
		struct taint_place *v;
		size_t n, cap;
	} places;
	struct {
		struct taint_hand *v;
		size_t n, cap;
	} hands;
	struct matches sources, sinks;
	bool spent; /* steps ran out: some may lack */
	struct taint_marks *next;
};

enum err_code taint_marks_make(
    struct formula_run *run, struct taint_marks *out) MUST_USE;

#endif
