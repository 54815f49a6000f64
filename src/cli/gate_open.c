#include "policy/gate_open.h"
#include "base/clock.h"
#include "cli/gate_local.h"
#include "people/person.h"

struct open_args {
	const char *person, *system, *reason;
	int64_t minutes;
};

#define MINUTES_DEFAULT 60

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct open_args, person), "EMAIL",
	"who is let in", 0},
    {"system", CLI_TEXT, offsetof(struct open_args, system), "NAME",
	"to which system of the policy", 0},
    {"reason", CLI_TEXT, offsetof(struct open_args, reason), "TEXT",
	"why; it is kept, and mailed to the security leads", 0},
    {"minutes", CLI_INT, offsetof(struct open_args, minutes), "N",
	"for how long; 60 unless given, 480 at most", 0},
    {0},
};

struct work {
	struct cli *cli;
	struct gate_open in;
	int64_t until;
};

static enum err_code
open_in(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return gate_open(db, w->cli->arena, &w->in, &w->until, err);
}

static enum err_code
work(struct work *w, struct err *err)
{
	struct gate_local local;
	enum err_code rc = gate_local_open(w->cli, &local, err);

	if (rc != ERR_NONE)
		return rc;
	rc = gate_known(
	    engine_policy(local.engine, w->in.now), w->in.system, err);
	if (rc == ERR_NONE)
		rc = store_write(local.store, open_in, w, err);
	if (rc == ERR_NONE)
		rc = cli_settle(w->cli, local.store, err);
	gate_local_close(&local);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct open_args *args = cli->args;
	char until[CLOCK_TEXT_LEN + 1];
	struct work w = {.cli = cli,
	    .in = {.actor = PERSON_PROGRAM,
		.email = str_from(args->person),
		.system = str_from(args->system),
		.reason = str_from(args->reason),
		.minutes = args->minutes == 0 ? MINUTES_DEFAULT
		    : args->minutes < 0 || args->minutes > 100000
		    ? 100000
		    : (unsigned)args->minutes,
		.now = clock_now()}};
	struct err err;
	enum err_code rc;

	if (!args->person || !args->system || !args->reason)
		return cli_usage(cli,
		    "give --person EMAIL, --system NAME and --reason TEXT");
	rc = work(&w, &err);
	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	clock_write(w.until, until);
	fprintf(cli->out, "open until %.16s UTC; the security leads are told\n",
	    until);
	return CLI_OK;
}

const struct command command_gate_open = {
    .name = "gate open",
    .summary = "break-glass: let somebody past a gate for some hours",
    .run = run,
    .about =
	"A fact with its reason, a mail to the security leads, and an end "
	"that comes by\nitself.  Administrators and security leads can do the "
	"same on the page Gates.\n",
    .examples = "assay gate open --person ada@acme.example --system "
		"production \\\n    --reason 'payments are down, INC-212' "
		"--minutes 120\n",
    .options = options,
    .args_size = sizeof(struct open_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
