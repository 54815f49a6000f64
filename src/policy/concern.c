#include "policy/concern.h"

#include "base/clock.h"
#include "ledger/ledger.h"
#include "people/limit.h"
#include "people/outbox.h"
#include "policy/actor.h"
#include "sql/concern.h"

static const struct {
	const char *name, *title;
} kinds[CONCERN_KINDS] = {
    [CONCERN_PHISHING] = {"phishing", "Phishing"},
    [CONCERN_DEVICE] = {"lost-device", "Lost device"},
    [CONCERN_SECRET] = {"leaked-secret", "Leaked secret"},
    [CONCERN_ACTIVITY] = {"suspicious-activity", "Suspicious activity"},
    [CONCERN_WEAKNESS] = {"weakness", "Weakness in something of ours"},
    [CONCERN_OTHER] = {"other", "Something else"},
};

const char *
concern_kind_name(enum concern_kind kind)
{
	return kinds[kind].name;
}

const char *
concern_kind_title(enum concern_kind kind)
{
	return kinds[kind].title;
}

bool
concern_kind_read(struct str name, enum concern_kind *out)
{
	for (unsigned i = 0; i < CONCERN_KINDS; i++)
		if (str_eq(name, str_from(kinds[i].name))) {
			*out = (enum concern_kind)i;
			return true;
		}
	return false;
}

struct str
concern_number(struct arena *arena, struct id c)
{
	return arena_strf(arena, "C-%02X%02X%02X%02X", c.bytes[12], c.bytes[13],
	    c.bytes[14], c.bytes[15]);
}

/* --- handing over ----------------------------------------------------- */

static enum err_code
append_handover(struct db *db, struct arena *arena, struct id actor,
    struct id concern, const char *channel, struct str reference,
    struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_ID("concern", concern),
	    FIELD_TEXT("channel", str_from(channel)),
	    FIELD_TEXT("reference", reference),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_CONCERN_HANDED_OVER,
	    .at = clock_now(),
	    .actor = actor,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

/* A leaked secret does not travel on. */
static enum err_code
write_mail(struct arena *arena, const struct concern_new *in, struct id id,
    const struct sql_concern_channel_row *to, struct mail *out, struct err *err)
{
	struct str number = concern_number(arena, id);
	struct str text = in->kind == CONCERN_SECRET
	    ? STR("(The text may hold the secret itself and is not in this "
		  "mail: read it on the page below.)")
	    : in->text;

	out->recipient = to->incident_mail;
	out->subject = arena_strf(
	    arena, "Concern %.*s: %s", STR_FMT(number), kinds[in->kind].title);
	out->body = arena_strf(arena,
	    "%.*s\n\n-- \nConcern %.*s, reported %s%s.\n%.*s/concerns\nNote "
	    "there under which reference you took it up; who reported it sees "
	    "that.\n",
	    STR_FMT(text), STR_FMT(number),
	    id_is_none(in->reporter) ? "without a name" : "by a member",
	    strcmp(in->surface, "mail") == 0 ? ", by mail" : "",
	    STR_FMT(to->public_url));
	return out->subject.ptr && out->body.ptr ? ERR_NONE
						 : arena_fail(arena, err);
}

static enum err_code
hand_over(struct db *db, struct arena *arena, const struct concern_new *in,
    struct id concern, struct err *err)
{
	struct sql_concern_channel_row to;
	struct id program = {{0}};
	struct mail mail = {0};
	bool found = false;
	enum err_code rc = sql_concern_channel(db, arena, &found, &to, err);

	if (rc != ERR_NONE || !found || to.incident_mail.len == 0 ||
	    to.mail_from.len == 0)
		return rc;
	rc = write_mail(arena, in, concern, &to, &mail, err);
	if (rc == ERR_NONE)
		rc = outbox_add(db, &mail, err);
	return rc == ERR_NONE ? append_handover(db, arena, program, concern,
				    "mail", STR_NONE, err)
			      : rc;
}

/* --- reporting -------------------------------------------------------- */

static enum err_code
check(const struct concern_new *in, struct err *err)
{
	if (str_trim(in->text).len == 0)
		return err_set(
		    err, ERR_INVALID, "say in a few words what happened");
	if (in->text.len > CONCERN_TEXT_MAX)
		return err_set(err, ERR_INVALID,
		    "up to %d bytes of text are taken: send the rest to those "
		    "who answer",
		    CONCERN_TEXT_MAX);
	if (!str_is_utf8(in->text) ||
	    str_find_char(in->text, '\0') < in->text.len)
		return err_set(
		    err, ERR_INVALID, "the text is not UTF-8, or holds NUL");
	return ERR_NONE;
}

static enum err_code
count(struct db *db, const struct concern_new *in, struct err *err)
{
	char id[ID_TEXT_LEN + 1];

	if (!id_is_none(in->reporter)) {
		id_write(in->reporter, id);
		return limit_count(db, LIMIT_CONCERN, str_from(id), err);
	}
	if (in->address.len > 0)
		return limit_count(db, LIMIT_CONCERN, in->address, err);
	return limit_count(db, LIMIT_UNNAMED, STR("all"), err);
}

enum err_code
concern_report(struct db *db, struct arena *arena, const struct concern_new *in,
    struct id *out, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("kind", str_from(kinds[in->kind].name)),
	    FIELD_TEXT("text", str_trim(in->text)),
	    FIELD_TEXT("surface", str_from(in->surface)),
	};
	/* without a name it is about itself, so that its text, too, can be
	   forgotten one day */
	struct id id = id_new();
	const struct ledger_fact fact = {.id = id,
	    .type = LEDGER_CONCERN_REPORTED,
	    .at = clock_now(),
	    .actor = in->reporter,
	    .subject = id_is_none(in->reporter) ? id : in->reporter,
	    .fields = fields,
	    .n = NELEM(fields)};
	enum err_code rc = check(in, err);

	if (rc == ERR_NONE)
		rc = count(db, in, err);
	if (rc == ERR_NONE)
		rc = ledger_append(db, arena, &fact, err);
	if (rc == ERR_NONE)
		rc = hand_over(db, arena, in, id, err);
	if (rc == ERR_NONE)
		*out = id;
	return rc;
}

