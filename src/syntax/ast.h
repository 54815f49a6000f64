#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include "syntax/symbols.h"

/*
 * One tree for every language:
 *
 *	total = price(item, tax=2)
 *
 *	(file (expr_stmt (assign (name total)
 *	    (call (name price) (args (name item) (keyarg tax (number 2)))))))
 *
 * Nodes are numbers into one array, in preorder: the tree under n is exactly
 * n .. last(n), so "inside" is two comparisons and a walk is a loop.  Number
 * 0 is no node; 1 is the file.  A child's span lies within its parent's.
 *
 * What a lowering does not know becomes AST_OTHER with its children lowered,
 * what does not parse AST_ERROR with whatever is healthy inside.
 */
enum ast_kind {
	AST_NONE,
	AST_FILE,  /* statements */
	AST_BLOCK, /* statements */
	AST_OTHER, /* name: the grammar's word for it */
	AST_ERROR,

	/* expressions */
	AST_NAME,   /* name */
	AST_FIELD,  /* the b of a.b; a literal key of an object */
	AST_STRING, /* name: what stands between the quotes, as written */
	AST_NUMBER, /* name: as written */
	AST_BOOL,   /* name: true or false */
	AST_NULL,
	AST_REGEX,         /* name: with its slashes */
	AST_TEMPLATE,      /* parts: AST_STRING and expressions */
	AST_CALL,          /* callee, AST_ARGS, AST_TYPE... */
	AST_NEW,           /* as AST_CALL */
	AST_ARGS,          /* expressions, AST_KEYARG, AST_SPREAD */
	AST_KEYARG,        /* name; value */
	AST_SPREAD,        /* name: * or ** or ...; value */
	AST_MEMBER,        /* object, AST_FIELD */
	AST_INDEX,         /* object, index... */
	AST_SLICE,         /* what is there of from, to, step */
	AST_UNARY,         /* name: the operator; operand */
	AST_BINARY,        /* name: the operator; left, right */
	AST_COND,          /* condition, then, else */
	AST_ASSIGN,        /* name: = or += ...; target, value if any; then,
			      of a declaration, its extras */
	AST_LIST,          /* elements */
	AST_TUPLE,         /* elements */
	AST_SET,           /* elements */
	AST_DICT,          /* AST_PAIR, AST_SPREAD, ... */
	AST_PAIR,          /* key, value */
	AST_LAMBDA,        /* AST_PARAMS, AST_BLOCK or expression */
	AST_COMPREHENSION, /* element, AST_FOR_IN and conditions */
	AST_AWAIT,         /* operand */
	AST_CAST,          /* value, AST_TYPE */
	AST_YIELD,         /* operand if any */
	AST_ELEMENT,       /* JSX: name; AST_KEYARG, then children */
	AST_EXPR_LAST = AST_ELEMENT,

	/* statements */
	AST_EXPR_STMT, /* expression */
	AST_RETURN,    /* expression if any */
	AST_IF,        /* condition, AST_BLOCK, AST_BLOCK or AST_IF if any */
	AST_WHILE,     /* condition, AST_BLOCK, AST_BLOCK if any */
	AST_FOR,       /* init, condition, step as far as there, AST_BLOCK */
	AST_FOR_IN,    /* target, iterated, AST_BLOCK if a statement */
	AST_TRY,       /* AST_BLOCK, AST_CATCH..., AST_BLOCK... */
	AST_CATCH,     /* what is caught, AST_BLOCK */
	AST_WITH,      /* AST_ASSIGN or expressions, AST_BLOCK */
	AST_THROW,     /* expressions if any */
	AST_FUNC,      /* extras, AST_NAME, AST_PARAMS, AST_BLOCK if any */
	AST_CLASS,     /* extras, AST_NAME, AST_ARGS, AST_BLOCK */
	AST_SWITCH,    /* subject, AST_CASE... */
	AST_CASE,      /* value if any, AST_BLOCK */
	AST_IMPORT,    /* name: the module; AST_NAME or AST_ALIAS... */
	AST_BREAK,
	AST_CONTINUE,
	AST_PASS,
	AST_ASSERT, /* expressions */
	AST_DELETE, /* expressions */
	AST_GLOBAL, /* AST_NAME... */
	AST_STMT_LAST = AST_GLOBAL,

	/* parts of the above */
	AST_PARAMS, /* AST_PARAM, AST_SPREAD */
	AST_PARAM,  /* AST_NAME or a pattern, default if any; then extras */
	AST_ALIAS,  /* name: what is imported; AST_NAME: as what */

	/* extras: a pattern without them fits code with them */
	AST_DECORATOR, /* expression; an annotation too */
	AST_MODIFIER,  /* name: public, static, final, ... */
	AST_TYPE,      /* one expression: a.b as AST_MEMBER, A<B> as
			  AST_INDEX, *A, A? and A[] as AST_UNARY by that sign;
			  a union as AST_BINARY |; what is else AST_OTHER.
			  The result's of AST_FUNC. */

	/* only in a rule's pattern */
	AST_DOTS,     /* ... */
	AST_METAVAR,  /* name: the number of $X */
	AST_METAVARS, /* name: the number of $...X */
	AST_DEEP,     /* <... expression ...> */
	AST_TYPED,    /* ($X: T), (T $X): AST_METAVAR, AST_TYPE */
	AST_KIND_COUNT
};

