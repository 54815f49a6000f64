#include "scan/pattern_sigil.h"

#include "scan/pattern_text.h"

#define NESTING_MAX 64

/* What a bracket opens. */
enum place {
	PLACE_NONE = '\0',
	PLACE_VALUES = '(', /* arguments, parameters, elements */
	PLACE_FOR = 'f',
	PLACE_FOREACH = 'e',
	PLACE_CATCH = 't',
	PLACE_SUBJECT = 'm', /* of a switch */
	PLACE_BLOCK = '{',
	PLACE_MEMBERS = 'c', /* of a class */
	PLACE_CASES = 's',
};

struct sigil {
	struct buf *out;
	struct str text;
	size_t at;
	char open[NESTING_MAX];
	unsigned depth;
	char closed; /* what the last bracket closed */
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static bool
looking_at(const struct sigil *s, const char *word)
{
	return str_starts(str_from_at(s->text, s->at), str_from(word));
}

static struct str
before(const struct sigil *s)
{
	return str_trim(str_sub(s->text, 0, s->at));
}

static struct str
behind(const struct sigil *s, size_t n)
{
	return str_trim(str_from_at(s->text, s->at + n));
}

static char
last_of(struct str s)
{
	return s.len > 0 ? s.ptr[s.len - 1] : '\0';
}

static char
first_of(struct str s)
{
	return s.len > 0 ? s.ptr[0] : '\0';
}

static struct str
last_word(struct str s)
{
	size_t from = s.len;

	while (from > 0 && is_word(s.ptr[from - 1]))
		from--;
	return str_from_at(s, from);
}

static bool
is_one_of(struct str word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(word, str_from(*words)))
			return true;
	return false;
}

static char
inside(const struct sigil *s)
{
	return s->depth > 0 && s->depth <= NESTING_MAX ? s->open[s->depth - 1]
						       : PLACE_NONE;
}

static void
copy(struct sigil *s, size_t n)
{
	struct str part = str_sub(s->text, s->at, n);

	buf_add(s->out, part);
	s->at += part.len;
}

/* The length of $X or $...X at this place; 0: it is none, as $_GET is not. */
static size_t
metavar_length(struct str at, struct str *name, bool *many)
{
	static const char *const variables[] = {"_GET", "_POST", "_COOKIE",
	    "_REQUEST", "_SERVER", "_ENV", "_FILES", "_SESSION", "GLOBALS",
	    NULL};
	size_t from, to;

	*many = str_starts(at, STR("$..."));
	from = *many ? 4 : 1;
	for (to = from; to < at.len && is_word(at.ptr[to]); to++)
		if (at.ptr[to] >= 'a' && at.ptr[to] <= 'z')
			return 0;
	if (first_of(at) != '$' || to == from ||
	    (at.ptr[from] >= '0' && at.ptr[from] <= '9'))
		return 0;
	*name = str_sub(at, from, to - from);
	return is_one_of(*name, variables) ? 0 : to;
}

/* Whether only a name may stand here: what is declared or extended, a
   member, a type, an argument's name. */
static bool
is_bare(const struct sigil *s, size_t n)
{
	static const char *const words[] = {"class", "function", "extends",
	    "implements", "interface", "trait", "enum", "use", "namespace",
	    "const", "goto", NULL};
	struct str left = before(s), right = behind(s, n);
	char last = last_of(left), next = first_of(right);

	if (str_ends(left, STR("->")) || str_ends(left, STR("::")) ||
	    str_ends(left, STR("#[")) || last == '\\' || next == '\\')
		return true;
	if (is_one_of(last_word(left), words) &&
	    !str_ends(left, STR("::class")))
		return true;
	if (next == '$' || str_starts(right, STR("...$")))
		return true; /* T $X */
	if (next == ':' && !str_starts(right, STR("::")) &&
	    (last == '(' || last == ','))
		return true;
	return last == ':' && next == '{' && s->closed == PLACE_VALUES;
}

static bool
metavar(struct sigil *s)
{
	struct str name;
	bool many;
	size_t n = metavar_length(str_from_at(s->text, s->at), &name, &many);

	if (n == 0)
		return false;
	if (!is_bare(s, n))
		buf_add_char(s->out, '$');
	buf_add(s->out, many ? STR(PATTERN_METAVARS) : STR(PATTERN_METAVAR));
	buf_add(s->out, name);
	s->at += n;
	return true;
}

/* '...' is as it stands, and so is "$X" as a whole: any text. */
static size_t
quoted_length(struct str at)
{
	char quote = at.ptr[0];
	struct str name;
	bool many;
	size_t i = 1;

	if (quote == '"') {
		i = 1 + metavar_length(str_from_at(at, 1), &name, &many);
		return i > 1 && i < at.len && at.ptr[i] == '"' ? i + 1 : 0;
	}
	while (i < at.len && at.ptr[i] != quote)
		i += at.ptr[i] == '\\' ? 2 : 1;
	return i < at.len ? i + 1 : at.len;
}

