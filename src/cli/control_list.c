#include "cli/control.h"
#include "codec/json.h"

struct list_args {
	const char *framework, *on;
};

static const struct cli_option options[] = {
    {"framework", CLI_TEXT, offsetof(struct list_args, framework), "ID",
	"only this one: soc2, pci, ...", 0},
    {"on", CLI_TEXT, offsetof(struct list_args, on), "DATE",
	"as of the end of that day; today", 0},
    {0},
};

static void
add_json(struct buf *out, const struct coverage *c, const struct verdict *v)
{
	json_open(out);
	json_str(out, "control", c->name);
	json_str(out, "edition", c->framework->edition);
	json_flag(out, "on", c->on);
	json_str(out, "paraphrase", c->control->paraphrase);
	json_str(out, "state", str_from(verdict_state_name(v->state)));
	json_str(out, "sentence", v->sentence);
	json_u64(out, "gaps", c->gaps);
	json_close(out);
}

static enum err_code
list(struct control_desk *d, struct buf *json, bool *found, struct err *err)
{
	struct cli *cli = d->l.cli;
	const struct list_args *args = cli->args;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < d->survey.coverages.n && rc == ERR_NONE; i++) {
		const struct coverage *c = &d->survey.coverages.v[i];
		struct verdict v;

		if (args->framework != NULL &&
		    !str_eq(c->framework->id, str_from(args->framework)))
			continue;
		*found = true;
		rc = survey_verdict(&d->survey, c, &d->arena, &v, err);
		if (rc == ERR_NONE && cli->json)
			add_json(json, c, &v);
		else if (rc == ERR_NONE)
			fprintf(cli->out, "%c %-24.*s %-8s %.*s\n",
			    c->on ? '*' : ' ', STR_FMT(c->name),
			    verdict_state_name(v.state), STR_FMT(v.sentence));
	}
	return rc;
}

static enum err_code
work(struct cli *cli, struct control_desk *d, struct buf *json, struct err *err)
{
	const struct list_args *args = cli->args;
	const struct control_days days = {.on = args->on};
	bool found = false;
	enum err_code rc = control_desk_open(cli, &days, d, err);

	if (rc != ERR_NONE)
		return rc;
	json_list(json, NULL);
	rc = list(d, json, &found, err);
	json_list_end(json);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no framework '%.40s' in content/controls",
		    args->framework);
	return rc == ERR_NONE ? buf_finish(json, err) : rc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct list_args *args = cli->args;
	const struct control_days days = {.on = args->on};
	struct control_desk desk = {.engine = NULL};
	struct survey_ask ask;
	struct buf json;
	struct err err;
	enum err_code rc;

	(void)argc;
	(void)argv;
	if (control_days_check(&days, &ask, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	buf_init(&json, (size_t)16 << 20);
	rc = work(cli, &desk, &json, &err);
	if (rc == ERR_NONE && cli->json) {
		fwrite(buf_view(&json).ptr, 1, json.len, cli->out);
		fputc('\n', cli->out);
	}
	buf_release(&json);
	control_desk_close(&desk);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_control_list = {
    .name = "control list",
    .summary = "what frameworks ask, and how that stands",
    .run = run,
    .about = "A star marks frameworks that the policy switches on.  A "
	     "verdict speaks of training\nevidence; whether a control is met "
	     "is for an auditor to say.",
    .examples = "assay control list\n"
		"assay control list --framework pci --on 2026-12-31\n",
    .options = options,
    .args_size = sizeof(struct list_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
