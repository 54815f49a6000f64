#include "cli/control.h"
#include "codec/json.h"
#include "policy/roll.h"

#define PEOPLE_SHOWN 20

struct show_args {
	const char *on, *from, *to;
};

static const struct cli_option options[] = {
    {"on", CLI_TEXT, offsetof(struct show_args, on), "DATE",
	"as of the end of that day; today", 0},
    {"from", CLI_TEXT, offsetof(struct show_args, from), "DATE",
	"over a period: its first day", 0},
    {"to", CLI_TEXT, offsetof(struct show_args, to), "DATE", "its last day", 0},
    {0},
};

struct work {
	struct cli *cli;
	struct control_desk desk;
	const struct coverage *c;
	struct verdict v;
	struct roll roll; /* overdue */
	struct buf json;
};

static enum err_code
find(struct work *w, const char *name, struct err *err)
{
	struct str id = str_from(name), framework;

	if (!str_cut(&id, ':', &framework))
		return err_set(err, ERR_INVALID,
		    "'%.60s' names no control: write it as pci:6.2.2", name);
	return survey_find(&w->desk.survey, framework, id, &w->c, err);
}

static enum err_code
take(struct work *w, const char *name, struct err *err)
{
	const struct show_args *args = w->cli->args;
	const struct control_days days = {args->on, args->from, args->to};
	struct roll_ask ask = {
	    .some = true, .state = DUE_IS_OVERDUE, .most = PEOPLE_SHOWN};
	enum err_code rc = control_desk_open(w->cli, &days, &w->desk, err);

	if (rc == ERR_NONE)
		rc = find(w, name, err);
	if (rc == ERR_NONE)
		rc = survey_verdict(
		    &w->desk.survey, w->c, &w->desk.arena, &w->v, err);
	ask.coverage = w->c;
	ask.now = w->desk.survey.tally.now;
	return rc == ERR_NONE
	    ? roll_call(w->desk.tallies, &ask, &w->desk.arena, &w->roll, err)
	    : rc;
}

/* --- as text ----------------------------------------------------------------
 */

static void
print_asks(const struct work *w)
{
	for (size_t i = 0; i < w->c->asks.n; i++) {
		const struct coverage_ask *a = &w->c->asks.v[i];
		struct str text = a->by.ptr != NULL ? a->by : a->remedy;

		fprintf(w->cli->out, "  %-22.*s %s%.*s\n", STR_FMT(a->kind),
		    a->by.ptr != NULL ? "" : "nothing yet: ", STR_FMT(text));
	}
}

static void
print_parts(const struct work *w)
{
	const struct tally_control *t =
	    tally_control(&w->desk.survey.tally, w->c->name);

	for (size_t i = 0; t != NULL && i < t->parts.n; i++) {
		const struct tally_count *n = &t->parts.v[i].count;

		fprintf(w->cli->out,
		    "  %.*s: %llu people; %llu current, %llu due, %llu "
		    "overdue, %llu excused\n",
		    STR_FMT(t->parts.v[i].obligation->title),
		    (unsigned long long)n->people,
		    (unsigned long long)n->current, (unsigned long long)n->due,
		    (unsigned long long)n->overdue,
		    (unsigned long long)n->excused);
	}
}

static void
print_over(const struct work *w, const struct operation *op)
{
	const struct policy *policy = w->desk.survey.tally.policy;
	struct arena *arena = w->cli->arena;

	for (size_t i = 0; i < op->parts.n; i++) {
		const struct operation_part *p = &op->parts.v[i];

		fprintf(w->cli->out,
		    "  %.*s: %llu of %llu people overdue at some time; %llu "
		    "of %llu person-days\n",
		    STR_FMT(p->obligation->title),
		    (unsigned long long)p->people_overdue,
		    (unsigned long long)p->people,
		    (unsigned long long)p->days_overdue,
		    (unsigned long long)p->days);
	}
	for (size_t i = 0; i < op->spans.n; i++) {
		const struct operation_span *s = &op->spans.v[i];
		struct engine_who who = {.name = STR("somebody erased")};

		(void)engine_who(w->desk.engine, s->person, s->to, arena, &who);
		fprintf(w->cli->out, "  %.*s, %.*s: from %.*s to %.*s\n",
		    STR_FMT(who.name),
		    STR_FMT(verdict_thing_title(
			w->desk.l.catalog, s->thing, arena)),
		    STR_FMT(tally_date(arena, policy, s->from)),
		    STR_FMT(tally_date(arena, policy, s->to)));
	}
}

