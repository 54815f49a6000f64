#include "scan/fix_diff.h"

#include "base/test.h"

static void
check_diff(const char *path, const char *old, const char *new,
    const struct fix_edit *v, size_t n, const char *expected)
{
	struct fix_edits edits = {(struct fix_edit *)v, n, n};
	struct buf out;

	buf_init(&out, 4096);
	fix_diff(&out, str_from(path), str_from(old), str_from(new), &edits);
	CHECK_STR(buf_view(&out), str_from(expected));
	buf_release(&out);
}

static void
edits_close_to_one_another_share_a_hunk_and_others_do_not(void)
{
	static const struct fix_edit near[] = {{0, 2, 0, 4}, {14, 16, 16, 18}};
	static const struct fix_edit far[] = {{0, 2, 0, 4}, {16, 18, 18, 20}};

	check_diff("a", "0\n1\n2\n3\n4\n5\n6\n7\n8\n",
	    "x\ny\n1\n2\n3\n4\n5\n6\nz\n8\n", near, 2,
	    "--- a/a\n+++ b/a\n@@ -1,9 +1,10 @@\n-0\n+x\n+y\n 1\n 2\n 3\n 4\n"
	    " 5\n 6\n-7\n+z\n 8\n");
	check_diff("a", "0\n1\n2\n3\n4\n5\n6\n7\n8\n",
	    "x\ny\n1\n2\n3\n4\n5\n6\n7\nz\n", far, 2,
	    "--- a/a\n+++ b/a\n@@ -1,4 +1,5 @@\n-0\n+x\n+y\n 1\n 2\n 3\n"
	    "@@ -6,4 +7,4 @@\n 5\n 6\n 7\n-8\n+z\n");
}

static void
a_last_line_without_an_end_is_marked(void)
{
	static const struct fix_edit last = {2, 3, 2, 3}, first = {0, 2, 0, 2};
	static const struct fix_edit all = {0, 2, 0, 0};

	check_diff("a", "0\n1", "0\nx", &last, 1,
	    "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 0\n-1\n"
	    "\\ No newline at end of file\n+x\n"
	    "\\ No newline at end of file\n");
	check_diff("a", "0\n1", "x\n1", &first, 1,
	    "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-0\n+x\n 1\n"
	    "\\ No newline at end of file\n");
	check_diff(
	    "a", "0\n", "", &all, 1, "--- a/a\n+++ b/a\n@@ -1,1 +0,0 @@\n-0\n");
}

static void
a_name_cannot_end_its_line(void)
{
	static const struct fix_edit edit = {0, 2, 0, 2};

	check_diff("a\n\"b", "0\n", "x\n", &edit, 1,
	    "--- \"a/a\\012\\\"b\"\n+++ \"b/a\\012\\\"b\"\n"
	    "@@ -1,1 +1,1 @@\n-0\n+x\n");
}

TEST_MAIN(T(edits_close_to_one_another_share_a_hunk_and_others_do_not),
    T(a_last_line_without_an_end_is_marked), T(a_name_cannot_end_its_line))
