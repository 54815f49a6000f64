#ifndef SYNTAX_LANGUAGE_H
#define SYNTAX_LANGUAGE_H

#include "syntax/ast.h"

/*
 * A language is one row of language.c and one lowering file:
 *
 *	language_of_path("app/views.py")->name == "python"
 *
 *	parser = parser_new();
 *	rc = parser_read(parser, language, source, &options, &ast, err);
 *
 * Source is any bytes.  What does not parse is counted in ast->errors and
 * stands in the tree as AST_ERROR; the rest is as it would be without it.
 */
enum modules {
	MODULES_NONE,   /* files do not name each other */
	MODULES_DOTTED, /* a.b.c is a/b/c.py or a/b/c/__init__.py */
	MODULES_PATH,   /* "./b/c" is b/c.js or b/c/index.js */
	MODULES_CLASS,  /* a.b.C is a/b/C.java; C beside needs no import */
	MODULES_MAPPED, /* as that, but a folder of another name may stand for
			   the first parts */
};

struct language {
	const char *name;
	const char *const *also;       /* other words for it in rules */
	const char *const *extensions; /* with their dots */
	const char *const *file_names; /* or NULL */
	const char *comment;           /* what a comment begins with */
	const struct lowering *lowering;
	void (*build)(struct ast *ast); /* where no grammar is: instead */
	const char *wider; /* the row that may read what this one does not: a
			      pattern, a file with errors; or NULL */

	const char *prelude; /* whose names need no import; NULL: none */

	/* A pattern need not be a whole source: these are tried in turn, with
	   it in place of %s; NULL: only as it stands.  What must not follow
	   from a pattern's words standing in a file: names known without. */
	const char *const *wrappers;
	const char *const *implied;
	bool type_first;   /* "T x" declares x: parameters have types */
	bool folds;        /* functions are called in letters of any case */
	bool sigil;        /* $a is a variable: a metavariable is in capitals */
	const char *pairs; /* between braces are only pairs, with this between
			      key and value; NULL: other things too */
	bool quoted;       /* every name is between quotes */
	bool lines;        /* lines and their indents are the structure */
	bool words;        /* words and lines are */

	enum modules modules; /* how one file names another */
	bool self_first;      /* a method's first parameter is its object */
	bool runs_on;         /* a case without break, into the next */
};

extern const struct language languages[]; /* ends with a NULL name */

/* Whether files are named by the class they hold; NULL: no */
bool language_by_class(const struct language *l);

const struct language *language_of_path(struct str path); /* or NULL */
const struct language *language_named(struct str name);   /* or NULL */

/* A name may stand for several rows: "typescript" for that and for tsx. */
bool language_is(const struct language *l, struct str name);

/* What one parse may cost; the cost does not depend on the machine. */
struct parse_limits {
	uint32_t nodes;
	uint32_t depth; /* deeper code is left out and counted as an error */
};
extern const struct parse_limits parse_limits_default;

/* One thread's parser, for every language. */
struct parser;
struct parser *parser_new(void); /* NULL without memory */
void parser_free(struct parser *p);

/* The tree lives in the arena, names in symbols; source is borrowed by both.
   ERR_LIMIT where the source costs more than the limits allow. */
enum err_code parser_read(struct parser *p, const struct language *language,
    struct str source, const struct parse_limits *limits,
    struct symbols *symbols, struct arena *arena, struct ast **out,
    struct err *err) MUST_USE;

#endif
