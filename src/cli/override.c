#include "cli/proposal.h"

/* The terminal's side of past records. */

static int
list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	return proposal_print_list(cli, PROPOSAL_OVERRIDE);
}

const struct command command_override_list = {
    .name = "override list",
    .summary = "past records that were proposed, newest first",
    .run = list,
    .examples = "assay override list --state open\n",
    .options = proposal_list_options,
    .args_size = sizeof(struct proposal_args),
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};

static int
accept(struct cli *cli, int argc UNUSED, char **argv)
{
	return proposal_run_decide(cli, PROPOSAL_OVERRIDE, true, argv[0]);
}

const struct command command_override_accept = {
    .name = "override accept",
    .summary = "accept past records, as the second person",
    .run = accept,
    .usage = "ID",
    .about = "--as names an administrator or security lead who neither "
	     "proposed it nor is meant.",
    .examples = "assay override accept 01a2... --as radia@acme.example\n",
    .options = proposal_decide_options,
    .args_size = sizeof(struct proposal_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};

static int
refuse(struct cli *cli, int argc UNUSED, char **argv)
{
	return proposal_run_decide(cli, PROPOSAL_OVERRIDE, false, argv[0]);
}

const struct command command_override_refuse = {
    .name = "override refuse",
    .summary = "refuse it, as the second person, and say why",
    .run = refuse,
    .usage = "ID",
    .examples = "assay override refuse 01a2... --as radia@acme.example "
		"--why 'The course can be taken now.'\n",
    .options = proposal_decide_options,
    .args_size = sizeof(struct proposal_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
