#include "base/clock.h"
#include "cli/learning.h"

struct quiz_args {
	const char *person;
};

static const struct cli_option options[] = {
    {"person", CLI_TEXT, offsetof(struct quiz_args, person), "EMAIL",
	"whose attempt it is", 0},
    {0},
};

#define LINE_MAX_BYTES 64

/* "a", "b d" or "ac": the options chosen; 0 for what is none of that. */
static unsigned
read_choice(const char *line, const struct attempt_item *item)
{
	unsigned chosen = 0;

	for (; *line != '\0' && *line != '\n'; line++) {
		unsigned option = (unsigned)(*line | 0x20) - 'a';

		if (*line == ' ' || *line == ',')
			continue;
		if (option >= item->n_options)
			return 0;
		chosen |= 1u << option;
	}
	if (!item->multi && (chosen & (chosen - 1)) != 0)
		return 0;
	return chosen;
}

static enum err_code
print_item(struct cli *cli, const struct attempt *a,
    const struct attempt_item *item, struct err *err)
{
	enum err_code rc;

	fprintf(cli->out, "\nQuestion %u of %u%s\n\n", item->no, a->n_items,
	    item->multi ? " (several may be right)" : "");
	rc = learning_print(cli, item->stem, NULL, err);
	if (rc == ERR_NONE && item->code.ptr != NULL) {
		struct str fenced = arena_strf(
		    cli->arena, "```\n%.*s\n```\n", STR_FMT(item->code));

		fputc('\n', cli->out);
		rc = fenced.ptr != NULL ? learning_print(cli, fenced, NULL, err)
					: arena_fail(cli->arena, err);
	}
	for (unsigned i = 0; i < item->n_options && rc == ERR_NONE; i++) {
		struct str option = arena_strf(cli->arena, "**%c** %.*s",
		    'a' + (int)i, STR_FMT(item->options[i].text));

		fputc('\n', cli->out);
		rc = option.ptr != NULL ? learning_print(cli, option, NULL, err)
					: arena_fail(cli->arena, err);
	}
	return rc;
}

enum step { STEP_ON, STEP_LATER, STEP_FAILED };

/* Asks until there is an answer; the end of the input is "later". */
static enum step
ask(struct cli *cli, const struct learning *l, const struct attempt *a,
    const struct attempt_item *item, struct err *err)
{
	char line[LINE_MAX_BYTES];
	unsigned chosen;

	if (print_item(cli, a, item, err) != ERR_NONE)
		return STEP_FAILED;
	for (;;) {
		fprintf(cli->out, "\nYour answer (a-%c%s, q for later): ",
		    'a' + (int)item->n_options - 1,
		    item->multi ? ", such as a c" : "");
		fflush(cli->out);
		if (fgets(line, sizeof(line), cli->in) == NULL ||
		    line[0] == 'q')
			return STEP_LATER;
		chosen = read_choice(line, item);
		if (chosen != 0)
			break;
		fprintf(cli->out, "That is none of the options.\n");
	}
	if (attempt_answer(&l->learn, l->person, a->id, item->no, chosen,
		item->revision + 1, err) != ERR_NONE)
		return STEP_FAILED;
	return STEP_ON;
}

/* What the person may know of one question: see attempt_result. */
static enum err_code
print_verdict(struct cli *cli, const struct attempt_item *item,
    const struct attempt_verdict *v, struct err *err)
{
	enum err_code rc = ERR_NONE;

	fprintf(
	    cli->out, "\n%2u. %s\n", item->no, v->right ? "right" : "wrong");
	for (unsigned k = 0; k < item->n_options && rc == ERR_NONE; k++) {
		struct str line;

		if (v->why[k].ptr == NULL)
			continue;
		line = arena_strf(cli->arena, "- **%c**%s %.*s", 'a' + (int)k,
		    v->key[k] ? " (right)" : "", STR_FMT(v->why[k]));
		rc = line.ptr != NULL ? learning_print(cli, line, NULL, err)
				      : arena_fail(cli->arena, err);
	}
	return rc;
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
	for (unsigned i = 0; i < r.attempt.n_items && rc == ERR_NONE; i++)
		rc = print_verdict(
		    cli, &r.attempt.items[i], &r.verdicts[i], err);
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
	if (a.n_answered > 0)
		fprintf(cli->out, "Going on: %u of %u are answered.\n",
		    a.n_answered, a.n_items);
	for (unsigned i = 0; i < a.n_items; i++) {
		enum step step;

		if (a.items[i].answered)
			continue;
		step = ask(cli, l, &a, &a.items[i], err);
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
	     "pass, 1 otherwise.\n",
    .examples = "assay learn quiz a05-injection --person ada@acme.example\n",
    .options = options,
    .args_size = sizeof(struct quiz_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
