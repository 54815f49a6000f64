#include "http/parse.h"

bool
http_is_token(struct str s)
{
	static const char marks[] = "!#$%&'*+-.^_`|~";

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') ||
			(c != '\0' && strchr(marks, c))))
			return false;
	}
	return s.len > 0;
}

bool
http_is_header(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.ptr[i] < ' ' && s.ptr[i] != '\t') ||
		    s.ptr[i] == 0x7f)
			return false;
	return true;
}

/* What two readers of one request must never see differently. */
static const struct str once[] = {STR_INIT("host"), STR_INIT("content-length"),
    STR_INIT("transfer-encoding"), STR_INIT("content-type"),
    STR_INIT("authorization"), STR_INIT("cookie"), STR_INIT("origin"),
    STR_INIT("expect"), STR_INIT("sec-fetch-site")};

static bool
host_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '.' || c == '-' ||
			c == '_' || c == ':' || c == '[' || c == ']'))
			return false;
	}
	return s.len > 0 && s.len <= 261;
}

/* Bit i of *seen: once[i] was there. */
static enum err_code
check_one(const struct http_pair *h, unsigned *seen, struct err *err)
{
	if (!http_is_token(h->name))
		return err_set(err, ERR_SYNTAX,
		    "a header's name has a character it may not have");
	if (!http_is_header(h->value))
		return err_set(err, ERR_SYNTAX,
		    "header '%.*s' has a control character",
		    STR_FMT(str_sub(h->name, 0, 64)));
	for (size_t i = 0; i < NELEM(once); i++) {
		if (!str_eq_case(h->name, once[i]))
			continue;
		if (*seen & 1u << i)
			return err_set(err, ERR_SYNTAX,
			    "header '%.*s' is there twice", STR_FMT(once[i]));
		*seen |= 1u << i;
	}
	return ERR_NONE;
}

static struct str
value_of(const struct http_pairs *headers, struct str name)
{
	for (size_t i = 0; i < headers->n; i++)
		if (str_eq_case(headers->v[i].name, name))
			return headers->v[i].value;
	return STR_NONE;
}

static enum err_code
read_length(const struct http_pairs *headers, bool http_1_0, int64_t *length,
    struct err *err)
{
	struct str size = value_of(headers, STR("content-length"));
	struct str coding = value_of(headers, STR("transfer-encoding"));
	int64_t n = 0;

	if (coding.ptr) {
		if (size.ptr)
			return err_set(err, ERR_SYNTAX,
			    "both content-length and transfer-encoding");
		if (http_1_0 || !str_eq_case(coding, STR("chunked")))
			return err_set(err, ERR_SYNTAX,
			    "the only transfer-encoding is chunked, in "
			    "HTTP/1.1");
		n = -1;
	}
	if (size.ptr && (!str_i64(size, &n) || n < 0))
		return err_set(err, ERR_SYNTAX,
		    "content-length is not a plain decimal number");
	*length = n;
	return ERR_NONE;
}

enum err_code
http_headers_check(const struct http_pairs *headers, bool http_1_0,
    int64_t *length, struct err *err)
{
	struct str host = value_of(headers, STR("host"));
	unsigned seen = 0;

	for (size_t i = 0; i < headers->n; i++) {
		enum err_code rc = check_one(&headers->v[i], &seen, err);

		if (rc != ERR_NONE)
			return rc;
	}
	if (!host.ptr && !http_1_0)
		return err_set(err, ERR_SYNTAX, "there is no host header");
	if (host.ptr && !host_ok(host))
		return err_set(err, ERR_SYNTAX, "the host is not a host");
	return read_length(headers, http_1_0, length, err);
}
