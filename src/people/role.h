#ifndef PEOPLE_ROLE_H
#define PEOPLE_ROLE_H

#include "base/str.h"

/*
 * One role a person; everybody can learn.
 *
 *	developer	their own record
 *	lead		and that of the teams they lead
 *	security_lead	and all findings, nobody's quiz answers
 *	admin		people, teams, settings, tokens
 *	auditor		reads evidence; changes nothing
 *
 * The right itself is in the SQL: a query that shows other people's data
 * joins person on :viewer, and gives no row to the wrong role.
 */
enum person_role {
	ROLE_DEVELOPER,
	ROLE_LEAD,
	ROLE_ADMIN,
	ROLE_SECURITY_LEAD,
	ROLE_AUDITOR,
	ROLE_COUNT
};

/* "developer", as stored and as typed. */
const char *role_name(enum person_role role);
/* "Security lead", for a page. */
const char *role_title(enum person_role role);
bool role_read(struct str name, enum person_role *out);

#endif
