#include "policy/by_hand.h"

#include "learn/assignment.h"
#include "people/person.h"
#include "policy/policy_day.h"
#include "policy/reminding_part.h"

struct acting {
	const struct by_hand *in;
	struct arena *arena;
	int64_t now;
	const struct policy *policy;
	struct engine_who who;
	struct agenda agenda;
	int64_t due;
	struct id id; /* of the fact */
};

static enum err_code
check_reason(struct str reason, struct err *err)
{
	if (reason.len == 0 || reason.len > BY_HAND_REASON)
		return err_set(err, ERR_INVALID, "say why, in 1 to %d bytes",
		    BY_HAND_REASON);
	if (!str_is_utf8(reason))
		return err_set(err, ERR_INVALID, "the reason is not UTF-8");
	for (size_t i = 0; i < reason.len; i++)
		if ((unsigned char)reason.ptr[i] < ' ' || reason.ptr[i] == 0x7f)
			return err_set(err, ERR_INVALID,
			    "the reason is one line, without control "
			    "characters");
	return ERR_NONE;
}

/* What is known before anything is written. */
static enum err_code
prepare(struct acting *a, struct err *err)
{
	const struct by_hand *in = a->in;
	enum err_code rc = check_reason(in->reason, err);

	if (rc == ERR_NONE)
		rc = engine_follow(in->engine, NULL, err);
	if (rc != ERR_NONE)
		return rc;
	a->policy = engine_policy(in->engine, a->now);
	if (!engine_who(in->engine, in->person, a->now, a->arena, &a->who) ||
	    !a->who.here)
		return err_set(err, ERR_NOT_FOUND, "nobody of yours");
	rc = agenda_of(in->engine, &in->learn, in->person, a->now, true,
	    a->arena, &a->agenda, err);
	if (rc == ERR_NONE)
		agenda_keep_open(&a->agenda);
	return rc;
}

/* The right to ask, and who asks, in words. */
static enum err_code
enter(struct db *db, const struct acting *a, struct str *viewer_name,
    struct err *err)
{
	struct sql_reminder_led_row row;
	bool found = false;
	enum err_code rc;

