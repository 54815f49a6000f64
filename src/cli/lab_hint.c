#include "cli/lab_desk.h"
#include "cli/learning.h"

static const struct cli_option options[] = {LAB_DESK_OPTIONS, {0}};

static enum err_code
print(struct cli *cli, const struct json *lab, struct err *err)
{
	const struct json *opened = json_get(lab, "opened");
	const struct json *hint;
	struct str title;

	if (!opened || opened->n == 0)
		return err_set(err, ERR_NOT_FOUND, "the lab has no hints");
	hint = &opened->items[opened->n - 1].value;
	title = json_opt_str(hint, "title");
	fprintf(cli->out, "Hint %zu of %lld: %.*s\n\n", opened->n,
	    (long long)json_opt_int(lab, "hints", 0), STR_FMT(title));
	return learning_print(cli, json_opt_str(hint, "text"), NULL, err);
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct lab_desk_args *args = cli->args;
	struct remote remote;
	struct json lab;
	struct str id;
	struct err err;
	enum err_code rc =
	    remote_open(cli, args->server, args->token_file, &remote, &err);

	if (rc == ERR_NONE)
		rc = lab_desk_which(cli, argc > 0 ? argv[0] : ".", &id, &err);
	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	if (rc == ERR_NONE)
		rc = lab_desk_post(cli, &remote,
		    arena_strf(
			cli->arena, "/api/v1/labs/%.*s/hint", STR_FMT(id)),
		    STR(""), &lab, &err);
	if (rc == ERR_NONE)
		rc = print(cli, &lab, &err);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_lab_hint = {
    .name = "lab hint",
    .summary = "open a lab's next hint",
    .run = run,
    .usage = "[DIR]",
    .about = "From a nudge to nearly the fix. Opening one is noted, and "
	     "costs nothing.\n",
    .examples = "assay lab hint\n",
    .options = options,
    .args_size = sizeof(struct lab_desk_args),
    .operands_max = 1,
};
