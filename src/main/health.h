#ifndef MAIN_HEALTH_H
#define MAIN_HEALTH_H

#include "http/server.h"
#include "store/store.h"

/*
 *	GET /healthz	200 or 503, JSON: does the database answer, how far
 *			behind is the ledger
 *	GET /metrics	Prometheus text; only for this machine itself
 *
 * The app of both is the store.
 */
extern const struct http_route health_routes[];

#endif
