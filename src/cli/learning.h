#ifndef CLI_LEARNING_H
#define CLI_LEARNING_H

#include "catalog/catalog.h"
#include "cli/command.h"
#include "policy/asking.h"

/*
 * What the commands about learning share: the content, and where one is asked
 * for, the database and the person.
 *
 *	rc = learning_open(cli, "ada@acme.example", &l, err);
 *	...
 *	learning_close(&l);
 */
struct learning {
	struct cli *cli;
	struct catalog *catalog;
	struct store *store;   /* NULL without a person */
	struct engine *engine; /* likewise */
	struct learn_rules rules;
	struct learn learn;
	struct id person; /* none without an address */
	struct str name;
};

/* email NULL: the content alone.  Publishes the content, so that an attempt
   can cite it. */
enum err_code learning_open(struct cli *cli, const char *email,
    struct learning *out, struct err *err) MUST_USE;
/* As learning_open with the database, and nobody in particular. */
enum err_code learning_open_all(
    struct cli *cli, struct learning *out, struct err *err) MUST_USE;
void learning_close(struct learning *l); /* zeroed is fine */

/* Columns of the terminal; 80 where it does not say. */
unsigned learning_width(const struct cli *cli);

/* Markdown, for the terminal. */
enum err_code learning_print(struct cli *cli, struct str markdown,
    const char *stack, struct err *err) MUST_USE;

#endif
