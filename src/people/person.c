#include "people/person.h"

#include "base/clock.h"
#include "base/zone.h"
#include "ledger/ledger.h"
#include "people/day.h"
#include "people/row.h"
#include "people/scope.h"
#include "people/session.h"
#include "people/words.h"
#include "sql/account.h"
#include "sql/person.h"
#include "sql/personal_token.h"
#include "sql/session.h"

static bool
address_char(char c)
{
	return c > ' ' && c < 127 && strchr(",;:<>\"()[]\\", c) == NULL;
}

enum err_code
person_email_read(
    struct str text, struct arena *arena, struct str *out, struct err *err)
{
	struct str s = str_trim(text), domain = s, local;
	char *lower;

	if (s.len > PERSON_EMAIL_MAX)
		return err_set(err, ERR_INVALID,
		    "the e-mail address is longer than %d bytes",
		    PERSON_EMAIL_MAX);
	for (size_t i = 0; i < s.len; i++)
		if (!address_char(s.ptr[i]))
			return err_set(err, ERR_INVALID,
			    "'%.*s' is no e-mail address", STR_FMT(s));
	if (!str_cut(&domain, '@', &local) || local.len == 0 ||
	    str_find_char(domain, '@') < domain.len ||
	    str_find_char(domain, '.') >= domain.len || domain.ptr[0] == '.' ||
	    str_ends(domain, STR(".")))
		return err_set(err, ERR_INVALID, "'%.*s' is no e-mail address",
		    STR_FMT(s));
	lower = arena_cstr(arena, s);
	if (lower == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < s.len; i++)
		if (lower[i] >= 'A' && lower[i] <= 'Z')
			lower[i] = (char)(lower[i] - 'A' + 'a');
	*out = (struct str){lower, s.len};
	return ERR_NONE;
}

enum err_code
person_get(struct db *db, struct arena *arena, struct id id, struct person *out,
    struct err *err)
{
	struct sql_person_now_row row;
	bool found = false;
	enum err_code rc;

	rc = sql_person_now(db, arena, &(struct sql_person_now_in){.id = id},
	    &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "there is no such person");
	*out = PERSON_OF(&row);
	return ERR_NONE;
}

enum err_code
person_by_email(struct db *db, struct arena *arena, struct str email,
    bool *found, struct person *out, struct err *err)
{
	struct sql_person_now_by_email_row row;
	struct str address;
	struct err ignored;
	bool there = false;
	enum err_code rc;

	*found = false;
	if (person_email_read(email, arena, &address, &ignored) != ERR_NONE)
		return ERR_NONE;
	rc = sql_person_now_by_email(db, arena,
	    &(struct sql_person_now_by_email_in){.email = address}, &there,
	    &row, err);
	if (rc != ERR_NONE)
		return rc;
	*found = there;
	if (there)
		*out = PERSON_OF(&row);
	return ERR_NONE;
}

static enum err_code
list_all(struct db *db, struct arena *arena, bool with_left,
    struct persons *out, struct err *err)
{
	struct sql_person_each_rows rows;
	struct persons all = {0};
	enum err_code rc;

	rc = sql_person_each(db, arena,
	    &(struct sql_person_each_in){.with_left = with_left}, &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct person *p = ARENA_PUSH(arena, &all);

		if (p == NULL)
			return arena_fail(arena, err);
		*p = PERSON_OF(&rows.v[i]);
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

enum err_code
person_list(struct db *db, struct arena *arena, struct id viewer,
    bool with_left, struct persons *out, struct err *err)
{
	struct sql_person_all_rows rows;
	struct persons all = {0};
	enum err_code rc;

	if (id_eq(viewer, PERSON_PROGRAM))
		return list_all(db, arena, with_left, out, err);
	rc = sql_person_all(db, arena,
	    &(struct sql_person_all_in){
		.viewer = viewer, .with_left = with_left},
	    &rows, err);
	if (rc != ERR_NONE)
		return rc;
	if (rows.n == 0)
		return err_set(err, ERR_DENIED,
		    "the list of people is for administrators, security leads "
		    "and auditors");
	all.v = ARENA_ARRAY(arena, rows.n, struct person);
	if (all.v == NULL)
		return arena_fail(arena, err);
	for (all.n = 0; all.n < rows.n; all.n++)
		all.v[all.n] = PERSON_OF(&rows.v[all.n]);
	*out = all;
	return ERR_NONE;
}

enum err_code
person_administers(
    struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct sql_person_administers_row row;
	bool found = false;
	enum err_code rc;

	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = sql_person_administers(db, arena,
	    &(struct sql_person_administers_in){.viewer = actor}, &found, &row,
	    err);
	if (rc == ERR_NONE && !found)
		return err_set(
		    err, ERR_DENIED, "this is for administrators alone");
	return rc;
}

static enum err_code
name_ok(struct str name, struct err *err)
{
	if (str_trim(name).len == 0 || name.len > PERSON_NAME_MAX)
		return err_set(err, ERR_INVALID,
		    "the name is empty or longer than %d bytes",
		    PERSON_NAME_MAX);
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] < ' ')
			return err_set(err, ERR_INVALID,
			    "the name holds a control character");
	return str_is_utf8(name)
	    ? ERR_NONE
	    : err_set(err, ERR_INVALID, "the name is not UTF-8");
}

