#include "base/clock.h"
#include "base/file.h"
#include "cli/answers.h"
#include "cli/ask.h"

struct quiz_args {
	const char *person, *answers;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct quiz_args, person), "EMAIL",
	"whose attempt it is", 0},
    {"answers", CLI_TEXT, offsetof(struct quiz_args, answers), "FILE",
	"keep the answers of a file (YAML); '-' is standard input", 0},
    {0},
};

#define LINE_MAX_BYTES 64

enum step { STEP_ON, STEP_LATER, STEP_FAILED };

/* Asks until there is an answer; the end of the input is "later". */
static enum step
ask(struct cli *cli, const struct learning *l, const struct attempt *a,
    unsigned no, struct err *err)
{
	const struct question *q = &a->items[no - 1];
	char line[LINE_MAX_BYTES];
	struct answer answer;
	struct err what;

	fprintf(cli->out, "\nQuestion %u of %u%s\n\n", no, a->n_items,
	    q->form.kind == QUIZ_MULTI ? " (several may be right)" : "");
	if (ask_print(cli, q, err) != ERR_NONE)
		return STEP_FAILED;
	for (;;) {
		fprintf(cli->out, "\nYour answer (%.*s, q for later): ",
		    STR_FMT(ask_hint(cli, q)));
		fflush(cli->out);
		if (fgets(line, sizeof(line), cli->in) == NULL ||
		    line[0] == 'q')
			return STEP_LATER;
		if (ask_read(str_from(line), q, &answer, &what) == ERR_NONE)
			break;
		fprintf(cli->out, "Not taken: %s.\n", what.text);
	}
	if (attempt_answer(&l->learn, l->person, a->id, no, &answer,
		q->revision + 1, err) != ERR_NONE)
		return STEP_FAILED;
	return STEP_ON;
}

static enum err_code
print_result(struct cli *cli, const struct learning *l, struct id id,
    bool *passed, struct err *err)
{
	struct attempt_result r;
	enum err_code rc =
	    attempt_result(&l->learn, l->person, id, cli->arena, &r, err);

	if (rc != ERR_NONE)
		return rc;
	*passed = r.passed;
	for (unsigned i = 0; i < r.attempt.n_items && rc == ERR_NONE; i++) {
		fprintf(cli->out, "\n%2u. %s\n", i + 1,
		    r.verdicts[i].right ? "right" : "wrong");
		rc = ask_told(cli, &r.attempt.items[i], &r.verdicts[i], err);
	}
	if (rc != ERR_NONE)
		return rc;
	fprintf(cli->out, "\n%u of %u, %u %%: %s (%u %% pass)\n", r.right,
	    r.attempt.n_items, r.score, r.passed ? "passed" : "not passed",
	    r.pass);
	if (r.pause.until > 0) {
		char until[CLOCK_TEXT_LEN + 1];

		clock_write(r.pause.until, until);
		fprintf(cli->out, "The next attempt may begin at %.16sZ%s.\n",
		    until,
		    r.pause.reading_ends ? ", or after reading the module again"
					 : "");
	}
	return ERR_NONE;
}

static struct str
attempt_name(struct cli *cli, struct id id)
{
	char text[ID_TEXT_LEN + 1];

	id_write(id, text);
	return arena_str(cli->arena, str_from(text));
}

static enum err_code
take(struct cli *cli, const struct learning *l, struct str module, bool *passed,
    struct err *err)
{
	struct attempt a;
	struct id id;
	enum err_code rc =
	    attempt_start(&l->learn, l->person, module, &id, err);

	if (rc == ERR_NONE)
		rc = attempt_get(&l->learn, l->person, id, cli->arena, &a, err);
	if (rc != ERR_NONE)
		return rc;
	fprintf(cli->out, "Attempt %.*s\n", STR_FMT(attempt_name(cli, id)));
	if (a.n_answered > 0)
		fprintf(cli->out, "Going on: %u of %u are answered.\n",
		    a.n_answered, a.n_items);
	for (unsigned i = 0; i < a.n_items; i++) {
		enum step step;

		if (a.items[i].answered)
			continue;
		step = ask(cli, l, &a, i + 1, err);
		if (step == STEP_FAILED)
			return err->code;
		if (step == STEP_LATER) {
			fprintf(cli->out,
			    "\nKept. The same command goes on here.\n");
			return ERR_NONE;
		}
	}
	rc = attempt_submit(&l->learn, l->person, id, err);
	if (rc == ERR_NONE)
		rc = cli_settle(cli, l->store, err);
	return rc == ERR_NONE ? print_result(cli, l, id, passed, err) : rc;
}

static enum err_code
keep_answers(struct cli *cli, const struct learning *l, struct str module,
    const char *file, struct err *err)
{
	bool standard = strcmp(file, "-") == 0;
	struct attempt a;
	unsigned stored;
	struct str text;
	struct id id;
	enum err_code rc = standard
	    ? file_read_fd(fileno(cli->in), "standard input", ANSWERS_FILE_MAX,
		  cli->arena, &text, err)
	    : file_read(file, ANSWERS_FILE_MAX, cli->arena, &text, err);

	if (rc == ERR_NONE)
		rc = answers_store(cli, l, module, text,
		    standard ? "standard input" : file, &id, &stored, err);
	if (rc == ERR_NONE)
		rc = attempt_get(&l->learn, l->person, id, cli->arena, &a, err);
	if (rc == ERR_NONE)
		fprintf(cli->out, "%u answers kept; %u of %u are answered.%s\n",
		    stored, a.n_answered, a.n_items,
		    a.n_answered == a.n_items
			? " Without --answers the attempt is handed in."
			: "");
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct quiz_args *args = cli->args;
	struct learning l;
	bool passed = false;
	struct err err;
	enum err_code rc;

	if (args->person == NULL)
		return cli_usage(cli, "learn quiz needs --person EMAIL");
	rc = learning_open(cli, args->person, &l, &err);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (args->answers != NULL) {
		rc = keep_answers(
		    cli, &l, str_from(argv[0]), args->answers, &err);
		passed = true;
	} else
		rc = take(cli, &l, str_from(argv[0]), &passed, &err);
	learning_close(&l);
	if (rc == ERR_BUSY || rc == ERR_CONFLICT) {
		fprintf(cli->err, "assay: %s\n", err.text);
		return CLI_NO;
	}
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return passed ? CLI_OK : CLI_NO;
}

const struct command command_learn_quiz = {
    .name = "learn quiz",
    .summary = "take a module's questions, or go on where they were left",
    .run = run,
    .usage = "MODULE",
    .about = "Every answer is kept as soon as it is given; 'q' leaves the "
	     "rest for later,\nhere or in the browser. Exit status 0 after a "
	     "pass, 1 otherwise.\n"
	     "\nA file of answers is kept as a whole or not at all:\n"
	     "  attempt: 019ab3c2-7d30-7c1e-9f5e-2b1a90c6d001\n"
	     "  answers:\n"
	     "    - no: 1                    single, multi: [b], [a, c]\n"
	     "      choose: [b]              order: [3, 1, 2]\n"
	     "                               match: [1b, 2a]; a line: [7]\n",
    .examples = "assay learn quiz a05-injection --person ada@acme.example\n"
		"assay learn quiz a05-injection --person ada@acme.example "
		"--answers mine.yaml\n",
    .options = options,
    .args_size = sizeof(struct quiz_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_OVERLAY | CLI_TAKES_STATE,
};
