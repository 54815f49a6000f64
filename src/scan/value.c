#include "scan/value.h"

#include <inttypes.h>

#define TEXT_MAX 4096 /* longer texts are not known */

const struct taint *
taint_either(struct arena *arena, const struct taint *a, const struct taint *b)
{
	struct taint *t;

	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	if ((b->labels & ~a->labels) == 0)
		return a;
	t = ARENA_NEW(arena, struct taint);
	if (t == NULL)
		return a;
	*t = *a;
	t->labels |= b->labels;
	return t;
}

static bool
same_kind(const struct known *a, const struct known *b, enum known_kind kind)
{
	return a != NULL && b != NULL && a->kind == kind && b->kind == kind;
}

bool
known_eq(const struct known *a, const struct known *b)
{
	if (a == NULL || b == NULL || a->kind != b->kind)
		return false;
	return a == b ||
	    (a->number == b->number && str_eq(a->text, b->text) &&
		a->in == b->in && a->node == b->node && a->frame == b->frame);
}

static const struct known *
known_new(struct arena *arena, struct known k)
{
	struct known *out = ARENA_NEW(arena, struct known);

	if (out != NULL)
		*out = k;
	return out;
}

const struct known *
known_number(struct arena *arena, int64_t n)
{
	return known_new(
	    arena, (struct known){.kind = KNOWN_NUMBER, .number = n});
}

const struct known *
known_bool(struct arena *arena, bool b)
{
	return known_new(
	    arena, (struct known){.kind = KNOWN_BOOL, .number = b});
}

const struct known *
known_text(struct arena *arena, struct str text)
{
	return text.len > TEXT_MAX
	    ? NULL
	    : known_new(
		  arena, (struct known){.kind = KNOWN_TEXT, .text = text});
}

/* 42, 0x2a, 1_000, 10L; nothing with a fraction. */
static const struct known *
number_literal(struct arena *arena, struct str s)
{
	int64_t n = 0;
	int base = 10;

	if (s.len == 3 && s.ptr[0] == '\'') /* 'a': a character */
		return known_text(arena, str_sub(s, 1, 1));
	if (s.len > 2 && s.ptr[0] == '0' && (s.ptr[1] | 32) == 'x') {
		base = 16;
		s = str_from_at(s, 2);
	} else if (s.len > 1 && s.ptr[0] == '0') {
		return NULL;
	}
	if (s.len > 1 && (s.ptr[s.len - 1] | 32) == 'l')
		s.len--;
	if (s.len == 0 || s.len > 17)
		return NULL;
	for (size_t i = 0; i < s.len; i++) {
		int c = (unsigned char)s.ptr[i] | 32, d;

		if (s.ptr[i] == '_')
			continue;
		d = c >= '0' && c <= '9' ? c - '0'
		    : c >= 'a'           ? c - 'a' + 10
					 : base;
		if (d >= base || n > INT64_MAX / 32)
			return NULL;
		n = n * base + d;
	}
	return known_number(arena, n);
}

/* What is between the quotes, but for texts with escapes other than of a
   quote. */
static const struct known *
text_literal(struct arena *arena, struct str s)
{
	char *copy;
	size_t n = 0;

	if (memchr(s.ptr, '\\', s.len) == NULL)
		return known_text(arena, s);
	copy = arena_alloc(arena, s.len);
	if (copy == NULL)
		return NULL;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\' &&
		    (++i == s.len || strchr("'\"\\`", s.ptr[i]) == NULL))
			return NULL;
		copy[n++] = s.ptr[i];
	}
	return known_text(arena, (struct str){copy, n});
}

const struct known *
known_literal(struct arena *arena, const struct ast *a, uint32_t node)
{
	static const struct known null = {.kind = KNOWN_NULL};

	switch (a->v[node].kind) {
	case AST_NULL:
		return &null;
	case AST_BOOL:
		return known_bool(
		    arena, str_eq_case(ast_name(a, node), STR("true")));
	case AST_NUMBER:
		return number_literal(arena, ast_name(a, node));
	case AST_STRING:
		return text_literal(arena, ast_name(a, node));
	default:
		return NULL;
	}
}

