#include "ledger/rebuild.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "ledger/entry.h"
#include "ledger/integrate.h"
#include "store/schema.h"

/*
 * What was stored goes into a temporary file, table by table in key order;
 * the tables are emptied and derived; what is there then is read in the same
 * order beside the file.  Memory stays that of two rows.
 */
#define TABLES_MAX 64

struct rebuild {
	const struct ledger_config *config;
	struct lease lease; /* nobody integrates meanwhile */
	bool check;
	ledger_difference_fn *fn;
	void *ctx;
	uint64_t differences;
	const struct table *tables[TABLES_MAX];
	FILE *stored[TABLES_MAX];
	unsigned n;
};

struct row {
	struct cell cells[STATEMENT_FIELDS_MAX];
	struct buf bytes; /* what the cells borrow */
	bool there;
};

static enum err_code
table_of(const char *name, const struct table **out, struct err *err)
{
	*out = table_find(str_from(name));
	if (*out == NULL || (*out)->kind != TABLE_VIEW)
		return err_set(err, ERR_INVALID,
		    "'%s' is derived from the log, but is no table of kind "
		    "view",
		    name);
	return ERR_NONE;
}

/* Every table of kind view is somebody's, and nobody's is another kind. */
static enum err_code
tables_of(const struct ledger_view *const *views, bool some,
    const struct table **out, unsigned *n, struct err *err)
{
	enum err_code rc;

	*n = 0;
	for (; *views != NULL; views++)
		for (const char *const *t = (*views)->tables; *t != NULL; t++) {
			if (*n == TABLES_MAX)
				return err_set(
				    err, ERR_LIMIT, "too many views");
			rc = table_of(*t, &out[*n], err);
			if (rc != ERR_NONE)
				return rc;
			++*n;
		}
	for (size_t i = 0; i < store_table_count; i++) {
		bool claimed = some || store_tables[i].kind != TABLE_VIEW;

		for (unsigned k = 0; k < *n; k++)
			claimed |= out[k] == &store_tables[i];
		if (!claimed)
			return err_set(err, ERR_INVALID,
			    "nothing derives the view '%s'",
			    store_tables[i].name);
	}
	return ERR_NONE;
}

struct applying {
	struct db *db;
	const struct ledger_view *const *views;
	struct arena arena;
};

static enum err_code
apply_row(const struct entry_row *row, void *ctx, struct err *err)
{
	struct applying *a = ctx;

	arena_reset(&a->arena);
	return integrate_apply(a->db, &a->arena, a->views, &row->entry, err);
}

static enum err_code
apply_all(
    struct db *db, const struct ledger_view *const *views, struct err *err)
{
	struct applying a = {.db = db, .views = views};
	struct ledger_head head;
	enum err_code rc;

	arena_init(&a.arena, 64 << 20);
	rc = ledger_head(db, &a.arena, &head, err);
	if (rc == ERR_NONE)
		rc = entries_each(db, 0, head.size, apply_row, &a, err);
	arena_release(&a.arena);
	return rc;
}

/* Later tables first: they may refer to earlier ones. */
static enum err_code
clear_all(struct db *db, const struct table *const *tables, unsigned n,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && n-- > 0)
		rc = table_clear(db, tables[n], NULL, err);
	return rc;
}

enum err_code
rebuild_views(
    struct db *db, const struct ledger_config *config, struct err *err)
{
	const struct table *tables[TABLES_MAX];
	unsigned n;
	enum err_code rc =
	    tables_of(config->views, config->some_views, tables, &n, err);

	if (rc == ERR_NONE)
		rc = clear_all(db, tables, n, err);
	return rc == ERR_NONE ? apply_all(db, config->views, err) : rc;
}

struct saving {
	FILE *file;
	unsigned columns;
};

