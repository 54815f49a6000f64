#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/policy.h"
#include "policy/template.h"

struct new_args {
	const char *owner, *approver, *who, *what, *how_often, *onboarding,
	    *non_completion, *enforced;
	bool defaults;
};

#define ANSWER(name, member, help)                                         \
	{                                                                  \
		name, CLI_TEXT, offsetof(struct new_args, member), "TEXT", \
		    help, 0                                                \
	}

static const struct cli_option options[] = {
    ANSWER("owner", owner, "who keeps the policy"),
    ANSWER("approver", approver, "who approved it: somebody else"),
    ANSWER("who", who, "the six answers: who must train"),
    ANSWER("what", what, "what they take"),
    ANSWER("how-often", how_often, "how often"),
    ANSWER("onboarding", onboarding, "when somebody is new or changes role"),
    ANSWER("non-completion", non_completion, "what if it is not done"),
    ANSWER("enforced", enforced, "who enforces it"),
    {"defaults", CLI_FLAG, offsetof(struct new_args, defaults), NULL,
	"ask nothing: what is not given stays as the template has it", 0},
    {0},
};

static const struct {
	const char *key, *question;
	size_t at;
} questions[] = {
    {"owner", "Who keeps this policy?", offsetof(struct new_args, owner)},
    {"approver", "Who approves it (somebody else)?",
	offsetof(struct new_args, approver)},
    {"  who", "1. Who must train? Say it by what people can reach.",
	offsetof(struct new_args, who)},
    {"  what", "2. What? Courses, and what decides between them.",
	offsetof(struct new_args, what)},
    {"  how_often", "3. How often?", offsetof(struct new_args, how_often)},
    {"  onboarding", "4. By when, for somebody who is new or changes role?",
	offsetof(struct new_args, onboarding)},
    {"  non_completion", "5. What happens when it is not done?",
	offsetof(struct new_args, non_completion)},
    {"  enforced", "6. Who enforces it?", offsetof(struct new_args, enforced)},
};

struct work {
	struct cli *cli;
	struct str template;
	struct template_answer answers[NELEM(questions) + TEMPLATE_DAYS];
	size_t n;
};

static struct str
ask(struct work *w, size_t i)
{
	struct str was = template_value(w->template, questions[i].key);
	char line[4096];

	fprintf(w->cli->err, "%s\n  [%.*s]\n> ", questions[i].question,
	    STR_FMT(was));
	fflush(w->cli->err);
	if (fgets(line, sizeof(line), w->cli->in) == NULL)
		return STR_NONE;
	return arena_str(w->cli->arena, str_trim(str_from(line)));
}

static void
add(struct work *w, const char *key, struct str value)
{
	if (value.len > 0)
		w->answers[w->n++] = (struct template_answer){key, value};
}

static void
answer_all(struct work *w)
{
	const struct new_args *args = w->cli->args;

	for (size_t i = 0; i < NELEM(questions); i++) {
		const char *given;

		memcpy(&given, (const char *)args + questions[i].at,
		    sizeof(given));
		if (given != NULL)
			add(w, questions[i].key, str_from(given));
		else if (!args->defaults)
			add(w, questions[i].key, ask(w, i));
	}
}

/* Only where nothing is: a policy is never overwritten. */
static enum err_code
write_new(const char *file, struct str text, struct err *err)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	enum err_code rc;

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_CONFLICT,
		    "'%s' is there already, and is not overwritten", file);
	if (fd < 0)
		return err_sys(err, errno, "could not make '%s'", file);
	rc = file_write_fd(fd, file, text, err);
	if (close(fd) != 0 && rc == ERR_NONE)
		rc = err_sys(err, errno, "could not write '%s'", file);
	if (rc != ERR_NONE)
		unlink(file);
	return rc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	const struct new_args *args = cli->args;
	const char *file = argc > 0 ? argv[0] : "policy.yaml";
	struct work w = {.cli = cli};
	struct learning l = {0};
	struct str text;
	struct err err;
	enum err_code rc;

	if (!args->defaults && !isatty(fileno(cli->in)))
		return cli_usage(cli,
		    "nobody can be asked here: --defaults writes the template, "
		    "with what the other options say");
	if (file_is_there(file)) { /* before anybody has typed anything */
		(void)err_set(&err, ERR_CONFLICT,
		    "'%s' is there already, and is not overwritten", file);
		return cli_fail(cli, &err);
	}
	rc = learning_open(cli, NULL, &l, &err);
	if (rc == ERR_NONE && l.catalog->policy_template.ptr == NULL)
		rc = err_set(&err, ERR_NOT_FOUND,
		    "the content has no policies/template.yaml");
	if (rc == ERR_NONE) {
		w.template = l.catalog->policy_template;
		answer_all(&w);
		rc = template_days(
		    clock_now(), cli->arena, w.answers + w.n, &err);
		w.n += TEMPLATE_DAYS;
	}
	if (rc == ERR_NONE)
		rc = template_fill(
		    w.template, w.answers, w.n, cli->arena, &text, &err);
	if (rc == ERR_NONE)
		rc = write_new(file, text, &err);
	learning_close(&l);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->err,
	    "%s is written. Read it through: its obligations are what is "
	    "executed.\nThen: assay policy check %s\n",
	    file, file);
	return CLI_OK;
}

const struct command command_policy_new = {
    .name = "policy new",
    .summary = "start a policy: the six questions, and a file to go on with",
    .run = run,
    .usage = "[FILE]",
    .about = "Writes the template with your answers to FILE (policy.yaml), and "
	     "nothing\nelse; one that is there is never overwritten. An empty "
	     "answer keeps what is\nshown.",
    .examples = "assay policy new\n"
		"assay policy new training.yaml --owner \"Ada Lovelace\" "
		"--defaults\n",
    .options = options,
    .args_size = sizeof(struct new_args),
    .operands_max = 1,
    .takes = CLI_TAKES_DATA,
};
