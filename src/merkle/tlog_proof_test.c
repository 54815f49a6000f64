#include "merkle/tlog_proof.h"

#include "base/test.h"
#include "crypto/key.h"
#include "merkle/checkpoint.h"

#define ENTRIES 5

static struct merkle_hash leaves[ENTRIES];
static struct key secret;
static struct note_key key = {.name = STR_INIT("example.org/evidence")};

static enum err_code
node(void *ctx, unsigned level, uint64_t index, struct merkle_hash *out,
    struct err *err)
{
	(void)ctx;
	if (level == 0) {
		*out = leaves[index];
		return ERR_NONE;
	}
	struct merkle_hash l, r;
	CHECK(node(ctx, level - 1, 2 * index, &l, err) == ERR_NONE);
	CHECK(node(ctx, level - 1, 2 * index + 1, &r, err) == ERR_NONE);
	*out = merkle_node(&l, &r);
	return ERR_NONE;
}

static struct str
entry(unsigned i)
{
	return str_sub(STR("abcde"), i, 1);
}

/* A log of five entries, its head signed for origin, the proof of one. */
static void
make(struct buf *out, uint64_t index, struct str origin)
{
	static const struct merkle_source source = {node, NULL};
	struct tlog_proof p = {.index = index};
	struct checkpoint cp = {.origin = origin, .size = ENTRIES};
	uint8_t seed[KEY_SEED] = {7}, sig[KEY_SIGNATURE];
	struct merkle_hash root;
	struct buf text, note;
	struct err err;

	key_from_seed(&secret, seed);
	memcpy(key.public, secret.public, sizeof(key.public));
	for (unsigned i = 0; i < ENTRIES; i++)
		leaves[i] = merkle_leaf(entry(i));
	CHECK_OK(merkle_root(&source, ENTRIES, &root, &err), &err);
	memcpy(cp.root, root.v, sizeof(cp.root));
	CHECK_OK(
	    merkle_inclusion(&source, index, ENTRIES, &p.path, &err), &err);
	buf_init(&text, CHECKPOINT_MAX);
	buf_init(&note, NOTE_MAX);
	checkpoint_write(&text, &cp);
	key_sign(&secret, buf_view(&text), sig);
	note_write(&note, buf_view(&text), &key, sig);
	p.note = buf_view(&note);
	tlog_proof_write(out, &p);
	buf_release(&text);
	buf_release(&note);
}

static void
a_proof_verifies_for_its_entry_only(void)
{
	for (unsigned i = 0; i < ENTRIES; i++) {
		struct tlog_proof p;
		struct err err;
		struct buf b;

		buf_init(&b, TLOG_PROOF_MAX);
		make(&b, i, key.name);
		CHECK_OK(tlog_proof_read(buf_view(&b), &p, &err), &err);
		CHECK(p.index == i);
		CHECK_OK(tlog_proof_verify(&p, entry(i), &key, &err), &err);
		CHECK(tlog_proof_verify(&p, entry((i + 1) % ENTRIES), &key,
			  &err) == ERR_DENIED);
		p.index = (i + 1) % ENTRIES;
		CHECK(
		    tlog_proof_verify(&p, entry(i), &key, &err) == ERR_DENIED);
		buf_release(&b);
	}
}

static void
a_head_of_another_log_or_key_is_denied(void)
{
	struct note_key other = key;
	struct tlog_proof p;
	struct err err;
	struct buf b;

	buf_init(&b, TLOG_PROOF_MAX);
	make(&b, 0, STR("example.org/other"));
	CHECK_OK(tlog_proof_read(buf_view(&b), &p, &err), &err);
	CHECK(tlog_proof_verify(&p, entry(0), &key, &err) == ERR_DENIED);
	CHECK_STR(str_from(err.text),
	    STR("the head is of log 'example.org/other', the key of "
		"'example.org/evidence'"));
	buf_reset(&b);
	make(&b, 0, key.name);
	CHECK_OK(tlog_proof_read(buf_view(&b), &p, &err), &err);
	other = key;
	other.public[0] ^= 1;
	CHECK(tlog_proof_verify(&p, entry(0), &other, &err) == ERR_DENIED);
	buf_release(&b);
}

#define HASH "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
#define NOTE "text\n\n\xe2\x80\x94 a x08go/ZJ\n"

static void
a_malformed_proof_is_refused(void)
{
	static const char *const bad[] = {"", "c2sp.org/tlog-proof@v1\n",
	    "c2sp.org/tlog-proof@v2\nindex 0\n\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nindex 00\n\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nindex -1\n\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nindex 0\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nindex 0\n" HASH,
	    "c2sp.org/tlog-proof@v1\nindex 0\nAA==\n\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nindex 0\n\ntext\n",
	    "c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nextra AA==\n\n" NOTE,
	    "c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\n" NOTE};
	struct tlog_proof p = {.index = 42};
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(
		    tlog_proof_read(str_from(bad[i]), &p, &err) == ERR_SYNTAX);
	CHECK(p.index == 42);
	CHECK_OK(tlog_proof_read(
		     STR("c2sp.org/tlog-proof@v1\nextra AA==\nindex 1\n" HASH
			 "\n" NOTE),
		     &p, &err),
	    &err);
	CHECK(p.index == 1 && p.path.n == 1);
}

TEST_MAIN(T(a_proof_verifies_for_its_entry_only),
    T(a_head_of_another_log_or_key_is_denied), T(a_malformed_proof_is_refused))