static enum err_code
line_ok(struct str text, size_t max, const char *what, struct err *err)
{
	bool ok = text.len <= max && str_is_utf8(text);

	for (size_t i = 0; ok && i < text.len; i++)
		ok = (unsigned char)text.ptr[i] >= ' ';
	return ok ? ERR_NONE
		  : err_set(err, ERR_INVALID,
			"the %s is longer than %zu bytes or holds a control "
			"character",
			what, max);
}

/* What both somebody new and a change may say. */
static enum err_code
details_ok(struct str unit, struct str external, struct str zone,
    struct str stacks, struct str duties, struct err *err)
{
	enum err_code rc = line_ok(unit, PERSON_UNIT_MAX, "unit", err);

	if (rc == ERR_NONE)
		rc = line_ok(external, PERSON_EXTERNAL_MAX, "external id", err);
	if (rc == ERR_NONE && zone.len > 0)
		rc = zone_check(zone, err);
	if (rc == ERR_NONE && stacks.len > 0)
		rc = words_check(stacks, "stack", err);
	if (rc == ERR_NONE && duties.len > 0)
		rc = words_check(duties, "duty", err);
	return rc;
}

enum err_code
person_new_ok(const struct person_new *in, struct err *err)
{
	enum err_code rc = name_ok(in->name, err);

	if (rc == ERR_NONE && in->starts != 0)
		rc = day_check(in->starts, "the first day", err);
	return rc == ERR_NONE ? details_ok(in->unit, in->external, in->zone,
				    in->stacks, in->duties, err)
			      : rc;
}

static enum err_code
take_address(struct db *db, struct id person, struct str email, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc;

	rc = sql_account_add(db,
	    &(struct sql_account_add_in){
		.person = person, .email = email, .created = clock_now()},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_CONFLICT,
		    "somebody has the address '%.*s' already", STR_FMT(email));
	return rc;
}

static struct str
if_any(struct str text)
{
	return text.len > 0 ? text : STR_NONE;
}

