#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "catalog/catalog.h"
#include "http/server.h"
#include "store/store.h"

/*
 * The pages.  A page is one file, one template and one row of pages.c that
 * says who may come in; everything else (session, rights, CSRF, the frame
 * around it) is done once, in enter.c.
 *
 *	struct web_config config = {.store = store, .catalog = catalog,
 *	    .static_dir = "www/static", .program = STR("0.1.0")};
 *	rc = web_new(&config, &web, err);
 *	tables[0] = (struct http_table){web_routes(web), NULL};
 *	http.on_error = web_on_error;	with ctx = web
 */
struct web;
struct gate_desk;
struct lab_desk;
struct engine;
struct learn_rules;

struct web_config {
	struct store *store;
	const struct catalog *catalog;
	const struct lab_desk *labs; /* NULL: none */
	struct gate_desk *gates;     /* NULL: none */
	struct engine *engine;       /* who owes what */
	const struct learn_rules *rules;
	const char *static_dir; /* read once, served from memory */
	struct str program;     /* its version, for the foot of a page */
	struct str setup_token; /* while nobody has set up; else STR_NONE */
};

/* *config is copied; what it points to outlives the web. */
enum err_code web_new(const struct web_config *config, struct web **out,
    struct err *err) MUST_USE;
void web_free(struct web *web); /* NULL is fine; after the server stopped */

/* Pages and files; ends with a NULL pattern, lives as long as the web. */
const struct http_route *web_routes(const struct web *web);

/* A page for a request that failed; for struct http_config, ctx is the web. */
void web_on_error(void *ctx, struct http_request *rq, const struct err *err,
    struct http_reply *re);

#endif