enum {
	AST_DECL_VAR = 1, /* of AST_ASSIGN: var, let, const */
	AST_DECL_LET = 2,
	AST_DECL_CONST = 3,
	AST_DECL = 3,
	AST_ASYNC = 4,
	AST_CHAIN = 8,           /* a name, or member of names only: a.b.c */
	AST_STRING_METAVAR = 16, /* "$X", $X=v in a pattern; spare: its
				    number */
	AST_STRING_REGEX = 32,   /* "=~/re/" in a pattern; spare: its place */
	AST_GENERIC = 64,        /* A<B>: a pattern's A fits it */
	AST_RECORD = 128,        /* of AST_DICT: an object of named fields; a
				    pattern's fits one that has more of them;
				    of AST_NEW: its arguments are fields;
				    of AST_LIST: a dictionary is written so
				    too */
	AST_EVEN = 128,          /* of AST_TEMPLATE: text between what is put
				    in is a part as that is, also for $X */
};

struct ast_node {
	uint8_t kind, flags;
	uint16_t spare;
	uint32_t start, end; /* bytes of the source, end exclusive */
	uint32_t name;       /* symbol */
	uint32_t parent, first, next, last;
};

struct ast_span {
	uint32_t start, end;
};

/* What a local name stands for: np -> numpy, req -> flask . request */
struct ast_import {
	uint32_t local; /* 0: import a.b.*; any name may be of it */
	uint32_t *path; /* symbols */
	uint32_t path_len;
	uint32_t node; /* what is numbered below came before it */
};

/* What a call gives that asks for a setting: an AST_STRING that stands beside
   the tree, behind its last node. */
struct ast_setting {
	uint32_t call, value;
};

struct ast {
	struct str source;
	struct symbols *symbols;
	struct arena *arena;
	struct ast_node *v; /* v[0] is unused */
	uint32_t n, cap, max;
	struct {
		struct ast_span *v;
		size_t n, cap;
	} comments;
	struct {
		struct ast_import *v;
		size_t n, cap;
	} imports;
	struct {
		struct ast_setting *v;
		size_t n, cap;
	} settings;
	uint32_t open;       /* while building: the node being filled */
	uint32_t *tail;      /* while building: the last child of each */
	struct arena *build; /* where nodes lie meanwhile */
	bool folds;          /* LDAP_BIND() is ldap_bind() */
	bool full;           /* over the ceiling or out of memory */
	uint32_t errors;     /* places that did not parse */
};

void ast_init(struct ast *a, struct str source, struct symbols *symbols,
    struct arena *arena, uint32_t max_nodes);
/* What is built goes from the arena it was built in to the tree's own. */
bool ast_settle(struct ast *a);

/* Builders: a new node becomes the last child of the open one.  They give 0
   and set full past the ceiling; building may go on, to no effect. */
uint32_t ast_open(
    struct ast *a, enum ast_kind kind, uint32_t start, uint32_t end);
void ast_close(struct ast *a, uint32_t node);
uint32_t ast_leaf(struct ast *a, enum ast_kind kind, uint32_t start,
    uint32_t end, uint32_t name);

/* Records an import; dotted is cut at its dots. */
void ast_import_add(
    struct ast *a, uint32_t local, struct str module, struct str member);
void ast_import_all(struct ast *a, struct str module); /* a.b.* */

#define AST_EACH(child, a, node)                              \
	for (uint32_t child = (a)->v[node].first; child != 0; \
	     child = (a)->v[child].next)

static inline bool
ast_within(const struct ast *a, uint32_t node, uint32_t outer)
{
	return node >= outer && node <= a->v[outer].last;
}

uint32_t ast_child(const struct ast *a, uint32_t node, unsigned index);
uint32_t ast_last_child(const struct ast *a, uint32_t node); /* or node */
uint32_t ast_find(const struct ast *a, uint32_t node, enum ast_kind kind);
struct str ast_text(const struct ast *a, uint32_t node);
struct str ast_name(const struct ast *a, uint32_t node);
bool ast_is_expr(enum ast_kind kind);
bool ast_is_stmt(enum ast_kind kind);
bool ast_is_extra(enum ast_kind kind);

/* a + b, or a . b: of texts, one behind the other */
bool ast_joins(const struct ast *a, uint32_t node);

/* What an assignment assigns, or a parameter has by default; 0: nothing. */
uint32_t ast_value(const struct ast *a, uint32_t node);

/* The AST_STRING that a call for a setting gives; 0: it is none, or not known.
   A new one lies where the asking text does. */
uint32_t ast_setting(const struct ast *a, uint32_t call);
bool ast_setting_add(
    struct ast *a, uint32_t call, struct ast_node text, uint32_t name);

/* The whole tree as in the drawing above. */
void ast_write(struct buf *out, const struct ast *a, uint32_t node);

/* Lines, from 1. */
struct ast_lines {
	uint32_t *v; /* where each line starts */
	uint32_t n;
};
enum err_code ast_lines_init(struct ast_lines *lines, struct str source,
    struct arena *arena, struct err *err) MUST_USE;
uint32_t ast_line(const struct ast_lines *lines, uint32_t at);

#endif
