#include "store/schema.h"

#include "store/testing.h"

/*
 * What the engines say of the schema, against what the program believes of
 * it: one line a column, "table.column type null key".
 */
static const struct field line_out[] = {{"line", CELL_TEXT, false, 0}};

static const struct statement columns = {
    .name = "columns",
    .kind = STATEMENT_EACH,
    .sql = {"SELECT m.name || '.' || c.name || ' ' || c.type || ' ' ||"
	    "       CASE WHEN c.\"notnull\" = 1 THEN 'must' ELSE 'may' END ||"
	    "       CASE WHEN c.pk > 0 THEN ' key' ELSE '' END AS line"
	    "  FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
	    " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
	    "   AND m.name <> 'schema_migration'"
	    " ORDER BY m.name, c.name",
	"SELECT c.table_name || '.' || c.column_name || ' ' ||"
	"       c.data_type || ' ' ||"
	"       CASE c.is_nullable WHEN 'NO' THEN 'must' ELSE 'may' END ||"
	"       CASE WHEN k.column_name IS NULL THEN '' ELSE ' key' END"
	"       AS line"
	"  FROM information_schema.columns AS c"
	"  LEFT JOIN (SELECT u.table_name, u.column_name"
	"          FROM information_schema.table_constraints AS t"
	"          JOIN information_schema.key_column_usage AS u"
	"            ON u.constraint_name = t.constraint_name"
	"           AND u.constraint_schema = t.constraint_schema"
	"         WHERE t.constraint_type = 'PRIMARY KEY'"
	"           AND t.constraint_schema = current_schema()) AS k"
	"    ON k.table_name = c.table_name"
	"   AND k.column_name = c.column_name"
	" WHERE c.table_schema = current_schema()"
	"   AND c.table_name <> 'schema_migration'"
	" ORDER BY c.table_name COLLATE \"C\", c.column_name COLLATE \"C\""},
    .out = line_out,
    .n_out = 1,
};

static const struct statement indexes = {
    .name = "indexes",
    .kind = STATEMENT_EACH,
    .sql = {"SELECT name AS line FROM sqlite_master"
	    " WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
	    " ORDER BY name",
	"SELECT i.indexname || '' AS line FROM pg_indexes AS i"
	" WHERE i.schemaname = current_schema()"
	"   AND i.indexname NOT LIKE '%_pkey'"
	"   AND i.indexname NOT LIKE '%_key'"
	" ORDER BY i.indexname COLLATE \"C\""},
    .out = line_out,
    .n_out = 1,
};

static enum err_code
add_line(const struct cell *cells, void *ctx, struct err *err UNUSED)
{
	buf_add(ctx, cells[0].s);
	buf_add_char(ctx, '\n');
	return ERR_NONE;
}

static enum err_code
describe(struct db *db, void *ctx, struct err *err)
{
	enum err_code rc;

	buf_reset(ctx);
	rc = statement_run(db, &columns, NULL, add_line, ctx, NULL, err);
	return rc == ERR_NONE
	    ? statement_run(db, &indexes, NULL, add_line, ctx, NULL, err)
	    : rc;
}

static void
read_schema(struct store *store, struct buf *out)
{
	struct err err = {0};

	buf_init(out, 1 << 20);
	CHECK_OK(store_read(store, describe, out, &err), &err);
	CHECK_OK(buf_finish(out, &err), &err);
}

static const char *
type_name(enum store_engine engine, enum cell_type type)
{
	static const char *const names[][2] = {
	    [CELL_ID] = {"BLOB", "uuid"},
	    [CELL_INT] = {"INTEGER", "bigint"},
	    [CELL_TIME] = {"INTEGER", "bigint"},
	    [CELL_FLAG] = {"INTEGER", "bigint"},
	    [CELL_TEXT] = {"TEXT", "text"},
	    [CELL_BYTES] = {"BLOB", "bytea"},
	};

	return names[type][engine];
}

/* Each declared column is in what the engine says, and there are no more. */
STORE_TEST(the_tables_are_what_the_program_believes_on_both_engines)
{
	struct buf schema;
	size_t declared = 0, said = 0;
	struct str rest, line;

	read_schema(store, &schema);
	for (size_t t = 0; t < store_table_count; t++)
		for (unsigned i = 0; i < store_tables[t].n_columns; i++) {
			const struct field *f = &store_tables[t].columns[i];
			char want[256];

			snprintf(want, sizeof(want), "%s.%s %s %s",
			    store_tables[t].name, f->name,
			    type_name(store_engine(store), f->type),
			    f->null ? "may" : "must");
			if (str_find(buf_view(&schema), str_from(want)) ==
			    schema.len)
				fail_msg("there is no '%s'", want);
			declared++;
		}
	for (rest = buf_view(&schema); str_cut_line(&rest, &line);)
		said += str_find_char(line, '.') < line.len;
	CHECK_INT(declared, said);
	buf_release(&schema);
}

/* From every earlier state of the schema: as old databases will come. */
static void
upgrade_from(size_t n)
{
	struct store_config config = {0};
	struct store *store = NULL;
	struct buf fresh, upgraded;
	struct err err = {0};
	char folder[64], url[2][128];
	struct buf *out[] = {&fresh, &upgraded};

	store_test_folder(folder);
	for (size_t i = 0; i < 2; i++) {
		snprintf(url[i], sizeof(url[i]), "sqlite:%s/%zu.db", folder, i);
		config.url = str_from(url[i]);
		CHECK_OK(store_open(&config, &store, &err), &err);
		if (i == 1)
			CHECK_OK(
			    store_migrate_to(store, store_migrations, n, &err),
			    &err);
		CHECK_OK(store_migrate(store, &err), &err);
		read_schema(store, out[i]);
		store_close(store);
	}
	CHECK_STR(buf_view(&upgraded), buf_view(&fresh));
	CHECK(fresh.len > 0 || store_migration_count == 0);
	buf_release(&fresh);
	buf_release(&upgraded);
	store_test_folder_gone(folder);
}

static void
an_upgraded_database_has_the_schema_of_a_fresh_one(void)
{
	for (size_t n = 0; n <= store_migration_count; n++)
		upgrade_from(n);
}

TEST_MAIN(T(the_tables_are_what_the_program_believes_on_both_engines),
    T(an_upgraded_database_has_the_schema_of_a_fresh_one))
