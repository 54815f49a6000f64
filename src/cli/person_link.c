#include "cli/person.h"

static enum err_code
make(struct db *db, void *ctx, struct err *err)
{
	struct person_work *w = ctx;
	enum err_code rc;

	rc = person_named(db, w, err);
	return rc == ERR_NONE ? person_link(db, w, false, err) : rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct person_work w = {.email = str_from(argv[0])};

	return person_run(cli, make, &w);
}

const struct command command_person_link = {
    .name = "person link",
    .summary = "a sign-in link for one use within 15 minutes",
    .run = run,
    .usage = "EMAIL",
    .examples = "assay person link ada@acme.example\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
