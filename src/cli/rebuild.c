#include <inttypes.h>

#include "cli/history.h"
#include "codec/json.h"

#define SHOWN_MAX 1000

struct rebuild_args {
	bool check;
};

struct report {
	struct cli *cli;
	uint64_t shown;
	struct buf json;
};

static struct str
or_none(struct str s)
{
	return s.ptr != NULL ? s : STR("nothing");
}

static void
tell_json(const struct ledger_difference *d, struct buf *out)
{
	json_open(out);
	json_str(out, "table", str_from(d->table));
	json_str(out, "key", d->key);
	json_str(out, "column", str_from(d->column));
	json_str(out, "stored", d->stored);
	json_str(out, "derived", d->derived);
	json_close(out);
}

static void
tell(const struct ledger_difference *d, void *ctx)
{
	struct report *r = ctx;

	if (r->shown++ >= SHOWN_MAX)
		return;
	if (r->cli->json)
		tell_json(d, &r->json);
	else if (d->column == NULL)
		fprintf(r->cli->out, "%s [%.*s]: the row is %s\n", d->table,
		    STR_FMT(d->key),
		    d->stored.ptr != NULL ? "not in the log"
					  : "missing from the table");
	else
		fprintf(r->cli->out,
		    "%s [%.*s] %s: stored %.*s, derived %.*s\n", d->table,
		    STR_FMT(d->key), d->column, STR_FMT(or_none(d->stored)),
		    STR_FMT(or_none(d->derived)));
}

static enum err_code
run(struct cli *cli, bool check, struct report *r, uint64_t *n, struct err *err)
{
	/* deriving needs no keys, and thus works before setup too */
	struct ledger_config config = {.views = history_views};
	enum err_code rc = cli_store_open(cli, &config.store, err);

	if (rc != ERR_NONE)
		return rc;
	rc = ledger_rebuild(&config, check, tell, r, n, err);
	cli_store_close(cli, config.store);
	return rc;
}

static int
rebuild(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct rebuild_args *args = cli->args;
	struct report r = {.cli = cli};
	uint64_t n = 0;
	struct err err;
	enum err_code rc;

	buf_init(&r.json, 16 << 20);
	json_list(&r.json, NULL);
	rc = run(cli, args->check, &r, &n, &err);
	json_list_end(&r.json);
	if (rc == ERR_NONE && cli->json) {
		rc = buf_finish(&r.json, &err);
		fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&r.json)));
	}
	buf_release(&r.json);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (!cli->json && n == 0)
		fprintf(cli->out, "every view is what the log gives\n");
	else if (!cli->json)
		fprintf(cli->out, "%" PRIu64 " difference%s%s\n", n,
		    n == 1 ? "" : "s", args->check ? "" : ", made good");
	return n == 0 ? CLI_OK : CLI_NO;
}

static const struct cli_option options[] = {
    {"check", CLI_FLAG, offsetof(struct rebuild_args, check), NULL,
	"compare only, keep nothing", 0},
    {0},
};

const struct command command_rebuild = {
    .name = "rebuild",
    .summary = "derive every view from the log again and compare",
    .run = rebuild,
    .about =
	"Empties the tables that show facts, applies the facts of the log in\n"
	"their order, and names each table, key and column that was another\n"
	"before. With --check nothing is changed. Exits 1 on a difference.\n",
    .examples = "assay rebuild --check\n"
		"assay rebuild --check --json\n",
    .options = options,
    .args_size = sizeof(struct rebuild_args),
    .takes = CLI_TAKES_JSON | CLI_TAKES_STATE,
};
