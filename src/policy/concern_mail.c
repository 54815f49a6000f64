#include "policy/concern_mail_part.h"

/*
 * A part is headers, an empty line and a body; a multipart body holds parts
 * between lines of its boundary.
 */
#define HEADER_MAX     ((size_t)64 << 10)
#define SUBJECT_MAX    ((size_t)300)
#define NAME_MAX_BYTES ((size_t)200)

struct reading {
	struct arena *arena;
	struct concern_mail m;
	unsigned parts;
	bool has_text;
};

struct part {
	struct str head, body;
};

/* One line without its end; false at the end of the text. */
static bool
next_line(struct str *rest, struct str *line)
{
	if (rest->ptr == NULL || rest->len == 0 || !str_next(rest, '\n', line))
		return false;
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

static enum err_code
cut_head(struct str text, struct part *out, struct err *err)
{
	struct str rest = text, line;

	while (next_line(&rest, &line))
		if (line.len == 0) {
			size_t at =
			    rest.ptr ? (size_t)(rest.ptr - text.ptr) : text.len;

			out->head = str_sub(text, 0, at);
			out->body = str_from_at(text, at);
			if (out->head.len > HEADER_MAX)
				return err_set(err, ERR_LIMIT,
				    "the mail's headers are longer than %zu "
				    "bytes",
				    HEADER_MAX);
			return ERR_NONE;
		}
	if (text.len > HEADER_MAX)
		return err_set(err, ERR_LIMIT,
		    "the mail's headers are longer than %zu bytes", HEADER_MAX);
	out->head = text;
	out->body = STR("");
	return ERR_NONE;
}

/* A header unfolded, into the arena; STR_NONE where there is none.  The first
   of a name counts. */
static enum err_code
header(struct reading *r, struct str head, const char *name, struct str *out,
    struct err *err)
{
	struct str rest = head, line, want = str_from(name);
	struct buf value;
	bool mine = false, seen = false;

	*out = STR_NONE;
	buf_init(&value, HEADER_MAX);
	while (next_line(&rest, &line) && line.len > 0) {
		size_t colon = str_find_char(line, ':');

		if (line.ptr[0] == ' ' || line.ptr[0] == '\t') {
			if (mine)
				buf_add(&value, line);
			continue;
		}
		mine = !seen && colon < line.len &&
		    str_eq_case(str_trim(str_sub(line, 0, colon)), want);
		seen |= mine;
		if (mine)
			buf_add(&value, str_from_at(line, colon + 1));
	}
	if (seen) {
		*out = arena_str(r->arena, str_trim(buf_view(&value)));
		if (out->ptr == NULL) {
			buf_release(&value);
			return arena_fail(r->arena, err);
		}
	}
	buf_release(&value);
	return ERR_NONE;
}

/* "text/plain; charset=\"utf-8\"": a parameter's value; STR_NONE: none. */
static struct str
parameter(struct str value, const char *name)
{
	struct str rest = value, want = str_from(name), one, key;

	while (rest.len > 0) {
		size_t i = 0;
		bool quoted = false;

		while (i < rest.len && (quoted || rest.ptr[i] != ';')) {
			quoted ^= rest.ptr[i] == '"';
			i++;
		}
		one = str_trim(str_sub(rest, 0, i));
		rest = str_from_at(rest, i + 1);
		if (!str_cut(&one, '=', &key) ||
		    !str_eq_case(str_trim(key), want))
			continue;
		one = str_trim(one);
		if (one.len >= 2 && one.ptr[0] == '"' &&
		    one.ptr[one.len - 1] == '"')
			one = str_sub(one, 1, one.len - 2);
		return one;
	}
	return STR_NONE;
}

static struct str
kind_of(struct str type)
{
	return str_trim(str_sub(type, 0, str_find_char(type, ';')));
}

static bool
starts_with(struct str s, const char *prefix)
{
	struct str p = str_from(prefix);

	return s.len >= p.len && str_eq_case(str_sub(s, 0, p.len), p);
}

/* Cut where a character ends. */
static struct str
cut(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && ((unsigned char)s.ptr[max] & 0xc0) == 0x80)
		max--;
	return str_sub(s, 0, max);
}

static enum err_code
keep_line(struct reading *r, struct str text, size_t max, struct str *out,
    struct err *err)
{
	struct buf line;

