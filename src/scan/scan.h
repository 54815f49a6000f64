#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include "scan/rule.h"

/*
 * Files in, findings out:
 *
 *	scan_run(&options, files, count, &arena, &err)
 *
 * Each file is read, cut down to the rules whose words it holds, parsed if
 * any is left, and matched.  Files are shared out among threads and each
 * keeps its own result, so the outcome is the same for any number of them.
 */
struct scan_place {
	struct str path;     /* as in the file that holds it */
	size_t file;         /* its number among those scanned */
	uint32_t start, end; /* bytes */
	uint32_t line, column, end_line, end_column; /* from 1, in characters */
	struct str text; /* the first line, without white space around */
	struct str note; /* of a step: what happens here */
};

struct finding {
	const struct rule *rule;
	struct scan_place place;
	struct str message, fix;  /* metavariables filled in */
	struct str lines;         /* of the source, whole */
	struct scan_place *steps; /* from the source to the sink, if taint */
	size_t step_count;
	struct {
		struct str name, text;
		uint32_t start, end;
		uint32_t line, column, end_line, end_column;
	} * metavars;
	size_t metavar_count;
	bool suppressed;
	struct str reason;  /* for the suppression */
	char line_hash[24]; /* primaryLocationLineHash: "hex:n" */
};

struct scan_lines {
	uint32_t first, count;
};

/* Why a file was not scanned, or not wholly. */
enum scan_why {
	SCAN_OVER, /* a limit of steps, memory or findings */
	SCAN_BINARY,
	SCAN_LARGE,
	SCAN_UNREADABLE,
	SCAN_WHYS
};

/* One file: what to scan, then what came of it. */
struct scan_file {
	const char *open; /* the path to open; NULL: text is given */
	struct str path;  /* the path to report */
	struct str text;
	const struct language *language; /* NULL: rules for any text only */
	const struct scan_lines *added;  /* only findings there; sorted */
	size_t added_count;
	bool diff;    /* added counts, even when there are none */
	bool context; /* only what flows out of others into it is looked for */

	struct finding *findings; /* by place, then rule */
	size_t finding_count;
	struct str skipped; /* why not scanned, or not wholly, in words */
	enum scan_why why;  /* the kind of it, if any */
	uint64_t hash;      /* of what was read; 0 where unknown */
	size_t bytes, lines;
	bool parsed, broken, readable;
};

/* The file's reason where a rule took too many steps. */
#define SCAN_SPENT                                                \
	"rule '%.*s' needs more steps or memory than a file may " \
	"take; its findings here may lack some"

struct scan_options {
	const struct rules *rules;
	unsigned jobs;
	size_t file_max;     /* bytes */
	uint64_t steps;      /* for one rule in one file */
	uint64_t walk_steps; /* for one taint rule from one file */
	size_t memory_max;   /* for one file's trees */
	bool fixes;          /* keep hashes, for who writes fixes */
	/* called by one thread, now and then; may be NULL */
	void (*progress)(
	    void *ctx, const char *doing, size_t done, size_t count);
	void *ctx;
	bool no_prefilter; /* parse every file and try every rule */
};
extern const struct scan_options scan_options_default;

/* Fills in each file's result; texts live in the arena. */
enum err_code scan_run(const struct scan_options *options,
    struct scan_file *files, size_t count, struct arena *arena,
    struct err *err) MUST_USE;

#endif
