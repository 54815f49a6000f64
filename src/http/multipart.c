#include "http/parse.h"

/*
 *	--boundary CRLF
 *	Content-Disposition: form-data; name="note" CRLF
 *	CRLF
 *	bytes CRLF
 *	--boundary-- [CRLF anything]
 */
#define BOUNDARY_MAX 70 /* RFC 2046 */

struct part {
	struct str name, filename, type;
};

static bool
boundary_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' ||
		    (unsigned char)s.ptr[i] > '~' || s.ptr[i] == '"' ||
		    s.ptr[i] == '\\')
			return false;
	return s.len > 0 && s.len <= BOUNDARY_MAX && s.ptr[s.len - 1] != ' ';
}

/* The value of one parameter, "k=v" or k="v", of a header; *out is untouched
   when it is missing. */
static enum err_code
parameter(struct str header, struct str key, struct str *out, struct err *err)
{
	size_t at = str_find_char(header, ';');

	while (at < header.len) {
		struct str rest = str_trim(str_from_at(header, at + 1)), name;
		bool quoted;
		size_t end;

		if (rest.len == 0)
			break;
		if (!str_cut(&rest, '=', &name) || !http_is_token(name))
			return err_set(
			    err, ERR_SYNTAX, "a parameter is not name=value");
		quoted = rest.len > 0 && rest.ptr[0] == '"';
		if (quoted)
			rest = str_from_at(rest, 1);
		end = str_find_char(rest, quoted ? '"' : ';');
		if (quoted && end == rest.len)
			return err_set(err, ERR_SYNTAX,
			    "a parameter has no closing quote");
		if (str_eq_case(name, key)) {
			*out = quoted ? str_sub(rest, 0, end)
				      : str_trim(str_sub(rest, 0, end));
			return ERR_NONE;
		}
		at = (size_t)(rest.ptr - header.ptr) + end + (quoted ? 1 : 0);
		if (at < header.len && header.ptr[at] != ';')
			return err_set(err, ERR_SYNTAX,
			    "there is text behind a parameter");
	}
	return ERR_NONE;
}

static struct str
main_value(struct str header)
{
	return str_trim(str_sub(header, 0, str_find_char(header, ';')));
}

enum err_code
http_boundary_read(struct str content_type, struct str *out, struct err *err)
{
	struct str got = STR_NONE;
	enum err_code rc;

	if (!str_eq_case(main_value(content_type), STR("multipart/form-data")))
		return err_set(
		    err, ERR_SYNTAX, "the body is not multipart/form-data");
	rc = parameter(content_type, STR("boundary"), &got, err);
	if (rc != ERR_NONE)
		return rc;
	if (!got.ptr || !boundary_ok(got))
		return err_set(err, ERR_SYNTAX,
		    "the multipart body names no proper boundary");
	*out = got;
	return ERR_NONE;
}

static enum err_code
read_header(struct str line, struct part *part, struct err *err)
{
	struct str name, value = line;
	enum err_code rc;

	if (!str_cut(&value, ':', &name) || !http_is_token(name))
		return err_set(
		    err, ERR_SYNTAX, "a part's header is not name: value");
	value = str_trim(value);
	if (!http_is_header(value) || !str_is_utf8(value))
		return err_set(err, ERR_SYNTAX,
		    "a part's header has a character it may not have");
	if (str_eq_case(name, STR("content-type")))
		part->type = value;
	if (!str_eq_case(name, STR("content-disposition")))
		return ERR_NONE;
	if (part->name.ptr || !str_eq_case(main_value(value), STR("form-data")))
		return err_set(err, ERR_SYNTAX,
		    "a part's disposition is not one form-data");
	rc = parameter(value, STR("name"), &part->name, err);
	if (rc == ERR_NONE)
		rc = parameter(value, STR("filename"), &part->filename, err);
	return rc;
}

/* Headers up to the empty line; *rest moves behind it. */
static enum err_code
read_headers(struct str *rest, struct part *part, struct err *err)
{
	for (;;) {
		size_t end = str_find(*rest, STR("\r\n"));
		struct str line = str_sub(*rest, 0, end);
		enum err_code rc;

		if (end == rest->len)
			return err_set(
			    err, ERR_SYNTAX, "a part ends within its headers");
		*rest = str_from_at(*rest, end + 2);
		if (line.len == 0)
			break;
		rc = read_header(line, part, err);
		if (rc != ERR_NONE)
			return rc;
	}
	if (!part->name.ptr || part->name.len == 0)
		return err_set(err, ERR_SYNTAX, "a part has no name");
	return ERR_NONE;
}

static enum err_code
keep(const struct part *part, struct str data, struct arena *arena,
    struct http_pairs *fields, struct http_files *files, struct err *err)
{
	struct http_pair *pair;
	struct http_file *file;

	if (fields->n + files->n == HTTP_PARTS_MAX)
		return err_set(err, ERR_SYNTAX, "there are more than %d parts",
		    HTTP_PARTS_MAX);
	if (part->filename.ptr) {
		file = ARENA_PUSH(arena, files);
		if (!file)
			return arena_fail(arena, err);
		*file = (struct http_file){
		    part->name, part->filename, part->type, data};
		return ERR_NONE;
	}
	if (!str_is_utf8(data) || memchr(data.ptr, 0, data.len))
		return err_set(
		    err, ERR_SYNTAX, "a field is not UTF-8 or has a NUL");
	pair = ARENA_PUSH(arena, fields);
	if (!pair)
		return arena_fail(arena, err);
	*pair = (struct http_pair){part->name, data};
	return ERR_NONE;
}

enum err_code
http_multipart_read(struct str body, struct str boundary, struct arena *arena,
    struct http_pairs *fields, struct http_files *files, struct err *err)
{
	struct str mark = arena_strf(arena, "\r\n--%.*s", STR_FMT(boundary));
	struct str rest = body;
	struct http_pairs got = {0};
	struct http_files got_files = {0};

	if (!mark.ptr)
		return arena_fail(arena, err);
	if (!str_starts(rest, str_from_at(mark, 2)))
		return err_set(err, ERR_SYNTAX,
		    "the body does not begin with its boundary");
	rest = str_from_at(rest, mark.len - 2);
	while (!str_starts(rest, STR("--"))) {
		struct part part = {0};
		enum err_code rc;
		size_t end;

		if (!str_starts(rest, STR("\r\n")))
			return err_set(err, ERR_SYNTAX,
			    "a boundary is not followed by a line end");
		rest = str_from_at(rest, 2);
		rc = read_headers(&rest, &part, err);
		if (rc != ERR_NONE)
			return rc;
		end = str_find(rest, mark);
		if (end == rest.len)
			return err_set(err, ERR_SYNTAX,
			    "the body ends without its last boundary");
		rc = keep(
		    &part, str_sub(rest, 0, end), arena, &got, &got_files, err);
		if (rc != ERR_NONE)
			return rc;
		rest = str_from_at(rest, end + mark.len);
	}
	*fields = got;
	*files = got_files;
	return ERR_NONE;
}
