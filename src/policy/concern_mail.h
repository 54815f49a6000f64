#ifndef POLICY_CONCERN_MAIL_H
#define POLICY_CONCERN_MAIL_H

#include "base/arena.h"

/*
 * A mail as a mail server hands it on (RFC 5322, MIME), read for what a person
 * wrote in it:
 *
 *	From: Ada Lovelace <Ada@acme.example>	from "ada@acme.example"
 *	Subject: =?utf-8?q?Lost_laptop?=	subject "Lost laptop"
 *	Content-Type: multipart/mixed; ...
 *	  text/plain, the first of them		text
 *	  lost.pdf				files {"lost.pdf"}
 *
 * Quoted-printable and base64; UTF-8, US-ASCII, ISO 8859-1 and Windows-1252.
 * Files are named and not kept.  What is read is UTF-8 without control
 * characters but line feed and tab.  Headers can be forged: from is who the
 * mail says sent it.
 */
#define CONCERN_MAIL_MAX       ((size_t)16 << 20)
#define CONCERN_MAIL_TEXT_MAX  ((size_t)8000) /* the rest is cut off */
#define CONCERN_MAIL_FILES_MAX 50
#define CONCERN_MAIL_PARTS_MAX 200
#define CONCERN_MAIL_DEPTH_MAX 8

struct concern_mail {
	struct str from;    /* one address, in lower case */
	struct str subject; /* one line; "" where there is none */
	struct str text;    /* "" where there is no plain text */
	bool cut;           /* it was longer */
	struct {
		struct str *v; /* "" for one without a name */
		size_t n, cap;
	} files;
};

/* ERR_SYNTAX, ERR_INVALID (no sender), ERR_LIMIT, ERR_UNSUPPORTED (another
   character set). */
enum err_code concern_mail_read(struct str mail, struct arena *arena,
    struct concern_mail *out, struct err *err) MUST_USE;

#endif
