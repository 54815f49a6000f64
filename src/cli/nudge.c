#include "cli/learning.h"
#include "people/person.h"
#include "policy/by_hand.h"

struct nudge_args {
	const char *reason;
};

static const struct cli_option options[] = {
    {"reason", CLI_TEXT, offsetof(struct nudge_args, reason), "TEXT",
	"why, in one line: they read it, and it stays in the ledger", 0},
    {0},
};

struct nudge_work {
	struct cli *cli;
	struct str email;
	struct person person;
	bool found;
};

static enum err_code
find(struct db *db, void *ctx, struct err *err)
{
	struct nudge_work *w = ctx;

	return person_by_email(
	    db, w->cli->arena, w->email, &w->found, &w->person, err);
}

static enum err_code
work(struct nudge_work *w, struct err *err)
{
	const struct nudge_args *args = w->cli->args;
	struct learning l = {0};
	enum err_code rc =
	    person_email_read(w->email, w->cli->arena, &w->email, err);

	if (rc == ERR_NONE)
		rc = learning_open_all(w->cli, &l, err);
	if (rc != ERR_NONE)
		return rc;
	rc = store_read(l.store, find, w, err);
	if (rc == ERR_NONE && !w->found)
		rc = err_set(err, ERR_NOT_FOUND, "nobody here has '%.*s'",
		    STR_FMT(str_sub(w->email, 0, 100)));
	if (rc == ERR_NONE)
		rc = by_hand_nudge(
		    &(struct by_hand){.engine = l.engine,
			.learn = l.learn,
			.viewer = PERSON_PROGRAM,
			.person = w->person.id,
			.reason = str_trim(str_from(args->reason))},
		    err);
	if (rc == ERR_NONE)
		rc = cli_settle(w->cli, l.store, err);
	learning_close(&l);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct nudge_args *args = cli->args;
	struct nudge_work w = {.cli = cli, .email = str_from(argv[0])};
	struct err err;

	if (args->reason == NULL)
		return cli_usage(cli, "say why, with --reason");
	return work(&w, &err) == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_nudge = {
    .name = "nudge",
    .summary = "remind somebody by mail of what is open, with a reason",
    .run = run,
    .usage = "EMAIL",
    .about = "One mail with all that is open for them, at most one a day. At "
	     "night and on days of\nrest it waits for the morning where they "
	     "are.\n",
    .examples =
	"assay nudge ada@acme.example --reason 'the audit is on Monday'\n",
    .options = options,
    .args_size = sizeof(struct nudge_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
