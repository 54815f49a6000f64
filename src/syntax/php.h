#ifndef SYNTAX_PHP_H
#define SYNTAX_PHP_H

#include "syntax/lower.h"

/* What the files of PHP share: php.c has the tables and the expressions,
   php_call.c calls and members, php_text.c strings, php_stmt.c statements,
   php_decl.c what is declared and imported.  A variable's name keeps its sign:
   $a is no function a. */

/* The order of fields. */
enum {
	F_NAME = 1,
	F_TYPE,
	F_VALUE,
	F_LEFT,
	F_RIGHT,
	F_OPERATOR,
	F_ARGUMENT,
	F_OBJECT,
	F_SCOPE,
	F_FUNCTION,
	F_ARGUMENTS,
	F_PARAMETERS,
	F_CONDITION,
	F_BODY,
	F_ALTERNATIVE,
	F_INITIALIZE,
	F_UPDATE,
	F_DEFAULT_VALUE,
	F_RETURN_TYPE,
	F_ATTRIBUTES,
	F_ALIAS,
	F_PREFIX,
	F_VISIBILITY,
	F_READONLY,
	F_CONDITIONAL_EXPRESSIONS,
	F_RETURN_EXPRESSION,
};

void php_set_name(struct lower *l, uint32_t id, struct str name);
void php_through(struct lower *l, uint32_t n);

/* The token of this text among the children; or 0. */
uint32_t php_token(const struct lower *l, uint32_t n, const char *token);

/* An AST_ASSIGN by "=" that is filled by the caller. */
uint32_t php_assign(struct lower *l, uint32_t n, unsigned flags);

/* What the language writes without being a function, as a call of the word
   it begins with. */
void php_word_call(struct lower *l, uint32_t n);

/* An AST_ARGS; where there are none (0) an empty one, at end. */
void php_arguments(struct lower *l, uint32_t args, uint32_t end);

void php_argument(struct lower *l, uint32_t n);
void php_spread(struct lower *l, uint32_t n);
void php_call(struct lower *l, uint32_t n);
void php_member(struct lower *l, uint32_t n);
void php_method_call(struct lower *l, uint32_t n);
void php_constant(struct lower *l, uint32_t n);
void php_creation(struct lower *l, uint32_t n);

void php_string(struct lower *l, uint32_t n);
void php_heredoc(struct lower *l, uint32_t n);
void php_command(struct lower *l, uint32_t n);

void php_expression(struct lower *l, uint32_t n);
void php_word_statement(struct lower *l, uint32_t n);
void php_if(struct lower *l, uint32_t n);
void php_while(struct lower *l, uint32_t n);
void php_for(struct lower *l, uint32_t n);
void php_foreach(struct lower *l, uint32_t n);
void php_switch(struct lower *l, uint32_t n);
void php_case(struct lower *l, uint32_t n);
void php_try(struct lower *l, uint32_t n);
void php_catch(struct lower *l, uint32_t n);
void php_static(struct lower *l, uint32_t n);

void php_function(struct lower *l, uint32_t n);
void php_closure(struct lower *l, uint32_t n);
void php_parameter(struct lower *l, uint32_t n);
void php_variadic(struct lower *l, uint32_t n);
void php_class(struct lower *l, uint32_t n);
void php_class_made(struct lower *l, uint32_t n);
void php_property(struct lower *l, uint32_t n);
void php_const(struct lower *l, uint32_t n);
void php_enum_case(struct lower *l, uint32_t n);
void php_traits(struct lower *l, uint32_t n);
void php_attribute(struct lower *l, uint32_t n);
void php_use(struct lower *l, uint32_t n);
void php_namespace(struct lower *l, uint32_t n);

#endif
