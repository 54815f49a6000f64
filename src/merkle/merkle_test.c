#include "merkle/merkle.h"

#include "base/test.h"
#include "codec/hex.h"
#include "merkle/tile.h"

/* The tree of the Certificate Transparency reference implementation: its
   eight entries and the root after each. */
static const struct str entries[] = {STR_INIT(""), STR_INIT("\x00"),
    STR_INIT("\x10"), STR_INIT("\x20\x21"), STR_INIT("\x30\x31"),
    STR_INIT("\x40\x41\x42\x43"), STR_INIT("\x50\x51\x52\x53\x54\x55\x56\x57"),
    STR_INIT("\x60\x61\x62\x63\x64\x65\x66\x67"
	     "\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f")};
static const char *const roots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

#define LEAVES 300

static struct merkle_hash leaves[LEAVES];

static void
make_leaves(void)
{
	for (size_t i = 0; i < LEAVES; i++) {
		char text[16];

		snprintf(text, sizeof(text), "leaf %zu", i);
		leaves[i] = i < NELEM(entries) ? merkle_leaf(entries[i])
					       : merkle_leaf(str_from(text));
	}
}

static struct merkle_hash
perfect(unsigned level, uint64_t index)
{
	struct merkle_hash l, r;

	if (level == 0)
		return leaves[index];
	l = perfect(level - 1, 2 * index);
	r = perfect(level - 1, 2 * index + 1);
	return merkle_node(&l, &r);
}

static enum err_code
node(void *ctx, unsigned level, uint64_t index, struct merkle_hash *out,
    struct err *err)
{
	(void)ctx;
	(void)err;
	CHECK((index + 1) << level <= LEAVES);
	*out = perfect(level, index);
	return ERR_NONE;
}

static const struct merkle_source source = {node, NULL};

static struct merkle_hash
root_of(uint64_t size)
{
	struct merkle_hash root;
	struct err err;

	CHECK_OK(merkle_root(&source, size, &root, &err), &err);
	return root;
}

static void
the_known_roots_come_out_in_three_ways(void)
{
	struct merkle_range range = {0};

	make_leaves();
	for (size_t n = 0; n < NELEM(roots); n++) {
		struct merkle_hash want, got = merkle_range_root(&range);
		struct merkle_hash other = root_of(n);

		CHECK(hex_decode(str_from(roots[n]), want.v, MERKLE_HASH));
		CHECK(merkle_equal(&want, &got));
		CHECK(merkle_equal(&want, &other));
		if (n < NELEM(entries))
			merkle_range_add(&range, &leaves[n]);
	}
}

static void
check_path(uint64_t index, uint64_t size, const char *const *want, unsigned n)
{
	struct merkle_proof p;
	struct err err;

	CHECK_OK(merkle_inclusion(&source, index, size, &p, &err), &err);
	CHECK_INT(p.n, n);
	for (unsigned i = 0; i < n; i++) {
		struct merkle_hash h;

		CHECK(hex_decode(str_from(want[i]), h.v, MERKLE_HASH));
		CHECK(merkle_equal(&h, &p.v[i]));
	}
}

/* From the same implementation. */
static void
the_known_paths_come_out(void)
{
	static const char *const path_1_8[] = {
	    "96a296d224f285c67bee93c30f8a3091"
	    "57f0daa35dc5b87e410b78630a09cfc7",
	    "5f083f0a1a33ca076a95279832580db3"
	    "e0ef4584bdff1f54c8a360f50de3031e",
	    "6b47aaf29ee3c2af9af889bc1fb9254d"
	    "abd31177f16232dd6aab035ca39bf6e4"};
	static const char *const path_6_8[] = {
	    "bc1a0643b12e4d2d7c77918f44e0f4f7"
	    "9a838b6cf9ec5b5c283e1f4d88599e6b",
	    "ca854ea128ed050b41b35ffc1b87b8eb"
	    "2bde461e9e3b5596ece6b9d5975a0ae0",
	    "d37ee418976dd95753c1c73862b9398f"
	    "a2a2cf9b4ff0fdfe8b30cd95209614b7"};
	static const char *const path_3_3[] = {
	    "fac54203e7cc696cf0dfcb42c92a1d9d"
	    "baf70ad9e621f4bd8d98662f00e3c125"};

	make_leaves();
	check_path(0, 1, NULL, 0);
	check_path(0, 8, path_1_8, 3);
	check_path(5, 8, path_6_8, 3);
	check_path(2, 3, path_3_3, 1);
}

static void
every_inclusion_proof_verifies_and_no_changed_one_does(void)
{
	static const uint64_t sizes[] = {1, 2, 3, 7, 8, 9, 64, 255, 256, 257};

	make_leaves();
	for (size_t s = 0; s < NELEM(sizes); s++) {
		struct merkle_hash root = root_of(sizes[s]), other = root;

		other.v[31] ^= 1;
		for (uint64_t i = 0; i < sizes[s]; i++) {
			struct merkle_proof p, bad;
			struct err err;

			CHECK_OK(
			    merkle_inclusion(&source, i, sizes[s], &p, &err),
			    &err);
			CHECK(merkle_included(
			    &leaves[i], i, sizes[s], &p, &root));
			CHECK(!merkle_included(
			    &leaves[i], i, sizes[s], &p, &other));
			CHECK(!merkle_included(
			    &leaves[i + 1], i, sizes[s], &p, &root));
			CHECK(!merkle_included(
			    &leaves[i], sizes[s], sizes[s], &p, &root));
			bad = p;
			bad.v[bad.n++] = root;
			CHECK(!merkle_included(
			    &leaves[i], i, sizes[s], &bad, &root));
			if (p.n == 0)
				continue;
			bad = p;
			bad.n--;
			CHECK(!merkle_included(
			    &leaves[i], i, sizes[s], &bad, &root));
			bad = p;
			bad.v[i % p.n].v[0] ^= 1;
			CHECK(!merkle_included(
			    &leaves[i], i, sizes[s], &bad, &root));
		}
	}
}

