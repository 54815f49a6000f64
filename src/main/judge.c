#include "main/judge.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "judge/server.h"
#include "main/log.h"
#include "main/notify.h"

struct judge_args {
	const char *socket;
	int64_t slots;
	bool until_eof;
};

static volatile int stop;

static void
on_signal(int signal UNUSED)
{
	stop = 1;
}

static void
say(const char *text)
{
	log_info("judging", "%s", text);
}

static unsigned
slots_of(int64_t asked)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	if (asked > 0)
		return (unsigned)asked;
	return cpus < 1 ? 1 : cpus > 8 ? 8 : (unsigned)cpus;
}

static int
judge(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct judge_args *args = cli->args;
	struct judge_config config = {
	    .until_eof = args->until_eof ? STDIN_FILENO : -1,
	    .slots = slots_of(args->slots),
	    .stop = &stop,
	    .log = say};
	const struct sigaction act = {.sa_handler = on_signal};
	struct err err;
	enum err_code rc;

	if (!args->socket)
		return cli_usage(cli, "--socket PATH is missing");
	if (args->slots < 0 || args->slots > MATRIX_SLOTS)
		return cli_usage(cli, "--slots takes 1 to %d", MATRIX_SLOTS);
	/* a page comes before a verdict; boxes have their own share as well */
	setpriority(PRIO_PROCESS, 0, 10);
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
	rc = matrix_runner(cli->data_dir, cli->arena, &config.runner, &err);
	if (rc == ERR_NONE)
		rc = judge_listen(args->socket, &config.fd, &err);
	if (rc == ERR_NONE) {
		notify("READY=1");
		rc = judge_serve(&config, &err);
		unlink(args->socket);
	}
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

static const struct cli_option options[] = {
    {"socket", CLI_TEXT, offsetof(struct judge_args, socket), "PATH",
	"where to listen; its user and group may ask", 0},
    {"slots", CLI_INT, offsetof(struct judge_args, slots), "N",
	"verdicts at once; as many as there are processors, up to 8", 0},
    {"until-eof", CLI_FLAG, offsetof(struct judge_args, until_eof), NULL,
	"end when standard input does", 0},
    {0},
};

const struct command command_judge = {
    .name = "judge",
    .summary = "give verdicts on lab submissions, in sandboxes",
    .run = judge,
    .about =
	"A process of its own that knows no database: it is sent a lab and a\n"
	"submission at its socket and answers with the verdict. `assay serve`\n"
	"starts one by itself unless told another by --judge. A machine "
	"without\n"
	"the means for a sandbox says so, and nothing is judged.\n",
    .examples = "assay judge --socket /run/assay-judge/socket --slots 4\n",
    .options = options,
    .args_size = sizeof(struct judge_args),
    .takes = CLI_TAKES_DATA,
    .alone = true,
};