/* Subject, text, and what came with it. */
static enum err_code
text_of(struct arena *arena, const struct concern_mail *mail, bool known,
    struct str *out, struct err *err)
{
	struct buf b;
	enum err_code rc;

	buf_init(&b, 64 << 10);
	if (!known)
		buf_addf(&b, "From: %.*s (nobody here by that address)\n",
		    STR_FMT(mail->from));
	if (mail->subject.len > 0)
		buf_addf(&b, "Subject: %.*s\n", STR_FMT(mail->subject));
	buf_addf(&b, "%s%.*s", b.len > 0 ? "\n" : "", STR_FMT(mail->text));
	if (mail->text.len == 0)
		buf_add(&b, STR("(The mail has no plain text.)"));
	if (mail->cut)
		buf_add(&b, STR("\n(The mail went on; it was cut here.)"));
	for (size_t i = 0; i < mail->files.n && b.len < 9000; i++)
		buf_addf(&b, "%s%.*s",
		    i == 0 ? "\n\nFiles that came with it, not kept: " : ", ",
		    STR_FMT(mail->files.v[i].len > 0 ? mail->files.v[i]
						     : STR("(no name)")));
	rc = buf_finish(&b, err);
	*out = arena_buf(arena, &b);
	buf_release(&b);
	return rc == ERR_NONE && out->ptr == NULL ? arena_fail(arena, err) : rc;
}

enum err_code
concern_receive(struct db *db, struct arena *arena,
    const struct concern_mail *mail, struct id *out, bool *known,
    struct err *err)
{
	struct concern_new in = {
	    .kind = CONCERN_OTHER, .address = mail->from, .surface = "mail"};
	struct sql_concern_channel_row channel = {0};
	struct person person;
	bool found = false;
	enum err_code rc =
	    sql_concern_channel(db, arena, &found, &channel, err);

	if (rc == ERR_NONE && str_eq_case(channel.mail_from, mail->from))
		return err_set(err, ERR_INVALID,
		    "the mail comes from this program itself: its concerns are "
		    "handed over to the address they are received at");
	if (rc == ERR_NONE)
		rc =
		    person_by_email(db, arena, mail->from, known, &person, err);
	if (rc == ERR_NONE && *known)
		in.reporter = person.id;
	if (rc == ERR_NONE)
		rc = text_of(arena, mail, *known, &in.text, err);
	return rc == ERR_NONE ? concern_report(db, arena, &in, out, err) : rc;
}

/* --- looking ---------------------------------------------------------- */

/* From any row with the columns of a concern and its last handing over. */
#define CONCERN_OF(row)                                          \
	concern_of((row)->kind, (row)->reported, (row)->channel, \
	    (row)->reference, (row)->handed)

static struct concern
concern_of(struct str kind, int64_t reported, struct str channel,
    struct str reference, struct sql_int handed)
{
	struct concern c = {.kind = CONCERN_OTHER,
	    .reported = reported,
	    .handed = handed.set ? handed.v : 0,
	    .reference = reference};

