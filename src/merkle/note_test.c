#include "merkle/note.h"

#include "base/test.h"
#include "codec/base64.h"
#include "crypto/key.h"

/* The example of Go's sumdb/note, which the specification took over. */
#define VKEY \
	"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define TEXT                                                         \
	"If you think cryptography is the answer to your problem,\n" \
	"then you don't know what your problem is.\n"
#define SIGNATURE                                                            \
	"\xe2\x80\x94 PeterNeumann "                                         \
	"x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKv" \
	"qfqdngotpRZb6KE6RyyBwJnAM=\n"

static void
the_known_note_verifies(void)
{
	struct note_key key;
	struct note note;
	struct err err;
	struct buf b;

	CHECK(note_key_read(STR(VKEY), &key));
	CHECK_OK(note_read(STR(TEXT "\n" SIGNATURE), &note, &err), &err);
	CHECK_STR(note.text, STR(TEXT));
	CHECK_OK(note_verify(&note, &key, &err), &err);
	buf_init(&b, 256);
	note_key_write(&b, &key);
	CHECK_STR(buf_view(&b), STR(VKEY));
	buf_release(&b);
}

/* Ed25519 has one signature a key and text, so ours is theirs. */
static void
what_is_signed_here_is_the_known_note(void)
{
	static const char skey[] =
	    "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
	uint8_t typed[33], sig[KEY_SIGNATURE];
	struct note_key pub;
	struct key key;
	struct buf b;

	CHECK(base64_decode(str_from(skey), typed, sizeof(typed)));
	key_from_seed(&key, typed + 1);
	CHECK(note_key_read(STR(VKEY), &pub));
	CHECK(memcmp(pub.public, key.public, sizeof(key.public)) == 0);
	key_sign(&key, STR(TEXT), sig);
	buf_init(&b, 1024);
	note_write(&b, STR(TEXT), &pub, sig);
	CHECK_STR(buf_view(&b), STR(TEXT "\n" SIGNATURE));
	buf_release(&b);
}

static void
a_malformed_note_is_refused(void)
{
	static const struct str bad[] = {
	    STR_INIT(""),
	    STR_INIT(TEXT),
	    STR_INIT(TEXT "\n"),
	    STR_INIT(TEXT SIGNATURE),
	    STR_INIT(TEXT "\n" SIGNATURE "x"),
	    STR_INIT(TEXT "\n" SIGNATURE "\n"),
	    STR_INIT(TEXT "\n- PeterNeumann x08go/ZJ\n"),
	    STR_INIT(TEXT "\n\xe2\x80\x94 Peter+Neumann x08go/ZJ\n"),
	    STR_INIT(TEXT "\n\xe2\x80\x94 PeterNeumann x08go/\n"),
	    STR_INIT(TEXT "\n\xe2\x80\x94 PeterNeumann  x08go/ZJ\n"),
	    STR_INIT("a\tb\n\n" SIGNATURE),
	    STR_INIT("a\xff\n\n" SIGNATURE),
	    STR_INIT("\r\n\n" SIGNATURE),
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct note note = {.n = 42};
		struct err err;

		CHECK(note_read(bad[i], &note, &err) == ERR_SYNTAX);
		CHECK(note.n == 42);
	}
}

static void
a_signature_that_does_not_hold_is_denied(void)
{
	static const struct {
		struct str text;
		const char *why;
	} bad[] = {
	    {STR_INIT("another text\n\n" SIGNATURE),
		"the signature of 'PeterNeumann' does not hold"},
	    {STR_INIT(TEXT "\n" SIGNATURE SIGNATURE),
		"the note is signed twice by 'PeterNeumann'"},
	    {STR_INIT(TEXT "\n\xe2\x80\x94 PeterNeumann x08go/ZJ\n"),
		"the signature of 'PeterNeumann' does not hold"},
	    {STR_INIT(TEXT "\n\xe2\x80\x94 EnochRoot x08go/ZJ\n"),
		"the note is not signed by 'PeterNeumann'"},
	};
	struct note_key key;

	CHECK(note_key_read(STR(VKEY), &key));
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct note note;
		struct err err;

		CHECK_OK(note_read(bad[i].text, &note, &err), &err);
		CHECK(note_verify(&note, &key, &err) == ERR_DENIED);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
}

static void
a_key_whose_id_is_not_its_own_is_refused(void)
{
	static const char *const bad[] = {"", "PeterNeumann",
	    "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
	    "LDE4izWy10TW",
	    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
	    "LDE4izWy10TX",
	    "EnochRoot+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
	    "LDE4izWy10TW",
	    "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"};
	struct note_key key;

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!note_key_read(str_from(bad[i]), &key));
}

TEST_MAIN(T(the_known_note_verifies), T(what_is_signed_here_is_the_known_note),
    T(a_malformed_note_is_refused), T(a_signature_that_does_not_hold_is_denied),
    T(a_key_whose_id_is_not_its_own_is_refused))
