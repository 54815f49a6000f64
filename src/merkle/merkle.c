#include "merkle/merkle.h"

#include <assert.h>

#include "codec/base64.h"
#include "crypto/hash.h"

struct merkle_hash
merkle_leaf(struct str entry)
{
	struct merkle_hash out;
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, STR("\x00"));
	sha256_add(&h, entry);
	sha256_end(&h, out.v);
	return out;
}

struct merkle_hash
merkle_node(const struct merkle_hash *left, const struct merkle_hash *right)
{
	struct merkle_hash out;
	char both[1 + 2 * MERKLE_HASH];

	both[0] = 1;
	memcpy(both + 1, left->v, MERKLE_HASH);
	memcpy(both + 1 + MERKLE_HASH, right->v, MERKLE_HASH);
	sha256((struct str){both, sizeof(both)}, out.v);
	return out;
}

struct merkle_hash
merkle_empty(void)
{
	struct merkle_hash out;

	sha256(STR(""), out.v);
	return out;
}

bool
merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b)
{
	return memcmp(a->v, b->v, MERKLE_HASH) == 0;
}

void
merkle_range_add(struct merkle_range *r, const struct merkle_hash *leaf)
{
	struct merkle_hash h = *leaf;

	/* each set low bit of the size is a peak of that level to merge */
	for (uint64_t bits = r->size; bits & 1; bits >>= 1)
		h = merkle_node(&r->peak[--r->n], &h);
	assert(r->n < MERKLE_LEVELS);
	r->peak[r->n++] = h;
	r->size++;
}

struct merkle_hash
merkle_range_root(const struct merkle_range *r)
{
	struct merkle_hash h;

	if (r->n == 0)
		return merkle_empty();
	h = r->peak[r->n - 1];
	for (unsigned i = r->n - 1; i > 0; i--)
		h = merkle_node(&r->peak[i - 1], &h);
	return h;
}

/* The largest power of two below n, for n > 1. */
static uint64_t
split(uint64_t n)
{
	return (uint64_t)1 << (63 - __builtin_clzll(n - 1));
}

/* The root over leaves from..from+n-1, from a multiple of the largest power
   of two in n: its perfect subtrees, folded from the right. */
static enum err_code
root_over(const struct merkle_source *source, uint64_t from, uint64_t n,
    struct merkle_hash *out, struct err *err)
{
	struct merkle_hash h;
	uint64_t end = from + n;
	bool first = true;

	while (end > from) {
		unsigned level = (unsigned)__builtin_ctzll(end - from);
		enum err_code rc;

		end -= (uint64_t)1 << level;
		rc = source->node(source->ctx, level, end >> level, &h, err);
		if (rc != ERR_NONE)
			return rc;
		*out = first ? h : merkle_node(&h, out);
		first = false;
	}
	return ERR_NONE;
}

enum err_code
merkle_root(const struct merkle_source *source, uint64_t size,
    struct merkle_hash *out, struct err *err)
{
	struct merkle_hash h = merkle_empty();
	enum err_code rc = root_over(source, 0, size, &h, err);

	if (rc == ERR_NONE)
		*out = h;
	return rc;
}

/* The lists of RFC 6962 run from the leaf up; walking down gives them the
   other way round. */
static void
reverse(struct merkle_proof *p)
{
	for (unsigned i = 0; i < p->n / 2; i++) {
		struct merkle_hash h = p->v[i];

		p->v[i] = p->v[p->n - 1 - i];
		p->v[p->n - 1 - i] = h;
	}
}

enum err_code
merkle_inclusion(const struct merkle_source *source, uint64_t index,
    uint64_t size, struct merkle_proof *out, struct err *err)
{
	struct merkle_proof p = {.n = 0};
	uint64_t from = 0, n = size;
	enum err_code rc = ERR_NONE;

	assert(index < size);
	while (rc == ERR_NONE && n > 1) {
		uint64_t k = split(n);

		if (index < from + k) {
			rc = root_over(
			    source, from + k, n - k, &p.v[p.n++], err);
			n = k;
		} else {
			rc = root_over(source, from, k, &p.v[p.n++], err);
			from += k;
			n -= k;
		}
	}
	reverse(&p);
	if (rc == ERR_NONE)
		*out = p;
	return rc;
}

