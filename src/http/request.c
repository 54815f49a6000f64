#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "http/internal.h"

#define HEADERS_MAX 100
#define MAX_GAP     ((size_t)32 << 10)

/* A chunked body that is too long is read this much further, so that the
   answer arrives; then the connection is cut. */
#define PAST_END ((uint64_t)1 << 20)

/*
 * libmicrohttpd ends a line at CR, at LF, at both and at NUL, joins folded
 * lines, and shows none of it; a proxy in front may disagree.  It leaves the
 * text where it was received, though, with NULs for what it cut:
 *
 *	GET\0/path\0HTTP/1.1\0\0Host\0 example.org\0\0Next\0 ...
 *
 * so each part must begin exactly where the one before ended.
 */
static bool
line_is_whole(struct exchange *x, const char *name, size_t name_len,
    const char *value, size_t value_len)
{
	const char *gap = name + name_len;

	if (name != x->expected || !value || value <= gap ||
	    (size_t)(value - gap) > MAX_GAP || *gap++ != '\0')
		return false;
	while (gap < value)
		if (*gap != ' ' && *gap != '\t')
			return false;
		else
			gap++;
	x->expected = value + value_len + 2;
	return value[value_len + 1] == '\0';
}

static bool
request_line_is_whole(
    struct exchange *x, const char *method, const char *version)
{
	x->expected = version + strlen(version) + 2;
	return x->raw_target == method + strlen(method) + 1 &&
	    version == x->raw_target + x->target.len + 1 &&
	    version[strlen(version) + 1] == '\0';
}

/* The header as received ends behind the empty line, and there alone. */
static bool
end_is_whole(struct exchange *x, const char *method)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    x->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	return info && method + info->header_size == x->expected + 2;
}

static enum MHD_Result
collect(void *cls, enum MHD_ValueKind kind UNUSED, const char *name,
    size_t name_len, const char *value, size_t value_len)
{
	struct exchange *x = cls;
	struct http_pair *pair;

	if (!line_is_whole(x, name, name_len, value, value_len))
		x->folded = true;
	if (x->rq.headers.n == HEADERS_MAX)
		return MHD_NO;
	pair = ARENA_PUSH(&x->arena, &x->rq.headers);
	if (!pair)
		return MHD_NO;
	pair->name = (struct str){name, name_len};
	pair->value = (struct str){value ? value : "", value_len};
	return MHD_YES;
}

static struct str
peer(struct exchange *x)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(x->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *sa = info ? info->client_addr : NULL;
	char host[NI_MAXHOST];
	struct str text;

	if (!sa ||
	    getnameinfo(sa,
		sa->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
					  : sizeof(struct sockaddr_in),
		host, sizeof(host), NULL, 0, NI_NUMERICHOST) != 0)
		return STR("");
	text = arena_str(&x->arena, str_from(host));
	if (str_starts(text, STR("::ffff:")))
		text = str_from_at(text, 7);
	return text.ptr ? text : STR("");
}

static bool
is_trusted(struct str list, struct str address)
{
	struct str one;

	while (str_next(&list, ',', &one))
		if (one.len > 0 && str_eq(str_trim(one), address))
			return true;
	return false;
}

static bool
is_address(struct str s)
{
	char text[INET6_ADDRSTRLEN];
	unsigned char out[16];

	if (s.len == 0 || s.len >= sizeof(text))
		return false;
	memcpy(text, s.ptr, s.len);
	text[s.len] = '\0';
	return inet_pton(AF_INET, text, out) == 1 ||
	    inet_pton(AF_INET6, text, out) == 1;
}

/* A trusted proxy adds the address it saw at the end of the last line. */
static void
set_remote(struct exchange *x)
{
	struct str last = STR_NONE, one;

	x->rq.remote = peer(x);
	if (!is_trusted(x->server->config.trusted, x->rq.remote))
		return;
	for (size_t i = 0; i < x->rq.headers.n; i++)
		if (str_eq_case(
			x->rq.headers.v[i].name, STR("x-forwarded-for")))
			last = x->rq.headers.v[i].value;
	while (str_next(&last, ',', &one))
		if (!last.ptr && is_address(str_trim(one)))
			x->rq.remote = str_trim(one);
	x->rq.secure =
	    str_eq(http_header(&x->rq, STR("x-forwarded-proto")), STR("https"));
}

static bool
method_of(const char *text, enum http_method *out)
{
	static const char *const names[] = {[HTTP_GET] = "GET",
	    [HTTP_POST] = "POST",
	    [HTTP_PUT] = "PUT",
	    [HTTP_DELETE] = "DELETE",
	    [HTTP_HEAD] = "HEAD"};

	for (unsigned i = 0; i < NELEM(names); i++)
		if (strcmp(text, names[i]) == 0) {
			*out = (enum http_method)i;
			return true;
		}
	return false;
}

static enum err_code
allow(struct exchange *x, struct err *err)
{
	static const char *const names[] = {
	    "GET, HEAD", "POST", "PUT", "DELETE"};
	struct buf list;
	enum err_code rc;

	buf_init(&list, 256);
	for (unsigned i = 0; i < NELEM(names); i++)
		if (x->match.methods & 1u << i)
			buf_addf(&list, "%s%s", list.len ? ", " : "", names[i]);
	rc = http_reply_header(
	    &x->rq, &x->re, STR("Allow"), buf_view(&list), err);
	if (rc == ERR_NONE)
		rc = err_set(err, ERR_INVALID, "this page takes only %.*s",
		    STR_FMT(buf_view(&list)));
	x->re.status = 405;
	buf_release(&list);
	return rc;
}

