#include "cli/gate_local.h"
#include "codec/json.h"

static void
print(struct cli *cli, const uint8_t key[32])
{
	char id[GATE_KEY_ID_LEN + 1];
	struct buf out, text;

	buf_init(&text, 64);
	buf_init(&out, 4096);
	gate_key_write(&text, key);
	gate_key_id(key, id);
	if (cli->json) {
		json_open(&out);
		json_str(&out, "algorithm", STR("Ed25519"));
		json_str(&out, "id", str_from(id));
		json_str(&out, "key", buf_view(&text));
		json_close(&out);
	} else {
		buf_add(&out, buf_view(&text));
	}
	fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
	buf_release(&text);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct sign_port *port;
	struct store *store = NULL;
	struct history history = {0};
	uint8_t key[32];
	struct err err;
	enum err_code rc = cli_store_open(cli, &store, &err);

	if (rc == ERR_NONE)
		rc = history_open(cli, store, &history, &err);
	if (rc == ERR_NONE) {
		port = history.config.signer;
		rc = port->public_key(port->ctx, SIGN_GATE, key, &err);
	}
	history_close(&history);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	print(cli, key);
	return CLI_OK;
}

const struct command command_gate_key = {
    .name = "gate key",
    .summary = "the public key that verifies what gates answer",
    .run = run,
    .about = "One line, for --key-file of machines that ask.  The server "
	     "hands it out at\n/api/v1/gate-key, too.\n",
    .examples = "assay gate key >gate.pub\n",
    .takes = CLI_TAKES_JSON | CLI_TAKES_STATE,
};