enum err_code
merkle_consistency(const struct merkle_source *source, uint64_t before,
    uint64_t size, struct merkle_proof *out, struct err *err)
{
	struct merkle_proof p = {.n = 0};
	uint64_t from = 0, m = before, n = size;
	enum err_code rc = ERR_NONE;
	bool whole = true; /* the old root itself is a node of the new tree */

	assert(before <= size);
	if (before == 0)
		n = m;
	while (rc == ERR_NONE && m < n) {
		uint64_t k = split(n);

		if (m <= k) {
			rc = root_over(
			    source, from + k, n - k, &p.v[p.n++], err);
			n = k;
		} else {
			rc = root_over(source, from, k, &p.v[p.n++], err);
			from += k;
			m -= k;
			n -= k;
			whole = false;
		}
	}
	if (rc == ERR_NONE && !whole)
		rc = root_over(source, from, m, &p.v[p.n++], err);
	reverse(&p);
	if (rc == ERR_NONE)
		*out = p;
	return rc;
}

bool
merkle_included(const struct merkle_hash *leaf, uint64_t index, uint64_t size,
    const struct merkle_proof *proof, const struct merkle_hash *root)
{
	struct merkle_hash h = *leaf;
	uint64_t fn = index, sn = size - 1;

	if (index >= size)
		return false;
	for (unsigned i = 0; i < proof->n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) || fn == sn) {
			h = merkle_node(&proof->v[i], &h);
			while (!(fn & 1) && fn != 0) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			h = merkle_node(&h, &proof->v[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && merkle_equal(&h, root);
}

static bool
walk(uint64_t fn, uint64_t sn, struct merkle_hash old,
    const struct merkle_hash *v, unsigned n, const struct merkle_hash *before,
    const struct merkle_hash *root)
{
	struct merkle_hash new = old;

	for (unsigned i = 0; i < n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) || fn == sn) {
			old = merkle_node(&v[i], &old);
			new = merkle_node(&v[i], &new);
			while (!(fn & 1) && fn != 0) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			new = merkle_node(&new, &v[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && merkle_equal(&old, before) &&
	    merkle_equal(&new, root);
}

bool
merkle_consistent(uint64_t before, const struct merkle_hash *root_before,
    uint64_t size, const struct merkle_hash *root,
    const struct merkle_proof *proof)
{
	struct merkle_hash nothing = merkle_empty();
	uint64_t fn = before - 1, sn = size - 1;
	unsigned from = 0;

	if (before > size)
		return false;
	if (before == 0)
		return proof->n == 0 && merkle_equal(root_before, &nothing) &&
		    (size > 0 || merkle_equal(root, &nothing));
	if (before == size)
		return proof->n == 0 && merkle_equal(root_before, root);
	if ((before & (before - 1)) != 0) {
		if (proof->n == 0)
			return false;
		from = 1;
	}
	while (fn & 1) {
		fn >>= 1;
		sn >>= 1;
	}
	return walk(fn, sn, from == 1 ? proof->v[0] : *root_before,
	    proof->v + from, proof->n - from, root_before, root);
}

void
merkle_proof_write(struct buf *out, const struct merkle_proof *proof)
{
	for (unsigned i = 0; i < proof->n; i++) {
		base64_encode(out, proof->v[i].v, MERKLE_HASH);
		buf_add_char(out, '\n');
	}
}

bool
merkle_proof_read(struct str text, struct merkle_proof *out)
{
	struct merkle_proof p = {.n = 0};
	struct str line;

	while (str_cut_line(&text, &line))
		if (p.n == NELEM(p.v) ||
		    !base64_decode(line, p.v[p.n++].v, MERKLE_HASH))
			return false;
	if (text.len > 0)
		return false;
	*out = p;
	return true;
}
