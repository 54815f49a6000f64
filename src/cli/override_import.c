#include "base/clock.h"
#include "base/file.h"
#include "cli/proposal.h"
#include "policy/override.h"
#include "policy/policy_day.h"

struct import_args {
	const char *as;
	bool dry_run;
};

static const struct cli_option options[] = {
    {"as", CLI_TEXT, offsetof(struct import_args, as), "EMAIL",
	"who sits here: the first of two people", 0},
    {"dry-run", CLI_FLAG, offsetof(struct import_args, dry_run), NULL,
	"only say what would be proposed", 'n'},
    {0},
};

struct import_work {
	struct proposal_work w;
	struct str csv;
	struct override o;
	struct id id;
};

static enum err_code
read_file(struct cli *cli, const char *path, struct str *out, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return file_read_fd(fileno(cli->in), "standard input",
		    OVERRIDE_BYTES_MAX, cli->arena, out, err);
	return file_read(path, OVERRIDE_BYTES_MAX, cli->arena, out, err);
}

static enum err_code
compare(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;
	struct arena *arena = w->w.cli->arena;
	int64_t now = clock_now();
	enum err_code rc = override_read(w->csv, w->w.desk.catalog,
	    policy_day_of(engine_policy(w->w.desk.engine, now), now), arena,
	    &w->o, err);

	return rc == ERR_NONE
	    ? override_compare(db, arena, &w->w.desk, w->w.who, &w->o, err)
	    : rc;
}

static void
print_records(struct cli *cli, const struct override *o)
{
	for (size_t i = 0; i < o->lines.n; i++) {
		const struct override_line *l = &o->lines.v[i];
		char done[CLOCK_DATE_LEN + 1];
		char until[CLOCK_DATE_LEN + 1] = "without end";

		clock_write_date(l->day, done);
		if (l->until)
			clock_write_date(l->until, until);
		fprintf(cli->out, "%.*s  %.*s %.*s  %s  until %s\n",
		    STR_FMT(l->email), STR_FMT(l->module), STR_FMT(l->version),
		    done, until);
	}
}

static void
print_problems(struct cli *cli, const char *path, const struct override *o)
{
	for (size_t i = 0; i < o->problems.n; i++)
		fprintf(cli->err, "%s:%zu: %.*s\n", path, o->problems.v[i].line,
		    STR_FMT(o->problems.v[i].text));
	if (o->problems_total > o->problems.n)
		fprintf(cli->err, "and %zu more\n",
		    o->problems_total - o->problems.n);
	fprintf(cli->err, "nothing was proposed\n");
}

static enum err_code
work(struct cli *cli, struct import_work *w, const char *path, struct err *err)
{
	const struct import_args *args = cli->args;
	enum err_code rc = read_file(cli, path, &w->csv, err);

	if (rc == ERR_NONE)
		rc = proposal_open(cli, args->as, &w->w, err);
	if (rc == ERR_NONE)
		rc = store_read(w->w.l.store, compare, w, err);
	if (rc == ERR_NONE && w->o.problems_total == 0 && !args->dry_run)
		rc = override_ask(&w->w.desk, w->w.who, w->csv, cli->arena,
		    NULL, &w->id, err);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct import_args *args = cli->args;
	struct import_work w = {0};
	char id[ID_TEXT_LEN + 1];
	struct err err;
	enum err_code rc;

	if (args->as == NULL)
		return cli_usage(cli, "--as says who proposes: an address");
	rc = work(cli, &w, argv[0], &err);
	if (rc == ERR_NONE && w.o.problems_total > 0)
		print_problems(cli, argv[0], &w.o);
	else if (rc == ERR_NONE)
		print_records(cli, &w.o);
	proposal_close(&w.w);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (w.o.problems_total > 0)
		return CLI_NO;
	id_write(w.id, id);
	fflush(cli->out);
	if (args->dry_run)
		fprintf(cli->err, "%zu to propose\n", w.o.lines.n);
	else
		fprintf(cli->err, "%zu proposed as %s; somebody else accepts\n",
		    w.o.lines.n, id);
	return CLI_OK;
}

const struct command command_override_import = {
    .name = "override import",
    .summary = "propose past records by CSV, all lines or none",
    .run = run,
    .usage = "FILE",
    .about = "The first line names the columns: email, module, version, "
	     "completed, reason. All of them become one proposal, which "
	     "another person accepts or refuses whole. Lines that are not "
	     "accepted are named, and then nothing is proposed; the status is "
	     "1.",
    .examples = "assay override import past.csv --as ada@acme.example "
		"--dry-run\n",
    .options = options,
    .args_size = sizeof(struct import_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
