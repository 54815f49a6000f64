#include "ledger/entry.h"
#include "ledger/ledger.h"
#include "sql/ledger.h"

enum err_code
entry_seq(struct db *db, struct id id, bool *there, bool *numbered,
    uint64_t *seq, struct err *err)
{
	struct sql_ledger_seq_of_row row;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = sql_ledger_seq_of(db, &arena,
	    &(struct sql_ledger_seq_of_in){.id = id}, there, &row, err);
	*numbered = rc == ERR_NONE && *there && row.seq.set;
	if (*numbered)
		*seq = (uint64_t)row.seq.v;
	arena_release(&arena);
	return rc;
}

static enum err_code
read_one(struct db *db, struct arena *arena, uint64_t seq,
    struct ledger_entry *out, struct err *err)
{
	struct entries list;
	enum err_code rc = entries_read(db, arena, seq, seq + 1, &list, err);

	if (rc == ERR_NONE && list.n == 0)
		return err_set(err, ERR_NOT_FOUND, "no such fact in the log");
	if (rc == ERR_NONE)
		*out = list.v[0].entry;
	return rc;
}

enum err_code
ledger_entry_by_seq(struct db *db, struct arena *arena, uint64_t seq,
    struct ledger_entry *out, struct err *err)
{
	return seq < INT64_MAX
	    ? read_one(db, arena, seq, out, err)
	    : err_set(err, ERR_NOT_FOUND, "no such fact in the log");
}

enum err_code
ledger_entry_by_id(struct db *db, struct arena *arena, struct id fact,
    struct ledger_entry *out, struct err *err)
{
	bool there, numbered;
	uint64_t seq;
	enum err_code rc = entry_seq(db, fact, &there, &numbered, &seq, err);

	if (rc != ERR_NONE)
		return rc;
	return numbered
	    ? read_one(db, arena, seq, out, err)
	    : err_set(err, ERR_NOT_FOUND, "no such fact in the log");
}

struct each {
	ledger_entry_fn *fn;
	void *ctx;
};

static enum err_code
each_row(const struct entry_row *row, void *ctx, struct err *err)
{
	const struct each *e = ctx;

	return e->fn(&row->entry, e->ctx, err);
}

enum err_code
ledger_each(struct db *db, uint64_t from, uint64_t to, ledger_entry_fn *fn,
    void *ctx, struct err *err)
{
	struct each e = {fn, ctx};

	return entries_each(db, from, to, each_row, &e, err);
}
