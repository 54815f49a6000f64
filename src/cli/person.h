#ifndef CLI_PERSON_H
#define CLI_PERSON_H

#include "cli/command.h"
#include "people/person.h"

/* What the commands about one person share. */
struct person_work {
	struct cli *cli;
	struct str email;
	struct person person; /* after person_named */
	struct str url;       /* something to print, or STR_NONE */
};

/* ERR_NOT_FOUND names the address. */
enum err_code person_named(
    struct db *db, struct person_work *work, struct err *err) MUST_USE;

/* A new link for work->person, as text in work->url. */
enum err_code person_link(struct db *db, struct person_work *work, bool invite,
    struct err *err) MUST_USE;

/* Opens the store, runs fn in one write, settles, prints work->url; the exit
   status. */
int person_run(struct cli *cli, store_fn *fn, struct person_work *work);

#endif
