#ifndef MAIN_SITE_H
#define MAIN_SITE_H

#include "api/api.h"
#include "cli/command.h"
#include "judge/lab.h"
#include "learn/lab.h"
#include "policy/asking.h"
#include "policy/gate_desk.h"
#include "web/web.h"

/*
 * What one server answers: pages, API and figures as one list of tables, and
 * an error in the language of whoever asked.
 *
 * While there is no organisation, the page that makes one asks for the token
 * in <state>/setup.token, which only this user can read.
 */
struct site {
	struct arena arena;
	struct catalog *catalog;
	struct labs *labs;
	struct engine *engine;
	struct learn_rules rules; /* by the engine, for learn */
	struct lab_desk desk;     /* lent to the faces */
	struct gate_desk gates;   /* lent likewise */
	struct web *web;
	struct api api;
	struct http_table tables[12];
	const char *token_file; /* NULL: set up already */
};

enum err_code site_open(struct site *site, const struct cli *cli,
    struct store *store, struct err *err) MUST_USE;
void site_close(struct site *site); /* zeroed is fine */

/* For struct http_config; ctx is the site. */
void site_on_error(void *ctx, struct http_request *rq, const struct err *err,
    struct http_reply *re);

/* The organisation is there: the token has done its work, and gates can sign
   what they answer.  signer outlives the site. */
void site_is_set_up(struct site *site, const struct sign_port *signer);

#endif
