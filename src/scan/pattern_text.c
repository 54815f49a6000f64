#include "scan/pattern_text.h"

#include "scan/pattern_lines.h"
#include "scan/pattern_place.h"
#include "scan/pattern_sigil.h"

#define NESTING_MAX 64

/* Where the reader is: what closes the present bracket, and whether a
   string goes on behind it. */
struct rewriter {
	struct buf *out;
	struct str text;
	size_t at;
	bool python, type_first;
	bool go;           /* `text` is nothing but text; "x..." hands x on */
	const char *pairs; /* the language's; or NULL */
	bool quoted;       /* the language's */
	bool object; /* the text begins with one: in parentheses, not a block */
	char open[NESTING_MAX]; /* ( [ { or a place of pattern_place.h, ` and
				   f for interpolations */
	unsigned depth;
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static char
peek(const struct rewriter *w, size_t ahead)
{
	return w->at + ahead < w->text.len ? w->text.ptr[w->at + ahead] : '\0';
}

static bool
looking_at(const struct rewriter *w, const char *word)
{
	return str_starts(str_from_at(w->text, w->at), str_from(word));
}

static void
copy(struct rewriter *w, size_t n)
{
	struct str s = str_sub(w->text, w->at, n);

	buf_add(w->out, s);
	w->at += s.len;
}

static void
push(struct rewriter *w, char c)
{
	if (w->depth < NESTING_MAX)
		w->open[w->depth] = c;
	w->depth++;
}

static char
inside(const struct rewriter *w)
{
	return w->depth > 0 && w->depth <= NESTING_MAX ? w->open[w->depth - 1]
						       : '\0';
}

/* Returns false when the text is no metavariable. */
static bool
metavar(struct rewriter *w)
{
	size_t from = w->at + 1, to;
	bool many = looking_at(w, "$...");

	if (peek(w, 0) != '$')
		return false;
	if (many)
		from += 3;
	for (to = from; to < w->text.len && is_word(w->text.ptr[to]);)
		to++;
	if (to == from || w->text.ptr[from] >= 'a')
		return false;
	if (many && inside(w) == PLACE_PARAMS) { /* as its own type */
		buf_add(w->out, STR(PATTERN_METAVARS));
		buf_add(w->out, str_sub(w->text, from, to - from));
		buf_add_char(w->out, ' ');
	}
	if (w->quoted)
		buf_add_char(w->out, '"');
	buf_add(w->out, many ? STR(PATTERN_METAVARS) : STR(PATTERN_METAVAR));
	buf_add(w->out, str_sub(w->text, from, to - from));
	if (w->quoted)
		buf_add_char(w->out, '"');
	w->at = to;
	return true;
}

/* "for (" before and ")" behind, as nothing but "..." is between */
static bool
is_loop_head(const struct rewriter *w)
{
	struct str before = str_trim(str_sub(w->text, 0, w->at));
	struct str behind = str_trim(str_from_at(w->text, w->at + 3));

	if (w->python || !str_ends(before, STR("(")) ||
	    !str_starts(behind, STR(")")))
		return false;
	before.len--;
	before = str_trim(before);
	return str_ends(before, STR("for")) &&
	    (before.len == 3 || !is_word(before.ptr[before.len - 4]));
}

/* Whether a statement that ends here has another behind it. */
static bool
goes_on(const struct rewriter *w)
{
	struct str behind = str_trim(str_from_at(w->text, w->at));

	return !w->python && !w->type_first &&
	    (w->depth == 0 || inside(w) == '{') && behind.len > 0 &&
	    (is_word(behind.ptr[0]) || behind.ptr[0] == '$' ||
		str_starts(behind, STR("...")));
}

/* "..." between statements, with more on its line: a semicolon is wanted,
   as it is before what would go on with an expression. */
static bool
is_statement(const struct rewriter *w)
{
	struct str before = str_trim(str_sub(w->text, 0, w->at));
	struct str behind = str_trim(str_from_at(w->text, w->at + 3));
	char last = before.len > 0 ? before.ptr[before.len - 1] : ';';

	if (w->python || (w->depth > 0 && inside(w) != '{') ||
	    (last != '{' && last != '}' && last != ';' && last != ')'))
		return false;
	return behind.len > 0 &&
	    (is_word(behind.ptr[0]) || behind.ptr[0] == '$' ||
		behind.ptr[0] == '(' || behind.ptr[0] == '[' ||
		behind.ptr[0] == '`' || behind.ptr[0] == '<');
}

/* {..., a: b, ...}: neither a value nor what a comprehension is made of */
static bool
is_entry(const struct rewriter *w)
{
	struct str before = str_trim(str_sub(w->text, 0, w->at));
	struct str behind = str_trim(str_from_at(w->text, w->at + 3));

	return (str_ends(before, STR("{")) || str_ends(before, STR(","))) &&
	    (str_starts(behind, STR("}")) || str_starts(behind, STR(",")));
}

/* What stands for "..." where there are pairs alone, and elements elsewhere. */
static void
dots_of_pairs(struct rewriter *w)
{
	const char *name = w->quoted ? "\"" PATTERN_DOTS "\"" : PATTERN_DOTS;
	struct str before = str_trim(str_sub(w->text, 0, w->at)), behind;

	w->at += 3;
	if ((inside(w) != '{' && w->depth > 0) || str_ends(before, STR("=")) ||
	    str_ends(before, STR(":"))) {
		buf_add(w->out, str_from(name));
		return;
	}
	buf_addf(w->out, "%s %s %s", name, w->pairs, name);
	behind = str_trim(str_from_at(w->text, w->at));
	if (behind.len > 0 && behind.ptr[0] != ',' && behind.ptr[0] != '}')
		buf_add_char(w->out, w->depth > 0 && w->quoted ? ',' : '\n');
}

/* In a Python dictionary only "**x" stands without a value, in the head of a
   loop there are three parts, an attribute of an element has braces. */
static void
dots(struct rewriter *w)
{
	bool attribute = w->depth == 0 && w->at > 0 &&
	    w->text.ptr[w->at - 1] == '=' && w->text.ptr[0] == '<';

	if (w->pairs != NULL) {
		dots_of_pairs(w);
		return;
	}
	if (w->type_first)
		buf_add(
		    w->out, str_from(pattern_dots(w->text, w->at, inside(w))));
	else if (w->python && inside(w) == '{' && is_entry(w))
		buf_add(w->out, STR("**" PATTERN_DOTS));
	else if (is_loop_head(w))
		buf_add(w->out, STR(PATTERN_DOTS ";;"));
	else if (is_statement(w))
		buf_add(w->out, STR(PATTERN_DOTS ";"));
	else if (attribute)
		buf_add(w->out, STR("{" PATTERN_DOTS "}"));
	else
		buf_add(w->out, STR(PATTERN_DOTS));
	w->at += 3;
}

static void
typed_type(struct rewriter *w, const struct pattern_typed *t)
{
	w->at = t->type;
	while (w->at < t->type_end)
		if (!metavar(w))
			copy(w, 1);
}

/* (T $X) becomes ((T)__tmv_X): a cast is a type and a name anywhere. */
static void
typed_cast(struct rewriter *w, const struct pattern_typed *t)
{
	buf_add(w->out, STR("(("));
	typed_type(w, t);
	buf_add(w->out, STR(")" PATTERN_TYPED));
	buf_add(w->out, t->name);
	buf_add(w->out, STR(")"));
}

/* ($X : T) becomes (__tmv_X.(T)), which is a cast too. */
static void
typed_assertion(struct rewriter *w, const struct pattern_typed *t)
{
	buf_add(w->out, STR("(" PATTERN_TYPED));
	buf_add(w->out, t->name);
	buf_add(w->out, STR(".("));
	typed_type(w, t);
	buf_add(w->out, STR("))"));
}

/* ($X: T) becomes (__typed__(__tmv_X, T)). */
static void
typed_call(struct rewriter *w, const struct pattern_typed *t)
{
	buf_add(w->out, STR("(" PATTERN_TARGET "(" PATTERN_TYPED));
	buf_add(w->out, t->name);
	buf_add(w->out, STR(", "));
	typed_type(w, t);
	buf_add(w->out, STR("))"));
}

static bool
typed(struct rewriter *w)
{
	struct pattern_typed t;

	if (w->type_first && pattern_typed(w->text, w->at, &t))
		typed_cast(w, &t);
	else if (!w->type_first && pattern_typed_after(w->text, w->at, &t))
		(w->go ? typed_assertion : typed_call)(w, &t);
	else
		return false;
	if (t.target)
		buf_add(w->out, STR("." PATTERN_TARGET));
	w->at = t.end;
	return true;
}

/* Copies a string up to its end or its next interpolation. */
static void
string_body(struct rewriter *w, struct str quote, bool formatted)
{
	bool escapes = !w->go || quote.ptr[0] != '`';

	while (w->at < w->text.len) {
		if (escapes && peek(w, 0) == '\\') {
			copy(w, 2);
		} else if (str_starts(str_from_at(w->text, w->at), quote)) {
			copy(w, quote.len);
			return;
		} else if (formatted && w->python && peek(w, 0) == '{' &&
		    peek(w, 1) != '{') {
			push(w, quote.len == 3 ? 'F' : quote.ptr[0]);
			copy(w, 1);
			return;
		} else if (formatted && !w->python && looking_at(w, "${")) {
			push(w, '`');
			copy(w, 2);
			return;
		} else {
			copy(w, 1);
		}
	}
}

static bool
is_formatted(const struct rewriter *w)
{
	size_t i = w->at;

	if (!w->python)
		return !w->go && peek(w, 0) == '`';
	while (i > 0 && is_word(w->text.ptr[i - 1])) {
		i--;
		if (w->text.ptr[i] == 'f' || w->text.ptr[i] == 'F')
			return true;
	}
	return false;
}

static void
string(struct rewriter *w)
{
	struct str quote = str_sub(w->text, w->at, 1);
	bool formatted = is_formatted(w);

	if ((w->python && looking_at(w, "'''")) ||
	    ((w->python || w->type_first) && looking_at(w, "\"\"\"")))
		quote = str_sub(w->text, w->at, 3);
	copy(w, quote.len);
	string_body(w, quote, formatted);
}

/* The end of an interpolation: the string goes on. */
static void
closing(struct rewriter *w)
{
	char open = inside(w);

	if (w->depth > 0)
		w->depth--;
	copy(w, 1);
	if (w->object && w->depth == 0) {
		buf_add_char(w->out, ')');
		w->object = false;
	}
	if (open == '`')
		string_body(w, STR("`"), true);
	else if (open == '"')
		string_body(w, STR("\""), true);
	else if (open == '\'')
		string_body(w, STR("'"), true);
	else if (open == 'F')
		string_body(w, STR("\"\"\""), true);
}

/* The "..." of f(x...) */
static bool
spreads(const struct rewriter *w)
{
	char before = w->at > 0 ? w->text.ptr[w->at - 1] : '\0';

	return w->go && looking_at(w, "...") &&
	    (is_word(before) || before == ')' || before == ']');
}

static void
one(struct rewriter *w)
{
	char c = peek(w, 0);

	if (looking_at(w, "<...")) {
		buf_add(w->out, STR(PATTERN_DEEP "("));
		w->at += 4;
	} else if (looking_at(w, "...>")) {
		w->at += 4;
		buf_add(w->out, goes_on(w) ? STR(");") : STR(")"));
	} else if (spreads(w)) {
		copy(w, 3);
	} else if (looking_at(w, "...") &&
	    !(!w->python && (is_word(peek(w, 3)) || peek(w, 3) == '$'))) {
		dots(w);
	} else if (metavar(w)) {
		;
	} else if (c == '"' || c == '\'' || (c == '`' && !w->python)) {
		string(w);
	} else if (typed(w)) {
		;
	} else if (c == '(' || c == '[' || c == '{') {
		push(w, w->type_first ? pattern_place(w->text, w->at) : c);
		copy(w, 1);
	} else if (c == ')' || c == ']' || c == '}') {
		closing(w);
	} else {
		copy(w, 1);
	}
}

/* $X or $...X at the start of a text; its length, or 0. */
static size_t
metavar_word(struct buf *out, struct str at)
{
	bool many = str_starts(at, STR("$..."));
	size_t from = many ? 4 : 1, to = from;

	while (to < at.len && is_word(at.ptr[to]) &&
	    !(at.ptr[to] >= 'a' && at.ptr[to] <= 'z'))
		to++;
	if (at.ptr[0] != '$' || to == from ||
	    (to < at.len && is_word(at.ptr[to])))
		return 0;
	buf_add(out, many ? STR(PATTERN_METAVARS) : STR(PATTERN_METAVAR));
	buf_add(out, str_sub(at, from, to - from));
	return to;
}

/* Where words are all there is, "..." stands for some of them. */
static void
pattern_rewrite_words(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len;) {
		struct str rest = str_from_at(text, i);
		char before = i > 0 ? text.ptr[i - 1] : ' ';
		char behind = rest.len > 3 ? rest.ptr[3] : ' ';
		size_t n = 0;

		if (strchr(" \t\n[,=:@", before) != NULL) {
			n = metavar_word(out, rest);
			if (n == 0 && str_starts(rest, STR("...")) &&
			    strchr(" \t\n],", behind) != NULL) {
				buf_add(out, STR(PATTERN_DOTS));
				n = 3;
			}
		}
		if (n == 0) {
			buf_add_char(out, text.ptr[i]);
			n = 1;
		}
		i += n;
	}
}

void
pattern_rewrite(
    struct buf *out, const struct language *language, struct str text)
{
	struct rewriter w = {.out = out,
	    .text = text,
	    .python = strcmp(language->name, "python") == 0,
	    .go = strcmp(language->name, "go") == 0,
	    .type_first = language->type_first,
	    .pairs = language->pairs,
	    .quoted = language->quoted};

	if (language->sigil) {
		pattern_rewrite_sigil(out, text);
		return;
	}
	if (language->lines || language->words) {
		(language->lines ? pattern_rewrite_lines
				 : pattern_rewrite_words)(out, text);
		return;
	}

	w.object = !w.python && !w.type_first && w.pairs == NULL &&
	    str_starts(text, STR("{"));
	if (w.object)
		buf_add_char(out, '(');
	while (w.at < text.len)
		one(&w);
}
