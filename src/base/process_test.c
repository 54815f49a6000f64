#include "base/process.h"

#include "base/test.h"

static enum err_code
run(const char *const *argv, const char *dir, size_t max, struct arena *arena,
    struct process_result *out, struct err *err)
{
	const struct process p = {.argv = argv, .dir = dir, .max = max};

	return process_run(&p, arena, out, err);
}

static void
output_and_status_are_those_of_the_program(void)
{
	static const struct {
		const char *argv[4];
		const char *dir;
		int status;
		const char *out;
	} cases[] = {
	    {{"printf", "%s", "a; $HOME"}, NULL, 0, "a; $HOME"},
	    {{"pwd"}, "/", 0, "/\n"},
	    {{"sh", "-c", "echo out; echo err >&2; exit 7"}, NULL, 7, "out\n"},
	    {{"sh", "-c", "kill -9 $$"}, NULL, 137, ""},
	    {{"cat"}, NULL, 0, ""}, /* its input is empty */
	};
	struct process_result result;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(cases); i++) {
		CHECK_OK(run(cases[i].argv, cases[i].dir, 100, &arena, &result,
			     &err),
		    &err);
		CHECK_INT(result.status, cases[i].status);
		CHECK_STR(result.out, str_from(cases[i].out));
	}
	arena_release(&arena);
}

static void
what_cannot_run_says_so_and_too_much_is_cut_short(void)
{
	static const char *const missing[] = {"no-such-program-here", NULL};
	static const char *const endless[] = {"yes", NULL};
	static const char *const plain[] = {"printf", "12345", NULL};
	struct process_result result = {.status = 42};
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_INT(
	    run(missing, NULL, 100, &arena, &result, &err), ERR_NOT_FOUND);
	CHECK_STR(str_from(err.text),
	    STR("could not run 'no-such-program-here': No such file or "
		"directory"));
	CHECK_INT(run(plain, "/no/such/folder", 100, &arena, &result, &err),
	    ERR_NOT_FOUND);
	CHECK_INT(run(endless, NULL, 1000, &arena, &result, &err), ERR_LIMIT);
	CHECK_INT(run(plain, NULL, 4, &arena, &result, &err), ERR_LIMIT);
	CHECK_INT(result.status, 42);
	CHECK_OK(run(plain, NULL, 5, &arena, &result, &err), &err);
	arena_release(&arena);
}

TEST_MAIN(T(output_and_status_are_those_of_the_program),
    T(what_cannot_run_says_so_and_too_much_is_cut_short))
