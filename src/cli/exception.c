#include "cli/proposal.h"

/* The terminal's side of exceptions. */

static int
list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	return proposal_print_list(cli, PROPOSAL_EXCEPTION);
}

const struct command command_exception_list = {
    .name = "exception list",
    .summary = "exceptions that were asked for, newest first",
    .run = list,
    .examples = "assay exception list --state open\n",
    .options = proposal_list_options,
    .args_size = sizeof(struct proposal_args),
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};

static int
grant(struct cli *cli, int argc UNUSED, char **argv)
{
	return proposal_run_decide(cli, PROPOSAL_EXCEPTION, true, argv[0]);
}

const struct command command_exception_grant = {
    .name = "exception grant",
    .summary = "grant an exception, as the second person",
    .run = grant,
    .usage = "ID",
    .about = "--as names an administrator or security lead who neither "
	     "proposed it nor is meant.",
    .examples = "assay exception grant 01a2... --as radia@acme.example\n",
    .options = proposal_grant_options,
    .args_size = sizeof(struct proposal_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};

static int
refuse(struct cli *cli, int argc UNUSED, char **argv)
{
	return proposal_run_decide(cli, PROPOSAL_EXCEPTION, false, argv[0]);
}

const struct command command_exception_refuse = {
    .name = "exception refuse",
    .summary = "refuse it, as the second person, and say why",
    .run = refuse,
    .usage = "ID",
    .examples = "assay exception refuse 01a2... --as radia@acme.example "
		"--why 'The course can be taken now.'\n",
    .options = proposal_decide_options,
    .args_size = sizeof(struct proposal_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
