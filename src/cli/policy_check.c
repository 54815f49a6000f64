#include "base/file.h"
#include "cli/policy.h"
#include "policy/reference.h"

struct check_args {
	struct cli_list against;
};

static const struct cli_option options[] = {
    {"against", CLI_LIST, offsetof(struct check_args, against), "FILE",
	"a document it refers to (Markdown or text), looked at both ways", 0},
    {0},
};

/* What does not read is the one thing that is said of another document. */
static bool
is_problem(enum err_code code)
{
	return code == ERR_SYNTAX || code == ERR_INVALID || code == ERR_LIMIT;
}

static enum err_code
add_problem(struct cli *cli, struct policy_problems *out, const struct err *why,
    struct err *err)
{
	struct policy_problem *p = ARENA_PUSH(cli->arena, out);

	if (p == NULL)
		return arena_fail(cli->arena, err);
	p->text = arena_str(cli->arena, str_from(why->text));
	return p->text.ptr != NULL ? ERR_NONE : arena_fail(cli->arena, err);
}

static enum err_code
check_against(struct cli *cli, const struct policy *policy, const char *file,
    struct policy_problems *out, struct err *err)
{
	struct str text;
	enum err_code rc =
	    file_read(file, REFERENCE_BYTES_MAX, cli->arena, &text, err);

	return rc == ERR_NONE
	    ? reference_check(policy, file, text, cli->arena, out, err)
	    : rc;
}

static enum err_code
check(struct policy_desk *desk, const char *file, struct policy_problems *out,
    struct err *err)
{
	struct cli *cli = desk->l.cli;
	const struct check_args *args = cli->args;
	struct policy *policy;
	struct str text;
	struct err why;
	enum err_code rc = policy_desk_text(desk, file, &text, err);

	if (rc != ERR_NONE)
		return rc;
	rc = policy_read_all(
	    text, file, desk->l.catalog, cli->arena, &policy, out, err);
	if (rc != ERR_NONE || policy == NULL)
		return rc;
	rc = policy_check(policy, desk->l.catalog, cli->arena, out, err);
	for (size_t i = 0; i < args->against.n && rc == ERR_NONE; i++) {
		rc = check_against(cli, policy, args->against.v[i], out, &why);
		if (is_problem(rc))
			rc = add_problem(cli, out, &why, err);
		else if (rc != ERR_NONE)
			*err = why;
	}
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct policy_problems problems = {0};
	struct policy_desk desk = {0};
	struct err err;
	enum err_code rc = learning_open(cli, NULL, &desk.l, &err);

	if (rc == ERR_NONE)
		rc = check(&desk, argv[0], &problems, &err);
	policy_desk_close(&desk);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return policy_desk_problems(cli, &problems) > 0 ? CLI_NO : CLI_OK;
}

const struct command command_policy_check = {
    .name = "policy check",
    .summary = "read a policy, and say all that is wrong with it",
    .run = run,
    .usage = "FILE",
    .about =
	"Each problem with its file and line: what does not read, what is "
	"not in the\ncontent, what contradicts itself. With --against, "
	"whether the sections it refers\nto are in the other document, and "
	"whether that names this policy back.\nExit status 1 where there "
	"is a problem.",
    .examples = "assay policy check policy.yaml\n"
		"assay policy check policy.yaml --against isms.md\n",
    .options = options,
    .args_size = sizeof(struct check_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA,
};
