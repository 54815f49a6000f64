#include <time.h>

#include "cli/lab_desk.h"

/* assay lab attack, check and submit: one run, waited for, and what came of
   it. */
#define LOOK_MS   150
#define WAIT_MOST (30 * 60 * 1000 / LOOK_MS)

static const struct cli_option options[] = {LAB_DESK_OPTIONS, {0}};

static bool
is_over(struct str state)
{
	return !str_eq(state, STR("queued")) && !str_eq(state, STR("judging"));
}

static void
progress(struct cli *cli, const struct json *run)
{
	long long position = (long long)json_opt_int(run, "position", 0);

	if (!cli->err_tty)
		return;
	if (position > 0)
		fprintf(
		    cli->err, "\rwaiting, number %lld in the queue ", position);
	else
		fputs("\rrunning                            ", cli->err);
	fflush(cli->err);
}

static enum err_code
wait_for(struct cli *cli, const struct remote *remote, struct json *run,
    struct str *text, struct err *err)
{
	static const struct timespec pause = {0, LOOK_MS * 1000000L};
	struct str path = arena_strf(cli->arena, "/api/v1/lab-runs/%.*s",
	    STR_FMT(json_opt_str(run, "run")));
	enum err_code rc = ERR_NONE;

	for (int i = 0; i < WAIT_MOST && rc == ERR_NONE; i++) {
		rc = lab_desk_get(cli, remote, path, run, text, err);
		if (rc != ERR_NONE || is_over(json_opt_str(run, "state")))
			break;
		progress(cli, run);
		nanosleep(&pause, NULL);
	}
	if (cli->err_tty)
		fputs("\r                                   \r", cli->err);
	if (rc == ERR_NONE && !is_over(json_opt_str(run, "state")))
		return err_set(err, ERR_BUSY,
		    "it still waits after half an hour; it is not lost, look "
		    "at the lab's page");
	return rc;
}

static void
print_check(struct cli *cli, const struct json *check)
{
	struct str why = json_opt_str(check, "why");

	fprintf(cli->out, "%-8.*s %-9.*s %.*s\n",
	    STR_FMT(json_opt_str(check, "outcome")),
	    STR_FMT(json_opt_str(check, "kind")),
	    STR_FMT(json_opt_str(check, "message")));
	if (why.len > 0)
		fprintf(cli->out, "                   %.*s\n", STR_FMT(why));
}

static void
print_step(struct cli *cli, const struct json *step)
{
	bool traced = json_opt_flag(step, "traced", false);
	struct str kind = json_opt_str(step, "kind");
	struct str rest = json_opt_str(step, "text"), line;
	bool first = true;

	while (str_next(&rest, '\n', &line)) {
		fprintf(cli->out, "%s%-8.*s %.*s\n", traced ? "    | " : "",
		    first ? (int)kind.len : 0, kind.ptr, STR_FMT(line));
		first = false;
	}
}

static void
print_block(struct cli *cli, const char *title, struct str text)
{
	if (text.len > 0)
		fprintf(cli->out, "%s\n%.*s\n", title, STR_FMT(text));
}

static int
report(struct cli *cli, const struct json *run, struct str text)
{
	const struct json *steps = json_get(run, "steps");
	const struct json *checks = json_get(run, "checks");
	bool passed = json_opt_flag(run, "passed", false);
	bool judged = str_eq(json_opt_str(run, "state"), STR("judged"));

	if (cli->json) {
		fprintf(cli->out, "%.*s", STR_FMT(text));
		return !judged ? CLI_FAILED : passed ? CLI_OK : CLI_NO;
	}
	for (size_t i = 0; steps && i < steps->n; i++)
		print_step(cli, &steps->items[i].value);
	if (!json_opt_flag(run, "built", true))
		print_block(cli, "the build said:", json_opt_str(run, "build"));
	print_block(cli, "the service said:", json_opt_str(run, "output"));
	for (size_t i = 0; checks && i < checks->n; i++)
		print_check(cli, &checks->items[i].value);
	if (!judged) {
		fprintf(cli->err, "assay: not judged: %.*s\n",
		    STR_FMT(json_opt_str(run, "said")));
		return CLI_FAILED;
	}
	fprintf(cli->out, "%.*s: %s\n", STR_FMT(json_opt_str(run, "mode")),
	    passed ? "passed" : "not passed");
	return passed ? CLI_OK : CLI_NO;
}

