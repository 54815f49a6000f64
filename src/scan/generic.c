#include "scan/generic.h"

#define PATTERN_MAX ((size_t)64 << 10)
#define DOTS_MAX    64 /* each is a call within the one before */

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

static size_t
word_end(struct str text, size_t at)
{
	while (at < text.len && is_word(text.ptr[at]))
		at++;
	return at;
}

/* The length of a metavariable's sign before its name; 0: there is none. */
static size_t
metavar_sign(struct str text, size_t at)
{
	size_t n = str_starts(str_from_at(text, at), STR("$...")) ? 4
	    : text.ptr[at] == '$'                                 ? 1
								  : 0;
	char c = n > 0 && at + n < text.len ? text.ptr[at + n] : '\0';

	return (c >= 'A' && c <= 'Z') || c == '_' ? n : 0;
}

static enum err_code
part_read(struct str text, size_t *at, struct metavars *metavars,
    struct arena *arena, struct generic_part *out, struct err *err)
{
	size_t sign = metavar_sign(text, *at), from = *at;
	struct str name;

	if (sign > 0) {
		*at = word_end(text, from + sign);
		name = arena_str(arena, str_sub(text, from, *at - from));
		if (name.ptr == NULL)
			return arena_fail(arena, err);
		out->kind = sign == 1 ? GENERIC_METAVAR : GENERIC_METAVARS;
		return metavar_number(
		    metavars, arena, name, &out->metavar, err);
	}
	if (str_starts(str_from_at(text, from), STR("..."))) {
		*at += 3;
		out->kind = GENERIC_DOTS;
		return ERR_NONE;
	}
	*at = is_word(text.ptr[from]) ? word_end(text, from) : from + 1;
	out->text = str_sub(text, from, *at - from);
	return ERR_NONE;
}

enum err_code
generic_read(struct str text, struct metavars *metavars, struct arena *arena,
    struct generic **out, struct err *err)
{
	struct generic *g = ARENA_NEW(arena, struct generic);
	struct generic_part *part;
	unsigned dots = 0;
	enum err_code rc = ERR_NONE;

	if (g == NULL)
		return arena_fail(arena, err);
	if (text.len > PATTERN_MAX)
		return err_set(err, ERR_LIMIT,
		    "the pattern is longer than %zu bytes", PATTERN_MAX);
	for (size_t at = 0; at < text.len && rc == ERR_NONE;) {
		struct generic_part one = {0};

		if (is_blank(text.ptr[at])) {
			at++;
			continue;
		}
		rc = part_read(text, &at, metavars, arena, &one, err);
		if (rc != ERR_NONE || (g->n == 0 && one.kind == GENERIC_DOTS))
			continue;
		if (one.kind == GENERIC_DOTS &&
		    g->v[g->n - 1].kind == GENERIC_DOTS) {
			g->v[g->n - 1].times++;
			continue;
		}
		one.times = 1;
		dots +=
		    one.kind == GENERIC_DOTS || one.kind == GENERIC_METAVARS;
		if (dots > DOTS_MAX)
			return err_set(err, ERR_LIMIT,
			    "more than %d times ... in one pattern", DOTS_MAX);
		part = ARENA_PUSH(arena, g);
		if (part == NULL)
			return arena_fail(arena, err);
		*part = one;
	}
	if (rc == ERR_NONE && g->n == 0)
		rc = err_set(err, ERR_SYNTAX, "the pattern is empty");
	if (rc == ERR_NONE)
		*out = g;
	return rc;
}

enum err_code
generic_tokens_read(struct str source, uint32_t start, uint32_t end,
    struct arena *arena, struct generic_tokens *out, struct err *err)
{
	struct str text = str_sub(source, 0, end);
	struct generic_token *token;
	uint32_t line = 1;

