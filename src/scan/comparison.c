#include "scan/comparison.h"

#include <errno.h>
#include <stdlib.h>

#define DEPTH_MAX 50

enum op {
	OP_VALUE,
	OP_METAVAR,
	OP_STR,
	OP_INT,
	OP_NOT,
	OP_OR,
	OP_AND,
	OP_LT,
	OP_LE,
	OP_GT,
	OP_GE,
	OP_EQ,
	OP_NE,
	OP_ADD,
	OP_SUB,
	OP_MUL,
	OP_DIV,
	OP_MOD,
};

struct comparison {
	enum op op;
	struct comparison_value value;
	unsigned metavar;
	struct comparison *left, *right;
};

static const struct {
	const char *text;
	enum op op;
	int level;
} operators[] = {
    {"or", OP_OR, 0},
    {"and", OP_AND, 1},
    {"<=", OP_LE, 2},
    {">=", OP_GE, 2},
    {"==", OP_EQ, 2},
    {"!=", OP_NE, 2},
    {"<", OP_LT, 2},
    {">", OP_GT, 2},
    {"+", OP_ADD, 3},
    {"-", OP_SUB, 3},
    {"*", OP_MUL, 4},
    {"/", OP_DIV, 4},
    {"%", OP_MOD, 4},
};
#define LEVELS 5

struct reader {
	struct str rest;
	struct metavars *metavars;
	struct arena *arena;
	struct err *err;
	unsigned depth;
};

static bool
skip(struct reader *r, const char *word)
{
	struct str w = str_from(word);

	while (r->rest.len > 0 && (unsigned char)r->rest.ptr[0] <= ' ')
		r->rest = str_from_at(r->rest, 1);
	if (!str_starts(r->rest, w))
		return false;
	r->rest = str_from_at(r->rest, w.len);
	return true;
}

static struct comparison *
node(struct reader *r, enum op op, struct comparison *left,
    struct comparison *right)
{
	struct comparison *c = ARENA_NEW(r->arena, struct comparison);

	if (c == NULL) {
		(void)arena_fail(r->arena, r->err);
		return NULL;
	}
	c->op = op;
	c->left = left;
	c->right = right;
	return c;
}

static struct comparison *binary(struct reader *r, int level);

static struct comparison *
fail(struct reader *r)
{
	(void)err_set(r->err, ERR_UNSUPPORTED,
	    "the comparison is not understood at '%.*s'; accepted are whole "
	    "numbers, texts, True, False, metavariables, int(), str(), "
	    "comparisons, and or not, + - * / %%",
	    STR_FMT(str_sub(r->rest, 0, 40)));
	return NULL;
}

bool
comparison_number(struct str text, int base, int64_t *out)
{
	char digits[32], *end;
	int skip = 0;

	if (text.len == 0 || text.len >= sizeof(digits) ||
	    (unsigned char)text.ptr[0] <= ' ')
		return false;
	memcpy(digits, text.ptr, text.len);
	digits[text.len] = '\0';
	if (digits[0] == '0' && (digits[1] | 32) == 'o') {
		base = 8;
		skip = 2;
	} else if (digits[0] == '0' && (digits[1] | 32) == 'b') {
		base = 2;
		skip = 2;
	} else if (digits[0] == '0' && (digits[1] | 32) == 'x') {
		base = 16;
	}
	errno = 0;
	*out = strtoll(digits + skip, &end, base);
	return *end == '\0' && end > digits + skip && errno == 0;
}

static struct comparison *
leaf(struct reader *r, struct comparison_value v)
{
	struct comparison *c = node(r, OP_VALUE, NULL, NULL);

	if (c != NULL)
		c->value = v;
	return c;
}

static struct comparison *
number(struct reader *r)
{
	struct comparison_value v = {0};
	size_t n = str_starts(r->rest, STR("-")) ? 1 : 0;

	while (n < r->rest.len &&
	    ((r->rest.ptr[n] >= '0' && r->rest.ptr[n] <= '9') ||
		(r->rest.ptr[n] >= 'a' && r->rest.ptr[n] <= 'z') ||
		(r->rest.ptr[n] >= 'A' && r->rest.ptr[n] <= 'Z')))
		n++;
	v.text = str_sub(r->rest, 0, n);
	if (!comparison_number(v.text, 0, &v.number))
		return fail(r);
	r->rest = str_from_at(r->rest, n);
	return leaf(r, v);
}

/* 'text' or "text" */
static struct comparison *
quoted(struct reader *r)
{
	struct comparison_value v = {.is_text = true};
	size_t n = 1;

	while (n < r->rest.len && r->rest.ptr[n] != r->rest.ptr[0])
		n++;
	if (n == r->rest.len)
		return fail(r);
	v.text = str_sub(r->rest, 1, n - 1);
	r->rest = str_from_at(r->rest, n + 1);
	return leaf(r, v);
}

static struct comparison *
metavar(struct reader *r)
{
	struct comparison *c = node(r, OP_METAVAR, NULL, NULL);
	size_t n = 1;

	while (n < r->rest.len &&
	    (r->rest.ptr[n] == '_' ||
		(r->rest.ptr[n] >= 'A' && r->rest.ptr[n] <= 'Z') ||
		(r->rest.ptr[n] >= '0' && r->rest.ptr[n] <= '9')))
		n++;
	if (c == NULL ||
	    metavar_number(r->metavars, r->arena, str_sub(r->rest, 0, n),
		&c->metavar, r->err) != ERR_NONE)
		return NULL;
	r->rest = str_from_at(r->rest, n);
	return c;
}

