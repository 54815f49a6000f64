#ifndef SCAN_MATCH_TEXT_H
#define SCAN_MATCH_TEXT_H

#include "scan/match_goal.h"

/* Literals of a pattern against what is known of code before it runs. */

/* "...", "=~/re/", "$X", "text" */
enum step match_string(struct matcher *m, uint32_t p, uint32_t c);
/* 7, true */
enum step match_plain(struct matcher *m, uint32_t p, uint32_t c);
/* /re/, /$X/, /.../ */
enum step match_slashes(struct matcher *m, uint32_t p, uint32_t c);

/* Where the text of a literal stands, without its quotes. */
struct ast_span match_literal_span(const struct ast *a, uint32_t node);

#endif
