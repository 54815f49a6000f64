#ifndef PEOPLE_ORGANISATION_H
#define PEOPLE_ORGANISATION_H

#include "store/store.h"

/* What setup asks for; there is one row. */
struct organisation {
	struct str name;
	struct str public_url; /* "https://assay.example", without end slash */
	struct str mail_from;  /* or STR_NONE: no mail goes out */
	int64_t created;
};

/* found is false before setup. */
enum err_code organisation_get(struct db *db, struct arena *arena, bool *found,
    struct organisation *out, struct err *err) MUST_USE;

/* ERR_CONFLICT when there is one; ERR_INVALID names the field. */
enum err_code organisation_make(struct db *db, struct arena *arena,
    const struct organisation *in, struct err *err) MUST_USE;
/* By an administrator: ERR_DENIED otherwise. */
enum err_code organisation_change(struct db *db, struct arena *arena,
    struct id viewer, const struct organisation *in, struct err *err) MUST_USE;

/* http or https, a host, perhaps a port, no path: with an end slash dropped.
   http only for 127.0.0.1, [::1] and localhost. */
enum err_code organisation_url_read(
    struct str text, struct str *out, struct err *err) MUST_USE;

#endif
