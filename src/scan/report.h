#ifndef SCAN_REPORT_H
#define SCAN_REPORT_H

#include "scan/diff.h"

/* What a scan found, in the forms others read. */
struct report_help { /* of one rule: its lesson, from who knows lessons */
	struct str title, module, section;
	struct str markdown; /* for who renders it; may be none */
	struct str text;     /* for a terminal; may be none */
};

struct report {
	const struct rules *rules;
	const struct report_help *help; /* by rule, may be NULL */
	const struct scan_file *files;
	size_t count;
	size_t links;                 /* that were seen and not followed */
	const struct diff_repo *repo; /* may be NULL */
	struct str category;          /* of the analysis; may be none */
	const char *version;
	int64_t at; /* when */
	bool colour, explain;
};

struct report_totals {
	size_t findings, suppressed, skipped, scanned, broken, lines, bytes;
	size_t why[SCAN_WHYS]; /* of those skipped */
};
struct report_totals report_totals(const struct report *r);

void report_text(struct buf *out, const struct report *r);
void report_json(struct buf *out, const struct report *r);  /* Semgrep's */
void report_sarif(struct buf *out, const struct report *r); /* 2.1.0 */
void report_gitlab(struct buf *out, const struct report *r);
void report_rdjson(struct buf *out, const struct report *r);
void report_github(struct buf *out, const struct report *r);

/* "name":"https://cwe.mitre.org/data/definitions/89.html" */
void report_cwe_json(struct buf *out, const char *name, uint32_t cwe);

struct yaml;
void report_yaml_json(
    struct buf *out, const char *name, const struct yaml *node);

#endif
