#include <inttypes.h>

#include "base/clock.h"
#include "codec/canon.h"
#include "ledger/entry.h"
#include "ledger/ledger.h"
#include "ledger/tree.h"
#include "merkle/checkpoint.h"
#include "merkle/note.h"
#include "sql/ledger.h"

struct verifying {
	struct ledger_verdict v;
	struct merkle_range range;
	struct arena arena;
};

static enum err_code
refuse(const struct ledger_entry *e, struct err *err, const char *why)
{
	return err_set(
	    err, ERR_CORRUPT, "fact %" PRIu64 " of the log: %s", e->seq, why);
}

/* The row beside the line says what the line says. */
static enum err_code
check_row(
    const struct ledger_entry *e, const struct json *line, struct err *err)
{
	struct str type = json_opt_str(line, "type");
	struct id id;
	int64_t at;

	if (!str_eq(type, str_from(ledger_fact_type(e->type)->name)))
		return refuse(e, err, "its type is another than its line's");
	if (!id_read(json_opt_str(line, "id"), &id) || !id_eq(id, e->id))
		return refuse(e, err, "its id is another than its line's");
	if (!clock_read(json_opt_str(line, "at"), &at) || at != e->at)
		return refuse(e, err, "its time is another than its line's");
	if (json_opt_int(line, "ordinal", -1) != e->ordinal)
		return refuse(e, err, "its ordinal is another than its line's");
	return ERR_NONE;
}

static enum err_code
check_schema(
    const struct ledger_entry *e, const struct json *line, struct err *err)
{
	const struct ledger_field_type *t = ledger_fact_type(e->type)->fields;

	for (size_t i = 0; i < line->n; i++)
		if (!commit_reserved(line->items[i].name) &&
		    ledger_field_type(e->type, line->items[i].name) == NULL)
			return refuse(e, err, "a field its type does not have");
	for (; t->name != NULL; t++)
		if (!t->optional && json_get(line, t->name) == NULL)
			return refuse(e, err,
			    "a field its type must have is "
			    "missing");
	return ERR_NONE;
}

static enum err_code
verify_row(const struct entry_row *row, void *ctx, struct err *err)
{
	struct verifying *v = ctx;
	const struct ledger_entry *e = &row->entry;
	struct merkle_hash leaf = merkle_leaf(e->line);
	struct json line;
	enum err_code rc;

	arena_reset(&v->arena);
	rc = canon_read(e->line, &v->arena, &line, err);
	if (rc == ERR_NONE)
		rc = check_row(e, &line, err);
	if (rc == ERR_NONE)
		rc = check_schema(e, &line, err);
	if (rc == ERR_NONE)
		rc = entry_check(row, &v->v.commitments, err);
	merkle_range_add(&v->range, &leaf);
	v->v.entries++;
	for (unsigned i = 0; i < row->n_secrets; i++)
		v->v.erased += row->secrets[i].key.ptr == NULL;
	return rc;
}

static enum err_code
check_order(struct db *db, struct arena *arena, struct err *err)
{
	struct sql_ledger_order_gaps_row gaps;
	struct sql_ledger_order_swaps_row swaps;
	enum err_code rc = sql_ledger_order_gaps(db, arena, &gaps, err);

	if (rc == ERR_NONE && gaps.n > 0)
		return err_set(err, ERR_CORRUPT,
		    "%" PRId64 " subjects have a gap in their facts", gaps.n);
	if (rc == ERR_NONE)
		rc = sql_ledger_order_swaps(db, arena, &swaps, err);
	if (rc == ERR_NONE && swaps.n > 0)
		return err_set(err, ERR_CORRUPT,
		    "%" PRId64 " facts stand before an earlier one of their "
		    "subject",
		    swaps.n);
	return rc;
}

/* The root over the lines, that of the tiles and that of the head agree. */
static enum err_code
check_root(struct db *db, struct arena *arena, const struct ledger_head *head,
    const struct merkle_range *range, struct err *err)
{
	struct merkle_hash lines = merkle_range_root(range), tiles;
	struct merkle_source source;
	struct tree tree;
	enum err_code rc;

	if (memcmp(lines.v, head->root, sizeof(lines.v)) != 0)
		return err_set(err, ERR_CORRUPT,
		    "the root over %" PRIu64 " facts is not the head's",
		    range->size);
	source = tree_source(&tree, db, arena);
	rc = merkle_root(&source, head->size, &tiles, err);
	if (rc == ERR_NONE && !merkle_equal(&tiles, &lines))
		return err_set(err, ERR_CORRUPT,
		    "the stored tree is not that of the facts");
	return rc;
}

/* The signed head, which may lag behind, is of this log at its size. */
static enum err_code
check_note(
    struct db *db, struct arena *arena, const uint8_t key[32], struct err *err)
{
	struct note_key name;
	struct ledger_head head;
	struct merkle_hash root;
	struct merkle_source source;
	struct checkpoint cp;
	struct tree tree;
	struct note note;
	enum err_code rc = ledger_signed_head(db, arena, &head, err);

	if (rc != ERR_NONE || head.size == 0)
		return rc;
	rc = note_read(head.note, &note, err);
	if (rc == ERR_NONE)
		rc = checkpoint_read(note.text, &cp, err);
	if (rc == ERR_NONE) {
		name.name = cp.origin;
		memcpy(name.public, key, sizeof(name.public));
		rc = note_verify(&note, &name, err);
	}
	if (rc != ERR_NONE) {
		err_prefix(err, "the signed head of the log");
		return err->code = ERR_CORRUPT;
	}
	if (cp.size != head.size)
		return err_set(err, ERR_CORRUPT,
		    "the signed head is kept under another size");
	source = tree_source(&tree, db, arena);
	rc = merkle_root(&source, cp.size, &root, err);
	if (rc == ERR_NONE && memcmp(root.v, cp.root, sizeof(cp.root)) != 0)
		return err_set(
		    err, ERR_CORRUPT, "the signed head is not one of this log");
	return rc;
}

static enum err_code
verify(struct db *db, struct verifying *v, struct arena *arena,
    const uint8_t key[32], struct err *err)
{
	struct ledger_head head;
	enum err_code rc = ledger_head(db, arena, &head, err);

	if (rc == ERR_NONE)
		rc = entries_each(db, 0, head.size, verify_row, v, err);
	if (rc == ERR_NONE)
		rc = check_order(db, arena, err);
	if (rc == ERR_NONE)
		rc = check_root(db, arena, &head, &v->range, err);
	return rc == ERR_NONE ? check_note(db, arena, key, err) : rc;
}

enum err_code
ledger_verify(struct db *db, const uint8_t key[32], struct ledger_verdict *out,
    struct err *err)
{
	struct verifying v = {.v = {0}};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 64 << 20);
	arena_init(&v.arena, 16 << 20);
	rc = verify(db, &v, &arena, key, err);
	arena_release(&arena);
	arena_release(&v.arena);
	if (rc == ERR_NONE)
		*out = v.v;
	return rc;
}
