#include "cli/access.h"
#include "people/forge_members.h"

struct forge_args {
	const char *kind, *system, *source, *level_map, *logins;
	bool apply, complete, yes_many;
};

static const struct cli_option options[] = {
    {"kind", CLI_TEXT, offsetof(struct forge_args, kind), "FORGE",
	"github, gitlab or gitea (forgejo)", 0},
    {"system", CLI_TEXT, offsetof(struct forge_args, system), "NAME",
	"what membership reaches, as repositories", 0},
    {"source", CLI_TEXT, offsetof(struct forge_args, source), "NAME",
	"whose word this is; the forge's", 0},
    {"level-map", CLI_TEXT, offsetof(struct forge_args, level_map), "MAP",
	"their levels as ours: maintain=admin,*=user", 0},
    {"logins", CLI_TEXT, offsetof(struct forge_args, logins), "FILE",
	"whose logins they are: CSV with the columns login and email", 0},
    {"complete", CLI_FLAG, offsetof(struct forge_args, complete), NULL,
	"these are all members: who is not among them has lost access", 0},
    {"yes-many", CLI_FLAG, offsetof(struct forge_args, yes_many), NULL,
	"with --complete: even where more than a fifth would end", 0},
    {"apply", CLI_FLAG, offsetof(struct forge_args, apply), NULL,
	"make it so; without, the difference is only shown", 0},
    {0},
};

static enum err_code
read_members(struct access_work *w, struct access_wishes *out, struct err *err)
{
	const struct forge_args *args = w->cli->args;
	struct forge_ask ask = {
	    .source = str_from(args->source ? args->source : args->kind),
	    .system = str_from(args->system),
	    .level_map = str_from(args->level_map)};

	if (!forge_kind_read(str_from(args->kind), &ask.kind))
		return err_set(err, ERR_INVALID,
		    "'%.40s' is no kind of forge: use github, gitlab or gitea",
		    args->kind);
	return forge_members_read(w->text, &ask, &w->arena, out, err);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct forge_args *args = cli->args;
	struct access_work w = {.cli = cli,
	    .path = argv[0],
	    .logins_path = args->logins,
	    .apply = args->apply,
	    .complete = args->complete,
	    .even_many = args->yes_many,
	    .read = read_members};

	if (args->kind == NULL || args->system == NULL)
		return cli_usage(cli, "--kind and --system are needed");
	return access_run(&w);
}

const struct command command_access_forge = {
    .name = "access forge",
    .summary = "who may reach what, from a forge's own list of members",
    .run = run,
    .usage = "FILE",
    .about = "FILE is the JSON that the forge's API answers for members or "
	     "collaborators. Somebody is known by a login that was matched "
	     "before, by an external id such as github:ada, by --logins, or "
	     "by an address in the list; who is nobody here is listed with a "
	     "question mark and gets nothing. Bots are listed, too.",
    .examples = "assay access forge members.json --kind github --system "
		"repositories --logins logins.csv\n"
		"assay access forge members.json --kind gitlab --system "
		"repositories --complete --apply\n",
    .options = options,
    .args_size = sizeof(struct forge_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
