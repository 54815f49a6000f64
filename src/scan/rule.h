#ifndef SCAN_RULE_H
#define SCAN_RULE_H

#include "scan/fix_regex.h"
#include "scan/generic.h"
#include "scan/label.h"
#include "scan/pattern.h"

/*
 * Rules as Semgrep's YAML writes them:
 *
 *	rules:
 *	  - id: sql-concat
 *	    languages: [python]
 *	    severity: ERROR
 *	    message: $QUERY is put together from text ...
 *	    patterns:
 *	      - pattern: $CURSOR.execute("..." + $X, ...)
 *	      - pattern-not: $CURSOR.execute("..." + "...", ...)
 *
 * A file loads whole or not at all; every reason not to is told with rule,
 * file and line.  Once loaded nothing changes any more, so that all threads
 * read one set.
 */
#define LANGUAGES_MAX 32
#define FINDINGS_MAX  1000 /* of one rule in one file; more say no more */

enum formula_kind {
	FORMULA_PATTERN,
	FORMULA_REGEX,
	FORMULA_GENERIC,
	FORMULA_AND,
	FORMULA_OR,
	FORMULA_NOT, /* the first child; pattern-not and pattern-not-inside */
	FORMULA_INSIDE, /* the first child */
};

enum condition_kind {
	CONDITION_REGEX,    /* metavariable-regex */
	CONDITION_FORMULA,  /* metavariable-pattern */
	CONDITION_COMPARE,  /* metavariable-comparison */
	CONDITION_ANALYSIS, /* metavariable-analysis */
};

struct formula;
struct pcre2_real_code_8;
struct comparison;

struct condition {
	enum condition_kind kind;
	unsigned metavar;
	struct pcre2_real_code_8 *regex;
	bool of_value; /* of REGEX: about what is known of it, not its text */
	const struct formula *formula;
	const struct comparison *compare;
	int base;  /* of COMPARE: of numbers that do not say theirs; 0: as C */
	bool text; /* of FORMULA: about the text that is bound, not a tree */
	const struct language *language; /* of FORMULA: of a text that is
					    bound; may be NULL */
	bool (*analyse)(struct str text);
	struct condition *next;
};

struct focus {
	unsigned metavars[8]; /* any of them */
	unsigned n;
	struct focus *next;
};

struct formula {
	enum formula_kind kind;
	struct pattern patterns[LANGUAGES_MAX]; /* by language; root 0: none */
	struct pcre2_real_code_8 *regex;
	const struct generic *generic;
	struct formula *first, *next; /* children; sibling */
	struct condition *conditions; /* of AND */
	struct focus *focus;          /* of AND */
};

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* One entry of pattern-sources, -sinks, -sanitizers or -propagators. */
struct taint_spec {
	const struct formula *formula;
	bool exact;           /* only the match, not what lies in it */
	bool by_side_effect;  /* the variable is tainted from here on */
	bool not_conflicting; /* of a sanitizer: no source and no sink itself */
	uint32_t label;       /* what a source gives */
	const struct requires *requires; /* of the taint there; may be NULL */
	unsigned from, to;               /* metavariables of a propagator */
	struct taint_spec *next;
};

#define RULE_CWES_MAX 8

struct yaml;

struct rule {
	struct str id, message;
	const char *file;
	unsigned line;
	enum severity severity;
	bool languages[LANGUAGES_MAX]; /* by place in the table */
	bool text;                     /* "regex" or "generic": any file */
	bool generic;                  /* "generic" */
	struct formula *formula;       /* NULL in taint mode */
	struct taint_spec *sources, *sinks, *sanitizers, *propagators;
	uint64_t
	    sources_key; /* equal where pattern-sources are written alike */
	struct labels labels;
	struct metavars metavars;
	struct {
		struct str *v;
		size_t n, cap;
	} include, exclude;          /* paths */
	const struct yaml *metadata; /* may be NULL */
	uint32_t cwes[RULE_CWES_MAX];
	size_t cwe_count;
	struct str module, confidence, fix, section;
	struct fix_regex fix_regex;
	struct {
		bool no_constants; /* constant_propagation: false */
		bool symbolic;     /* symbolic_propagation: true */
		bool unify;        /* taint_unify_mvars: true */
		bool shallow;      /* implicit_deep_exprstmt: false */
		unsigned span;     /* generic_ellipsis_max_span; 0: as usual */
	} options;
};

struct rules {
	struct rule **v;
	size_t n, cap;
	struct symbols symbols;
	struct arena *arena;
	struct {
		struct str *v; /* what was refused: "file:line:col: ..." */
		size_t n, cap;
	} refused;
	uint64_t hash; /* over all files read */
};

/* An empty set; it and all it holds live in the arena, but for compiled
   expressions, which rules_release gives back. */
void rules_init(struct rules *rules, struct arena *arena);
void rules_release(struct rules *rules);

/* Adds the rules of a file, or of every .yaml and .yml under a folder.  A
   rule that is not understood is not added but told in refused; an error is
   only what hinders reading at all. */
enum err_code rules_read(
    struct rules *rules, const char *path, struct err *err) MUST_USE;

/* As rules_read, of text. */
enum err_code rules_read_text(struct rules *rules, const char *file,
    struct str text, struct err *err) MUST_USE;

const struct rule *rules_find(const struct rules *rules, struct str id);

#endif
