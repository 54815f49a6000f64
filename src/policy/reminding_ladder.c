/* What managers, the policy's owner and the channel are told of others. */
#include "policy/reminding_part.h"

#include <stdlib.h>

#include "codec/json.h"
#include "people/person.h"

/* Recipients who are no person, of the sixteen bytes of their name. */
static const struct id owner_id = {"the-owners-mail"};
static const struct id channel_id = {"the-chat-channel"};

/* Who is to hear of whom. */
struct told {
	struct id recipient, person;
	bool turn; /* something of theirs is new to this recipient */
};

struct tolds {
	struct told *v;
	size_t n, cap;
};

static const struct sql_reminder_team_row *
team_of(const struct reminding_run *run, struct id team)
{
	for (size_t i = 0; i < run->teams.n && !id_is_none(team); i++)
		if (id_eq(run->teams.v[i].id, team))
			return &run->teams.v[i];
	return NULL;
}

static bool
can_hear(const struct reminding_run *run, struct id manager, struct id person)
{
	struct engine_who who;

	return !id_is_none(manager) && !id_eq(manager, person) &&
	    engine_who(
		run->reminding->engine, manager, run->now, run->arena, &who) &&
	    who.here;
}

/* The manager, or the team's lead; none where there is neither, or where it
   is the person. */
static struct id
manager_of(const struct reminding_run *run, struct id person)
{
	const struct sql_reminder_team_row *team;
	struct engine_who who;

	if (!engine_who(
		run->reminding->engine, person, run->now, run->arena, &who) ||
	    !who.here)
		return (struct id){0};
	if (can_hear(run, who.manager, person))
		return who.manager;
	team = team_of(run, who.team);
	if (team != NULL && can_hear(run, team->lead, person))
		return team->lead;
	return (struct id){0};
}

/* --- to whom ----------------------------------------------------------------
 */

struct owner {
	struct reminding_run *run;
	struct str address;
	bool found;
	struct person person;
};

static enum err_code
find_owner_tx(struct db *db, void *ctx, struct err *err)
{
	struct owner *o = ctx;

	return person_by_email(
	    db, o->run->arena, o->address, &o->found, &o->person, err);
}

/* Where the last rung leads: messages.owner_mail, or the policy's owner where
   that is an address. */
static enum err_code
find_owner(struct reminding_run *run, struct owner *out, struct err *err)
{
	struct str owner = run->policy->owner, address;

	*out = (struct owner){.run = run};
	if (run->messages->owner_mail.len > 0)
		owner = run->messages->owner_mail;
	if (str_find_char(owner, '@') == owner.len)
		return ERR_NONE;
	if (person_email_read(owner, run->arena, &address, err) != ERR_NONE)
		return err->code == ERR_INVALID ? ERR_NONE : err->code;
	out->address = address;
	return store_read(run->reminding->learn.store, find_owner_tx, out, err);
}

/* --- the digest -------------------------------------------------------------
 */

struct climb {
	struct reminding_run *run;
	enum reminder_rung rung;
	unsigned after;
	struct reminder_days days;
	struct engine_who to; /* id none: an address alone */
	struct id recipient;
	int64_t day;
	struct digest_people people;
	struct arena *arena; /* of this message */
};

static enum err_code
add_person(struct climb *c, struct id person, struct err *err)
{
	struct reminding_run *run = c->run;
	const struct sql_reminder_team_row *team;
	struct digest_person one = {.id = person};
	struct agenda agenda = {0};
	struct engine_who who;
	struct digest_person *row;
	size_t n = 0;
	enum err_code rc;

	if (!engine_who(
		run->reminding->engine, person, run->now, run->arena, &who) ||
	    !who.here)
		return ERR_NONE;
	rc = agenda_of(run->reminding->engine, &run->reminding->learn, person,
	    run->now, false, c->arena, &agenda, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < agenda.n; i++)
		if (reminder_names(
			run->messages, c->rung, &agenda.v[i], &c->days))
			agenda.v[n++] = agenda.v[i];
	agenda.n = n;
	if (n == 0)
		return ERR_NONE;
	row = ARENA_PUSH(c->arena, &c->people);
	if (row == NULL)
		return arena_fail(c->arena, err);
	team = team_of(run, who.team);
	one.name = who.name;
	one.team = team ? team->name : STR("");
	one.items = agenda;
	*row = one;
	return ERR_NONE;
}

