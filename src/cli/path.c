#include "learn/path.h"

#include "base/clock.h"
#include "cli/learning.h"
#include "codec/json.h"
#include "people/person.h"

struct path_args {
	const char *person;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct path_args, person), "EMAIL",
	"where somebody stands on it, and what is next", 0},
    {0},
};

static const char *const states[] = {
    [PATH_TO_COME] = "to come",
    [PATH_NEXT] = "next",
    [PATH_DONE] = "done",
    [PATH_ELSEWHERE] = "other stacks",
};

static void
list(struct cli *cli, const struct catalog *catalog)
{
	const struct catalog_paths *all = catalog->paths;

	for (size_t i = 0; i < all->paths.n; i++) {
		const struct catalog_path *p = &all->paths.v[i];

		fprintf(cli->out, "%-12.*s %2zu modules %2zu labs  %.*s\n",
		    STR_FMT(p->id), p->modules.n, p->labs.n, STR_FMT(p->who));
	}
}

static void
list_json(struct buf *out, const struct catalog *catalog)
{
	const struct catalog_paths *all = catalog->paths;

	json_list(out, NULL);
	for (size_t i = 0; i < all->paths.n; i++) {
		const struct catalog_path *p = &all->paths.v[i];

		json_open(out);
		json_str(out, "id", p->id);
		json_str(out, "title", p->title);
		json_str(out, "for", p->who);
		json_u64(out, "modules", p->modules.n);
		json_u64(out, "labs", p->labs.n);
		json_close(out);
	}
	json_list_end(out);
}

static void
print(struct cli *cli, const struct catalog *catalog,
    const struct path_standing *s, bool somebody)
{
	const struct catalog_path *p = s->path;

	fprintf(cli->out, "%.*s: %.*s\n", STR_FMT(p->title), STR_FMT(p->who));
	if (somebody)
		fprintf(cli->out, "%u of %u done\n", s->done, s->asked);
	fprintf(cli->out, "\nModules\n");
	for (size_t i = 0; i < s->n; i++) {
		const struct path_step *step = &s->steps[i];

		fprintf(cli->out, "  %-20.*s %3u min  %s%s%.*s\n    %.*s\n",
		    STR_FMT(step->module->id), step->module->minutes,
		    somebody ? states[step->state] : "", somebody ? ": " : "",
		    STR_FMT(step->module->title), STR_FMT(step->step->why));
	}
	if (p->labs.n > 0)
		fprintf(cli->out, "\nLabs\n");
	for (size_t i = 0; i < p->labs.n; i++) {
		const struct catalog_path_step *lab = &p->labs.v[i];
		bool there = catalog_lab_name(catalog, lab->id) != NULL;

		fprintf(cli->out, "  %-20.*s %s%.*s\n", STR_FMT(lab->id),
		    there ? "" : "(planned) ", STR_FMT(lab->why));
	}
	if (p->planned.n > 0)
		fprintf(cli->out, "\nPlanned\n");
	for (size_t i = 0; i < p->planned.n; i++)
		fprintf(cli->out, "  %.*s\n", STR_FMT(p->planned.v[i]));
}

static void
print_json(struct buf *out, const struct path_standing *s, bool somebody)
{
	const struct catalog_path *p = s->path;

	json_open(out);
	json_str(out, "id", p->id);
	json_str(out, "title", p->title);
	json_list(out, "modules");
	for (size_t i = 0; i < s->n; i++) {
		const struct path_step *step = &s->steps[i];

		json_open(out);
		json_str(out, "id", step->module->id);
		json_str(out, "why", step->step->why);
		if (somebody)
			json_str(out, "state", str_from(states[step->state]));
		json_close(out);
	}
	json_list_end(out);
	json_list(out, "labs");
	for (size_t i = 0; i < p->labs.n; i++)
		json_str(out, NULL, p->labs.v[i].id);
	json_list_end(out);
	json_list(out, "planned");
	for (size_t i = 0; i < p->planned.n; i++)
		json_str(out, NULL, p->planned.v[i]);
	json_list_end(out);
	json_close(out);
}

struct stacks {
	struct learning *l;
	struct str stacks;
};

static enum err_code
read_person(struct db *db, void *ctx, struct err *err)
{
	struct stacks *s = ctx;
	struct person p;
	enum err_code rc =
	    person_get(db, s->l->cli->arena, s->l->person, &p, err);

	if (rc == ERR_NONE)
		s->stacks = p.stacks;
	return rc;
}

static enum err_code
one(struct cli *cli, struct learning *l, struct str id, struct buf *json,
    struct err *err)
{
	struct stacks stacks = {.l = l};
	struct path_standing s;
	enum err_code rc = ERR_NONE;

	if (l->store != NULL)
		rc = store_read(l->store, read_person, &stacks, err);
	l->learn.catalog = l->catalog;
	if (rc == ERR_NONE)
		rc = path_stand(&l->learn, l->person, stacks.stacks, id,
		    clock_now(), cli->arena, &s, err);
	if (rc != ERR_NONE)
		return rc;
	if (cli->json)
		print_json(json, &s, l->store != NULL);
	else
		print(cli, l->catalog, &s, l->store != NULL);
	return ERR_NONE;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct path_args *args = cli->args;
	struct learning l;
	struct buf json;
	struct err err;
	enum err_code rc = learning_open(cli, args->person, &l, &err);

	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	buf_init(&json, 1 << 20);
	if (argc > 0)
		rc = one(cli, &l, str_from(argv[0]), &json, &err);
	else if (cli->json)
		list_json(&json, l.catalog);
	else
		list(cli, l.catalog);
	if (rc == ERR_NONE)
		rc = buf_finish(&json, &err);
	if (rc == ERR_NONE && cli->json) {
		fwrite(buf_view(&json).ptr, 1, json.len, cli->out);
		fputc('\n', cli->out);
	}
	buf_release(&json);
	learning_close(&l);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_path = {
    .name = "path",
    .summary = "what to learn in a role, in order",
    .run = run,
    .usage = "[ROLE]",
    .examples = "assay path\n"
		"assay path backend\n"
		"assay path backend --person ada@acme.example\n",
    .options = options,
    .args_size = sizeof(struct path_args),
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
