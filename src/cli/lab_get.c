#include "cli/lab_desk.h"

struct get_args {
	struct lab_desk_args desk;
	bool original;
};

static const struct cli_option options[] = {LAB_DESK_OPTIONS,
    {"original", CLI_FLAG, offsetof(struct get_args, original), NULL,
	"the files as they are given out, not as you last sent them", 0},
    {0}};

/* An id goes into an address and a folder's name as it stands. */
static bool
is_id(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s.ptr[i]))
			return false;
	return s.len > 0 && s.len <= 80 && s.ptr[0] != '-';
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct get_args *args = cli->args;
	const char *dir = argc > 1 ? argv[1] : argv[0];
	struct remote remote;
	struct json lab;
	struct str path;
	struct err err;
	enum err_code rc;

	if (!is_id(str_from(argv[0])))
		return cli_usage(cli, "'%s' is no lab's id", argv[0]);
	rc = remote_open(
	    cli, args->desk.server, args->desk.token_file, &remote, &err);
	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	path = arena_strf(cli->arena, "/api/v1/labs/%s%s", argv[0],
	    args->original ? "?original=yes" : "");
	if (rc == ERR_NONE)
		rc = lab_desk_get(cli, &remote, path, &lab, NULL, &err);
	if (rc == ERR_NONE)
		rc = lab_desk_lay(cli, dir, &lab, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->out,
	    "%s: read STATEMENT.md, run `assay lab attack`, change the files, "
	    "`assay lab check`\n",
	    dir);
	return CLI_OK;
}

const struct command command_lab_get = {
    .name = "lab get",
    .summary = "a lab's files into a folder of your own",
    .run = run,
    .usage = "LAB [DIR]",
    .about = "DIR is made; without one it has the lab's name.\n",
    .examples = "assay lab get sql-second-order\n",
    .options = options,
    .args_size = sizeof(struct get_args),
    .operands_min = 1,
    .operands_max = 2,
};