	if (!concern_kind_read(kind, &c.kind))
		c.kind = CONCERN_OTHER;
	c.state = reference.len > 0 ? CONCERN_TAKEN_UP
	    : channel.len > 0       ? CONCERN_SENT
				    : CONCERN_OPEN;
	return c;
}

enum err_code
concern_list(struct db *db, struct arena *arena, struct id viewer,
    struct concerns *out, struct err *err)
{
	struct sql_concern_all_rows rows = {0};
	struct concerns list = {0};
	enum err_code rc = sql_concern_all(db, arena,
	    &(struct sql_concern_all_in){.viewer = viewer, .most = 500}, &rows,
	    err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct concern *c = ARENA_PUSH(arena, &list);

		if (c == NULL)
			return arena_fail(arena, err);
		*c = CONCERN_OF(&rows.v[i]);
		c->id = rows.v[i].id;
		c->text = rows.v[i].text;
		c->surface = rows.v[i].surface;
		c->reporter_name = rows.v[i].reporter_name;
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

enum err_code
concern_mine(struct db *db, struct arena *arena, struct id person,
    struct concerns *out, struct err *err)
{
	struct sql_concern_mine_rows rows = {0};
	struct concerns list = {0};
	enum err_code rc = sql_concern_mine(db, arena,
	    &(struct sql_concern_mine_in){.person = person, .most = 50}, &rows,
	    err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct concern *c = ARENA_PUSH(arena, &list);

		if (c == NULL)
			return arena_fail(arena, err);
		*c = CONCERN_OF(&rows.v[i]);
		c->id = rows.v[i].id;
		c->text = rows.v[i].text;
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

enum err_code
concern_state(struct db *db, struct arena *arena, struct id concern,
    struct concern *out, struct err *err)
{
	struct sql_concern_state_row row;
	bool found = false;
	enum err_code rc = sql_concern_state(db, arena,
	    &(struct sql_concern_state_in){.id = concern}, &found, &row, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "no such concern");
	if (rc != ERR_NONE)
		return rc;
	*out = CONCERN_OF(&row);
	out->id = concern;
	return ERR_NONE;
}

/* --- those who deal with it ------------------------------------------- */

static bool
reference_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 127)
			return false;
	return s.len > 0 && s.len <= CONCERN_REFERENCE_MAX && str_is_utf8(s);
}

enum err_code
concern_take_up(struct db *db, struct arena *arena, struct id actor,
    struct id concern, struct str reference, struct err *err)
{
	struct sql_concern_may_row row;
	struct concern c;
	bool found = false;
	enum err_code rc = sql_concern_may(db, arena,
	    &(struct sql_concern_may_in){.viewer = actor}, &found, &row, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "only an administrator or a security lead takes up "
		    "concerns");
	if (rc == ERR_NONE)
		rc = concern_state(db, arena, concern, &c, err);
	if (rc != ERR_NONE)
		return rc;
	reference = str_trim(reference);
	if (!reference_ok(reference))
		return err_set(err, ERR_INVALID,
		    "name the ticket or incident it became, in one line of 1 "
		    "to %d bytes",
		    CONCERN_REFERENCE_MAX);
	return append_handover(
	    db, arena, actor, concern, "hand", reference, err);
}

enum err_code
concern_channel_get(struct db *db, struct arena *arena,
    struct concern_channel *out, struct err *err)
{
	struct sql_concern_channel_row row = {0};
	bool found = false;
	enum err_code rc = sql_concern_channel(db, arena, &found, &row, err);

	if (rc == ERR_NONE)
		*out = (struct concern_channel){row.incident_mail,
		    row.incident_mail.len > 0 && row.mail_from.len > 0};
	return rc;
}

enum err_code
concern_channel_set(struct db *db, struct arena *arena, struct id actor,
    struct str mail, struct err *err)
{
	struct sql_concern_channel_row row = {0};
	struct str address = STR_NONE;
	uint64_t changed = 0;
	bool found = false;
	enum err_code rc = sql_concern_channel(db, arena, &found, &row, err);

	mail = str_trim(mail);
	if (rc == ERR_NONE && mail.len > 0)
		rc = person_email_read(mail, arena, &address, err);
	if (rc == ERR_NONE && address.len > 0 &&
	    str_eq_case(address, row.mail_from))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is where mail comes from: name the address of "
		    "those who deal with incidents",
		    STR_FMT(address));
	if (rc == ERR_NONE)
		rc = sql_concern_channel_set(db,
		    &(struct sql_concern_channel_set_in){
			.mail = address, .viewer = actor},
		    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_DENIED,
		    "only an administrator changes the settings");
	return rc;
}
