#ifndef SYNTAX_GO_H
#define SYNTAX_GO_H

#include "syntax/lower.h"

/* What the files of Go share: go.c has the tables and the expressions,
   go_stmt.c statements, go_decl.c what is declared and imported. */

/* The order of fields. */
enum {
	F_NAME = 1,
	F_PATH,
	F_TYPE,
	F_VALUE,
	F_LEFT,
	F_RIGHT,
	F_OPERATOR,
	F_OPERAND,
	F_FIELD,
	F_FUNCTION,
	F_ARGUMENTS,
	F_INDEX,
	F_CONDITION,
	F_CONSEQUENCE,
	F_ALTERNATIVE,
	F_INITIALIZER,
	F_UPDATE,
	F_BODY,
	F_PARAMETERS,
	F_RESULT,
	F_RECEIVER,
	F_ELEMENT,
	F_KEY,
	F_CHANNEL,
	F_COMMUNICATION,
	F_ALIAS,
	F_TAG,
};

void go_set_name(struct lower *l, uint32_t id, const char *word);
void go_through(struct lower *l, uint32_t n);

/* Whether a token of this text stands among the children. */
bool go_has(const struct lower *l, uint32_t n, const char *token);

/* An AST_ASSIGN that is filled by the caller. */
uint32_t go_assign(struct lower *l, uint32_t n, unsigned flags);

void go_function(struct lower *l, uint32_t n);
void go_function_literal(struct lower *l, uint32_t n);
void go_function_type(struct lower *l, uint32_t n);
void go_parameters(struct lower *l, uint32_t n);
void go_type(struct lower *l, uint32_t n);
void go_field(struct lower *l, uint32_t n);
void go_var(struct lower *l, uint32_t n);
void go_const(struct lower *l, uint32_t n);
void go_import(struct lower *l, uint32_t n);
void go_package(struct lower *l, uint32_t n);

void go_short_var(struct lower *l, uint32_t n);
void go_assignment(struct lower *l, uint32_t n);
void go_receive(struct lower *l, uint32_t n);
void go_send(struct lower *l, uint32_t n);
void go_step(struct lower *l, uint32_t n);
void go_with_word(struct lower *l, uint32_t n);
void go_labeled(struct lower *l, uint32_t n);
void go_if(struct lower *l, uint32_t n);
void go_for(struct lower *l, uint32_t n);
void go_switch(struct lower *l, uint32_t n);
void go_case(struct lower *l, uint32_t n);

#endif
