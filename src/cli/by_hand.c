#include "cli/by_hand.h"

#include "cli/learning.h"
#include "people/person.h"

struct by_hand_work {
	struct cli *cli;
	struct str email;
	struct person person;
	bool found;
};

static enum err_code
find(struct db *db, void *ctx, struct err *err)
{
	struct by_hand_work *w = ctx;

	return person_by_email(
	    db, w->cli->arena, w->email, &w->found, &w->person, err);
}

static enum err_code
work(struct by_hand_work *w, const struct by_hand *what, cli_by_hand_fn *act,
    struct err *err)
{
	struct by_hand in = *what;
	struct learning l = {0};
	enum err_code rc =
	    person_email_read(w->email, w->cli->arena, &w->email, err);

	if (rc == ERR_NONE)
		rc = learning_open_all(w->cli, &l, err);
	if (rc != ERR_NONE)
		return rc;
	rc = store_read(l.store, find, w, err);
	if (rc == ERR_NONE && !w->found)
		rc = err_set(err, ERR_NOT_FOUND, "nobody here has '%.*s'",
		    STR_FMT(str_sub(w->email, 0, 100)));
	in.engine = l.engine;
	in.learn = l.learn;
	in.viewer = PERSON_PROGRAM;
	in.person = w->person.id;
	if (rc == ERR_NONE)
		rc = act(&in, err);
	if (rc == ERR_NONE)
		rc = cli_settle(w->cli, l.store, err);
	learning_close(&l);
	return rc;
}

int
cli_by_hand(struct cli *cli, const char *email, const struct by_hand *what,
    cli_by_hand_fn *act)
{
	struct by_hand_work w = {.cli = cli, .email = str_from(email)};
	struct err err;

	return work(&w, what, act, &err) == ERR_NONE ? CLI_OK
						     : cli_fail(cli, &err);
}
