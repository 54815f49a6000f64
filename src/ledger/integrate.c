#include "ledger/integrate.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "ledger/entry.h"
#include "ledger/tree.h"
#include "merkle/checkpoint.h"
#include "sql/ledger.h"

#define BATCH_MEMORY (256u << 20)

enum err_code
integrate_apply(struct db *db, struct arena *arena,
    const struct ledger_view *const *views, const struct ledger_entry *entry,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (; rc == ERR_NONE && *views != NULL; views++) {
		rc = (*views)->apply(db, arena, entry, err);
		if (rc != ERR_NONE)
			err_prefix(err,
			    "view '%s' at fact %" PRIu64 " of the log (%s)",
			    (*views)->name, entry->seq,
			    ledger_fact_type(entry->type)->name);
	}
	return rc;
}

static enum err_code
last_size(struct db *db, struct arena *arena, uint64_t *out, struct err *err)
{
	struct sql_ledger_head_last_row row;
	bool found;
	enum err_code rc = sql_ledger_head_last(db, arena, &found, &row, err);

	if (rc == ERR_NONE)
		*out = found ? (uint64_t)row.size : 0;
	return rc;
}

/* Numbered facts first..past-1 into the tree and, where asked, the views. */
static enum err_code
add_entries(struct db *db, struct arena *arena,
    const struct ledger_view *const *views, struct tile_edge *edge,
    uint64_t past, struct err *err)
{
	struct entries list;
	enum err_code rc;

	rc = entries_read(db, arena, edge->size, past, &list, err);
	if (rc == ERR_NONE && list.n != past - edge->size)
		return err_set(err, ERR_CORRUPT,
		    "fact %" PRIu64 " of the log is missing",
		    edge->size + list.n);
	for (size_t i = 0; rc == ERR_NONE && i < list.n; i++) {
		struct merkle_hash leaf = merkle_leaf(list.v[i].entry.line);

		rc = tile_edge_add(edge, &leaf, tree_tile_put, db, err);
		if (rc == ERR_NONE && views != NULL)
			rc = integrate_apply(
			    db, arena, views, &list.v[i].entry, err);
	}
	return rc;
}

static enum err_code
make_head(
    struct db *db, const struct tile_edge *edge, int64_t epoch, struct err *err)
{
	struct merkle_hash root = tile_edge_root(edge);
	enum err_code rc = tree_edge_write(db, edge, err);

	if (rc != ERR_NONE)
		return rc;
	return sql_ledger_head_add(db,
	    &(struct sql_ledger_head_add_in){.size = (int64_t)edge->size,
		.root = {(const char *)root.v, sizeof(root.v)},
		.at = clock_now(),
		.epoch = epoch},
	    NULL, err);
}

static enum err_code
batch(struct db *db, struct arena *arena,
    const struct ledger_view *const *views, const struct lease *lease,
    unsigned most, struct tile_edge *edge, uint64_t *numbered, struct err *err)
{
	uint64_t size;
	enum err_code rc = last_size(db, arena, &size, err);

	if (rc == ERR_NONE)
		rc = sql_ledger_number(db,
		    &(struct sql_ledger_number_in){
			.first = (int64_t)size, .most = most},
		    numbered, err);
	if (rc != ERR_NONE || *numbered == 0)
		return rc;
	rc = tree_edge_read(db, arena, size, edge, err);
	if (rc == ERR_NONE)
		rc = add_entries(db, arena, views, edge, size + *numbered, err);
	return rc == ERR_NONE ? make_head(db, edge, lease->epoch, err) : rc;
}

enum err_code
integrate_batch(struct db *db, const struct ledger_view *const *views,
    const struct lease *lease, unsigned most, uint64_t *numbered,
    struct err *err)
{
	struct tile_edge *edge = malloc(sizeof(*edge));
	struct arena arena;
	enum err_code rc;

	if (edge == NULL)
		return err_nomem(err);
	arena_init(&arena, BATCH_MEMORY);
	rc = batch(db, &arena, views, lease, most, edge, numbered, err);
	arena_release(&arena);
	free(edge);
	return rc;
}

struct step {
	const struct ledger_config *config;
	const struct lease *lease;
	uint64_t numbered;
};

static enum err_code
number_step(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;
	enum err_code rc = lease_check(db, s->lease, err);

	s->numbered = 0;
	if (rc != ERR_NONE)
		return rc;
	return integrate_batch(
	    db, s->config->views, s->lease, NUMBER_AT_ONCE, &s->numbered, err);
}

enum err_code
integrate_waiting(struct db *db, void *ctx, struct err *err)
{
	struct sql_ledger_pending_row row;
	struct arena arena;
	bool *waiting = ctx;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = sql_ledger_pending(db, &arena, &row, err);
	if (rc == ERR_NONE)
		*waiting = row.waiting;
	arena_release(&arena);
	return rc;
}

enum err_code
integrate_all(const struct ledger_config *config, const struct lease *lease,
    uint64_t *numbered, struct err *err)
{
	struct step s = {.config = config, .lease = lease};
	bool waiting = false;
	enum err_code rc =
	    store_read(config->store, integrate_waiting, &waiting, err);

	*numbered = 0;
	if (!waiting)
		return rc;
	do {
		rc = store_write(config->store, number_step, &s, err);
		if (rc == ERR_NONE)
			*numbered += s.numbered;
	} while (rc == ERR_NONE && s.numbered == NUMBER_AT_ONCE);
	return rc;
}

enum err_code
ledger_integrate(
    const struct ledger_config *config, uint64_t *numbered, struct err *err)
{
	struct lease lease;
	uint64_t n = 0;
	enum err_code rc;

	lease_name(&lease);
	rc = lease_get(config->store, &lease, err);
	if (rc != ERR_NONE)
		return rc;
	rc = integrate_all(config, &lease, &n, err);
	if (rc == ERR_NONE)
		rc = integrate_sign(config, err);
	lease_give(config->store, &lease);
	if (rc == ERR_NONE && numbered != NULL)
		*numbered = n;
	return rc;
}
