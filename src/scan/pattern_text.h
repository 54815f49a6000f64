#ifndef SCAN_PATTERN_TEXT_H
#define SCAN_PATTERN_TEXT_H

#include "base/buf.h"
#include "syntax/language.h"

/* Words a pattern's own signs are written as so that a grammar takes them. */
#define PATTERN_DOTS     "__dots__"
#define PATTERN_DEEP     "__deep__"
#define PATTERN_METAVAR  "__mv_"
#define PATTERN_METAVARS "__mvs_"
#define PATTERN_TYPED    "__tmv_" /* (T $X): ((T)__tmv_X) */
#define PATTERN_TARGET                                    \
	"__typed__" /* (T $X) =: ((T)__tmv_X).__typed__ = \
		       ($X: T): (__typed__(__tmv_X, T)) */

/* foo(..., $X) becomes foo(__dots__, __mv_X); where only a declaration may
   stand, __dots__ is declared with itself as its type.  Text within quotes
   stays, but for what an f-string or a template interpolates. */
void pattern_rewrite(
    struct buf *out, const struct language *language, struct str text);

#endif
