#ifndef LEDGER_LOG_TEST_H
#define LEDGER_LOG_TEST_H

/* What the tests of the log share: a log with its keys and a view that fills
   every table of kind view, and changing a stored cell behind its back. */

#include "base/clock.h"
#include "base/file.h"
#include "ledger/integrate.h"
#include "ledger/signer.h"
#include "store/schema.h"
#include "store/testing.h"

#define LOG_ORIGIN "example.org/evidence"

struct log {
	struct store *store;
	struct signer *signer;
	struct ledger_config config;
	char keys[64];
};

/* A value for a column, made of nothing but the fact's number: each row and
   column has its own, so that no unique index is in the way. */
static inline struct cell
log_cell(const struct field *column, unsigned place, uint64_t seq, char *room)
{
	struct cell c = {.type = column->type};

	c.n = (int64_t)(seq * 64 + place);
	if (strcmp(column->name, "seq_to") == 0)
		c.null = true;
	if (column->type == CELL_FLAG)
		c.n = (int64_t)(seq % 2);
	memset(room, 0, 32);
	c.s = (struct str){room, ID_SIZE};
	if (column->type == CELL_TEXT)
		c.s.len =
		    (size_t)snprintf(room, 32, "text %lld", (long long)c.n);
	else
		memcpy(room + 8, &c.n, sizeof(c.n));
	return c;
}

static inline enum err_code
log_apply(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	struct cell cells[STATEMENT_FIELDS_MAX];
	char room[STATEMENT_FIELDS_MAX][32];
	enum err_code rc = ERR_NONE;

	(void)arena;
	for (size_t t = 0; rc == ERR_NONE && t < store_table_count; t++) {
		const struct table *table = &store_tables[t];

		if (table->kind != TABLE_VIEW)
			continue;
		for (unsigned i = 0; i < table->n_columns; i++)
			cells[i] =
			    log_cell(&table->columns[i], i, e->seq, room[i]);
		rc = table_insert(db, table, cells, err);
	}
	return rc;
}

static inline const struct ledger_view *const *
log_views(void)
{
	static const char *tables[64];
	static struct ledger_view view = {"every table", tables, log_apply};
	static const struct ledger_view *const views[] = {&view, NULL};
	size_t n = 0;

	for (size_t t = 0; t < store_table_count; t++)
		if (store_tables[t].kind == TABLE_VIEW)
			tables[n++] = store_tables[t].name;
	tables[n] = NULL;
	return views;
}

static inline void
log_open(struct log *log, struct store *store)
{
	struct err err;

	*log = (struct log){.store = store};
	store_test_folder(log->keys);
	CHECK_OK(
	    signer_open(log->keys, STR(LOG_ORIGIN), &log->signer, &err), &err);
	log->config = (struct ledger_config){.store = store,
	    .origin = STR(LOG_ORIGIN),
	    .views = log_views(),
	    .signer = signer_port(log->signer)};
}

static inline void
log_close(struct log *log)
{
	signer_close(log->signer);
	store_test_folder_gone(log->keys);
}

/* One fact: somebody joins. */
struct log_joined {
	struct id id, person, actor;
	const char *name;
};

static inline enum err_code
log_join(struct db *db, void *ctx, struct err *err)
{
	const struct log_joined *j = ctx;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("name", str_from(j->name)),
	    FIELD_TEXT("email", STR("ada@example.org")),
	    FIELD_TEXT("role", STR("developer")),
	    FIELD_TEXT("source", STR("test")),
	};
	const struct ledger_fact fact = {.id = j->id,
	    .type = LEDGER_PERSON_JOINED,
	    .at = clock_now(),
	    .actor = j->actor,
	    .subject = j->person,
	    .fields = fields,
	    .n = NELEM(fields)};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = ledger_append(db, &arena, &fact, err);
	arena_release(&arena);
	return rc;
}

static inline struct id
log_add(struct log *log, struct id person)
{
	struct log_joined j = {
	    .id = id_new(), .person = person, .actor = person, .name = "Ada"};
	struct err err;

	CHECK_OK(store_write(log->store, log_join, &j, &err), &err);
	return j.id;
}

