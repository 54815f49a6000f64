#include "base/file.h"
#include "cli/policy.h"
#include "codec/json.h"
#include "policy/diff.h"

#define JSON_MAX ((size_t)64 << 20)

struct diff_args {
	const char *on;
	int64_t limit;
	bool text;
};

static const struct cli_option options[] = {
    {"on", CLI_TEXT, offsetof(struct diff_args, on), "DATE",
	"as of the end of that day; when NEW takes effect, or today", 0},
    {"limit", CLI_INT, offsetof(struct diff_args, limit), "N",
	"name so many at most; 50", 0},
    {"text", CLI_FLAG, offsetof(struct diff_args, text), NULL,
	"only what they say differently; two files need no database", 0},
    {0},
};

struct work {
	struct cli *cli;
	struct policy_desk desk;
	struct policy *before, *after;
	struct policy_changes changes;
	struct effect effect;
	int64_t now;
};

/* A version that was published has its effect when it takes it; a draft, as
   if it were in force. */
static enum err_code
find_effect(struct work *w, struct err *err)
{
	const struct diff_args *args = w->cli->args;
	struct effect_ask ask = {
	    .limit = args->limit > 0 ? (size_t)args->limit : 50};
	const struct policy *then;
	enum err_code rc = ERR_NONE;

	w->now = effect_day(w->after, clock_now());
	if (args->on != NULL)
		rc = policy_desk_day(args->on, w->after, &w->now, err);
	if (rc != ERR_NONE)
		return rc;
	then = engine_policy(w->desk.engine, w->after->effective);
	if (memcmp(then->hash, w->after->hash, sizeof(then->hash)) == 0) {
		ask.since = w->after->effective - 1;
		if (args->on == NULL)
			w->now = w->after->effective;
	} else
		ask.draft = w->after;
	ask.now = w->now;
	return effect_compute(
	    w->desk.engine, &ask, w->cli->arena, &w->effect, err);
}

/* Two files are compared without a database. */
static bool
content_alone(const struct work *w, char **names)
{
	const struct diff_args *args = w->cli->args;

	return args->text && file_is_there(names[0]) && file_is_there(names[1]);
}

static enum err_code
compare(struct work *w, char **names, struct err *err)
{
	const struct diff_args *args = w->cli->args;
	enum err_code rc = content_alone(w, names)
	    ? learning_open(w->cli, NULL, &w->desk.l, err)
	    : policy_desk_open(w->cli, &w->desk, err);

	if (rc == ERR_NONE)
		rc = policy_desk_read(&w->desk, names[0], &w->before, err);
	if (rc == ERR_NONE)
		rc = policy_desk_read(&w->desk, names[1], &w->after, err);
	if (rc == ERR_NONE)
		rc = policy_diff(
		    w->before, w->after, w->cli->arena, &w->changes, err);
	return rc == ERR_NONE && !args->text ? find_effect(w, err) : rc;
}

static enum err_code
print_text(struct work *w, struct err *err)
{
	const struct diff_args *args = w->cli->args;
	enum err_code rc;
	struct buf out;

	buf_init(&out, JSON_MAX);
	for (size_t i = 0; i < w->changes.n; i++) {
		policy_change_write(&out, &w->changes.v[i]);
		buf_add_char(&out, '\n');
	}
	if (w->changes.n == 0)
		buf_add(&out, STR("Both say the same.\n"));
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		fwrite(buf_view(&out).ptr, 1, out.len, w->cli->out);
	buf_release(&out);
	if (rc == ERR_NONE && !args->text) {
		fputc('\n', w->cli->out);
		policy_desk_effect(w->cli, &w->effect, w->now);
	}
	return rc;
}

static enum err_code
print_json(struct work *w, struct err *err)
{
	const struct diff_args *args = w->cli->args;
	enum err_code rc;
	struct buf out;

	buf_init(&out, JSON_MAX);
	json_open(&out);
	json_list(&out, "changes");
	for (size_t i = 0; i < w->changes.n; i++) {
		json_open(&out);
		json_str(&out, "where", w->changes.v[i].where);
		json_str(&out, "before", w->changes.v[i].before);
		json_str(&out, "after", w->changes.v[i].after);
		json_close(&out);
	}
	json_list_end(&out);
	if (!args->text)
		policy_desk_effect_json(&out, &w->effect, w->now);
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
	enum err_code rc = compare(&w, argv, &err);

	if (rc == ERR_NONE)
		rc = cli->json ? print_json(&w, &err) : print_text(&w, &err);
	policy_desk_close(&w.desk);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return w.changes.n > 0 ? CLI_NO : CLI_OK;
}

const struct command command_policy_diff = {
    .name = "policy diff",
    .summary =
	"what two versions say differently, and whom it changes what for",
    .run = run,
    .usage = "OLD NEW",
    .about =
	"OLD and NEW are files, numbers of published versions, or current. "
	"After what they\nsay differently comes the effect of NEW on what is "
	"in "
	"force by then: who becomes due,\noverdue or excused, and why. Nothing "
	"is changed by asking. Exit status 1 where they\ndiffer.",
    .examples = "assay policy diff current policy.yaml\n"
		"assay policy diff 3 4 --on 2027-03-01 --json\n"
		"assay policy diff old.yaml new.yaml --text\n",
    .options = options,
    .args_size = sizeof(struct diff_args),
    .operands_min = 2,
    .operands_max = 2,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
