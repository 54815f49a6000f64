#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "crypto/sign.h"
#include "ledger/fact.h"
#include "ledger/view.h"

/*
 * One history of all that matters to an auditor:
 *
 *	ledger_append ──▶ fact, unnumbered      in the caller's transaction
 *	      │ commit, ledger_wake()
 *	      ▼
 *	integrate ──▶ numbers, tree, views      one transaction, fenced
 *	      │ commit
 *	      ▼
 *	sign ──▶ signed head                    committed heads only
 *
 * What always holds:
 *
 * - A fact committed is never lost, changed or skipped, however late its
 *   transaction commits: the integrator looks for what has no number, not
 *   past a mark.
 * - Facts of one subject are numbered in the order of their ordinals, which
 *   are taken under the subject's row lock.
 * - One integrator writes at a time: its epoch is checked, under lock, in the
 *   transaction that numbers; whoever lost the lease while paused fails there.
 * - Tables of kind view hold what ledger_rebuild() would make of the log.
 */

/* Inside the caller's write transaction.  The same id again is harmless; with
   another type or subject it is ERR_CONFLICT.  ERR_INVALID names the field
   that is missing, unknown or of another kind; ERR_LIMIT past 65,535 bytes. */
enum err_code ledger_append(struct db *db, struct arena *arena,
    const struct ledger_fact *fact, struct err *err) MUST_USE;
#define LEDGER_LINE_MAX 65535

/* Rows about a person that no fact brings back (a proposal, a document): who
   has some drops them, in the transaction that erases the person. */
typedef enum err_code ledger_forget_fn(
    struct db *db, struct id person, struct id stand_in, struct err *err);

/* What integrating needs; main fills it in. */
struct ledger_config {
	struct store *store;
	struct str origin; /* line 1 of every head: "example.org/evidence" */
	const struct ledger_view *const *views; /* to NULL, in order */
	bool some_views; /* not all there are: tests of lower folders */
	ledger_forget_fn *const *forget; /* to NULL; NULL: none */
	const struct sign_port *signer;
};

/* Numbers all that is committed, applies the views, has the head signed.
   ERR_BUSY names the process that holds the lease.  For commands that run
   without a server; *numbered may be NULL. */
enum err_code ledger_integrate(const struct ledger_config *config,
    uint64_t *numbered, struct err *err) MUST_USE;

/* The integrator of `assay serve`: a thread of its own, woken by
   ledger_wake() and every second.  failed is told of each error; the thread
   goes on.  On PostgreSQL several processes may run one: all but the holder
   of the lease stand by. */
struct ledger_runner;
enum err_code ledger_start(const struct ledger_config *config,
    void (*failed)(const struct err *err), struct ledger_runner **out,
    struct err *err) MUST_USE;
void ledger_stop(struct ledger_runner *runner); /* NULL is fine */

/* After the commit of a transaction that appended. */
void ledger_wake(void);

/* Waits until the fact is numbered, its views with it: read your own writes.
   ERR_BUSY after timeout_ms. */
enum err_code ledger_wait(struct store *store, struct id fact,
    unsigned timeout_ms, struct err *err) MUST_USE;

/* As ledger_wait for all that is committed now. */
enum err_code ledger_wait_all(
    struct store *store, unsigned timeout_ms, struct err *err) MUST_USE;

/* The head: signed note text, or STR_NONE before the first. */
struct ledger_head {
	uint64_t size;
	uint8_t root[32];
	int64_t at;
	struct str note; /* STR_NONE: not signed yet */
};
enum err_code ledger_head(struct db *db, struct arena *arena,
    struct ledger_head *out, struct err *err) MUST_USE;
enum err_code ledger_signed_head(struct db *db, struct arena *arena,
    struct ledger_head *out, struct err *err) MUST_USE;

/* One fact with its values.  ERR_NOT_FOUND also before it has a number. */
enum err_code ledger_entry_by_id(struct db *db, struct arena *arena,
    struct id fact, struct ledger_entry *out, struct err *err) MUST_USE;
enum err_code ledger_entry_by_seq(struct db *db, struct arena *arena,
    uint64_t seq, struct ledger_entry *out, struct err *err) MUST_USE;

/* Numbered facts from..to-1 in order; memory for one at a time. */
typedef enum err_code ledger_entry_fn(
    const struct ledger_entry *entry, void *ctx, struct err *err);
enum err_code ledger_each(struct db *db, uint64_t from, uint64_t to,
    ledger_entry_fn *fn, void *ctx, struct err *err) MUST_USE;

/* The proof that entry seq is under the signed head, as tlog-proof text. */
enum err_code ledger_prove(struct db *db, struct arena *arena, uint64_t seq,
    struct buf *out, struct err *err) MUST_USE;

/* The whole log again: every line canonical and of its schema, every
   commitment that is still known opens, ordinals without gap, the root over
   the lines is the head's, the note verifies with key. */
struct ledger_verdict {
	uint64_t entries, commitments, erased;
};
enum err_code ledger_verify(struct db *db, const uint8_t key[32],
    struct ledger_verdict *out, struct err *err) MUST_USE;

/*
 * Empties every view and derives it again from the log.  With check nothing
 * is kept: each difference to what was there is told by table, key and
 * column (column NULL: the whole row is only on one side), and
 * *differences counts them.
 */
struct ledger_difference {
	const char *table, *column;
	struct str key, stored, derived; /* STR_NONE: no such row, or NULL */
};
typedef void ledger_difference_fn(
    const struct ledger_difference *difference, void *ctx);
enum err_code ledger_rebuild(const struct ledger_config *config, bool check,
    ledger_difference_fn *fn, void *ctx, uint64_t *differences,
    struct err *err) MUST_USE;

/* Forgets a person: their values and salts go, their id becomes that of the
   fact subject.erased, views say "erased:<number of that fact>". */
enum err_code ledger_erase(const struct ledger_config *config, struct id person,
    struct id actor, struct str reason, uint64_t *seq,
    struct err *err) MUST_USE;

#endif
