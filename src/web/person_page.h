#ifndef WEB_PERSON_PAGE_H
#define WEB_PERSON_PAGE_H

#include "people/absence.h"
#include "people/access.h"
#include "people/scope.h"
#include "people/team.h"
#include "web/page.h"

/* One person, for the administrator: what person.c shows, and what the forms
   of person.c and person_scope.c change. */
struct person_page {
	const struct call *call;
	struct id id;
	struct person person;
	struct teams teams;
	struct accesses accesses;
	struct absences absences;
	struct scope_changes changes;

	struct str name, team, unit, duties, zone; /* as the forms say */
	enum person_role role;
	bool lead;
	int64_t effective, last_day, from, to;
	struct access_key key;
	struct id leave;
};

/* Lists longer than this are on pages of their own. */
#define PERSON_PAGE_MOST 50

enum err_code person_page_show(struct call *call, struct person_page *one,
    struct str problem, struct err *err) MUST_USE;

/* What went wrong is said above the forms; else the page again, saved. */
enum err_code person_page_write(struct call *call, struct person_page *one,
    store_fn *fn, struct err *err) MUST_USE;

/* A day of a form, 0 where it is empty; ERR_INVALID is to be shown. */
enum err_code person_page_day(const struct call *call, const char *name,
    const char *what, int64_t *out, struct err *err) MUST_USE;

#endif
