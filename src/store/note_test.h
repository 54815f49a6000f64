#ifndef STORE_NOTE_TEST_H
#define STORE_NOTE_TEST_H

#include "store/schema.h"

/* A table and its statements by hand, as the generator would make them: the
   tests of this folder stand below sql/queries/. */
struct note {
	int64_t key;
	struct id id;
	struct str text, bytes;
	struct sql_int maybe;
	bool flag;
};

#define NOTE_COLUMNS "key, id, text, bytes, maybe, flag"

static const struct migration note_migrations[] = {
    {1, "note", "c1",
	{"CREATE TABLE note (key INTEGER NOT NULL PRIMARY KEY,"
	 " id BLOB, text TEXT NOT NULL UNIQUE, bytes BLOB, maybe INTEGER,"
	 " flag INTEGER NOT NULL CHECK (flag IN (0, 1))) STRICT;",
	    "CREATE TABLE note (key BIGINT NOT NULL PRIMARY KEY, id UUID,"
	    " text TEXT COLLATE \"C\" NOT NULL UNIQUE, bytes BYTEA,"
	    " maybe BIGINT, flag BIGINT NOT NULL CHECK (flag IN (0, 1)));"}},
    {2, "more", "c2",
	{"CREATE TABLE more (key INTEGER NOT NULL PRIMARY KEY) STRICT;",
	    "CREATE TABLE more (key BIGINT NOT NULL PRIMARY KEY);"}},
};

static const struct field note_fields[] = {
    {"key", CELL_INT, false, offsetof(struct note, key)},
    {"id", CELL_ID, true, offsetof(struct note, id)},
    {"text", CELL_TEXT, false, offsetof(struct note, text)},
    {"bytes", CELL_BYTES, true, offsetof(struct note, bytes)},
    {"maybe", CELL_INT, true, offsetof(struct note, maybe)},
    {"flag", CELL_FLAG, false, offsetof(struct note, flag)},
};

static const struct statement UNUSED note_add = {
    .name = "note_add",
    .kind = STATEMENT_EXEC,
    .sql = {"INSERT INTO note (" NOTE_COLUMNS
	    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	"INSERT INTO note (" NOTE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"},
    .in = note_fields,
    .n_in = NELEM(note_fields),
};

static const struct statement UNUSED note_get = {
    .name = "note_get",
    .kind = STATEMENT_OPT,
    .sql = {"SELECT " NOTE_COLUMNS " FROM note WHERE key = ?1",
	"SELECT " NOTE_COLUMNS " FROM note WHERE key = $1"},
    .in = note_fields,
    .n_in = 1,
    .out = note_fields,
    .n_out = NELEM(note_fields),
    .row_size = sizeof(struct note),
};

static const struct statement UNUSED note_list = {
    .name = "note_list",
    .kind = STATEMENT_MANY,
    .sql = {"SELECT " NOTE_COLUMNS " FROM note ORDER BY text",
	"SELECT " NOTE_COLUMNS " FROM note ORDER BY text"},
    .out = note_fields,
    .n_out = NELEM(note_fields),
    .row_size = sizeof(struct note),
};

static const struct statement UNUSED note_each = {
    .name = "note_each",
    .kind = STATEMENT_EACH,
    .sql = {"SELECT " NOTE_COLUMNS " FROM note ORDER BY key",
	"SELECT " NOTE_COLUMNS " FROM note ORDER BY key"},
    .out = note_fields,
    .n_out = NELEM(note_fields),
    .row_size = sizeof(struct note),
};

static inline enum err_code UNUSED
note_write(struct db *db, void *ctx, struct err *err)
{
	return statement_exec(db, &note_add, ctx, NULL, err);
}

static inline enum err_code UNUSED
note_put(struct store *store, int64_t key, struct err *err)
{
	char text[32];
	struct note note = {.key = key, .text = {text, 0}};

	note.text.len =
	    (size_t)snprintf(text, sizeof(text), "note %lld", (long long)key);
	return store_write(store, note_write, &note, err);
}

#endif
