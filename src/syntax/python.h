#ifndef SYNTAX_PYTHON_H
#define SYNTAX_PYTHON_H

#include "syntax/lower.h"

/* What the two files of Python share: python.c has the tables and the
   expressions, python_stmt.c statements, functions, classes and imports. */

/* The order of python_fields. */
enum {
	F_NAME = 1,
	F_ALIAS,
	F_MODULE,
	F_FUNCTION,
	F_ARGUMENTS,
	F_OBJECT,
	F_ATTRIBUTE,
	F_VALUE,
	F_SUBSCRIPT,
	F_LEFT,
	F_RIGHT,
	F_OPERATOR,
	F_OPERATORS,
	F_ARGUMENT,
	F_PARAMETERS,
	F_BODY,
	F_TYPE,
	F_SUPERCLASSES,
	F_CONDITION,
	F_CONSEQUENCE,
	F_ALTERNATIVE,
	F_KEY,
	F_DEFINITION,
	F_SUBJECT,
	F_EXPRESSION,
	F_GUARD,
	F_RESULT,
};

void py_set_name(struct lower *l, uint32_t id, uint32_t symbol);
void py_class_from(struct lower *l, uint32_t outer, uint32_t n);
void py_function(struct lower *l, uint32_t n);
void py_decorated(struct lower *l, uint32_t n);
void py_if_statement(struct lower *l, uint32_t n);
void py_while_statement(struct lower *l, uint32_t n);
void py_for_in(struct lower *l, uint32_t n);
void py_except(struct lower *l, uint32_t n);
void py_try_statement(struct lower *l, uint32_t n);
void py_as_pattern(struct lower *l, uint32_t n);
void py_with_statement(struct lower *l, uint32_t n);
void py_match_statement(struct lower *l, uint32_t n);
void py_case_clause(struct lower *l, uint32_t n);
void py_import_statement(struct lower *l, uint32_t n);
void py_import_from(struct lower *l, uint32_t n);

#endif
