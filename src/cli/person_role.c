#include "cli/person.h"

struct role_work {
	struct person_work w; /* first */
	enum person_role role;
};

static enum err_code
change(struct db *db, void *ctx, struct err *err)
{
	struct role_work *r = ctx;
	enum err_code rc;

	rc = person_named(db, &r->w, err);
	return rc == ERR_NONE
	    ? person_change(db, r->w.cli->arena, PERSON_PROGRAM, r->w.person.id,
		  &(struct person_change){
		      .role = &r->role, .source = STR("terminal")},
		  err)
	    : rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct role_work r = {.w = {.email = str_from(argv[0])}};

	if (!role_read(str_from(argv[1]), &r.role))
		return cli_usage(cli,
		    "'%s' is no role: use developer, lead, admin, "
		    "security_lead or auditor",
		    argv[1]);
	return person_run(cli, change, &r.w);
}

const struct command command_person_role = {
    .name = "person role",
    .summary = "give somebody another role",
    .run = run,
    .usage = "EMAIL ROLE",
    .about = "The last administrator keeps theirs.",
    .examples = "assay person role ada@acme.example lead\n",
    .operands_min = 2,
    .operands_max = 2,
    .takes = CLI_TAKES_STATE,
};
