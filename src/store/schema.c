#include "store/schema.h"

const struct table *
table_find(struct str name)
{
	for (size_t i = 0; i < store_table_count; i++)
		if (str_eq(name, str_from(store_tables[i].name)))
			return &store_tables[i];
	return NULL;
}

const char *
table_kind_name(enum table_kind kind)
{
	static const char *const names[] = {
	    [TABLE_PRIMARY] = "primary",
	    [TABLE_VIEW] = "view",
	    [TABLE_CACHE] = "cache",
	    [TABLE_QUEUE] = "queue",
	};

	return names[kind];
}

enum err_code
table_dump(struct db *db, const struct table *table, cell_fn *fn, void *ctx,
    struct err *err)
{
	return statement_run(db, &table->dump, NULL, fn, ctx, NULL, err);
}

enum err_code
table_clear(struct db *db, const struct table *table, uint64_t *deleted,
    struct err *err)
{
	return statement_run(db, &table->clear, NULL, NULL, NULL, deleted, err);
}

enum err_code
table_insert(struct db *db, const struct table *table, const struct cell *cells,
    struct err *err)
{
	return statement_run(db, &table->insert, cells, NULL, NULL, NULL, err);
}
