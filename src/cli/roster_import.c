#include "base/file.h"
#include "cli/command.h"
#include "people/roster.h"

struct import_args {
	bool dry_run, invite;
};

static const struct cli_option options[] = {
    {"dry-run", CLI_FLAG, offsetof(struct import_args, dry_run), NULL,
	"only say what would change", 'n'},
    {"invite", CLI_FLAG, offsetof(struct import_args, invite), NULL,
	"mail an invitation to everybody who is new", 0},
    {0},
};

struct import_work {
	struct cli *cli;
	struct str text;
	struct roster roster;
};

static enum err_code
read_file(struct cli *cli, const char *path, struct str *out, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return file_read_fd(fileno(cli->in), "standard input",
		    ROSTER_MAX, cli->arena, out, err);
	return file_read(path, ROSTER_MAX, cli->arena, out, err);
}

static enum err_code
compare(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;
	enum err_code rc;

	rc = roster_read(w->text, w->cli->arena, &w->roster, err);
	if (rc == ERR_NONE)
		rc = roster_compare(db, w->cli->arena, &w->roster, err);
	return rc;
}

static enum err_code
apply(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;
	const struct import_args *args = w->cli->args;
	enum err_code rc;

	rc = roster_read(w->text, w->cli->arena, &w->roster, err);
	if (rc == ERR_NONE)
		rc = roster_apply(db, w->cli->arena, PERSON_PROGRAM, &w->roster,
		    args->invite, err);
	return rc;
}

static void
print_changes(struct cli *cli, const struct roster *r)
{
	for (size_t i = 0; i < r->lines.n; i++) {
		const struct roster_line *l = &r->lines.v[i];

		if (l->action == ROSTER_ADD && l->email.len > 0)
			fprintf(cli->out, "add     %.*s  %.*s\n",
			    STR_FMT(l->email), STR_FMT(l->name));
		else if (l->action == ROSTER_CHANGE)
			fprintf(cli->out, "change  %.*s  %.*s\n",
			    STR_FMT(l->email), STR_FMT(l->what));
	}
}

static void
print_problems(struct cli *cli, const char *path, const struct roster *r)
{
	for (size_t i = 0; i < r->problems.n; i++)
		fprintf(cli->err, "%s:%zu: %.*s\n", path, r->problems.v[i].line,
		    STR_FMT(r->problems.v[i].text));
	if (r->problems_total > r->problems.n)
		fprintf(cli->err, "and %zu more\n",
		    r->problems_total - r->problems.n);
}

static void
print_counts(struct cli *cli, const struct roster *r, bool done)
{
	fflush(cli->out); /* the changes stand before their count */
	fprintf(cli->err, "%zu %s, %zu %s, %zu as they are\n", r->adds,
	    done ? "added" : "to add", r->changes,
	    done ? "changed" : "to change", r->same);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct import_args *args = cli->args;
	struct import_work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	rc = read_file(cli, argv[0], &w.text, &err);
	if (rc == ERR_NONE)
		rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_read(store, compare, &w, &err);
	if (rc == ERR_NONE && w.roster.problems_total > 0) {
		cli_store_close(cli, store);
		print_problems(cli, argv[0], &w.roster);
		fprintf(cli->err, "nothing was changed\n");
		return CLI_NO;
	}
	if (rc == ERR_NONE && !args->dry_run)
		rc = store_write(store, apply, &w, &err);
	if (rc == ERR_NONE && !args->dry_run)
		rc = cli_settle(cli, store, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	print_changes(cli, &w.roster);
	print_counts(cli, &w.roster, !args->dry_run);
	return CLI_OK;
}

const struct command command_roster_import = {
    .name = "roster import",
    .summary = "add and change people by CSV, all lines or none",
    .run = run,
    .usage = "FILE",
    .about = "The first line names the columns: email, name, role, team, "
	     "manager, employment; the first two must be there. An empty field "
	     "leaves what is. Lines that are not accepted are named, and then "
	     "nothing is changed; the status is 1.",
    .examples = "assay roster import people.csv --dry-run\n"
		"assay roster import people.csv --invite\n",
    .options = options,
    .args_size = sizeof(struct import_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
