#include "ledger/entry.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "codec/canon.h"
#include "codec/hex.h"
#include "ledger/ledger.h"
#include "sql/ledger.h"

#define MEMORY_AT_ONCE (256u << 20)

static enum err_code
corrupt(const struct ledger_entry *e, struct err *err, const char *why)
{
	return err_set(
	    err, ERR_CORRUPT, "fact %" PRIu64 " of the log: %s", e->seq, why);
}

static bool
listed(struct str fields, struct str name)
{
	struct str one;

	while (str_next(&fields, ',', &one))
		if (str_eq(one, name))
			return true;
	return false;
}

/* An erased person's text says by which fact; other kinds are absent. */
static enum err_code
erased_value(const struct entry_row *row, struct str name, struct arena *arena,
    struct json *out, struct err *err)
{
	const struct ledger_field_type *t =
	    ledger_field_type(row->entry.type, name);

	*out = (struct json){.kind = JSON_IS_NULL};
	if (t == NULL || t->kind != LEDGER_TEXT)
		return ERR_NONE;
	for (unsigned i = 0; i < row->n_secrets; i++) {
		const struct entry_secret *s = &row->secrets[i];
		struct id owner = id_is_none(row->entry.subject)
		    ? row->entry.actor
		    : row->entry.subject;

		if (s->key.ptr != NULL || !id_eq(s->person, owner))
			continue;
		out->kind = JSON_IS_TEXT;
		out->text = arena_strf(arena, "erased:%" PRId64, s->erased);
		return out->text.ptr != NULL ? ERR_NONE
					     : arena_fail(arena, err);
	}
	return corrupt(&row->entry, err, "a personal value is missing");
}

static enum err_code
opened_value(const struct entry_row *row, struct str name, struct arena *arena,
    struct json *out, struct err *err)
{
	char id[ID_TEXT_LEN + 1];

	for (unsigned i = 0; i < row->n_secrets; i++) {
		const struct entry_secret *s = &row->secrets[i];
		struct json object;
		enum err_code rc;

		if (s->fields.len > 0 && listed(s->fields, name)) {
			id_write(s->person, id);
			out->kind = JSON_IS_TEXT;
			out->text = arena_str(arena, str_from(id));
			return out->text.ptr != NULL ? ERR_NONE
						     : arena_fail(arena, err);
		}
		if (s->personal.ptr == NULL || s->personal.len <= 2)
			continue;
		rc = canon_read(s->personal, arena, &object, err);
		if (rc != ERR_NONE)
			return rc == ERR_SYNTAX
			    ? corrupt(&row->entry, err,
				  "its personal values are no canonical JSON")
			    : rc;
		for (size_t k = 0; k < object.n; k++)
			if (str_eq(object.items[k].name, name)) {
				*out = object.items[k].value;
				return ERR_NONE;
			}
	}
	return erased_value(row, name, arena, out, err);
}

static bool
committed(const struct ledger_entry *e, struct str name)
{
	const struct ledger_field_type *t = ledger_field_type(e->type, name);

	return t != NULL && (t->personal || t->kind == LEDGER_PERSON);
}

static enum err_code
put_together(struct entry_row *row, struct arena *arena, struct err *err)
{
	struct ledger_entry *e = &row->entry;
	struct json line;
	enum err_code rc = canon_read(e->line, arena, &line, err);
	size_t n = 0;

	if (rc != ERR_NONE)
		return rc == ERR_SYNTAX || rc == ERR_LIMIT
		    ? corrupt(e, err, "its line is no canonical JSON")
		    : rc;
	e->values = (struct json){.kind = JSON_IS_OBJECT, .items = line.items};
	for (size_t i = 0; i < line.n; i++) {
		struct json_member m = line.items[i];

		if (commit_reserved(m.name))
			continue;
		if (committed(e, m.name))
			rc = opened_value(row, m.name, arena, &m.value, err);
		if (rc != ERR_NONE)
			return rc;
		if (m.value.kind != JSON_IS_NULL)
			line.items[n++] = m;
	}
	e->values.n = n;
	for (unsigned i = 0; i < row->n_secrets; i++) {
		const struct entry_secret *s = &row->secrets[i];

		if (s->key.ptr != NULL)
			continue;
		e->actor_erased |= id_eq(s->person, e->actor);
		e->subject_erased |= id_eq(s->person, e->subject);
	}
	return ERR_NONE;
}

static enum err_code
start_row(const struct sql_ledger_entries_row *r, struct arena *arena,
    struct entries *out, struct err *err)
{
	struct entry_row *row = ARENA_PUSH(arena, out);

	if (row == NULL)
		return arena_fail(arena, err);
	row->entry = (struct ledger_entry){.seq = (uint64_t)r->seq,
	    .id = r->id,
	    .at = r->at,
	    .ordinal = r->ordinal,
	    .actor = r->actor,
	    .subject = r->subject,
	    .line = r->line};
	if (!ledger_type_read(r->type, &row->entry.type))
		return corrupt(&row->entry, err, "its type is unknown");
	return ERR_NONE;
}

