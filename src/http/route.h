#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "http/server.h"

/*
 * Finds the route of a path.  Segments are compared one by one; at the first
 * that differs between two patterns that both fit, a literal wins over
 * {name}, and {name} over {rest*}.
 */
struct http_match {
	const struct http_route *route; /* NULL: none for this method */
	void *app;
	bool known;       /* the path exists, perhaps for other methods */
	unsigned methods; /* bit 1 << enum http_method of those */
	struct http_pairs params; /* borrowed from the path */
};

enum err_code http_route_find(const struct http_table *tables,
    enum http_method method, struct str path, struct arena *arena,
    struct http_match *out, struct err *err) MUST_USE;

#endif
