#include "base/clock.h"
#include "cli/command.h"
#include "codec/json.h"
#include "people/access.h"
#include "store/store.h"

struct list_args {
	const char *system;
	bool all;
};

static const struct cli_option options[] = {
    {"system", CLI_TEXT, offsetof(struct list_args, system), "NAME",
	"only that one", 0},
    {"all", CLI_FLAG, offsetof(struct list_args, all), NULL,
	"what has ended, too", 0},
    {0},
};

#define AT_ONCE 1000

struct list_work {
	struct cli *cli;
	struct arena arena; /* of one page */
	struct buf json;
	unsigned skip;
	size_t n;
};

static void
print_json(struct buf *out, const struct access *a)
{
	json_open(out);
	json_id(out, "person", a->person);
	json_str(out, "email", a->email);
	json_flag(out, "left", a->gone);
	json_str(out, "system", a->system);
	json_str(out, "level", a->level);
	json_str(out, "source", a->source);
	json_str(out, "login", a->login);
	json_time(out, "since", a->since);
	json_time(out, "since_known", a->since_known);
	json_time(out, "until", a->until);
	json_time(out, "until_known", a->until_known);
	json_close(out);
}

static void
print(struct cli *cli, const struct access *a)
{
	char since[CLOCK_DATE_LEN + 1], until[CLOCK_DATE_LEN + 1] = "";

	clock_write_date(a->since, since);
	if (a->until != 0)
		clock_write_date(a->until, until);
	fprintf(cli->out, "%-20.*s  %-10.*s  %-36.*s  %s%s%s  %.*s%s\n",
	    STR_FMT(a->system), STR_FMT(a->level), STR_FMT(a->email), since,
	    until[0] ? " to " : "", until, STR_FMT(a->source),
	    a->gone ? " (left)" : "");
}

static enum err_code
one_page(struct db *db, void *ctx, struct err *err)
{
	struct list_work *w = ctx;
	const struct list_args *args = w->cli->args;
	struct accesses list;
	enum err_code rc;

	arena_reset(&w->arena);
	rc = access_list(db, &w->arena, PERSON_PROGRAM,
	    &(struct access_ask){.system = str_from(args->system),
		.with_ended = args->all,
		.most = AT_ONCE,
		.skip = w->skip},
	    &list, err);
	if (rc != ERR_NONE)
		return rc;
	w->n = list.n;
	buf_reset(&w->json);
	for (size_t i = 0; i < list.n; i++)
		if (w->cli->json)
			print_json(&w->json, &list.v[i]);
		else
			print(w->cli, &list.v[i]);
	return buf_finish(&w->json, err);
}

static enum err_code
list_all(struct list_work *w, struct err *err)
{
	struct store *store = NULL;
	enum err_code rc = cli_store_open(w->cli, &store, err);

	if (w->cli->json)
		fputc('[', w->cli->out);
	do {
		if (rc == ERR_NONE)
			rc = store_read(store, one_page, w, err);
		if (rc == ERR_NONE && w->json.len > 0) {
			if (w->skip > 0)
				fputc(',', w->cli->out);
			fwrite(w->json.ptr, 1, w->json.len, w->cli->out);
		}
		w->skip += AT_ONCE;
	} while (rc == ERR_NONE && w->n == AT_ONCE);
	if (w->cli->json)
		fputs("]\n", w->cli->out);
	cli_store_close(w->cli, store);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct list_work w = {.cli = cli};
	struct err err;
	enum err_code rc;

	arena_init(&w.arena, (size_t)16 << 20);
	buf_init(&w.json, (size_t)16 << 20);
	rc = list_all(&w, &err);
	buf_release(&w.json);
	arena_release(&w.arena);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_access_list = {
    .name = "access list",
    .summary = "who may reach what, since when, and who says so",
    .run = run,
    .examples = "assay access list --system production --json\n",
    .options = options,
    .args_size = sizeof(struct list_args),
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};