static void
print(const struct work *w)
{
	const struct survey *s = &w->desk.survey;
	const struct operation *op =
	    s->over ? operation_control(&s->operations, w->c->name) : NULL;
	FILE *out = w->cli->out;

	fprintf(out, "%.*s %.*s\n%.*s\n\n%.*s\n",
	    STR_FMT(w->c->framework->title), STR_FMT(w->c->control->id),
	    STR_FMT(w->c->control->paraphrase), STR_FMT(w->v.sentence));
	if (op != NULL)
		print_over(w, op);
	else
		print_parts(w);
	for (size_t i = 0; !s->over && i < w->roll.n; i++)
		fprintf(out, "  %.*s, %.*s: %.*s\n",
		    STR_FMT(w->roll.v[i].email),
		    STR_FMT(verdict_thing_title(
			w->desk.l.catalog, w->roll.v[i].thing, w->cli->arena)),
		    STR_FMT(w->roll.v[i].reason));
	fprintf(out, "\nIt asks for\n");
	print_asks(w);
	if (!w->c->on)
		fprintf(out, "\nIts framework is not switched on.\n");
}

/* --- as JSON ----------------------------------------------------------------
 */

static void
json_count(struct buf *out, const struct tally_count *n)
{
	json_u64(out, "people", n->people);
	json_u64(out, "current", n->current);
	json_u64(out, "due", n->due);
	json_u64(out, "overdue", n->overdue);
	json_u64(out, "excused", n->excused);
}

static void
json_parts(struct work *w)
{
	const struct tally_control *t =
	    tally_control(&w->desk.survey.tally, w->c->name);
	struct buf *out = &w->json;

	json_list(out, "obligations");
	for (size_t i = 0; t != NULL && i < t->parts.n; i++) {
		json_open(out);
		json_str(out, "id", t->parts.v[i].obligation->id);
		json_count(out, &t->parts.v[i].count);
		json_close(out);
	}
	json_list_end(out);
}

static void
json_over(struct buf *out, const struct operation *op)
{
	json_open_in(out, "period");
	json_time(out, "from", op->from);
	json_time(out, "to", op->to);
	json_u64(out, "people", op->people);
	json_u64(out, "people_overdue", op->people_overdue);
	json_u64(out, "days", op->days);
	json_u64(out, "days_overdue", op->days_overdue);
	json_list(out, "spans");
	for (size_t i = 0; i < op->spans.n; i++) {
		json_open(out);
		json_id(out, "person", op->spans.v[i].person);
		json_str(out, "obligation", op->spans.v[i].obligation->id);
		json_str(out, "thing", op->spans.v[i].thing->id);
		json_time(out, "from", op->spans.v[i].from);
		json_time(out, "to", op->spans.v[i].to);
		json_close(out);
	}
	json_list_end(out);
	json_u64(out, "spans_total", op->n_spans);
	json_close(out);
}

static void
json_asks(struct work *w)
{
	struct buf *out = &w->json;

	json_list(out, "asks");
	for (size_t i = 0; i < w->c->asks.n; i++) {
		json_open(out);
		json_str(out, "kind", w->c->asks.v[i].kind);
		json_str(out, "by", w->c->asks.v[i].by);
		json_str(out, "remedy", w->c->asks.v[i].remedy);
		json_close(out);
	}
	json_list_end(out);
}

static void
write_json(struct work *w)
{
	const struct survey *s = &w->desk.survey;
	const struct operation *op =
	    s->over ? operation_control(&s->operations, w->c->name) : NULL;
	struct buf *out = &w->json;

	json_open(out);
	json_str(out, "control", w->c->name);
	json_str(out, "edition", w->c->framework->edition);
	json_flag(out, "on", w->c->on);
	json_str(out, "paraphrase", w->c->control->paraphrase);
	json_str(out, "state", str_from(verdict_state_name(w->v.state)));
	json_str(out, "sentence", w->v.sentence);
	json_asks(w);
	json_parts(w);
	if (op != NULL)
		json_over(out, op);
	json_close(out);
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct show_args *args = cli->args;
	const struct control_days days = {args->on, args->from, args->to};
	struct work w = {.cli = cli};
	struct survey_ask ask;
	struct err err;
	enum err_code rc;
	int status;

	(void)argc;
	if (control_days_check(&days, &ask, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	buf_init(&w.json, (size_t)16 << 20);
	rc = take(&w, argv[0], &err);
	if (rc == ERR_NONE && cli->json) {
		write_json(&w);
		rc = buf_finish(&w.json, &err);
		if (rc == ERR_NONE)
			fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&w.json)));
	} else if (rc == ERR_NONE)
		print(&w);
	status = w.v.state == VERDICT_NOT || w.v.state == VERDICT_GAP ? CLI_NO
								      : CLI_OK;
	buf_release(&w.json);
	control_desk_close(&w.desk);
	return rc == ERR_NONE ? status : cli_fail(cli, &err);
}

const struct command command_control_show = {
    .name = "control show",
    .summary = "one control: what answers it, on a day or over a period",
    .run = run,
    .usage = "CONTROL",
    .about = "Exits with 1 where it did not operate as the policy states, or "
	     "nothing answers it.",
    .examples = "assay control show pci:6.2.2\n"
		"assay control show soc2:CC1.4 --from 2026-01-01 --to "
		"2026-12-31 --json\n",
    .options = options,
    .args_size = sizeof(struct show_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