	buf_init(&line, 8 * text.len + 64);
	concern_mail_words(text, &line);
	*out = arena_str(r->arena, cut(str_trim(buf_view(&line)), max));
	buf_release(&line);
	return out->ptr != NULL ? ERR_NONE : arena_fail(r->arena, err);
}

/* --- the sender ------------------------------------------------------- */

/* Comments and quoted names out; what is in <>, else the word with the @. */
static struct str
address_in(struct arena *arena, struct str value)
{
	struct buf bare;
	struct str s, word, rest;
	int comment = 0;
	bool quoted = false;
	size_t open, close;

	buf_init(&bare, value.len + 1);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '\\' && (quoted || comment > 0)) {
			i++;
			continue;
		}
		if (c == '"' && comment == 0)
			quoted = !quoted;
		else if (!quoted && c == '(')
			comment++;
		else if (!quoted && c == ')')
			comment -= comment > 0;
		else if (!quoted && comment == 0)
			buf_add_char(&bare, c);
	}
	s = arena_str(arena, buf_view(&bare));
	buf_release(&bare);
	open = str_find_char(s, '<');
	close = str_find_char(s, '>');
	if (open < close && close < s.len)
		return str_trim(str_sub(s, open + 1, close - open - 1));
	for (rest = s; str_next(&rest, ' ', &word);)
		if (str_find_char(word, '@') < word.len)
			return str_sub(word, 0, str_find_char(word, ','));
	return STR("");
}

static enum err_code
read_from(struct reading *r, struct str head, struct err *err)
{
	struct str value, address;
	size_t at;
	char *low;
	enum err_code rc = header(r, head, "From", &value, err);

	if (rc != ERR_NONE)
		return rc;
	address = address_in(r->arena, value);
	at = str_find_char(address, '@');
	low = arena_cstr(r->arena, address);
	if (low == NULL)
		return arena_fail(r->arena, err);
	for (size_t i = 0; i < address.len; i++) {
		if (low[i] <= ' ' || low[i] > '~' ||
		    strchr("<>()[],;:\\\"", low[i]))
			at = 0;
		if (low[i] >= 'A' && low[i] <= 'Z')
			low[i] = (char)(low[i] + ('a' - 'A'));
	}
	if (at == 0 || at + 1 >= address.len || address.len > 254)
		return err_set(err, ERR_INVALID,
		    "the mail names no sender: one line 'From: "
		    "ada@acme.example' is accepted");
	r->m.from = (struct str){low, address.len};
	return ERR_NONE;
}

/* --- parts ------------------------------------------------------------ */

static enum err_code
take_text(struct reading *r, struct str type, struct str coding,
    struct str body, struct err *err)
{
	struct str set = parameter(type, "charset");
	struct buf raw, text;
	enum err_code rc = ERR_NONE;

	buf_init(&raw, body.len + 1);
	buf_init(&text, 3 * body.len + 64);
	if (str_eq_case(coding, STR("base64")))
		message_base64(body, &raw);
	else if (str_eq_case(coding, STR("quoted-printable")))
		concern_mail_quoted(body, false, &raw);
	else
		buf_add(&raw, body);
	if (!concern_mail_charset(
		set.ptr ? set : STR(""), buf_view(&raw), &text))
		rc = err_set(err, ERR_UNSUPPORTED,
		    "the mail's text is in the character set '%.*s'; UTF-8, "
		    "ISO 8859-1 and Windows-1252 are read",
		    STR_FMT(str_sub(set, 0, 40)));
	if (rc == ERR_NONE && (raw.nomem || text.nomem))
		rc = err_nomem(err);
	if (rc == ERR_NONE) {
		struct str all = str_trim(buf_view(&text));

		r->m.cut = all.len > CONCERN_MAIL_TEXT_MAX;
		r->m.text =
		    arena_str(r->arena, cut(all, CONCERN_MAIL_TEXT_MAX));
		r->has_text = true;
		if (r->m.text.ptr == NULL)
			rc = arena_fail(r->arena, err);
	}
	buf_release(&raw);
	buf_release(&text);
	return rc;
}

static enum err_code
name_file(
    struct reading *r, struct str type, struct str disposition, struct err *err)
{
	struct str name = parameter(disposition, "filename"), *slot;

