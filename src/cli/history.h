#ifndef CLI_HISTORY_H
#define CLI_HISTORY_H

#include "cli/command.h"
#include "ledger/ledger.h"
#include "ledger/signer.h"

/*
 * The log of this installation, put together from what lies below: whose views
 * it feeds, what it is called, which keys sign it.
 *
 *	rc = history_open(cli, store, &history, err);
 *	rc = ledger_integrate(&history.config, NULL, err);
 *	history_close(&history);
 *
 * Its name, "assay.example/evidence", is the public URL's host at the time of
 * setup; state/keys/origin keeps it, since a log does not change its name.
 * Before setup there is no log: ERR_NOT_FOUND.
 */
struct history {
	struct arena arena; /* holds the name */
	struct signer *signer;
	struct ledger_config config;
};

enum err_code history_open(struct cli *cli, struct store *store,
    struct history *out, struct err *err) MUST_USE;
void history_close(struct history *history); /* zeroed is fine */

/* Every view there is, in the order they are applied; to NULL. */
extern const struct ledger_view *const history_views[];

#endif
