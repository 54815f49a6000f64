#include "merkle/note.h"

#include <assert.h>

#include "codec/base64.h"
#include "codec/hex.h"
#include "crypto/hash.h"
#include "crypto/key.h"

#define DASH    "\xe2\x80\x94 " /* an em dash and a space */
#define ED25519 1

bool
note_name_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~' || s.ptr[i] == '+')
			return false;
	return s.len > 0;
}

void
note_key_id(const struct note_key *key, uint8_t out[4])
{
	uint8_t hash[HASH_SIZE];
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, key->name);
	sha256_add(&h, STR("\n\x01"));
	sha256_add(&h, (struct str){(const char *)key->public, KEY_PUBLIC});
	sha256_end(&h, hash);
	memcpy(out, hash, 4);
}

void
note_key_write(struct buf *out, const struct note_key *key)
{
	uint8_t id[4], typed[1 + KEY_PUBLIC] = {ED25519};

	assert(note_name_ok(key->name));
	note_key_id(key, id);
	memcpy(typed + 1, key->public, KEY_PUBLIC);
	buf_add(out, key->name);
	buf_add_char(out, '+');
	hex_encode(out, id, sizeof(id));
	buf_add_char(out, '+');
	base64_encode(out, typed, sizeof(typed));
}

bool
note_key_read(struct str text, struct note_key *out)
{
	uint8_t typed[1 + KEY_PUBLIC], id[4], want[4];
	struct note_key key;
	struct str hex;

	if (!str_cut(&text, '+', &key.name) || !str_cut(&text, '+', &hex) ||
	    !note_name_ok(key.name) || !hex_decode(hex, id, sizeof(id)) ||
	    !base64_decode(text, typed, sizeof(typed)) || typed[0] != ED25519)
		return false;
	memcpy(key.public, typed + 1, KEY_PUBLIC);
	note_key_id(&key, want);
	if (memcmp(id, want, sizeof(id)) != 0)
		return false;
	*out = key;
	return true;
}

void
note_write(struct buf *out, struct str text, const struct note_key *key,
    const uint8_t signature[KEY_SIGNATURE])
{
	uint8_t both[4 + KEY_SIGNATURE];

	assert(note_name_ok(key->name) && str_ends(text, STR("\n")));
	note_key_id(key, both);
	memcpy(both + 4, signature, KEY_SIGNATURE);
	buf_add(out, text);
	buf_add(out, STR("\n" DASH));
	buf_add(out, key->name);
	buf_add_char(out, ' ');
	base64_encode(out, both, sizeof(both));
	buf_add_char(out, '\n');
}

/* Where the signatures begin: after the last empty line. */
static bool
split(struct str text, struct str *head, struct str *tail)
{
	for (size_t i = text.len; i >= 2; i--)
		if (text.ptr[i - 1] == '\n' && text.ptr[i - 2] == '\n') {
			*head = str_sub(text, 0, i - 1);
			*tail = str_from_at(text, i);
			return true;
		}
	return false;
}

/* The id is the first four bytes of whatever the algorithm makes of them. */
static bool
signature_read(struct str line, struct note_signature *out)
{
	uint8_t bytes[3000];
	size_t size;

	if (!str_starts(line, STR(DASH)))
		return false;
	out->bytes = str_from_at(line, sizeof(DASH) - 1);
	if (!str_cut(&out->bytes, ' ', &out->name) || !note_name_ok(out->name))
		return false;
	size = base64_size(out->bytes);
	if (size < 5 || size > sizeof(bytes) ||
	    !base64_decode(out->bytes, bytes, size))
		return false;
	memcpy(out->id, bytes, sizeof(out->id));
	return true;
}

static bool
control_free(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' && s.ptr[i] != '\n')
			return false;
	return str_is_utf8(s);
}

enum err_code
note_read(struct str text, struct note *out, struct err *err)
{
	struct note note = {.n = 0};
	struct str rest, line;

	if (text.len > NOTE_MAX)
		return err_set(
		    err, ERR_LIMIT, "note is longer than %u bytes", NOTE_MAX);
	if (!control_free(text))
		return err_set(err, ERR_SYNTAX,
		    "note is not UTF-8 text without control characters");
	if (!split(text, &note.text, &rest))
		return err_set(err, ERR_SYNTAX,
		    "note has no empty line before its signatures");
	while (str_cut_line(&rest, &line)) {
		if (note.n == NOTE_SIGNATURES)
			return err_set(err, ERR_LIMIT,
			    "note has more than %d signatures",
			    NOTE_SIGNATURES);
		if (!signature_read(line, &note.v[note.n++]))
			return err_set(err, ERR_SYNTAX,
			    "signature %u of the note is malformed", note.n);
	}
	if (rest.len > 0 || note.n == 0)
		return err_set(
		    err, ERR_SYNTAX, "note does not end with a signature line");
	*out = note;
	return ERR_NONE;
}

enum err_code
note_verify(
    const struct note *note, const struct note_key *key, struct err *err)
{
	uint8_t id[4], both[4 + KEY_SIGNATURE];
	unsigned found = 0;

	note_key_id(key, id);
	for (unsigned i = 0; i < note->n; i++) {
		const struct note_signature *s = &note->v[i];

		if (!str_eq(s->name, key->name) ||
		    memcmp(s->id, id, sizeof(id)) != 0)
			continue;
		if (found++ > 0)
			return err_set(err, ERR_DENIED,
			    "the note is signed twice by '%.*s'",
			    STR_FMT(key->name));
		if (!base64_decode(s->bytes, both, sizeof(both)) ||
		    !key_verify(key->public, note->text, both + 4))
			return err_set(err, ERR_DENIED,
			    "the signature of '%.*s' does not hold",
			    STR_FMT(key->name));
	}
	return found == 1
	    ? ERR_NONE
	    : err_set(err, ERR_DENIED, "the note is not signed by '%.*s'",
		  STR_FMT(key->name));
}
