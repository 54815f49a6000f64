#include "cli/gate_asking.h"

struct gate_args {
	struct gate_options gate;
	const char *person, *system;
	bool signed_;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct gate_args, person), "EMAIL",
	"who wants to pass", 0},
    {"system", CLI_TEXT, offsetof(struct gate_args, system), "NAME",
	"to which system of the policy", 0},
    {"signed", CLI_FLAG, offsetof(struct gate_args, signed_), NULL,
	"print the signed answer, as assay gate verify reads it", 0},
    GATE_OPTIONS(struct gate_args),
    {0},
};

static int
print(struct cli *cli, const struct gate_result *r)
{
	const struct gate_args *args = cli->args;
	struct buf out;

	if (r->how != GATE_ASKED)
		fprintf(cli->err, "assay: %s\n", r->problem.text);
	if (args->signed_ && r->how == GATE_ASKED) {
		fprintf(cli->out, "%.*s", STR_FMT(r->text));
	} else if (cli->json) {
		buf_init(&out, 64 << 10);
		gate_result_json(r, &out);
		fprintf(cli->out, "%.*s", STR_FMT(buf_view(&out)));
		buf_release(&out);
	} else {
		fprintf(cli->out, "%s: %.*s\n", r->allow ? "allow" : "deny",
		    STR_FMT(gate_result_says(cli, r)));
	}
	return gate_result_status(r);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct gate_args *args = cli->args;
	struct gate_result result;
	struct err err;
	enum err_code rc = gate_asking(cli, &args->gate, str_from(args->person),
	    str_from(args->system), &result, &err);

	if (rc == ERR_INVALID)
		return cli_usage(cli, "%s", err.text);
	return rc == ERR_NONE ? print(cli, &result) : cli_fail(cli, &err);
}

static bool
stays(const struct cli *cli)
{
	const struct gate_args *args = cli->args;

	return gate_is_remote(&args->gate);
}

const struct command command_gate = {
    .name = "gate",
    .summary = "may this person pass to that system? exit status 0 or 1",
    .run = run,
    .about =
	"Asks the server, whose answer is signed, and keeps it in --cache. "
	"Where nobody can\nbe asked, the last answer stands in for as long as "
	"the policy lets it; after that\n--fail decides, or what the last "
	"answer said of its gate, or else it fails closed.\n\n"
	"Exit status: 0 let in, 1 not, 3 nobody could be asked and the gate "
	"fails closed.\n",
    .examples = "assay gate --person ada@acme.example --system production\n"
		"assay gate --person ada@acme.example --system production "
		"--server https://assay.acme.example \\\n"
		"    --token-file /etc/assay/gate.token --cache "
		"/var/cache/assay-gate\n",
    .options = options,
    .args_size = sizeof(struct gate_args),
    .takes = CLI_TAKES_JSON | CLI_TAKES_DATA | CLI_TAKES_STATE,
    .stays = stays,
};
