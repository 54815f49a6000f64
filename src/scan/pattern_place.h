#ifndef SCAN_PATTERN_PLACE_H
#define SCAN_PATTERN_PLACE_H

#include "base/str.h"

/*
 * What may stand at a place of a pattern, told from the text around it, for
 * languages in which "T x" declares x:
 *
 *	$T $F(..., String $X) { ... }	parameters; statements
 *	foo(..., (String $X))		arguments; a typed metavariable
 *	new int[]{1, ...}		elements
 */
enum {
	PLACE_ARGS = '(',
	PLACE_INDEX = '[',
	PLACE_BLOCK = '{',
	PLACE_PARAMS = 'p', /* of a function, or what is caught */
	PLACE_ANNOTATION = 'a',
	PLACE_FOR = 'o',
	PLACE_LIST = 'l',  /* {a, b} as a value */
	PLACE_CASES = 's', /* of a switch */
};

/* What the bracket at this place opens. */
char pattern_place(struct str text, size_t at);

/* What "..." at this place, within such a bracket ('\0': none), is written
   as so that it parses. */
const char *pattern_dots(struct str text, size_t at, char inside);

/* (T $X) at this place, or ($X: T) */
struct pattern_typed {
	size_t type, type_end; /* offsets of T */
	struct str name;       /* X */
	size_t end;            /* behind the bracket */
	bool target;           /* something is assigned to it */
};
bool pattern_typed(struct str text, size_t at, struct pattern_typed *out);
bool pattern_typed_after(struct str text, size_t at, struct pattern_typed *out);

#endif
