#include "policy/gate_right.h"

#include "people/person.h"
#include "sql/gate.h"

static enum err_code
ask(struct db *db, struct arena *arena, struct id actor, bool *looks,
    bool *acts, struct err *err)
{
	struct sql_gate_rights_row row = {0};
	enum err_code rc;

	*looks = *acts = id_eq(actor, PERSON_PROGRAM);
	if (*looks)
		return ERR_NONE;
	rc = sql_gate_rights(db, arena,
	    &(struct sql_gate_rights_in){.viewer = actor}, looks, &row, err);
	*acts = *looks && row.acts;
	return rc;
}

enum err_code
gate_administers(
    struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	struct person person;
	enum err_code rc;

	if (id_eq(actor, PERSON_PROGRAM))
		return ERR_NONE;
	rc = person_get(db, arena, actor, &person, err);
	if (rc == ERR_NOT_FOUND ||
	    (rc == ERR_NONE && (person.role != ROLE_ADMIN || person.left)))
		return err_set(
		    err, ERR_DENIED, "only an administrator may do that");
	return rc;
}

enum err_code
gate_acts(struct db *db, struct arena *arena, struct id actor, struct err *err)
{
	bool looks, acts;
	enum err_code rc = ask(db, arena, actor, &looks, &acts, err);

	if (rc == ERR_NONE && !acts)
		return err_set(err, ERR_DENIED,
		    "only an administrator or a security lead may do that");
	return rc;
}

enum err_code
gate_looks(
    struct db *db, struct arena *arena, struct id viewer, struct err *err)
{
	bool looks, acts;
	enum err_code rc = ask(db, arena, viewer, &looks, &acts, err);

	if (rc == ERR_NONE && !looks)
		return err_set(err, ERR_DENIED,
		    "only an administrator, a security lead or an auditor may "
		    "see that");
	return rc;
}

struct id
gate_actor(struct id actor)
{
	return id_eq(actor, PERSON_PROGRAM) ? (struct id){0} : actor;
}
