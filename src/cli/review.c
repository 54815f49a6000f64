#include "learn/review.h"
#include "base/clock.h"
#include "cli/ask.h"
#include "codec/json.h"

struct review_args {
	const char *person;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct review_args, person), "EMAIL",
	"who is asked", 0},
    {0},
};

#define LINE_MAX_BYTES 64

static void
print_none(struct cli *cli, const struct review_today *today)
{
	char date[CLOCK_DATE_LEN + 1];

	fputs(today->left == 0 ? "That was it for today."
			       : "Nothing to ask today.",
	    cli->out);
	if (today->next > 0) {
		clock_write_date(today->next, date);
		fprintf(cli->out, " The next question comes on %s.", date);
	}
	fputc('\n', cli->out);
}

static void
print_json(struct cli *cli, const struct review_today *today, unsigned due,
    const struct review *r)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	json_open(&out);
	json_u64(&out, "left", today->left);
	json_u64(&out, "due", due);
	json_time(&out, "next", today->next);
	if (r != NULL) {
		json_str(&out, "module", r->module_id);
		json_str(&out, "item", r->question.item);
		json_str(&out, "objective", r->question.objective);
		json_str(&out, "stem", r->question.stem);
	}
	json_close(&out);
	fwrite(out.ptr, 1, out.len, cli->out);
	fputc('\n', cli->out);
	buf_release(&out);
}

/* What is there, without asking it. */
static enum err_code
list(struct cli *cli, const struct learning *l, struct err *err)
{
	struct review_today today;
	struct review r;
	unsigned due = 0;
	enum err_code rc = review_due(&l->learn, l->person, &due, err);

	if (rc == ERR_NONE)
		rc = review_ask(&l->learn, l->person, &today, err);
	if (rc != ERR_NONE)
		return rc;
	if (id_is_none(today.asked)) {
		print_json(cli, &today, due, NULL);
		return ERR_NONE;
	}
	rc = review_get(&l->learn, l->person, today.asked, cli->arena, &r, err);
	if (rc == ERR_NONE)
		print_json(cli, &today, due, &r);
	return rc;
}

/* Until there is an answer; false at the end of the input, or with q. */
static bool
read_answer(struct cli *cli, const struct question *q, struct answer *out)
{
	char line[LINE_MAX_BYTES];

	for (;;) {
		struct err err;

		fprintf(cli->out, "\nYour answer (%.*s, q for later): ",
		    STR_FMT(ask_hint(cli, q)));
		fflush(cli->out);
		if (fgets(line, sizeof(line), cli->in) == NULL ||
		    line[0] == 'q')
			return false;
		if (ask_read(str_trim(str_from(line)), q, out, &err) ==
		    ERR_NONE)
			return true;
		fprintf(cli->out, "Not taken: %s.\n", err.text);
	}
}

static enum err_code
explain(
    struct cli *cli, const struct learning *l, struct id asked, struct err *err)
{
	struct review r;
	enum err_code rc =
	    review_get(&l->learn, l->person, asked, cli->arena, &r, err);

	if (rc != ERR_NONE)
		return rc;
	fprintf(cli->out, "\n%s\n", r.verdict.right ? "Right." : "Wrong.");
	return ask_told(cli, &r.question, &r.verdict, err);
}

/* One question; *more is false once there is no other, or it was left. */
static enum err_code
one(struct cli *cli, const struct learning *l, bool *more, struct err *err)
{
	struct review_today today;
	struct answer answer;
	struct review r;
	enum err_code rc = review_ask(&l->learn, l->person, &today, err);

	*more = false;
	if (rc != ERR_NONE)
		return rc;
	if (id_is_none(today.asked)) {
		print_none(cli, &today);
		return ERR_NONE;
	}
	rc = review_get(&l->learn, l->person, today.asked, cli->arena, &r, err);
	if (rc != ERR_NONE)
		return rc;
	fprintf(cli->out, "\n%s%.*s\n\n",
	    r.passed ? "From what you passed: " : "", STR_FMT(r.title));
	rc = ask_print(cli, &r.question, err);
	if (rc != ERR_NONE)
		return rc;
	if (!read_answer(cli, &r.question, &answer)) {
		fprintf(cli->out, "\nKept for later.\n");
		return ERR_NONE;
	}
	rc = review_answer(
	    &l->learn, l->person, today.asked, &answer, REVIEW_TERMINAL, err);
	if (rc == ERR_NONE)
		rc = cli_settle(cli, l->store, err);
	if (rc == ERR_NONE)
		rc = explain(cli, l, today.asked, err);
	*more = rc == ERR_NONE;
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	const struct review_args *args = cli->args;
	struct learning l;
	bool more = true;
	struct err err;
	enum err_code rc;

	if (args->person == NULL)
		return cli_usage(cli, "review needs --person EMAIL");
	rc = learning_open(cli, args->person, &l, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		rc = list(cli, &l, &err);
	else
		while (rc == ERR_NONE && more)
			rc = one(cli, &l, &more, &err);
	learning_close(&l);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_review = {
    .name = "review",
    .summary = "at most two questions a day from what somebody proved",
    .run = run,
    .about = "Each is asked when it is about to be forgotten, and changes no "
	     "result. 'q' keeps the\nquestion for later, here or in the "
	     "browser; --json says what there is and asks nothing.\n",
    .examples = "assay review --person ada@acme.example\n",
    .options = options,
    .args_size = sizeof(struct review_args),
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
