#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/statement.h"

/*
 * The schema as data, made from sql/migrations/: every table with what it is
 * for, and the statements that copy, empty and fill it.  Rebuilding and
 * backing up go by this list, so that a new table is never forgotten.
 */
enum table_kind {
	TABLE_PRIMARY, /* facts, salts, content, credentials */
	TABLE_VIEW,    /* derived from facts */
	TABLE_CACHE,   /* may be lost */
	TABLE_QUEUE,   /* work in progress */
};

struct table {
	const char *name;
	enum table_kind kind;
	const struct field *columns; /* .at means nothing here */
	unsigned n_columns;
	const unsigned *key; /* columns, in the order of the primary key */
	unsigned n_key;
	struct statement dump;   /* every row in key order */
	struct statement clear;  /* no row is left */
	struct statement insert; /* one row */
};

extern const struct table store_tables[]; /* in order of creation */
extern const size_t store_table_count;

/* NULL when there is none of that name. */
const struct table *table_find(struct str name);
const char *table_kind_name(enum table_kind kind);

/* Every row in key order, as cells; constant memory.  fn runs inside the
   read and must not write. */
enum err_code table_dump(struct db *db, const struct table *table, cell_fn *fn,
    void *ctx, struct err *err) MUST_USE;
enum err_code table_clear(struct db *db, const struct table *table,
    uint64_t *deleted, struct err *err) MUST_USE;
/* cells in the order of table->columns */
enum err_code table_insert(struct db *db, const struct table *table,
    const struct cell *cells, struct err *err) MUST_USE;

struct migration {
	int version;
	const char *name, *checksum;
	const char *sql[2]; /* by enum store_engine */
};

extern const struct migration store_migrations[]; /* by version */
extern const size_t store_migration_count;

/* As store_migrate with another list: for tests of the mechanism. */
enum err_code store_migrate_to(struct store *store,
    const struct migration *list, size_t n, struct err *err) MUST_USE;

#endif
