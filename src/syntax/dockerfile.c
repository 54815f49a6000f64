#include "syntax/dockerfile.h"

/*
 * A Dockerfile has lines, not a grammar: this reads them.  An instruction is
 * a call of its words:
 *
 *	FROM --platform=linux/amd64 node:20 AS build
 *	RUN apt-get update && \
 *	    apt-get install -y curl
 *	CMD ["node", "app.js"]
 *
 *	(call (name FROM) (args (string node)) (decorator (keyarg : (string
 *	    20))) (decorator (keyarg --platform= (string linux/amd64)))
 *	    (type (name build)))
 *	(call (name RUN) (args (string apt-get) (string update) (string &&)
 *	    ...))
 *	(call (name CMD) (args (list (string node) (string app.js))))
 */
#define WORDS_MAX 4096 /* of one instruction */

enum form {
	FORM_WORDS, /* words, --flags, key=value */
	FORM_SHELL, /* words and the shell's signs */
	FORM_IMAGE, /* name:tag@digest AS name */
	FORM_TEXT,  /* all of it is one text */
	FORM_NONE,
};

static const struct {
	const char *name;
	enum form form;
} instructions[] = {
    {"FROM", FORM_IMAGE},
    {"RUN", FORM_SHELL},
    {"CMD", FORM_SHELL},
    {"ENTRYPOINT", FORM_SHELL},
    {"SHELL", FORM_SHELL},
    {"HEALTHCHECK", FORM_SHELL},
    {"ONBUILD", FORM_SHELL},
    {"MAINTAINER", FORM_TEXT},
    {"ADD", FORM_WORDS},
    {"ARG", FORM_WORDS},
    {"COPY", FORM_WORDS},
    {"ENV", FORM_WORDS},
    {"EXPOSE", FORM_WORDS},
    {"LABEL", FORM_WORDS},
    {"STOPSIGNAL", FORM_WORDS},
    {"USER", FORM_WORDS},
    {"VOLUME", FORM_WORDS},
    {"WORKDIR", FORM_WORDS},
};

struct reader {
	struct ast *ast;
	struct str text;
	size_t at;
	size_t end; /* of what the tree has so far */
};

static char
peek(const struct reader *r, size_t ahead)
{
	return r->at + ahead < r->text.len ? r->text.ptr[r->at + ahead] : '\0';
}

static bool
at_end(const struct reader *r)
{
	return r->at >= r->text.len;
}

static void
skip_line(struct reader *r)
{
	while (!at_end(r) && peek(r, 0) != '\n')
		r->at++;
}

/* The length of "\", blanks and the line's end, or 0. */
static size_t
continuation(const struct reader *r)
{
	size_t n = 1;

	if (peek(r, 0) != '\\')
		return 0;
	while (peek(r, n) == ' ' || peek(r, n) == '\t' || peek(r, n) == '\r')
		n++;
	return peek(r, n) == '\n' ? n + 1 : 0;
}

static void
comment(struct reader *r)
{
	struct ast_span *span = ARENA_PUSH(r->ast->arena, &r->ast->comments);
	size_t start = r->at;

	skip_line(r);
	if (span == NULL)
		r->ast->full = true;
	else
		*span = (struct ast_span){(uint32_t)start, (uint32_t)r->at};
}

/* Behind a continuation, lines that are comments or empty do not count. */
static void
skip_between(struct reader *r)
{
	for (;;) {
		size_t line = r->at;

		while (peek(r, 0) == ' ' || peek(r, 0) == '\t')
			r->at++;
		if (peek(r, 0) == '#') {
			comment(r);
		} else if (peek(r, 0) != '\n' && peek(r, 0) != '\r') {
			return;
		} else if (at_end(r)) {
			r->at = line;
			return;
		}
		skip_line(r);
		if (!at_end(r))
			r->at++;
	}
}

/* Blanks up to the next word; false at the instruction's end. */
static bool
next_word(struct reader *r)
{
	while (!at_end(r)) {
		size_t n = continuation(r);
		char c = peek(r, 0);

		if (n > 0) {
			r->at += n;
			skip_between(r);
		} else if (c == ' ' || c == '\t' || c == '\r') {
			r->at++;
		} else {
			return c != '\n';
		}
	}
	return false;
}

