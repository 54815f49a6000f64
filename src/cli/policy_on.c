#include "cli/policy.h"
#include "codec/json.h"

struct on_args {
	const char *draft;
};

static const struct cli_option options[] = {
    {"draft", CLI_TEXT, offsetof(struct on_args, draft), "FILE",
	"as if this policy were published", 0},
    {0},
};

struct work {
	struct cli *cli;
	struct policy_desk desk;
	struct policy *draft;
	int64_t day;
	struct effect_counts counts; /* on the day */
	struct effect change;        /* between now and then */
};

static enum err_code
count(struct work *w, const char *date, struct err *err)
{
	const struct on_args *args = w->cli->args;
	struct effect_ask ask;
	enum err_code rc = policy_desk_open(w->cli, &w->desk, err);

	if (rc == ERR_NONE && args->draft != NULL)
		rc = policy_desk_read(&w->desk, args->draft, &w->draft, err);
	if (rc == ERR_NONE)
		rc = policy_desk_day(date,
		    w->draft != NULL
			? w->draft
			: engine_policy(w->desk.engine, clock_now()),
		    &w->day, err);
	if (rc == ERR_NONE)
		rc = effect_count(w->desk.engine, w->day, w->draft,
		    w->cli->arena, &w->counts, err);
	if (rc != ERR_NONE)
		return rc;
	ask = (struct effect_ask){
	    .since = clock_now(), .now = w->day, .draft = w->draft};
	return effect_compute(
	    w->desk.engine, &ask, w->cli->arena, &w->change, err);
}

static void
print_line(FILE *out, struct str name, uint64_t people,
    const uint64_t n[DUE_IS_EXCUSED + 1])
{
	fprintf(out, "%8llu %8llu %8llu %8llu %8llu  %.*s\n",
	    (unsigned long long)people, (unsigned long long)n[DUE_IS_CURRENT],
	    (unsigned long long)n[DUE_IS_DUE],
	    (unsigned long long)n[DUE_IS_OVERDUE],
	    (unsigned long long)n[DUE_IS_EXCUSED], STR_FMT(name));
}

static void
print(struct work *w)
{
	const struct effect *e = &w->change;
	char date[CLOCK_LONG_LEN + 1];
	FILE *out = w->cli->out;

	clock_write_long(w->day, date);
	fprintf(out,
	    "By %s, if nothing else happens, %llu %s due and %llu overdue "
	    "who are not today.\n\n",
	    date, (unsigned long long)e->who[EFFECT_DUE],
	    e->who[EFFECT_DUE] == 1 ? "person becomes" : "people become",
	    (unsigned long long)e->who[EFFECT_OVERDUE]);
	fprintf(out, "%8s %8s %8s %8s %8s\n", "people", "current", "due",
	    "overdue", "excused");
	for (size_t i = 0; i < w->counts.n; i++)
		print_line(out, w->counts.v[i].id, w->counts.v[i].people,
		    w->counts.v[i].n);
	print_line(out, STR("all together, each by the worst"),
	    w->counts.people, w->counts.all);
}

static void
add_states(struct buf *out, const uint64_t n[DUE_IS_EXCUSED + 1])
{
	json_u64(out, "current", n[DUE_IS_CURRENT]);
	json_u64(out, "due", n[DUE_IS_DUE]);
	json_u64(out, "overdue", n[DUE_IS_OVERDUE]);
	json_u64(out, "excused", n[DUE_IS_EXCUSED]);
}

static enum err_code
print_json(struct work *w, struct err *err)
{
	enum err_code rc;
	struct buf out;

	buf_init(&out, (size_t)4 << 20);
	json_open(&out);
	json_time(&out, "on", w->day);
	json_u64(&out, "people", w->counts.people);
	add_states(&out, w->counts.all);
	json_u64(&out, "become_due", w->change.who[EFFECT_DUE]);
	json_u64(&out, "become_overdue", w->change.who[EFFECT_OVERDUE]);
	json_list(&out, "obligations");
	for (size_t i = 0; i < w->counts.n; i++) {
		json_open(&out);
		json_str(&out, "id", w->counts.v[i].id);
		json_str(&out, "title", w->counts.v[i].title);
		json_u64(&out, "people", w->counts.v[i].people);
		add_states(&out, w->counts.v[i].n);
		json_close(&out);
	}
	json_list_end(&out);
	json_close(&out);
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		fprintf(w->cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct work w = {.cli = cli};
	struct err err;
	enum err_code rc = count(&w, argv[0], &err);

	if (rc == ERR_NONE && cli->json)
		rc = print_json(&w, &err);
	else if (rc == ERR_NONE)
		print(&w);
	policy_desk_close(&w.desk);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_policy_on = {
    .name = "policy on",
    .summary = "a dry run: how many owe what on a day, past or to come",
    .run = run,
    .usage = "DATE",
    .about =
	"As of the end of that day, in the policy's own days, if nothing "
	"happens until\nthen: nobody joins, nobody completes anything. A "
	"person counts once for each\nobligation, in the worst state of what "
	"it asks. 'assay due --on DATE' names them.",
    .examples = "assay policy on 2027-03-01\n"
		"assay policy on 2027-03-01 --draft policy.yaml --json\n",
    .options = options,
    .args_size = sizeof(struct on_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
