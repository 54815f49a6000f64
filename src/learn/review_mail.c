/* A question by link, and by mail for those who want that: see review.h. */
#include "learn/review_link.h"
#include "learn/review_part.h"

#include "learn/card.h"
#include "people/organisation.h"
#include "people/outbox.h"

#define MAIL_FROM     (7 * 3600 * CLOCK_SECOND) /* in the morning, UTC */
#define MAILS_AT_ONCE 20 /* a transaction; the LIMIT in review_mail_todo */

struct linking {
	const struct learn *learn;
	struct id person;
	struct arena *arena;
	struct str token;
	bool found;
	struct review_link link;
	struct review_ticket ticket;
	bool on;
};

static enum err_code
question_token(struct id asked, int64_t now, struct arena *arena,
    struct str *out, struct err *err)
{
	const struct review_link link = {
	    REVIEW_LINK_QUESTION, asked, review_ends(now)};

	return review_link_write(&link, arena, out, err);
}

static enum err_code
make_tx(struct db *db, void *ctx, struct err *err)
{
	struct linking *l = ctx;
	int64_t now = clock_now();
	struct review_today today;
	enum err_code rc;

	l->token = STR_NONE;
	rc = review_ask_in(l->learn, db, l->arena, l->person, now, &today, err);
	if (rc == ERR_NONE && !id_is_none(today.asked))
		rc = question_token(today.asked, now, l->arena, &l->token, err);
	return rc;
}

enum err_code
review_link_make(const struct learn *learn, struct id person,
    struct arena *arena, struct str *token, struct err *err)
{
	struct linking l = {.learn = learn, .person = person, .arena = arena};
	enum err_code rc = store_write(learn->store, make_tx, &l, err);

	if (rc == ERR_NONE)
		*token = l.token;
	return rc;
}

static enum err_code
ticket_in(
    struct db *db, struct arena *arena, struct linking *l, struct err *err)
{
	struct sql_review_asked_person_row asked;
	struct sql_review_person_row person;

	if (l->link.kind == REVIEW_LINK_NO_MAIL) {
		l->ticket.person = l->link.id;
		return sql_review_person(db, arena,
		    &(struct sql_review_person_in){.person = l->link.id},
		    &l->found, &person, err);
	}
	l->ticket.asked = l->link.id;
	if (sql_review_asked_person(db, arena,
		&(struct sql_review_asked_person_in){.id = l->link.id},
		&l->found, &asked, err) != ERR_NONE)
		return err->code;
	if (l->found)
		l->ticket.person = asked.person;
	return ERR_NONE;
}

