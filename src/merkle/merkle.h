#ifndef MERKLE_MERKLE_H
#define MERKLE_MERKLE_H

#include "base/buf.h"

/*
 * The tree of RFC 6962, section 2.1, over SHA-256:
 *
 *	leaf   SHA-256(0x00 || entry)
 *	node   SHA-256(0x01 || left || right)
 *	root   of n entries: node(root of the first k, root of the rest), k the
 *	       largest power of two below n
 *
 * A perfect subtree of 2^level leaves is named by (level, index): (0, i) is
 * leaf i, (l, i) stands over (l - 1, 2i) and (l - 1, 2i + 1).
 */
#define MERKLE_HASH   32
#define MERKLE_LEVELS 63 /* sizes stay below 2^63 */

struct merkle_hash {
	uint8_t v[MERKLE_HASH];
};

struct merkle_hash merkle_leaf(struct str entry);
struct merkle_hash merkle_node(
    const struct merkle_hash *left, const struct merkle_hash *right);
struct merkle_hash merkle_empty(void); /* the root over nothing */
bool merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b);

/* The roots of the perfect subtrees that make up the leaves so far, largest
   first: all that is needed to go on. */
struct merkle_range {
	uint64_t size;
	struct merkle_hash peak[MERKLE_LEVELS];
	unsigned n;
};
void merkle_range_add(
    struct merkle_range *range, const struct merkle_hash *leaf);
struct merkle_hash merkle_range_root(const struct merkle_range *range);

/* Proofs: hashes in the order of RFC 6962, 2.1.1 and 2.1.2. */
struct merkle_proof {
	struct merkle_hash v[MERKLE_LEVELS + 1];
	unsigned n;
};

/* Where a proof's maker gets the perfect subtrees from. */
struct merkle_source {
	enum err_code (*node)(void *ctx, unsigned level, uint64_t index,
	    struct merkle_hash *out, struct err *err);
	void *ctx;
};

/* index < size */
enum err_code merkle_inclusion(const struct merkle_source *source,
    uint64_t index, uint64_t size, struct merkle_proof *out,
    struct err *err) MUST_USE;

/* before <= size; empty when before is 0 or size. */
enum err_code merkle_consistency(const struct merkle_source *source,
    uint64_t before, uint64_t size, struct merkle_proof *out,
    struct err *err) MUST_USE;

enum err_code merkle_root(const struct merkle_source *source, uint64_t size,
    struct merkle_hash *out, struct err *err) MUST_USE;

/* RFC 9162, 2.1.3.2 and 2.1.4.2.  From the empty tree everything follows:
   then the proof must be empty and the first root that over nothing. */
bool merkle_included(const struct merkle_hash *leaf, uint64_t index,
    uint64_t size, const struct merkle_proof *proof,
    const struct merkle_hash *root);
bool merkle_consistent(uint64_t before, const struct merkle_hash *root_before,
    uint64_t size, const struct merkle_hash *root,
    const struct merkle_proof *proof);

/* A base64 line a hash.  The reader takes what the writer makes. */
void merkle_proof_write(struct buf *out, const struct merkle_proof *proof);
bool merkle_proof_read(struct str text, struct merkle_proof *out);

#endif
