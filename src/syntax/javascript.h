#ifndef SYNTAX_JAVASCRIPT_H
#define SYNTAX_JAVASCRIPT_H

#include "syntax/lower.h"

/* What the files of JavaScript and TypeScript share: javascript.c has the
   tables and the expressions, javascript_stmt.c statements, functions, classes
   and imports, typescript.c what only TypeScript has. */

/* The order of fields. */
enum {
	F_NAME = 1,
	F_ALIAS,
	F_FUNCTION,
	F_ARGUMENTS,
	F_CONSTRUCTOR,
	F_OBJECT,
	F_PROPERTY,
	F_INDEX,
	F_VALUE,
	F_LEFT,
	F_RIGHT,
	F_OPERATOR,
	F_ARGUMENT,
	F_PARAMETER,
	F_PARAMETERS,
	F_BODY,
	F_CONDITION,
	F_CONSEQUENCE,
	F_ALTERNATIVE,
	F_KEY,
	F_INITIALIZER,
	F_INCREMENT,
	F_HANDLER,
	F_FINALIZER,
	F_SOURCE,
	F_DECLARATION,
	F_DECORATOR,
	F_KIND,
	F_OPEN,
	F_ATTRIBUTE,
	F_LABEL,
	F_TYPE,
	F_RETURN_TYPE,
	F_TYPE_ARGUMENTS,
	F_PATTERN,
	F_MODULE,
	F_INDEX_TYPE,
};

extern const char *const js_fields[];
extern const struct lower_row js_rows[];

void js_set_name(struct lower *l, uint32_t id, uint32_t symbol);
uint32_t js_word(struct lower *l, const char *text);
struct str js_unquoted(const struct lower *l, uint32_t n);
void js_through(struct lower *l, uint32_t n);
void js_key(struct lower *l, uint32_t n);
void js_member(struct lower *l, uint32_t n);
void js_spread(struct lower *l, uint32_t n);
void js_function_rest(struct lower *l, uint32_t n);
void js_flag_async(struct lower *l, uint32_t id, uint32_t n);
void js_class(struct lower *l, uint32_t n);
void js_class_body(struct lower *l, uint32_t n);
void js_function(struct lower *l, uint32_t n);
void js_method(struct lower *l, uint32_t n);
void js_class_field(struct lower *l, uint32_t n);
void js_declaration(struct lower *l, uint32_t n);
void js_else_clause(struct lower *l, uint32_t n);
void js_if_statement(struct lower *l, uint32_t n);
void js_while_statement(struct lower *l, uint32_t n);
void js_with_statement(struct lower *l, uint32_t n);
void js_for_statement(struct lower *l, uint32_t n);
void js_for_in(struct lower *l, uint32_t n);
void js_try_statement(struct lower *l, uint32_t n);
void js_catch_clause(struct lower *l, uint32_t n);
void js_switch_statement(struct lower *l, uint32_t n);
void js_switch_case(struct lower *l, uint32_t n);
void js_import_statement(struct lower *l, uint32_t n);
void js_export_statement(struct lower *l, uint32_t n);
void js_labeled(struct lower *l, uint32_t n);
void js_debugger(struct lower *l, uint32_t n);

/* Nothing of these is in JavaScript's grammar: they do nothing there. */
void ts_type(struct lower *l, uint32_t n);
void ts_type_arguments(struct lower *l, uint32_t n);
void ts_modifiers(struct lower *l, uint32_t n);
void ts_parameter(struct lower *l, uint32_t n);

#endif
