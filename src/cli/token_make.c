#include "cli/command.h"
#include "people/person.h"
#include "people/upload_token.h"

struct token_args {
	const char *label;
};

static const struct cli_option options[] = {
    {"label", CLI_TEXT, offsetof(struct token_args, label), "TEXT",
	"what it is for", 0},
    {0},
};

struct token_work {
	struct cli *cli;
	struct str repository, token;
};

static enum err_code
make(struct db *db, void *ctx, struct err *err)
{
	struct token_work *w = ctx;
	const struct token_args *args = w->cli->args;

	return upload_token_make(db, w->cli->arena, PERSON_PROGRAM,
	    w->repository, str_from(args->label), &w->token, err);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct token_work w = {cli, str_from(argv[0]), STR_NONE};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, make, &w, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->out, "%.*s\n", STR_FMT(w.token));
	return CLI_OK;
}

const struct command command_token_make = {
    .name = "token make",
    .summary =
	"a token with which a pipeline uploads one repository's findings",
    .run = run,
    .usage = "REPOSITORY",
    .about = "Printed once; the database keeps its hash alone.",
    .examples = "assay token make acme/shop --label ci\n",
    .options = options,
    .args_size = sizeof(struct token_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
