#include "base/clock.h"
#include "catalog/check.h"
#include "cli/command.h"

struct course_args {
	bool write_lock, labs;
};

static const struct cli_option options[] = {
    {"write-lock", CLI_FLAG, offsetof(struct course_args, write_lock), NULL,
	"note the versions as they are now in versions.lock", 0},
    {"labs", CLI_FLAG, offsetof(struct course_args, labs), NULL,
	"prove the labs too, as assay lab test does; some seconds each", 0},
    {0},
};

static void
print(struct cli *cli, const struct problems *problems)
{
	for (size_t i = 0; i < problems->n; i++)
		fprintf(cli->out, "%.*s\n", STR_FMT(problems->v[i].text));
	if (problems->n > 0)
		fprintf(cli->err, "assay: %zu %s\n", problems->n,
		    problems->n == 1 ? "problem" : "problems");
}

static int
check(struct cli *cli, int argc, char **argv)
{
	const struct course_args *args = cli->args;
	struct check in = {.now = clock_now(),
	    .overlay = cli->overlay,
	    .labs = args->labs ? cli->data_dir : NULL,
	    .write_lock = args->write_lock};
	struct problems problems = {.arena = cli->arena};
	struct str dir;
	struct err err;

	dir = argc > 0 ? str_from(argv[0])
		       : arena_strf(cli->arena, "%s/content", cli->data_dir);
	if (dir.ptr == NULL) {
		err_nomem(&err);
		return cli_fail(cli, &err);
	}
	in.dir = dir.ptr;
	if (catalog_check(&in, &problems, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	print(cli, &problems);
	return problems.n > 0 ? CLI_NO : CLI_OK;
}

const struct command command_course_check = {
    .name = "course check",
    .summary = "check modules, quizzes, courses and triggers",
    .run = check,
    .usage = "[DIR]",
    .about = "Reads a content folder and says of each problem where it is "
	     "and, in\nbrackets, which rule it breaks. content/README.md "
	     "explains the rules.\nExit status 1 where there is one.\n",
    .examples = "assay course check content\n"
		"assay course check content --write-lock\n"
		"assay course check content --overlay /etc/assay/own\n",
    .options = options,
    .args_size = sizeof(struct course_args),
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_OVERLAY,
};
