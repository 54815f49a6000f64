#ifndef SCAN_MATCH_ELEMENT_H
#define SCAN_MATCH_ELEMENT_H

#include "scan/match_goal.h"

/* <a b={c}>d</a>: attributes in any order, there may be others; what stands
   within counts where the pattern says any of it. */
enum step match_element(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal **g);

#endif
