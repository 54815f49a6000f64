#ifndef OUTCOMES_INGEST_H
#define OUTCOMES_INGEST_H

#include "catalog/catalog.h"
#include "scan/sarif_read.h"
#include "store/store.h"

/*
 * An uploaded SARIF becomes history, in one transaction:
 *
 *	results ─ match ─┬─ known ─────────▶ the episode goes on
 *	                 ├─ known elsewhere ▶ an episode opens: other branch, or
 *back ├─ new ───────────▶ a finding; its author; its lesson └─ not there ─────▶
 *the episode closes: fixed
 *
 * What always holds:
 *
 * - Only a scan of the same analysis closes: same repository, tool,
 *   category, branch and base.  What another one does not see says nothing.
 * - The same file for the same commit changes nothing.
 * - A new finding belongs to the author of the upload only where a change
 *   brought it: a base was given, or the analysis has been there before.  The
 *   first scan of everything is a backlog and nobody's.
 * - One lesson a module and person in 30 days, with its reason in words.
 *
 * Results that passed are no findings, nor are suppressed ones: a finding that
 * was open and is now suppressed closes as accepted.
 */
struct ingest_upload {
	struct str repository; /* from the token, never from the upload */
	struct str commit;     /* needed */
	struct str branch;     /* needed */
	struct str base;       /* or none: a scan of everything */
	struct str category;   /* none: what automationDetails say */
	struct str author;     /* e-mail, or none */
	int64_t at;
};
#define INGEST_WORD_MAX 255 /* of commit, branch, base, category, author */

struct ingest_new {
	struct id finding;
	struct str rule, path, message;
	int64_t line, cwe;
	struct str module, section; /* the lesson, or none */
};

struct ingest_analysis {
	struct str tool, category;
	uint64_t found, opened, kept, closed;
	uint64_t suppressed;
	bool same; /* seen before: nothing changed */
	struct str attribution;
};

struct ingest_assignment {
	struct id id, person;
	struct str module, why;
	int64_t due;
};

#define INGEST_NEW_MAX 100 /* listed; all are counted */

struct ingest_reply {
	struct {
		struct ingest_analysis *v;
		size_t n, cap;
	} analyses;
	struct {
		struct ingest_new *v;
		size_t n, cap;
	} news;
	struct {
		struct ingest_assignment *v;
		size_t n, cap;
	} assignments;
};

/* Reads fd from its start.  name is for errors.  On success ledger_wake(). */
enum err_code ingest_sarif(struct store *store, const struct catalog *catalog,
    int fd, const char *name, const struct ingest_upload *upload,
    struct arena *arena, struct ingest_reply *out, struct err *err) MUST_USE;

/* What ingest_sarif needs of the arena at most, ever. */
#define INGEST_MEMORY ((size_t)512 << 20)

#endif
