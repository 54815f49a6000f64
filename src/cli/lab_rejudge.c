#include "cli/command.h"
#include "codec/json.h"
#include "learn/lab_judge.h"
#include "sandbox/sandbox.h"

struct rejudge_args {
	const char *judge;
};

struct rejudge {
	struct cli *cli;
	struct str runner;
};

/* By a judge that runs, where one was named, else here. */
static enum err_code
ask(void *ctx, const struct wire_request *request, struct arena *arena,
    struct wire_verdict *out, struct err *err)
{
	const struct rejudge *r = ctx;
	const struct rejudge_args *args = r->cli->args;
	struct sandbox_means means;

	if (args->judge)
		return wire_ask(args->judge, request, arena, out, err);
	sandbox_means(&means);
	if (!means.usable)
		return err_set(err, ERR_UNSUPPORTED,
		    "this machine has no sandbox to judge in: %s", means.why);
	/* the last slot: a judge beside us begins with the first */
	return wire_judge(
	    request, MATRIX_SLOTS - 1, r->runner, NULL, NULL, arena, out, err);
}

static void
print(struct cli *cli, const struct lab_again *again, struct buf *out)
{
	const char *then = again->then_passed ? "passed" : "not passed";
	const char *now = again->now_passed ? "passed" : "not passed";

	if (cli->json) {
		json_open(out);
		json_str(out, "lab", again->lab);
		json_str(out, "version", again->version);
		json_flag(out, "same", again->same);
		json_flag(out, "then_passed", again->then_passed);
		json_flag(out, "now_passed", again->now_passed);
		json_raw(out, "then", again->then);
		json_raw(out, "now", again->now);
		json_close(out);
		buf_addf(out, "\n");
		return;
	}
	buf_addf(out, "%.*s %.*s: %s, and again: ", STR_FMT(again->lab),
	    STR_FMT(again->version), then);
	if (again->same)
		buf_addf(out, "the same verdict\n");
	else
		buf_addf(out, "%s, which differs\n  then %.*s\n  now  %.*s\n",
		    now, STR_FMT(again->then), STR_FMT(again->now));
}

static int
lab_rejudge_run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct rejudge r = {.cli = cli};
	struct lab_again again;
	struct store *store;
	struct id fact;
	struct buf out;
	struct err err;
	enum err_code rc;

	if (!id_read(str_from(argv[0]), &fact))
		return cli_usage(cli, "'%s' is no fact's id", argv[0]);
	rc = matrix_runner(cli->data_dir, cli->arena, &r.runner, &err);
	if (rc != ERR_NONE || cli_store_open(cli, &store, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	rc = lab_rejudge(store, fact, ask, &r, cli->arena, &again, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	buf_init(&out, 1 << 20);
	print(cli, &again, &out);
	fwrite(out.ptr, 1, out.len, cli->out);
	buf_release(&out);
	return again.same ? CLI_OK : CLI_NO;
}

static const struct cli_option options[] = {
    {"judge", CLI_TEXT, offsetof(struct rejudge_args, judge), "SOCKET",
	"have it judged by the judge that listens there", 0},
    {0},
};

const struct command command_lab_rejudge = {
    .name = "lab rejudge",
    .summary = "give a recorded verdict on a lab again",
    .run = lab_rejudge_run,
    .usage = "FACT",
    .about =
	"Takes the lab, the submission and the seed that the fact lab.judged\n"
	"cites, judges them again and compares. Exit status 1 where the "
	"verdict\n"
	"differs from the one recorded.\n",
    .examples = "assay lab rejudge 0192d3b4-0000-7000-8000-000000000001\n",
    .options = options,
    .args_size = sizeof(struct rejudge_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
