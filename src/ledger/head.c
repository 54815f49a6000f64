#include <inttypes.h>

#include "ledger/integrate.h"
#include "ledger/tree.h"
#include "merkle/checkpoint.h"
#include "merkle/note.h"
#include "merkle/tlog_proof.h"
#include "sql/ledger.h"

static enum err_code
head_of(int64_t size, struct str root, int64_t at, struct str note,
    struct ledger_head *out, struct err *err)
{
	if (root.len != sizeof(out->root))
		return err_set(err, ERR_CORRUPT,
		    "the root of the log's head is malformed");
	*out = (struct ledger_head){
	    .size = (uint64_t)size, .at = at, .note = note};
	memcpy(out->root, root.ptr, sizeof(out->root));
	return ERR_NONE;
}

static void
empty_head(struct ledger_head *out)
{
	struct merkle_hash root = merkle_empty();

	*out = (struct ledger_head){.note = STR_NONE};
	memcpy(out->root, root.v, sizeof(out->root));
}

enum err_code
ledger_head(struct db *db, struct arena *arena, struct ledger_head *out,
    struct err *err)
{
	struct sql_ledger_head_last_row row;
	bool found;
	enum err_code rc = sql_ledger_head_last(db, arena, &found, &row, err);

	if (rc == ERR_NONE && !found)
		empty_head(out);
	else if (rc == ERR_NONE)
		rc = head_of(row.size, row.root, row.at, row.note, out, err);
	return rc;
}

enum err_code
ledger_signed_head(struct db *db, struct arena *arena, struct ledger_head *out,
    struct err *err)
{
	struct sql_ledger_head_signed_row row;
	bool found;
	enum err_code rc = sql_ledger_head_signed(db, arena, &found, &row, err);

	if (rc == ERR_NONE && !found)
		empty_head(out);
	else if (rc == ERR_NONE)
		rc = head_of(row.size, row.root, row.at, row.note, out, err);
	return rc;
}

/* A committed head and the proof that it extends the one signed last. */
struct signing {
	const struct ledger_config *config;
	uint64_t last; /* the signer's */
	bool todo;
	struct ledger_head head;
	struct buf document, proof, note;
};

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct signing *s = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = ledger_head(db, &arena, &s->head, err);
	s->todo = s->head.note.ptr == NULL && s->head.size > 0;
	s->head.note = STR_NONE; /* it goes with the arena */
	arena_release(&arena);
	return rc;
}

/* The tiles of a size do not change, so a later snapshot serves as well. */
static enum err_code
prove_growth(struct db *db, void *ctx, struct err *err)
{
	struct signing *s = ctx;
	struct merkle_proof path;
	struct merkle_source source;
	struct arena arena;
	struct tree tree;
	enum err_code rc;

	buf_reset(&s->proof);
	arena_init(&arena, 16 << 20);
	source = tree_source(&tree, db, &arena);
	rc = merkle_consistency(&source, s->last, s->head.size, &path, err);
	if (rc == ERR_NONE) {
		merkle_proof_write(&s->proof, &path);
		rc = buf_finish(&s->proof, err);
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
keep(struct db *db, void *ctx, struct err *err)
{
	struct signing *s = ctx;

	return sql_ledger_head_sign(db,
	    &(struct sql_ledger_head_sign_in){
		.size = (int64_t)s->head.size, .note = buf_view(&s->note)},
	    NULL, err);
}

static enum err_code
have_signed(struct signing *s, struct err *err)
{
	const struct sign_port *port = s->config->signer;
	struct checkpoint cp = {
	    .origin = s->config->origin, .size = s->head.size};
	enum err_code rc;

	memcpy(cp.root, s->head.root, sizeof(cp.root));
	checkpoint_write(&s->document, &cp);
	rc = buf_finish(&s->document, err);
	if (rc == ERR_NONE)
		rc = port->sign(port->ctx, SIGN_LEDGER, buf_view(&s->document),
		    buf_view(&s->proof), &s->note, err);
	return rc == ERR_NONE ? store_write(s->config->store, keep, s, err)
			      : rc;
}

static enum err_code
sign_head(struct signing *s, struct err *err)
{
	const struct sign_port *port = s->config->signer;
	enum err_code rc = port->last_size(port->ctx, &s->last, err);

	if (rc == ERR_NONE && s->last > s->head.size)
		return err_set(err, ERR_CONFLICT,
		    "the log has %" PRIu64 " facts, but a head of %" PRIu64
		    " was signed: the database is older than the keys beside "
		    "it",
		    s->head.size, s->last);
	if (rc == ERR_NONE)
		rc = store_read(s->config->store, prove_growth, s, err);
	return rc == ERR_NONE ? have_signed(s, err) : rc;
}

enum err_code
integrate_sign(const struct ledger_config *config, struct err *err)
{
	struct signing s = {.config = config};
	enum err_code rc = store_read(config->store, look, &s, err);

	if (rc != ERR_NONE || !s.todo)
		return rc;
	buf_init(&s.document, CHECKPOINT_MAX);
	buf_init(&s.proof, 8 << 10);
	buf_init(&s.note, NOTE_MAX);
	rc = sign_head(&s, err);
	buf_release(&s.document);
	buf_release(&s.proof);
	buf_release(&s.note);
	return rc;
}

enum err_code
ledger_prove(struct db *db, struct arena *arena, uint64_t seq, struct buf *out,
    struct err *err)
{
	struct tlog_proof proof = {.index = seq};
	struct merkle_source source;
	struct ledger_head head;
	struct tree tree;
	enum err_code rc = ledger_signed_head(db, arena, &head, err);

	if (rc == ERR_NONE && seq >= head.size)
		return err_set(err, ERR_NOT_FOUND,
		    "fact %" PRIu64 " is not under a signed head yet: it "
		    "covers %" PRIu64,
		    seq, head.size);
	if (rc != ERR_NONE)
		return rc;
	source = tree_source(&tree, db, arena);
	rc = merkle_inclusion(&source, seq, head.size, &proof.path, err);
	if (rc != ERR_NONE)
		return rc;
	proof.note = head.note;
	tlog_proof_write(out, &proof);
	return buf_finish(out, err);
}
