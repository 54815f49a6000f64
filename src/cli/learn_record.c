#include "base/clock.h"
#include "cli/learning.h"
#include "codec/json.h"
#include "learn/record.h"

struct record_args {
	const char *person;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct record_args, person), "EMAIL",
	"whose record", 0},
    {0},
};

static void
print_date(struct cli *cli, const char *word, int64_t at)
{
	char date[CLOCK_DATE_LEN + 1];

	if (at == 0)
		return;
	clock_write_date(at, date);
	fprintf(cli->out, "  %s %s", word, date);
}

static void
print(struct cli *cli, const struct record *record,
    const struct assignments *asked)
{
	for (size_t i = 0; i < asked->n; i++) {
		const struct assignment *a = &asked->v[i];

		fprintf(cli->out, "%-10s %.*s",
		    assignment_status_name(a->status), STR_FMT(a->title));
		print_date(cli, "due", a->due);
		fprintf(cli->out, "\n           %.*s\n", STR_FMT(a->why));
	}
	for (size_t i = 0; i < record->completions.n; i++) {
		const struct record_line *r = &record->completions.v[i];

		fprintf(cli->out, "%-10s %.*s %.*s, %u %%, %.*s",
		    r->expired ? "ran out" : "proved", STR_FMT(r->title),
		    STR_FMT(r->module_version), r->score,
		    STR_FMT(r->earned_how));
		print_date(cli, "on", r->completed);
		print_date(cli, "until", r->valid_until);
		print_date(cli, "signed", r->attested);
		fputc('\n', cli->out);
	}
	for (size_t i = 0; i < record->attempts.n; i++) {
		const struct record_attempt *a = &record->attempts.v[i];

		fprintf(cli->out, "%-10s %.*s, %u of %u",
		    a->passed ? "passed" : "failed", STR_FMT(a->title),
		    a->right, a->asked);
		print_date(cli, "on", a->closed);
		fputc('\n', cli->out);
	}
}

static void
json_asked(struct buf *out, const struct assignments *asked)
{
	json_list(out, "assignments");
	for (size_t i = 0; i < asked->n; i++) {
		const struct assignment *a = &asked->v[i];

		json_open(out);
		json_str(out, "module", a->module_id);
		json_str(
		    out, "status", str_from(assignment_status_name(a->status)));
		json_str(out, "why", a->why);
		json_time(out, "due", a->due);
		json_close(out);
	}
	json_list_end(out);
}

static void
print_json(struct cli *cli, const struct record *record,
    const struct assignments *asked)
{
	struct buf out;

	buf_init(&out, 64 << 20);
	json_open(&out);
	json_asked(&out, asked);
	json_list(&out, "completions");
	for (size_t i = 0; i < record->completions.n; i++) {
		const struct record_line *r = &record->completions.v[i];

		json_open(&out);
		json_str(&out, "module", r->module_id);
		json_str(&out, "version", r->module_version);
		json_str(&out, "how", r->earned_how);
		json_u64(&out, "score", r->score);
		json_time(&out, "completed", r->completed);
		json_time(&out, "valid_until", r->valid_until);
		json_time(&out, "attested", r->attested);
		json_close(&out);
	}
	json_list_end(&out);
	json_list(&out, "attempts");
	for (size_t i = 0; i < record->attempts.n; i++) {
		const struct record_attempt *a = &record->attempts.v[i];

		json_open(&out);
		json_str(&out, "module", a->module_id);
		json_u64(&out, "right", a->right);
		json_u64(&out, "asked", a->asked);
		json_flag(&out, "passed", a->passed);
		json_time(&out, "closed", a->closed);
		json_close(&out);
	}
	json_list_end(&out);
	json_close(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct record_args *args = cli->args;
	struct assignments asked;
	struct record record;
	struct learning l;
	struct err err;
	enum err_code rc;

	if (args->person == NULL)
		return cli_usage(cli, "learn record needs --person EMAIL");
	rc = learning_open(cli, args->person, &l, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	rc = record_get(&l.learn, l.person, l.person, clock_now(), cli->arena,
	    &record, &err);
	if (rc == ERR_NONE)
		rc = assignment_list(
		    &l.learn, l.person, clock_now(), cli->arena, &asked, &err);
	if (rc == ERR_NONE && cli->json)
		print_json(cli, &record, &asked);
	else if (rc == ERR_NONE)
		print(cli, &record, &asked);
	learning_close(&l);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_learn_record = {
    .name = "learn record",
    .summary = "what somebody was asked for, tried and proved",
    .run = run,
    .examples = "assay learn record --person ada@acme.example --json\n",
    .options = options,
    .args_size = sizeof(struct record_args),
    .takes =
	CLI_TAKES_DATA | CLI_TAKES_OVERLAY | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
