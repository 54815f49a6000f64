#include "scan/pattern_lines.h"

#define NESTING_MAX 32

struct lines {
	struct buf *out;
	struct str text;
	char open[NESTING_MAX]; /* [ { of flow style */
	unsigned depth;
};

static size_t
indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

/* Where what a line says begins: "- - a: b" has it behind the dashes. */
static size_t
content_at(struct str line)
{
	size_t n = indent_of(line);

	while (n + 1 < line.len && line.ptr[n] == '-' && line.ptr[n + 1] == ' ')
		n += 2 + indent_of(str_from_at(line, n + 2));
	return n;
}

static bool
is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

enum beside { BESIDE_NOTHING, BESIDE_ITEMS, BESIDE_PAIRS };

/* What the line says of those at an indent: they are a sequence's or a
   mapping's. */
static enum beside
line_says(struct str line, size_t indent)
{
	struct str body = str_trim(line);

	if (str_eq(body, STR("...")))
		return BESIDE_NOTHING;
	if (indent_of(line) == indent && str_starts(body, STR("- ")))
		return BESIDE_ITEMS;
	return content_at(line) == indent ? BESIDE_PAIRS : BESIDE_NOTHING;
}

/* The first line behind or before that is at the indent; one that is less
   deep ends the search. */
static enum beside
look(struct str text, struct str line, size_t indent)
{
	struct str rest = text, other;
	enum beside before = BESIDE_NOTHING;

	while (str_next(&rest, '\n', &other) && other.ptr < line.ptr) {
		enum beside b = line_says(other, indent);

		if (is_blank(other))
			continue;
		if (b != BESIDE_NOTHING)
			before = b;
		else if (content_at(other) < indent)
			before = BESIDE_NOTHING;
	}
	if (before != BESIDE_NOTHING)
		return before;
	while (str_next(&rest, '\n', &other)) {
		enum beside b = line_says(other, indent);

		if (b != BESIDE_NOTHING)
			return b;
		if (!is_blank(other) && indent_of(other) < indent)
			break;
	}
	return BESIDE_NOTHING;
}

static void
dots_line(struct lines *w, struct str line)
{
	size_t indent = indent_of(line);

	buf_add(w->out, str_sub(line, 0, indent));
	switch (look(w->text, line, indent)) {
	case BESIDE_ITEMS:
		buf_add(w->out, STR("- " PATTERN_DOTS));
		break;
	case BESIDE_PAIRS:
		buf_add(w->out, STR(PATTERN_DOTS ": " PATTERN_DOTS));
		break;
	case BESIDE_NOTHING:
		buf_add(w->out, STR(PATTERN_DOTS));
		break;
	}
}

static bool
ends_scalar(struct str rest)
{
	char c = rest.len > 0 ? rest.ptr[0] : '\0';

	return c == '\0' || c == ',' || c == ']' || c == '}' || c == ' ' ||
	    (c == ':' && (rest.len == 1 || rest.ptr[1] == ' '));
}

static bool
is_upper(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* $X or $...X that is all of a scalar; the length, or 0. */
static size_t
metavar(struct lines *w, struct str at)
{
	bool many = str_starts(at, STR("$..."));
	size_t from = many ? 4 : 1, to = from;

	while (to < at.len && is_upper(at.ptr[to]))
		to++;
	if (at.ptr[0] != '$' || to == from || !ends_scalar(str_from_at(at, to)))
		return 0;
	buf_add(w->out, many ? STR(PATTERN_METAVARS) : STR(PATTERN_METAVAR));
	buf_add(w->out, str_sub(at, from, to - from));
	return to;
}

static size_t
quoted(struct lines *w, struct str at)
{
	size_t n = 1;

	while (n < at.len && at.ptr[n] != at.ptr[0])
		n += at.ptr[n] == '\\' && at.ptr[0] == '"' ? 2 : 1;
	n = n < at.len ? n + 1 : at.len;
	buf_add(w->out, str_sub(at, 0, n));
	return n;
}

static void
brackets(struct lines *w, char c)
{
	if ((c == '[' || c == '{') && w->depth < NESTING_MAX)
		w->open[w->depth++] = c;
	else if ((c == ']' || c == '}') && w->depth > 0)
		w->depth--;
}

/* Whether a scalar begins here. */
static bool
begins(const struct lines *w, struct str line, size_t i)
{
	char before = i > 0 ? line.ptr[i - 1] : ' ';

	if (before == '{' || before == '[' || (before == ',' && w->depth > 0))
		return true;
	if (before != ' ')
		return false;
	while (i > 0 && line.ptr[i - 1] == ' ')
		i--;
	before = i > 0 ? line.ptr[i - 1] : ':';
	return before == ':' || before == '-' || before == ',' ||
	    before == '{' || before == '[';
}

/* Whether the line of "- ..." has further pairs of the item below it. */
static bool
goes_on(const struct lines *w, struct str at)
{
	const char *start = at.ptr, *text_end = w->text.ptr + w->text.len;
	struct str rest, line;
	size_t column;

	while (start > w->text.ptr && start[-1] != '\n')
		start--;
	column = (size_t)(at.ptr - start);
	rest = (struct str){at.ptr, (size_t)(text_end - at.ptr)};
	(void)str_next(&rest, '\n', &line);
	while (str_next(&rest, '\n', &line))
		if (!is_blank(line))
			return column > 0 && indent_of(line) == column;
	return false;
}

static size_t
scalar(struct lines *w, struct str at)
{
	size_t n = 0;

	if (at.ptr[0] == '"' || at.ptr[0] == '\'')
		return quoted(w, at);
	n = metavar(w, at);
	if (n == 0 && str_eq(str_trim(at), STR("...")) && goes_on(w, at)) {
		buf_add(w->out, STR(PATTERN_DOTS ": " PATTERN_DOTS));
		n = 3;
	}
	if (n == 0 && str_starts(at, STR("...")) &&
	    ends_scalar(str_from_at(at, 3))) {
		buf_add(w->out, STR(PATTERN_DOTS));
		n = 3;
	}
	return n;
}

static void
plain_line(struct lines *w, struct str line)
{
	size_t i = 0;

	while (i < line.len) {
		size_t n =
		    begins(w, line, i) ? scalar(w, str_from_at(line, i)) : 0;

		if (n == 0) {
			brackets(w, line.ptr[i]);
			buf_add_char(w->out, line.ptr[i]);
			n = 1;
		}
		i += n;
	}
}

void
pattern_rewrite_lines(struct buf *out, struct str text)
{
	struct lines w = {.out = out, .text = text};
	struct str rest = text, line;

	while (str_next(&rest, '\n', &line)) {
		if (w.depth == 0 && str_eq(str_trim(line), STR("...")))
			dots_line(&w, line);
		else
			plain_line(&w, line);
		buf_add_char(out, '\n');
	}
}
