#include "base/clock.h"
#include "base/zone_day.h"
#include "cli/learning.h"
#include "codec/json.h"
#include "people/person.h"
#include "policy/agenda.h"
#include "policy/words.h"

struct due_args {
	const char *on;
	bool all;
};

static const struct cli_option options[] = {
    {"on", CLI_TEXT, offsetof(struct due_args, on), "DATE",
	"as of the end of that day (UTC), past or to come; today", 0},
    {"all", CLI_FLAG, offsetof(struct due_args, all), NULL,
	"what is done, excused or not due yet, too", 0},
    {0},
};

struct due_work {
	struct cli *cli;
	struct learning l;
	int64_t now;
	struct persons persons;
	int64_t day; /* asked about; w->now is its end by the policy */
	const struct zone *zone; /* of the policy's days */
	struct arena arena;      /* of one person's agenda */
	struct buf json;
	bool found; /* something due or overdue */
};

static enum err_code
read_day(struct due_work *w, struct err *err)
{
	const struct due_args *args = w->cli->args;
	if (args->on == NULL)
		return ERR_NONE;
	if (!clock_read_date(str_from(args->on), &w->day))
		return err_set(err, ERR_INVALID,
		    "--on '%.40s' is not a date such as 2026-11-21", args->on);
	w->now = w->day + CLOCK_DAY - 1;
	return ERR_NONE;
}

static enum err_code
everybody(struct db *db, void *ctx, struct err *err)
{
	struct due_work *w = ctx;

	return person_list(
	    db, w->cli->arena, PERSON_PROGRAM, false, &w->persons, err);
}

static void
print(struct due_work *w, const struct person *p, const struct agenda_item *a)
{
	char date[CLOCK_DATE_LEN + 1] = "no date   ";

	if (a->due > 0)
		clock_write_date(zone_day(w->zone, a->due) * CLOCK_DAY, date);
	fprintf(w->cli->out, "%-9s  %s  %.*s  %.*s%s\n           %.*s\n",
	    agenda_state_name(a), date, STR_FMT(p->email), STR_FMT(a->title),
	    a->kind == POLICY_LAB ? " (lab)" : "", STR_FMT(a->reason));
}

static void
add_json(
    struct due_work *w, const struct person *p, const struct agenda_item *a)
{
	struct buf *out = &w->json;

	json_open(out);
	json_id(out, "person", p->id);
	json_str(out, "email", p->email);
	json_str(out, "kind", str_from(policy_thing_name(a->kind)));
	json_str(out, "id", a->id);
	json_str(out, "title", a->title);
	json_str(out, "obligation", a->obligation);
	json_str(out, "status", str_from(agenda_state_name(a)));
	json_time(out, "due", a->due);
	json_str(out, "why", a->reason);
	json_time(out, "completed", a->completed);
	json_str(out, "version", a->version);
	json_time(out, "valid_until", a->valid_until);
	json_close(out);
}

static enum err_code
one_person(struct due_work *w, const struct person *p, struct err *err)
{
	const struct due_args *args = w->cli->args;
	struct agenda agenda = {0};
	enum err_code rc;

	arena_reset(&w->arena);
	rc = agenda_whole(w->l.engine, &w->l.learn, p->id, w->now, true,
	    &w->arena, &agenda, err);
	agenda_keep_once(&agenda);
	for (size_t i = 0; rc == ERR_NONE && i < agenda.n; i++) {
		const struct agenda_item *a = &agenda.v[i];
		bool owed =
		    a->state == DUE_IS_DUE || a->state == DUE_IS_OVERDUE;

		w->found |= owed;
		if (!owed && !args->all)
			continue;
		if (w->cli->json)
			add_json(w, p, a);
		else
			print(w, p, a);
	}
	return rc;
}

static enum err_code
list(struct due_work *w, struct str email, struct err *err)
{
	enum err_code rc = store_read(w->l.store, everybody, w, err);
	bool there = email.len == 0;

	for (size_t i = 0; rc == ERR_NONE && i < w->persons.n; i++) {
		const struct person *p = &w->persons.v[i];

		if (email.len > 0 && !str_eq(email, p->email))
			continue;
		there = true;
		rc = one_person(w, p, err);
	}
	if (rc == ERR_NONE && !there)
		return err_set(err, ERR_NOT_FOUND,
		    "nobody here has the address '%.*s'; 'assay person list' "
		    "shows who there is",
		    STR_FMT(str_sub(email, 0, 100)));
	return rc;
}

static enum err_code
work(struct due_work *w, struct str email, struct err *err)
{
	enum err_code rc = ERR_NONE;

	if (email.len > 0)
		rc = person_email_read(email, w->cli->arena, &email, err);
	if (rc == ERR_NONE)
		rc = learning_open_all(w->cli, &w->l, err);
	if (rc != ERR_NONE)
		return rc;
	if (w->now == 0)
		w->now = clock_now(); /* what opening asked for included */
	w->zone = &engine_policy(w->l.engine, w->now)->zone;
	if (w->day != 0)
		w->now = zone_day_last(w->zone, w->day / CLOCK_DAY);
	json_list(&w->json, NULL);
	rc = list(w, email, err);
	json_list_end(&w->json);
	if (rc == ERR_NONE)
		rc = buf_finish(&w->json, err);
	learning_close(&w->l);
	return rc;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	struct due_work w = {.cli = cli};
	struct err err;
	enum err_code rc;

	if (read_day(&w, &err) != ERR_NONE)
		return cli_usage(cli, "%s", err.text);
	arena_init(&w.arena, (size_t)16 << 20);
	buf_init(&w.json, (size_t)256 << 20);
	rc = work(&w, argc > 0 ? str_from(argv[0]) : STR(""), &err);
	if (rc == ERR_NONE && cli->json) {
		fwrite(buf_view(&w.json).ptr, 1, w.json.len, cli->out);
		fputc('\n', cli->out);
	} else if (rc == ERR_NONE && !w.found)
		fprintf(cli->out, "Nothing is due.\n");
	buf_release(&w.json);
	arena_release(&w.arena);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	return w.found ? CLI_NO : CLI_OK;
}

const struct command command_due = {
    .name = "due",
    .summary = "who owes what on a day, each with the reason",
    .run = run,
    .usage = "[EMAIL]",
    .about =
	"Modules, labs and signatures of the policy, and what was asked for "
	"by hand.  What\nseveral obligations ask for stands once, with "
	"the earliest date.\n\nStatus is computed from the facts for the day "
	"asked about; "
	"nothing is changed\nby asking.  What happened after it is not "
	"looked at.\n\nExits with 1 where something is due or overdue.",
    .examples = "assay due\n"
		"assay due ada@acme.example --on 2027-03-01\n"
		"assay due --all --json\n",
    .options = options,
    .args_size = sizeof(struct due_args),
    .operands_max = 1,
    .takes = CLI_TAKES_DATA | CLI_TAKES_STATE | CLI_TAKES_JSON,
};
