#ifndef CATALOG_KIND_H
#define CATALOG_KIND_H

/*
 * What a question asks for, and how large it may be.  No key is here: this is
 * for everybody.
 *
 *	single multi	options, of which one or some are right
 *	order		steps, to be put in their order
 *	match		left sides, each with the right side that belongs to it
 *	spot-line	the line of the code that is meant
 */
enum quiz_kind { QUIZ_SINGLE, QUIZ_MULTI, QUIZ_ORDER, QUIZ_MATCH, QUIZ_SPOT };

#define QUIZ_PLACES_MAX 6  /* options, steps or right sides */
#define QUIZ_LEFTS_MAX  5  /* of a match */
#define QUIZ_CODE_MAX   60 /* lines to spot one in */

#endif
