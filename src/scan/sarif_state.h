#ifndef SCAN_SARIF_STATE_H
#define SCAN_SARIF_STATE_H

#include "scan/sarif_fill.h"

/* What sarif_fill.c (the walk) and sarif_take.c (what is found on it) share;
   nobody else includes this. */
#define SARIF_DEPTH_MAX \
	128 /* code flows with nested property bags need about 30 */
#define SARIF_NAME_MAX 128 /* a longer member name is none we know */

struct sarif_frame {
	enum sarif_place place;
	bool array;
	const char *name; /* the shape's, or NULL for any name */
	size_t index;     /* next element, in an array */
};

struct sarif_run_kept {
	struct sarif_run run;
	struct str semver;
	struct sarif_rules rules;
	size_t components;
};

struct sarif_fill {
	struct sarif_limits limits;
	struct arena kept;  /* runs and rules */
	struct arena brief; /* one result */
	struct sarif_frame frames[SARIF_DEPTH_MAX];
	size_t depth;
	char name[SARIF_NAME_MAX];
	size_t name_len;
	struct err err;
	bool place_said; /* the error text already stands whole */

	struct {
		struct sarif_run_kept *v;
		size_t n, cap;
	} runs;
	size_t run_at; /* index + 1 of the run one is in */
	uint64_t results, rule_count;
	bool version_seen, runs_seen;

	struct sarif_rule rule; /* being filled */
	struct sarif_result result;
	struct sarif_cwes own;
	bool level_set, in_result;
	size_t rule_index, rule_component;
	struct str taxon_id, taxon_name;
	bool suppression_counts;

	bool second;
	sarif_each *each;
	void *ctx;
};

/* Sets the error, with the place in words; 0. */
int sarif_refuse(struct sarif_fill *f, enum err_code code, const char *fmt, ...)
    PRINTF(3, 4);

/* Each gives 0 where it refuses. */
int sarif_enter(struct sarif_fill *f, enum sarif_place place);
int sarif_leave(struct sarif_fill *f, enum sarif_place place);
int sarif_take_text(
    struct sarif_fill *f, enum sarif_field field, struct str text);
int sarif_take_number(struct sarif_fill *f, enum sarif_field field, uint64_t n);

#endif
