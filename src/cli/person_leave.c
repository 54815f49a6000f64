#include "cli/person.h"

struct leave_args {
	const char *reason;
};

static const struct cli_option options[] = {
    {"reason", CLI_TEXT, offsetof(struct leave_args, reason), "TEXT",
	"goes into the record", 0},
    {0},
};

static enum err_code
leave(struct db *db, void *ctx, struct err *err)
{
	struct person_work *w = ctx;
	const struct leave_args *args = w->cli->args;
	enum err_code rc;

	rc = person_named(db, w, err);
	return rc == ERR_NONE
	    ? person_leave(db, w->cli->arena, PERSON_PROGRAM, w->person.id,
		  str_from(args->reason), STR("terminal"), err)
	    : rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct person_work w = {.email = str_from(argv[0])};

	return person_run(cli, leave, &w);
}

const struct command command_person_leave = {
    .name = "person leave",
    .summary = "somebody left: sign-in ends, the record stays",
    .run = run,
    .usage = "EMAIL",
    .examples = "assay person leave ada@acme.example\n",
    .options = options,
    .args_size = sizeof(struct leave_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
