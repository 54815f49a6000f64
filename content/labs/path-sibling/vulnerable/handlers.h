#ifndef HANDLERS_H
#define HANDLERS_H

#include "http.h"

/*
 *	GET PUT DELETE /files/<path>
 *	GET /list/<path>
 *	POST /links		name=latest.txt&target=2026/report.txt
 *
 * Each with "Authorization: Bearer <token>".
 */
void handle(int fd, const struct request *rq);

#endif