/* What goes on to ")", OP_VALUE for as it is. */
static struct comparison *
bracket(struct reader *r, enum op op)
{
	struct comparison *c = binary(r, 0);

	if (c == NULL)
		return NULL;
	if (!skip(r, ")"))
		return fail(r);
	return op == OP_VALUE ? c : node(r, op, c, NULL);
}

static struct comparison *
primary(struct reader *r)
{
	struct comparison *c;

	if (++r->depth > DEPTH_MAX)
		return fail(r);
	if (skip(r, "not ")) {
		c = binary(r, 2); /* binds weaker than == */
		return c != NULL ? node(r, OP_NOT, c, NULL) : NULL;
	}
	if (skip(r, "int("))
		return bracket(r, OP_INT);
	if (skip(r, "str("))
		return bracket(r, OP_STR);
	if (skip(r, "("))
		return bracket(r, OP_VALUE);
	if (skip(r, "True"))
		return leaf(r,
		    (struct comparison_value){
			.number = 1, .text = STR("True")});
	if (skip(r, "False"))
		return leaf(r, (struct comparison_value){.text = STR("False")});
	(void)skip(r, "");
	if (r->rest.len > 0 && r->rest.ptr[0] == '$')
		return metavar(r);
	if (r->rest.len > 0 &&
	    (r->rest.ptr[0] == '\'' || r->rest.ptr[0] == '"'))
		return quoted(r);
	return number(r);
}

static struct comparison *
binary(struct reader *r, int level)
{
	struct comparison *left =
	    level == LEVELS ? primary(r) : binary(r, level + 1);
	size_t i = 0;

	while (left != NULL && level < LEVELS && i < NELEM(operators)) {
		if (operators[i].level == level && skip(r, operators[i].text)) {
			struct comparison *right = binary(r, level + 1);

			left = right == NULL
			    ? NULL
			    : node(r, operators[i].op, left, right);
			i = 0;
			continue;
		}
		i++;
	}
	return left;
}

enum err_code
comparison_read(struct str text, struct metavars *metavars, struct arena *arena,
    struct comparison **out, struct err *err)
{
	struct reader r = {
	    .rest = text, .metavars = metavars, .arena = arena, .err = err};
	struct comparison *c = binary(&r, 0);

	(void)skip(&r, "");
	if (c != NULL && r.rest.len > 0)
		c = fail(&r);
	if (c == NULL)
		return err->code;
	*out = c;
	return ERR_NONE;
}

struct evaluator {
	bool (*value)(
	    void *ctx, unsigned metavar, struct comparison_value *out);
	void *ctx;
	bool missing;
};

static struct comparison_value
a_number(int64_t number)
{
	return (struct comparison_value){.number = number};
}

static int64_t
arithmetic(struct evaluator *e, enum op op, int64_t a, int64_t b)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b; /* wraps, never traps */

	switch (op) {
	case OP_ADD:
		return (int64_t)(x + y);
	case OP_SUB:
		return (int64_t)(x - y);
	case OP_MUL:
		return (int64_t)(x * y);
	default:
		if (b == 0 || (a == INT64_MIN && b == -1)) {
			e->missing = true;
			return 0;
		}
		return op == OP_DIV ? a / b : a % b;
	}
}

static struct comparison_value evaluate(
    struct evaluator *e, const struct comparison *c);

static int64_t
evaluate_number(struct evaluator *e, const struct comparison *c)
{
	struct comparison_value v = evaluate(e, c);

	e->missing = e->missing || v.is_text;
	return v.number;
}

/* Texts are equal to texts only; they have no order. */
static bool
equal(struct evaluator *e, const struct comparison *c)
{
	struct comparison_value a = evaluate(e, c->left);
	struct comparison_value b = evaluate(e, c->right);

	if (a.is_text != b.is_text)
		return false;
	return a.is_text ? str_eq(a.text, b.text) : a.number == b.number;
}

static int64_t
operate(struct evaluator *e, const struct comparison *c)
{
	int64_t a, b;

	if (c->op == OP_EQ || c->op == OP_NE)
		return equal(e, c) == (c->op == OP_EQ);
	a = evaluate_number(e, c->left);
	b = c->right != NULL ? evaluate_number(e, c->right) : 0;
	switch (c->op) {
	case OP_NOT:
		return a == 0;
	case OP_OR:
		return a != 0 || b != 0;
	case OP_AND:
		return a != 0 && b != 0;
	case OP_LT:
		return a < b;
	case OP_LE:
		return a <= b;
	case OP_GT:
		return a > b;
	case OP_GE:
		return a >= b;
	default:
		return arithmetic(e, c->op, a, b);
	}
}

static struct comparison_value
evaluate(struct evaluator *e, const struct comparison *c)
{
	struct comparison_value v = {0};

	switch (c->op) {
	case OP_VALUE:
		return c->value;
	case OP_METAVAR:
		if (!e->value(e->ctx, c->metavar, &v))
			e->missing = true;
		return v;
	case OP_STR:
		v = evaluate(e, c->left);
		v.is_text = true;
		return v;
	case OP_INT:
		v = evaluate(e, c->left);
		if (v.is_text && !comparison_number(v.text, 0, &v.number))
			e->missing = true;
		v.is_text = false;
		return v;
	default:
		return a_number(operate(e, c));
	}
}

bool
comparison_holds(const struct comparison *c,
    bool (*value)(void *ctx, unsigned metavar, struct comparison_value *out),
    void *ctx)
{
	struct evaluator e = {.value = value, .ctx = ctx};

	return evaluate_number(&e, c) != 0 && !e.missing;
}
