#include "base/clock.h"
#include "base/file.h"
#include "cli/proposal.h"
#include "codec/json.h"
#include "people/person.h"
#include "policy/duty.h"

/* What the organisation itself owes by its policy. */

static struct duty_ask
ask_of(const struct proposal_work *w)
{
	return (struct duty_ask){.store = w->desk.store,
	    .catalog = w->desk.catalog,
	    .engine = w->desk.engine,
	    .viewer = PERSON_PROGRAM,
	    .now = clock_now()};
}

/* --- listing -------------------------------------------------------------- */

static const char *
state_of(const struct duty *d)
{
	if (d->by_data)
		return d->gaps.n == 0 ? "shown" : "gaps";
	return due_state_name(d->due.state);
}

static bool
is_open(const struct duty *d)
{
	return d->by_data
	    ? d->gaps.n > 0
	    : d->due.state == DUE_IS_DUE || d->due.state == DUE_IS_OVERDUE;
}

static void
print(struct cli *cli, const struct duty *d)
{
	char due[CLOCK_DATE_LEN + 1] = "          ";

	if (!d->by_data && d->due.due)
		clock_write_date(d->due.due, due);
	fprintf(cli->out, "%-8s  %s  %.*s  %.*s\n", state_of(d), due,
	    STR_FMT(d->obligation->id), STR_FMT(d->obligation->title));
	fprintf(cli->out, "                      %.*s\n",
	    STR_FMT(d->by_data ? d->shows : d->due.reason));
	for (size_t i = 0; i < d->gaps.n; i++)
		fprintf(cli->out, "                      missing: %.*s\n",
		    STR_FMT(d->gaps.v[i].text));
}

static void
add_json(struct buf *out, const struct duty *d)
{
	json_open(out);
	json_str(out, "id", d->obligation->id);
	json_str(out, "kind", str_from(policy_kind_name(d->obligation->kind)));
	json_str(out, "title", d->obligation->title);
	json_str(out, "state", str_from(state_of(d)));
	json_str(out, "shows", d->shows);
	json_str(out, "why", d->due.reason);
	json_time(out, "due", d->due.due);
	json_time(out, "performed", d->performed);
	json_str(out, "note", d->note);
	json_list(out, "gaps");
	for (size_t i = 0; i < d->gaps.n; i++)
		json_str(out, NULL, d->gaps.v[i].text);
	json_list_end(out);
	json_close(out);
}

static enum err_code
print_all(struct cli *cli, const struct duties *all, struct err *err)
{
	struct buf out;
	enum err_code rc;

	if (!cli->json) {
		for (size_t i = 0; i < all->n; i++)
			print(cli, &all->v[i]);
		if (all->n == 0)
			fprintf(cli->out,
			    "The policy in force asks nothing of the "
			    "organisation itself.\n");
		return ERR_NONE;
	}
	buf_init(&out, (size_t)16 << 20);
	json_list(&out, NULL);
	for (size_t i = 0; i < all->n; i++)
		add_json(&out, &all->v[i]);
	json_list_end(&out);
	rc = buf_finish(&out, err);
	if (rc == ERR_NONE)
		fprintf(cli->out, "%.*s\n", STR_FMT(buf_view(&out)));
	buf_release(&out);
	return rc;
}

static int
list(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct proposal_work w = {0};
	struct duties all = {0};
	struct duty_ask ask;
	struct err err;
	enum err_code rc = proposal_open(cli, NULL, &w, &err);
	bool open = false;

	if (rc == ERR_NONE) {
		ask = ask_of(&w);
		rc = duty_list(&ask, cli->arena, &all, &err);
	}
	if (rc == ERR_NONE)
		rc = print_all(cli, &all, &err);
	for (size_t i = 0; i < all.n; i++)
		open |= is_open(&all.v[i]);
	proposal_close(&w); /* the policy's words live in its engine */
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return open ? CLI_NO : CLI_OK;
}

const struct command command_obligation_list = {
    .name = "obligation list",
    .summary = "what the policy asks of the organisation itself, and where it "
	       "stands",
    .run = list,
    .about = "Exits with 1 where something is due, overdue or missing.",
    .examples = "assay obligation list --json\n",
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};

/* --- doing ---------------------------------------------------------------- */

struct performed_args {
	const char *note, *document, *on, *as;
};

static const struct cli_option options[] = {
    {"note", CLI_TEXT, offsetof(struct performed_args, note), "TEXT",
	"what was done, and what came of it", 0},
    {"document", CLI_TEXT, offsetof(struct performed_args, document), "FILE",
	"kept by its hash", 0},
    {"on", CLI_TEXT, offsetof(struct performed_args, on), "DATE",
	"the day; today without it", 0},
    {"as", CLI_TEXT, offsetof(struct performed_args, as), "EMAIL",
	"who did it: an administrator or security lead", 0},
    {0},
};

static enum err_code
read_args(struct cli *cli, struct duty_done *in, struct err *err)
{
	const struct performed_args *args = cli->args;

	if (args->note == NULL)
		return err_set(err, ERR_INVALID, "--note says what was done");
	in->note = str_from(args->note);
	if (args->on != NULL && !clock_read_date(str_from(args->on), &in->day))
		return err_set(err, ERR_INVALID,
		    "--on '%.40s' is not a date such as 2026-11-21", args->on);
	return args->document != NULL
	    ? file_read(args->document, DUTY_DOCUMENT_MAX, cli->arena,
		  &in->document, err)
	    : ERR_NONE;
}

static int
performed(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct performed_args *args = cli->args;
	struct duty_done in = {.obligation = str_from(argv[0])};
	struct proposal_work w = {0};
	struct duty_ask ask;
	struct err err;
	struct id id;
	enum err_code rc = read_args(cli, &in, &err);

	if (rc == ERR_NONE)
		rc = proposal_open(cli, args->as, &w, &err);
	if (rc == ERR_NONE) {
		ask = ask_of(&w);
		in.actor = w.who;
		rc = duty_perform(&ask, &in, &id, &err);
	}
	if (rc == ERR_NONE)
		rc = cli_settle(cli, w.l.store, &err);
	proposal_close(&w);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

const struct command command_obligation_performed = {
    .name = "obligation performed",
    .summary = "say that the organisation did what its policy asks",
    .run = performed,
    .usage = "ID",
    .about = "Of the kinds content-review, lessons-learned, effectiveness and "
	     "management-reporting. What shows from the policy or from who is "
	     "here cannot be ticked off.",
    .examples = "assay obligation performed reports --note 'The board saw the "
		"numbers of the third quarter.' --document minutes.pdf\n",
    .options = options,
    .args_size = sizeof(struct performed_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE,
};
