#include "ledger/signer.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "codec/canon.h"
#include "crypto/key.h"
#include "merkle/checkpoint.h"
#include "merkle/merkle.h"
#include "merkle/note.h"

struct signer {
	struct sign_port port;
	struct key keys[SIGN_PURPOSES];
	char head_path[PATH_MAX];
	char origin[256];
};

struct head {
	uint64_t size;
	struct merkle_hash root;
};

static enum err_code
last_head(const struct signer *s, struct head *out, struct err *err)
{
	struct arena arena;
	struct checkpoint cp;
	struct str text;
	enum err_code rc;

	*out = (struct head){0, merkle_empty()};
	arena_init(&arena, 64 << 10);
	rc = file_read(s->head_path, CHECKPOINT_MAX, &arena, &text, err);
	if (rc == ERR_NOT_FOUND) {
		arena_release(&arena);
		return ERR_NONE;
	}
	if (rc == ERR_NONE)
		rc = checkpoint_read(text, &cp, err);
	if (rc == ERR_NONE && !str_eq(cp.origin, str_from(s->origin)))
		rc = err_set(err, ERR_CONFLICT,
		    "it is of the log '%.*s', not of '%s'", STR_FMT(cp.origin),
		    s->origin);
	if (rc == ERR_NONE) {
		out->size = cp.size;
		memcpy(out->root.v, cp.root, sizeof(cp.root));
	} else {
		err_prefix(err, "could not use '%s'", s->head_path);
	}
	arena_release(&arena);
	return rc;
}

/* The head is of this log and extends the last one signed. */
static enum err_code
check_head(const struct signer *s, struct str document, struct str proof,
    struct err *err)
{
	struct merkle_proof path;
	struct merkle_hash root;
	struct checkpoint cp;
	struct head last;
	enum err_code rc = checkpoint_read(document, &cp, err);

	if (rc == ERR_NONE)
		rc = last_head(s, &last, err);
	if (rc != ERR_NONE)
		return rc;
	if (!str_eq(cp.origin, str_from(s->origin)))
		return err_set(err, ERR_DENIED,
		    "will not sign a head of '%.*s' as '%s'",
		    STR_FMT(cp.origin), s->origin);
	if (!merkle_proof_read(proof, &path))
		return err_set(err, ERR_SYNTAX,
		    "the consistency proof is not lines of base64");
	memcpy(root.v, cp.root, sizeof(root.v));
	if (!merkle_consistent(last.size, &last.root, cp.size, &root, &path))
		return err_set(err, ERR_CONFLICT,
		    "will not sign: the head of size %" PRIu64
		    " does not extend the one of size %" PRIu64
		    " that was signed before",
		    cp.size, last.size);
	return ERR_NONE;
}

/* What was signed is kept before the signature leaves. */
static enum err_code
sign_head(struct signer *s, struct str document, struct str proof,
    struct buf *out, struct err *err)
{
	struct note_key name = {.name = str_from(s->origin)};
	uint8_t sig[KEY_SIGNATURE];
	enum err_code rc = check_head(s, document, proof, err);

	if (rc == ERR_NONE)
		rc = file_write(s->head_path, document, 0600, err);
	if (rc != ERR_NONE)
		return rc;
	memcpy(name.public, s->keys[SIGN_LEDGER].public, KEY_PUBLIC);
	key_sign(&s->keys[SIGN_LEDGER], document, sig);
	note_write(out, document, &name, sig);
	return buf_finish(out, err);
}

/* SHA256SUMS as "sha256sum --tag" writes it, sorted or not, not empty. */
static enum err_code
check_sums(struct str rest, struct err *err)
{
	struct str line, tail;
	size_t n = 0;

	while (str_cut_line(&rest, &line)) {
		n++;
		tail = str_from_at(line, line.len < 67 ? 0 : line.len - 67);
		if (!str_starts(line, STR("SHA256 (")) ||
		    !str_starts(tail, STR(") = ")) ||
		    strspn(tail.ptr + 4, "0123456789abcdef") < tail.len - 4)
			return err_set(err, ERR_SYNTAX,
			    "line %zu is not 'SHA256 (name) = digits'", n);
	}
	return n > 0 && rest.len == 0
	    ? ERR_NONE
	    : err_set(err, ERR_SYNTAX, "the list of hashes is empty or cut");
}

static enum err_code
check_object(struct str document, struct err *err)
{
	struct arena arena;
	struct json object;
	enum err_code rc;

	arena_init(&arena, 8 << 20);
	rc = canon_read(document, &arena, &object, err);
	if (rc == ERR_NONE && object.kind != JSON_IS_OBJECT)
		rc = err_set(err, ERR_INVALID, "it is not an object");
	arena_release(&arena);
	return rc;
}

static enum err_code
sign(void *ctx, enum sign_purpose purpose, struct str document,
    struct str proof, struct buf *out, struct err *err)
{
	struct signer *s = ctx;
	uint8_t sig[KEY_SIGNATURE];
	enum err_code rc;

	if (purpose == SIGN_LEDGER)
		return sign_head(s, document, proof, out, err);
	rc = purpose == SIGN_PACK ? check_sums(document, err)
				  : check_object(document, err);
	if (rc != ERR_NONE) {
		err_prefix(err, "will not sign this as a %s",
		    sign_purpose_name(purpose));
		return rc;
	}
	key_sign(&s->keys[purpose], document, sig);
	buf_add(out, (struct str){(char *)sig, sizeof(sig)});
	return buf_finish(out, err);
}

static enum err_code
last_size(void *ctx, uint64_t *out, struct err *err)
{
	struct head last;
	enum err_code rc = last_head(ctx, &last, err);

	if (rc == ERR_NONE)
		*out = last.size;
	return rc;
}

static enum err_code
public_key(void *ctx, enum sign_purpose purpose, uint8_t out[KEY_PUBLIC],
    struct err *err)
{
	const struct signer *s = ctx;

	(void)err;
	memcpy(out, s->keys[purpose].public, KEY_PUBLIC);
	return ERR_NONE;
}

enum err_code
signer_open(const char *keys_dir, struct str origin, struct signer **out,
    struct err *err)
{
	struct signer *s = calloc(1, sizeof(*s));
	enum err_code rc;

	if (s == NULL)
		return err_nomem(err);
	s->port = (struct sign_port){sign, last_size, public_key, s};
	snprintf(s->origin, sizeof(s->origin), "%.*s", STR_FMT(origin));
	snprintf(
	    s->head_path, sizeof(s->head_path), "%s/ledger.head", keys_dir);
	rc = file_make_dir(keys_dir, 0700, err);
	if (rc == ERR_NONE &&
	    (origin.len >= sizeof(s->origin) || !note_name_ok(origin)))
		rc = err_set(err, ERR_INVALID,
		    "the log's origin is empty, too long, or has a space or "
		    "'+' in it");
	for (unsigned i = 0; rc == ERR_NONE && i < SIGN_PURPOSES; i++) {
		char path[PATH_MAX];

		snprintf(path, sizeof(path), "%s/%s.key", keys_dir,
		    sign_purpose_name((enum sign_purpose)i));
		rc = key_read_or_make(path, &s->keys[i], err);
	}
	if (rc != ERR_NONE) {
		signer_close(s);
		return rc;
	}
	*out = s;
	return ERR_NONE;
}

void
signer_close(struct signer *s)
{
	if (s == NULL)
		return;
	for (unsigned i = 0; i < SIGN_PURPOSES; i++)
		key_wipe(&s->keys[i]);
	free(s);
}

const struct sign_port *
signer_port(const struct signer *s)
{
	return &s->port;
}
