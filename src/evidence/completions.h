#ifndef EVIDENCE_COMPLETIONS_H
#define EVIDENCE_COMPLETIONS_H

#include "learn/attempt.h"

/*
 * The completion export: who was asked to take what, why, by when, and what
 * came of it.  One row for each person and module asked of them before the
 * period's end, but for what was proved before its beginning and still stands;
 * those who did nothing are rows like all others.
 *
 *	person_id name email role course module title version assigned_at why
 *	due status attempts best_score last_score completed_at earned_how
 *	valid_until attested_at
 *
 * role is the one held when the module was completed, or else when it was
 * asked for.  status is as of the period's end, or now if that is earlier, and
 * valid_until by the rules and releases until then.  Where something proved is
 * to be done again, due and why say so instead of what was asked at first.
 * Instants are RFC 3339 UTC.  Sorted by person and module.
 *
 * CSV is RFC 4180 in UTF-8.  In columns whose words people chose (name, email,
 * title, why) a value that a spreadsheet would run as a formula has a ' put
 * before it: it starts with = + - @, tab or CR.  JSON is one list of objects,
 * a row each, with null for what is not there.
 *
 * Memory does not grow with the rows.  An error leaves a partial output to
 * the caller, who throws it away, and no fact; after success export.made names
 * the report, its parameters, the rows and the hash of the bytes.
 */
#define COMPLETIONS_REPORT  "completions"
#define COMPLETIONS_VERSION "1"

struct evidence {
	struct store *store;
	const struct catalog *catalog;
	const struct learn_rules *rules; /* as struct learn has them */
};

struct completions_filter {
	struct id viewer; /* administrator or auditor: ERR_DENIED otherwise */
	bool operator; /* the machine's own terminal: nobody signs in there */
	int64_t since, until; /* 0: from the beginning; to now */
	struct id person;     /* none: everybody */
	struct str course;    /* STR_NONE: all modules */
};

enum completions_format { COMPLETIONS_CSV, COMPLETIONS_JSON };

struct completions_summary {
	uint64_t rows, bytes;
	uint8_t hash[32]; /* SHA-256 of the bytes */
	int64_t position; /* facts in the views when it was made */
	struct id fact;   /* export.made */
};

/* Takes the next bytes of the export. */
typedef enum err_code completions_sink(
    void *ctx, struct str bytes, struct err *err);

/* ERR_NOT_FOUND for an unknown course, ERR_INVALID for a period that ends
   before it begins. */
enum err_code completions_export(const struct evidence *evidence,
    const struct completions_filter *filter, enum completions_format format,
    completions_sink *sink, void *ctx, struct completions_summary *out,
    struct err *err) MUST_USE;

#endif