static void
leaf(struct reader *r, enum ast_kind kind, size_t start, size_t end,
    struct str name)
{
	(void)ast_leaf(r->ast, kind, (uint32_t)start, (uint32_t)end,
	    symbols_add(r->ast->symbols, name));
	if (end > r->end)
		r->end = end;
}

static struct str
between(const struct reader *r, size_t start, size_t end)
{
	return str_sub(r->text, start, end - start);
}

/* Without quotes, where they are around all of it. */
static struct str
unquoted(struct str s)
{
	char c = s.len >= 2 ? s.ptr[0] : '\0';

	if ((c != '"' && c != '\'') || s.ptr[s.len - 1] != c ||
	    memchr(s.ptr + 1, c, s.len - 2) != NULL)
		return s;
	return str_sub(s, 1, s.len - 2);
}

static void
quoted(struct reader *r)
{
	char c = peek(r, 0);

	r->at++;
	while (!at_end(r) && peek(r, 0) != c)
		r->at += peek(r, 0) == '\\' && c == '"' ? 2 : 1;
	if (r->at < r->text.len)
		r->at++;
	else
		r->at = r->text.len;
}

/* What the shell reads as a sign of its own; its length, or 0. */
static size_t
sign(const struct reader *r)
{
	char c = peek(r, 0);

	if ((c == '&' || c == '|') && peek(r, 1) == c)
		return 2;
	return c == ';' || c == '|' || c == '&' ? 1 : 0;
}

/* To the end of a word. */
static void
word(struct reader *r, bool shell)
{
	while (!at_end(r) && continuation(r) == 0) {
		char c = peek(r, 0);

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
		    (shell && sign(r) > 0))
			return;
		if (c == '"' || c == '\'')
			quoted(r);
		else
			r->at += c == '\\' && r->at + 1 < r->text.len ? 2 : 1;
	}
}

/* <<EOF: the lines up to EOF are one text. */
static bool
heredoc(struct reader *r, size_t start)
{
	struct str name = between(r, start, r->at);
	struct str rest, line;
	size_t from;

	if (!str_starts(name, STR("<<")))
		return false;
	name = str_from_at(name, str_starts(name, STR("<<-")) ? 3 : 2);
	name = unquoted(name);
	skip_line(r);
	from = r->at;
	rest = str_from_at(r->text, from < r->text.len ? from + 1 : from);
	while (str_next(&rest, '\n', &line))
		if (name.len > 0 && str_eq(str_trim(line), name)) {
			r->at = (size_t)(line.ptr - r->text.ptr) + line.len;
			leaf(r, AST_STRING, from, r->at,
			    between(r, from, (size_t)(line.ptr - r->text.ptr)));
			return true;
		}
	r->ast->errors++; /* it never ends: the next line goes on as usual */
	return true;
}

/* key=value and --flag=value; false where a word is neither. */
static bool
key_value(struct reader *r, size_t start, size_t end)
{
	struct str text = between(r, start, end);
	size_t eq = str_find_char(text, '=');
	uint32_t id;

	if (eq == 0 || eq == text.len || text.ptr[0] == '"')
		return false;
	id = ast_open(r->ast, AST_KEYARG, (uint32_t)start, (uint32_t)end);
	if (id != 0)
		r->ast->v[id].name =
		    symbols_add(r->ast->symbols, str_sub(text, 0, eq));
	leaf(r, AST_STRING, start + eq + 1, end,
	    unquoted(str_from_at(text, eq + 1)));
	ast_close(r->ast, id);
	return true;
}

/* Where an image's tag and digest lie: behind their ":" and "@". */
struct image {
	struct ast_span flag, tag, digest;
};

