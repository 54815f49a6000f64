#include "scan/comparison.h"

#define DEPTH_MAX 50

enum op {
	OP_NUMBER,
	OP_METAVAR,
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
	int64_t number;
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
	    "numbers, metavariables, int(), comparisons, and or not, + - * / "
	    "%%",
	    STR_FMT(str_sub(r->rest, 0, 40)));
	return NULL;
}

static struct comparison *
number(struct reader *r)
{
	struct comparison *c;
	size_t n = 0;
	uint64_t value;

	while (
	    n < r->rest.len && r->rest.ptr[n] >= '0' && r->rest.ptr[n] <= '9')
		n++;
	if (!str_u64(str_sub(r->rest, 0, n), &value) || value > INT64_MAX)
		return fail(r);
	r->rest = str_from_at(r->rest, n);
	c = node(r, OP_NUMBER, NULL, NULL);
	if (c != NULL)
		c->number = (int64_t)value;
	return c;
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
	if (skip(r, "int(") || skip(r, "str(") || skip(r, "(")) {
		c = binary(r, 0);
		return c != NULL && !skip(r, ")") ? fail(r) : c;
	}
	(void)skip(r, "");
	if (r->rest.len > 0 && r->rest.ptr[0] == '$')
		return metavar(r);
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
	bool (*value)(void *ctx, unsigned metavar, int64_t *out);
	void *ctx;
	bool missing;
};

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

static int64_t
evaluate(struct evaluator *e, const struct comparison *c)
{
	int64_t a = 0, b = 0;

	if (c->op == OP_NUMBER)
		return c->number;
	if (c->op == OP_METAVAR) {
		if (!e->value(e->ctx, c->metavar, &a))
			e->missing = true;
		return a;
	}
	a = evaluate(e, c->left);
	if (c->right != NULL)
		b = evaluate(e, c->right);
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
	case OP_EQ:
		return a == b;
	case OP_NE:
		return a != b;
	default:
		return arithmetic(e, c->op, a, b);
	}
}

bool
comparison_holds(const struct comparison *c,
    bool (*value)(void *ctx, unsigned metavar, int64_t *out), void *ctx)
{
	struct evaluator e = {.value = value, .ctx = ctx};

	return evaluate(&e, c) != 0 && !e.missing;
}
