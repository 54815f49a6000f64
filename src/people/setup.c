#include "people/setup.h"

#include "base/clock.h"
#include "crypto/password.h"
#include "people/organisation.h"
#include "people/person.h"
#include "sql/account.h"

struct work {
	struct arena *arena;
	const struct setup *in;
	struct str hash;
	struct id admin;
};

static enum err_code
make(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum err_code rc;

	rc = organisation_make(db, w->arena,
	    &(struct organisation){.name = w->in->name,
		.public_url = w->in->public_url,
		.mail_from = w->in->mail_from},
	    err);
	if (rc == ERR_NONE)
		rc = person_add(db, w->arena, PERSON_PROGRAM,
		    &(struct person_new){.name = w->in->admin_name,
			.email = w->in->admin_email,
			.role = ROLE_ADMIN,
			.source = STR("setup")},
		    &w->admin, err);
	if (rc == ERR_NONE && w->hash.ptr != NULL)
		rc = sql_account_set_password(db,
		    &(struct sql_account_set_password_in){.person = w->admin,
			.password = w->hash,
			.at = clock_now()},
		    NULL, err);
	return rc;
}

enum err_code
setup_run(struct store *store, struct arena *arena, const struct setup *in,
    struct id *admin, struct err *err)
{
	struct work w = {.arena = arena, .in = in};
	char hash[PASSWORD_HASH_MAX];
	enum err_code rc = ERR_NONE;

	if (in->password.ptr != NULL) {
		rc = password_check(in->password, err);
		if (rc == ERR_NONE)
			rc = password_hash(in->password, hash, err);
		if (rc != ERR_NONE)
			return rc;
		w.hash = str_from(hash);
	}
	rc = store_write(store, make, &w, err);
	if (rc == ERR_NONE)
		*admin = w.admin;
	return rc;
}
