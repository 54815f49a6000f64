#include "sql/blocks.h"

#include "store/schema.h"
#include "store/testing.h"

static enum err_code
check_all(struct db *db, void *ctx UNUSED, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < sql_block_count && rc == ERR_NONE; i++)
		rc = statement_check(db, sql_blocks[i], err);
	for (size_t i = 0; i < store_table_count && rc == ERR_NONE; i++) {
		rc = statement_check(db, &store_tables[i].dump, err);
		if (rc == ERR_NONE)
			rc = statement_check(db, &store_tables[i].clear, err);
		if (rc == ERR_NONE)
			rc = statement_check(db, &store_tables[i].insert, err);
	}
	return rc;
}

STORE_TEST(every_block_prepares_and_its_types_are_those_declared)
{
	struct err err = {0};

	CHECK_OK(store_write(store, check_all, NULL, &err), &err);
}

TEST_MAIN(T(every_block_prepares_and_its_types_are_those_declared))
