#include "policy/gate_open.h"

#include "base/clock.h"
#include "ledger/ledger.h"
#include "people/outbox.h"
#include "people/person.h"
#include "policy/gate_right.h"
#include "sql/gate.h"

static bool
reason_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	return s.len >= GATE_OPEN_REASON_MIN && s.len <= GATE_OPEN_REASON_MAX &&
	    str_is_utf8(s);
}

static enum err_code
check(const struct gate_open *in, struct err *err)
{
	if (in->minutes == 0 || in->minutes > GATE_OPEN_MAX_MINUTES)
		return err_set(err, ERR_INVALID,
		    "a gate is opened for 1 minute to %d hours",
		    GATE_OPEN_MAX_MINUTES / 60);
	if (!reason_ok(in->reason))
		return err_set(err, ERR_INVALID,
		    "the reason is one line of %d to %d bytes",
		    GATE_OPEN_REASON_MIN, GATE_OPEN_REASON_MAX);
	return ERR_NONE;
}

static enum err_code
find(struct db *db, struct arena *arena, struct str text, struct person *out,
    struct err *err)
{
	bool found = false;
	struct str email;
	enum err_code rc = person_email_read(text, arena, &email, err);

	if (rc == ERR_NONE)
		rc = person_by_email(db, arena, email, &found, out, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND,
		    "nobody here has the address '%.*s'",
		    STR_FMT(str_sub(text, 0, 100)));
	return rc;
}

static enum err_code
append(struct db *db, struct arena *arena, const struct gate_open *in,
    struct id person, int64_t until, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("system", in->system),
	    FIELD_TEXT("reason", in->reason),
	    FIELD_TIME("until", until),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_GATE_OPENED,
	    .at = in->now,
	    .actor = gate_actor(in->actor),
	    .subject = person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

static enum err_code
opener(struct db *db, struct arena *arena, struct id actor, struct str *out,
    struct err *err)
{
	struct person person;
	enum err_code rc;

	*out = STR("somebody at the server's terminal");
	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = person_get(db, arena, actor, &person, err);
	if (rc == ERR_NONE)
		*out = person.name;
	return rc;
}

/* The security leads but for who opened; without one the administrators but
   for them; without one whoever there is. */
static bool
hears(const struct sql_gate_alarm_rows *all, size_t i, struct id actor)
{
	static const struct str lead = STR_INIT("security_lead");
	bool leads = false, others = false;

	for (size_t k = 0; k < all->n; k++) {
		bool other = !id_eq(all->v[k].id, actor);

		others |= other;
		leads |= other && str_eq(all->v[k].role, lead);
	}
	if (!others)
		return true;
	return !id_eq(all->v[i].id, actor) &&
	    (!leads || str_eq(all->v[i].role, lead));
}

static enum err_code
tell(struct db *db, struct arena *arena, const struct gate_open *in,
    const struct person *person, int64_t until, struct err *err)
{
	struct sql_gate_alarm_rows to = {0};
	char end[CLOCK_TEXT_LEN + 1];
	struct str by, subject, body;
	enum err_code rc = opener(db, arena, in->actor, &by, err);

	if (rc == ERR_NONE)
		rc = sql_gate_alarm(db, arena, &to, err);
	if (rc != ERR_NONE)
		return rc;
	clock_write(until, end);
	subject = arena_strf(arena, "Break-glass: %.*s opened for %.*s",
	    STR_FMT(str_sub(in->system, 0, 80)),
	    STR_FMT(str_sub(person->email, 0, 80)));
	body = arena_strf(arena,
	    "%.*s opened the gate of %.*s for %.*s <%.*s>.\n\n"
	    "Until: %.16s UTC, by itself\nReason: %.*s\n\n"
	    "The page Gates lists this and every earlier one.\n",
	    STR_FMT(by), STR_FMT(in->system), STR_FMT(person->name),
	    STR_FMT(person->email), end, STR_FMT(in->reason));
	if (subject.ptr == NULL || body.ptr == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; rc == ERR_NONE && i < to.n; i++)
		if (hears(&to, i, in->actor))
			rc = outbox_add(db,
			    &(struct mail){.recipient = to.v[i].email,
				.subject = subject,
				.body = body},
			    err);
	return rc;
}

enum err_code
gate_open(struct db *db, struct arena *arena, const struct gate_open *in,
    int64_t *until, struct err *err)
{
	int64_t end = in->now + in->minutes * 60 * CLOCK_SECOND;
	struct person person;
	enum err_code rc = gate_acts(db, arena, in->actor, err);

	if (rc == ERR_NONE)
		rc = check(in, err);
	if (rc == ERR_NONE)
		rc = find(db, arena, in->email, &person, err);
	if (rc == ERR_NONE)
		rc = append(db, arena, in, person.id, end, err);
	if (rc == ERR_NONE)
		rc = tell(db, arena, in, &person, end, err);
	if (rc == ERR_NONE)
		*until = end;
	return rc;
}

enum err_code
gate_opened_list(struct db *db, struct arena *arena, struct id viewer,
    unsigned most, struct gate_opened_list *out, struct err *err)
{
	struct sql_gate_openings_rows rows = {0};
	struct gate_opened_list all = {0};
	enum err_code rc = gate_looks(db, arena, viewer, err);

	if (rc == ERR_NONE)
		rc = sql_gate_openings(db, arena,
		    &(struct sql_gate_openings_in){.viewer = viewer,
			.program = id_eq(viewer, PERSON_PROGRAM),
			.most = most},
		    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		const struct sql_gate_openings_row *row = &rows.v[i];
		struct gate_opened *o = ARENA_PUSH(arena, &all);

		if (o == NULL)
			return arena_fail(arena, err);
		*o = (struct gate_opened){row->person, row->name, row->email,
		    row->system, row->reason, row->opened, row->until,
		    row->by_name};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