static enum err_code
ticket_tx(struct db *db, void *ctx, struct err *err)
{
	struct linking *l = ctx;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = ticket_in(db, &arena, l, err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_link_open_ticket(const struct learn *learn, struct str token,
    bool *found, struct review_ticket *out, struct err *err)
{
	struct linking l = {.learn = learn};
	enum err_code rc;

	*found = false;
	if (!review_link_read(token, &l.link) || l.link.ends <= clock_now())
		return ERR_NONE;
	rc = store_read(learn->store, ticket_tx, &l, err);
	if (rc != ERR_NONE || !l.found)
		return rc;
	*found = true;
	*out = l.ticket;
	return ERR_NONE;
}

/* --- mails -----------------------------------------------------------------
 */

static enum err_code
wanted_tx(struct db *db, void *ctx, struct err *err)
{
	struct linking *l = ctx;
	struct sql_review_mail_of_row row;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = sql_review_mail_of(db, &arena,
	    &(struct sql_review_mail_of_in){.person = l->person}, &l->on, &row,
	    err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_mail_wanted(
    const struct learn *learn, struct id person, bool *out, struct err *err)
{
	struct linking l = {.person = person};
	enum err_code rc = store_read(learn->store, wanted_tx, &l, err);

	if (rc == ERR_NONE)
		*out = l.on;
	return rc;
}

static enum err_code
set_tx(struct db *db, void *ctx, struct err *err)
{
	const struct linking *l = ctx;

	if (!l->on)
		return sql_review_mail_off(db,
		    &(struct sql_review_mail_off_in){.person = l->person}, NULL,
		    err);
	return sql_review_mail_on(db,
	    &(struct sql_review_mail_on_in){
		.person = l->person, .since = clock_now()},
	    NULL, err);
}

enum err_code
review_mail_set(
    const struct learn *learn, struct id person, bool on, struct err *err)
{
	struct linking l = {.person = person, .on = on};

	return store_write(learn->store, set_tx, &l, err);
}

struct mailing {
	const struct learn *learn;
	int64_t now;
	struct id after; /* who had their turn */
	struct id last;  /* of this transaction, with what it did */
	bool more;
	unsigned sent;
};

static enum err_code
write_mail(struct arena *arena, const struct organisation *org, struct str name,
    struct str question, struct str no_mail, struct mail *out, struct err *err)
{
	out->subject = STR("A question from what you proved");
	out->body = arena_strf(arena,
	    "Hello %.*s,\n\n"
	    "one question from something you have passed, before it fades. "
	    "This link opens it\nwithout signing in, and nothing else:\n\n"
	    "    %.*s/review/l/%.*s\n\n"
	    "It changes no result of yours.\n\n"
	    "You asked for these mails. This link ends them:\n\n"
	    "    %.*s/review/l/%.*s\n",
	    STR_FMT(name), STR_FMT(org->public_url), STR_FMT(question),
	    STR_FMT(org->public_url), STR_FMT(no_mail));
	return out->body.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
mail_one(struct db *db, struct arena *arena, struct mailing *m,
    const struct organisation *org, const struct sql_review_mail_todo_row *to,
    struct err *err)
{
	const struct review_link end = {REVIEW_LINK_NO_MAIL, to->person,
	    review_ends(m->now) + 365 * CLOCK_DAY};
	struct mail mail = {.recipient = to->email};
	struct str question, no_mail;
	struct review_today today;
	unsigned due = 0;
	enum err_code rc =
	    review_due_in(m->learn, db, arena, to->person, m->now, &due, err);

	if (rc != ERR_NONE || due == 0)
		return rc;
	rc =
	    review_ask_in(m->learn, db, arena, to->person, m->now, &today, err);
	if (rc != ERR_NONE || id_is_none(today.asked))
		return rc;
	rc = question_token(today.asked, m->now, arena, &question, err);
	if (rc == ERR_NONE)
		rc = review_link_write(&end, arena, &no_mail, err);
	if (rc == ERR_NONE)
		rc = write_mail(
		    arena, org, to->name, question, no_mail, &mail, err);
	if (rc == ERR_NONE)
		rc = outbox_add(db, &mail, err);
	if (rc == ERR_NONE)
		rc = sql_review_mail_sent(db,
		    &(struct sql_review_mail_sent_in){
			.person = to->person, .today = card_day(m->now)},
		    NULL, err);
	m->sent += rc == ERR_NONE;
	return rc;
}

static enum err_code
mail_in(struct db *db, struct arena *arena, struct mailing *m, struct err *err)
{
	struct sql_review_mail_todo_rows rows = {0};
	struct organisation org;
	bool set_up = false;
	enum err_code rc = organisation_get(db, arena, &set_up, &org, err);

	if (rc != ERR_NONE || !set_up || org.mail_from.len == 0)
		return rc;
	rc = sql_review_mail_todo(db, arena,
	    &(struct sql_review_mail_todo_in){
		.today = card_day(m->now), .after = m->after},
	    &rows, err);
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct arena own;

		arena_init(&own, REVIEW_MEMORY);
		rc = mail_one(db, &own, m, &org, &rows.v[i], err);
		arena_release(&own);
		m->last = rows.v[i].person;
	}
	m->more = rows.n == MAILS_AT_ONCE;
	return rc;
}

static enum err_code
mail_tx(struct db *db, void *ctx, struct err *err)
{
	struct mailing *m = ctx;
	struct arena arena;
	enum err_code rc;

	m->more = false;
	m->sent = 0;
	arena_init(&arena, 1 << 20);
	rc = mail_in(db, &arena, m, err);
	arena_release(&arena);
	return rc;
}

enum err_code
review_mail_run(const struct learn *learn, unsigned *sent, struct err *err)
{
	struct mailing m = {.learn = learn, .now = clock_now(), .more = true};
	enum err_code rc = ERR_NONE;

	*sent = 0;
	if (m.now % CLOCK_DAY < MAIL_FROM)
		return ERR_NONE;
	while (rc == ERR_NONE && m.more) {
		rc = store_write(learn->store, mail_tx, &m, err);
		*sent += rc == ERR_NONE ? m.sent : 0;
		m.after = m.last;
	}
	return rc;
}
