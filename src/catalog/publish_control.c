/* What frameworks ask enters the log: a file a fact, its bytes kept first. */
#include <stdio.h>

#include "base/clock.h"
#include "catalog/control.h"
#include "catalog/publish_part.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "sql/control_map.h"

/* With the row it follows, so that a file that goes back to what it was is a
   fact again. */
static struct id
fact_id(const struct catalog_framework *f, struct str content, bool follows,
    int64_t seq)
{
	char after[32];
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, STR("control-map.published "));
	sha256_add(&h, f->id);
	sha256_add(&h, STR("\n"));
	sha256_add(&h, f->edition);
	sha256_add(&h, STR("\n"));
	sha256_add(&h, content);
	if (follows) {
		snprintf(after, sizeof(after), " %lld", (long long)seq);
		sha256_add(&h, str_from(after));
	}
	return publish_id(&h);
}

static enum err_code
publish_one(struct db *db, struct arena *arena,
    const struct catalog_framework *f, struct err *err)
{
	uint8_t hash[HASH_SIZE];
	struct str content = {(const char *)hash, HASH_SIZE};
	struct sql_control_map_now_row row = {0};
	bool found;
	enum err_code rc = sql_control_map_now(db, arena,
	    &(struct sql_control_map_now_in){
		.framework = f->id, .edition = f->edition},
	    &found, &row, err);

	sha256(f->file, hash);
	if (rc != ERR_NONE || (found && str_eq(row.content, content)))
		return rc;
	rc = content_put(db, f->file, hash, err);
	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("framework", f->id),
	    FIELD_TEXT("edition", f->edition),
	    FIELD_HASH("content", content),
	};
	const struct ledger_fact fact = {
	    .id = fact_id(f, content, found, row.seq_from),
	    .type = LEDGER_CONTROL_MAP_PUBLISHED,
	    .at = clock_now(),
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

enum err_code
publish_controls(struct db *db, struct arena *arena,
    const struct catalog *catalog, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < catalog->frameworks->n && rc == ERR_NONE; i++)
		rc = publish_one(db, arena, &catalog->frameworks->v[i], err);
	return rc;
}

enum err_code
publish_control_apply(
    struct db *db, const struct ledger_entry *e, struct err *err)
{
	struct str framework = ledger_text(e, "framework"),
		   edition = ledger_text(e, "edition");
	uint8_t content[HASH_SIZE];
	enum err_code rc;

	if (!ledger_hash(e, "content", content))
		return ERR_NONE;
	rc = sql_control_map_end(db,
	    &(struct sql_control_map_end_in){.framework = framework,
		.edition = edition,
		.seq_to = (int64_t)e->seq},
	    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_control_map_add(db,
	    &(struct sql_control_map_add_in){.framework = framework,
		.edition = edition,
		.content = {(const char *)content, HASH_SIZE},
		.published = e->at,
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}
