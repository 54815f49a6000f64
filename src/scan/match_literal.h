#ifndef SCAN_MATCH_LITERAL_H
#define SCAN_MATCH_LITERAL_H

#include "scan/match_goal.h"

/* Binds a metavariable to a node; one that is bound must be the same code. */
enum step match_bind_node(struct matcher *m, unsigned metavar, uint32_t c);

/* "...", "=~/re/", "$X", "text": against what is known before running */
enum step match_string(struct matcher *m, uint32_t p, uint32_t c);

/* Numbers and truths, those that names stand for too */
enum step match_number(struct matcher *m, uint32_t p, uint32_t c);

/* /$X/ is what stands between the slashes, /.../ anything. */
enum step match_regex_literal(struct matcher *m, uint32_t p, uint32_t c);

#endif
