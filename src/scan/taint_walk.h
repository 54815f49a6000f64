#ifndef SCAN_TAINT_WALK_H
#define SCAN_TAINT_WALK_H

#include "scan/taint.h"
#include "scan/taint_env.h"

/*
 * The walk for one rule from one file: statements in taint.c, expressions in
 * taint_expr.c, what is on the left of a = in taint_assign.c, what containers
 * do in taint_object.c, calls in taint_call.c, and functions, with what their
 * names stand for, in taint_frame.c.
 */
struct frame {
	uint32_t number;   /* the base of its variables */
	uint32_t func;     /* AST_FUNC, AST_LAMBDA; 1: the file itself */
	uint32_t in_class; /* AST_CLASS; 0: none */
	struct opened *in;
	const struct frame *outer; /* around it in the source */
	const struct frame *caller;
	struct value self; /* this, self */
	struct value result;
	bool returned;
	unsigned loops; /* that are open in it */
};

/* A file that the walk has come to. */
struct visit {
	struct opened *in;
	const struct taint_marks *marks;
	const struct taint **handed; /* by node, where there are propagators */
	struct frame *file;
	struct visit *next;
};

struct walk {
	const struct taint_search *search;
	struct arena *arena;
	struct visit *visits;
	struct opened *in; /* the file walked now; the next three are its */
	const struct ast *ast;
	const struct taint_marks *marks;
	const struct taint **handed;
	struct frame *frame;
	struct env env;
	struct env_pool pool;
	struct taint_object *objects; /* by number; see taint_object.c */
	uint32_t object_cap;
	uint32_t bases;            /* frames and objects made */
	unsigned depth;            /* of calls */
	uint64_t steps;            /* left */
	const struct value *given; /* to the parameters of a callback */
	struct {
		struct taint_memo *v;
		size_t n, cap;
	} memos;
	struct {
		struct taint_at *v;
		size_t n, cap;
	} told;
	struct taint_flows *out;
	bool spent, failed;
};

/* An expression's value; sinks within it are reported. */
struct value taint_expr(struct walk *w, uint32_t node);
/* As taint_expr of object.field, where the object's value is there. */
struct value taint_member_of(struct walk *w, uint32_t node, struct value of);
/* As taint_expr; of f(k=v) the v, of f(*x) the x. */
struct value taint_argument(struct walk *w, uint32_t node);
/* Its taint, and that of what it holds. */
const struct taint *taint_of(struct walk *w, struct value v);
struct value taint_value(const struct taint *t);

/* Gives a target a value; taint_store without a step. */
void taint_store(struct walk *w, uint32_t target, struct value v);
void taint_assign(struct walk *w, uint32_t target, uint32_t value,
    struct value v, uint32_t at);
const struct taint *taint_handed_on(
    struct walk *w, uint32_t node, const struct taint *t);

void taint_set_name(struct walk *w, uint32_t name, struct value v);

/* A function where it stands, with nothing known of its parameters but what
   w->given says; nothing it does is seen outside.  Gives what it returns. */
struct value taint_function(struct walk *w, uint32_t node);
/* Statements of a block; false where none goes on behind it. */
bool taint_block(struct walk *w, uint32_t node);
bool taint_statement(struct walk *w, uint32_t node);

void taint_report(struct walk *w, uint32_t node, const struct taint *taint);

/* Calls: taint_call.c. */
struct value taint_call(struct walk *w, uint32_t node);

/* Containers: taint_object.c. */
uint32_t taint_object_new(struct walk *w, const struct known *class, bool list);
const struct known *taint_object_class(const struct walk *w, uint32_t object);
/* The object of an expression, made and stored there if it has none yet; 0:
   it is no place that could hold one. */
uint32_t taint_object_at(struct walk *w, uint32_t node, struct value v);
/* What an element of it may be. */
struct value taint_element(struct walk *w, struct value v);
struct value taint_object_get(struct walk *w, uint32_t object, uint32_t key);
void taint_object_put(
    struct walk *w, uint32_t object, uint32_t key, struct value v);
/* A list, tuple, set or dictionary literal. */
struct value taint_literal(struct walk *w, uint32_t node);
/* An AST_NEW whose arguments are named fields. */
struct value taint_composite(struct walk *w, uint32_t node);
/* The key that an index or field node is; KEY_ANY: not known. */
uint32_t taint_key(struct walk *w, uint32_t node, struct value v);

struct taint_args {
	uint32_t node; /* AST_ARGS */
	const struct opened *in;
	struct value v[16];
	unsigned n;                 /* of v */
	const struct taint *rest;   /* of further ones */
	const struct taint *spread; /* of those that are spread */
	bool named;                 /* some are by keyword, or spread */
};
/* Goes on in a file; its frame, NULL without memory. */
struct frame *taint_enter(struct walk *w, struct opened *in);
/* The frame that is around a function in the source: file, or one open. */
const struct frame *taint_frame_around(
    struct walk *w, const struct known *fn, const struct frame *file);
/* A function's body in w->frame; args NULL: it stands where it is walked. */
void taint_run(struct walk *w, uint32_t func, const struct taint_args *args);
/* The arguments from a place on, as one. */
struct value taint_left_over(
    struct walk *w, const struct taint_args *args, unsigned place);
/* What a class's body sets, in one of its objects. */
void taint_class_fields(struct walk *w, uint32_t class, uint32_t object);

/* x.append(y), x.get(k): false where it is no method of a container. */
bool taint_container_call(struct walk *w, uint32_t call, struct str method,
    struct value receiver, const struct taint_args *args, struct value *out);

static inline const struct frame *
taint_frame_of(const struct walk *w, uint32_t scope)
{
	const struct frame *f = w->frame;

	while (f != NULL && (f->func != scope || f->in != w->in))
		f = f->outer;
	return f;
}

#endif
