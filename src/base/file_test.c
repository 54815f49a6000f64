#include "base/file.h"

#include <unistd.h>

#include "base/test.h"

static void
a_file_comes_back_as_written_and_replaces_the_old_one_whole(void)
{
	char dir[] = "/tmp/assay-file-XXXXXX", path[64];
	struct arena a;
	struct str text;
	struct file_names names;
	struct err err;

	CHECK(mkdtemp(dir) != NULL);
	snprintf(path, sizeof(path), "%s/x", dir);
	arena_init(&a, 1 << 20);
	CHECK_OK(file_write(path, STR("one"), 0600, &err), &err);
	CHECK_OK(file_write(path, STR("three"), 0600, &err), &err);
	CHECK_OK(file_read(path, 5, &a, &text, &err), &err);
	CHECK_STR(text, STR("three"));
	CHECK(file_read(path, 4, &a, &text, &err) == ERR_LIMIT);
	CHECK_OK(file_list(dir, &a, &names, &err), &err);
	CHECK(names.n == 1); /* nothing lies beside it */
	unlink(path);
	rmdir(dir);
	arena_release(&a);
}

static void
an_error_names_the_file_and_the_reason(void)
{
	struct arena a;
	struct str text;
	struct err err;

	arena_init(&a, 1 << 20);
	CHECK(file_read("/nowhere/x", 9, &a, &text, &err) == ERR_NOT_FOUND);
	CHECK_STR(str_from(err.text),
	    STR("could not open '/nowhere/x': No such file or directory"));
	CHECK(file_write("/nowhere/x", STR(""), 0600, &err) == ERR_NOT_FOUND);
	CHECK(file_make_dir("/dev/null/x", 0700, &err) == ERR_IO);
	arena_release(&a);
}

TEST_MAIN(T(a_file_comes_back_as_written_and_replaces_the_old_one_whole),
    T(an_error_names_the_file_and_the_reason))
