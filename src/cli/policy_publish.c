#include "cli/policy.h"
#include "people/person.h"

struct publish_args {
	const char *note;
	bool apply;
};

static const struct cli_option options[] = {
    {"note", CLI_TEXT, offsetof(struct publish_args, note), "TEXT",
	"why it changes; goes into the record", 0},
    {"apply", CLI_FLAG, offsetof(struct publish_args, apply), NULL,
	"publish it; without it only the effect is shown", 0},
    {0},
};

#define NAMED 20 /* enough to see what it does */

struct work {
	struct cli *cli;
	struct policy_desk desk;
	struct policy *policy;
	struct policy_problems problems;
};

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	w->problems = (struct policy_problems){0};
	return policy_publish_check(db, w->policy, w->desk.l.catalog,
	    clock_now(), w->cli->arena, &w->problems, err);
}

static enum err_code
publish(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	const struct publish_args *args = w->cli->args;

	return policy_publish(db, w->desk.l.catalog, w->cli->arena,
	    &(struct policy_publish){.policy = w->policy,
		.note = str_from(args->note),
		.actor = PERSON_PROGRAM},
	    NULL, err);
}

static enum err_code
show_effect(struct work *w, struct err *err)
{
	struct effect_ask ask = {.now = effect_day(w->policy, clock_now()),
	    .draft = w->policy,
	    .limit = NAMED};
	struct effect effect;
	enum err_code rc =
	    effect_compute(w->desk.engine, &ask, w->cli->arena, &effect, err);

	if (rc == ERR_NONE)
		policy_desk_effect(w->cli, &effect, ask.now);
	return rc;
}

static enum err_code
prepare(struct work *w, const char *file, struct err *err)
{
	enum err_code rc = policy_desk_open(w->cli, &w->desk, err);
	struct policy_problems sense = {0};

	if (rc == ERR_NONE)
		rc = policy_desk_read(&w->desk, file, &w->policy, err);
	if (rc == ERR_NONE)
		rc = store_read(w->desk.l.store, look, w, err);
	if (rc == ERR_NONE)
		rc = policy_check(
		    w->policy, w->desk.l.catalog, w->cli->arena, &sense, err);
	for (size_t i = 0; i < sense.n && rc == ERR_NONE; i++) {
		struct policy_problem *p =
		    ARENA_PUSH(w->cli->arena, &w->problems);

		if (p == NULL)
			return arena_fail(w->cli->arena, err);
		*p = sense.v[i];
	}
	return rc == ERR_NONE && w->problems.n == 0 ? show_effect(w, err) : rc;
}

static enum err_code
apply(struct work *w, struct err *err)
{
	enum err_code rc = store_write(w->desk.l.store, publish, w, err);

	if (rc == ERR_NONE)
		rc = cli_settle(w->cli, w->desk.l.store, err);
	if (rc == ERR_NONE)
		fprintf(w->cli->err, "version %u of '%.*s' is published\n",
		    w->policy->version, STR_FMT(w->policy->id));
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct publish_args *args = cli->args;
	struct work w = {.cli = cli};
	struct err err;
	enum err_code rc;

	if (args->note == NULL || str_trim(str_from(args->note)).len == 0)
		return cli_usage(cli, "--note says why it changes");
	rc = prepare(&w, argv[0], &err);
	if (rc == ERR_NONE && w.problems.n > 0) {
		policy_desk_close(&w.desk);
		policy_desk_problems(cli, &w.problems);
		return CLI_NO;
	}
	fflush(cli->out);
	if (rc == ERR_NONE && args->apply)
		rc = apply(&w, &err);
	else if (rc == ERR_NONE)
		fprintf(cli->err, "nothing is published: --apply does it\n");
	policy_desk_close(&w.desk);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_policy_publish = {
    .name = "policy publish",
    .summary = "make a version of the policy the organisation's",
    .run = run,
    .usage = "FILE",
    .about = "Shows whom it changes what for; with --apply it is published, "
	     "and goes into the\nrecord for ever. Its version is the last one "
	     "plus one, it takes effect from today on\n(the first one may have "
	     "before), and its approver is not its owner. Where anything is\n"
	     "wrong nothing is published, each problem is named, and the exit "
	     "status is 1.",
    .examples =
	"assay policy publish policy.yaml --note \"12 months, as agreed "
	"with customers\"\n"
	"assay policy publish policy.yaml --note \"...\" --apply\n",
    .options = options,
    .args_size = sizeof(struct publish_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
