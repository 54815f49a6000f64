#include "cli/access.h"

struct import_args {
	const char *source, *complete;
	bool apply, yes_many;
};

static const struct cli_option options[] = {
    {"apply", CLI_FLAG, offsetof(struct import_args, apply), NULL,
	"make it so; without, the difference is only shown", 0},
    {"source", CLI_TEXT, offsetof(struct import_args, source), "NAME",
	"whose word this is; csv", 0},
    {"complete", CLI_TEXT, offsetof(struct import_args, complete), "NAME",
	"the file is the whole of that source: what it does not say ends", 0},
    {"yes-many", CLI_FLAG, offsetof(struct import_args, yes_many), NULL,
	"with --complete: even where more than a fifth would end", 0},
    {0},
};

static struct str
source_of(const struct import_args *args)
{
	if (args->complete != NULL)
		return str_from(args->complete);
	return args->source != NULL ? str_from(args->source) : STR("csv");
}

static enum err_code
read_csv(struct access_work *w, struct access_wishes *out, struct err *err)
{
	return access_csv_read(
	    w->text, source_of(w->cli->args), &w->arena, out, err);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct import_args *args = cli->args;
	struct access_work w = {.cli = cli,
	    .path = argv[0],
	    .apply = args->apply,
	    .complete = args->complete != NULL,
	    .even_many = args->yes_many,
	    .read = read_csv};

	if (args->complete != NULL && args->source != NULL)
		return cli_usage(
		    cli, "--complete names the source: leave --source out");
	return access_run(&w);
}

const struct command command_access_import = {
    .name = "access import",
    .summary = "who may reach what, by CSV, the difference first",
    .run = run,
    .usage = "FILE",
    .about = "The first line names the columns: email or login, and system, "
	     "must be there; level (user unless said), since and until may "
	     "be. A file speaks for one source and changes nothing that "
	     "another says. Lines that are not accepted are named, and then "
	     "nothing is changed; the status is 1.",
    .examples = "assay access import production.csv\n"
		"assay access import production.csv --complete iam --apply\n",
    .options = options,
    .args_size = sizeof(struct import_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
