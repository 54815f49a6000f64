#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/learning.h"
#include "codec/hex.h"
#include "evidence/completions.h"
#include "people/person.h"

struct completions_args {
	const char *from, *to, *course, *person, *output;
};

static const struct cli_option options[] = {
    {"from", CLI_TEXT, offsetof(struct completions_args, from), "DATE",
	"first day of the period, UTC; else from the beginning", 0},
    {"to", CLI_TEXT, offsetof(struct completions_args, to), "DATE",
	"its last day; else up to now", 0},
    {"course", CLI_TEXT, offsetof(struct completions_args, course), "ID",
	"the modules of one course", 0},
    {"person", CLI_TEXT, offsetof(struct completions_args, person), "EMAIL",
	"one person", 0},
    {"output", CLI_TEXT, offsetof(struct completions_args, output), "FILE",
	"where to write; else the standard output", 'o'},
    {0},
};

static enum err_code
read_date(const char *option, const char *text, int64_t plus, int64_t *out,
    struct err *err)
{
	int64_t at;

	if (text == NULL)
		return ERR_NONE;
	if (!clock_read_date(str_from(text), &at))
		return err_set(err, ERR_INVALID,
		    "%s '%.40s' is not a date such as 2026-11-21", option,
		    text);
	*out = at + plus;
	return ERR_NONE;
}

static enum err_code
to_file(void *ctx, struct str bytes, struct err *err)
{
	if (fwrite(bytes.ptr, 1, bytes.len, ctx) != bytes.len)
		return err_sys(err, errno, "could not write the export");
	return ERR_NONE;
}

/* Written beside and renamed, so that a file that is there is whole. */
static enum err_code
export_to(struct cli *cli, const struct evidence *e,
    const struct completions_filter *filter, const char *path,
    struct completions_summary *summary, struct err *err)
{
	struct str part = arena_strf(cli->arena, "%s.part", path);
	FILE *file;
	enum err_code rc;

	if (part.ptr == NULL)
		return arena_fail(cli->arena, err);
	file = fopen(part.ptr, "wxe");
	if (file == NULL)
		return err_sys(err, errno, "could not make '%s'", part.ptr);
	rc = completions_export(e, filter,
	    cli->json ? COMPLETIONS_JSON : COMPLETIONS_CSV, to_file, file,
	    summary, err);
	if (rc == ERR_NONE && (fflush(file) != 0 || fsync(fileno(file)) != 0))
		rc = err_sys(err, errno, "could not write '%s'", part.ptr);
	if (fclose(file) != 0 && rc == ERR_NONE)
		rc = err_sys(err, errno, "could not write '%s'", part.ptr);
	if (rc == ERR_NONE && rename(part.ptr, path) != 0)
		rc = err_sys(err, errno, "could not make '%s'", path);
	if (rc != ERR_NONE)
		unlink(part.ptr);
	return rc;
}

static void
report(struct cli *cli, const struct completions_summary *s)
{
	char hash[65];

	hex_write(hash, s->hash, sizeof(s->hash));
	fprintf(cli->err, "%llu rows, %llu bytes, SHA-256 %s\n",
	    (unsigned long long)s->rows, (unsigned long long)s->bytes, hash);
}

static enum err_code export(struct cli *cli, struct learning *l,
    struct completions_filter *filter, struct err *err) {
	const struct completions_args *args = cli->args;
	struct evidence e = {l->store, l->catalog, &l->rules};
	struct completions_summary summary;
	enum err_code rc;

	filter->operator= true;
	filter->person = l->person;
	filter->course = str_from(args->course);
	if (args->output != NULL)
	    rc = export_to(cli, &e, filter, args->output, &summary, err);
	else rc = completions_export(&e, filter,
	    cli->json ? COMPLETIONS_JSON : COMPLETIONS_CSV, to_file, cli->out,
	    &summary, err);
	if (rc == ERR_NONE) rc = cli_settle(cli, l->store, err);
	if (rc == ERR_NONE) report(cli, &summary);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct completions_args *args = cli->args;
	struct completions_filter filter = {0};
	struct learning l;
	struct err err;
	enum err_code rc;

	if (read_date("--from", args->from, 0, &filter.since, &err) !=
		ERR_NONE ||
	    read_date("--to", args->to, CLOCK_DAY, &filter.until, &err) !=
		ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	rc = args->person != NULL ? learning_open(cli, args->person, &l, &err)
				  : learning_open_all(cli, &l, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = export(cli, &l, &filter, &err);
	learning_close(&l);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_evidence_completions = {
    .name = "evidence completions",
    .summary = "who was asked to take what, and what came of it, as CSV",
    .run = run,
    .about = "One row for each person and module asked of them in the "
	     "period, those who did\nnothing included; --json for JSON. The "
	     "export itself is noted in the log, with\nthe hash of its bytes. "
	     "Values that a spreadsheet would run as a formula get a '\n"
	     "before them.\n",
    .examples = "assay evidence completions --from 2026-01-01 --to "
		"2026-12-31 -o completions.csv\n"
		"assay evidence completions --course owasp-top10-2025 "
		"--json\n",
    .options = options,
    .args_size = sizeof(struct completions_args),
    .takes =
	CLI_TAKES_DATA | CLI_TAKES_OVERLAY | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
