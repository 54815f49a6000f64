#include "scan/pattern_place.h"

#include "scan/pattern_text.h"

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '$';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The offset behind the last character before at that is no space. */
static size_t
back(struct str text, size_t at)
{
	while (at > 0 && is_space(text.ptr[at - 1]))
		at--;
	return at;
}

static size_t
ahead(struct str text, size_t at)
{
	while (at < text.len && is_space(text.ptr[at]))
		at++;
	return at;
}

static char
char_at(struct str text, size_t at)
{
	return at < text.len ? text.ptr[at] : '\0';
}

/* The word that ends at this offset. */
static struct str
word_before(struct str text, size_t end)
{
	size_t from = end;

	while (from > 0 && is_word(text.ptr[from - 1]))
		from--;
	return str_sub(text, from, end - from);
}

static bool
one_of(struct str word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(word, str_from(*words)))
			return true;
	return false;
}

/* Behind a string that starts here. */
static size_t
past_string(struct str text, size_t at)
{
	char quote = text.ptr[at++];

	while (at < text.len && text.ptr[at] != quote)
		at += text.ptr[at] == '\\' ? 2 : 1;
	return at < text.len ? at + 1 : text.len;
}

/* Behind the bracket that closes the one here. */
static size_t
past_bracket(struct str text, size_t at)
{
	unsigned depth = 0;

	while (at < text.len) {
		char c = text.ptr[at];

		if (c == '"' || c == '\'') {
			at = past_string(text, at);
			continue;
		}
		at++;
		if (c == '(' || c == '[' || c == '{')
			depth++;
		else if ((c == ')' || c == ']' || c == '}') && --depth == 0)
			break;
	}
	return at;
}

/* What stands before the bracket of a call and never before a declaration's
   name */
static const char *const before_calls[] = {"new", "return", "throw", "else",
    "case", "assert", "yield", "instanceof", "do", "when", NULL};
static const char *const statements[] = {
    "if", "while", "switch", "synchronized", "try", "for", NULL};

/* "T f(", "public C(" and "C(...) {" declare; "return f(" calls. */
static bool
declares(struct str text, size_t at, struct str name)
{
	size_t before = back(text, at) - name.len, next;
	size_t word_end = back(text, before);
	struct str word = word_before(text, word_end);
	char c = word_end > 0 ? text.ptr[word_end - 1] : '\0';

	if (name.len == 0 || one_of(name, statements) ||
	    one_of(word, before_calls))
		return false;
	if (word_end < before && (word.len > 0 || c == '>' || c == ']'))
		return true;
	next = ahead(text, past_bracket(text, at));
	return (c != '.' || (word_end > 2 && text.ptr[word_end - 2] == '.')) &&
	    (char_at(text, next) == '{' ||
		str_starts(str_from_at(text, next), STR("throws ")));
}

/* @a.b.C( */
static bool
annotates(struct str text, size_t at)
{
	while (at > 0 && (is_word(text.ptr[at - 1]) || text.ptr[at - 1] == '.'))
		at--;
	return at > 0 && text.ptr[at - 1] == '@';
}

static char
place_of_round(struct str text, size_t at)
{
	struct str name = word_before(text, back(text, at));

	if (annotates(text, back(text, at)))
		return PLACE_ANNOTATION;

	if (str_eq(name, STR("for")))
		return PLACE_FOR;
	if (str_eq(name, STR("catch")) || declares(text, at, name))
		return PLACE_PARAMS;
	return PLACE_ARGS;
}

/* The offset of the bracket that the one before this offset closes. */
static size_t
opener(struct str text, size_t end)
{
	unsigned depth = 0;

	while (end > 0) {
		char c = text.ptr[--end];

		if (c == ')')
			depth++;
		else if (c == '(' && --depth == 0)
			break;
	}
	return end;
}

/* enum E implements I { */
static bool
is_enum(struct str text, size_t at)
{
	while (at > 0) {
		struct str word;
		char c;

		at = back(text, at);
		word = word_before(text, at);
		c = at > 0 ? text.ptr[at - 1] : '\0';
		if (str_eq(word, STR("enum")))
			return true;
		if (word.len == 0 && c != ',' && c != '.')
			return false;
		at -= word.len > 0 ? word.len : 1;
	}
	return false;
}

static char
place_of_curly(struct str text, size_t at)
{
	size_t end = back(text, at);
	char c = end > 0 ? text.ptr[end - 1] : '\0';

	if (c == ']' || c == '=' || c == '(' || c == ',' || is_enum(text, at))
		return PLACE_LIST;
	if (c == ')') {
		size_t from = back(text, opener(text, end));

		if (str_eq(word_before(text, from), STR("switch")))
			return PLACE_CASES;
	}
	return PLACE_BLOCK;
}

char
pattern_place(struct str text, size_t at)
{
	char c = text.ptr[at];

	if (c == '(')
		return place_of_round(text, at);
	return c == '{' ? place_of_curly(text, at) : c;
}

