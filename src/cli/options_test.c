#include "cli/command.h"

#include "base/test.h"

struct args {
	const char *base;
	bool loud;
	int64_t jobs;
	struct cli_list skip;
};

static const struct cli_option options[] = {
    {"base", CLI_TEXT, offsetof(struct args, base), "REV", "since REV", 'b'},
    {"loud", CLI_FLAG, offsetof(struct args, loud), NULL, "loudly", 0},
    {"jobs", CLI_INT, offsetof(struct args, jobs), "N", "at once", 0},
    {"skip", CLI_LIST, offsetof(struct args, skip), "DIR", "but not", 0},
    {0},
};

static struct args seen;
static int seen_argc;
static char seen_first[64];

static int
note(struct cli *cli, int argc, char **argv)
{
	seen = *(const struct args *)cli->args;
	seen_argc = argc;
	snprintf(seen_first, sizeof(seen_first), "%s", argc ? argv[0] : "");
	fputs(cli->json ? "json\n" : "ran\n", cli->out);
	return CLI_NO;
}

static const struct command look = {
    .name = "look",
    .summary = "look at things",
    .run = note,
    .usage = "[PATH]",
    .operands_max = 1,
    .options = options,
    .args_size = sizeof(struct args),
    .examples = "assay look --base main\n",
    .takes = CLI_TAKES_JSON | CLI_TAKES_STATE,
};
static const struct command pair_a = {.name = "pair one",
    .summary = "the first",
    .run = note,
    .args_size = sizeof(struct args),
    .operands_min = 1,
    .operands_max = -1,
    .usage = "FILE..."};
static const struct command pair_b = {.name = "pair two",
    .summary = "the second",
    .run = note,
    .args_size = sizeof(struct args)};
static const struct command *const beside[] = {&look, &pair_a, &pair_b, NULL};

struct outcome {
	int status;
	char out[16384], err[4096];
	const char *state_dir;
};

static struct outcome
run(const char *line)
{
	struct outcome got = {0};
	char name[] = "assay", words[256], *argv[16] = {name}, *save;
	int argc = 1;
	struct arena arena;
	struct cli cli = {.arena = &arena,
	    .out = fmemopen(got.out, sizeof(got.out), "w"),
	    .err = fmemopen(got.err, sizeof(got.err), "w"),
	    .version = "1.2.3",
	    .state_dir = "/state",
	    .beside = beside};

	snprintf(words, sizeof(words), "%s", line);
	for (char *w = strtok_r(words, " ", &save); w;
	     w = strtok_r(NULL, " ", &save))
		argv[argc++] = w;
	memset(&seen, 0, sizeof(seen));
	arena_init(&arena, 1 << 20);
	got.status = cli_main(&cli, argc, argv);
	fclose(cli.out);
	fclose(cli.err);
	arena_release(&arena);
	return got;
}

static void
options_are_read_wherever_they_stand(void)
{
	struct outcome got =
	    run("look --base=main here --jobs 4 --loud --skip a --skip b");

	CHECK_INT(got.status, CLI_NO);
	CHECK(seen.base && seen.loud);
	CHECK_INT(seen.jobs, 4);
	CHECK_INT(seen.skip.n, 2);
	CHECK_INT(seen_argc, 1);
	CHECK_STR(str_from(seen_first), STR("here"));
	got = run("look --json -b x -- --loud");
	CHECK_STR(str_from(got.out), STR("json\n"));
	CHECK(!seen.loud);
	CHECK_STR(str_from(seen_first), STR("--loud"));
}

static void
a_line_nobody_understands_says_what_is_accepted(void)
{
	static const struct {
		const char *line, *why;
	} bad[] = {
	    {"look --bse x",
		"assay: 'look' does not know '--bse'; it takes --base REV, "
		"--loud, --jobs N, --skip DIR, --json, --state DIR, "
		"--database URL, --help\n"},
	    {"pair two --json",
		"assay: 'pair two' does not know '--json'; it takes --help\n"},
	    {"look -x",
		"assay: 'look' does not know '-x'; it takes --base "
		"REV, --loud, --jobs N, --skip DIR, --json, --state "
		"DIR, --database URL, --help\n"},
	    {"look --base", "assay: '--base' needs a value: --base REV\n"},
	    {"look --loud=1", "assay: '--loud' takes no value\n"},
	    {"look --jobs many",
		"assay: '--jobs' takes a plain number, not 'many'\n"},
	    {"look a b",
		"assay: 'look' has no use for 'b'; 'assay look "
		"--help' shows how\n"},
	    {"pair one",
		"assay: 'pair one' needs FILE...; 'assay pair one "
		"--help' shows how\n"},
	    {"pair",
		"assay: 'pair' needs one more word:\n"
		"  pair one         the first\n"
		"  pair two         the second\n"},
	    {"pair three",
		"assay: there is no command 'pair three', but:\n"
		"  pair one         the first\n"
		"  pair two         the second\n"},
	    {"lok",
		"assay: there is no command 'lok'; 'assay --help' lists "
		"them\n"},
	    {"--json look",
		"assay: before a command only --help and --version "
		"are known, not '--json'\n"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct outcome got = run(bad[i].line);

		CHECK_STR(str_from(got.err), str_from(bad[i].why));
		CHECK_INT(got.status, CLI_USAGE);
		CHECK_STR(str_from(got.out), STR(""));
	}
}

static void
help_is_success_and_goes_to_standard_output(void)
{
	static const struct {
		const char *line, *holds;
	} good[] = {
	    {"--help", "look             look at things\n"},
	    {"look --help", "  -b, --base REV             since REV\n"},
	    {"look --help", "examples:\n  assay look --base main\n"},
	    {"pair one --help", "usage: assay pair one FILE..."},
	    {"pair --help", "pair two         the second\n"},
	    {"--version", "assay 1.2.3\n"},
	};

	for (size_t i = 0; i < NELEM(good); i++) {
		struct outcome got = run(good[i].line);

		CHECK_INT(got.status, CLI_OK);
		CHECK_STR(str_from(got.err), STR(""));
		if (!strstr(got.out, good[i].holds))
			fail_msg("'%s' not in:\n%s", good[i].holds, got.out);
	}
}

TEST_MAIN(T(options_are_read_wherever_they_stand),
    T(a_line_nobody_understands_says_what_is_accepted),
    T(help_is_success_and_goes_to_standard_output))
