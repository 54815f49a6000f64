#ifndef MAIN_CONTROL_H
#define MAIN_CONTROL_H

#include "cli/command.h"
#include "store/store.h"

/*
 * A command beside a running server is run by the server, which holds the
 * database:
 *
 *	assay person add ... ──connect──▶ <state>/assay.sock
 *	    arguments, and the command's own standard input, output, error and
 *	    folder as descriptors ──▶
 *	    ◀── exit status
 *
 * Only the server's own user and root are listened to.  Up to eight
 * commands at once, each in a thread with a working folder of its own.
 */
#define CONTROL_SOCKET "assay.sock"

struct control;

/* Commands see *like, with the store lent; it outlives the control. */
enum err_code control_start(const struct cli *like, struct store *store,
    struct control **out, struct err *err) MUST_USE;
/* False: a command is still running and has the store. */
bool control_stop(struct control *control);

/* For cli->forward. */
bool control_forward(struct cli *cli, int argc, char **argv, int *status);

#endif
