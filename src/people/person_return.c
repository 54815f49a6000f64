#include "people/person.h"

#include "people/row.h"
#include "sql/account.h"

static struct str
or_before(struct str said, struct str before)
{
	return said.len > 0 ? said : before;
}

/* What is not said is as it was when they left. */
static struct person_new
returned(
    const struct person *was, const struct person_new *in, struct str email)
{
	return (struct person_new){.name = or_before(in->name, was->name),
	    .email = email,
	    .role = in->role,
	    .team = in->team,
	    .manager = in->manager,
	    .employment = or_before(in->employment, was->employment),
	    .external = or_before(in->external, was->external),
	    .unit = or_before(in->unit, was->unit),
	    .zone = or_before(in->zone, was->zone),
	    .stacks = or_before(in->stacks, was->stacks),
	    .duties = or_before(in->duties, was->duties),
	    .source = in->source,
	    .starts = in->starts};
}

static enum err_code
reopen(struct db *db, struct id person, struct str email, struct err *err)
{
	enum err_code rc = person_move_address(db, person, email, err);

	if (rc == ERR_NONE)
		rc = sql_account_reopen(db,
		    &(struct sql_account_reopen_in){.person = person}, NULL,
		    err);
	if (rc == ERR_NONE)
		rc = sql_recovery_clear(db,
		    &(struct sql_recovery_clear_in){.person = person}, NULL,
		    err);
	return rc;
}

enum err_code
person_return(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_new *in, struct err *err)
{
	struct person_new again;
	struct person was;
	struct str email;
	enum err_code rc = person_administers(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = person_get(db, arena, person, &was, err);
	if (rc == ERR_NONE && !was.left)
		return err_set(err, ERR_CONFLICT, "this person is here");
	if (rc == ERR_NONE)
		rc = person_email_read(
		    or_before(in->email, was.email), arena, &email, err);
	if (rc == ERR_NONE && in->starts != 0 && in->starts < was.left_at)
		rc = err_set(err, ERR_INVALID,
		    "the first day is before the one they left on");
	if (rc != ERR_NONE)
		return rc;
	again = returned(&was, in, email);
	rc = person_new_ok(&again, err);
	if (rc == ERR_NONE)
		rc = reopen(db, person, email, err);
	return rc == ERR_NONE
	    ? person_say_joined(db, arena, actor, person, &again, email, err)
	    : rc;
}