static enum err_code
add_secret(const struct sql_ledger_entries_row *r, struct entry_row *row,
    struct err *err)
{
	if (id_is_none(r->person))
		return ERR_NONE;
	if (row->n_secrets == COMMIT_PERSONS)
		return corrupt(
		    &row->entry, err, "more persons than it can hold");
	row->secrets[row->n_secrets++] = (struct entry_secret){r->person,
	    r->fields, r->key, r->personal, r->erased.set ? r->erased.v : -1};
	return ERR_NONE;
}

enum err_code
entries_read(struct db *db, struct arena *arena, uint64_t from, uint64_t past,
    struct entries *out, struct err *err)
{
	struct sql_ledger_entries_rows rows = {0};
	struct entries list = {0};
	enum err_code rc;

	rc = sql_ledger_entries(db, arena,
	    &(struct sql_ledger_entries_in){
		.first = (int64_t)from, .past = (int64_t)past},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		if (i == 0 || rows.v[i].seq != rows.v[i - 1].seq)
			rc = start_row(&rows.v[i], arena, &list, err);
		if (rc == ERR_NONE)
			rc = add_secret(&rows.v[i], &list.v[list.n - 1], err);
	}
	for (size_t i = 0; rc == ERR_NONE && i < list.n; i++) {
		if (list.v[i].entry.seq != from + i)
			return corrupt(&(struct ledger_entry){.seq = from + i},
			    err, "it is missing");
		rc = put_together(&list.v[i], arena, err);
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

enum err_code
entries_each(struct db *db, uint64_t from, uint64_t past, entry_row_fn *fn,
    void *ctx, struct err *err)
{
	struct arena arena;
	enum err_code rc = ERR_NONE;

	arena_init(&arena, MEMORY_AT_ONCE);
	for (uint64_t at = from; rc == ERR_NONE && at < past;) {
		uint64_t end =
		    past - at < ENTRIES_AT_ONCE ? past : at + ENTRIES_AT_ONCE;
		struct entries list;

		arena_reset(&arena);
		rc = entries_read(db, &arena, at, end, &list, err);
		if (rc == ERR_NONE && list.n != end - at)
			rc = corrupt(&(struct ledger_entry){.seq = at + list.n},
			    err, "it is missing");
		for (size_t i = 0; rc == ERR_NONE && i < list.n; i++)
			rc = fn(&list.v[i], ctx, err);
		at = end;
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
check_one(const struct entry_row *row, const struct json *line,
    const struct entry_secret *s, struct str name, const struct json *value,
    struct err *err)
{
	char want[COMMIT_TEXT + 1], key[64];
	const struct json *got;
	enum err_code rc;

	snprintf(key, sizeof(key), "%.*s", STR_FMT(name));
	got = json_get(line, key);
	rc = commit_value((const uint8_t *)s->key.ptr, name, value, want, err);
	if (rc != ERR_NONE)
		return rc;
	if (got == NULL || got->kind != JSON_IS_TEXT ||
	    !str_eq(got->text, str_from(want)))
		return err_set(err, ERR_CORRUPT,
		    "fact %" PRIu64 " of the log: the commitment to '%s' does "
		    "not open",
		    row->entry.seq, key);
	return ERR_NONE;
}

static enum err_code
check_person(const struct entry_row *row, const struct json *line,
    const struct entry_secret *s, struct arena *arena, uint64_t *n,
    struct err *err)
{
	struct str rest = s->fields.len > 0 ? s->fields : STR_NONE, name;
	char id[ID_TEXT_LEN + 1];
	struct json person = {.kind = JSON_IS_TEXT}, object;
	enum err_code rc = canon_read(s->personal, arena, &object, err);

	if (rc != ERR_NONE || s->key.len != COMMIT_KEY)
		return corrupt(&row->entry, err, "what opens it is malformed");
	id_write(s->person, id);
	person.text = str_from(id);
	for (; rc == ERR_NONE && str_next(&rest, ',', &name); ++*n)
		rc = check_one(row, line, s, name, &person, err);
	for (size_t i = 0; rc == ERR_NONE && i < object.n; i++, ++*n)
		rc = check_one(row, line, s, object.items[i].name,
		    &object.items[i].value, err);
	return rc;
}

enum err_code
entry_check(const struct entry_row *row, uint64_t *commitments, struct err *err)
{
	struct arena arena;
	struct json line;
	enum err_code rc;

	arena_init(&arena, 4u << 20);
	rc = canon_read(row->entry.line, &arena, &line, err);
	for (unsigned i = 0; rc == ERR_NONE && i < row->n_secrets; i++)
		if (row->secrets[i].key.ptr != NULL)
			rc = check_person(row, &line, &row->secrets[i], &arena,
			    commitments, err);
	arena_release(&arena);
	return rc;
}
