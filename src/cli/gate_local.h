#ifndef CLI_GATE_LOCAL_H
#define CLI_GATE_LOCAL_H

#include "catalog/catalog.h"
#include "cli/history.h"
#include "policy/gate_desk.h"

/*
 * Gates at the server's own terminal: content, database, engine and keys.
 *
 *	rc = gate_local_open(cli, &local, err);
 *	rc = gate_ask(&local.desk, ...);
 *	gate_local_close(&local);
 */
struct gate_local {
	struct cli *cli;
	struct catalog *catalog;
	struct store *store;
	struct engine *engine;
	struct history history;
	struct gate_desk desk;
};

enum err_code gate_local_open(
    struct cli *cli, struct gate_local *out, struct err *err) MUST_USE;
void gate_local_close(struct gate_local *local); /* zeroed is fine */

/* A date such as 2026-11-21: its first instant, or with end its last; 0 for
   NULL.  ERR_INVALID names the option. */
enum err_code gate_local_day(const char *option, const char *text, bool end,
    int64_t *out, struct err *err) MUST_USE;

#endif
