#ifndef LEDGER_ENTRY_H
#define LEDGER_ENTRY_H

#include "ledger/commit.h"
#include "ledger/view.h"

/* Facts read back, inside src/ledger only. */

struct entry_secret {
	struct id person;
	struct str fields, key, personal; /* key is STR_NONE when erased */
	int64_t erased;                   /* number of subject.erased, or -1 */
};

struct entry_row {
	struct ledger_entry entry;
	struct entry_secret secrets[COMMIT_PERSONS];
	unsigned n_secrets;
};

struct entries {
	struct entry_row *v;
	size_t n, cap;
};

/* Numbered facts from..past-1, their values put together. */
enum err_code entries_read(struct db *db, struct arena *arena, uint64_t from,
    uint64_t past, struct entries *out, struct err *err) MUST_USE;

/* Whether a fact is there, and its number when it has one. */
enum err_code entry_seq(struct db *db, struct id id, bool *there,
    bool *numbered, uint64_t *seq, struct err *err) MUST_USE;

/* As an entry is read in bulk: enough for a pass over the log in constant
   memory. */
#define ENTRIES_AT_ONCE 512
typedef enum err_code entry_row_fn(
    const struct entry_row *row, void *ctx, struct err *err);
enum err_code entries_each(struct db *db, uint64_t from, uint64_t past,
    entry_row_fn *fn, void *ctx, struct err *err) MUST_USE;

/* Every commitment whose key is still there is that to its value; counts. */
enum err_code entry_check(const struct entry_row *row, uint64_t *commitments,
    struct err *err) MUST_USE;

#endif
