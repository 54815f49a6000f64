#include "merkle/tlog_proof.h"

#include <inttypes.h>

#include "codec/base64.h"
#include "merkle/checkpoint.h"

#define FIRST "c2sp.org/tlog-proof@v1"

void
tlog_proof_write(struct buf *out, const struct tlog_proof *proof)
{
	buf_add(out, STR(FIRST "\n"));
	if (proof->extra.ptr != NULL) {
		buf_add(out, STR("extra "));
		buf_add(out, proof->extra);
		buf_add_char(out, '\n');
	}
	buf_addf(out, "index %" PRIu64 "\n", proof->index);
	merkle_proof_write(out, &proof->path);
	buf_add_char(out, '\n');
	buf_add(out, proof->note);
}

static bool
extra_ok(struct str s)
{
	size_t whole = s.len;

	while (s.len > 0 && s.ptr[s.len - 1] == '=' && whole - s.len < 2)
		s.len--;
	for (size_t i = 0; i < s.len; i++)
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"
			   "wxyz0123456789+/",
			s.ptr[i]) == NULL)
			return false;
	return whole % 4 == 0;
}

/* The first line was read; up to and with the index line. */
static enum err_code
head_read(struct str *rest, struct tlog_proof *out, struct err *err)
{
	struct str line;

	if (!str_cut_line(rest, &line))
		return err_set(err, ERR_SYNTAX, "the proof has no index line");
	if (str_starts(line, STR("extra "))) {
		out->extra = str_from_at(line, 6);
		if (!extra_ok(out->extra))
			return err_set(
			    err, ERR_SYNTAX, "the extra line is not base64");
		if (!str_cut_line(rest, &line))
			return err_set(
			    err, ERR_SYNTAX, "the proof has no index line");
	}
	if (!str_starts(line, STR("index ")) ||
	    !str_u64(str_from_at(line, 6), &out->index))
		return err_set(
		    err, ERR_SYNTAX, "the index is not a plain decimal number");
	return ERR_NONE;
}

enum err_code
tlog_proof_read(struct str text, struct tlog_proof *out, struct err *err)
{
	struct tlog_proof p = {.extra = STR_NONE};
	struct str rest = text, line;
	struct note note;
	size_t path, end;
	enum err_code rc;

	if (text.len > TLOG_PROOF_MAX)
		return err_set(err, ERR_LIMIT, "proof is longer than %u bytes",
		    TLOG_PROOF_MAX);
	if (!str_cut_line(&rest, &line) || !str_eq(line, STR(FIRST)))
		return err_set(err, ERR_SYNTAX, "line 1 is not '%s'", FIRST);
	rc = head_read(&rest, &p, err);
	if (rc != ERR_NONE)
		return rc;
	path = text.len - rest.len;
	end = str_starts(rest, STR("\n")) ? 0 : str_find(rest, STR("\n\n")) + 1;
	if (end > rest.len ||
	    !merkle_proof_read(str_sub(rest, 0, end), &p.path))
		return err_set(err, ERR_SYNTAX,
		    "the path is not lines of base64 of %d bytes, then an "
		    "empty line",
		    MERKLE_HASH);
	p.note = str_from_at(text, path + end + 1);
	rc = note_read(p.note, &note, err);
	if (rc == ERR_NONE)
		*out = p;
	return rc;
}

enum err_code
tlog_proof_verify(const struct tlog_proof *proof, struct str entry,
    const struct note_key *key, struct err *err)
{
	struct merkle_hash leaf = merkle_leaf(entry), root;
	struct checkpoint cp;
	struct note note;
	enum err_code rc = note_read(proof->note, &note, err);

	if (rc == ERR_NONE)
		rc = note_verify(&note, key, err);
	if (rc == ERR_NONE)
		rc = checkpoint_read(note.text, &cp, err);
	if (rc != ERR_NONE)
		return rc;
	memcpy(root.v, cp.root, sizeof(root.v));
	if (!str_eq(cp.origin, key->name))
		return err_set(err, ERR_DENIED,
		    "the head is of log '%.*s', the key of '%.*s'",
		    STR_FMT(cp.origin), STR_FMT(key->name));
	if (!merkle_included(&leaf, proof->index, cp.size, &proof->path, &root))
		return err_set(err, ERR_DENIED,
		    "the entry is not at %" PRIu64 " under this head",
		    proof->index);
	return ERR_NONE;
}