bool
known_truth(const struct known *k, bool *out)
{
	if (k == NULL)
		return false;
	switch (k->kind) {
	case KNOWN_NULL:
		*out = false;
		return true;
	case KNOWN_BOOL:
	case KNOWN_NUMBER:
		*out = k->number != 0;
		return true;
	case KNOWN_TEXT:
		*out = k->text.len > 0;
		return true;
	default:
		return false;
	}
}

static bool
has(struct str text, struct str part)
{
	return part.len == 0 || str_find(text, part) < text.len;
}

static const struct known *
arithmetic(struct arena *arena, struct str op, int64_t x, int64_t y)
{
	int64_t n = 0;
	bool bad = false;

	if (op.len == 2 && op.ptr[0] == '/' && op.ptr[1] == '/')
		op.len = 1; /* Python's, of what is not negative */
	if (op.len == 1)
		switch (op.ptr[0]) {
		case '+':
			bad = __builtin_add_overflow(x, y, &n);
			return bad ? NULL : known_number(arena, n);
		case '-':
			bad = __builtin_sub_overflow(x, y, &n);
			return bad ? NULL : known_number(arena, n);
		case '*':
			bad = __builtin_mul_overflow(x, y, &n);
			return bad ? NULL : known_number(arena, n);
		case '/':
			return x < 0 || y <= 0 ? NULL
					       : known_number(arena, x / y);
		case '%':
			return x < 0 || y <= 0 ? NULL
					       : known_number(arena, x % y);
		case '<':
			return known_bool(arena, x < y);
		case '>':
			return known_bool(arena, x > y);
		default:
			break;
		}
	if (str_eq(op, STR("<=")))
		return known_bool(arena, x <= y);
	return str_eq(op, STR(">=")) ? known_bool(arena, x >= y) : NULL;
}

static const struct known *
join_texts(struct arena *arena, struct str x, struct str y)
{
	struct str s = x.len + y.len > TEXT_MAX
	    ? STR_NONE
	    : arena_strf(arena, "%.*s%.*s", STR_FMT(x), STR_FMT(y));

	return s.ptr == NULL ? NULL : known_text(arena, s);
}

/* and, or: what follows from one side alone, and from both. */
static const struct known *
logic(struct arena *arena, bool both, const struct known *x,
    const struct known *y)
{
	bool a = false, b = false;
	bool has_a = known_truth(x, &a), has_b = known_truth(y, &b);

	if ((has_a && a != both) || (has_b && b != both))
		return known_bool(arena, !both);
	return has_a && has_b ? known_bool(arena, both) : NULL;
}

static bool
is_word(struct str op, const char *a, const char *b)
{
	return str_eq(op, str_from(a)) || str_eq(op, str_from(b));
}

static const struct known *
equality(struct arena *arena, struct str op, const struct known *x,
    const struct known *y)
{
	bool plain = x->kind <= KNOWN_TEXT && y->kind <= KNOWN_TEXT;
	bool equal = known_eq(x, y);

	if (plain &&
	    (x->kind == y->kind || x->kind == KNOWN_NULL ||
		y->kind == KNOWN_NULL)) {
		if (is_word(op, "==", "===") || str_eq(op, STR("is")))
			return known_bool(arena, equal);
		if (is_word(op, "!=", "!==") || str_eq(op, STR("is not")))
			return known_bool(arena, !equal);
	}
	return NULL;
}

const struct known *
known_binary(struct arena *arena, struct str op, const struct known *x,
    const struct known *y)
{
	const struct known *k;

	if (is_word(op, "and", "&&"))
		return logic(arena, true, x, y);
	if (is_word(op, "or", "||"))
		return logic(arena, false, x, y);
	if (x == NULL || y == NULL)
		return NULL;
	k = equality(arena, op, x, y);
	if (k != NULL)
		return k;
	if (same_kind(x, y, KNOWN_NUMBER))
		return arithmetic(arena, op, x->number, y->number);
	if (same_kind(x, y, KNOWN_TEXT)) {
		if (str_eq(op, STR("+")) || str_eq(op, STR(".")))
			return join_texts(arena, x->text, y->text);
		if (str_eq(op, STR("in")))
			return known_bool(arena, has(y->text, x->text));
		if (str_eq(op, STR("not in")))
			return known_bool(arena, !has(y->text, x->text));
	}
	return NULL;
}

