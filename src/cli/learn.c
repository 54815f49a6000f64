#include "base/clock.h"
#include "cli/learning.h"
#include "codec/json.h"
#include "learn/record.h"

struct learn_args {
	const char *person, *stack, *section;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct learn_args, person), "EMAIL",
	"say what is next for somebody; reading counts for them", 0},
    {"stack", CLI_TEXT, offsetof(struct learn_args, stack), "STACK",
	"show the examples of one stack only, such as python-flask", 0},
    {"section", CLI_TEXT, offsetof(struct learn_args, section), "ANCHOR",
	"one lesson of the module's micro lessons, such as cwe-89", 0},
    {0},
};

static void
print_next(struct cli *cli, const struct record_next *next)
{
	static const char *const words[] = {
	    [RECORD_NOTHING] = "Nothing is due.",
	    [RECORD_RESUME] = "Next: go on with the questions of",
	    [RECORD_ATTEST] = "Next: sign for",
	    [RECORD_LEARN] = "Next:",
	};
	char date[CLOCK_DATE_LEN + 1];

	fputs(words[next->kind], cli->out);
	if (next->kind != RECORD_NOTHING)
		fprintf(cli->out, " %.*s (%.*s), %u minutes",
		    STR_FMT(next->title), STR_FMT(next->module_id),
		    next->minutes);
	fputc('\n', cli->out);
	if (next->why.ptr != NULL)
		fprintf(cli->out, "      %.*s\n", STR_FMT(next->why));
	if (next->due > 0) {
		clock_write_date(next->due, date);
		fprintf(cli->out, "      due %s\n", date);
	}
	fputc('\n', cli->out);
}

static void
print_modules(struct cli *cli, const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->modules.n; i++) {
		const struct catalog_module *m = &catalog->modules.v[i];

		fprintf(cli->out, "%-24.*s %3u min  %.*s %.*s\n",
		    STR_FMT(m->id), m->minutes, STR_FMT(m->title),
		    STR_FMT(m->owasp.ptr != NULL ? m->owasp : STR("")));
	}
}

static void
json_modules(struct cli *cli, const struct catalog *catalog)
{
	struct buf out;

	buf_init(&out, 16 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < catalog->modules.n; i++) {
		const struct catalog_module *m = &catalog->modules.v[i];

		json_open(&out);
		json_str(&out, "id", m->id);
		json_str(&out, "version", m->version);
		json_str(&out, "title", m->title);
		json_str(&out, "owasp", m->owasp);
		json_u64(&out, "minutes", m->minutes);
		json_u64(&out, "questions", m->pool);
		json_close(&out);
	}
	json_list_end(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static enum err_code
list(struct cli *cli, const struct learning *l, struct err *err)
{
	struct record_next next;
	enum err_code rc;

	if (cli->json) {
		json_modules(cli, l->catalog);
		return ERR_NONE;
	}
	if (l->store != NULL) {
		rc = record_next(
		    &l->learn, l->person, clock_now(), cli->arena, &next, err);
		if (rc != ERR_NONE)
			return rc;
		print_next(cli, &next);
	}
	print_modules(cli, l->catalog);
	return ERR_NONE;
}

static enum err_code
read_module(
    struct cli *cli, const struct learning *l, struct str id, struct err *err)
{
	const struct learn_args *args = cli->args;
	const struct catalog_module *m = catalog_module(l->catalog, id);
	struct catalog_lesson lesson;
	enum err_code rc;

	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "no module '%.*s'; 'assay learn' lists them",
		    STR_FMT(str_sub(id, 0, 80)));
	if (l->store != NULL) {
		rc = attempt_opened_text(&l->learn, l->person, id, err);
		if (rc != ERR_NONE)
			return rc;
	}
	if (args->section != NULL) {
		if (!catalog_section(
			m, str_from(args->section), cli->arena, &lesson))
			return err_set(err, ERR_NOT_FOUND,
			    "module '%.*s' has no lesson '%s'", STR_FMT(id),
			    args->section);
		fprintf(cli->out, "%.*s\n\n", STR_FMT(lesson.title));
		return learning_print(cli, lesson.text, args->stack, err);
	}
	fprintf(cli->out, "%.*s (%.*s %.*s), %u minutes\n\n", STR_FMT(m->title),
	    STR_FMT(m->id), STR_FMT(m->version), m->minutes);
	rc = learning_print(cli, m->body, args->stack, err);
	if (rc == ERR_NONE)
		fprintf(cli->out,
		    "\nThe questions: assay learn quiz %.*s --person EMAIL\n",
		    STR_FMT(m->id));
	return rc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct learn_args *args = cli->args;
	struct learning l;
	struct err err;
	enum err_code rc = learning_open(cli, args->person, &l, &err);

	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = argc > 0 ? read_module(cli, &l, str_from(argv[0]), &err)
		      : list(cli, &l, &err);
	learning_close(&l);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_learn = {
    .name = "learn",
    .summary = "the modules, or one of them to read",
    .run = run,
    .usage = "[MODULE]",
    .examples = "assay learn\n"
		"assay learn a05-injection --stack python-flask\n"
		"assay learn a05-injection --section cwe-89\n"
		"assay learn --person ada@acme.example\n",
    .options = options,
    .args_size = sizeof(struct learn_args),
    .operands_max = 1,
    .takes =
	CLI_TAKES_DATA | CLI_TAKES_OVERLAY | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
