#include "base/clock.h"
#include "catalog/publish_part.h"
#include "codec/canon.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "sql/module_version.h"

struct id
publish_id(struct sha256 *said)
{
	uint8_t hash[HASH_SIZE];
	struct id id;

	sha256_end(said, hash);
	memcpy(id.bytes, hash, ID_SIZE);
	id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x80);
	id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
	return id;
}

static struct id
fact_id(const struct catalog_module *m)
{
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, STR("module.published "));
	sha256_add(&h, m->id);
	sha256_add(&h, STR(" "));
	sha256_add(&h, m->version);
	sha256_add(
	    &h, (struct str){(const char *)m->content_hash, CATALOG_HASH});
	sha256_add(&h, (struct str){(const char *)m->bank_hash, CATALOG_HASH});
	return publish_id(&h);
}

static enum err_code
store_files(struct db *db, const struct catalog_module *m, struct err *err)
{
	const struct str files[] = {m->text_file, m->micro_file, m->bank_file};
	enum err_code rc = ERR_NONE;
	uint8_t hash[HASH_SIZE];

	for (size_t i = 0; i < NELEM(files) && rc == ERR_NONE; i++)
		if (files[i].ptr != NULL)
			rc = content_put(db, files[i], hash, err);
	if (rc == ERR_NONE)
		rc = content_put(db, m->manifest, hash, err);
	return rc;
}

static enum err_code
json_list(struct arena *arena, const struct json *list, struct str *out,
    struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 1 << 16);
	rc = canon_write(&text, list, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&text, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}

static enum err_code
controls_of(struct arena *arena, const struct catalog_module *m,
    struct str *out, struct err *err)
{
	struct json list = {.kind = JSON_IS_LIST, .n = m->controls.n};

	list.items = ARENA_ARRAY(arena, list.n + 1, struct json_member);
	if (list.items == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < list.n; i++)
		list.items[i].value = (struct json){
		    .kind = JSON_IS_TEXT, .text = m->controls.v[i]};
	return json_list(arena, &list, out, err);
}

static enum err_code
cwes_of(struct arena *arena, const struct catalog_module *m, struct str *out,
    struct err *err)
{
	struct json list = {.kind = JSON_IS_LIST, .n = m->cwes.n};

	list.items = ARENA_ARRAY(arena, list.n + 1, struct json_member);
	if (list.items == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < list.n; i++)
		list.items[i].value = (struct json){
		    .kind = JSON_IS_INT, .num = (int64_t)m->cwes.v[i]};
	return json_list(arena, &list, out, err);
}

static enum err_code
append_fact(struct db *db, struct arena *arena, const struct catalog *catalog,
    const struct catalog_module *m, struct err *err)
{
	const struct catalog_course *course = catalog_course_of(catalog, m->id);
	struct str controls, cwes;
	enum err_code rc = controls_of(arena, m, &controls, err);

	if (rc == ERR_NONE)
		rc = cwes_of(arena, m, &cwes, err);
	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", m->id),
	    FIELD_TEXT("version", m->version),
	    FIELD_TEXT("title", m->title),
	    FIELD_HASH("content",
		((struct str){(const char *)m->content_hash, CATALOG_HASH})),
	    FIELD_HASH("bank",
		((struct str){(const char *)m->bank_hash, CATALOG_HASH})),
	    FIELD_JSON("controls", controls),
	    FIELD_JSON("cwe", cwes),
	    FIELD_INT("minutes", (int64_t)m->minutes),
	    FIELD_INT("validity_months",
		course != NULL ? (int64_t)course->validity_months : 0),
	    FIELD_TEXT("owasp", m->owasp),
	};
	const struct ledger_fact fact = {.id = fact_id(m),
	    .type = LEDGER_MODULE_PUBLISHED,
	    .at = clock_now(),
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

static bool
is_now(const struct sql_module_version_now_row *row,
    const struct catalog_module *m)
{
	return str_eq(row->version, m->version) &&
	    str_eq(row->content_hash,
		(struct str){(const char *)m->content_hash, CATALOG_HASH}) &&
	    str_eq(row->bank_hash,
		(struct str){(const char *)m->bank_hash, CATALOG_HASH});
}

enum err_code
catalog_publish(struct db *db, struct arena *arena,
    const struct catalog *catalog, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < catalog->modules.n && rc == ERR_NONE; i++) {
		const struct catalog_module *m = &catalog->modules.v[i];
		struct sql_module_version_now_row row;
		bool found;

		rc = sql_module_version_now(db, arena,
		    &(struct sql_module_version_now_in){.module = m->id},
		    &found, &row, err);
		if (rc != ERR_NONE || (found && is_now(&row, m)))
			continue;
		rc = store_files(db, m, err);
		if (rc == ERR_NONE)
			rc = append_fact(db, arena, catalog, m, err);
	}
	return rc == ERR_NONE ? publish_controls(db, arena, catalog, err) : rc;
}

static enum err_code
apply_module(struct db *db, const struct ledger_entry *e, struct err *err)
{
	uint8_t content[HASH_SIZE], bank[HASH_SIZE];
	enum err_code rc;
	bool has_bank;

	if (!ledger_hash(e, "content", content))
		return ERR_NONE;
	has_bank = ledger_hash(e, "bank", bank);
	rc = sql_module_version_end(db,
	    &(struct sql_module_version_end_in){
		.module = ledger_text(e, "module"), .seq_to = (int64_t)e->seq},
	    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_module_version_add(db,
	    &(struct sql_module_version_add_in){
		.module = ledger_text(e, "module"),
		.version = ledger_text(e, "version"),
		.title = ledger_text(e, "title"),
		.content_hash = {(const char *)content, HASH_SIZE},
		.bank_hash = has_bank
		    ? (struct str){(const char *)bank, HASH_SIZE}
		    : STR_NONE,
		.published = e->at,
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena UNUSED, const struct ledger_entry *e,
    struct err *err)
{
	switch (e->type) {
	case LEDGER_MODULE_PUBLISHED:
		return apply_module(db, e, err);
	case LEDGER_CONTROL_MAP_PUBLISHED:
		return publish_control_apply(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"module_version", "control_map", NULL};
const struct ledger_view catalog_view = {"catalog", tables, apply};
