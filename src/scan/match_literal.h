#ifndef SCAN_MATCH_LITERAL_H
#define SCAN_MATCH_LITERAL_H

#include "scan/match_goal.h"

/* "...", "=~/re/", "$X", "text": against what is known before running */
enum step match_string(struct matcher *m, uint32_t p, uint32_t c);

/* Numbers and truths, those that names stand for too */
enum step match_number(struct matcher *m, uint32_t p, uint32_t c);

/* /re/, /.../ for any, /$X/ for what stands between the slashes */
enum step match_regex_literal(struct matcher *m, uint32_t p, uint32_t c);

/* Where the text of a literal stands, without its quotes. */
struct ast_span match_literal_span(const struct ast *a, uint32_t node);

#endif
