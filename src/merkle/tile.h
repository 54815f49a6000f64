#ifndef MERKLE_TILE_H
#define MERKLE_TILE_H

#include "merkle/merkle.h"

/*
 * The tree cut into tiles of eight levels, as C2SP tlog-tiles has them: tile
 * (L, N) holds the hashes (8L, 256N) to (8L, 256N + 255).  A full tile never
 * changes; at most one a level is partial.
 *
 *	level 1                 [ T0 T1 T2 . . .
 *	level 0   [256 leaves] [256 leaves] [256 leaves] [ 17 leaves
 *
 * The edge is the partial tile of every level: all that appending needs.
 */
#define TILE_WIDTH  256
#define TILE_LEVELS 8

struct tile {
	struct merkle_hash v[TILE_WIDTH];
	unsigned n;
	bool changed; /* since it was taken over or given to full */
};

struct tile_edge {
	uint64_t size;
	struct tile level[TILE_LEVELS];
};

/* Given each tile that became full, once. */
typedef enum err_code tile_full_fn(void *ctx, unsigned level, uint64_t place,
    const struct tile *tile, struct err *err);

enum err_code tile_edge_add(struct tile_edge *edge,
    const struct merkle_hash *leaf, tile_full_fn *full, void *ctx,
    struct err *err) MUST_USE;
struct merkle_hash tile_edge_root(const struct tile_edge *edge);

/* Where the partial tile of a level stands in a tree of size leaves, and how
   many hashes it holds (0 to 255). */
void tile_edge_place(
    uint64_t size, unsigned level, uint64_t *place, unsigned *n);

/* Where node (level, index) is found, and the tile's hashes it stands over. */
struct tile_place {
	unsigned level;
	uint64_t place;
	unsigned from, n;
};
struct tile_place tile_place(unsigned level, uint64_t index);

/* The root over n hashes, a power of two. */
struct merkle_hash tile_fold(const struct merkle_hash *v, unsigned n);

#endif
