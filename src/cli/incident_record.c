#include "base/clock.h"
#include "cli/learning.h"
#include "people/team.h"
#include "policy/incident.h"

struct record_args {
	const char *id, *title, *cwe, *occurred, *team, *note;
};

static const struct cli_option options[] = {
    {"id", CLI_TEXT, offsetof(struct record_args, id), "ID",
	"its id in your tracker, as INC-12", 0},
    {"title", CLI_TEXT, offsetof(struct record_args, title), "TEXT",
	"what happened, in a line", 0},
    {"cwe", CLI_TEXT, offsetof(struct record_args, cwe), "CWE",
	"the weakness it showed, as 89 or CWE-89,CWE-79", 0},
    {"occurred", CLI_TEXT, offsetof(struct record_args, occurred), "DATE",
	"the day it occurred", 0},
    {"team", CLI_TEXT, offsetof(struct record_args, team), "NAME",
	"whose members are asked to take the lesson; else nobody", 0},
    {"note", CLI_TEXT, offsetof(struct record_args, note), "TEXT",
	"what others may learn from it; no names, no secrets", 0},
    {0},
};

struct record_work {
	struct learning l;
	struct incident_new in;
	struct incident_made made;
	struct incidents all;
};

static enum err_code
read_args(
    const struct record_args *args, struct incident_new *in, struct err *err)
{
	if (args->id == NULL || args->title == NULL || args->cwe == NULL ||
	    args->occurred == NULL)
		return err_set(err, ERR_INVALID,
		    "an incident needs --id, --title, --cwe and --occurred");
	in->id = str_from(args->id);
	in->title = str_from(args->title);
	in->note = args->note != NULL ? str_from(args->note) : STR("");
	if (!clock_read_date(str_from(args->occurred), &in->occurred))
		return err_set(err, ERR_INVALID,
		    "--occurred '%.40s' is not a date such as 2026-03-03",
		    args->occurred);
	return incident_cwes_read(str_from(args->cwe), &in->cwes, err);
}

static enum err_code
record(struct db *db, void *ctx, struct err *err)
{
	struct record_work *w = ctx;
	struct arena *arena = w->l.cli->arena;
	const struct record_args *args = w->l.cli->args;
	bool found = false;
	enum err_code rc = ERR_NONE;

	if (args->team != NULL) {
		rc = team_by_name(
		    db, arena, str_from(args->team), &found, &w->in.team, err);
		if (rc == ERR_NONE && !found)
			return err_set(err, ERR_NOT_FOUND,
			    "there is no team '%.100s'", args->team);
	}
	return rc == ERR_NONE ? incident_record(db, w->l.catalog, arena,
				    PERSON_PROGRAM, &w->in, &w->made, err)
			      : rc;
}

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct record_work *w = ctx;

	return incident_list(
	    db, w->l.catalog, w->l.cli->arena, PERSON_PROGRAM, &w->all, err);
}

/* What follows from it: reviews, lessons, gaps. */
static void
print(const struct record_work *w)
{
	const struct incident *mine = NULL;
	FILE *out = w->l.cli->out;

	for (size_t i = 0; i < w->all.n; i++)
		if (str_eq(w->all.v[i].id, w->in.id))
			mine = &w->all.v[i];
	for (size_t i = 0; mine != NULL && i < mine->reviews.n; i++)
		fprintf(out, "review  %.*s\n",
		    STR_FMT(mine->reviews.v[i].module->id));
	if (w->made.gaps.n > 0)
		fprintf(out, "gap     nothing here teaches %.*s\n",
		    STR_FMT(incident_cwes_say(w->l.cli->arena, &w->made.gaps)));
	fprintf(out, "asked   %zu people, %zu assignments\n", w->made.people,
	    w->made.assignments);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct record_work w = {0};
	struct err err;
	enum err_code rc;

	if (read_args(cli->args, &w.in, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	rc = learning_open_all(cli, &w.l, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = store_write(w.l.store, record, &w, &err);
	if (rc == ERR_NONE)
		rc = cli_settle(cli, w.l.store, &err);
	if (rc == ERR_NONE)
		rc = store_read(w.l.store, list, &w, &err);
	if (rc == ERR_NONE)
		print(&w);
	learning_close(&w.l);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_incident_record = {
    .name = "incident record",
    .summary = "record an incident; its lessons and reviews follow",
    .run = run,
    .about =
	"Each module that covers a weakness of it is to be reviewed (page "
	"/incidents); each\nmember of the team is asked to take the lesson, "
	"with the incident as the reason.  A\nweakness that nothing here "
	"teaches is named as a gap.\n",
    .examples = "assay incident record --id INC-12 --title 'Orders of others' "
		"--cwe 89 --occurred 2026-03-03 --team payments\n",
    .options = options,
    .args_size = sizeof(struct record_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