/* The folder's files as the server will judge them; none for an attack. */
static enum err_code
pack(struct cli *cli, const struct remote *remote, const char *dir,
    struct str id, bool attack, struct str *tar, struct err *err)
{
	struct str path = arena_strf(
	    cli->arena, "/api/v1/labs/%.*s?original=yes", STR_FMT(id));
	unsigned strays = 0;
	struct json lab;
	enum err_code rc;

	*tar = STR("");
	if (attack)
		return ERR_NONE;
	rc = lab_desk_get(cli, remote, path, &lab, NULL, err);
	if (rc == ERR_NONE)
		rc = lab_desk_pack(cli, dir, &lab, tar, &strays, err);
	if (rc == ERR_NONE && strays > 0)
		fprintf(cli->err,
		    "assay: %u %s changed here that the lab does not let "
		    "change; the lab's own are used\n",
		    strays, strays == 1 ? "file is" : "files are");
	return rc;
}

static int
ask(struct cli *cli, int argc, char **argv, const char *mode)
{
	const struct lab_desk_args *args = cli->args;
	const char *dir = argc > 0 ? argv[0] : ".";
	struct remote remote;
	struct str id, tar, text = STR_NONE;
	struct json run;
	struct err err;
	enum err_code rc =
	    remote_open(cli, args->server, args->token_file, &remote, &err);

	if (rc == ERR_NONE)
		rc = lab_desk_which(cli, dir, &id, &err);
	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	if (rc == ERR_NONE)
		rc = pack(cli, &remote, dir, id, strcmp(mode, "attack") == 0,
		    &tar, &err);
	if (rc == ERR_NONE)
		rc = lab_desk_post(cli, &remote,
		    arena_strf(cli->arena, "/api/v1/labs/%.*s/runs?mode=%s",
			STR_FMT(id), mode),
		    tar, &run, &err);
	if (rc == ERR_NONE)
		rc = wait_for(cli, &remote, &run, &text, &err);
	return rc == ERR_NONE ? report(cli, &run, text) : cli_fail(cli, &err);
}

static int
attack(struct cli *cli, int argc, char **argv)
{
	return ask(cli, argc, argv, "attack");
}

static int
check(struct cli *cli, int argc, char **argv)
{
	return ask(cli, argc, argv, "check");
}

static int
submit(struct cli *cli, int argc, char **argv)
{
	return ask(cli, argc, argv, "submit");
}

#define COMMAND(word, said, more)                                             \
	{                                                                     \
		.name = "lab " #word, .summary = (said), .run = word,         \
		.usage = "[DIR]", .about = (more),                            \
		.examples = "assay lab " #word "\n", .options = options,      \
		.args_size = sizeof(struct lab_desk_args), .operands_max = 1, \
		.takes = CLI_TAKES_JSON                                       \
	}

const struct command command_lab_attack =
    COMMAND(attack, "run a lab's known attack, and see what each layer did",
	"Against the service as it is given out. DIR is a folder made by "
	"`assay lab get`.\n");
const struct command command_lab_check =
    COMMAND(check, "try your files: function, and the attack you know",
	"Nothing of it goes into your record. Exit status 1: not yet.\n");
const struct command command_lab_submit =
    COMMAND(submit, "hand in your files: every attack, and the record",
	"The verdict stands in your record, whichever it is. Exit status 1: "
	"not passed.\n");
