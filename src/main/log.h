#ifndef MAIN_LOG_H
#define MAIN_LOG_H

#include "http/server.h"

/*
 * The log: one JSON object a line on standard error.
 *
 *	{"at":"2026-11-21T05:27:00.000000Z","level":"info","event":"listening",
 *	 "text":"http://127.0.0.1:8420"}
 *
 * Never a secret, a query value or a body.
 */
void log_info(const char *event, const char *fmt, ...) PRINTF(2, 3);
void log_error(const char *event, const char *fmt, ...) PRINTF(2, 3);
void log_request(const struct http_done *done);

/* No lines for requests that went well. */
void log_quiet(bool quiet);

#endif
