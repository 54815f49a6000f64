#include "policy/gate_token.h"
#include "base/clock.h"
#include "cli/gate_local.h"
#include "codec/json.h"
#include "people/person.h"

struct token_args {
	const char *label;
};

static const struct cli_option options[] = {
    {"label", CLI_TEXT, offsetof(struct token_args, label), "TEXT",
	"which machine it is for", 0},
    {0},
};

struct work {
	struct cli *cli;
	struct str system, token;
	struct id id;
	struct gate_tokens tokens;
};

static enum err_code
make(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	const struct token_args *args = w->cli->args;

	return gate_token_make(db, w->cli->arena, PERSON_PROGRAM, w->system,
	    str_from(args->label), &w->token, err);
}

static int
run_make(struct cli *cli, int argc UNUSED, char **argv)
{
	struct work w = {.cli = cli, .system = str_from(argv[0])};
	struct gate_local local;
	struct err err;
	enum err_code rc = gate_local_open(cli, &local, &err);

	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = gate_known(
	    engine_policy(local.engine, clock_now()), w.system, &err);
	if (rc == ERR_NONE)
		rc = store_write(local.store, make, &w, &err);
	gate_local_close(&local);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->out, "%.*s\n", STR_FMT(w.token));
	return CLI_OK;
}

const struct command command_gate_token_make = {
    .name = "gate token make",
    .summary = "a token with which a machine asks at one system's gate",
    .run = run_make,
    .usage = "SYSTEM",
    .about = "Printed once; the database keeps its hash alone.",
    .examples = "assay gate token make production --label bastion-1\n",
    .options = options,
    .args_size = sizeof(struct token_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return gate_token_list(
	    db, w->cli->arena, PERSON_PROGRAM, &w->tokens, err);
}

static void
print_json(struct cli *cli, const struct gate_tokens *tokens)
{
	struct buf out;

	buf_init(&out, (size_t)64 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < tokens->n; i++) {
		const struct gate_token *t = &tokens->v[i];

		json_open(&out);
		json_id(&out, "id", t->id);
		json_str(&out, "system", t->system);
		json_str(&out, "label", t->label);
		json_time(&out, "created", t->created);
		json_time(&out, "used", t->used.set ? t->used.v : 0);
		json_time(&out, "revoked", t->revoked.set ? t->revoked.v : 0);
		json_close(&out);
	}
	json_list_end(&out);
	fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
}

static void
print(struct cli *cli, const struct gate_token *t)
{
	char id[ID_TEXT_LEN + 1], used[CLOCK_DATE_LEN + 1] = "never";

	id_write(t->id, id);
	if (t->used.set)
		clock_write_date(t->used.v, used);
	fprintf(cli->out, "%s  %-24.*s  %s%s%s%.*s\n", id, STR_FMT(t->system),
	    t->revoked.set ? "revoked" : "last used ",
	    t->revoked.set ? "" : used, t->label.len > 0 ? "  " : "",
	    STR_FMT(t->label));
}

static int
run_list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc = cli_store_open(cli, &store, &err);

	if (rc == ERR_NONE)
		rc = store_read(store, list, &w, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		print_json(cli, &w.tokens);
	else
		for (size_t i = 0; i < w.tokens.n; i++)
			print(cli, &w.tokens.v[i]);
	return CLI_OK;
}

const struct command command_gate_token_list = {
    .name = "gate token list",
    .summary = "which machines may ask at gates, and when one last did",
    .run = run_list,
    .about = "The tokens themselves are not kept.",
    .examples = "assay gate token list --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};

static enum err_code
revoke(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return gate_token_revoke(db, w->cli->arena, PERSON_PROGRAM, w->id, err);
}

static int
run_revoke(struct cli *cli, int argc UNUSED, char **argv)
{
	struct work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	if (!id_read(str_from(argv[0]), &w.id))
		return cli_usage(cli,
		    "'%s' is no token's id; 'assay gate token list' has them",
		    argv[0]);
	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, revoke, &w, &err);
	cli_store_close(cli, store);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_gate_token_revoke = {
    .name = "gate token revoke",
    .summary = "a machine's token asks nothing from now on",
    .run = run_revoke,
    .usage = "ID",
    .examples =
	"assay gate token revoke 0192d3b4-7c5e-7a10-8f3e-5a1b2c3d4e5f\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};
