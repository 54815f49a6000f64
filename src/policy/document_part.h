#ifndef POLICY_DOCUMENT_PART_H
#define POLICY_DOCUMENT_PART_H

#include "policy/document.h"

/* The parts of a document's reader, within the folder. */
struct policy_reader {
	const struct catalog *catalog;
	struct arena *arena;
	struct policy *policy;
	struct err *err;
};

/* Values of a mapping: what must be there, and what may (left as it is). */
enum err_code part_text(const struct yaml *map, struct str key, struct str *out,
    struct err *err) MUST_USE;
enum err_code part_text_may(const struct yaml *map, struct str key,
    struct str *out, struct err *err) MUST_USE;
enum err_code part_number_may(const struct yaml *map, struct str key,
    int64_t min, int64_t max, unsigned *out, struct err *err) MUST_USE;
enum err_code part_bool_may(const struct yaml *map, struct str key, bool *out,
    struct err *err) MUST_USE;
enum err_code part_strs_may(const struct yaml *map, struct str key,
    struct arena *arena, struct catalog_strs *out, struct err *err) MUST_USE;
/* "12 months", "365 days"; months as the document reads a year. */
enum err_code part_period_may(const struct yaml *map, struct str key,
    enum due_unit year, struct due_period *out, struct err *err) MUST_USE;
bool part_is_id(struct str s); /* a-z 0-9 and single hyphens */

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
