#include "scan/diff.h"

#include "base/test.h"

static void
a_diff_gives_the_added_lines_of_each_file(void)
{
	static const char text[] =
	    "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n"
	    "@@ -1 +1,2 @@ def f():\n-x\n+y\n+++ z\n@@ -9,2 +11,0 @@\n-a\n-b\n"
	    "@@ -20,0 +19 @@\n+c\n"
	    "diff --git a/gone.py b/gone.py\n--- a/gone.py\n+++ /dev/null\n"
	    "@@ -1 +0,0 @@\n-x\n"
	    "diff --git \"a/t\\tb.js\" \"b/t\\tb.js\"\n--- /dev/null\n"
	    "+++ \"b/t\\tb\\303\\251.js\"\n@@ -0,0 +1 @@\n+q\n"
	    "\\ No newline at end of file\n"
	    "diff --git a/with space.py b/with space.py\n"
	    "--- a/with space.py\t\n+++ b/with space.py\t\n"
	    "@@ -3 +3 @@\n-a\n+b\n";
	struct diff_list list = {0};
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(diff_read(str_from(text), &arena, &list, &err), &err);
	CHECK_INT(list.n, 3);
	CHECK_STR(list.v[0].path, STR("a.py"));
	CHECK_INT(list.v[0].added.n, 2);
	CHECK_INT(list.v[0].added.v[0].first, 1);
	CHECK_INT(list.v[0].added.v[0].count, 2);
	CHECK_INT(list.v[0].added.v[1].first, 19);
	CHECK_STR(list.v[1].path, STR("t\tb\303\251.js"));
	CHECK_STR(list.v[2].path, STR("with space.py"));
	arena_release(&arena);
}

static void
a_hunk_nobody_understands_is_an_error(void)
{
	static const char *const bad[] = {
	    "+++ b/a\n@@ -1 @@\n",
	    "+++ b/a\n@@ -1 +x @@\n",
	    "+++ b/a\n@@ -1 +1,x @@\n",
	    "+++ b/a\n@@ -1 +99999999999 @@\n",
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct diff_list list = {0};
		struct arena arena;
		struct err err;

		arena_init(&arena, 1 << 20);
		CHECK(diff_read(str_from(bad[i]), &arena, &list, &err) ==
		    ERR_SYNTAX);
		arena_release(&arena);
	}
}

TEST_MAIN(T(a_diff_gives_the_added_lines_of_each_file),
    T(a_hunk_nobody_understands_is_an_error))
