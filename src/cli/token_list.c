#include "base/clock.h"
#include "cli/command.h"
#include "codec/json.h"
#include "people/person.h"
#include "people/upload_token.h"

struct list_work {
	struct cli *cli;
	struct upload_tokens tokens;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct list_work *w = ctx;

	return upload_token_list(
	    db, w->cli->arena, PERSON_PROGRAM, &w->tokens, err);
}

static void
json_when(struct buf *out, const char *name, struct sql_int at)
{
	char text[CLOCK_TEXT_LEN + 1];

	if (!at.set)
		return;
	clock_write(at.v, text);
	json_str(out, name, str_from(text));
}

static void
print_json(struct cli *cli, const struct upload_tokens *tokens)
{
	struct buf out;

	buf_init(&out, 64 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < tokens->n; i++) {
		const struct upload_token *t = &tokens->v[i];

		json_open(&out);
		json_id(&out, "id", t->id);
		json_str(&out, "repository", t->repository);
		json_str(&out, "label", t->label);
		json_when(&out, "created", (struct sql_int){true, t->created});
		json_when(&out, "used", t->used);
		json_when(&out, "revoked", t->revoked);
		json_close(&out);
	}
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static const char *
day(struct sql_int at, char text[CLOCK_DATE_LEN + 1])
{
	if (!at.set)
		return "never";
	clock_write_date(at.v, text);
	return text;
}

static void
print(struct cli *cli, const struct upload_tokens *tokens)
{
	for (size_t i = 0; i < tokens->n; i++) {
		const struct upload_token *t = &tokens->v[i];
		char id[ID_TEXT_LEN + 1], used[CLOCK_DATE_LEN + 1];

		id_write(t->id, id);
		fprintf(cli->out, "%s  %-24.*s  %s%s%s%.*s\n", id,
		    STR_FMT(t->repository),
		    t->revoked.set ? "revoked" : "last used ",
		    t->revoked.set ? "" : day(t->used, used),
		    t->label.len > 0 ? "  " : "", STR_FMT(t->label));
	}
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct list_work w = {.cli = cli};
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_read(store, list, &w, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		print_json(cli, &w.tokens);
	else
		print(cli, &w.tokens);
	return CLI_OK;
}

const struct command command_token_list = {
    .name = "token list",
    .summary = "which repositories may upload, and when one last did",
    .run = run,
    .about = "The tokens themselves are not kept.",
    .examples = "assay token list\nassay token list --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};
