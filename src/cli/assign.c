#include "cli/by_hand.h"

struct assign_args {
	const char *by, *reason;
};

static const struct cli_option options[] = {
    {"by", CLI_TEXT, offsetof(struct assign_args, by), "DATE",
	"the day it is to be done by, as 2026-12-01", 0},
    {"reason", CLI_TEXT, offsetof(struct assign_args, reason), "TEXT",
	"why, in one line: they read it, and it stays in the ledger", 0},
    {0},
};

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct assign_args *args = cli->args;
	struct by_hand what = {.module = str_from(argv[1])};

	if (args->by == NULL)
		return cli_usage(cli, "say until when, with --by");
	if (args->reason == NULL)
		return cli_usage(cli, "say why, with --reason");
	what.date = str_from(args->by);
	what.reason = str_trim(str_from(args->reason));
	return cli_by_hand(cli, argv[0], &what, by_hand_assign);
}

const struct command command_assign = {
    .name = "assign",
    .summary = "ask somebody for a module, with a reason and a date",
    .run = run,
    .usage = "EMAIL MODULE",
    .about = "Once, and done once it is passed after that.  Where the policy "
	     "asks for the module\ntoo, the earlier date counts.\n",
    .examples = "assay assign ada@acme.example a05-injection --by 2026-12-01 "
		"\\\n    --reason 'you are on call in December'\n",
    .options = options,
    .args_size = sizeof(struct assign_args),
    .operands_min = 2,
    .operands_max = 2,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
