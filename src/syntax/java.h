#ifndef SYNTAX_JAVA_H
#define SYNTAX_JAVA_H

#include "syntax/lower.h"

/* What the files of Java share: java.c has the tables and the expressions,
   java_stmt.c statements and imports, java_decl.c what is declared. */

/* The order of fields. */
enum {
	F_NAME = 1,
	F_TYPE,
	F_VALUE,
	F_LEFT,
	F_RIGHT,
	F_OPERATOR,
	F_OPERAND,
	F_OBJECT,
	F_FIELD,
	F_ARGUMENTS,
	F_ARRAY,
	F_INDEX,
	F_CONDITION,
	F_CONSEQUENCE,
	F_ALTERNATIVE,
	F_BODY,
	F_PARAMETERS,
	F_KEY,
	F_DECLARATOR,
	F_DIMENSIONS,
	F_INIT,
	F_UPDATE,
	F_CONSTRUCTOR,
	F_RESOURCES,
	F_SUPERCLASS,
	F_INTERFACES,
	F_PATTERN,
	F_ELEMENT,
	F_SCOPE,
};

void java_set_name(struct lower *l, uint32_t id, uint32_t symbol);
uint32_t java_word(struct lower *l, const char *text);
void java_arguments(struct lower *l, uint32_t n);

/* AST_TYPE; each of the dimensions behind a name (int a[]) is one more []. */
void java_type(struct lower *l, uint32_t type, uint32_t dimensions);

/* The modifiers and annotations written before a declaration. */
void java_extras(struct lower *l, uint32_t n);

/* A name declared with its type: AST_ASSIGN without its statement. */
void java_binding(struct lower *l, uint32_t n, uint32_t name, uint32_t value);

void java_class(struct lower *l, uint32_t n);
void java_interface(struct lower *l, uint32_t n);
void java_enum(struct lower *l, uint32_t n);
void java_enum_constant(struct lower *l, uint32_t n);
void java_record(struct lower *l, uint32_t n);
void java_annotation_type(struct lower *l, uint32_t n);
void java_method(struct lower *l, uint32_t n);
void java_parameters(struct lower *l, uint32_t n);
void java_declaration(struct lower *l, uint32_t n);
void java_annotation(struct lower *l, uint32_t n);
void java_annotation_pair(struct lower *l, uint32_t n);

void java_if(struct lower *l, uint32_t n);
void java_while(struct lower *l, uint32_t n);
void java_for(struct lower *l, uint32_t n);
void java_for_in(struct lower *l, uint32_t n);
void java_try(struct lower *l, uint32_t n);
void java_try_with(struct lower *l, uint32_t n);
void java_resource(struct lower *l, uint32_t n);
void java_catch(struct lower *l, uint32_t n);
void java_switch(struct lower *l, uint32_t n);
void java_case(struct lower *l, uint32_t n);
void java_type_pattern(struct lower *l, uint32_t n);
void java_synchronized(struct lower *l, uint32_t n);
void java_labeled(struct lower *l, uint32_t n);
void java_yield(struct lower *l, uint32_t n);
void java_constructor_call(struct lower *l, uint32_t n);
void java_import(struct lower *l, uint32_t n);
void java_package(struct lower *l, uint32_t n);

#endif
