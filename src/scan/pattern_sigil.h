#ifndef SCAN_PATTERN_SIGIL_H
#define SCAN_PATTERN_SIGIL_H

#include "base/buf.h"

/* A pattern where every variable has a "$": $X stays a variable where one may
   stand, and is a bare word where only a name may:
   "class $C { ... $X = 1; }" becomes
   "class __mv_C { use __dots__; $__mv_X = 1; }". */
void pattern_rewrite_sigil(struct buf *out, struct str text);

#endif
