#include "policy/readiness.h"

#include "cli/control.h"
#include "codec/json.h"

struct readiness_args {
	const char *from, *to;
};

static const struct cli_option options[] = {
    {"from", CLI_TEXT, offsetof(struct readiness_args, from), "DATE",
	"operation over a period: its first day", 0},
    {"to", CLI_TEXT, offsetof(struct readiness_args, to), "DATE",
	"its last day", 0},
    {0},
};

static void
print_lines(FILE *out, const char *title, const struct readiness_lines *lines)
{
	fprintf(out, "\n%s\n", title);
	if (lines->n == 0)
		fprintf(out, "  nothing\n");
	for (size_t i = 0; i < lines->n; i++) {
		const struct readiness_line *l = &lines->v[i];

		fprintf(out, "  %.*s\n    %.*s\n", STR_FMT(l->what),
		    STR_FMT(l->remedy));
		for (size_t k = 0; k < l->controls.n; k++)
			fprintf(out, "%s%.*s%s", k == 0 ? "    " : ", ",
			    STR_FMT(l->controls.v[k]->name),
			    k + 1 == l->controls.n ? "\n" : "");
	}
}

static void
print(struct cli *cli, const struct control_desk *d, const struct readiness *r)
{
	fprintf(cli->out,
	    "%zu controls are switched on: %zu answered wholly, %zu in part, "
	    "%zu by nothing;\n%zu operated as stated, %zu did not.\n",
	    r->controls, r->whole, r->part, r->empty, r->operated, r->did_not);
	print_lines(cli->out, "Design: what is missing", &r->design);
	print_lines(cli->out,
	    d->survey.over ? "Operation: what did not run throughout"
			   : "Operation: what does not run today",
	    &r->operation);
}

static void
json_lines(
    struct buf *out, const char *name, const struct readiness_lines *lines)
{
	json_list(out, name);
	for (size_t i = 0; i < lines->n; i++) {
		const struct readiness_line *l = &lines->v[i];

		json_open(out);
		json_str(out, "what", l->what);
		json_str(out, "remedy", l->remedy);
		json_str(out, "place", l->place);
		json_list(out, "controls");
		for (size_t k = 0; k < l->controls.n; k++)
			json_str(out, NULL, l->controls.v[k]->name);
		json_list_end(out);
		json_close(out);
	}
	json_list_end(out);
}

static enum err_code
print_json(struct cli *cli, const struct readiness *r, struct err *err)
{
	struct buf out;
	enum err_code rc;

	buf_init(&out, (size_t)16 << 20);
	json_open(&out);
	json_u64(&out, "controls", r->controls);
	json_u64(&out, "whole", r->whole);
	json_u64(&out, "part", r->part);
	json_u64(&out, "empty", r->empty);
	json_u64(&out, "operated", r->operated);
	json_u64(&out, "did_not", r->did_not);
	json_lines(&out, "design", &r->design);
	json_lines(&out, "operation", &r->operation);
	json_close(&out);
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
	return rc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct readiness_args *args = cli->args;
	const struct control_days days = {NULL, args->from, args->to};
	struct control_desk desk = {.engine = NULL};
	struct readiness r = {0};
	struct survey_ask ask;
	struct err err;
	enum err_code rc;

	(void)argc;
	(void)argv;
	if (control_days_check(&days, &ask, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	rc = control_desk_open(cli, &days, &desk, &err);
	if (rc == ERR_NONE)
		rc = readiness_of(&desk.survey, &desk.arena, &r, &err);
	if (rc == ERR_NONE && cli->json)
		rc = print_json(cli, &r, &err);
	else if (rc == ERR_NONE)
		print(cli, &desk, &r);
	control_desk_close(&desk);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return r.design.n + r.operation.n > 0 ? CLI_NO : CLI_OK;
}

const struct command command_readiness = {
    .name = "readiness",
    .summary = "what an auditor would find, worst first, with remedies",
    .run = run,
    .about = "Exits with 1 where there is something to find.",
    .examples = "assay readiness\n"
		"assay readiness --from 2026-01-01 --to 2026-12-31 --json\n",
    .options = options,
    .args_size = sizeof(struct readiness_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
