#include "base/clock.h"
#include "cli/gate_local.h"
#include "codec/json.h"
#include "people/person.h"
#include "policy/gate_order.h"

struct order_args {
	const char *system, *since, *until;
	bool csv;
};

static const struct cli_option options[] = {
    {"system", CLI_TEXT, offsetof(struct order_args, system), "NAME",
	"of the policy; every one with a gate unless given", 0},
    {"since", CLI_TEXT, offsetof(struct order_args, since), "DATE",
	"accesses that began on that day (UTC) or later", 0},
    {"until", CLI_TEXT, offsetof(struct order_args, until), "DATE",
	"and on that day or before", 0},
    {"csv", CLI_FLAG, offsetof(struct order_args, csv), NULL,
	"a record for each access", 0},
    {0},
};

static const char *
when(int64_t at, char text[CLOCK_TEXT_LEN + 1])
{
	text[0] = '\0';
	if (at != 0)
		clock_write(at, text);
	return text;
}

static void
write_json(const struct gate_order_report *r, struct buf *out)
{
	json_open(out);
	json_u64(out, "counted", r->counted);
	json_u64(out, "yes", r->by[GATE_ORDER_YES]);
	json_u64(out, "late", r->by[GATE_ORDER_LATE]);
	json_u64(out, "never", r->by[GATE_ORDER_NEVER]);
	json_u64(out, "nothing_asked", r->by[GATE_ORDER_NOTHING]);
	if (r->counted > 0)
		json_real(out, "share", gate_order_share(r));
	else
		json_none(out, "share");
	json_real(out, "low", r->in_order.low);
	json_real(out, "high", r->in_order.high);
	json_list(out, "accesses");
	for (size_t i = 0; i < r->n; i++) {
		const struct gate_order *o = &r->v[i];

		json_open(out);
		json_str(out, "system", o->system);
		json_id(out, "person", o->person);
		json_str(out, "email", o->email);
		json_str(out, "level", o->level);
		json_str(out, "source", o->source);
		json_str(out, "trained_before_access",
		    str_from(gate_order_name(o->is)));
		json_time(out, "trained", o->trained);
		json_time(out, "access", o->access);
		json_time(out, "access_recorded", o->known);
		json_close(out);
	}
	json_list_end(out);
	json_close(out);
	buf_add_char(out, '\n');
}

/* "late by 3 days" */
static void
add_is(struct buf *out, const struct gate_order *o)
{
	int64_t by = o->trained - o->access;

	buf_add(out, str_from(gate_order_name(o->is)));
	if (o->is == GATE_ORDER_LATE && by >= CLOCK_DAY)
		buf_addf(out, " by %lld d", (long long)(by / CLOCK_DAY));
	else if (o->is == GATE_ORDER_LATE)
		buf_addf(
		    out, " by %lld h", (long long)(by / (3600 * CLOCK_SECOND)));
}

static void
write_text(const struct gate_order_report *r, struct buf *out)
{
	char access[CLOCK_TEXT_LEN + 1];
	struct buf is;

	buf_init(&is, 200);
	for (size_t i = 0; i < r->n; i++) {
		const struct gate_order *o = &r->v[i];

		buf_reset(&is);
		add_is(&is, o);
		buf_addf(out, "%-14.*s  %.10s  %.*s  %.*s/%.*s (%.*s)\n",
		    STR_FMT(buf_view(&is)), when(o->access, access),
		    STR_FMT(o->email), STR_FMT(o->system), STR_FMT(o->level),
		    STR_FMT(o->source));
	}
	buf_release(&is);
	if (r->counted == 0)
		buf_addf(out, "No access to judge.\n");
	else
		buf_addf(out,
		    "%llu of %llu accesses came after training: %.1f %% "
		    "(95 %%: %.1f to %.1f)\n",
		    (unsigned long long)r->by[GATE_ORDER_YES],
		    (unsigned long long)r->counted, 100 * gate_order_share(r),
		    100 * r->in_order.low, 100 * r->in_order.high);
}

static enum err_code
read_ask(
    const struct order_args *args, struct gate_order_ask *out, struct err *err)
{
	enum err_code rc =
	    gate_local_day("--since", args->since, false, &out->since, err);

	if (rc == ERR_NONE)
		rc = gate_local_day(
		    "--until", args->until, true, &out->until, err);
	if (rc == ERR_NONE && out->until != 0 && out->until < out->since)
		rc = err_set(
		    err, ERR_INVALID, "the period ends before it begins");
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct order_args *args = cli->args;
	struct gate_order_ask ask = {.viewer = PERSON_PROGRAM,
	    .system = str_from(args->system),
	    .now = clock_now()};
	struct gate_order_report report;
	struct gate_local local;
	struct buf out;
	struct err err;
	enum err_code rc;

	if (read_ask(args, &ask, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	rc = gate_local_open(cli, &local, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	buf_init(&out, (size_t)256 << 20);
	rc = gate_order(&local.desk, &ask, cli->arena, &report, &err);
	if (rc == ERR_NONE) {
		if (cli->json)
			write_json(&report, &out);
		else if (args->csv)
			gate_order_csv(&report, &out);
		else
			write_text(&report, &out);
		rc = buf_finish(&out, &err);
	}
	if (rc == ERR_NONE)
		fwrite(out.ptr, 1, out.len, cli->out);
	buf_release(&out);
	gate_local_close(&local);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_gate_ordering = {
    .name = "gate ordering",
    .summary = "was everybody trained before they were given access?",
    .run = run,
    .about =
	"For each access to a system with a gate: trained at T1, access since "
	"T2; yes where\nall that the gate asks for stood on T2.  Accesses of "
	"which nothing was asked are\nlisted and not counted.\n",
    .examples = "assay gate ordering\n"
		"assay gate ordering --system production --since 2026-01-01 "
		"--until 2026-12-31 --csv\n",
    .options = options,
    .args_size = sizeof(struct order_args),
    .takes = CLI_TAKES_JSON | CLI_TAKES_DATA | CLI_TAKES_STATE,
};
