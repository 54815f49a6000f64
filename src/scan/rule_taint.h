#ifndef SCAN_RULE_TAINT_H
#define SCAN_RULE_TAINT_H

#include "scan/rule_formula.h"

/* The keys of a rule in taint mode: pattern-sources, pattern-sinks,
   pattern-sanitizers, pattern-propagators. */
enum err_code taint_mode_read(
    struct formula_reader *r, const struct yaml *map, struct err *err) MUST_USE;

#endif
