#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "policy/notice.h"

struct publish_args {
	const char *title, *audience, *id, *until;
};

static const struct cli_option options[] = {
    {"title", CLI_TEXT, offsetof(struct publish_args, title), "TEXT",
	"its title", 0},
    {"audience", CLI_TEXT, offsetof(struct publish_args, audience), "WHO",
	"everybody, or team:NAME,role:ROLE,employment:KIND", 0},
    {"id", CLI_TEXT, offsetof(struct publish_args, id), "ID",
	"its name; an earlier one of that name is replaced", 0},
    {"until", CLI_TEXT, offsetof(struct publish_args, until), "DATE",
	"its last day; else until it is replaced", 0},
    {0},
};

struct publish_work {
	struct cli *cli;
	struct notice_new in;
	struct str who, id;
};

static enum err_code
publish(struct db *db, void *ctx, struct err *err)
{
	struct publish_work *w = ctx;
	enum err_code rc = notice_audience_parse(
	    db, w->cli->arena, w->who, &w->in.audience, err);

	return rc == ERR_NONE ? notice_publish(db, w->cli->arena,
				    PERSON_PROGRAM, &w->in, &w->id, err)
			      : rc;
}

static enum err_code
work(struct publish_work *w, const char *path, struct err *err)
{
	struct store *store = NULL;
	enum err_code rc;

	if (strcmp(path, "-") == 0)
		rc = file_read_fd(fileno(w->cli->in), "standard input",
		    NOTICE_TEXT_MAX, w->cli->arena, &w->in.text, err);
	else
		rc = file_read(
		    path, NOTICE_TEXT_MAX, w->cli->arena, &w->in.text, err);
	if (rc == ERR_NONE)
		rc = cli_store_open(w->cli, &store, err);
	if (rc == ERR_NONE)
		rc = store_write(store, publish, w, err);
	if (rc == ERR_NONE)
		rc = cli_settle(w->cli, store, err);
	cli_store_close(w->cli, store);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct publish_args *args = cli->args;
	struct publish_work w = {.cli = cli};
	struct err err;

	if (args->title == NULL || args->audience == NULL)
		return cli_usage(cli,
		    "a notice needs --title and --audience; 'assay notice "
		    "publish --help' shows how");
	if (args->until != NULL) {
		if (!clock_read_date(str_from(args->until), &w.in.until))
			return cli_usage(cli,
			    "--until '%.40s' is not a date such as 2026-12-31",
			    args->until);
		w.in.until += CLOCK_DAY; /* the day itself is within */
	}
	w.in.title = str_trim(str_from(args->title));
	w.in.id = args->id != NULL ? str_from(args->id) : STR("");
	w.who = str_from(args->audience);
	if (work(&w, argv[0], &err) != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->out, "%.*s\n", STR_FMT(w.id));
	return CLI_OK;
}

const struct command command_notice_publish = {
    .name = "notice publish",
    .summary = "publish a notice that its audience is asked to read",
    .run = run,
    .usage = "FILE",
    .about = "FILE is Markdown; '-' is standard input.  All lists of an "
	     "audience must hold, of\neach list one is enough.  Prints the "
	     "notice's id.\n",
    .examples =
	"assay notice publish phones.md --title 'Lost phones' --audience "
	"everybody\n"
	"assay notice publish ci.md --title 'New keys' --audience "
	"team:payments,team:web,role:developer\n",
    .options = options,
    .args_size = sizeof(struct publish_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
