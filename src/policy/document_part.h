#ifndef POLICY_DOCUMENT_PART_H
#define POLICY_DOCUMENT_PART_H

#include "policy/document.h"

/*
 * The parts of a document's reader, within the folder.  What has not the shape
 * is noted with its place, and the reading goes on behind it; what is left of
 * the document is not handed out then.
 */
struct policy_reader {
	const struct catalog *catalog;
	struct arena *arena;
	struct policy *policy;
	struct policy_problems *problems;
	struct err *err;
};

/* Notes the error that r->err holds, if it is one of shape: ERR_NONE then. */
enum err_code part_noted(struct policy_reader *r, enum err_code rc) MUST_USE;

/* Notes it, at a node. */
enum err_code part_wrong(struct policy_reader *r, const struct yaml *at,
    const char *fmt, ...) PRINTF(3, 4) MUST_USE;

/* Keys that a mapping does not have are noted, each. */
enum err_code part_only(
    struct policy_reader *r, const struct yaml *map, const char *keys) MUST_USE;

/* Values of a mapping: what must be there, and what may.  What is noted stays
   as it is. */
enum err_code part_text(struct policy_reader *r, const struct yaml *map,
    struct str key, struct str *out) MUST_USE;
enum err_code part_text_may(struct policy_reader *r, const struct yaml *map,
    struct str key, struct str *out) MUST_USE;
/* A name of small letters, digits and single hyphens. */
enum err_code part_id(struct policy_reader *r, const struct yaml *map,
    struct str key, struct str *out) MUST_USE;
enum err_code part_date(struct policy_reader *r, const struct yaml *map,
    struct str key, int64_t *out) MUST_USE;
enum err_code part_number_may(struct policy_reader *r, const struct yaml *map,
    struct str key, int64_t min, int64_t max, unsigned *out) MUST_USE;
enum err_code part_bool_may(struct policy_reader *r, const struct yaml *map,
    struct str key, bool *out) MUST_USE;
enum err_code part_strs_may(struct policy_reader *r, const struct yaml *map,
    struct str key, struct catalog_strs *out) MUST_USE;
/* "12 months", "365 days"; months as the document reads a year. */
enum err_code part_period_may(struct policy_reader *r, const struct yaml *map,
    struct str key, struct due_period *out) MUST_USE;

/* A part of the document. */
typedef enum err_code part_fn(struct policy_reader *r);

/* Each item of a list under key, which may be missing; at most max. */
typedef enum err_code part_item_fn(
    struct policy_reader *r, const struct yaml *item);
enum err_code part_each(struct policy_reader *r, const struct yaml *map,
    struct str key, size_t max, part_item_fn *fn) MUST_USE;

/* document_scope.c, document_obligation.c, document_rest.c */
enum err_code part_systems(struct policy_reader *r) MUST_USE;
enum err_code part_obligations(struct policy_reader *r) MUST_USE;
void part_tighten(struct policy_reader *r);
enum err_code part_gates(struct policy_reader *r) MUST_USE;
enum err_code part_messages(struct policy_reader *r) MUST_USE;
enum err_code part_equivalents(struct policy_reader *r) MUST_USE;
enum err_code part_references(struct policy_reader *r) MUST_USE;
enum err_code part_statement(struct policy_reader *r) MUST_USE;

#endif