/* One fact a person, so that each person's history tells it. */
static enum err_code
make_facts(struct climb *c, struct ledger_fact **out, struct err *err)
{
	size_t n = c->people.n;
	struct ledger_fact *facts =
	    ARENA_ARRAY(c->arena, n, struct ledger_fact);
	struct ledger_field *fields =
	    ARENA_ARRAY(c->arena, 4 * n, struct ledger_field);

	if (facts == NULL || fields == NULL)
		return arena_fail(c->arena, err);
	for (size_t i = 0; i < n; i++) {
		struct ledger_field *f = &fields[4 * i];
		struct str items;
		enum err_code rc =
		    digest_json(&c->people.v[i].items, c->arena, &items, err);

		if (rc != ERR_NONE)
			return rc;
		f[0] = (struct ledger_field)FIELD_TEXT("channel", STR("mail"));
		f[1] = (struct ledger_field)FIELD_TEXT(
		    "step", str_from(reminder_rung_name(c->rung)));
		f[2] = (struct ledger_field)FIELD_PERSON("to", c->to.id);
		f[3] = (struct ledger_field)FIELD_JSON("assignments", items);
		facts[i] = (struct ledger_fact){.id = id_new(),
		    .type = LEDGER_ESCALATION_SENT,
		    .at = c->run->now,
		    .subject = c->people.v[i].id,
		    .fields = f,
		    .n = 4};
	}
	*out = facts;
	return ERR_NONE;
}

static enum err_code
send(struct climb *c, struct err *err)
{
	struct reminding_run *run = c->run;
	struct digest_from from = reminding_from(run);
	struct reminding_message message = {.recipient = c->recipient,
	    .rung = reminder_rung_name(c->rung),
	    .day = c->day,
	    .now = run->now,
	    .mail = {.recipient = c->to.email},
	    .n_facts = c->people.n,
	    .arena = c->arena};
	struct ledger_fact *facts = NULL;
	enum err_code rc = digest_people(&from, c->rung, c->to.name, c->after,
	    &c->people, c->arena, &message.mail, err);

	if (rc == ERR_NONE)
		rc = make_facts(c, &facts, err);
	if (rc != ERR_NONE)
		return rc;
	message.facts = facts;
	rc = reminding_send(run->reminding->learn.store, &message, err);
	run->sent += rc == ERR_NONE && message.sent;
	return rc;
}

/* Everything for one recipient. */
static enum err_code
tell_one(struct climb *c, const struct told *v, size_t n, struct err *err)
{
	struct arena arena;
	enum err_code rc = ERR_NONE;
	bool turn = false;

	for (size_t i = 0; i < n; i++)
		turn |= v[i].turn;
	if (!turn || !reminding_awake(c->run, &c->to, &c->day, &rc, err))
		return rc;
	arena_init(&arena, (size_t)64 << 20);
	c->arena = &arena;
	c->people = (struct digest_people){0};
	for (size_t i = 0; i < n && rc == ERR_NONE; i++)
		rc = add_person(c, v[i].person, err);
	if (rc == ERR_NONE && c->people.n > 0)
		rc = send(c, err);
	arena_release(&arena);
	return rc;
}

/* --- who is to hear of whom -------------------------------------------------
 */

static enum err_code
collect(struct climb *c, struct id owner, struct tolds *out, struct err *err)
{
	struct reminding_run *run = c->run;
	struct told one = {0};

	for (size_t i = 0; i < run->overdue.n; i++) {
		const struct overdue_day *o = &run->overdue.v[i];
		const struct agenda_item item = {.person = o->person,
		    .due = o->due,
		    .state = DUE_IS_OVERDUE};
		struct told *row;
		struct reminder_days days;

		if (!id_eq(one.person, o->person)) {
			one.person = o->person;
			one.recipient = c->rung == REMINDER_OWNER
			    ? owner
			    : manager_of(run, o->person);
		}
		if (id_is_none(one.recipient))
			continue;
		days = reminding_days(run, c->rung, one.recipient);
		if (!reminder_names(run->messages, c->rung, &item, &days))
			continue;
		one.turn = reminder_turn(run->messages, c->rung, &item, &days);
		if (out->n > 0 &&
		    id_eq(out->v[out->n - 1].person, one.person)) {
			out->v[out->n - 1].turn |= one.turn;
			continue;
		}
		row = ARENA_PUSH(run->arena, out);
		if (row == NULL)
			return arena_fail(run->arena, err);
		*row = one;
	}
	return ERR_NONE;
}

static int
by_recipient(const void *a, const void *b)
{
	return memcmp(a, b, 2 * ID_SIZE);
}

/* The owner's address may be nobody's. */
static bool
recipient_who(const struct climb *c, const struct owner *owner,
    struct id recipient, struct engine_who *out)
{
	if (engine_who(c->run->reminding->engine, recipient, c->run->now,
		c->run->arena, out))
		return true;
	*out = (struct engine_who){.name = STR(""),
	    .email = owner->address,
	    .zone = STR_NONE,
	    .here = true};
	return c->rung == REMINDER_OWNER;
}

static enum err_code
tell_all(struct climb *c, const struct owner *owner, struct tolds *tolds,
    struct err *err)
{
	enum err_code rc = ERR_NONE;
	size_t n;

