#include "scan/suppress.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

static struct str
next_word(struct str *rest)
{
	struct str word;
	size_t n = 0;

	while (rest->len > 0 && is_space(rest->ptr[0]))
		*rest = str_from_at(*rest, 1);
	while (n < rest->len && !is_space(rest->ptr[n]))
		n++;
	word = str_sub(*rest, 0, n);
	*rest = str_from_at(*rest, n);
	return word;
}

/* A rule's id, or the last part of one with dots. */
static bool
names(struct str word, struct str id)
{
	return str_eq(word, id) ||
	    (str_ends(word, id) && word.len > id.len &&
		word.ptr[word.len - id.len - 1] == '.');
}

static struct str
without_end(struct str text)
{
	text = str_trim(text);
	if (str_ends(text, STR("*/")))
		text.len -= 2;
	return str_trim(text);
}

static bool
ours(struct str comment, struct finding *f)
{
	size_t at = str_find(comment, STR("assay:ignore"));
	struct str rest;

	if (at == comment.len)
		return false;
	rest = str_from_at(comment, at + 12);
	if (!names(next_word(&rest), f->rule->id))
		return false;
	rest = without_end(rest);
	if (rest.len == 0)
		return false;
	f->suppressed = true;
	f->reason = rest;
	return true;
}

static bool
theirs(struct str comment, struct finding *f)
{
	size_t at = str_find(comment, STR("nosemgrep"));
	struct str rest, word;

	if (at == comment.len)
		return false;
	rest = str_from_at(comment, at + 9);
	if (!str_starts(rest, STR(":"))) {
		f->suppressed = true;
		f->reason = STR("nosemgrep");
		return true;
	}
	rest = str_from_at(rest, 1);
	while ((word = next_word(&rest)).len > 0)
		if (names(word, f->rule->id)) {
			f->suppressed = true;
			f->reason = STR("nosemgrep");
			return true;
		}
	return false;
}

/* Nothing but white space before the comment on its line. */
static bool
stands_alone(const struct ast *ast, const struct ast_lines *lines,
    uint32_t start, uint32_t line)
{
	uint32_t from = lines->v[line - 1];

	return str_trim(str_sub(ast->source, from, start - from)).len == 0;
}

void
suppress_check(
    const struct ast *ast, const struct ast_lines *lines, struct finding *f)
{
	uint32_t before = f->place.line > 1 ? f->place.line - 1 : 1;
	size_t from = 0, to = ast->comments.n;

	while (from < to) { /* the first comment not above the line before */
		size_t mid = from + (to - from) / 2;

		if (ast->comments.v[mid].start < lines->v[before - 1])
			from = mid + 1;
		else
			to = mid;
	}
	for (size_t i = from; i < ast->comments.n && !f->suppressed; i++) {
		struct ast_span span = ast->comments.v[i];
		uint32_t line = ast_line(lines, span.start);
		struct str text =
		    str_sub(ast->source, span.start, span.end - span.start);

		if (line > f->place.line)
			break;
		if (line != f->place.line &&
		    (line + 1 != f->place.line ||
			!stands_alone(ast, lines, span.start, line)))
			continue;
		if (!ours(text, f))
			(void)theirs(text, f);
	}
}
