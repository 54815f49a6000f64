#include "codec/canon.h"

#include <inttypes.h>
#include <stdlib.h>

#include "codec/json.h"

struct cursor {
	struct str text;
	size_t at;
	struct arena *arena;
	struct err *err;
};

static enum err_code value(struct cursor *c, unsigned depth, struct json *out);

static enum err_code
refuse(struct cursor *c, const char *why)
{
	return err_set(c->err, ERR_SYNTAX, "byte %zu: %s", c->at, why);
}

static bool
take(struct cursor *c, struct str s)
{
	if (!str_eq(str_sub(c->text, c->at, s.len), s))
		return false;
	c->at += s.len;
	return true;
}

static int
peek(const struct cursor *c)
{
	return c->at < c->text.len ? (unsigned char)c->text.ptr[c->at] : -1;
}

static enum err_code
number(struct cursor *c, struct json *out)
{
	size_t start = c->at;
	struct str digits;

	if (peek(c) == '-')
		c->at++;
	while (peek(c) >= '0' && peek(c) <= '9')
		c->at++;
	digits = str_sub(c->text, start, c->at - start);
	if (!str_i64(digits, &out->num) || out->num > CANON_INT_MAX ||
	    out->num < -CANON_INT_MAX) {
		c->at = start;
		return refuse(c, "not a plain integer within 2^53 - 1");
	}
	out->kind = JSON_IS_INT;
	return ERR_NONE;
}

/* The byte that \u00xx stands for, or -1 where another spelling is due. */
static int
control(struct str four)
{
	static const char hex[] = "0123456789abcdef";
	const char *low;
	int byte;

	if (four.len < 4 || !str_starts(four, STR("00")) ||
	    (four.ptr[2] != '0' && four.ptr[2] != '1') || four.ptr[3] == '\0')
		return -1;
	low = strchr(hex, four.ptr[3]);
	if (low == NULL)
		return -1;
	byte = (four.ptr[2] - '0') * 16 + (int)(low - hex);
	return byte != 0 && strchr("\b\t\n\f\r", byte) != NULL ? -1 : byte;
}

static int
escaped(struct cursor *c)
{
	static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
	int letter, byte;
	const char *at;

	c->at++;
	letter = peek(c);
	if (letter == 'u') {
		byte = control(str_sub(c->text, c->at + 1, 4));
		c->at += byte >= 0 ? 5 : 0;
		return byte;
	}
	at = letter > 0 ? strchr(from, letter) : NULL;
	if (at == NULL)
		return -1;
	c->at++;
	return (unsigned char)to[at - from];
}

/* To the next quote, backslash, control byte or the end. */
static void
skip_plain(struct cursor *c)
{
	while (peek(c) >= ' ' && peek(c) != '"' && peek(c) != '\\')
		c->at++;
}

/* The length up to the closing quote, escapes in it: an upper bound. */
static size_t
raw_length(const struct cursor *c)
{
	size_t i = c->at;

	while (i < c->text.len && c->text.ptr[i] != '"')
		i += c->text.ptr[i] == '\\' ? 2 : 1;
	return (i < c->text.len ? i : c->text.len) - c->at;
}

static enum err_code
unescape(struct cursor *c, struct str head, struct str *out)
{
	size_t n = head.len;
	char *p = arena_alloc(c->arena, n + raw_length(c));

	if (p == NULL)
		return arena_fail(c->arena, c->err);
	memcpy(p, head.ptr, n);
	while (peek(c) == '\\') {
		int byte = escaped(c);
		size_t from;

		if (byte < 0)
			return refuse(c, "an escape that is not canonical");
		p[n++] = (char)byte;
		from = c->at;
		skip_plain(c);
		memcpy(p + n, c->text.ptr + from, c->at - from);
		n += c->at - from;
	}
	*out = (struct str){p, n};
	return ERR_NONE;
}

