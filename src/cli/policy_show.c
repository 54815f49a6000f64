#include "cli/policy.h"
#include "policy/render.h"

struct show_args {
	bool text, markdown;
};

static const struct cli_option options[] = {
    {"text", CLI_FLAG, offsetof(struct show_args, text), NULL,
	"as the page to sign", 0},
    {"markdown", CLI_FLAG, offsetof(struct show_args, markdown), NULL,
	"the page to sign, as Markdown", 0},
    {0},
};

static enum err_code
show(struct policy_desk *desk, const char *name, struct err *err)
{
	struct cli *cli = desk->l.cli;
	const struct show_args *args = cli->args;
	struct policy *policy;
	struct str text;
	enum err_code rc;

	if (!args->text && !args->markdown)
		rc = policy_desk_text(desk, name, &text, err);
	else
		rc = policy_desk_read(desk, name, &policy, err);
	if (rc == ERR_NONE && args->markdown)
		rc = policy_render(policy, cli->arena, &text, err);
	else if (rc == ERR_NONE && args->text)
		rc = policy_render_text(policy, cli->arena, &text, err);
	if (rc == ERR_NONE)
		fwrite(text.ptr, 1, text.len, cli->out);
	return rc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const char *name = argc > 0 ? argv[0] : "current";
	struct policy_desk desk;
	struct err err;
	enum err_code rc = policy_desk_open(cli, &desk, &err);

	if (rc == ERR_NONE)
		rc = show(&desk, name, &err);
	policy_desk_close(&desk);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_policy_show = {
    .name = "policy show",
    .summary = "a version of the policy, as published or as the page to sign",
    .run = run,
    .usage = "[VERSION]",
    .about = "Without VERSION the one in force; before any was published, the "
	     "default that comes\nwith the program. A file is shown as well.",
    .examples = "assay policy show\n"
		"assay policy show 3 --text\n"
		"assay policy show policy.yaml --markdown\n",
    .options = options,
    .args_size = sizeof(struct show_args),
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
