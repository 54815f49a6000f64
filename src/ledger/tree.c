#include "ledger/tree.h"

#include <inttypes.h>

#include "sql/ledger.h"

static enum err_code
tile_get(struct db *db, struct arena *arena, unsigned level, uint64_t place,
    unsigned least, struct str *out, struct err *err)
{
	struct sql_ledger_tile_get_row row;
	bool found;
	enum err_code rc;

	rc = sql_ledger_tile_get(db, arena,
	    &(struct sql_ledger_tile_get_in){
		.level = level, .place = (int64_t)place},
	    &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!found || row.hashes.len < (size_t)least * MERKLE_HASH)
		return err_set(err, ERR_CORRUPT,
		    "tile %" PRIu64 " of level %u of the log is missing or "
		    "short",
		    place, level);
	*out = row.hashes;
	return ERR_NONE;
}

enum err_code
tree_edge_read(struct db *db, struct arena *arena, uint64_t size,
    struct tile_edge *out, struct err *err)
{
	enum err_code rc = ERR_NONE;

	out->size = size;
	for (unsigned level = 0; rc == ERR_NONE && level < TILE_LEVELS;
	     level++) {
		struct tile *t = &out->level[level];
		struct str hashes;
		uint64_t place;

		tile_edge_place(size, level, &place, &t->n);
		t->changed = false;
		if (t->n == 0)
			continue;
		rc = tile_get(db, arena, level, place, t->n, &hashes, err);
		if (rc == ERR_NONE)
			memcpy(t->v, hashes.ptr, t->n * sizeof(*t->v));
	}
	return rc;
}

enum err_code
tree_tile_put(void *ctx, unsigned level, uint64_t place,
    const struct tile *tile, struct err *err)
{
	struct db *db = ctx;

	return sql_ledger_tile_put(db,
	    &(struct sql_ledger_tile_put_in){.level = level,
		.place = (int64_t)place,
		.hashes = {(const char *)tile->v, tile->n * sizeof(*tile->v)}},
	    NULL, err);
}

enum err_code
tree_edge_write(struct db *db, const struct tile_edge *edge, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned level = 0; rc == ERR_NONE && level < TILE_LEVELS;
	     level++) {
		uint64_t place;
		unsigned n;

		tile_edge_place(edge->size, level, &place, &n);
		if (n > 0 && edge->level[level].changed)
			rc = tree_tile_put(
			    db, level, place, &edge->level[level], err);
	}
	return rc;
}

static enum err_code
node(void *ctx, unsigned level, uint64_t index, struct merkle_hash *out,
    struct err *err)
{
	struct tree *t = ctx;
	struct tile_place p = tile_place(level, index);
	enum err_code rc = ERR_NONE;

	if (t->hashes.ptr == NULL || t->level != p.level ||
	    t->place != p.place ||
	    t->hashes.len < (p.from + p.n) * sizeof(*out)) {
		rc = tile_get(t->db, t->arena, p.level, p.place, p.from + p.n,
		    &t->hashes, err);
		t->level = p.level;
		t->place = p.place;
	}
	if (rc == ERR_NONE)
		*out = tile_fold(
		    (const struct merkle_hash *)(const void *)t->hashes.ptr +
			p.from,
		    p.n);
	return rc;
}

struct merkle_source
tree_source(struct tree *tree, struct db *db, struct arena *arena)
{
	*tree = (struct tree){.db = db, .arena = arena};
	return (struct merkle_source){node, tree};
}
