#include "scan/label.h"

#define DEPTH_MAX 50

enum op { OP_LABEL, OP_NOT, OP_AND, OP_OR };

struct requires
{
	enum op op;
	uint32_t bit;
	const struct requires *left, *right;
};

enum err_code
label_bit(
    struct labels *labels, struct str name, uint32_t *out, struct err *err)
{
	if (labels->n == 0)
		labels->v[labels->n++] = STR("__SOURCE__");
	for (unsigned i = 0; i < labels->n; i++)
		if (str_eq(labels->v[i], name)) {
			*out = UINT32_C(1) << i;
			return ERR_NONE;
		}
	if (labels->n == LABELS_MAX)
		return err_set(err, ERR_LIMIT,
		    "more than %d labels in one rule", LABELS_MAX);
	*out = UINT32_C(1) << labels->n;
	labels->v[labels->n++] = name;
	return ERR_NONE;
}

struct reader {
	struct str rest;
	struct labels *labels;
	struct arena *arena;
	struct err *err;
	unsigned depth;
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* A word or one sign; empty at the end. */
static struct str
peek(struct reader *r)
{
	size_t n = 0;

	r->rest = str_trim(r->rest);
	while (n < r->rest.len && is_word(r->rest.ptr[n]))
		n++;
	return str_sub(r->rest, 0, n == 0 ? 1 : n);
}

static bool
take(struct reader *r, const char *word)
{
	struct str next = peek(r);

	if (!str_eq(next, str_from(word)))
		return false;
	r->rest = str_from_at(r->rest, next.len);
	return true;
}

static struct requires *
fail(struct reader *r)
{
	(void)err_set(r->err, ERR_SYNTAX,
	    "'requires' is not understood at '%.*s'; accepted are labels, and "
	    "or not and brackets",
	    STR_FMT(str_sub(r->rest, 0, 40)));
	return NULL;
}

static struct requires *
node(struct reader *r, enum op op, const struct requires *left,
    const struct requires *right)
{
	struct requires *q = ARENA_NEW(r->arena, struct requires);

	if (q == NULL) {
		(void)arena_fail(r->arena, r->err);
		return NULL;
	}
	q->op = op;
	q->left = left;
	q->right = right;
	return q;
}

static struct requires *either(struct reader *r);

static struct requires *
primary(struct reader *r)
{
	struct requires *q;
	struct str name;

	if (++r->depth > DEPTH_MAX)
		return fail(r);
	if (take(r, "not")) {
		q = primary(r);
		return q != NULL ? node(r, OP_NOT, q, NULL) : NULL;
	}
	if (take(r, "(")) {
		q = either(r);
		return q != NULL && !take(r, ")") ? fail(r) : q;
	}
	name = peek(r);
	if (name.len == 0 || !is_word(name.ptr[0]))
		return fail(r);
	q = node(r, OP_LABEL, NULL, NULL);
	if (q == NULL ||
	    label_bit(r->labels, name, &q->bit, r->err) != ERR_NONE)
		return NULL;
	r->rest = str_from_at(r->rest, name.len);
	return q;
}

static struct requires *
both(struct reader *r)
{
	struct requires *left = primary(r);

	while (left != NULL && take(r, "and")) {
		struct requires *right = primary(r);

		left = right != NULL ? node(r, OP_AND, left, right) : NULL;
	}
	return left;
}

static struct requires *
either(struct reader *r)
{
	struct requires *left = both(r);

	while (left != NULL && take(r, "or")) {
		struct requires *right = both(r);

		left = right != NULL ? node(r, OP_OR, left, right) : NULL;
	}
	return left;
}

enum err_code
requires_read(struct str text, struct labels *labels, struct arena *arena,
    const struct requires **out, struct err *err)
{
	struct reader r = {
	    .rest = text, .labels = labels, .arena = arena, .err = err};
	struct requires *q = either(&r);

	if (q != NULL && peek(&r).len > 0)
		q = fail(&r);
	if (q == NULL)
		return err->code;
	*out = q;
	return ERR_NONE;
}

bool
requires_hold(const struct requires *r, uint32_t labels)
{
	if (r == NULL)
		return (labels & LABEL_DEFAULT) != 0;
	switch (r->op) {
	case OP_LABEL:
		return (labels & r->bit) != 0;
	case OP_NOT:
		return !requires_hold(r->left, labels);
	case OP_AND:
		return requires_hold(r->left, labels) &&
		    requires_hold(r->right, labels);
	default:
		return requires_hold(r->left, labels) ||
		    requires_hold(r->right, labels);
	}
}