	for (size_t at = start; at < text.len;) {
		size_t from = at;
		char c = text.ptr[at];

		line += c == '\n';
		at = is_word(c) ? word_end(text, at) : at + 1;
		if (is_blank(c))
			continue;
		token = ARENA_PUSH(arena, out);
		if (token == NULL)
			return arena_fail(arena, err);
		*token = (struct generic_token){(uint32_t)from, (uint32_t)at,
		    line, (char)(is_word(c) ? 0 : c)};
	}
	return ERR_NONE;
}

static struct str
token_text(const struct generic_try *t, size_t token)
{
	const struct generic_token *k = &t->tokens->v[token];

	return str_sub(t->source, k->start, k->end - k->start);
}

static bool
same_tokens(const struct generic_try *t, const struct generic_bound *b,
    size_t first, size_t count)
{
	if (b->count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!str_eq(
			token_text(t, b->first + i), token_text(t, first + i)))
			return false;
	return true;
}

static bool
bind(struct generic_try *t, unsigned metavar, size_t first, size_t count)
{
	struct generic_bound *b;

	if (metavar >= METAVARS_MAX)
		return true; /* $_ */
	b = &t->bound[metavar];
	if (b->is)
		return same_tokens(t, b, first, count);
	*b = (struct generic_bound){first, count, true};
	return true;
}

static bool fits(struct generic_try *t, size_t part, size_t at);

static bool
opens(char sign)
{
	return sign == '(' || sign == '[' || sign == '{';
}

static bool
closes(char sign)
{
	return sign == ')' || sign == ']' || sign == '}';
}

/* Whether a token stands on a line that dots from the one at from reach. */
static bool
in_reach(const struct generic_try *t, size_t from, size_t token, unsigned times)
{
	const struct generic_token *v = t->tokens->v;

	return token < t->tokens->n &&
	    v[token].line <=
	    v[from > 0 ? from - 1 : from].line + t->span * times;
}

/* Whether they may take the token too; *open counts the brackets they
   opened. */
static bool
may_skip(const struct generic_try *t, size_t from, size_t token, unsigned times,
    unsigned *open)
{
	char sign;

	if (!in_reach(t, from, token, times))
		return false;
	sign = t->tokens->v[token].sign;
	if (closes(sign) && *open == 0)
		return false;
	*open += opens(sign);
	*open -= closes(sign);
	return true;
}

static bool
skip(struct generic_try *t, size_t part, size_t from)
{
	const struct generic_part *p = &t->pattern->v[part];
	bool last = part + 1 == t->pattern->n;
	unsigned open = 0;
	size_t at = from;

	if (last) { /* as far as it goes */
		while (may_skip(t, from, at, p->times, &open))
			at++;
		t->end = at;
		return p->kind == GENERIC_DOTS ||
		    bind(t, p->metavar, from, at - from);
	}
	for (;; at++) {
		struct generic_bound before[METAVARS_MAX];
		bool ok;

		if (*t->steps == 0 || !in_reach(t, from, at, p->times))
			return false;
		--*t->steps;
		memcpy(before, t->bound, sizeof(before));
		ok = p->kind == GENERIC_DOTS ||
		    bind(t, p->metavar, from, at - from);
		if (ok && fits(t, part + 1, at))
			return true;
		memcpy(t->bound, before, sizeof(before));
		if (!may_skip(t, from, at, p->times, &open))
			return false;
	}
}

static bool
fits(struct generic_try *t, size_t part, size_t at)
{
	bool ok = true;

	for (; part < t->pattern->n && ok; part++, at++) {
		const struct generic_part *p = &t->pattern->v[part];

		if (p->kind == GENERIC_DOTS || p->kind == GENERIC_METAVARS)
			return skip(t, part, at);
		if (at >= t->tokens->n || *t->steps == 0)
			return false;
		--*t->steps;
		ok = p->kind == GENERIC_TEXT
		    ? str_eq(p->text, token_text(t, at))
		    : t->tokens->v[at].sign == 0 && bind(t, p->metavar, at, 1);
	}
	if (ok)
		t->end = at;
	return ok;
}

bool
generic_fits(struct generic_try *t, size_t from)
{
	memset(t->bound, 0, sizeof(t->bound));
	return fits(t, 0, from);
}
