#include "base/clock.h"
#include "base/file.h"
#include "cli/campaign.h"
#include "people/person.h"

struct import_args {
	const char *title, *difficulty, *seconds, *crowd, *crowd_seconds;
	bool apply;
};

static const struct cli_option options[] = {
    {"difficulty", CLI_TEXT, offsetof(struct import_args, difficulty), "HOW",
	"easy, fair or hard to see through (see below)", 0},
    {"title", CLI_TEXT, offsetof(struct import_args, title), "TEXT",
	"what it is called; the export's own name where it has one", 0},
    {"apply", CLI_FLAG, offsetof(struct import_args, apply), NULL,
	"import it; without this the numbers are only shown", 0},
    {"seconds", CLI_TEXT, offsetof(struct import_args, seconds), "N",
	"hold back clicks within N seconds of sending (10; 0: never)", 0},
    {"crowd", CLI_TEXT, offsetof(struct import_args, crowd), "N",
	"... of one address for N people (5; 0: never)", 0},
    {"crowd-seconds", CLI_TEXT, offsetof(struct import_args, crowd_seconds),
	"N", "... within N seconds (30)", 0},
    {0},
};

struct import_work {
	struct cli *cli;
	struct campaign campaign;
	struct clicks clicks;
	struct str replaces;
};

static enum err_code
read_number(const char *name, const char *text, unsigned *out, struct err *err)
{
	uint64_t n;

	if (text == NULL)
		return ERR_NONE;
	if (!str_u64(str_from(text), &n) || n > 100000)
		return err_set(err, ERR_INVALID,
		    "--%s takes a plain number, not '%.40s'", name, text);
	*out = (unsigned)n;
	return ERR_NONE;
}

static enum err_code
read_args(const struct import_args *args, enum campaign_difficulty *difficulty,
    struct clicks_rules *rules, struct err *err)
{
	enum err_code rc;

	*rules = CLICKS_RULES;
	if (args->difficulty == NULL ||
	    !campaign_difficulty_read(str_from(args->difficulty), difficulty))
		return err_set(err, ERR_INVALID,
		    "say how hard the mail was to see through: --difficulty "
		    "easy, fair or hard");
	rc = read_number("seconds", args->seconds, &rules->seconds, err);
	if (rc == ERR_NONE)
		rc = read_number("crowd", args->crowd, &rules->crowd, err);
	if (rc == ERR_NONE)
		rc = read_number("crowd-seconds", args->crowd_seconds,
		    &rules->crowd_seconds, err);
	return rc == ERR_NONE ? clicks_rules_check(rules, err) : rc;
}

static enum err_code
check(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;

	return campaign_check(
	    db, w->cli->arena, &w->campaign, &w->replaces, err);
}

static enum err_code
import(struct db *db, void *ctx, struct err *err)
{
	struct import_work *w = ctx;

	return campaign_import(
	    db, w->cli->arena, PERSON_PROGRAM, &w->campaign, err);
}

static void
print(const struct import_work *w, bool done)
{
	const struct campaign *c = &w->campaign;
	FILE *out = w->cli->out;

	campaign_print(w->cli, c);
	fprintf(out, "           %.*s\n", STR_FMT(c->source));
	if (w->replaces.len > 0)
		fprintf(out,
		    "           takes the place of the earlier export of this "
		    "campaign, '%.*s'\n",
		    STR_FMT(w->replaces));
	fflush(out);
	fputs(done ? "imported\n" : "nothing was imported: --apply does that\n",
	    w->cli->err);
}

static enum err_code
work(struct import_work *w, const char *path, enum campaign_difficulty how,
    const struct clicks_rules *rules, struct err *err)
{
	const struct import_args *args = w->cli->args;
	struct store *store = NULL;
	struct str text;
	enum err_code rc;

	if (strcmp(path, "-") == 0)
		rc = file_read_fd(fileno(w->cli->in), "standard input",
		    GOPHISH_MAX, w->cli->arena, &text, err);
	else
		rc = file_read(path, GOPHISH_MAX, w->cli->arena, &text, err);
	if (rc != ERR_NONE)
		return rc;
	rc = campaign_prepare(text, str_from(args->title ? args->title : ""),
	    how, rules, w->cli->arena, &w->campaign, &w->clicks, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "%s", path);
	rc = cli_store_open(w->cli, &store, err);
	if (rc == ERR_NONE)
		rc = store_read(store, check, w, err);
	if (rc == ERR_NONE && args->apply)
		rc = store_write(store, import, w, err);
	if (rc == ERR_NONE && args->apply)
		rc = cli_settle(w->cli, store, err);
	cli_store_close(w->cli, store);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct import_args *args = cli->args;
	struct import_work w = {.cli = cli};
	enum campaign_difficulty difficulty;
	struct clicks_rules rules;
	struct err err;

	if (read_args(args, &difficulty, &rules, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	if (work(&w, argv[0], difficulty, &rules, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	print(&w, args->apply);
	return CLI_OK;
}

const struct command command_campaign_import = {
    .name = "campaign import",
    .summary = "count a practice phishing campaign from gophish's export",
    .run = run,
    .usage = "FILE",
    .about =
	"FILE is the JSON of gophish's API or one of its two CSV exports; '-' "
	"is standard\ninput.  Only counts are kept, nobody by name; the file "
	"is not.  Clicks of mail\nfilters are held back, each with its "
	"reason.\n\nDifficulty is said by you, by NIST's Phish Scale: easy has "
	"many cues that give it\naway and a premise that fits nobody's work, "
	"hard has few cues and a premise that\nfits; fair lies between.\n",
    .examples =
	"assay campaign import events.csv --title 'Parcel' --difficulty fair\n"
	"assay campaign import 7.json --difficulty hard --apply\n",
    .options = options,
    .args_size = sizeof(struct import_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
