#ifndef PEOPLE_PERSON_SEARCH_H
#define PEOPLE_PERSON_SEARCH_H

#include "people/person.h"

/*
 * A page of everybody, those who left included, by name: whose name or address
 * holds the words somewhere, a to z in either case.
 */
struct person_search {
	struct str words; /* "" or STR_NONE: everybody */
	unsigned most, skip;
};

/* Whoever may not see the list of people finds nobody; so does who asks for
   what no name is.  *total: on all pages; 0 on one behind the last. */
enum err_code person_search(struct db *db, struct arena *arena,
    struct id viewer, const struct person_search *search, struct persons *out,
    uint64_t *total, struct err *err) MUST_USE;

#endif
