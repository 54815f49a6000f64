#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "codec/hex.h"
#include "ledger/integrate.h"
#include "sql/ledger.h"

void
lease_name(struct lease *lease)
{
	char host[48] = "", random[17];
	uint8_t bytes[8];

	gethostname(host, sizeof(host) - 1);
	random_bytes(bytes, sizeof(bytes));
	hex_write(random, bytes, sizeof(bytes));
	snprintf(lease->holder, sizeof(lease->holder), "%s, process %ld (%s)",
	    host, (long)getpid(), random);
	lease->epoch = 0;
}

struct taking {
	struct lease *lease;
	bool seize;
};

static enum err_code
take(struct db *db, void *ctx, struct err *err)
{
	const struct taking *t = ctx;
	struct lease *lease = t->lease;
	struct sql_ledger_lease_take_row row;
	struct sql_ledger_lease_holder_row holder;
	struct arena arena;
	int64_t now = clock_now();
	bool found;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = sql_ledger_lease_take(db, &arena,
	    &(struct sql_ledger_lease_take_in){
		.holder = str_from(lease->holder),
		.until = now + LEASE_LIFE,
		.now = t->seize ? INT64_MAX : now},
	    &found, &row, err);
	if (rc == ERR_NONE && found)
		lease->epoch = row.epoch;
	if (rc == ERR_NONE && !found) {
		rc = sql_ledger_lease_holder(db, &arena, &found, &holder, err);
		if (rc == ERR_NONE)
			rc = err_set(err, ERR_BUSY,
			    "the log is being written by %.*s",
			    STR_FMT(found ? holder.holder : STR("another")));
	}
	arena_release(&arena);
	return rc;
}

enum err_code
lease_take(struct store *store, struct lease *lease, struct err *err)
{
	struct taking t = {lease, false};

	return store_write(store, take, &t, err);
}

enum err_code
lease_seize(struct store *store, struct lease *lease, struct err *err)
{
	struct taking t = {lease, true};

	return store_write(store, take, &t, err);
}

enum err_code
lease_get(struct store *store, struct lease *lease, struct err *err)
{
	return store_engine(store) == STORE_SQLITE
	    ? lease_seize(store, lease, err)
	    : lease_take(store, lease, err);
}

static enum err_code
give(struct db *db, void *ctx, struct err *err)
{
	const struct lease *lease = ctx;

	return sql_ledger_lease_keep(db,
	    &(struct sql_ledger_lease_keep_in){
		.epoch = lease->epoch, .until = 0},
	    NULL, err);
}

/* Best effort: a lease not given back runs out. */
void
lease_give(struct store *store, const struct lease *lease)
{
	struct err err;
	enum err_code rc =
	    store_write(store, give, (void *)(uintptr_t)lease, &err);

	(void)rc;
}

enum err_code
lease_check(struct db *db, const struct lease *lease, struct err *err)
{
	uint64_t changed;
	enum err_code rc;

	rc = sql_ledger_lease_keep(db,
	    &(struct sql_ledger_lease_keep_in){
		.epoch = lease->epoch, .until = clock_now() + LEASE_LIFE},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(
		    err, ERR_BUSY, "the log was taken over by another process");
	return rc;
}
