#include "main/mailer.h"

#include "base/clock.h"
#include "main/log.h"
#include "main/metrics.h"
#include "sql/job.h"

#define LEASE     (INT64_C(120) * CLOCK_SECOND)
#define TRIES_MAX 12

struct step {
	struct arena *arena;
	bool found, has_sender;
	struct sql_mail_take_row mail;
	struct sql_mail_sender_row sender;
	enum err_code rc;
	struct err why;
};

static enum err_code
take(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;
	int64_t now = clock_now();
	enum err_code rc =
	    sql_mail_sender(db, s->arena, &s->has_sender, &s->sender, err);

	if (rc != ERR_NONE || !s->has_sender || !s->sender.mail_from.ptr)
		return rc;
	return sql_mail_take(db, s->arena,
	    &(struct sql_mail_take_in){.now = now, .until = now + LEASE},
	    &s->found, &s->mail, err);
}

static enum err_code
note(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;
	struct str said = str_from(s->why.text);
	int64_t wait = (INT64_C(30) << (s->mail.tries < 8 ? s->mail.tries : 8));

	if (s->rc == ERR_NONE)
		return sql_mail_sent(db,
		    &(struct sql_mail_sent_in){.id = s->mail.id}, NULL, err);
	if (s->rc == ERR_INVALID || s->mail.tries >= TRIES_MAX)
		return sql_mail_failed(db,
		    &(struct sql_mail_failed_in){
			.id = s->mail.id, .said = said},
		    NULL, err);
	return sql_mail_again(db,
	    &(struct sql_mail_again_in){.id = s->mail.id,
		.not_before = clock_now() + wait * CLOCK_SECOND,
		.said = said},
	    NULL, err);
}

bool
mailer_one(
    struct store *store, const struct mail_relay *relay, struct arena *arena)
{
	struct step s = {.arena = arena};
	struct mail_message message;
	struct err err;

	if (store_write(store, take, &s, &err) != ERR_NONE) {
		log_error("mail", "could not look for mails: %s", err.text);
		return false;
	}
	if (!s.found)
		return false;
	message = (struct mail_message){.id = s.mail.id,
	    .from = s.sender.mail_from,
	    .to = s.mail.recipient,
	    .subject = s.mail.subject,
	    .body = s.mail.body,
	    .at = s.mail.created};
	s.rc = mail_send(relay, &message, &s.why);
	metrics_mail(s.rc == ERR_NONE);
	if (s.rc != ERR_NONE)
		log_error("mail", "%s", s.why.text);
	if (store_write(store, note, &s, &err) != ERR_NONE)
		log_error("mail", "could not note a mail: %s", err.text);
	return true;
}
