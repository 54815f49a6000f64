#include "cli/policy.h"
#include "codec/hex.h"
#include "codec/json.h"

struct work {
	struct cli *cli;
	struct policy_publishes list;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return policy_published_list(db, w->cli->arena, &w->list, err);
}

static void
print(FILE *out, const struct policy_published *p)
{
	char from[CLOCK_DATE_LEN + 1], at[CLOCK_DATE_LEN + 1];

	clock_write_date(p->effective, from);
	clock_write_date(p->published, at);
	fprintf(out, "%3u  in force from %s  published %s by %.*s\n     %.*s\n",
	    p->version, from, at,
	    STR_FMT(p->by.ptr != NULL ? p->by : STR("the terminal")),
	    STR_FMT(p->note.ptr != NULL ? p->note : STR("")));
}

static enum err_code
print_json(struct cli *cli, const struct policy_publishes *all, struct err *err)
{
	char hex[2 * CATALOG_HASH + 1];
	enum err_code rc;
	struct buf out;

	buf_init(&out, (size_t)16 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < all->n; i++) {
		const struct policy_published *p = &all->v[i];

		hex_write(hex, p->content, sizeof(p->content));
		json_open(&out);
		json_str(&out, "policy", p->policy);
		json_u64(&out, "version", p->version);
		json_str(&out, "content", str_from(hex));
		json_time(&out, "effective", p->effective);
		json_time(&out, "published", p->published);
		json_str(&out, "by", p->by);
		json_str(&out, "note", p->note);
		json_close(&out);
	}
	json_list_end(&out);
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc = cli_store_open(cli, &store, &err);

	if (rc == ERR_NONE)
		rc = store_read(store, list, &w, &err);
	cli_store_close(cli, store);
	if (rc == ERR_NONE && cli->json)
		rc = print_json(cli, &w.list, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	for (size_t i = 0; i < w.list.n && !cli->json; i++)
		print(cli->out, &w.list.v[i]);
	if (w.list.n == 0 && !cli->json)
		fprintf(cli->out,
		    "No policy has been published: the default that comes with "
		    "the program counts.\n'assay policy new' starts one.\n");
	return CLI_OK;
}

const struct command command_policy_list = {
    .name = "policy list",
    .summary = "the published versions of the policy",
    .run = run,
    .examples = "assay policy list --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};
