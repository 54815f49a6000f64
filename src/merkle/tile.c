#include "merkle/tile.h"

#include <assert.h>

struct merkle_hash
tile_fold(const struct merkle_hash *v, unsigned n)
{
	struct merkle_hash left, right;

	if (n == 1)
		return v[0];
	left = tile_fold(v, n / 2);
	right = tile_fold(v + n / 2, n / 2);
	return merkle_node(&left, &right);
}

enum err_code
tile_edge_add(struct tile_edge *edge, const struct merkle_hash *leaf,
    tile_full_fn *full, void *ctx, struct err *err)
{
	struct merkle_hash h = *leaf;
	uint64_t index = edge->size;
	enum err_code rc;

	for (unsigned level = 0;; level++) {
		struct tile *t = &edge->level[level];

		assert(level < TILE_LEVELS);
		t->v[t->n++] = h;
		t->changed = true;
		if (t->n < TILE_WIDTH)
			break;
		rc = full(ctx, level, index / TILE_WIDTH, t, err);
		if (rc != ERR_NONE)
			return rc;
		h = tile_fold(t->v, TILE_WIDTH);
		t->n = 0;
		t->changed = false;
		index /= TILE_WIDTH;
	}
	edge->size++;
	return ERR_NONE;
}

struct merkle_hash
tile_edge_root(const struct tile_edge *edge)
{
	struct merkle_hash root = merkle_empty(), h;
	bool first = true;

	for (unsigned level = 0; level < TILE_LEVELS; level++) {
		const struct tile *t = &edge->level[level];

		for (unsigned end = t->n; end > 0;) {
			unsigned k = end & (0u - end);

			end -= k;
			h = tile_fold(t->v + end, k);
			root = first ? h : merkle_node(&h, &root);
			first = false;
		}
	}
	return root;
}

void
tile_edge_place(uint64_t size, unsigned level, uint64_t *place, unsigned *n)
{
	uint64_t hashes = size >> (8 * level);

	*place = hashes / TILE_WIDTH;
	*n = (unsigned)(hashes % TILE_WIDTH);
}

struct tile_place
tile_place(unsigned level, uint64_t index)
{
	unsigned up = level % 8;
	uint64_t first = index << up;

	return (struct tile_place){.level = level / 8,
	    .place = first / TILE_WIDTH,
	    .from = (unsigned)(first % TILE_WIDTH),
	    .n = 1u << up};
}
