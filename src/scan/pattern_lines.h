#ifndef SCAN_PATTERN_LINES_H
#define SCAN_PATTERN_LINES_H

#include "scan/pattern_text.h"

/* As pattern_rewrite, for a language whose structure is its lines and their
   indents: what "..." becomes depends on what stands beside it.
 *
 *	steps:			steps:
 *	  - ...			  - __dots__
 *	  - uses: $X		  - uses: __mv_X
 *	    ...			    __dots__: __dots__
 */
void pattern_rewrite_lines(struct buf *out, struct str text);

#endif
