#include "cli/by_hand.h"

struct nudge_args {
	const char *reason;
};

static const struct cli_option options[] = {
    {"reason", CLI_TEXT, offsetof(struct nudge_args, reason), "TEXT",
	"why, in one line: they read it, and it stays in the ledger", 0},
    {0},
};

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct nudge_args *args = cli->args;
	struct by_hand what = {0};

	if (args->reason == NULL)
		return cli_usage(cli, "say why, with --reason");
	what.reason = str_trim(str_from(args->reason));
	return cli_by_hand(cli, argv[0], &what, by_hand_nudge);
}

const struct command command_nudge = {
    .name = "nudge",
    .summary = "remind somebody by mail of what is open, with a reason",
    .run = run,
    .usage = "EMAIL",
    .about = "One mail with all that is open for them, at most one a day. At "
	     "night and on days of\nrest it waits for the morning where they "
	     "are.\n",
    .examples =
	"assay nudge ada@acme.example --reason 'the audit is on Monday'\n",
    .options = options,
    .args_size = sizeof(struct nudge_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