static enum err_code
save_row(const struct cell *cells, void *ctx, struct err *err)
{
	const struct saving *s = ctx;

	for (unsigned i = 0; i < s->columns; i++) {
		const struct cell *c = &cells[i];

		if (fwrite(c, sizeof(*c), 1, s->file) != 1 ||
		    (c->s.len > 0 &&
			fwrite(c->s.ptr, c->s.len, 1, s->file) != 1))
			return err_sys(
			    err, errno, "could not write a temporary file");
	}
	return ERR_NONE;
}

static enum err_code
save_all(struct db *db, struct rebuild *r, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; rc == ERR_NONE && i < r->n; i++) {
		struct saving s = {NULL, r->tables[i]->n_columns};

		if (r->stored[i] != NULL) /* run again after a rollback */
			fclose(r->stored[i]);
		s.file = r->stored[i] = tmpfile();
		if (s.file == NULL)
			return err_sys(
			    err, errno, "could not make a temporary file");
		rc = table_dump(db, r->tables[i], save_row, &s, err);
		rewind(s.file);
	}
	return rc;
}

/* The file is ours, written a moment ago. */
static enum err_code
load_row(FILE *file, unsigned columns, struct row *out, struct err *err)
{
	size_t at[STATEMENT_FIELDS_MAX];

	buf_reset(&out->bytes);
	out->there = false;
	for (unsigned i = 0; i < columns; i++) {
		struct cell *c = &out->cells[i];
		char *room;

		if (fread(c, sizeof(*c), 1, file) != 1)
			return i == 0 && feof(file)
			    ? ERR_NONE
			    : err_sys(err, errno,
				  "could not read a temporary file");
		at[i] = out->bytes.len;
		if (c->s.len == 0)
			continue;
		room = buf_room(&out->bytes, c->s.len);
		if (room == NULL)
			return buf_finish(&out->bytes, err);
		if (fread(room, c->s.len, 1, file) != 1)
			return err_sys(
			    err, errno, "could not read a temporary file");
		buf_grown(&out->bytes, c->s.len);
	}
	for (unsigned i = 0; i < columns; i++)
		if (out->cells[i].s.ptr != NULL)
			out->cells[i].s.ptr = out->cells[i].s.len > 0
			    ? out->bytes.ptr + at[i]
			    : "";
	out->there = true;
	return ERR_NONE;
}

static int
compare_cells(const struct cell *a, const struct cell *b)
{
	if (a->null || b->null)
		return (int)a->null - (int)b->null;
	if (a->type == CELL_INT || a->type == CELL_TIME || a->type == CELL_FLAG)
		return (a->n > b->n) - (a->n < b->n);
	return str_cmp(a->s, b->s);
}

static int
compare_keys(const struct table *t, const struct cell *a, const struct cell *b)
{
	int order = 0;

	for (unsigned i = 0; order == 0 && i < t->n_key; i++)
		order = compare_cells(&a[t->key[i]], &b[t->key[i]]);
	return order;
}

struct comparing {
	struct rebuild *r;
	const struct table *table;
	FILE *file;
	struct row stored;
};

static void
tell(struct comparing *c, const struct cell *key, const char *column,
    const struct cell *stored, const struct cell *derived)
{
	struct buf text[3];
	struct ledger_difference d = {
	    .table = c->table->name, .column = column};

	for (int i = 0; i < 3; i++)
		buf_init(&text[i], 64 << 10);
	for (unsigned i = 0; i < c->table->n_key; i++) {
		if (i > 0)
			buf_add_char(&text[0], ' ');
		cell_write(&text[0], &key[c->table->key[i]]);
	}
	d.key = buf_view(&text[0]);
	if (stored != NULL && !stored->null) {
		cell_write(&text[1], stored);
		d.stored = buf_view(&text[1]);
	}
	if (derived != NULL && !derived->null) {
		cell_write(&text[2], derived);
		d.derived = buf_view(&text[2]);
	}
	c->r->differences++;
	if (c->r->fn != NULL)
		c->r->fn(&d, c->r->ctx);
	for (int i = 0; i < 3; i++)
		buf_release(&text[i]);
}