static inline uint64_t
log_integrate(struct log *log)
{
	struct err err;
	uint64_t n;

	CHECK_OK(ledger_integrate(&log->config, &n, &err), &err);
	return n;
}

struct log_verifying {
	struct log *log;
	struct ledger_verdict verdict;
};

static inline enum err_code
log_verify_in(struct db *db, void *ctx, struct err *err)
{
	struct log_verifying *v = ctx;
	const struct sign_port *port = signer_port(v->log->signer);
	uint8_t key[32];

	if (port->public_key(port->ctx, SIGN_LEDGER, key, err) != ERR_NONE)
		return err->code;
	return ledger_verify(db, key, &v->verdict, err);
}

static inline enum err_code
log_verify(struct log *log, struct ledger_verdict *out, struct err *err)
{
	struct log_verifying v = {.log = log};
	enum err_code rc = store_read(log->store, log_verify_in, &v, err);

	*out = v.verdict;
	return rc;
}

/* Changes the cell of a row, counted in key order, to another of its type. */
struct log_change {
	const struct table *table;
	unsigned column;
	size_t row;
	/* while it runs */
	struct arena arena;
	struct {
		struct cell **v;
		size_t n, cap;
	} rows;
};

static inline enum err_code
log_keep_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct log_change *c = ctx;
	struct cell **slot = ARENA_PUSH(&c->arena, &c->rows);
	struct cell *copy =
	    ARENA_ARRAY(&c->arena, c->table->n_columns, struct cell);

	(void)err;
	CHECK(slot != NULL && copy != NULL);
	for (unsigned i = 0; i < c->table->n_columns; i++) {
		copy[i] = cells[i];
		if (cells[i].s.ptr != NULL)
			copy[i].s = arena_str(&c->arena, cells[i].s);
	}
	*slot = copy;
	return ERR_NONE;
}

static inline void
log_change_cell(struct arena *arena, struct cell *c)
{
	char *text;

	if (c->null) {
		c->null = false;
		c->n = 1;
		c->s = arena_str(arena, STR("0123456789abcdef"));
		return;
	}
	if (c->type == CELL_FLAG)
		c->n = !c->n;
	else
		c->n += 1000000;
	if (c->s.len == 0)
		return;
	text = arena_cstr(arena, c->s);
	text[c->s.len - 1] ^= 1;
	c->s.ptr = text;
}

static inline enum err_code
log_change_in(struct db *db, void *ctx, struct err *err)
{
	struct log_change *c = ctx;
	enum err_code rc;

	c->rows.v = NULL;
	c->rows.n = c->rows.cap = 0;
	rc = table_dump(db, c->table, log_keep_row, c, err);
	if (rc == ERR_NONE)
		rc = table_clear(db, c->table, NULL, err);
	CHECK(c->row < c->rows.n);
	log_change_cell(&c->arena, &c->rows.v[c->row][c->column]);
	for (size_t i = 0; rc == ERR_NONE && i < c->rows.n; i++)
		rc = table_insert(db, c->table, c->rows.v[i], err);
	return rc;
}

static inline enum err_code
log_clear(struct db *db, void *ctx, struct err *err)
{
	const struct log_change *c = ctx;

	return table_clear(db, c->table, NULL, err);
}

static inline void
log_change(struct log *log, const char *table, unsigned column, size_t row)
{
	struct log_change c = {
	    .table = table_find(str_from(table)), .column = column, .row = row};
	struct err err;

	CHECK(c.table != NULL);
	arena_init(&c.arena, 64 << 20);
	CHECK_OK(store_write(log->store, log_change_in, &c, &err), &err);
	arena_release(&c.arena);
}

static inline unsigned
log_column(const char *table, const char *name)
{
	const struct table *t = table_find(str_from(table));

	for (unsigned i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return i;
	fail_msg("no column %s in %s", name, table);
	return 0;
}

#endif
