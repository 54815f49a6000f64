#include "scan/sarif_text.h"

static bool
ends_token(char c)
{
	return c == ',' || c == ':' || c == '{' || c == '}' || c == '[' ||
	    c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The byte that ends or begins a string, or stands outside one. */
static void
step(struct sarif_tokens *t, char c)
{
	if (t->quoted && t->escaped) {
		t->escaped = false;
	} else if (t->quoted && c == '\\') {
		t->escaped = true;
	} else if (c == '"') {
		t->quoted = !t->quoted;
		t->length = 0;
	} else if (!t->quoted && ends_token(c)) {
		t->length = 0;
	}
	t->length++;
}

enum err_code
sarif_tokens_check(
    struct sarif_tokens *tokens, struct str piece, uint64_t at, struct err *err)
{
	for (size_t i = 0; i < piece.len; i++)
		step(tokens, piece.ptr[i]);
	if (tokens->length <= SARIF_TOKEN_MAX)
		return ERR_NONE;
	return err_set(err, ERR_LIMIT,
	    "byte %llu: a string or number is longer than %zu bytes",
	    (unsigned long long)at, SARIF_TOKEN_MAX);
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str
decoded(struct arena *arena, struct str s)
{
	char *to = arena_alloc(arena, s.len + 1);
	size_t n = 0;

	if (!to)
		return STR_NONE;
	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;

		if (s.ptr[i] == '%' && i + 2 < s.len) {
			high = hex(s.ptr[i + 1]);
			low = hex(s.ptr[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			to[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			to[n++] = s.ptr[i];
		}
	}
	to[n] = '\0';
	return (struct str){to, n};
}

struct str
sarif_path(struct arena *arena, struct str uri)
{
	struct str path;

	if (str_starts(uri, STR("file://")))
		uri = str_from_at(uri, 7);
	while (str_starts(uri, STR("./")))
		uri = str_from_at(uri, 2);
	if (str_find_char(uri, '%') == uri.len)
		return uri;
	path = decoded(arena, uri);
	if (!path.ptr || !str_is_utf8(path) || memchr(path.ptr, 0, path.len))
		return uri;
	return path;
}

struct str
sarif_cut(struct str text, size_t max)
{
	if (text.len <= max)
		return text;
	while (max > 0 && ((unsigned char)text.ptr[max] & 0xc0) == 0x80)
		max--;
	text.len = max;
	return text;
}

bool
sarif_level_read(struct str words, enum sarif_level *out)
{
	static const char *const levels[] = {
	    [SARIF_NONE] = "none",
	    [SARIF_NOTE] = "note",
	    [SARIF_WARNING] = "warning",
	    [SARIF_ERROR] = "error",
	};

	for (size_t i = 0; i < NELEM(levels); i++)
		if (str_eq(words, str_from(levels[i]))) {
			*out = (enum sarif_level)i;
			return true;
		}
	return false;
}

struct sarif_limits
sarif_limits_or_default(const struct sarif_limits *given)
{
	struct sarif_limits l = sarif_limits_default;

	if (given && given->bytes)
		l.bytes = given->bytes;
	if (given && given->runs)
		l.runs = given->runs;
	if (given && given->results)
		l.results = given->results;
	if (given && given->rules)
		l.rules = given->rules;
	if (given && given->memory)
		l.memory = given->memory;
	return l;
}
