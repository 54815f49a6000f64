#include "catalog/folder_test.h"

/* The folder's lab "l1" is a title and no more; beside it stands a whole one.
 */
static void
put_lab(void)
{
	struct str command = arena_strf(&arena,
	    "cp -r tests/labs/note-reader '%s/labs/' && "
	    "sed -i 's/^modules: .*/modules: []/' "
	    "'%s/labs/note-reader/lab.yaml'",
	    folder, folder);

	CHECK(system(command.ptr) == 0);
}

static void
prove(struct problems *problems)
{
	struct check in = {.dir = folder, .labs = "."};
	struct err err;

	CHECK(clock_read_date(STR("2026-06-01"), &in.now));
	*problems = (struct problems){.arena = &arena};
	CHECK_OK(catalog_check(&in, problems, &err), &err);
}

static bool
told(const struct problems *problems, struct str lab, struct str rule)
{
	for (size_t i = 0; i < problems->n; i++)
		if (str_find(problems->v[i].text, lab) <
			problems->v[i].text.len &&
		    str_find(problems->v[i].text, rule) <
			problems->v[i].text.len)
			return true;
	return false;
}

static void
a_lab_that_takes_what_is_weak_for_fixed_is_told_and_a_good_one_is_not(void)
{
	struct str command;
	struct problems problems;

	setup();
	put_lab();
	prove(&problems);
	CHECK(told(&problems, STR("labs/l1"), STR("lab.yaml")));
	CHECK(!told(&problems, STR("note-reader"), STR("[lab-matrix]")));
	command = arena_strf(&arena,
	    "cp '%s/labs/note-reader/vulnerable/notes.py' "
	    "'%s/labs/note-reader/fixed/notes.py'",
	    folder, folder);
	CHECK(system(command.ptr) == 0);
	prove(&problems);
	CHECK(told(&problems, STR("note-reader"), STR("[lab-matrix]")));
	teardown();
}

TEST_MAIN(
    T(a_lab_that_takes_what_is_weak_for_fixed_is_told_and_a_good_one_is_not))
