#ifndef SCAN_UNIT_H
#define SCAN_UNIT_H

#include "scan/places.h"
#include "scan/value.h"

/*
 * One source file as rules look at it: its tree, then what is derived from
 * the tree for one thread.
 *
 *	struct unit	text, tree		shared, never changes
 *	struct opened	names, matcher, marks	one thread's
 */
struct unit {
	size_t number; /* its place among the files of the scan */
	struct str path, text;
	const struct language *language; /* NULL: none, or no rule asks */
	struct symbols symbols;
	struct ast *ast;
	struct arena arena; /* of all the above */
	struct unit *next;  /* for whoever keeps a list */
};

struct opened {
	const struct unit *unit;
	const struct ast *ast; /* the unit's */
	struct constants constants;
	struct matcher matcher;
	struct arena *arena;
	const uint8_t *present;    /* the rules' words in it; or NULL */
	struct places places;      /* made when first asked for */
	struct declared_at *names; /* functions and classes by scope and name */
	uint32_t name_slots;
	struct taint_marks *marks;  /* a list, by rule */
	const struct known **named; /* by node: what resolve.h found */
};

/* Parses text, which is borrowed, into unit->arena; without a language the
   tree is an empty file. */
enum err_code unit_parse(struct unit *unit, struct parser *parser,
    const struct language *language, const struct symbols *base,
    struct err *err) MUST_USE;

void unit_free(struct unit *unit); /* from calloc; NULL is fine */

enum err_code opened_init(struct opened *o, const struct unit *unit,
    const struct match_room *room, struct arena *arena,
    struct err *err) MUST_USE;

/* The function or class that a scope (a function, a class, or the file: 1)
   declares under a name of this unit's symbols; 0: none. */
uint32_t opened_declared(const struct opened *o, uint32_t scope, uint32_t name);
/* The class of this file that func (s *T) f() is of; func where that is not
   here, 0 where it is no such method. */
uint32_t opened_receiver(const struct opened *o, uint32_t func);
/* What is declared at the file's top under a name; 0: none. */
uint32_t opened_export(const struct opened *o, struct str name);

#endif
