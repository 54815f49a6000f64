#include "cli/proposal.h"

/* The terminal's side of certificates from elsewhere. */

static int
list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	return proposal_print_list(cli, PROPOSAL_CERTIFICATE);
}

const struct command command_certificate_list = {
    .name = "certificate list",
    .summary = "certificates that were handed in, newest first",
    .run = list,
    .examples = "assay certificate list --state open\n",
    .options = proposal_list_options,
    .args_size = sizeof(struct proposal_args),
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};

static int
accept(struct cli *cli, int argc UNUSED, char **argv)
{
	return proposal_run_decide(cli, PROPOSAL_CERTIFICATE, true, argv[0]);
}

const struct command command_certificate_accept = {
    .name = "certificate accept",
    .summary = "accept a certificate, as the second person",
    .run = accept,
    .usage = "ID",
    .about = "--as names an administrator or security lead who neither "
	     "proposed it nor is meant.",
    .examples = "assay certificate accept 01a2... --as radia@acme.example\n",
    .options = proposal_decide_options,
    .args_size = sizeof(struct proposal_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};

static int
refuse(struct cli *cli, int argc UNUSED, char **argv)
{
	return proposal_run_decide(cli, PROPOSAL_CERTIFICATE, false, argv[0]);
}

const struct command command_certificate_refuse = {
    .name = "certificate refuse",
    .summary = "refuse it, as the second person, and say why",
    .run = refuse,
    .usage = "ID",
    .examples = "assay certificate refuse 01a2... --as radia@acme.example "
		"--why 'The course can be taken now.'\n",
    .options = proposal_decide_options,
    .args_size = sizeof(struct proposal_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
