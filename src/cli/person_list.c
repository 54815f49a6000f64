#include "cli/person.h"
#include "codec/json.h"

struct list_args {
	bool all;
};

static const struct cli_option options[] = {
    {"all", CLI_FLAG, offsetof(struct list_args, all), NULL,
	"those who left, too", 0},
    {0},
};

struct list_work {
	struct cli *cli;
	struct persons persons;
};

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct list_work *w = ctx;
	const struct list_args *args = w->cli->args;

	return person_list(
	    db, w->cli->arena, PERSON_PROGRAM, args->all, &w->persons, err);
}

static void
print_json(struct cli *cli, const struct persons *persons)
{
	struct buf out;

	buf_init(&out, 64 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < persons->n; i++) {
		const struct person *p = &persons->v[i];

		json_open(&out);
		json_id(&out, "id", p->id);
		json_str(&out, "name", p->name);
		json_str(&out, "email", p->email);
		json_str(&out, "role", str_from(role_name(p->role)));
		json_str(&out, "team", p->team_name);
		json_flag(&out, "left", p->left);
		json_close(&out);
	}
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static void
print(struct cli *cli, const struct persons *persons)
{
	for (size_t i = 0; i < persons->n; i++) {
		const struct person *p = &persons->v[i];

		fprintf(cli->out, "%-13s  %-36.*s  %.*s%s%.*s%s\n",
		    role_name(p->role), STR_FMT(p->email), STR_FMT(p->name),
		    p->team_name.len > 0 ? ", " : "", STR_FMT(p->team_name),
		    p->left ? " (left)" : "");
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
		print_json(cli, &w.persons);
	else
		print(cli, &w.persons);
	return CLI_OK;
}

const struct command command_person_list = {
    .name = "person list",
    .summary = "who there is, with role and team",
    .run = run,
    .examples = "assay person list --json\n",
    .options = options,
    .args_size = sizeof(struct list_args),
    .takes = CLI_TAKES_STATE | CLI_TAKES_JSON,
};
