#include "ledger/ledger.h"

#include <inttypes.h>

#include "base/clock.h"
#include "cli/history.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "merkle/note.h"
#include "merkle/tlog_proof.h"

/* What the three have in common: a read of the log, text to print. */
struct work {
	struct cli *cli;
	bool needs_key;
	uint8_t key[32];
	const char *which;
	struct buf out;
	struct ledger_verdict verdict;
};

static enum err_code
find_key(struct cli *cli, struct store *store, uint8_t out[32], struct err *err)
{
	struct history history;
	const struct sign_port *port;
	enum err_code rc = history_open(cli, store, &history, err);

	if (rc != ERR_NONE)
		return rc;
	port = history.config.signer;
	rc = port->public_key(port->ctx, SIGN_LEDGER, out, err);
	history_close(&history);
	return rc;
}

static int
with_log(struct cli *cli, store_fn *fn, struct work *w)
{
	struct store *store;
	struct err err;
	enum err_code rc = cli_store_open(cli, &store, &err);

	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	w->cli = cli;
	buf_init(&w->out, 1 << 20);
	if (w->needs_key)
		rc = find_key(cli, store, w->key, &err);
	if (rc == ERR_NONE)
		rc = store_read(store, fn, w, &err);
	cli_store_close(cli, store);
	if (rc == ERR_NONE)
		rc = buf_finish(&w->out, &err);
	if (rc == ERR_NONE)
		fprintf(cli->out, "%.*s", STR_FMT(buf_view(&w->out)));
	buf_release(&w->out);
	if (rc == ERR_CORRUPT) {
		fprintf(cli->err, "assay: %s\n", err.text);
		return CLI_NO;
	}
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

static void
head_json(struct buf *out, const struct ledger_head *head)
{
	char root[65];

	hex_write(root, head->root, sizeof(head->root));
	json_open(out);
	json_u64(out, "size", head->size);
	json_str(out, "root", str_from(root));
	json_time(out, "at", head->at);
	json_str(out, "note", head->note);
	json_close(out);
	buf_add_char(out, '\n');
}

static enum err_code
read_head(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct ledger_head head;
	enum err_code rc = ledger_signed_head(db, w->cli->arena, &head, err);

	if (rc != ERR_NONE)
		return rc;
	buf_reset(&w->out);
	if (w->cli->json)
		head_json(&w->out, &head);
	else if (head.size == 0)
		return err_set(
		    err, ERR_NOT_FOUND, "the log has no signed head yet");
	else
		buf_add(&w->out, head.note);
	return ERR_NONE;
}

static int
head(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct work w = {0};

	return with_log(cli, read_head, &w);
}

const struct command command_ledger_head = {
    .name = "ledger head",
    .summary = "print the signed head of the log",
    .run = head,
    .about =
	"A C2SP signed note: whoever keeps it can check later that nothing\n"
	"before it was changed.\n",
    .examples = "assay ledger head > head.note\n",
    .takes = CLI_TAKES_JSON | CLI_TAKES_STATE,
};

static enum err_code
make_proof(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	struct str which = str_from(w->which);
	struct ledger_entry entry;
	struct id id;
	uint64_t seq;
	enum err_code rc;

	buf_reset(&w->out);
	if (id_read(which, &id))
		rc = ledger_entry_by_id(db, w->cli->arena, id, &entry, err);
	else if (str_u64(which, &seq))
		rc = ledger_entry_by_seq(db, w->cli->arena, seq, &entry, err);
	else
		rc = err_set(err, ERR_INVALID,
		    "'%s' is neither the number nor the id of a fact",
		    w->which);
	if (rc != ERR_NONE)
		return rc;
	fprintf(w->cli->err, "fact %" PRIu64 ": %.*s\n", entry.seq,
	    STR_FMT(entry.line));
	return ledger_prove(db, w->cli->arena, entry.seq, &w->out, err);
}

static int
prove(struct cli *cli, int argc UNUSED, char **argv)
{
	struct work w = {.which = argv[0]};

	return with_log(cli, make_proof, &w);
}

const struct command command_ledger_prove = {
    .name = "ledger prove",
    .summary = "prove that a fact is in the log",
    .run = prove,
    .usage = "FACT",
    .about = "FACT is the number or the id of a fact. Prints a C2SP "
	     "tlog-proof; the\n"
	     "line it is about goes to standard error.\n",
    .examples = "assay ledger prove 17 > 17.tlog-proof\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
};

static void
verdict_text(struct work *w)
{
	const struct ledger_verdict *v = &w->verdict;

	if (!w->cli->json) {
		buf_addf(&w->out,
		    "%" PRIu64 " facts, %" PRIu64
		    " commitments opened, %" PRIu64 " erased: the log holds\n",
		    v->entries, v->commitments, v->erased);
		return;
	}
	json_open(&w->out);
	json_u64(&w->out, "facts", v->entries);
	json_u64(&w->out, "commitments", v->commitments);
	json_u64(&w->out, "erased", v->erased);
	json_close(&w->out);
	buf_add_char(&w->out, '\n');
}

static enum err_code
verify_log(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum err_code rc = ledger_verify(db, w->key, &w->verdict, err);

	buf_reset(&w->out);
	if (rc == ERR_NONE)
		verdict_text(w);
	return rc;
}

static int
verify(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct work w = {.needs_key = true};

	return with_log(cli, verify_log, &w);
}

const struct command command_ledger_verify = {
    .name = "ledger verify",
    .summary = "check the whole log: every fact, the tree, the signature",
    .run = verify,
    .about =
	"Every line canonical and of its type, every commitment that is still\n"
	"known opens, each subject's facts without gap and in order, the root\n"
	"over the lines is the head's, the head is signed. Exits 1 where it "
	"is\n"
	"not so, and says which fact.\n",
    .examples = "assay ledger verify\n",
    .takes = CLI_TAKES_JSON | CLI_TAKES_STATE,
};