static void
image(struct reader *r, size_t start, size_t end, struct image *out)
{
	struct str text = between(r, start, end);
	size_t at = str_find_char(text, '@'), colon = at;

	while (colon > 0 && text.ptr[colon - 1] != ':' &&
	    text.ptr[colon - 1] != '/')
		colon--;
	colon = colon > 0 && text.ptr[colon - 1] == ':' ? colon - 1 : at;
	leaf(r, AST_STRING, start, start + colon, str_sub(text, 0, colon));
	if (colon < at)
		out->tag = (struct ast_span){
		    (uint32_t)(start + colon), (uint32_t)(start + at)};
	if (at < text.len)
		out->digest =
		    (struct ast_span){(uint32_t)(start + at), (uint32_t)end};
}

/* What a pattern may leave out. */
static void
image_extra(struct reader *r, struct ast_span span, size_t sign)
{
	uint32_t id, pair;

	if (span.end == 0)
		return;
	id = ast_open(r->ast, AST_DECORATOR, span.start, span.end);
	pair = ast_open(r->ast, AST_KEYARG, span.start, span.end);
	if (pair != 0)
		r->ast->v[pair].name = symbols_add(
		    r->ast->symbols, between(r, span.start, span.start + sign));
	leaf(r, AST_STRING, span.start + sign, span.end,
	    between(r, span.start + sign, span.end));
	ast_close(r->ast, pair);
	ast_close(r->ast, id);
}

/* ["a", "b"]: texts in quotes, and what else stands there as it is. */
static bool
list(struct reader *r)
{
	size_t start = r->at, end = start;
	uint32_t id;

	if (peek(r, 0) != '[')
		return false;
	while (end < r->text.len && r->text.ptr[end] != ']')
		end++;
	if (end == r->text.len)
		return false;
	id = ast_open(r->ast, AST_LIST, (uint32_t)start, (uint32_t)end + 1);
	r->at++;
	while (next_word(r) && r->at < end) {
		size_t from = r->at;

		if (peek(r, 0) == ',') {
			r->at++;
			continue;
		}
		if (peek(r, 0) == '"')
			quoted(r);
		else
			while (r->at < end && peek(r, 0) != ',' &&
			    peek(r, 0) != ' ' && peek(r, 0) != '\n')
				r->at++;
		if (r->at > end)
			r->at = end;
		leaf(r, AST_STRING, from, r->at,
		    unquoted(between(r, from, r->at)));
	}
	r->at = end + 1;
	ast_close(r->ast, id);
	return true;
}

static void
one_word(struct reader *r, enum form form, unsigned count, struct image *from)
{
	size_t start = r->at, n = form == FORM_SHELL ? sign(r) : 0;

	if (n > 0) {
		r->at += n;
		leaf(r, AST_STRING, start, r->at, between(r, start, r->at));
		return;
	}
	if (form == FORM_SHELL && count == 0 && list(r))
		return;
	word(r, form == FORM_SHELL);
	if (r->at == start) /* a lone backslash */
		r->at++;
	if (form == FORM_SHELL && heredoc(r, start))
		return;
	if ((form == FORM_WORDS ||
		str_starts(between(r, start, r->at), STR("--"))) &&
	    form != FORM_SHELL && key_value(r, start, r->at))
		return;
	if (form == FORM_IMAGE)
		image(r, start, r->at, from);
	else
		leaf(r, AST_STRING, start, r->at,
		    unquoted(between(r, start, r->at)));
}

static bool
is_alias(const struct reader *r)
{
	return (peek(r, 0) | 32) == 'a' && (peek(r, 1) | 32) == 's' &&
	    (peek(r, 2) == ' ' || peek(r, 2) == '\t');
}

/* AS name, which a pattern may leave out */
static void
alias(struct reader *r)
{
	uint32_t id =
	    ast_open(r->ast, AST_TYPE, (uint32_t)r->at, (uint32_t)r->text.len);
	size_t start;

	r->at += 2;
	if (next_word(r)) {
		start = r->at;
		word(r, false);
		leaf(r, AST_NAME, start, r->at, between(r, start, r->at));
	}
	if (id != 0)
		r->ast->v[id].end = (uint32_t)r->at;
	ast_close(r->ast, id);
}

/* --platform=x before an image, which a pattern may leave out; where it is. */
static struct ast_span
image_flag(struct reader *r)
{
	struct ast_span span = {0, 0};

	if (!next_word(r) || peek(r, 0) != '-' || peek(r, 1) != '-')
		return span;
	span.start = (uint32_t)r->at;
	word(r, false);
	span.end = (uint32_t)r->at;
	return span;
}

