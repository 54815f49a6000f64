#ifndef PEOPLE_SETUP_H
#define PEOPLE_SETUP_H

#include "store/store.h"

/*
 * The first minute: the organisation and its first administrator, from the
 * terminal or from the browser's first visit; both or neither.
 */
struct setup {
	struct str name, public_url, mail_from; /* mail_from may be STR_NONE */
	struct str admin_name, admin_email;
	struct str password; /* STR_NONE: they come in by a link */
};

/* ERR_CONFLICT where it is done already; ERR_INVALID names the field.  Call
   ledger_wake(), or settle, afterwards. */
enum err_code setup_run(struct store *store, struct arena *arena,
    const struct setup *in, struct id *admin, struct err *err) MUST_USE;

#endif
