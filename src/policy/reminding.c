#include "policy/reminding_part.h"

#include <stdlib.h>

#define MEMORY ((size_t)256 << 20)

/* Who is no person: the channel, and an owner's address that nobody has. */
static int
compare(struct id a, struct id b)
{
	return memcmp(a.bytes, b.bytes, ID_SIZE);
}

static int64_t
last_of(const struct sql_reminder_last_rows *rows, struct id recipient)
{
	size_t from = 0, to = rows->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = compare(rows->v[mid].recipient, recipient);

		if (c == 0)
			return rows->v[mid].at;
		if (c < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return 0;
}

static int64_t
policy_day(const struct reminding_run *run, int64_t at)
{
	return zone_day(&run->policy->zone, at);
}

struct reminder_days
reminding_days(const struct reminding_run *run, enum reminder_rung rung,
    struct id recipient)
{
	int64_t last = last_of(&run->last[rung], recipient);

	return (struct reminder_days){.today = policy_day(run, run->now),
	    .last = last != 0 ? policy_day(run, last) : REMINDER_NEVER,
	    .last_at = last,
	    .zone = &run->policy->zone};
}

struct digest_from
reminding_from(const struct reminding_run *run)
{
	return (struct digest_from){run->organisation.public_url,
	    &run->policy->zone, policy_day(run, run->now)};
}

static bool
on_leave(const struct reminding_run *run, struct id person)
{
	for (size_t i = 0; i < run->away.n; i++)
		if (id_eq(run->away.v[i].person, person))
			return true;
	return false;
}

bool
reminding_awake(struct reminding_run *run, const struct engine_who *who,
    int64_t *day, enum err_code *rc, struct err *err)
{
	const struct zone *zone = NULL;
	struct reminder_clock clock;

	*rc = ERR_NONE;
	if (!who->here || who->email.len == 0 || on_leave(run, who->id))
		return false;
	if (who->zone.len > 0)
		*rc = zones_get(&run->zones, who->zone, &zone, err);
	clock =
	    reminder_clock(run->now, zone != NULL ? zone : &run->policy->zone);
	*day = clock.day;
	return *rc == ERR_NONE && !reminder_quiet(run->messages, &clock);
}

/* --- who has something to hear ------------------------------------------- */

static enum err_code
note_overdue(
    struct reminding_run *run, struct id person, int64_t due, struct err *err)
{
	struct overdue_day *row;

	for (size_t i = run->overdue.n; i > 0; i--) {
		row = &run->overdue.v[i - 1];
		if (!id_eq(row->person, person))
			break;
		if (row->due == due)
			return ERR_NONE;
	}
	row = ARENA_PUSH(run->arena, &run->overdue);
	if (row == NULL)
		return arena_fail(run->arena, err);
	*row = (struct overdue_day){person, due};
	return ERR_NONE;
}

static enum err_code
look_at(
    struct reminding_run *run, const struct agenda_item *item, struct err *err)
{
	struct reminder_days days =
	    reminding_days(run, REMINDER_OWN, item->person);
	bool known =
	    run->own.n > 0 && id_eq(run->own.v[run->own.n - 1], item->person);
	struct id *row;

	if (item->state == DUE_IS_OVERDUE && item->due != 0 &&
	    note_overdue(run, item->person, item->due, err) != ERR_NONE)
		return err->code;
	if (known || !reminder_turn(run->messages, REMINDER_OWN, item, &days))
		return ERR_NONE;
	row = ARENA_PUSH(run->arena, &run->own);
	if (row == NULL)
		return arena_fail(run->arena, err);
	*row = item->person;
	return ERR_NONE;
}

static enum err_code
look_at_owed(const struct owed *owed, void *ctx, struct err *err)
{
	const struct agenda_item item = {.person = owed->person,
	    .opens = owed->due.opens,
	    .due = owed->due.due,
	    .state = owed->excepted ? DUE_IS_EXCUSED : owed->due.state,
	    .done = owed->due.done != NULL};

	return look_at(ctx, &item, err);
}

/* Few are asked by hand: theirs is looked at whole. */
static enum err_code
look_at_asked(struct reminding_run *run, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < run->asked.n && rc == ERR_NONE; i++) {
		struct agenda agenda = {0};
		struct arena arena;

		arena_init(&arena, (size_t)4 << 20);
		rc = agenda_of(run->reminding->engine, &run->reminding->learn,
		    run->asked.v[i].person, run->now, false, &arena, &agenda,
		    err);
		for (size_t k = 0; k < agenda.n && rc == ERR_NONE; k++)
			if (agenda.v[k].obligation.len == 0)
				rc = look_at(run, &agenda.v[k], err);
		arena_release(&arena);
	}
	return rc;
}