	if (name.ptr == NULL)
		name = parameter(type, "name");
	if (r->m.files.n >= CONCERN_MAIL_FILES_MAX)
		return err_set(err, ERR_LIMIT, "the mail has over %d files",
		    CONCERN_MAIL_FILES_MAX);
	slot = ARENA_PUSH(r->arena, &r->m.files);
	if (slot == NULL)
		return arena_fail(r->arena, err);
	return keep_line(
	    r, name.ptr ? name : STR(""), NAME_MAX_BYTES, slot, err);
}

static enum err_code read_part(
    struct reading *r, struct str text, unsigned depth, struct err *err);

/* "--boundary" at a line's start; *last where "--" follows. */
static bool
is_boundary(struct str line, struct str boundary, bool *last)
{
	struct str after;

	if (!str_starts(line, STR("--")) ||
	    !str_starts(str_from_at(line, 2), boundary))
		return false;
	after = str_from_at(line, 2 + boundary.len);
	*last = str_starts(after, STR("--"));
	return *last || str_trim(after).len == 0;
}

static enum err_code
read_parts(struct reading *r, struct str body, struct str boundary,
    unsigned depth, struct err *err)
{
	struct str rest = body, line;
	const char *from = NULL;
	bool last = false;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && !last && next_line(&rest, &line)) {
		if (!is_boundary(line, boundary, &last))
			continue;
		if (from != NULL)
			rc = read_part(r,
			    (struct str){from, (size_t)(line.ptr - from)},
			    depth + 1, err);
		from = rest.ptr;
	}
	if (rc == ERR_NONE && !last && from != NULL) /* its end is missing */
		rc = read_part(r,
		    (struct str){from, (size_t)(body.ptr + body.len - from)},
		    depth + 1, err);
	return rc;
}

static enum err_code
read_part(struct reading *r, struct str text, unsigned depth, struct err *err)
{
	struct str type, coding, disposition, boundary;
	struct part part;
	enum err_code rc = cut_head(text, &part, err);

	if (rc == ERR_NONE && ++r->parts > CONCERN_MAIL_PARTS_MAX)
		rc = err_set(err, ERR_LIMIT, "the mail has over %d parts",
		    CONCERN_MAIL_PARTS_MAX);
	if (rc == ERR_NONE)
		rc = header(r, part.head, "Content-Type", &type, err);
	if (rc == ERR_NONE)
		rc = header(
		    r, part.head, "Content-Transfer-Encoding", &coding, err);
	if (rc == ERR_NONE)
		rc = header(
		    r, part.head, "Content-Disposition", &disposition, err);
	if (rc != ERR_NONE)
		return rc;
	if (type.len == 0)
		type = STR("text/plain");
	boundary = parameter(type, "boundary");
	if (starts_with(type, "multipart/")) {
		if (boundary.len == 0 || depth >= CONCERN_MAIL_DEPTH_MAX)
			return err_set(err, ERR_SYNTAX,
			    "a part of the mail has no boundary, or parts are "
			    "over %d deep",
			    CONCERN_MAIL_DEPTH_MAX);
		return read_parts(r, part.body, boundary, depth, err);
	}
	if (starts_with(disposition, "attachment") || r->has_text ||
	    !str_eq_case(kind_of(type), STR("text/plain"))) {
		/* the same text once more as HTML is no file */
		if (starts_with(type, "text/html") &&
		    !starts_with(disposition, "attachment"))
			return ERR_NONE;
		return name_file(r, type, disposition, err);
	}
	return take_text(r, type, coding, part.body, err);
}

enum err_code
concern_mail_read(struct str mail, struct arena *arena,
    struct concern_mail *out, struct err *err)
{
	struct reading r = {.arena = arena, .m = {.text = STR("")}};
	struct part part;
	struct str subject;
	enum err_code rc;

	if (mail.len > CONCERN_MAIL_MAX)
		return err_set(err, ERR_LIMIT,
		    "the mail is longer than %zu bytes", CONCERN_MAIL_MAX);
	rc = cut_head(mail, &part, err);
	if (rc == ERR_NONE)
		rc = read_from(&r, part.head, err);
	if (rc == ERR_NONE)
		rc = header(&r, part.head, "Subject", &subject, err);
	if (rc == ERR_NONE)
		rc = keep_line(&r, subject.ptr ? subject : STR(""), SUBJECT_MAX,
		    &r.m.subject, err);
	if (rc == ERR_NONE)
		rc = read_part(&r, mail, 0, err);
	if (rc == ERR_NONE)
		*out = r.m;
	return rc;
}
