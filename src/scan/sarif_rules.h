#ifndef SCAN_SARIF_RULES_H
#define SCAN_SARIF_RULES_H

#include "scan/sarif_read.h"

/*
 * What the first pass remembers of a run for its results: the rules of each
 * component of the tool.  Component 0 is the driver, n the extension n - 1.
 */
struct sarif_cwes {
	uint32_t v[SARIF_CWES_MAX];
	size_t n;
};

struct sarif_rule {
	struct str id, name, text, help;
	enum sarif_level level;
	bool level_set;
	struct sarif_cwes cwes;
	size_t component, index;
};

struct sarif_rules {
	struct sarif_rule *v;
	size_t n, cap;
	size_t *by_id; /* made by sarif_rules_index */
};

/* Once the run is whole. */
enum err_code sarif_rules_index(
    struct sarif_rules *rules, struct arena *arena, struct err *err) MUST_USE;

/* The rule a result means; the index counts where it agrees with the id, or
   where there is no id.  NULL where there is none. */
#define SARIF_NO_INDEX SIZE_MAX
const struct sarif_rule *sarif_rules_find(const struct sarif_rules *rules,
    struct str id, size_t component, size_t index);

/* All CWEs in words such as external/cwe/cwe-089 or "CWE-89: SQL ...". */
void sarif_cwes_in(struct sarif_cwes *cwes, struct str words);
void sarif_cwes_add(struct sarif_cwes *cwes, uint64_t cwe);

#endif
