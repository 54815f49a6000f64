#ifndef HTTP_MAIL_H
#define HTTP_MAIL_H

#include "base/arena.h"
#include "base/id.h"

/*
 * One plain-text mail to one person over SMTP (libcurl).
 *
 *	smtp://mail.example:587		STARTTLS, and nothing without it
 *	smtps://mail.example		TLS from the start
 *	smtp://127.0.0.1:25		to this machine itself: in the clear
 *	smtp://u:p@mail.example:587	with a name and a password
 *	smtp://mail.example?tls=none	in the clear, since somebody said so
 */
struct mail_relay {
	struct str url; /* without name, password and query */
	struct str user, password;
	bool clear;            /* no TLS */
	const char *authority; /* certificates to trust instead of the
				  system's: a file, or NULL */
};

enum err_code mail_relay_read(struct str text, struct arena *arena,
    struct mail_relay *out, struct err *err) MUST_USE;

struct mail_message {
	struct id id; /* makes the Message-ID, so a resent one is known */
	struct str from, to, subject, body;
	int64_t at;
};

/* Headers and body as they are sent: RFC 5322, the body in base64, a subject
   that is not ASCII as RFC 2047.  ERR_INVALID for a line break or a control
   character in an address or the subject. */
enum err_code mail_write(const struct mail_message *message, struct buf *out,
    struct err *err) MUST_USE;

/* ERR_IO where the relay cannot be reached or says "later", ERR_INVALID where
   it refuses for good (5xx). */
enum err_code mail_send(const struct mail_relay *relay,
    const struct mail_message *message, struct err *err) MUST_USE;

#endif
