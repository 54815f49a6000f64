#include "base/file.h"
#include "cli/command.h"
#include "people/roster.h"

struct import_args {
	bool dry_run, invite, leavers, yes_many;
};

static const struct cli_option options[] = {
    {"dry-run", CLI_FLAG, offsetof(struct import_args, dry_run), NULL,
	"only say what would change", 'n'},
    {"invite", CLI_FLAG, offsetof(struct import_args, invite), NULL,
	"mail an invitation to everybody who is new or back", 0},
    {"leavers", CLI_FLAG, offsetof(struct import_args, leavers), NULL,
	"the file is everybody: whoever is not in it has left", 0},
    {"yes-many", CLI_FLAG, offsetof(struct import_args, yes_many), NULL,
	"with --leavers: even where more than a fifth would leave", 0},
    {0},
};

struct import_work {
	struct cli *cli;
	struct arena file, arena; /* the text; what is made of it */
	struct str text;
	struct roster roster;
};

static enum err_code
read_file(struct import_work *w, const char *path, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return file_read_fd(fileno(w->cli->in), "standard input",
		    ROSTER_MAX, &w->file, &w->text, err);
	return file_read(path, ROSTER_MAX, &w->file, &w->text, err);
}

/* May run again, from the text. */
static enum err_code
read_roster(struct import_work *w, struct err *err)
{
	const struct import_args *args = w->cli->args;
	enum err_code rc;

	arena_reset(&w->arena);
	w->roster = (struct roster){0};
	rc = roster_read(w->text, &w->arena, &w->roster, err);
	w->roster.whole = args->leavers;
	w->roster.even_many = args->yes_many;
	return rc;
}

static enum err_code
compare(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;
	enum err_code rc = read_roster(w, err);

	return rc == ERR_NONE ? roster_compare(db, &w->arena, &w->roster, err)
			      : rc;
}

static enum err_code
apply(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;
	const struct import_args *args = w->cli->args;
	enum err_code rc = read_roster(w, err);

	return rc == ERR_NONE ? roster_apply(db, &w->arena, PERSON_PROGRAM,
				    &w->roster, args->invite, err)
			      : rc;
}

static void
print_line(struct cli *cli, const struct roster_line *l)
{
	if (l->action == ROSTER_SAME)
		return;
	fprintf(cli->out, "%-6s  %.*s  %.*s%s%.*s\n",
	    roster_action_name(l->action), STR_FMT(l->email), STR_FMT(l->name),
	    l->what.len > 0 ? "  " : "", STR_FMT(l->what));
}

static void
print_changes(struct cli *cli, const struct roster *r)
{
	for (size_t i = 0; i < r->lines.n; i++)
		print_line(cli, &r->lines.v[i]);
	for (size_t i = 0; i < r->gone.n; i++)
		print_line(cli, &r->gone.v[i]);
}

static void
print_problems(struct cli *cli, const char *path, const struct roster *r)
{
	for (size_t i = 0; i < r->problems.n; i++) {
		const struct roster_problem *p = &r->problems.v[i];

		if (p->line > 0)
			fprintf(cli->err, "%s:%zu: %.*s\n", path, p->line,
			    STR_FMT(p->text));
		else
			fprintf(cli->err, "%s: %.*s\n", path, STR_FMT(p->text));
	}
	if (r->problems_total > r->problems.n)
		fprintf(cli->err, "and %zu more\n",
		    r->problems_total - r->problems.n);
	if (r->gone.n > 0)
		fprintf(cli->err,
		    "--yes-many lets them leave where that is meant\n");
}

static void
print_counts(struct cli *cli, const struct roster *r, bool done)
{
	const size_t *n = r->counts;

	fflush(cli->out); /* the changes stand before their count */
	fprintf(cli->err, "%zu %s, %zu %s, ", n[ROSTER_ADD],
	    done ? "added" : "to add", n[ROSTER_CHANGE],
	    done ? "changed" : "to change");
	if (n[ROSTER_RETURN] > 0)
		fprintf(cli->err, "%zu back, ", n[ROSTER_RETURN]);
	if (n[ROSTER_LEAVE] > 0)
		fprintf(cli->err, "%zu %s, ", n[ROSTER_LEAVE],
		    done ? "left" : "to leave");
	if (n[ROSTER_LATER] > 0)
		fprintf(
		    cli->err, "%zu waiting for their day, ", n[ROSTER_LATER]);
	fprintf(cli->err, "%zu as they are\n", n[ROSTER_SAME]);
}

static enum err_code
bring(struct import_work *w, const char *path, struct err *err)
{
	const struct import_args *args = w->cli->args;
	struct store *store = NULL;
	enum err_code rc = read_file(w, path, err);

	if (rc == ERR_NONE)
		rc = cli_store_open(w->cli, &store, err);
	if (rc == ERR_NONE)
		rc = args->dry_run ? store_read(store, compare, w, err)
				   : store_write(store, apply, w, err);
	if (rc == ERR_NONE && !args->dry_run)
		rc = cli_settle(w->cli, store, err);
	cli_store_close(w->cli, store);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct import_args *args = cli->args;
	struct import_work w = {.cli = cli};
	struct err err;
	int status = CLI_OK;

	if (args->yes_many && !args->leavers)
		return cli_usage(cli, "--yes-many goes with --leavers");
	arena_init(&w.file, ROSTER_MAX + (1 << 20));
	arena_init(&w.arena, ROSTER_MEMORY);
	if (bring(&w, argv[0], &err) == ERR_NONE || w.roster.problems_total > 0)
		err.code = ERR_NONE;
	if (w.roster.problems_total > 0) {
		print_problems(cli, argv[0], &w.roster);
		fprintf(cli->err, "nothing was changed\n");
		status = CLI_NO;
	} else if (err.code != ERR_NONE) {
		status = cli_fail(cli, &err);
	} else {
		print_changes(cli, &w.roster);
		print_counts(cli, &w.roster, !args->dry_run);
	}
	arena_release(&w.arena);
	arena_release(&w.file);
	return status;
}

const struct command command_roster_import = {
    .name = "roster import",
    .summary = "bring people in by CSV, all lines or none",
    .run = run,
    .usage = "FILE",
    .about = "The first line names the columns: email and name, which must be "
	     "there, and any of role, team, manager, employment, unit, duties, "
	     "stacks, zone, starts, last_day, external, effective. An empty "
	     "field leaves what is. Somebody is known by external, then by "
	     "e-mail; who left and is in the file comes back. Lines that are "
	     "not accepted are named, and then nothing is changed; the status "
	     "is 1.",
    .examples = "assay roster import people.csv --dry-run\n"
		"assay roster import people.csv --invite\n"
		"assay roster import everybody.csv --leavers --dry-run\n",
    .options = options,
    .args_size = sizeof(struct import_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
