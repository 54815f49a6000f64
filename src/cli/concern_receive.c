#include <sysexits.h>

#include "base/file.h"
#include "cli/command.h"
#include "policy/concern.h"

/*
 * One mail from a mail server's pipe.  A mail server goes by the statuses of
 * sysexits.h: what it is to bounce and what it is to try again.
 */
struct receive_work {
	struct cli *cli;
	struct concern_mail mail;
	struct id concern;
	bool known;
};

static enum err_code
receive(struct db *db, void *ctx, struct err *err)
{
	struct receive_work *w = ctx;

	return concern_receive(
	    db, w->cli->arena, &w->mail, &w->concern, &w->known, err);
}

static int
status_of(enum err_code rc)
{
	switch (rc) {
	case ERR_NONE:
		return EX_OK;
	case ERR_SYNTAX:
	case ERR_INVALID:
	case ERR_UNSUPPORTED:
		return EX_DATAERR;
	default: /* too many at once, no room, held by another */
		return EX_TEMPFAIL;
	}
}

static int
run(struct cli *cli, int argc UNUSED, char **argv UNUSED)
{
	struct receive_work w = {.cli = cli};
	struct store *store = NULL;
	struct str text;
	struct err err;
	enum err_code rc;

	rc = file_read_fd(fileno(cli->in), "standard input", CONCERN_MAIL_MAX,
	    cli->arena, &text, &err);
	if (rc == ERR_NONE)
		rc = concern_mail_read(text, cli->arena, &w.mail, &err);
	if (rc == ERR_LIMIT) /* too long stays too long */
		rc = ERR_INVALID;
	if (rc == ERR_NONE)
		rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = store_write(store, receive, &w, &err);
	if (rc == ERR_NONE && cli_settle(cli, store, &err) != ERR_NONE)
		fprintf(cli->err, "assay: %s\n", err.text); /* it is safe */
	cli_store_close(cli, store);
	if (rc != ERR_NONE) {
		fprintf(cli->err, "assay: %s\n", err.text);
		return status_of(rc);
	}
	fprintf(
	    cli->out, "%.*s\n", STR_FMT(concern_number(cli->arena, w.concern)));
	return EX_OK;
}

const struct command command_concern_receive = {
    .name = "concern receive",
    .summary = "take one mail from standard input as a concern",
    .run = run,
    .about =
	"For the pipe of a mail server.  The sender is the reporter where "
	"somebody here has\nthat address; the first plain text is kept, files "
	"are only named.\n\nExits as sysexits.h has it: 0 taken, 65 no mail "
	"that can be read, 75 try again.\n",
    .examples = "concern: \"|assay concern receive\"    in /etc/aliases\n",
    .takes = CLI_TAKES_STATE,
};
