#ifndef SCAN_RULE_FORMULA_H
#define SCAN_RULE_FORMULA_H

#include "codec/yaml.h"
#include "scan/rule.h"

/* The keys of a rule that say what it finds, read into formulas. */
struct formula_reader {
	struct rule *rule;
	struct rules *rules;
	struct parser *parser;
	unsigned depth;
	bool text, generic; /* what patterns are about: text; words of it */
	const struct language *only; /* theirs; NULL: the rule's */
};

/* The formula of a mapping with exactly one of pattern, patterns,
   pattern-either and pattern-regex among its keys. */
enum err_code formula_read(struct formula_reader *r, const struct yaml *map,
    struct formula **out, struct err *err) MUST_USE;

/* fix-regex: regex, replacement, count. */
enum err_code fix_regex_read(
    const struct yaml *at, struct fix_regex *out, struct err *err) MUST_USE;

/* The number of the metavariable that is named. */
enum err_code metavar_read(struct formula_reader *r, const struct yaml *at,
    unsigned *out, struct err *err) MUST_USE;

#endif