static enum err_code
string(struct cursor *c, struct str *out)
{
	enum err_code rc = ERR_NONE;
	size_t from;

	if (!take(c, STR("\"")))
		return refuse(c, "a quote is missing");
	from = c->at;
	skip_plain(c);
	*out = str_sub(c->text, from, c->at - from);
	if (peek(c) == '\\')
		rc = unescape(c, *out, out);
	if (rc == ERR_NONE && !take(c, STR("\"")))
		return refuse(c, "text without its closing quote");
	return rc;
}

static bool
plain_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < ' ' || s.ptr[i] > '~' || s.ptr[i] == '"' ||
		    s.ptr[i] == '\\')
			return false;
	return s.len > 0;
}

static enum err_code
name(struct cursor *c, const struct str *before, struct str *out)
{
	size_t start = c->at;
	enum err_code rc = string(c, out);

	if (rc != ERR_NONE)
		return rc;
	if (!plain_name(*out)) {
		c->at = start;
		return refuse(c, "a name that is not plain ASCII");
	}
	if (before != NULL && str_cmp(*before, *out) >= 0) {
		c->at = start;
		return refuse(c, "names are not sorted, or one is there twice");
	}
	return take(c, STR(":")) ? ERR_NONE : refuse(c, "':' is missing");
}

struct members {
	struct json_member *v;
	size_t n, cap;
};

static enum err_code
member(struct cursor *c, unsigned depth, bool named, struct members *list)
{
	struct json_member m = {0};
	struct json_member *slot;
	enum err_code rc = ERR_NONE;

	if (named)
		rc = name(c, list->n > 0 ? &list->v[list->n - 1].name : NULL,
		    &m.name);
	if (rc == ERR_NONE)
		rc = value(c, depth + 1, &m.value);
	if (rc != ERR_NONE)
		return rc;
	slot = ARENA_PUSH(c->arena, list);
	if (slot == NULL)
		return arena_fail(c->arena, c->err);
	*slot = m;
	return ERR_NONE;
}

static enum err_code
members(struct cursor *c, unsigned depth, char close, struct json *out)
{
	struct members list = {0};
	struct str end = {&close, 1};

	c->at++;
	out->kind = close == '}' ? JSON_IS_OBJECT : JSON_IS_LIST;
	if (take(c, end))
		return ERR_NONE;
	for (;;) {
		enum err_code rc = member(c, depth, close == '}', &list);

		if (rc != ERR_NONE)
			return rc;
		if (take(c, end))
			break;
		if (!take(c, STR(",")))
			return refuse(c, "neither ',' nor the end");
	}
	out->items = list.v;
	out->n = list.n;
	return ERR_NONE;
}

static enum err_code
value(struct cursor *c, unsigned depth, struct json *out)
{
	if (depth > CANON_DEPTH_MAX)
		return err_set(c->err, ERR_LIMIT, "deeper than %d levels",
		    CANON_DEPTH_MAX);
	switch (peek(c)) {
	case '{':
		return members(c, depth, '}', out);
	case '[':
		return members(c, depth, ']', out);
	case '"':
		out->kind = JSON_IS_TEXT;
		return string(c, &out->text);
	case 't':
	case 'f':
		out->kind = JSON_IS_FLAG;
		out->flag = peek(c) == 't';
		if (take(c, STR("true")) || take(c, STR("false")))
			return ERR_NONE;
		break;
	case 'n':
		out->kind = JSON_IS_NULL;
		if (take(c, STR("null")))
			return ERR_NONE;
		break;
	default:
		return number(c, out);
	}
	return refuse(c, "not a value");
}

enum err_code
canon_read(
    struct str text, struct arena *arena, struct json *out, struct err *err)
{
	struct cursor c = {text, 0, arena, err};
	struct json doc = {0};
	enum err_code rc;

	if (!str_is_utf8(text))
		return err_set(err, ERR_SYNTAX, "not UTF-8 text");
	rc = value(&c, 1, &doc);
	if (rc == ERR_NONE && c.at != text.len)
		rc = refuse(&c, "text after the value");
	if (rc == ERR_NONE)
		*out = doc;
	return rc;
}