static enum err_code
next_stored(struct comparing *c, struct err *err)
{
	return load_row(c->file, c->table->n_columns, &c->stored, err);
}

/* Each derived row beside the stored ones up to its key. */
static enum err_code
compare_row(const struct cell *derived, void *ctx, struct err *err)
{
	struct comparing *c = ctx;
	const struct cell *stored = c->stored.cells;
	int order = -1;

	while (c->stored.there &&
	    (order = compare_keys(c->table, stored, derived)) < 0) {
		tell(c, stored, NULL, stored, NULL);
		if (next_stored(c, err) != ERR_NONE)
			return err->code;
	}
	if (!c->stored.there || order > 0) {
		tell(c, derived, NULL, NULL, derived);
		return ERR_NONE;
	}
	for (unsigned i = 0; i < c->table->n_columns; i++)
		if (compare_cells(&stored[i], &derived[i]) != 0)
			tell(c, derived, c->table->columns[i].name, &stored[i],
			    &derived[i]);
	return next_stored(c, err);
}

static enum err_code
compare_table(struct db *db, struct rebuild *r, unsigned i, struct err *err)
{
	struct comparing *c = calloc(1, sizeof(*c));
	enum err_code rc;

	if (c == NULL)
		return err_nomem(err);
	c->r = r;
	c->table = r->tables[i];
	c->file = r->stored[i];
	buf_init(&c->stored.bytes, 64 << 20);
	rc = next_stored(c, err);
	if (rc == ERR_NONE)
		rc = table_dump(db, c->table, compare_row, c, err);
	while (rc == ERR_NONE && c->stored.there) {
		tell(c, c->stored.cells, NULL, c->stored.cells, NULL);
		rc = next_stored(c, err);
	}
	buf_release(&c->stored.bytes);
	free(c);
	return rc;
}

/* A check rolls back: its own error, told from a real one by .code. */
static enum err_code
rebuild(struct db *db, void *ctx, struct err *err)
{
	struct rebuild *r = ctx;
	enum err_code rc = lease_check(db, &r->lease, err);

	r->differences = 0;
	if (rc == ERR_NONE)
		rc = tables_of(r->config->views, r->config->some_views,
		    r->tables, &r->n, err);
	if (rc == ERR_NONE)
		rc = save_all(db, r, err);
	if (rc == ERR_NONE)
		rc = clear_all(db, r->tables, r->n, err);
	if (rc == ERR_NONE)
		rc = apply_all(db, r->config->views, err);
	for (unsigned i = 0; rc == ERR_NONE && i < r->n; i++)
		rc = compare_table(db, r, i, err);
	if (rc == ERR_NONE && r->check)
		rc = err_set(err, ERR_UNSUPPORTED, "checked, nothing kept");
	return rc;
}

enum err_code
ledger_rebuild(const struct ledger_config *config, bool check,
    ledger_difference_fn *fn, void *ctx, uint64_t *differences, struct err *err)
{
	struct rebuild *r = calloc(1, sizeof(*r));
	bool checked;
	enum err_code rc;

	if (r == NULL)
		return err_nomem(err);
	r->config = config;
	r->check = check;
	r->fn = fn;
	r->ctx = ctx;
	lease_name(&r->lease);
	rc = lease_seize(config->store, &r->lease, err);
	if (rc == ERR_NONE)
		rc = store_write(config->store, rebuild, r, err);
	lease_give(config->store, &r->lease);
	checked = check && rc == ERR_UNSUPPORTED &&
	    strcmp(err->text, "checked, nothing kept") == 0;
	if (checked)
		rc = ERR_NONE;
	if (rc == ERR_NONE && differences != NULL)
		*differences = r->differences;
	for (unsigned i = 0; i < TABLES_MAX; i++)
		if (r->stored[i] != NULL)
			fclose(r->stored[i]);
	free(r);
	return rc;
}