	if (tolds->n > 0)
		qsort(tolds->v, tolds->n, sizeof(*tolds->v), by_recipient);
	for (size_t i = 0;
	     i < tolds->n && rc == ERR_NONE && c->run->sent < REMINDING_AT_ONCE;
	     i += n) {
		c->recipient = tolds->v[i].recipient;
		for (n = 1; i + n < tolds->n &&
		     id_eq(tolds->v[i + n].recipient, c->recipient);)
			n++;
		c->days = reminding_days(c->run, c->rung, c->recipient);
		if (recipient_who(c, owner, c->recipient, &c->to))
			rc = tell_one(c, &tolds->v[i], n, err);
	}
	return rc;
}

enum err_code
reminding_ladder(
    struct reminding_run *run, enum reminder_rung rung, struct err *err)
{
	const struct policy_messages *m = run->messages;
	struct climb c = {.run = run,
	    .rung = rung,
	    .after = rung == REMINDER_OWNER ? m->owner_after_days
					    : m->manager_after_days};
	struct tolds tolds = {0};
	struct owner owner = {0};
	struct id to = owner_id;
	enum err_code rc = ERR_NONE;

	if (c.after == 0)
		return ERR_NONE;
	if (rung == REMINDER_OWNER)
		rc = find_owner(run, &owner, err);
	if (rc != ERR_NONE || (rung == REMINDER_OWNER && !owner.address.ptr))
		return rc; /* the policy names nobody */
	if (owner.found)
		to = owner.person.id;
	rc = collect(&c, to, &tolds, err);
	return rc == ERR_NONE ? tell_all(&c, &owner, &tolds, err) : rc;
}

/* --- the channel ------------------------------------------------------------
 */

static enum err_code
count_teams(
    struct reminding_run *run, struct digest_teams *out, struct err *err)
{
	struct id last = {0};
	unsigned *counts = ARENA_ARRAY(run->arena, run->teams.n + 1, unsigned);

	if (counts == NULL)
		return arena_fail(run->arena, err);
	for (size_t i = 0; i < run->overdue.n; i++) {
		const struct sql_reminder_team_row *team;
		struct engine_who who;

		if (id_eq(run->overdue.v[i].person, last))
			continue;
		last = run->overdue.v[i].person;
		if (!engine_who(run->reminding->engine, last, run->now,
			run->arena, &who) ||
		    !who.here)
			continue;
		team = team_of(run, who.team);
		counts[team ? team - run->teams.v : (ptrdiff_t)run->teams.n]++;
	}
	for (size_t i = 0; i <= run->teams.n; i++) {
		struct digest_team *row;

		if (counts[i] == 0)
			continue;
		row = ARENA_PUSH(run->arena, out);
		if (row == NULL)
			return arena_fail(run->arena, err);
		*row = (struct digest_team){
		    i < run->teams.n ? run->teams.v[i].name : STR("no team"),
		    counts[i]};
	}
	return ERR_NONE;
}

static struct str
teams_json(const struct digest_teams *teams, struct arena *arena)
{
	struct str text;
	struct buf b;

	buf_init(&b, (size_t)48 << 10);
	json_list(&b, NULL);
	for (size_t i = 0; i < teams->n && i < DIGEST_FACTS; i++) {
		json_open(&b);
		json_u64(&b, "people", teams->v[i].people);
		json_str(&b, "team", teams->v[i].name);
		json_close(&b);
	}
	json_list_end(&b);
	text = arena_buf(arena, &b);
	buf_release(&b);
	return text;
}

enum err_code
reminding_channel(struct reminding_run *run, struct err *err)
{
	unsigned every = run->messages->overdue_every_days;
	struct reminder_clock clock =
	    reminder_clock(run->now, &run->policy->zone);
	struct reminding_message message = {.recipient = channel_id,
	    .rung = "channel",
	    .day = clock.day,
	    .now = run->now,
	    .n_facts = 1,
	    .arena = run->arena};
	struct digest_teams teams = {0};
	enum err_code rc;

	if (reminder_quiet(run->messages, &clock) ||
	    (run->last_channel.n > 0 &&
		clock.day -
			zone_day(
			    &run->policy->zone, run->last_channel.v[0].at) <
		    every))
		return ERR_NONE;
	rc = count_teams(run, &teams, err);
	if (rc != ERR_NONE || teams.n == 0)
		return rc;
	rc = digest_channel(&teams, run->organisation.public_url, run->arena,
	    &message.channel, err);
	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("channel", STR("chat")),
	    FIELD_JSON("assignments", teams_json(&teams, run->arena)),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_REMINDER_SENT,
	    .at = run->now,
	    .fields = fields,
	    .n = NELEM(fields)};

	message.facts = &fact;
	rc = reminding_send(run->reminding->learn.store, &message, err);
	run->sent += rc == ERR_NONE && message.sent;
	return rc;
}
