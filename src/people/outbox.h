#ifndef PEOPLE_OUTBOX_H
#define PEOPLE_OUTBOX_H

#include "store/store.h"

/* A mail that goes out after the commit, by the job that empties table
   mail_outbox.  Plain text; a line break in recipient or subject is
   ERR_INVALID. */
struct mail {
	struct str recipient, subject, body;
	int64_t not_before; /* 0: now */
	bool keep; /* nothing secret in it: may be sent again after it failed */
};

enum err_code outbox_add(
    struct db *db, const struct mail *mail, struct err *err) MUST_USE;

#endif
