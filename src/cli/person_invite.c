#include "cli/person.h"
#include "people/link.h"
#include "people/team.h"

struct invite_args {
	const char *name, *role, *team;
	bool mail;
};

static const struct cli_option options[] = {
    {"name", CLI_TEXT, offsetof(struct invite_args, name), "NAME",
	"for somebody new", 0},
    {"role", CLI_TEXT, offsetof(struct invite_args, role), "ROLE",
	"developer (usual), lead, admin, security_lead or auditor", 0},
    {"team", CLI_TEXT, offsetof(struct invite_args, team), "TEAM",
	"made when it is not there", 0},
    {"mail", CLI_FLAG, offsetof(struct invite_args, mail), NULL,
	"send the link by mail instead of printing it", 0},
    {0},
};

static enum err_code
find_team(struct db *db, struct cli *cli, const char *name, struct id *out,
    bool *made, struct err *err)
{
	bool found = false;
	enum err_code rc;

	if (name == NULL)
		return ERR_NONE;
	rc = team_by_name(db, cli->arena, str_from(name), &found, out, err);
	*made = !found;
	if (rc == ERR_NONE && !found)
		rc = team_make(db, cli->arena, PERSON_PROGRAM, str_from(name),
		    (struct id){0}, STR("terminal"), out, err);
	return rc;
}

static enum err_code
add(struct db *db, struct person_work *w, struct err *err)
{
	const struct invite_args *args = w->cli->args;
	struct person_new in = {.email = w->email, .source = STR("terminal")};
	struct arena *arena = w->cli->arena;
	bool made = false;
	enum err_code rc;

	if (args->name == NULL)
		return err_set(err, ERR_INVALID,
		    "nobody here has '%.*s': give --name to add them",
		    STR_FMT(w->email));
	in.name = str_from(args->name);
	if (args->role != NULL && !role_read(str_from(args->role), &in.role))
		return err_set(err, ERR_INVALID,
		    "'%s' is no role: use developer, lead, admin, "
		    "security_lead or auditor",
		    args->role);
	rc = find_team(db, w->cli, args->team, &in.team, &made, err);
	if (rc == ERR_NONE)
		rc = person_add(
		    db, arena, PERSON_PROGRAM, &in, &w->person.id, err);
	if (rc == ERR_NONE && made && in.role == ROLE_LEAD)
		rc = team_set_lead(db, arena, PERSON_PROGRAM, in.team,
		    w->person.id, STR("terminal"), err);
	return rc;
}

static enum err_code
invite(struct db *db, void *ctx, struct err *err)
{
	struct person_work *w = ctx;
	const struct invite_args *args = w->cli->args;
	bool found = false;
	enum err_code rc;

	w->url = STR_NONE;
	rc = person_by_email(
	    db, w->cli->arena, w->email, &found, &w->person, err);
	if (rc == ERR_NONE && !found)
		rc = add(db, w, err);
	if (rc != ERR_NONE)
		return rc;
	return args->mail ? link_invite(db, w->cli->arena, w->person.id, err)
			  : person_link(db, w, true, err);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct person_work w = {.email = str_from(argv[0])};

	return person_run(cli, invite, &w);
}

const struct command command_person_invite = {
    .name = "person invite",
    .summary = "add somebody, or let them in again, by a link for one use",
    .run = run,
    .usage = "EMAIL",
    .examples = "assay person invite ada@acme.example --name 'Ada Lovelace' "
		"--role lead --team payments\n",
    .options = options,
    .args_size = sizeof(struct invite_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
