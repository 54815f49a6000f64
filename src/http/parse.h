#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include "http/http.h"

/*
 * The readers of what a client sends.  Each has one idea of what is
 * well-formed and refuses the rest with ERR_SYNTAX, so that a proxy, this
 * program and a log never disagree about what was asked.
 */
#define HTTP_PAIRS_MAX 1000 /* fields of one query or form */
#define HTTP_PARTS_MAX 100  /* of one multipart body */

/*
 * The path of a request target, up to '?': "/a%20b" -> "/a b".  Refused:
 * anything not beginning with '/', "//", "." and ".." segments however
 * spelled, %2F and %5C, '\\', control characters, NUL, what is not UTF-8.
 * *query is what follows '?', raw.
 */
enum err_code http_target_read(struct str target, struct arena *arena,
    struct str *path, struct str *query, struct err *err) MUST_USE;

/* "a=1&b=%20+c" -> pairs in order; '+' is a space.  An empty text has none. */
enum err_code http_query_read(struct str text, struct arena *arena,
    struct http_pairs *out, struct err *err) MUST_USE;

/* "a=1; b=2".  Pieces that are no cookie are left out: a neighbour on the same
   host may have set them. */
enum err_code http_cookies_read(struct str text, struct arena *arena,
    struct http_pairs *out, struct err *err) MUST_USE;

/* The boundary of a "multipart/form-data; boundary=..." content type. */
enum err_code http_boundary_read(
    struct str content_type, struct str *out, struct err *err) MUST_USE;

/* Parts without a filename go to fields, the others to files; both borrow
   body. */
enum err_code http_multipart_read(struct str body, struct str boundary,
    struct arena *arena, struct http_pairs *fields, struct http_files *files,
    struct err *err) MUST_USE;

/* What framing and meaning rest on occurs once and is well-formed; *length is
   -1 for a chunked body. */
enum err_code http_headers_check(const struct http_pairs *headers,
    bool http_1_0, int64_t *length, struct err *err) MUST_USE;

bool http_is_token(struct str s);  /* RFC 9110 token */
bool http_is_header(struct str s); /* a value without control characters */

#endif
