#include "codec/csv.h"

#include <inttypes.h>

static void
separate(struct csv_writer *w)
{
	if (w->started)
		buf_add_char(w->out, ',');
	w->started = true;
}

static bool
needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == ',' || s.ptr[i] == '"' || s.ptr[i] == '\r' ||
		    s.ptr[i] == '\n')
			return true;
	return s.len > 0 && (s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ');
}

static void
field(struct csv_writer *w, struct str guard, struct str s)
{
	struct str part;

	separate(w);
	if (!needs_quotes(s)) {
		buf_add(w->out, guard);
		buf_add(w->out, s);
		return;
	}
	buf_add_char(w->out, '"');
	buf_add(w->out, guard);
	while (str_cut(&s, '"', &part)) {
		buf_add(w->out, part);
		buf_add(w->out, STR("\"\""));
	}
	buf_add(w->out, s);
	buf_add_char(w->out, '"');
}

void
csv_str(struct csv_writer *w, struct str s)
{
	field(w, STR(""), s);
}

void
csv_guarded(struct csv_writer *w, struct str s)
{
	bool formula = s.len > 0 && strchr("=+-@\t\r", s.ptr[0]) != NULL &&
	    s.ptr[0] != '\0';

	field(w, formula ? STR("'") : STR(""), s);
}

void
csv_i64(struct csv_writer *w, int64_t n)
{
	separate(w);
	buf_addf(w->out, "%" PRId64, n);
}

void
csv_end(struct csv_writer *w)
{
	buf_add(w->out, STR("\r\n"));
	w->started = false;
}

void
csv_reader_init(struct csv_reader *r, struct str text, struct arena *arena)
{
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from_at(text, 3);
	*r = (struct csv_reader){.rest = text, .arena = arena, .line = 1};
}

/* The line of the first byte that is not UTF-8 or is NUL: the check of each
   line alone is enough, for no sequence holds a line feed. */
static enum err_code
check_text(struct csv_reader *r, struct err *err)
{
	struct str rest = r->rest, line;
	size_t n = 0;

	r->checked = true;
	if (rest.len == 0)
		return ERR_NONE;
	while (str_next(&rest, '\n', &line)) {
		n++;
		if (!str_is_utf8(line))
			return err_set(
			    err, ERR_SYNTAX, "line %zu: not UTF-8 text", n);
		if (str_find_char(line, '\0') != line.len)
			return err_set(
			    err, ERR_SYNTAX, "line %zu: holds a NUL byte", n);
	}
	return ERR_NONE;
}

/* Takes a line end, if one is next. */
static bool
line_end(struct csv_reader *r)
{
	size_t n = str_starts(r->rest, STR("\r\n")) ? 2
	    : str_starts(r->rest, STR("\n"))        ? 1
						    : 0;

	r->rest = str_from_at(r->rest, n);
	r->line += n > 0;
	return n > 0;
}

static enum err_code
too_long(size_t line, struct err *err)
{
	return err_set(err, ERR_LIMIT,
	    "line %zu: a field is longer than %u bytes", line, CSV_FIELD_MAX);
}

static enum err_code
open_field(struct csv_reader *r, struct str *out, struct err *err)
{
	size_t n = 0;

	while (n < r->rest.len && strchr(",\r\n\"", r->rest.ptr[n]) == NULL)
		n++;
	if (n < r->rest.len && r->rest.ptr[n] == '"')
		return err_set(err, ERR_SYNTAX,
		    "line %zu: a quote inside a field that is not in quotes",
		    r->line);
	if (n > CSV_FIELD_MAX)
		return too_long(r->line, err);
	*out = str_sub(r->rest, 0, n);
	r->rest = str_from_at(r->rest, n);
	return ERR_NONE;
}

/* The text between the quotes, doubled quotes still in it. */
static enum err_code
quoted_text(
    struct csv_reader *r, struct str *out, bool *doubled, struct err *err)
{
	struct str s = str_from_at(r->rest, 1);
	size_t start = r->line, n = 0;

	*doubled = false;
	for (;; n++) {
		if (n >= s.len)
			return err_set(err, ERR_SYNTAX,
			    "line %zu: no closing quote", start);
		if (s.ptr[n] == '\n')
			r->line++;
		if (s.ptr[n] != '"')
			continue;
		if (n + 1 >= s.len || s.ptr[n + 1] != '"')
			break;
		*doubled = true;
		n++;
	}
	if (n > CSV_FIELD_MAX)
		return too_long(start, err);
	*out = str_sub(s, 0, n);
	r->rest = str_from_at(s, n + 1);
	return ERR_NONE;
}

static enum err_code
quoted_field(struct csv_reader *r, struct str *out, struct err *err)
{
	struct str raw;
	bool doubled;
	char *copy;
	size_t n = 0;
	enum err_code rc = quoted_text(r, &raw, &doubled, err);

	if (rc != ERR_NONE)
		return rc;
	if (!doubled) {
		*out = raw;
		return ERR_NONE;
	}
	copy = arena_alloc(r->arena, raw.len);
	if (copy == NULL)
		return arena_fail(r->arena, err);
	for (size_t i = 0; i < raw.len; i++) {
		copy[n++] = raw.ptr[i];
		i += raw.ptr[i] == '"';
	}
	*out = (struct str){copy, n};
	return ERR_NONE;
}

static enum err_code
next_field(
    struct csv_reader *r, struct str fields[], size_t *n, struct err *err)
{
	if (*n == CSV_FIELDS_MAX)
		return err_set(err, ERR_LIMIT, "line %zu: more than %d fields",
		    r->line, CSV_FIELDS_MAX);
	if (str_starts(r->rest, STR("\"")))
		return quoted_field(r, &fields[(*n)++], err);
	return open_field(r, &fields[(*n)++], err);
}

/* Up to the line end, which is taken. */
static enum err_code
record(struct csv_reader *r, struct str fields[], size_t *n, struct err *err)
{
	enum err_code rc;

	for (*n = 0;;) {
		rc = next_field(r, fields, n, err);
		if (rc != ERR_NONE)
			return rc;
		if (r->rest.len == 0 || line_end(r))
			return ERR_NONE;
		if (r->rest.ptr[0] != ',')
			return err_set(err, ERR_SYNTAX,
			    r->rest.ptr[0] == '\r'
				? "line %zu: a carriage return without its "
				  "line feed"
				: "line %zu: text after a closing quote",
			    r->line);
		r->rest = str_from_at(r->rest, 1);
	}
}

enum err_code
csv_read(struct csv_reader *r, struct csv_row *row, struct err *err)
{
	struct str fields[CSV_FIELDS_MAX];
	struct csv_row got = {0};
	enum err_code rc;

	if (!r->checked && (rc = check_text(r, err)) != ERR_NONE)
		return rc;
	while (line_end(r))
		;
	got.line = r->line;
	if (r->rest.len == 0) {
		*row = got;
		return ERR_NONE;
	}
	if (r->records++ == CSV_RECORDS_LIMIT)
		return err_set(err, ERR_LIMIT, "line %zu: more than %u records",
		    r->line, CSV_RECORDS_LIMIT);
	rc = record(r, fields, &got.n, err);
	if (rc != ERR_NONE)
		return rc;
	got.v = ARENA_ARRAY(r->arena, got.n, struct str);
	if (got.v == NULL)
		return arena_fail(r->arena, err);
	memcpy(got.v, fields, got.n * sizeof(*fields));
	*row = got;
	return ERR_NONE;
}
