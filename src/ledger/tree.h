#ifndef LEDGER_TREE_H
#define LEDGER_TREE_H

#include "merkle/tile.h"
#include "store/store.h"

/* The tree in ledger_tile, inside src/ledger only. */

/* The edge of a tree of size leaves. */
enum err_code tree_edge_read(struct db *db, struct arena *arena, uint64_t size,
    struct tile_edge *out, struct err *err) MUST_USE;

/* tile_full_fn; ctx is the struct db. */
enum err_code tree_tile_put(void *ctx, unsigned level, uint64_t place,
    const struct tile *tile, struct err *err) MUST_USE;

/* The partial tiles that changed. */
enum err_code tree_edge_write(
    struct db *db, const struct tile_edge *edge, struct err *err) MUST_USE;

/* For proofs: keeps the last tile it read. */
struct tree {
	struct db *db;
	struct arena *arena;
	unsigned level;
	uint64_t place;
	struct str hashes;
};
struct merkle_source tree_source(
    struct tree *tree, struct db *db, struct arena *arena);

#endif
