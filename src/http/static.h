#ifndef HTTP_STATIC_H
#define HTTP_STATIC_H

#include "http/http.h"

/*
 * The files of www/static/, read once and sent from memory.  Their address
 * names what they hold, so a browser keeps them for good and a new version
 * is a new address:
 *
 *	/static/3f9c2a1b77d05e64/assay.css
 *
 * One hash over all of them: a relative reference from one file to another
 * stays right.  "/static/assay.css" is answered too, to be asked for again.
 */
struct http_static;

#define HTTP_STATIC_MAX   ((size_t)32 << 20)
#define HTTP_STATIC_FILES 1000

/* Folders below dir too.  Names of letters, digits, '.', '-' and '_'; the
   rest, and what begins with '.', is not served. */
enum err_code http_static_load(
    const char *dir, struct http_static **out, struct err *err) MUST_USE;
void http_static_free(struct http_static *files); /* NULL is fine */

/* "/static/<hash>/<name>"; STR_NONE where there is no such file. */
struct str http_static_address(
    const struct http_static *files, struct arena *arena, struct str name);

/* For {HTTP_GET, "/static/{path*}", ...}; app is the struct http_static. */
http_handler http_static_get;

#endif