static enum err_code write_value(
    struct buf *out, const struct json *v, unsigned depth, struct err *err);

/* The least name after 'before' (any, when that is NULL), or NULL.  Objects
   are small, and this needs no memory. */
static const struct json_member *
next_member(const struct json *v, const struct str *before)
{
	const struct json_member *best = NULL;

	for (size_t i = 0; i < v->n; i++) {
		const struct json_member *m = &v->items[i];

		if ((before == NULL || str_cmp(m->name, *before) > 0) &&
		    (best == NULL || str_cmp(m->name, best->name) < 0))
			best = m;
	}
	return best;
}

static enum err_code
write_object(
    struct buf *out, const struct json *v, unsigned depth, struct err *err)
{
	const struct json_member *m = NULL;
	enum err_code rc = ERR_NONE;
	size_t n = 0;

	buf_add_char(out, '{');
	while (rc == ERR_NONE &&
	    (m = next_member(v, m != NULL ? &m->name : NULL)) != NULL) {
		if (!plain_name(m->name))
			return err_set(
			    err, ERR_INVALID, "a name is not plain ASCII");
		if (n++ > 0)
			buf_add_char(out, ',');
		json_quote(out, m->name);
		buf_add_char(out, ':');
		rc = write_value(out, &m->value, depth + 1, err);
		if (rc == ERR_INVALID)
			err_prefix(err, "'%.*s'", STR_FMT(m->name));
	}
	if (rc == ERR_NONE && n != v->n)
		return err_set(err, ERR_INVALID, "a name is there twice");
	buf_add_char(out, '}');
	return rc;
}

static enum err_code
write_list(
    struct buf *out, const struct json *v, unsigned depth, struct err *err)
{
	enum err_code rc = ERR_NONE;

	buf_add_char(out, '[');
	for (size_t i = 0; rc == ERR_NONE && i < v->n; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		rc = write_value(out, &v->items[i].value, depth + 1, err);
	}
	buf_add_char(out, ']');
	return rc;
}

static enum err_code
write_scalar(struct buf *out, const struct json *v, struct err *err)
{
	switch (v->kind) {
	case JSON_IS_TEXT:
		if (!str_is_utf8(v->text))
			return err_set(err, ERR_INVALID, "not UTF-8 text");
		json_quote(out, v->text);
		return ERR_NONE;
	case JSON_IS_INT:
		if (v->num > CANON_INT_MAX || v->num < -CANON_INT_MAX)
			return err_set(err, ERR_INVALID,
			    "%" PRId64 " is not within 2^53 - 1", v->num);
		buf_addf(out, "%" PRId64, v->num);
		return ERR_NONE;
	case JSON_IS_FLAG:
		buf_add(out, v->flag ? STR("true") : STR("false"));
		return ERR_NONE;
	case JSON_IS_REAL:
		return err_set(
		    err, ERR_INVALID, "a fraction has no canonical form");
	default:
		buf_add(out, STR("null"));
		return ERR_NONE;
	}
}

static enum err_code
write_value(
    struct buf *out, const struct json *v, unsigned depth, struct err *err)
{
	if (depth > CANON_DEPTH_MAX)
		return err_set(
		    err, ERR_LIMIT, "deeper than %d levels", CANON_DEPTH_MAX);
	if (v->kind == JSON_IS_OBJECT)
		return write_object(out, v, depth, err);
	if (v->kind == JSON_IS_LIST)
		return write_list(out, v, depth, err);
	return write_scalar(out, v, err);
}

enum err_code
canon_write(struct buf *out, const struct json *v, struct err *err)
{
	size_t start = out->len;
	enum err_code rc = write_value(out, v, 1, err);

	if (rc != ERR_NONE)
		buf_cut(out, start);
	return rc;
}
