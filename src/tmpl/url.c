#include "tmpl/tmpl.h"

static bool
bytes_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7f ||
		    s.ptr[i] == '\\' || s.ptr[i] == '<' || s.ptr[i] == '>' ||
		    s.ptr[i] == '"')
			return false;
	return str_is_utf8(s);
}

/* What stands before a ':' that comes before any of "/?#"; none: relative. */
static struct str
scheme(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ':')
			return str_sub(s, 0, i);
		if (s.ptr[i] == '/' || s.ptr[i] == '?' || s.ptr[i] == '#')
			break;
	}
	return STR_NONE;
}

static bool
scheme_ok(struct str text, struct str word)
{
	struct str rest = str_from_at(text, word.len + 1);

	if (str_eq_case(word, STR("mailto")))
		return rest.len > 0;
	if (!str_eq_case(word, STR("http")) && !str_eq_case(word, STR("https")))
		return false;
	return str_starts(rest, STR("//")) && rest.len > 2 &&
	    rest.ptr[2] != '/';
}

enum err_code
url_read(struct str text, struct url *out, struct err *err)
{
	struct str word = scheme(text);

	if (text.len == 0)
		return err_set(err, ERR_SYNTAX, "the URL is empty");
	if (!bytes_ok(text))
		return err_set(err, ERR_SYNTAX,
		    "the URL has a character that must be percent-encoded");
	if (str_starts(text, STR("//")))
		return err_set(err, ERR_INVALID,
		    "the URL begins with '//': write https:// in front");
	if (word.ptr && !scheme_ok(text, word))
		return err_set(err, ERR_INVALID,
		    "the URL is not http:, https:, mailto: or relative");
	out->text = text;
	return ERR_NONE;
}

static bool
unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void
url_encode(struct buf *out, struct str part)
{
	for (size_t i = 0; i < part.len; i++)
		if (unreserved(part.ptr[i]))
			buf_add_char(out, part.ptr[i]);
		else
			buf_addf(out, "%%%02X", (unsigned char)part.ptr[i]);
}

struct url
url_join(
    struct arena *arena, const char *pattern, const struct str *parts, size_t n)
{
	struct str rest = str_from(pattern), made;
	struct err err;
	struct buf out;

	buf_init(&out, 16 << 10);
	for (size_t i = 0; rest.len > 0; i++) {
		size_t at = str_find(rest, STR("{}"));

		buf_add(&out, str_sub(rest, 0, at));
		rest = str_from_at(rest, at + 2);
		if (i < n)
			url_encode(&out, parts[i]);
	}
	made = buf_finish(&out, &err) == ERR_NONE ? arena_buf(arena, &out)
						  : STR("");
	buf_release(&out);
	return (struct url){made.ptr ? made : STR("")};
}
