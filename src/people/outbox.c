#include "people/outbox.h"

#include "base/clock.h"
#include "sql/outbox.h"

#define SUBJECT_MAX 200
#define BODY_MAX    (64u << 10)

static bool
one_line(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 127)
			return false;
	return s.len > 0;
}

enum err_code
outbox_add(struct db *db, const struct mail *mail, struct err *err)
{
	int64_t now = clock_now();

	if (!one_line(mail->recipient) || !one_line(mail->subject))
		return err_set(err, ERR_INVALID,
		    "the recipient or the subject of a mail is not one line");
	if (mail->subject.len > SUBJECT_MAX || mail->body.len > BODY_MAX)
		return err_set(err, ERR_LIMIT,
		    "a mail has a subject over %d or a body over %u bytes",
		    SUBJECT_MAX, BODY_MAX);
	return sql_outbox_add(db,
	    &(struct sql_outbox_add_in){.id = id_new(),
		.recipient = mail->recipient,
		.subject = mail->subject,
		.body = mail->body,
		.now = now,
		.not_before = mail->not_before != 0 ? mail->not_before : now,
		.keep = mail->keep},
	    NULL, err);
}