/* Whether a statement begins here: behind another's end, or on a line of
   its own. */
static bool
begins_statement(struct str text, size_t at)
{
	size_t end = back(text, at);
	char c = end > 0 ? text.ptr[end - 1] : '\0', next;
	bool line = false;

	for (size_t i = end; i < at; i++)
		line = line || text.ptr[i] == '\n';
	next = char_at(text, ahead(text, at + 3));
	if (next == '.' || next == ',' || next == '+' || next == ')')
		return false;
	return c == '\0' || c == ';' || c == '{' || c == '}' || c == ':' ||
	    (line && (c == ')' || c == '.'));
}

const char *
pattern_dots(struct str text, size_t at, char inside)
{
	size_t end = back(text, at);
	char c = end > 0 ? text.ptr[end - 1] : '\0';

	switch (inside) {
	case PLACE_PARAMS:
		return PATTERN_DOTS " " PATTERN_DOTS;
	case PLACE_ANNOTATION:
		return c == '(' || c == ',' ? PATTERN_DOTS " = 0"
					    : PATTERN_DOTS;
	case PLACE_FOR:
		return c == '(' && char_at(text, ahead(text, at + 3)) == ')'
		    ? PATTERN_DOTS ";;"
		    : PATTERN_DOTS;
	case PLACE_CASES:
		if (c == '{' || c == '}' || c == ';')
			return "case " PATTERN_DOTS ":;";
		break;
	case PLACE_ARGS:
	case PLACE_INDEX:
	case PLACE_LIST:
		return PATTERN_DOTS;
	default:
		break;
	}
	return begins_statement(text, at) ? PATTERN_DOTS " " PATTERN_DOTS ";"
					  : PATTERN_DOTS;
}

static bool
is_type_char(char c)
{
	return is_word(c) || is_space(c) || c == '.' || c == '<' || c == '>' ||
	    c == '[' || c == ']' || c == ',' || c == '?';
}

bool
pattern_typed(struct str text, size_t at, struct pattern_typed *out)
{
	size_t close = at + 1, name, type, end;
	struct str word = word_before(text, back(text, at));

	if (char_at(text, at) != '(' ||
	    (word.len > 0 && !one_of(word, before_calls)))
		return false;
	while (close < text.len && is_type_char(text.ptr[close]))
		close++;
	end = back(text, close);
	name = end - word_before(text, end).len;
	type = ahead(text, at + 1);
	if (char_at(text, close) != ')' || name <= type ||
	    !is_space(text.ptr[name - 1]) || char_at(text, name) != '$' ||
	    !is_word(char_at(text, type)) ||
	    str_starts(str_from_at(text, ahead(text, close + 1)), STR("->")))
		return false;
	out->type = type;
	out->type_end = back(text, name);
	out->name = str_sub(text, name + 1, end - name - 1);
	out->end = close + 1;
	close = ahead(text, close + 1);
	out->target =
	    char_at(text, close) == '=' && char_at(text, close + 1) != '=';
	if (char_at(text, out->type_end - 1) == ',')
		return false; /* (a, $X) */
	word = str_sub(text, type, out->type_end - type);
	return !one_of(word, before_calls);
}

static bool
is_function(struct str text, size_t at)
{
	static const char *const words[] = {"def", "function", "async", NULL};
	size_t end = back(text, at);
	struct str name = word_before(text, end);

	return one_of(name, words) ||
	    one_of(word_before(text, back(text, end - name.len)), words);
}

/* What stands behind the parameters of a function */
static bool
is_body(struct str rest)
{
	return str_starts(rest, STR("=>")) || str_starts(rest, STR("->")) ||
	    str_starts(rest, STR(":")) || str_starts(rest, STR("{"));
}

/* T, *T and []T */
static bool
begins_type(char c)
{
	return is_word(c) || c == '*' || c == '[';
}

bool
pattern_typed_after(struct str text, size_t at, struct pattern_typed *out)
{
	size_t name = ahead(text, at + 1), name_end = name + 1, colon, close;

	while (name_end < text.len && is_word(text.ptr[name_end]))
		name_end++;
	colon = ahead(text, name_end);
	if (char_at(text, at) != '(' || char_at(text, name) != '$' ||
	    char_at(text, colon) != ':' || is_function(text, at))
		return false;
	out->type = ahead(text, colon + 1);
	close = out->type;
	while (close < text.len &&
	    (is_type_char(text.ptr[close]) || text.ptr[close] == '*'))
		close++;
	out->type_end = back(text, close);
	if (char_at(text, close) != ')' || out->type_end <= out->type ||
	    !begins_type(text.ptr[out->type]) ||
	    is_body(str_from_at(text, ahead(text, close + 1))))
		return false;
	out->name = str_sub(text, name + 1, name_end - name - 1);
	out->end = close + 1;
	close = ahead(text, out->end);
	out->target =
	    char_at(text, close) == '=' && char_at(text, close + 1) != '=';
	return true;
}
