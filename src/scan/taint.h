#ifndef SCAN_TAINT_H
#define SCAN_TAINT_H

#include "scan/project.h"

/*
 * Where what a source gives reaches a sink, through functions and files:
 *
 *	q = request.args["q"]		source
 *	sql = build(q)			step, and those within build()
 *	cursor.execute(sql)		sink
 *
 * One file's statements are walked in their order, each function also by
 * itself.  Branches are joined, but one that cannot be taken is left out;
 * loops are walked twice; a call of a function of the project enters it with
 * what is known of its arguments.  Taint passes through assignments,
 * operators, templates, containers by key and index, fields and calls; a
 * sanitizer's result, a comparison and a number are clean.
 */
#define TAINT_STEPS_MAX 32

struct taint_at {
	struct opened *in;
	uint32_t node;
};

struct taint_flow {
	struct match sink, source;
	struct opened *sink_in, *source_in;
	struct taint_at steps[TAINT_STEPS_MAX]; /* between, in order */
	unsigned step_count;
};

struct taint_flows {
	struct taint_flow *v;
	size_t n, cap;
};

/* What the walk is given; open and marks may give NULL with *rc set. */
struct taint_search {
	const struct rule *rule;
	const struct project *project; /* NULL: of one file */
	void *ctx;
	/* A file by its number, NULL where it cannot be had. */
	struct opened *(*open)(void *ctx, size_t number);
	const struct taint_marks *(*marks)(
	    void *ctx, const struct rule *rule, struct opened *in);
	/* Whether a function or class of a file, given by its name, may give
	   what a source of the rule gave. */
	bool (*may_give)(
	    void *ctx, const struct rule *rule, size_t number, struct str name);
	/* Whether a file may hold sources or sinks of the rule. */
	bool (*wants)(void *ctx, const struct rule *rule, size_t number);
	struct arena *arena;
	uint64_t steps;
	struct err *err;
};

/* *spent: steps ran out, some flows may lack. */
enum err_code taint_find(const struct taint_search *search, struct opened *in,
    struct taint_flows *out, bool *spent) MUST_USE;

#endif
