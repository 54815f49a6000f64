#ifndef SCAN_SARIF_READ_H
#define SCAN_SARIF_READ_H

#include "base/arena.h"

/*
 * The results of any tool's SARIF 2.1.0, as they stream by:
 *
 *	rc = sarif_read_fd(fd, "scan.sarif", NULL, each, ctx, err);
 *
 * The input is read twice.  The first pass checks all of it and collects
 * what results refer to (tools and rules may stand behind them); the second
 * calls back.  An input that is refused has therefore called nobody, and
 * the error names the byte offset and the member:
 *
 *	byte 1042: runs[0].results[3].message: expected an object
 *
 * What counts as a CWE: a tag or property of the rule or the result such as
 * external/cwe/cwe-089, CWE-89 or "CWE-89: ...", and a taxon or a
 * relationship whose id is one or whose component is called CWE.
 *
 * Text is valid UTF-8 without NUL.  Message and snippet are cut to
 * SARIF_TEXT_MAX at a character; other strings longer than that are refused.
 */
#define SARIF_TEXT_MAX 4096
#define SARIF_CWES_MAX 8

enum sarif_level { SARIF_NONE, SARIF_NOTE, SARIF_WARNING, SARIF_ERROR };

/* One run of one tool; borrowed for the length of the callback. */
struct sarif_run {
	struct str tool;          /* driver.name: "CodeQL" */
	struct str version;       /* semanticVersion or version, may be none */
	struct str automation_id; /* automationDetails.id, may be none */
	size_t index;             /* runs[index] */
};

/* Borrowed for the length of the callback; absent text is STR_NONE. */
struct sarif_result {
	const struct sarif_run *run;
	struct str rule;  /* its id, never empty */
	struct str title; /* the rule's short description or name */
	struct str help;  /* the rule's helpUri */
	uint32_t cwes[SARIF_CWES_MAX];
	size_t cwe_count; /* the result's own first, then the rule's */
	enum sarif_level level;
	struct str message;
	struct str path; /* decoded, relative where the tool says so */
	uint32_t line;   /* from 1; 0 where the tool gives none */
	uint32_t end_line, column;
	struct str snippet;
	struct str line_hash; /* partialFingerprints.primaryLocationLineHash */
	struct str fingerprint; /* the first other fingerprint */
	bool suppressed;        /* a suppression that was not rejected */
	bool passed;            /* kind is pass, notApplicable, informational */
};

struct sarif_limits {
	uint64_t bytes; /* 0 means the value of sarif_limits_default */
	uint64_t runs, results, rules;
	size_t memory; /* for rules and names */
};
extern const struct sarif_limits sarif_limits_default;

/* An error ends the reading and is handed on. */
typedef enum err_code sarif_each(
    const struct sarif_result *result, void *ctx, struct err *err);

/* From the start of a seekable file.  runs gets what was run, in the arena,
   runs without a result included; either may be NULL. */
struct sarif_runs {
	struct sarif_run *v;
	size_t n, cap;
};
enum err_code sarif_read_fd(int fd, const char *name,
    const struct sarif_limits *limits, sarif_each *each, void *ctx,
    struct arena *arena, struct sarif_runs *runs, struct err *err) MUST_USE;

/* As sarif_read_fd, of bytes in memory. */
enum err_code sarif_read(struct str text, const struct sarif_limits *limits,
    sarif_each *each, void *ctx, struct arena *arena, struct sarif_runs *runs,
    struct err *err) MUST_USE;

#endif