static void
string(struct sigil *s)
{
	char quote = s->text.ptr[s->at];
	size_t n =
	    quote == '`' ? 0 : quoted_length(str_from_at(s->text, s->at));
	struct str name;
	bool many;

	if (n > 0) {
		buf_add_char(s->out, '\'');
		buf_add(s->out, str_sub(s->text, s->at + 1, n - 2));
		buf_add_char(s->out, '\'');
		s->at += n;
		return;
	}
	copy(s, 1);
	while (s->at < s->text.len && s->text.ptr[s->at] != quote) {
		n = metavar_length(str_from_at(s->text, s->at), &name, &many);
		if (n > 0) {
			bool braces =
			    last_of(str_sub(s->text, 0, s->at)) == '{';

			buf_addf(s->out, "%s$%s%.*s%s", braces ? "" : "{",
			    many ? PATTERN_METAVARS : PATTERN_METAVAR,
			    STR_FMT(name), braces ? "" : "}");
			s->at += n;
		} else {
			copy(s, s->text.ptr[s->at] == '\\' ? 2 : 1);
		}
	}
	copy(s, 1);
}

/* Whether "..." here is a statement of its own. */
static bool
is_statement(const struct sigil *s)
{
	char last = last_of(before(s)), next = first_of(behind(s, 3));

	if (s->depth > 0 && inside(s) != PLACE_BLOCK)
		return false;
	if (last == '\0' || last == '{' || last == '}' || last == ';' ||
	    last == ')')
		return next != '-' && next != '.';
	return last == ':' && s->depth > 0;
}

/* "..." is a variable, which is a statement with its semicolon; elsewhere it
   is what may stand there. */
static void
dots(struct sigil *s)
{
	static const char *const words[] = {
	    "class", "function", "extends", "implements", "use", NULL};
	struct str left = before(s), right = behind(s, 3);
	char place = inside(s);
	bool alone = last_of(left) == '(' && first_of(right) == ')';

	if (place == PLACE_MEMBERS)
		buf_add(s->out, STR("use " PATTERN_DOTS ";"));
	else if (place == PLACE_CASES)
		buf_add(s->out, STR("case " PATTERN_DOTS ":"));
	else if (place == PLACE_FOR && alone)
		buf_add(s->out, STR("$" PATTERN_DOTS ";;"));
	else if (place == PLACE_FOREACH && alone)
		buf_add(s->out, STR("$" PATTERN_DOTS " as $" PATTERN_DOTS));
	else if (place == PLACE_CATCH && alone)
		buf_add(s->out, STR(PATTERN_DOTS " $" PATTERN_DOTS));
	else if (str_ends(left, STR("->")) || str_ends(left, STR("::")) ||
	    is_one_of(last_word(left), words))
		buf_add(s->out, STR(PATTERN_DOTS));
	else if (is_statement(s) && first_of(right) != ';')
		buf_add(s->out, STR("$" PATTERN_DOTS ";"));
	else
		buf_add(s->out, STR("$" PATTERN_DOTS));
	s->at += 3;
}

/* Whether the words before a brace, back to the last statement, declare a
   class. */
static bool
is_class(struct str left)
{
	static const char *const words[] = {
	    "class", "interface", "trait", "enum"};
	size_t from = left.len;

	while (from > 0 && strchr(";{}", left.ptr[from - 1]) == NULL)
		from--;
	left = str_from_at(left, from);
	for (size_t i = 0; i < NELEM(words); i++) {
		struct str word = str_from(words[i]);
		size_t at = str_find(left, word), end = at + word.len;

		if (at < left.len && end < left.len &&
		    (at == 0 || strchr(" \t\n", left.ptr[at - 1]) != NULL) &&
		    strchr(" \t\n(", left.ptr[end]) != NULL)
			return true;
	}
	return false;
}

static char
place_of(const struct sigil *s)
{
	static const struct {
		const char *word;
		char place;
	} heads[] = {{"for", PLACE_FOR}, {"foreach", PLACE_FOREACH},
	    {"catch", PLACE_CATCH}, {"switch", PLACE_SUBJECT}};
	struct str left = before(s);

	if (s->text.ptr[s->at] == '{') {
		if (last_of(left) == '>' || last_of(left) == '$')
			return PLACE_VALUES;
		if (last_of(left) == ')' && s->closed == PLACE_SUBJECT)
			return PLACE_CASES;
		return is_class(left) ? PLACE_MEMBERS : PLACE_BLOCK;
	}
	for (size_t i = 0; i < NELEM(heads); i++)
		if (str_eq(last_word(left), str_from(heads[i].word)))
			return heads[i].place;
	return PLACE_VALUES;
}

static void
opening(struct sigil *s)
{
	if (s->depth < NESTING_MAX)
		s->open[s->depth] = place_of(s);
	s->depth++;
	copy(s, 1);
}

static void
closing(struct sigil *s)
{
	s->closed = inside(s);
	if (s->depth > 0)
		s->depth--;
	copy(s, 1);
}

static void
one(struct sigil *s)
{
	char c = s->text.ptr[s->at];

	if (looking_at(s, "<...")) {
		buf_add(s->out, STR(PATTERN_DEEP "("));
		s->at += 4;
	} else if (looking_at(s, "...>")) {
		buf_add_char(s->out, ')');
		s->at += 4;
	} else if (looking_at(s, "...$")) {
		copy(s, 3);
	} else if (looking_at(s, "...")) {
		dots(s);
	} else if (metavar(s)) {
		;
	} else if (c == '"' || c == '\'' || c == '`') {
		string(s);
	} else if (strchr("([{", c) != NULL) {
		opening(s);
	} else if (strchr(")]}", c) != NULL) {
		closing(s);
	} else {
		copy(s, 1);
	}
}

void
pattern_rewrite_sigil(struct buf *out, struct str text)
{
	struct sigil s = {.out = out, .text = text};

	while (s.at < text.len)
		one(&s);
}
