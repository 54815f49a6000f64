#ifndef SCAN_FLOW_H
#define SCAN_FLOW_H

#include <pthread.h>

#include "scan/finding_make.h"
#include "scan/settings.h"

/*
 * Taint rules over all files of a scan, in three steps:
 *
 *	read	each file says which rules may have sources or sinks in it,
 *		and which files it imports	(flow_note, while it is scanned)
 *	ask	what lies between, of files no rule speaks of
 *	walk	each file from which a source may reach a sink is walked,
 *		into the functions of others where calls lead there
 *
 * A rule with no source or no sink anywhere costs nothing more.  What a walk
 * finds depends on the files alone, not on who walks when.
 */
#define FLOW_UNITS_MAX ((size_t)256 << 20) /* bytes of trees that are kept */

struct flow_file {
	uint64_t *sources, *sinks; /* by taint rule, as bits; NULL: none */
	uint32_t *imports;         /* file numbers */
	size_t import_count;
	struct unit *unit;  /* kept for the walk, or NULL */
	uint64_t *names;    /* those it speaks of, as a Bloom filter */
	struct str *giving; /* functions and classes of it with a source */
	size_t giving_count;
	bool noted; /* imports is filled */
	bool asked; /* to be noted in the next round */
};

struct flow {
	const struct scan_options *options;
	struct scan_file *scanned;
	struct flow_file *files;
	size_t count;
	struct project project;
	struct settings settings;
	const struct rule **rules; /* those in taint mode */
	size_t *alike;             /* of each the first with the same sources */
	size_t rule_count, words;
	uint64_t *live;       /* rules with a source and a sink somewhere */
	pthread_mutex_t lock; /* of units, kept, arena */
	struct arena arena;
	size_t kept; /* bytes of units */
	bool asked;  /* all that is wanted of files that are context */
};

enum err_code flow_init(struct flow *f, const struct scan_options *options,
    struct scan_file *files, size_t count, struct err *err) MUST_USE;
void flow_release(struct flow *f);

/* Which taint rules a file's words allow; *any: its tree is wanted. */
enum err_code flow_note(struct flow *f, size_t number, const uint8_t *present,
    bool *any, struct err *err) MUST_USE;
/* Drops the sources that its words allowed and its tree has not. */
enum err_code flow_sources(struct flow *f, struct opened *in,
    struct parser *parser, struct err *err) MUST_USE;
/* Its tree, whose imports are noted; taken over where *kept. */
enum err_code flow_unit(
    struct flow *f, struct unit *unit, bool *kept, struct err *err) MUST_USE;
/* Which rules are live; behind the reading. */
enum err_code flow_prepare(struct flow *f, struct err *err) MUST_USE;
/* Marks the files that are imported on the way from a source and whose own
   imports are not noted; *any: there are some, for flow_ask. */
enum err_code flow_frontier(
    struct flow *f, bool *any, struct err *err) MUST_USE;

/* Which names a file speaks of. */
enum err_code flow_names(
    struct flow *f, const struct unit *unit, struct err *err) MUST_USE;
/* Whether a file names a function or class of another that has a source in
   it, or calls one that has; it may err in saying so. */
bool flow_speaks_of(const struct flow_file *file, const struct flow_file *of);

/* One thread's share of the walks. */
struct flow_worker {
	struct flow *flow;
	void *ctx; /* the caller's */
	struct parser *parser;
	uint8_t *present; /* by the rules' symbols */
	struct match_room room;
	struct opened **opened; /* by file number */
	uint32_t *seen, *queue; /* for what a file reaches */
	uint32_t round;
	/* of the file walked: sources of it and of what it imports, of the
	   latter alone; sinks of what it leads to, of others alone */
	uint64_t *sources, *near_sources, *sinks, *far_sinks;
	struct arena cache;     /* of what is opened */
	struct arena walk;      /* of the present walk */
	struct arena keep;      /* of the findings */
	struct unit *own_units; /* not shared; a list */
	struct err *err;
	enum err_code rc;
};

enum err_code flow_worker_init(
    struct flow_worker *w, struct flow *f, struct err *err) MUST_USE;
void flow_worker_release(struct flow_worker *w); /* but for keep */

/* Notes the imports of a file, if it is marked. */
enum err_code flow_ask(
    struct flow_worker *w, size_t number, struct err *err) MUST_USE;

/* All flows found from one file; they may end in others. */
enum err_code flow_walk(struct flow_worker *w, size_t number,
    struct finding_list *out, struct err *err) MUST_USE;

#endif
