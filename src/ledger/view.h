#ifndef LEDGER_VIEW_H
#define LEDGER_VIEW_H

#include "codec/json_read.h"
#include "ledger/fact.h"
#include "store/store.h"

/*
 * A table that shows facts is a view of them: it changes here and nowhere
 * else, fact by fact in the order of the log.
 *
 *	static enum err_code
 *	apply(struct db *db, struct arena *arena,
 *	    const struct ledger_entry *e, struct err *err)
 *	{
 *		switch (e->type) {
 *		case LEDGER_PERSON_JOINED:
 *			return sql_person_view_insert(db,
 *			    &(struct sql_person_view_insert_in){
 *				.id = e->subject,
 *				.name = ledger_text(e, "name"),
 *				.seq_from = (int64_t)e->seq}, NULL, err);
 *		default:
 *			return ERR_NONE;
 *		}
 *	}
 *	static const char *const tables[] = {"person", NULL};
 *	const struct ledger_view people_view = {"people", tables, apply};
 *
 * apply reads and writes its own tables alone, depends on nothing but the
 * facts so far (no clock, no random id, no file), and on their order within
 * a subject only.  Rows carry seq_from and seq_to (NULL: current); a change
 * closes the row with seq_to and opens another.  An error stops the log: an
 * entry that makes no sense to a view is skipped by it.
 */
struct ledger_entry {
	uint64_t seq; /* from 0, without gap */
	struct id id;
	enum ledger_type type;
	int64_t at;
	int64_t ordinal;    /* of its subject, from 1 */
	struct id actor;    /* after an erasure, the id of that fact */
	struct id subject;  /* likewise */
	struct str line;    /* canonical, as hashed */
	struct json values; /* an object: the fields, commitments opened */
	bool actor_erased;
	bool subject_erased;
};

typedef enum err_code ledger_apply_fn(struct db *db, struct arena *arena,
    const struct ledger_entry *entry, struct err *err);

struct ledger_view {
	const char *name;
	const char *const *tables; /* to NULL */
	ledger_apply_fn *apply;
};

/* The value of a field.  An absent one is STR_NONE, the id none, missing.
   A personal text of an erased person reads "erased:<number>". */
struct str ledger_text(const struct ledger_entry *e, const char *name);
int64_t ledger_int(
    const struct ledger_entry *e, const char *name, int64_t missing);
bool ledger_flag(const struct ledger_entry *e, const char *name, bool missing);
int64_t ledger_time(const struct ledger_entry *e, const char *name); /* or 0 */
struct id ledger_id(
    const struct ledger_entry *e, const char *name); /* PERSON too */

/* The 32 bytes of a hash; false when absent. */
bool ledger_hash(
    const struct ledger_entry *e, const char *name, uint8_t out[32]);

/* A list or object; NULL when absent. */
const struct json *ledger_json(const struct ledger_entry *e, const char *name);
bool ledger_has(const struct ledger_entry *e, const char *name);

#endif
