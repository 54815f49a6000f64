#include "base/clock.h"
#include "cli/command.h"
#include "codec/json.h"
#include "policy/notice.h"
#include "stats/interval.h"

struct list_work {
	struct cli *cli;
	struct notices list;
	struct notice_reach *reach;
	struct str *audience;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	const struct person program = {.id = PERSON_PROGRAM};
	struct list_work *w = ctx;
	struct arena *arena = w->cli->arena;
	bool all;
	enum err_code rc =
	    notice_list(db, arena, &program, &all, &w->list, err);

	w->reach = ARENA_ARRAY(arena, w->list.n + 1, struct notice_reach);
	w->audience = ARENA_ARRAY(arena, w->list.n + 1, struct str);
	if (rc == ERR_NONE && (w->reach == NULL || w->audience == NULL))
		return arena_fail(arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < w->list.n; i++) {
		rc = notice_reach(db, arena, &w->list.v[i], &w->reach[i], err);
		if (rc == ERR_NONE)
			rc = notice_audience_say(db, arena,
			    &w->list.v[i].audience, &w->audience[i], err);
	}
	return rc;
}

static void
print(const struct list_work *w)
{
	for (size_t i = 0; i < w->list.n; i++) {
		const struct notice *n = &w->list.v[i];
		const struct notice_reach *r = &w->reach[i];
		struct interval in = interval_wilson(r->read, r->people);
		char day[CLOCK_DATE_LEN + 1];

		clock_write_date(n->published, day);
		fprintf(w->cli->out,
		    "%s  %.*s  %.*s\n            for: %.*s; read by %llu of "
		    "%llu",
		    day, STR_FMT(n->id), STR_FMT(n->title),
		    STR_FMT(w->audience[i]), (unsigned long long)r->read,
		    (unsigned long long)r->people);
		if (r->people > 0)
			fprintf(w->cli->out, ", %.0f%% (%.0f to %.0f)",
			    100.0 * (double)r->read / (double)r->people,
			    100 * in.low, 100 * in.high);
		fputc('\n', w->cli->out);
	}
	if (w->list.n == 0)
		fputs("There is no notice.\n", w->cli->out);
}

static void
print_json(const struct list_work *w)
{
	struct buf out;

	buf_init(&out, 16 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < w->list.n; i++) {
		const struct notice *n = &w->list.v[i];
		const struct notice_reach *r = &w->reach[i];
		struct interval in = interval_wilson(r->read, r->people);

		json_open(&out);
		json_str(&out, "id", n->id);
		json_str(&out, "title", n->title);
		json_time(&out, "published", n->published);
		json_time(&out, "until", n->until);
		json_str(&out, "audience", w->audience[i]);
		json_u64(&out, "people", r->people);
		json_u64(&out, "read", r->read);
		json_real(&out, "low", in.low);
		json_real(&out, "high", in.high);
		json_close(&out);
	}
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, w->cli->out);
	fputc('\n', w->cli->out);
	buf_release(&out);
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
		print_json(&w);
	else
		print(&w);
	return CLI_OK;
}

const struct command command_notice_list = {
    .name = "notice list",
    .summary = "notices, and how many of their audience read them",
    .run = run,
    .examples = "assay notice list --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};
