#ifndef LEDGER_INTEGRATE_H
#define LEDGER_INTEGRATE_H

#include "ledger/ledger.h"

/* The integrator's steps, inside src/ledger only. */

#define LEASE_LIFE (10 * CLOCK_SECOND)
#define NUMBER_AT_ONCE                                        \
	2048 /* bounds the transaction other writers wait for \
	      */

struct lease {
	char holder[96];
	int64_t epoch;
};

void lease_name(struct lease *lease); /* host, process, and a random part */

/* ERR_BUSY names the holder. */
enum err_code lease_take(
    struct store *store, struct lease *lease, struct err *err) MUST_USE;
/* From whoever has it, for a short piece of work: the fence stops them, and
   they take it again once it was given back. */
enum err_code lease_seize(
    struct store *store, struct lease *lease, struct err *err) MUST_USE;

/* For an integrator: takes it on PostgreSQL; seizes it on SQLite, where one
   process writes and whoever is named besides it is gone. */
enum err_code lease_get(
    struct store *store, struct lease *lease, struct err *err) MUST_USE;
void lease_give(struct store *store, const struct lease *lease);

/* In a write: nobody took over since, and nobody does before the commit. */
enum err_code lease_check(
    struct db *db, const struct lease *lease, struct err *err) MUST_USE;

/* In a write, after lease_check: numbers at most so many, adds them to the
   tree, makes the head; views get each entry unless they are NULL. */
enum err_code integrate_batch(struct db *db,
    const struct ledger_view *const *views, const struct lease *lease,
    unsigned most, uint64_t *numbered, struct err *err) MUST_USE;

/* Applies every view to one entry. */
enum err_code integrate_apply(struct db *db, struct arena *arena,
    const struct ledger_view *const *views, const struct ledger_entry *entry,
    struct err *err) MUST_USE;

/* store_fn: whether a committed fact has no number, into a bool. */
enum err_code integrate_waiting(
    struct db *db, void *ctx, struct err *err) MUST_USE;

/* All that waits, batch by batch; a lost lease is ERR_BUSY. */
enum err_code integrate_all(const struct ledger_config *config,
    const struct lease *lease, uint64_t *numbered, struct err *err) MUST_USE;

/* The last head, where it is not signed yet. */
enum err_code integrate_sign(
    const struct ledger_config *config, struct err *err) MUST_USE;

#endif
