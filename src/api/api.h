#ifndef API_API_H
#define API_API_H

#include "catalog/catalog.h"
#include "http/server.h"
#include "store/store.h"

/*
 * What programs speak to, under /api/v1: JSON both ways, a bearer token, no
 * cookie and so no CSRF.  A resource is one file and its table of routes.
 *
 *	struct api api = {.store = store, .catalog = catalog,
 *	    .public_url = STR("https://assay.example.org")};
 *	tables[1] = (struct http_table){api_routes, &api};
 *	http.on_error: api_on_error for what api_path() says is ours
 */
struct gate_desk;
struct lab_desk;
struct engine;

struct api {
	struct store *store;
	const struct catalog *catalog;
	const struct lab_desk *labs; /* NULL: none */
	struct gate_desk *gates;     /* NULL: none */
	struct engine *engine;       /* who owes what */
	struct str public_url;       /* without a slash at its end */
};

/* To NULL; the table's app is a struct api, which outlives the server. */
extern const struct http_route api_routes[];
extern const struct http_route api_lab_routes[];
extern const struct http_route api_access_routes[];
extern const struct http_route api_gate_routes[];

bool api_path(struct str path); /* "/api/..." */

/* {"error":"invalid","message":"..."}; for struct http_config.  ctx unused. */
void api_on_error(void *ctx, struct http_request *rq, const struct err *err,
    struct http_reply *re);

#endif