enum err_code
person_say_joined(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_new *in, struct str email,
    struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("name", str_trim(in->name)),
	    FIELD_TEXT("email", email),
	    FIELD_TEXT("role", str_from(role_name(in->role))),
	    FIELD_ID("team", in->team),
	    FIELD_PERSON("manager", in->manager),
	    FIELD_TEXT("employment", if_any(in->employment)),
	    FIELD_TIME("starts", in->starts),
	    FIELD_JSON("stacks", if_any(in->stacks)),
	    FIELD_TEXT("external", if_any(in->external)),
	    FIELD_TEXT("unit", if_any(in->unit)),
	    FIELD_JSON("duties", if_any(in->duties)),
	    FIELD_TEXT("zone", if_any(in->zone)),
	    FIELD_TEXT("source", in->source),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_PERSON_JOINED,
		.at = clock_now(),
		.actor = person_actor(actor),
		.subject = person,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

enum err_code
person_add(struct db *db, struct arena *arena, struct id actor,
    const struct person_new *in, struct id *out, struct err *err)
{
	struct id id = id_is_none(in->id) ? id_new() : in->id;
	struct str email;
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	if (rc == ERR_NONE)
		rc = person_new_ok(in, err);
	if (rc == ERR_NONE)
		rc = person_email_read(in->email, arena, &email, err);
	if (rc == ERR_NONE)
		rc = take_address(db, id, email, err);
	if (rc == ERR_NONE)
		rc = person_say_joined(db, arena, actor, id, in, email, err);
	if (rc == ERR_NONE)
		*out = id;
	return rc;
}

/* Somebody must be able to let people in again. */
static enum err_code
keeps_an_admin(
    struct db *db, struct arena *arena, struct id person, struct err *err)
{
	struct sql_person_other_admins_row row;
	enum err_code rc;

	rc = sql_person_other_admins(db, arena,
	    &(struct sql_person_other_admins_in){.person = person}, &row, err);
	if (rc == ERR_NONE && row.n == 0)
		return err_set(err, ERR_CONFLICT,
		    "this is the last administrator: make another one first");
	return rc;
}

static struct str
if_other(struct str now, struct str wanted)
{
	return wanted.ptr == NULL || str_eq(now, wanted) ? STR_NONE : wanted;
}

static struct id
if_other_id(struct id now, struct id wanted)
{
	return id_eq(now, wanted) ? (struct id){0} : wanted;
}

enum err_code
person_move_address(
    struct db *db, struct id person, struct str email, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc;

	if (email.ptr == NULL)
		return ERR_NONE;
	rc = sql_account_set_email(db,
	    &(struct sql_account_set_email_in){
		.person = person, .email = email},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_CONFLICT,
		    "somebody has the address '%.*s' already", STR_FMT(email));
	return rc;
}

/* Since when it holds is none of these. */
static enum err_code
when_ok(const struct person *now, struct person_change *c, struct err *err)
{
	int64_t first = c->starts != 0 ? c->starts : now->joined;
	enum err_code rc = ERR_NONE;

	if (c->starts != 0)
		rc = day_check(c->starts, "the first day", err);
	if (rc != ERR_NONE)
		return rc;
	if (c->effective == 0 && first > clock_now())
		c->effective = first;
	else if (c->effective > clock_now())
		return err_set(err, ERR_INVALID,
		    "since when it holds lies in the future: change it on "
		    "that day");
	else if (c->effective != 0 && c->effective < day_of(first))
		return err_set(err, ERR_INVALID,
		    "since when it holds is before the first day");
	return ERR_NONE;
}

/* What of the wish differs from what is; e-mail in its one spelling. */
static enum err_code
differing(struct arena *arena, const struct person *now,
    const struct person_change *in, struct person_change *out, struct err *err)
{
	*out = *in;
	if (in->name.ptr != NULL && name_ok(in->name, err) != ERR_NONE)
		return err->code;
	if (in->email.ptr != NULL &&
	    person_email_read(in->email, arena, &out->email, err) != ERR_NONE)
		return err->code;
	out->name = if_other(
	    now->name, in->name.ptr != NULL ? str_trim(in->name) : STR_NONE);
	out->email = if_other(now->email, out->email);
	if (in->role != NULL && *in->role == now->role)
		out->role = NULL;
	out->team = if_other_id(now->team, in->team);
	out->no_team = in->no_team && !id_is_none(now->team);
	out->manager = if_other_id(now->manager, in->manager);
	out->no_manager = in->no_manager && !id_is_none(now->manager);
	out->employment = if_other(now->employment, in->employment);
	out->stacks = if_other(now->stacks, in->stacks);
	out->external = if_other(now->external, in->external);
	out->unit = if_other(now->unit, in->unit);
	out->no_unit = in->no_unit && now->unit.len > 0;
	out->duties = if_other(now->duties, in->duties);
	out->zone = if_other(now->zone, in->zone);
	if (day_of(in->starts) == day_of(now->joined))
		out->starts = 0;
	return details_ok(
	    in->unit, in->external, in->zone, in->stacks, in->duties, err);
}

static bool
is_empty(const struct person_change *c)
{
	return c->name.ptr == NULL && c->email.ptr == NULL && c->role == NULL &&
	    id_is_none(c->team) && !c->no_team && id_is_none(c->manager) &&
	    !c->no_manager && c->employment.ptr == NULL &&
	    c->stacks.ptr == NULL && c->external.ptr == NULL &&
	    c->unit.ptr == NULL && !c->no_unit && c->duties.ptr == NULL &&
	    c->zone.ptr == NULL && c->starts == 0;
}

static enum err_code
append_change(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_change *c, struct err *err)
{
	struct ledger_field fields[17] = {
	    FIELD_TEXT("name", c->name),
	    FIELD_TEXT("email", c->email),
	    FIELD_TEXT("role",
		c->role != NULL ? str_from(role_name(*c->role)) : STR_NONE),
	    FIELD_ID("team", c->team),
	    FIELD_PERSON("manager", c->manager),
	    FIELD_TEXT("employment", c->employment),
	    FIELD_JSON("stacks", c->stacks),
	    FIELD_TEXT("external", c->external),
	    FIELD_TEXT("source", c->source),
	    FIELD_TEXT("unit", c->unit),
	    FIELD_JSON("duties", c->duties),
	    FIELD_TEXT("zone", c->zone),
	    FIELD_TIME("effective", c->effective),
	    FIELD_TIME("starts", c->starts),
	};
	size_t n = 14;

	if (c->no_team)
		fields[n++] = (struct ledger_field)FIELD_FLAG("no_team", 1);
	if (c->no_manager)
		fields[n++] = (struct ledger_field)FIELD_FLAG("no_manager", 1);
	if (c->no_unit)
		fields[n++] = (struct ledger_field)FIELD_FLAG("no_unit", 1);
	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_PERSON_CHANGED,
		.at = clock_now(),
		.actor = person_actor(actor),
		.subject = person,
		.fields = fields,
		.n = n},
	    err);
}

