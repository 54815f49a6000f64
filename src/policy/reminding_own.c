/* What people are told of their own. */
#include "policy/reminding_part.h"

static bool
keep_named(const struct reminding_run *run, const struct reminder_days *days,
    struct agenda *agenda)
{
	bool turn = false;
	size_t n = 0;

	for (size_t i = 0; i < agenda->n; i++) {
		const struct agenda_item *item = &agenda->v[i];

		turn |= reminder_turn(run->messages, REMINDER_OWN, item, days);
		if (reminder_names(run->messages, REMINDER_OWN, item, days))
			agenda->v[n++] = *item;
	}
	agenda->n = n;
	return turn;
}

static enum err_code
send(struct reminding_run *run, const struct engine_who *who, int64_t day,
    const struct agenda *agenda, struct arena *arena, struct err *err)
{
	struct digest_from from = reminding_from(run);
	struct reminding_message message = {.recipient = who->id,
	    .rung = reminder_rung_name(REMINDER_OWN),
	    .day = day,
	    .now = run->now,
	    .mail = {.recipient = who->email},
	    .n_facts = 1,
	    .arena = arena};
	struct str items;
	enum err_code rc = digest_own(
	    &from, who->name, agenda, STR_NONE, arena, &message.mail, err);

	if (rc == ERR_NONE)
		rc = digest_json(agenda, arena, &items, err);
	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("channel", STR("mail")),
	    FIELD_JSON("assignments", items),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_REMINDER_SENT,
	    .at = run->now,
	    .subject = who->id,
	    .fields = fields,
	    .n = NELEM(fields)};

	message.facts = &fact;
	rc = reminding_send(run->reminding->learn.store, &message, err);
	run->sent += rc == ERR_NONE && message.sent;
	return rc;
}

static enum err_code
tell_one(struct reminding_run *run, struct id person, struct arena *arena,
    struct err *err)
{
	struct reminder_days days = reminding_days(run, REMINDER_OWN, person);
	struct agenda agenda = {0};
	struct engine_who who;
	enum err_code rc;
	int64_t day;

	if (!engine_who(
		run->reminding->engine, person, run->now, arena, &who) ||
	    !reminding_awake(run, &who, &day, &rc, err))
		return ERR_NONE;
	rc = agenda_of(run->reminding->engine, &run->reminding->learn, person,
	    run->now, true, arena, &agenda, err);
	if (rc == ERR_NONE && keep_named(run, &days, &agenda))
		rc = send(run, &who, day, &agenda, arena, err);
	return rc;
}

enum err_code
reminding_own(struct reminding_run *run, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0;
	     i < run->own.n && rc == ERR_NONE && run->sent < REMINDING_AT_ONCE;
	     i++) {
		struct arena arena;

		arena_init(&arena, (size_t)8 << 20);
		rc = tell_one(run, run->own.v[i], &arena, err);
		arena_release(&arena);
	}
	return rc;
}