static void
image_extras(struct reader *r, const struct image *from)
{
	struct str flag = between(r, from->flag.start, from->flag.end);

	image_extra(r, from->tag, 1);
	image_extra(r, from->digest, 1);
	if (str_find_char(flag, '=') < flag.len)
		image_extra(r, from->flag, str_find_char(flag, '=') + 1);
	if (next_word(r) && is_alias(r))
		alias(r);
}

static void
arguments(struct reader *r, enum form form)
{
	struct image from = {0};
	size_t end;
	uint32_t id;

	if (form == FORM_IMAGE)
		from.flag = image_flag(r);
	end = r->at;
	id = ast_open(r->ast, AST_ARGS, (uint32_t)r->at, (uint32_t)r->text.len);
	for (unsigned n = 0; next_word(r); n++) {
		if (form == FORM_IMAGE && is_alias(r))
			break;
		if (form == FORM_TEXT) {
			size_t start = r->at;

			skip_line(r);
			leaf(r, AST_STRING, start, r->at,
			    unquoted(str_trim(between(r, start, r->at))));
		} else if (n < WORDS_MAX) {
			one_word(r, form, n, &from);
		} else {
			word(r, false);
		}
		end = r->at;
	}
	if (id != 0)
		r->ast->v[id].end = (uint32_t)end;
	ast_close(r->ast, id);
	if (form == FORM_IMAGE)
		image_extras(r, &from);
}

static enum form
form_of(struct str name)
{
	for (size_t i = 0; i < NELEM(instructions); i++)
		if (str_eq_case(name, str_from(instructions[i].name)))
			return instructions[i].form;
	return FORM_NONE;
}

/* The word as it is written in capitals, whatever it is here. */
static struct str
instruction_name(struct str name)
{
	for (size_t i = 0; i < NELEM(instructions); i++)
		if (str_eq_case(name, str_from(instructions[i].name)))
			return str_from(instructions[i].name);
	return name;
}

static void
instruction(struct reader *r)
{
	size_t start = r->at;
	uint32_t stmt, call;
	enum form form;
	struct str name;

	word(r, false);
	if (r->at == start)
		r->at++;
	name = between(r, start, r->at);
	form = form_of(name);
	stmt = ast_open(
	    r->ast, AST_EXPR_STMT, (uint32_t)start, (uint32_t)r->text.len);
	call = ast_open(r->ast, form == FORM_NONE ? AST_OTHER : AST_CALL,
	    (uint32_t)start, (uint32_t)r->text.len);
	leaf(r, AST_NAME, start, r->at, instruction_name(name));
	arguments(r, form == FORM_NONE ? FORM_WORDS : form);
	if (call != 0) {
		r->ast->v[call].end = (uint32_t)r->end;
		r->ast->v[stmt].end = (uint32_t)r->end;
	}
	ast_close(r->ast, call);
	ast_close(r->ast, stmt);
	if (form == FORM_NONE)
		r->ast->errors++;
	skip_line(r);
}

/* A word alone that is no instruction: a text. */
static bool
lone_word(struct reader *r)
{
	size_t start = r->at, end;
	uint32_t stmt;
	struct str name;

	word(r, false);
	end = r->at;
	name = between(r, start, end);
	if (end == start || next_word(r) || form_of(name) != FORM_NONE) {
		r->at = start;
		return false;
	}
	stmt = ast_open(r->ast, AST_EXPR_STMT, (uint32_t)start, (uint32_t)end);
	leaf(r, AST_STRING, start, end, name);
	ast_close(r->ast, stmt);
	return true;
}

void
dockerfile_build(struct ast *ast)
{
	struct reader r = {.ast = ast, .text = ast->source};
	uint32_t file = ast_open(ast, AST_FILE, 0, (uint32_t)ast->source.len);

	while (!at_end(&r) && !ast->full) {
		char c = peek(&r, 0);

		if (c == '#')
			comment(&r);
		else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			r.at++;
		else if (!lone_word(&r))
			instruction(&r);
	}
	ast_close(ast, file);
}
