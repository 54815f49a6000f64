#include "http/parse.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool
pchar_ok(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c < 0x7f && c != '\\' &&
	    c != '"' && c != '<' && c != '>' && c != '#';
}

/* One character of a raw path; what '%' hides may not be structure. */
static enum err_code
decode_one(struct str raw, size_t *at, char *out, struct err *err)
{
	char c = raw.ptr[*at];
	int hi, lo;

	if (c != '%') {
		if (!pchar_ok(c))
			return err_set(err, ERR_SYNTAX,
			    "the path has a character that must be "
			    "percent-encoded");
		*out = c;
		*at += 1;
		return ERR_NONE;
	}
	hi = *at + 2 < raw.len ? hex(raw.ptr[*at + 1]) : -1;
	lo = *at + 2 < raw.len ? hex(raw.ptr[*at + 2]) : -1;
	if (hi < 0 || lo < 0)
		return err_set(
		    err, ERR_SYNTAX, "the path has a '%%' without two digits");
	*out = (char)(hi << 4 | lo);
	if ((unsigned char)*out < ' ' || *out == 0x7f || *out == '/' ||
	    *out == '\\')
		return err_set(err, ERR_SYNTAX,
		    "the path hides a separator or a control character");
	*at += 3;
	return ERR_NONE;
}

static enum err_code
check_segments(struct str path, struct err *err)
{
	struct str rest = str_from_at(path, 1), segment;

	while (str_next(&rest, '/', &segment)) {
		if (segment.len == 0 && rest.ptr)
			return err_set(
			    err, ERR_SYNTAX, "the path has an empty segment");
		if (str_eq(segment, STR(".")) || str_eq(segment, STR("..")))
			return err_set(
			    err, ERR_SYNTAX, "the path has a dot segment");
	}
	return ERR_NONE;
}

enum err_code
http_target_read(struct str target, struct arena *arena, struct str *path,
    struct str *query, struct err *err)
{
	size_t mark = str_find_char(target, '?'), n = 0;
	struct str raw = str_sub(target, 0, mark), clean;
	enum err_code rc;
	char *out;

	if (raw.len == 0 || raw.ptr[0] != '/')
		return err_set(
		    err, ERR_SYNTAX, "the request target is not a path");
	out = arena_alloc(arena, raw.len + 1);
	if (!out)
		return arena_fail(arena, err);
	for (size_t at = 0; at < raw.len; n++) {
		rc = decode_one(raw, &at, &out[n], err);
		if (rc != ERR_NONE)
			return rc;
	}
	out[n] = '\0';
	clean = (struct str){out, n};
	if (!str_is_utf8(clean))
		return err_set(err, ERR_SYNTAX, "the path is not UTF-8");
	rc = check_segments(clean, err);
	if (rc != ERR_NONE)
		return rc;
	*path = clean;
	*query = str_from_at(target, mark < target.len ? mark + 1 : mark);
	return ERR_NONE;
}

/* '+' and %XX; false at a broken escape or a NUL. */
static bool
unescape(struct str raw, char *out, size_t *len)
{
	size_t n = 0;

	for (size_t i = 0; i < raw.len; i++, n++) {
		char c = raw.ptr[i];

		if (c == '+') {
			c = ' ';
		} else if (c == '%') {
			int hi = i + 2 < raw.len ? hex(raw.ptr[i + 1]) : -1;
			int lo = i + 2 < raw.len ? hex(raw.ptr[i + 2]) : -1;

			if (hi < 0 || lo < 0)
				return false;
			c = (char)(hi << 4 | lo);
			i += 2;
		}
		if (c == '\0')
			return false;
		out[n] = c;
	}
	out[n] = '\0';
	*len = n;
	return true;
}

static enum err_code
read_part(struct str raw, struct arena *arena, struct str *out, struct err *err)
{
	char *text = arena_alloc(arena, raw.len + 1);
	size_t len;

	if (!text)
		return arena_fail(arena, err);
	if (!unescape(raw, text, &len))
		return err_set(
		    err, ERR_SYNTAX, "a field has a broken %% escape or a NUL");
	*out = (struct str){text, len};
	if (!str_is_utf8(*out))
		return err_set(err, ERR_SYNTAX, "a field is not UTF-8");
	return ERR_NONE;
}

enum err_code
http_query_read(struct str text, struct arena *arena, struct http_pairs *out,
    struct err *err)
{
	struct str rest = text, piece;
	struct http_pairs got = {0};

	while (text.len > 0 && str_next(&rest, '&', &piece)) {
		size_t eq = str_find_char(piece, '=');
		struct http_pair *pair;
		enum err_code rc;

		if (piece.len == 0)
			continue;
		if (got.n == HTTP_PAIRS_MAX)
			return err_set(err, ERR_SYNTAX,
			    "there are more than %d fields", HTTP_PAIRS_MAX);
		pair = ARENA_PUSH(arena, &got);
		if (!pair)
			return arena_fail(arena, err);
		rc = read_part(str_sub(piece, 0, eq), arena, &pair->name, err);
		if (rc == ERR_NONE)
			rc = read_part(str_from_at(piece, eq + 1), arena,
			    &pair->value, err);
		if (rc != ERR_NONE)
			return rc;
	}
	*out = got;
	return ERR_NONE;
}

static bool
cookie_value_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' ||
		    (unsigned char)s.ptr[i] >= 0x7f || s.ptr[i] == '"' ||
		    s.ptr[i] == ',' || s.ptr[i] == '\\')
			return false;
	return true;
}

enum err_code
http_cookies_read(struct str text, struct arena *arena, struct http_pairs *out,
    struct err *err)
{
	struct str rest = text, piece;
	struct http_pairs got = {0};

	while (str_next(&rest, ';', &piece)) {
		struct str cookie = str_trim(piece), name;
		struct http_pair *pair;

		if (!str_cut(&cookie, '=', &name) || !http_is_token(name) ||
		    !cookie_value_ok(cookie))
			continue;
		if (got.n == HTTP_PARTS_MAX)
			return err_set(err, ERR_SYNTAX,
			    "there are more than %d cookies", HTTP_PARTS_MAX);
		pair = ARENA_PUSH(arena, &got);
		if (!pair)
			return arena_fail(arena, err);
		*pair = (struct http_pair){name, cookie};
	}
	*out = got;
	return ERR_NONE;
}