enum err_code
person_change(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_change *in, struct err *err)
{
	struct person_change wish = *in, change;
	struct person now, then;
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	if (rc == ERR_NONE)
		rc = person_get(db, arena, person, &now, err);
	if (rc == ERR_NONE && now.left)
		return err_set(err, ERR_CONFLICT, "this person has left");
	if (rc == ERR_NONE)
		rc = when_ok(&now, &wish, err);
	then = now;
	if (rc == ERR_NONE && wish.effective != 0)
		rc = scope_as_of(db, arena, wish.effective, &then, err);
	if (rc == ERR_NONE)
		rc = differing(arena, &then, &wish, &change, err);
	if (rc != ERR_NONE || is_empty(&change))
		return rc;
	if (now.role == ROLE_ADMIN && change.role != NULL)
		rc = keeps_an_admin(db, arena, person, err);
	if (rc == ERR_NONE)
		rc = person_move_address(db, person, change.email, err);
	if (rc == ERR_NONE)
		rc = append_change(db, arena, actor, person, &change, err);
	return rc;
}

static enum err_code
last_day_ok(const struct person *now, int64_t last_day, struct err *err)
{
	if (last_day > clock_now())
		return err_set(err, ERR_INVALID,
		    "the last day is not over: record it on the day after");
	if (last_day != 0 && last_day < now->joined)
		return err_set(
		    err, ERR_INVALID, "the last day is before the first");
	return ERR_NONE;
}

enum err_code
person_leave(struct db *db, struct arena *arena, struct id actor,
    struct id person, struct str reason, struct str source, struct err *err)
{
	return person_leave_on(
	    db, arena, actor, person, 0, reason, source, err);
}

enum err_code
person_leave_on(struct db *db, struct arena *arena, struct id actor,
    struct id person, int64_t last_day, struct str reason, struct str source,
    struct err *err)
{
	int64_t last = last_day != 0 ? scope_day_end(last_day) : 0;
	const struct ledger_field fields[] = {
	    FIELD_TIME("last_day", last),
	    FIELD_TEXT("reason", reason),
	    FIELD_TEXT("source", source),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_PERSON_LEFT,
	    .at = clock_now(),
	    .actor = person_actor(actor),
	    .subject = person,
	    .fields = fields,
	    .n = NELEM(fields)};
	struct person now;
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	if (rc == ERR_NONE)
		rc = person_get(db, arena, person, &now, err);
	if (rc == ERR_NONE && now.left)
		return ERR_NONE;
	if (rc == ERR_NONE)
		rc = last_day_ok(&now, last, err);
	if (rc == ERR_NONE && now.role == ROLE_ADMIN)
		rc = keeps_an_admin(db, arena, person, err);
	if (rc == ERR_NONE)
		rc = ledger_append(db, arena, &fact, err);
	if (rc == ERR_NONE)
		rc = sql_account_close(db,
		    &(struct sql_account_close_in){.person = person}, NULL,
		    err);
	if (rc == ERR_NONE)
		rc = session_close_all(db, person, err);
	if (rc == ERR_NONE)
		rc = sql_link_drop_all(db,
		    &(struct sql_link_drop_all_in){.person = person}, NULL,
		    err);
	if (rc == ERR_NONE)
		rc = sql_personal_token_drop_all(db,
		    &(struct sql_personal_token_drop_all_in){.person = person},
		    NULL, err);
	return rc;
}
