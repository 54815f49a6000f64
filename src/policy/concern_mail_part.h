#ifndef POLICY_CONCERN_MAIL_PART_H
#define POLICY_CONCERN_MAIL_PART_H

#include "policy/concern_mail.h"

/* Inside message*.c only: bytes to characters. */

/* White space and what is no such digit is skipped, as mail programs do; a
   broken end is dropped. */
void message_base64(struct str text, struct buf *out);

/* "=C3=A9", "=" at a line's end; in a header "_" is a space. */
void concern_mail_quoted(struct str text, bool header, struct buf *out);

/* Bytes of a character set, as clean UTF-8.  False for a set nobody knows
   here; "" is US-ASCII, and what is not of it is taken for UTF-8. */
bool concern_mail_charset(struct str name, struct str bytes, struct buf *out);

/* Encoded words of a header (RFC 2047) and what stands around them, as one
   line. */
void concern_mail_words(struct str text, struct buf *out);

#endif
