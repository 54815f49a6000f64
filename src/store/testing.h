#ifndef STORE_TESTING_H
#define STORE_TESTING_H

#include "base/test.h"
#include "store/store.h"

/*
 * A test that touches the store runs on both engines:
 *
 *	STORE_TEST(a_person_is_found_by_email)
 *	{
 *		CHECK_OK(store_write(store, add, &in, &err), &err);
 *	}
 *
 *	TEST_MAIN(T(a_person_is_found_by_email))
 *
 * The body runs on a fresh SQLite file and, with ASSAY_TEST_PG set to a
 * postgresql:// URL, in a PostgreSQL schema without a row, both migrated.
 * Without it one line says that this was skipped.  Test executables only.
 */
#define STORE_TEST(name)                                 \
	static void name##_on(struct store *store);      \
	static void name(void)                           \
	{                                                \
		store_test_each(#name, true, name##_on); \
	}                                                \
	static void name##_on(struct store *store)

/* As STORE_TEST on a database without any schema. */
#define STORE_TEST_BARE(name)                             \
	static void name##_on(struct store *store);       \
	static void name(void)                            \
	{                                                 \
		store_test_each(#name, false, name##_on); \
	}                                                 \
	static void name##_on(struct store *store)

/* On the embedded one alone: where a table of many cases has some on both. */
void store_test_sqlite(bool migrated, void (*body)(struct store *store));
void store_test_each(
    const char *name, bool migrated, void (*body)(struct store *store));

/* The URL of the store a body is running on, to open it once more (after
   closing, or read_only beside it on SQLite). */
struct str store_test_url(void);

/* A fresh folder under $TMPDIR, and its end with all that is in it. */
void store_test_folder(char out[64]);
void store_test_folder_gone(const char *path);

#endif