static enum err_code
find_route(struct exchange *x, struct err *err)
{
	enum http_method method;
	enum err_code rc;

	if (!method_of(x->method, &x->rq.method)) {
		x->re.status = 501;
		return err_set(err, ERR_UNSUPPORTED,
		    "the method is none of GET, HEAD, POST, PUT, DELETE");
	}
	method = x->rq.method == HTTP_HEAD ? HTTP_GET : x->rq.method;
	rc = http_route_find(x->server->config.tables, method, x->rq.path,
	    &x->arena, &x->match, err);
	if (rc != ERR_NONE)
		return rc;
	if (!x->match.known)
		return err_set(err, ERR_NOT_FOUND, "there is no such page");
	if (!x->match.route)
		return allow(x, err);
	x->rq.route = x->match.route->pattern;
	x->rq.params = x->match.params;
	return ERR_NONE;
}

static enum err_code
check_length(struct exchange *x, struct err *err)
{
	size_t max = x->match.route->body_max;

	if (x->length == 0)
		return ERR_NONE;
	if (max == 0 || x->length > (int64_t)max) {
		x->re.status = 413;
		return err_set(err, ERR_LIMIT,
		    "the body is longer than the %zu bytes taken here", max);
	}
	if (x->match.route->body_spools)
		return spool_file(
		    x->server->config.spool_dir, &x->upload_fd, err);
	buf_release(&x->in);
	buf_init(&x->in, max);
	return ERR_NONE;
}

/* All that is known before the body.  An error here ends the connection: what
   follows might not be where this request says it ends. */
enum err_code
request_open(struct exchange *x, const char *method, const char *version,
    struct err *err)
{
	bool old = strcmp(version, "HTTP/1.0") == 0;
	struct str query;
	enum err_code rc;
	int n;

	x->folded = !request_line_is_whole(x, method, version);
	n = MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, collect, x);
	if (n < 0 || (size_t)n != x->rq.headers.n)
		return err_set(err, ERR_SYNTAX,
		    "there are more than %d headers", HEADERS_MAX);
	if (x->folded || !end_is_whole(x, method))
		return err_set(err, ERR_SYNTAX,
		    "a line of the request is folded, holds a NUL or does "
		    "not end in CR LF");
	rc = http_headers_check(&x->rq.headers, old, &x->length, err);
	if (rc == ERR_NONE)
		rc = http_target_read(
		    x->target, &x->arena, &x->rq.path, &query, err);
	if (rc == ERR_NONE)
		rc = http_query_read(query, &x->arena, &x->rq.query, err);
	if (rc == ERR_NONE)
		rc = http_cookies_read(http_header(&x->rq, STR("cookie")),
		    &x->arena, &x->rq.cookies, err);
	if (rc != ERR_NONE)
		return rc;
	x->rq.host = http_header(&x->rq, STR("host"));
	set_remote(x);
	rc = find_route(x, err);
	return rc != ERR_NONE ? rc : check_length(x, err);
}

enum err_code
request_body(struct exchange *x, struct str piece, struct err *err)
{
	size_t max = x->match.route->body_max;

	x->taken += piece.len;
	if (x->taken > max) {
		x->too_long = true;
		return x->taken > max + PAST_END
		    ? err_set(err, ERR_LIMIT, "the body does not end")
		    : ERR_NONE;
	}
	if (x->upload_fd < 0)
		buf_add(&x->in, piece);
	else if (!x->broken &&
	    file_write_fd(x->upload_fd, "upload", piece, &x->err) != ERR_NONE)
		x->broken = true;
	return ERR_NONE;
}

static enum err_code
read_form(struct exchange *x, struct err *err)
{
	struct str type = http_header(&x->rq, STR("content-type")), boundary;
	size_t end = str_find_char(type, ';');
	struct str main = str_trim(str_sub(type, 0, end));
	enum err_code rc;

	if (str_eq_case(main, STR("application/x-www-form-urlencoded")))
		return http_query_read(x->rq.body, &x->arena, &x->rq.form, err);
	if (!str_eq_case(main, STR("multipart/form-data")))
		return ERR_NONE;
	rc = http_boundary_read(type, &boundary, err);
	if (rc != ERR_NONE)
		return rc;
	return http_multipart_read(
	    x->rq.body, boundary, &x->arena, &x->rq.form, &x->rq.files, err);
}

enum err_code
request_close(struct exchange *x, struct err *err)
{
	enum err_code rc;

	if (x->too_long) {
		x->re.status = 413;
		x->last = true;
		return err_set(err, ERR_LIMIT,
		    "the body is longer than the %zu bytes taken here",
		    x->match.route->body_max);
	}
	if (x->broken) {
		*err = x->err;
		return err->code;
	}
	if (x->upload_fd >= 0) {
		struct str path =
		    arena_strf(&x->arena, "/proc/self/fd/%d", x->upload_fd);

		if (lseek(x->upload_fd, 0, SEEK_SET) < 0 || !path.ptr)
			return err_nomem(err);
		x->rq.body_file = path.ptr;
		return ERR_NONE;
	}
	rc = buf_finish(&x->in, err);
	if (rc != ERR_NONE || x->in.len == 0)
		return rc;
	x->rq.body = buf_view(&x->in);
	return read_form(x, err);
}
