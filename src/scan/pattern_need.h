#ifndef SCAN_PATTERN_NEED_H
#define SCAN_PATTERN_NEED_H

#include "scan/pattern.h"

/* Fills needs: names a match cannot be without.  A string may have been put
   together elsewhere, and "this" or a keyword may be implied. */
enum err_code pattern_needs(struct pattern *p, const struct pattern_reader *r,
    const struct language *language, struct err *err) MUST_USE;

#endif
