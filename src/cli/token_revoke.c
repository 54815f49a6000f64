#include "cli/command.h"
#include "people/person.h"
#include "people/upload_token.h"

static enum err_code
revoke(struct db *db, void *ctx, struct err *err)
{
	const struct id *id = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = upload_token_revoke(db, &arena, PERSON_PROGRAM, *id, err);
	arena_release(&arena);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct store *store = NULL;
	struct id id;
	struct err err;
	enum err_code rc;

	if (!id_read(str_from(argv[0]), &id)) {
		fprintf(cli->err,
		    "assay: '%s' is no token's id; 'assay token list' has "
		    "them\n",
		    argv[0]);
		return CLI_USAGE;
	}
	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, revoke, &id, &err);
	cli_store_close(cli, store);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_token_revoke = {
    .name = "token revoke",
    .summary = "a token uploads nothing from now on",
    .run = run,
    .usage = "ID",
    .examples = "assay token revoke 0192d3b4-7c5e-7a10-8f3e-5a1b2c3d4e5f\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
