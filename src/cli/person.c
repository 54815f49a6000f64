#include "cli/person.h"

#include "people/link.h"
#include "people/organisation.h"

enum err_code
person_named(struct db *db, struct person_work *work, struct err *err)
{
	bool found = false;
	enum err_code rc;

	rc = person_by_email(
	    db, work->cli->arena, work->email, &found, &work->person, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "nobody here has '%.*s'",
		    STR_FMT(work->email));
	return rc;
}

enum err_code
person_link(
    struct db *db, struct person_work *work, bool invite, struct err *err)
{
	enum link_purpose purpose = invite ? LINK_INVITE : LINK_SIGNIN;
	struct arena *arena = work->cli->arena;
	struct organisation org;
	bool found = false;
	struct str token;
	enum err_code rc;

	rc = organisation_get(db, arena, &found, &org, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_CONFLICT,
		    "this database is not set up yet: run assay setup");
	if (rc == ERR_NONE)
		rc = link_make(
		    db, arena, work->person.id, purpose, 0, &token, err);
	if (rc == ERR_NONE)
		work->url = link_url(arena, org.public_url, purpose, token);
	if (rc == ERR_NONE && work->url.ptr == NULL)
		rc = arena_fail(arena, err);
	return rc;
}

int
person_run(struct cli *cli, store_fn *fn, struct person_work *work)
{
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	work->cli = cli;
	rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, fn, work, &err);
	if (rc == ERR_NONE)
		rc = cli_settle(cli, store, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	if (work->url.ptr != NULL)
		fprintf(cli->out, "%.*s\n", STR_FMT(work->url));
	return CLI_OK;
}
