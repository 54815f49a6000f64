#ifndef SCAN_TAINT_WALK_H
#define SCAN_TAINT_WALK_H

#include "scan/taint.h"
#include "scan/taint_env.h"

/* The walk over one file for one rule: statements in taint.c, expressions in
   taint_expr.c. */
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

struct walk {
	struct formula_run *run;
	const struct ast *ast;
	struct arena *arena;
	uint8_t *marks;      /* by node */
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
	const struct taint **handed; /* by node, where there are hands */
	struct matches sources, sinks;
	struct taint_env env;
	struct taint_flows *out;
	const struct taint *given; /* to the parameters of a callback */
	bool failed;               /* out of memory */
};

/* The taint of an expression's value, NULL for none; sinks within it are
   reported. */
const struct taint *taint_expr(struct walk *w, uint32_t node);
/* Gives a target the taint of a value. */
void taint_assign(struct walk *w, uint32_t target, uint32_t value,
    const struct taint *taint, uint32_t at);
/* A function's body with parameters; nothing it does is seen outside. */
void taint_function(struct walk *w, uint32_t node);
/* Statements of a block; false where none goes on behind it. */
bool taint_block(struct walk *w, uint32_t node);
bool taint_statement(struct walk *w, uint32_t node);

void taint_report(struct walk *w, uint32_t node, const struct taint *taint);

#endif
