#include "cli/lab_desk.h"

static const struct cli_option options[] = {LAB_DESK_OPTIONS, {0}};

static void
print(struct cli *cli, const struct json *lab)
{
	fprintf(cli->out, "%-20.*s %-10.*s %3lld min  %-8.*s %.*s\n",
	    STR_FMT(json_opt_str(lab, "id")),
	    STR_FMT(json_opt_str(lab, "standing")),
	    (long long)json_opt_int(lab, "minutes", 0),
	    STR_FMT(json_opt_str(lab, "owasp")),
	    STR_FMT(json_opt_str(lab, "title")));
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct lab_desk_args *args = cli->args;
	const struct json *labs;
	struct remote remote;
	struct json all;
	struct str text, closed;
	struct err err;
	enum err_code rc =
	    remote_open(cli, args->server, args->token_file, &remote, &err);

	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	if (rc == ERR_NONE)
		rc = lab_desk_get(
		    cli, &remote, STR("/api/v1/labs"), &all, &text, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json) {
		fprintf(cli->out, "%.*s", STR_FMT(text));
		return CLI_OK;
	}
	labs = json_get(&all, "labs");
	for (size_t i = 0; labs && i < labs->n; i++)
		print(cli, &labs->items[i].value);
	closed = json_opt_str(&all, "closed");
	if (closed.len > 0)
		fprintf(cli->err, "%.*s\n", STR_FMT(closed));
	return CLI_OK;
}

const struct command command_lab_list = {
    .name = "lab list",
    .summary = "the labs, and where you stand with each",
    .run = run,
    .about = "Asks the server, with a token of your account page there.\n",
    .examples = "export ASSAY_SERVER=https://assay.example.org\n"
		"assay lab list --token-file ~/.assay-token\n",
    .options = options,
    .args_size = sizeof(struct lab_desk_args),
    .takes = CLI_TAKES_JSON,
};