static int
by_id(const void *a, const void *b)
{
	return memcmp(a, b, ID_SIZE);
}

static int
by_person(const void *a, const void *b)
{
	const struct overdue_day *x = a, *y = b;
	int c = compare(x->person, y->person);

	return c != 0 ? c : (x->due > y->due) - (x->due < y->due);
}

/* Each once, in order, whichever way they came in. */
static void
tidy(struct reminding_run *run)
{
	size_t n = 0;

	if (run->own.n > 0)
		qsort(run->own.v, run->own.n, sizeof(*run->own.v), by_id);
	for (size_t i = 0; i < run->own.n; i++)
		if (n == 0 || !id_eq(run->own.v[n - 1], run->own.v[i]))
			run->own.v[n++] = run->own.v[i];
	run->own.n = n;
	if (run->overdue.n > 0)
		qsort(run->overdue.v, run->overdue.n, sizeof(*run->overdue.v),
		    by_person);
}

/* --- the run ---------------------------------------------------------------
 */

static enum err_code
read_tx(struct db *db, void *ctx, struct err *err)
{
	struct reminding_run *run = ctx;
	struct arena *arena = run->arena;
	enum err_code rc =
	    organisation_get(db, arena, &run->set_up, &run->organisation, err);

	for (int r = 0; r < REMINDER_RUNGS && rc == ERR_NONE; r++) {
		run->last[r] = (struct sql_reminder_last_rows){0};
		rc = sql_reminder_last(db, arena,
		    &(struct sql_reminder_last_in){
			.rung = str_from(reminder_rung_name(r))},
		    &run->last[r], err);
	}
	run->last_channel = (struct sql_reminder_last_rows){0};
	run->teams = (struct sql_reminder_team_rows){0};
	run->away = (struct sql_reminder_away_rows){0};
	run->asked = (struct sql_reminder_asked_rows){0};
	if (rc == ERR_NONE)
		rc = sql_reminder_last(db, arena,
		    &(struct sql_reminder_last_in){.rung = STR("channel")},
		    &run->last_channel, err);
	if (rc == ERR_NONE)
		rc = sql_reminder_team(db, arena, &run->teams, err);
	if (rc == ERR_NONE)
		rc = sql_reminder_away(db, arena,
		    &(struct sql_reminder_away_in){.now = run->now}, &run->away,
		    err);
	return rc == ERR_NONE ? sql_reminder_asked(db, arena, &run->asked, err)
			      : rc;
}

static enum err_code
look(struct reminding_run *run, struct err *err)
{
	const struct engine_ask ask = {.now = run->now};
	enum err_code rc =
	    engine_each(run->reminding->engine, &ask, look_at_owed, run, err);

	if (rc == ERR_NONE)
		rc = look_at_asked(run, err);
	tidy(run);
	return rc;
}

static enum err_code
tell(struct reminding_run *run, struct err *err)
{
	bool mails = run->organisation.mail_from.len > 0;
	enum err_code rc = ERR_NONE;

	if (mails)
		rc = reminding_own(run, err);
	if (rc == ERR_NONE && mails)
		rc = reminding_ladder(run, REMINDER_MANAGER, err);
	if (rc == ERR_NONE && mails)
		rc = reminding_ladder(run, REMINDER_OWNER, err);
	if (rc == ERR_NONE && run->reminding->channel)
		rc = reminding_channel(run, err);
	return rc;
}

enum err_code
reminding_run(
    const struct reminding *reminding, unsigned *sent, struct err *err)
{
	struct arena arena;
	struct reminding_run run = {.reminding = reminding,
	    .arena = &arena,
	    .now = clock_now(),
	    .zones = {.folder = ZONE_FOLDER, .arena = &arena}};
	enum err_code rc = engine_follow(reminding->engine, NULL, err);

	*sent = 0;
	arena_init(&arena, MEMORY);
	if (rc == ERR_NONE)
		rc = store_read(reminding->learn.store, read_tx, &run, err);
	if (rc == ERR_NONE && run.set_up) {
		run.policy = engine_policy(reminding->engine, run.now);
		run.messages = &run.policy->messages;
		rc = look(&run, err);
		if (rc == ERR_NONE)
			rc = tell(&run, err);
	}
	arena_release(&arena);
	*sent = run.sent;
	return rc;
}
