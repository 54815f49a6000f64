#ifndef SCAN_TAINT_H
#define SCAN_TAINT_H

#include "scan/formula.h"

/*
 * Where what a source gives reaches a sink, within one file:
 *
 *	q = request.args["q"]		source
 *	sql = "select " + q		step
 *	cursor.execute(sql)		sink
 *
 * Statements are walked in their order; branches are joined, loops walked
 * twice, functions entered with what is known where they stand.  Taint
 * passes through assignments, operators, templates, containers, fields and
 * calls; a sanitizer's result, a comparison and a number are clean.
 */
#define TAINT_STEPS_MAX 32

struct taint_flow {
	struct match sink;
	struct match source;
	uint32_t steps[TAINT_STEPS_MAX]; /* nodes between, in order */
	unsigned step_count;
};

struct taint_flows {
	struct taint_flow *v;
	size_t n, cap;
};

enum err_code taint_find(
    struct formula_run *run, struct taint_flows *out) MUST_USE;

#endif