static void
check_consistency(uint64_t m, uint64_t n)
{
	struct merkle_hash before = root_of(m), root = root_of(n), x;
	struct merkle_proof p, bad;
	struct err err;

	CHECK_OK(merkle_consistency(&source, m, n, &p, &err), &err);
	CHECK(merkle_consistent(m, &before, n, &root, &p));
	x = before;
	x.v[0] ^= 1;
	CHECK(!merkle_consistent(m, &x, n, &root, &p));
	bad = p;
	bad.v[bad.n++] = root;
	CHECK(!merkle_consistent(m, &before, n, &root, &bad));
	if (m < n)
		CHECK(!merkle_consistent(n, &root, m, &before, &p));
	if (p.n == 0)
		return;
	x = root;
	x.v[0] ^= 1;
	CHECK(!merkle_consistent(m, &before, n, &x, &p));
	for (unsigned i = 0; i < p.n; i++) {
		bad = p;
		bad.v[i].v[5] ^= 4;
		CHECK(!merkle_consistent(m, &before, n, &root, &bad));
	}
	bad = p;
	bad.n--;
	CHECK(!merkle_consistent(m, &before, n, &root, &bad));
}

static void
every_consistency_proof_verifies_and_no_changed_one_does(void)
{
	make_leaves();
	for (uint64_t n = 0; n <= 40; n++)
		for (uint64_t m = 0; m <= n; m++)
			check_consistency(m, n);
	check_consistency(200, 300);
	check_consistency(256, 300);
	check_consistency(1, 300);
}

/* The proof between trees of 6 and 8 leaves, from the same implementation. */
static void
the_known_consistency_proof_comes_out(void)
{
	static const char *const want[] = {"0ebc5d3437fbe2db158b9f126a1d118e"
					   "308181031d0a949f8dededebc558ef6a",
	    "ca854ea128ed050b41b35ffc1b87b8eb"
	    "2bde461e9e3b5596ece6b9d5975a0ae0",
	    "d37ee418976dd95753c1c73862b9398f"
	    "a2a2cf9b4ff0fdfe8b30cd95209614b7"};
	struct merkle_proof p;
	struct err err;

	make_leaves();
	CHECK_OK(merkle_consistency(&source, 6, 8, &p, &err), &err);
	CHECK_INT(p.n, NELEM(want));
	for (size_t i = 0; i < NELEM(want); i++) {
		struct merkle_hash h;

		CHECK(hex_decode(str_from(want[i]), h.v, MERKLE_HASH));
		CHECK(merkle_equal(&h, &p.v[i]));
	}
}

static enum err_code
count_full(void *ctx, unsigned level, uint64_t place, const struct tile *tile,
    struct err *err)
{
	unsigned *n = ctx;

	(void)err;
	CHECK(tile->n == TILE_WIDTH && place == n[level]);
	n[level]++;
	return ERR_NONE;
}

static void
tiles_give_the_same_roots_and_full_ones_come_once(void)
{
	static struct tile_edge edge;
	struct merkle_range range = {0};
	unsigned full[TILE_LEVELS] = {0};
	struct err err;

	for (uint64_t i = 0; i < 70000; i++) {
		struct merkle_hash leaf, a, b;
		uint64_t place;
		unsigned n;

		leaf = merkle_leaf((struct str){(char *)&i, sizeof(i)});
		CHECK_OK(
		    tile_edge_add(&edge, &leaf, count_full, full, &err), &err);
		merkle_range_add(&range, &leaf);
		if (i % 97 != 0 && i % 256 > 1 && i < 65530)
			continue;
		a = tile_edge_root(&edge);
		b = merkle_range_root(&range);
		CHECK(merkle_equal(&a, &b));
		for (unsigned level = 0; level < 3; level++) {
			tile_edge_place(edge.size, level, &place, &n);
			CHECK(n == edge.level[level].n);
			CHECK(place == full[level]);
		}
	}
	CHECK(full[0] == 70000 / 256 && full[1] == 1 && full[2] == 0);
}

static void
a_node_is_found_in_its_tile(void)
{
	struct tile_place p = tile_place(3, 33);

	CHECK(p.level == 0 && p.place == 1 && p.from == 8 && p.n == 8);
	p = tile_place(9, 1000);
	CHECK(p.level == 1 && p.place == 7 && p.from == 208 && p.n == 2);
	p = tile_place(8, 3);
	CHECK(p.level == 1 && p.place == 0 && p.from == 3 && p.n == 1);
}

TEST_MAIN(T(the_known_roots_come_out_in_three_ways),
    T(the_known_paths_come_out),
    T(every_inclusion_proof_verifies_and_no_changed_one_does),
    T(every_consistency_proof_verifies_and_no_changed_one_does),
    T(the_known_consistency_proof_comes_out),
    T(tiles_give_the_same_roots_and_full_ones_come_once),
    T(a_node_is_found_in_its_tile))