	*viewer_name = STR("an administrator");
	if (id_eq(a->in->viewer, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_reminder_led(db, a->arena,
	    &(struct sql_reminder_led_in){
		.viewer = a->in->viewer, .person = a->in->person},
	    &found, &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "nobody of yours");
	if (rc == ERR_NONE)
		*viewer_name = row.viewer_name;
	return rc;
}

static struct id
actor_of(const struct acting *a)
{
	return id_eq(a->in->viewer, PERSON_PROGRAM) ? (struct id){0}
						    : a->in->viewer;
}

/* --- a nudge ----------------------------------------------------------------
 */

/* The end of their quiet hours. */
static enum err_code
when_awake(const struct acting *a, int64_t *out, struct err *err)
{
	struct zones zones = {.folder = ZONE_FOLDER, .arena = a->arena};
	const struct zone *zone = NULL;
	enum err_code rc = ERR_NONE;

	if (a->who.zone.len > 0)
		rc = zones_get(&zones, a->who.zone, &zone, err);
	if (rc == ERR_NONE)
		*out = reminder_opens(&a->policy->messages,
		    zone != NULL ? zone : &a->policy->zone, a->now);
	return rc;
}

static enum err_code
write_nudge(const struct acting *a, const struct organisation *organisation,
    struct str viewer_name, struct mail *mail, struct err *err)
{
	struct digest_from from = {organisation->public_url, &a->policy->zone,
	    zone_day(&a->policy->zone, a->now)};
	struct str who = id_eq(a->in->viewer, PERSON_PROGRAM)
	    ? STR("An administrator")
	    : viewer_name;
	struct str note =
	    arena_strf(a->arena, "%.*s asks you to look at this: %.*s",
		STR_FMT(who), STR_FMT(a->in->reason));

	if (note.ptr == NULL)
		return arena_fail(a->arena, err);
	return digest_own(
	    &from, a->who.name, &a->agenda, note, a->arena, mail, err);
}

static enum err_code
send_nudge(struct db *db, const struct acting *a, const struct mail *mail,
    struct err *err)
{
	struct reminding_message message = {.recipient = a->in->person,
	    .rung = "nudge",
	    .day = zone_day(&a->policy->zone, a->now),
	    .now = a->now,
	    .mail = *mail,
	    .n_facts = 1,
	    .arena = a->arena};
	struct str items;
	enum err_code rc = digest_json(&a->agenda, a->arena, &items, err);

	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("channel", STR("mail")),
	    FIELD_JSON("assignments", items),
	    FIELD_TEXT("why", a->in->reason),
	};
	const struct ledger_fact fact = {.id = a->id,
	    .type = LEDGER_REMINDER_SENT,
	    .at = a->now,
	    .actor = actor_of(a),
	    .subject = a->in->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	message.facts = &fact;
	rc = reminding_send_in(db, &message, err);
	if (rc == ERR_NONE && !message.sent)
		return err_set(err, ERR_BUSY,
		    "this person was reminded by hand today already");
	return rc;
}

static enum err_code
nudge_tx(struct db *db, void *ctx, struct err *err)
{
	const struct acting *a = ctx;
	struct organisation organisation = {0};
	struct mail mail = {.recipient = a->who.email};
	struct str viewer_name;
	bool set_up = false;
	enum err_code rc = enter(db, a, &viewer_name, err);

	if (rc == ERR_NONE && a->agenda.n == 0)
		return err_set(err, ERR_CONFLICT,
		    "nothing is open for this person: there is nothing to "
		    "remind of");
	if (rc == ERR_NONE)
		rc =
		    organisation_get(db, a->arena, &set_up, &organisation, err);
	if (rc == ERR_NONE && organisation.mail_from.len == 0)
		return err_set(err, ERR_CONFLICT,
		    "no mail goes out here: the organisation has no address "
		    "to send from");
	if (rc == ERR_NONE)
		rc = when_awake(a, &mail.not_before, err);
	if (rc == ERR_NONE)
		rc = write_nudge(a, &organisation, viewer_name, &mail, err);
	return rc == ERR_NONE ? send_nudge(db, a, &mail, err) : rc;
}

/* --- an asking --------------------------------------------------------------
 */

static enum err_code
read_date(struct acting *a, struct err *err)
{
	int64_t today = policy_day_of(a->policy, a->now);
	int64_t day;

	if (!clock_read_date(a->in->date, &day))
		return err_set(err, ERR_INVALID,
		    "the date is not a day such as 2026-12-01");
	if (day < today || day > today + BY_HAND_DAYS * CLOCK_DAY)
		return err_set(err, ERR_INVALID,
		    "the date is not within the next %d days", BY_HAND_DAYS);
	a->due = policy_day_last(a->policy, day);
	return ERR_NONE;
}

/* The agenda does not say: there the policy may ask for it sooner. */
static enum err_code
check_asked(struct db *db, const struct acting *a, struct err *err)
{
	struct sql_reminder_open_asking_row row;
	bool found = false;
	enum err_code rc = sql_reminder_open_asking(db, a->arena,
	    &(struct sql_reminder_open_asking_in){
		.person = a->in->person, .module = a->in->module},
	    &found, &row, err);

	return rc == ERR_NONE && found
	    ? err_set(err, ERR_CONFLICT,
		  "this module is asked for already and not done yet")
	    : rc;
}

static enum err_code
assign_tx(struct db *db, void *ctx, struct err *err)
{
	const struct acting *a = ctx;
	struct str viewer_name, why;
	enum err_code rc = enter(db, a, &viewer_name, err);

	if (rc == ERR_NONE)
		rc = check_asked(db, a, err);
	if (rc != ERR_NONE)
		return rc;
	why = arena_strf(a->arena, "because %.*s asks for it: %.*s",
	    STR_FMT(viewer_name), STR_FMT(a->in->reason));
	if (why.ptr == NULL)
		return arena_fail(a->arena, err);
	return assignment_make(db, a->in->learn.catalog, a->arena,
	    &(struct assignment_new){.id = a->id,
		.person = a->in->person,
		.actor = actor_of(a),
		.module_id = a->in->module,
		.why = why,
		.due = a->due,
		.by = ASSIGNMENT_LEAD},
	    err);
}

static enum err_code
act(const struct by_hand *in, bool assign, struct err *err)
{
	struct arena arena;
	struct acting a = {
	    .in = in, .arena = &arena, .now = clock_now(), .id = id_new()};
	enum err_code rc;

	arena_init(&arena, (size_t)16 << 20);
	rc = prepare(&a, err);
	if (rc == ERR_NONE && assign)
		rc = read_date(&a, err);
	if (rc == ERR_NONE)
		rc = store_write(
		    in->learn.store, assign ? assign_tx : nudge_tx, &a, err);
	if (rc == ERR_NONE)
		ledger_wake();
	arena_release(&arena);
	return rc;
}

enum err_code
by_hand_nudge(const struct by_hand *in, struct err *err)
{
	return act(in, false, err);
}

enum err_code
by_hand_assign(const struct by_hand *in, struct err *err)
{
	return act(in, true, err);
}

enum err_code
by_hand_people(struct db *db, struct id viewer, struct arena *arena,
    struct by_hand_people *out, struct err *err)
{
	struct sql_reminder_led_all_rows rows = {0};
	struct by_hand_people all = {0};
	enum err_code rc = sql_reminder_led_all(db, arena,
	    &(struct sql_reminder_led_all_in){.viewer = viewer}, &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct by_hand_person *p = ARENA_PUSH(arena, &all);

		if (p == NULL)
			return arena_fail(arena, err);
		*p = (struct by_hand_person){
		    rows.v[i].id, rows.v[i].name, rows.v[i].email};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