const struct known *
known_unary(struct arena *arena, struct str op, const struct known *x)
{
	bool truth;

	if (is_word(op, "not", "!") && known_truth(x, &truth))
		return known_bool(arena, !truth);
	if (x != NULL && x->kind == KNOWN_NUMBER && str_eq(op, STR("-")) &&
	    x->number != INT64_MIN)
		return known_number(arena, -x->number);
	return NULL;
}

/* Where a slice ends: from the end if negative, never beyond the text. */
static size_t
bound_of(const struct known *k, size_t len, size_t otherwise)
{
	if (k == NULL || k->kind != KNOWN_NUMBER)
		return otherwise;
	if (k->number >= 0)
		return (uint64_t)k->number < len ? (size_t)k->number : len;
	return (uint64_t)-k->number < len ? len - (size_t)-k->number : 0;
}

const struct known *
known_slice(struct arena *arena, const struct known *of,
    const struct known *from, const struct known *to)
{
	size_t a, b;

	if (of == NULL || of->kind != KNOWN_TEXT)
		return NULL;
	a = bound_of(from, of->text.len, 0);
	b = bound_of(to, of->text.len, of->text.len);
	return known_text(arena, str_sub(of->text, a, b > a ? b - a : 0));
}

static bool
is_text(const struct known *k)
{
	return k != NULL && k->kind == KNOWN_TEXT;
}

static const struct known *
of_text(struct arena *arena, struct str method, struct str text,
    const struct known *const *args, size_t n)
{
	if (n == 0) {
		if (is_word(method, "length", "size"))
			return known_number(arena, (int64_t)text.len);
		if (str_eq(method, STR("isEmpty")))
			return known_bool(arena, text.len == 0);
		if (is_word(method, "trim", "strip"))
			return known_text(arena, str_trim(text));
		if (is_word(method, "toString", "intern"))
			return known_text(arena, text);
		return NULL;
	}
	if (args[0] == NULL)
		return NULL;
	if (str_eq(method, STR("charAt")) && args[0]->kind == KNOWN_NUMBER &&
	    args[0]->number >= 0 && (uint64_t)args[0]->number < text.len)
		return known_text(
		    arena, str_sub(text, (size_t)args[0]->number, 1));
	if (str_eq(method, STR("substring")) && args[0]->kind == KNOWN_NUMBER &&
	    args[0]->number >= 0)
		return known_slice(arena, known_text(arena, text), args[0],
		    n > 1 ? args[1] : NULL);
	if (!is_text(args[0]))
		return NULL;
	if (is_word(method, "startsWith", "startswith"))
		return known_bool(arena, str_starts(text, args[0]->text));
	if (is_word(method, "endsWith", "endswith"))
		return known_bool(arena, str_ends(text, args[0]->text));
	if (is_word(method, "contains", "includes"))
		return known_bool(arena, has(text, args[0]->text));
	if (str_eq(method, STR("equals")))
		return known_bool(arena, str_eq(text, args[0]->text));
	if (str_eq(method, STR("concat")))
		return join_texts(arena, text, args[0]->text);
	return NULL;
}

const struct known *
known_call(struct arena *arena, struct str method, const struct known *receiver,
    const struct known *const *args, size_t n)
{
	if (is_text(receiver))
		return of_text(arena, method, receiver->text, args, n);
	if (receiver != NULL || n != 1 || args[0] == NULL)
		return NULL;
	if (str_eq(method, STR("len")) && is_text(args[0]))
		return known_number(arena, (int64_t)args[0]->text.len);
	if (is_word(method, "str", "String") && is_text(args[0]))
		return args[0];
	if (is_word(method, "str", "String") && args[0]->kind == KNOWN_NUMBER) {
		struct str s = arena_strf(arena, "%" PRId64, args[0]->number);

		return s.ptr == NULL ? NULL : known_text(arena, s);
	}
	return NULL;
}
