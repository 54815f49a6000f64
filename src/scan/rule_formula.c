#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/rule_formula.h"

#include <pcre2.h>

#include "scan/analysis.h"
#include "scan/comparison.h"

#define NESTING_MAX 20

static struct formula *
formula_new(struct formula_reader *r, enum formula_kind kind, struct err *err)
{
	struct formula *f = ARENA_NEW(r->rules->arena, struct formula);

	if (f == NULL)
		(void)arena_fail(r->rules->arena, err);
	else
		f->kind = kind;
	return f;
}

static enum err_code
regex_compile(const struct yaml *at, struct str text, uint32_t options,
    struct pcre2_real_code_8 **out, struct err *err)
{
	int code;
	PCRE2_SIZE offset;
	PCRE2_UCHAR why[128];

	*out = pcre2_compile(
	    (PCRE2_SPTR)text.ptr, text.len, options, &code, &offset, NULL);
	if (*out == NULL) {
		(void)pcre2_get_error_message(code, why, sizeof(why));
		return yaml_fail(at, err, ERR_SYNTAX,
		    "the expression fails at %zu: %s", (size_t)offset,
		    (const char *)why);
	}
	(void)pcre2_jit_compile(*out, PCRE2_JIT_COMPLETE);
	return ERR_NONE;
}

static enum err_code
regex_read(const struct yaml *at, uint32_t options,
    struct pcre2_real_code_8 **out, struct err *err)
{
	struct str text;
	enum err_code rc = yaml_text(at, &text, err);

	return rc == ERR_NONE ? regex_compile(at, text, options, out, err) : rc;
}

enum err_code
fix_regex_read(const struct yaml *at, struct fix_regex *out, struct err *err)
{
	const struct yaml *regex, *with, *count = yaml_get(at, STR("count"));
	int64_t n = 0;
	enum err_code rc = yaml_only(at, "regex replacement count", err);

	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("regex"), &regex, err);
	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("replacement"), &with, err);
	if (rc == ERR_NONE && with->kind != YAML_SCALAR)
		rc = yaml_text(with, &out->replacement, err);
	if (rc == ERR_NONE && count != NULL)
		rc = yaml_int(count, 0, 1000, &n, err);
	if (rc == ERR_NONE)
		rc = regex_read(regex, PCRE2_MULTILINE, &out->regex, err);
	if (rc != ERR_NONE)
		return rc;
	out->replacement = with->text;
	out->count = (unsigned)n;
	return ERR_NONE;
}

enum err_code
metavar_read(struct formula_reader *r, const struct yaml *at, unsigned *out,
    struct err *err)
{
	struct str name;
	enum err_code rc = yaml_text(at, &name, err);

	if (rc != ERR_NONE)
		return rc;
	if (!str_starts(name, STR("$")))
		return yaml_fail(at, err, ERR_INVALID,
		    "'%.*s' is no metavariable; one starts with $",
		    STR_FMT(name));
	rc =
	    metavar_number(&r->rule->metavars, r->rules->arena, name, out, err);
	return rc == ERR_NONE ? rc : yaml_fail(at, err, rc, "%s", err->text);
}

/* As TypeScript an element does not parse, as TSX a cast, as JavaScript a type:
   the trees are of one kind, so each may be read as the other. */
static enum err_code
pattern_in(const struct pattern_reader *reader, const struct language *language,
    struct str text, struct pattern *out, struct err *err)
{
	enum err_code rc = pattern_read(reader, language, text, out, err);
	struct err other;

	if (rc != ERR_UNSUPPORTED || language->wider == NULL)
		return rc;
	return pattern_read(reader, language_named(str_from(language->wider)),
		   text, out, &other) == ERR_NONE
	    ? ERR_NONE
	    : rc;
}

/* (?<NAME>...) is $NAME. */
static enum err_code
groups_read(struct formula_reader *r, const struct yaml *at,
    const struct pcre2_real_code_8 *regex, struct err *err)
{
	uint32_t count, size;
	PCRE2_SPTR table;
	enum err_code rc = ERR_NONE;
	struct err inner;

	if (pcre2_pattern_info(regex, PCRE2_INFO_NAMECOUNT, &count) != 0 ||
	    pcre2_pattern_info(regex, PCRE2_INFO_NAMEENTRYSIZE, &size) != 0 ||
	    pcre2_pattern_info(regex, PCRE2_INFO_NAMETABLE, &table) != 0)
		return ERR_NONE;
	for (uint32_t i = 0; i < count && rc == ERR_NONE; i++) {
		unsigned unused;
		struct str name = arena_strf(r->rules->arena, "$%s",
		    (const char *)(table + (size_t)i * size + 2));

		if (name.ptr == NULL)
			return arena_fail(r->rules->arena, err);
		rc = metavar_number(
		    &r->rule->metavars, r->rules->arena, name, &unused, &inner);
	}
	return rc == ERR_NONE ? rc : yaml_fail(at, err, rc, "%s", inner.text);
}

static enum err_code
regex_leaf(struct formula_reader *r, const struct yaml *at,
    struct formula **out, struct err *err)
{
	struct formula *f = formula_new(r, FORMULA_REGEX, err);
	enum err_code rc;

	if (f == NULL)
		return err->code;
	*out = f;
	rc = regex_read(at, PCRE2_MULTILINE, &f->regex, err);
	return rc == ERR_NONE ? groups_read(r, at, f->regex, err) : rc;
}

static enum err_code
generic_leaf(struct formula_reader *r, const struct yaml *at, struct str text,
    struct formula **out, struct err *err)
{
	struct formula *f = formula_new(r, FORMULA_GENERIC, err);
	struct generic *generic;
	struct err inner;
	enum err_code rc;

	if (f == NULL)
		return err->code;
	rc = generic_read(
	    text, &r->rule->metavars, r->rules->arena, &generic, &inner);
	if (rc != ERR_NONE)
		return yaml_fail(at, err, rc, "%s", inner.text);
	f->generic = generic;
	*out = f;
	return ERR_NONE;
}

/* pattern: one tree for each of the rule's languages. */
static enum err_code
pattern_leaf(struct formula_reader *r, const struct yaml *at,
    struct formula **out, struct err *err)
{
	struct formula *f = formula_new(r, FORMULA_PATTERN, err);
	struct pattern_reader reader = {.parser = r->parser,
	    .symbols = &r->rules->symbols,
	    .metavars = &r->rule->metavars,
	    .arena = r->rules->arena};
	struct err inner;
	struct str text;
	enum err_code rc = yaml_text(at, &text, err);

	if (f == NULL || rc != ERR_NONE)
		return err->code;
	if (r->generic)
		return generic_leaf(r, at, text, out, err);
	if (r->text) /* of language regex every pattern is one */
		return regex_leaf(r, at, out, err);
	for (size_t i = 0; languages[i].name != NULL; i++) {
		if (r->only != NULL ? &languages[i] != r->only
				    : !r->rule->languages[i])
			continue;
		rc = pattern_in(
		    &reader, &languages[i], text, &f->patterns[i], &inner);
		if (rc != ERR_NONE)
			return yaml_fail(at, err, rc, "%s", inner.text);
	}
	*out = f;
	return ERR_NONE;
}

/* A pattern's text, or a mapping with a formula of its own. */
static enum err_code
value_read(struct formula_reader *r, const struct yaml *at,
    struct formula **out, struct err *err)
{
	if (at->kind == YAML_MAP)
		return formula_read(r, at, out, err);
	return pattern_leaf(r, at, out, err);
}

static enum err_code
wrapped(struct formula_reader *r, enum formula_kind kind, bool regex,
    const struct yaml *at, struct formula **out, struct err *err)
{
	struct formula *f = formula_new(r, kind, err);

	if (f == NULL)
		return err->code;
	*out = f;
	return regex ? regex_leaf(r, at, &f->first, err)
		     : value_read(r, at, &f->first, err);
}

static enum err_code
condition_add(struct formula_reader *r, struct formula *parent,
    struct condition condition, struct err *err)
{
	struct condition *c = ARENA_NEW(r->rules->arena, struct condition),
			 **end = &parent->conditions;

	if (c == NULL)
		return arena_fail(r->rules->arena, err);
	*c = condition;
	while (*end != NULL)
		end = &(*end)->next;
	*end = c;
	return ERR_NONE;
}

static enum err_code
metavariable_regex(struct formula_reader *r, const struct yaml *at,
    struct formula *parent, struct err *err)
{
	struct condition c = {.kind = CONDITION_REGEX};
	const struct yaml *name, *regex;
	enum err_code rc = yaml_only(at, "metavariable regex", err);

	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("metavariable"), &name, err);
	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("regex"), &regex, err);
	if (rc == ERR_NONE)
		rc = metavar_read(r, name, &c.metavar, err);
	if (rc == ERR_NONE)
		rc = regex_read(regex, 0, &c.regex, err);
	return rc == ERR_NONE ? condition_add(r, parent, c, err) : rc;
}

/* language: generic, regex or that of a text in the code. */
static enum err_code
language_read(struct formula_reader *r, const struct yaml *at,
    struct condition *c, struct err *err)
{
	if (at == NULL)
		return ERR_NONE;
	c->language = language_named(at->text);
	if (c->language != NULL) {
		if (!r->rule->languages[c->language - languages])
			r->only = c->language;
		return ERR_NONE;
	}
	r->generic = str_eq(at->text, STR("generic"));
	r->text = c->text = r->generic || str_eq(at->text, STR("regex")) ||
	    str_eq(at->text, STR("none"));
	return r->text
	    ? ERR_NONE
	    : yaml_fail(at, err, ERR_UNSUPPORTED,
		  "language '%.*s' is not supported; accepted: generic, regex "
		  "and those of rules",
		  STR_FMT(at->text));
}

static enum err_code
metavariable_pattern(struct formula_reader *r, const struct yaml *at,
    struct formula *parent, struct err *err)
{
	struct condition c = {.kind = CONDITION_FORMULA};
	struct formula *formula;
	const struct yaml *name;
	struct formula_reader inner = *r;
	enum err_code rc = yaml_only(at,
	    "metavariable language pattern patterns pattern-either "
	    "pattern-regex",
	    err);

	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("metavariable"), &name, err);
	if (rc == ERR_NONE)
		rc = metavar_read(r, name, &c.metavar, err);
	if (rc == ERR_NONE)
		rc = language_read(
		    &inner, yaml_get(at, STR("language")), &c, err);
	if (rc == ERR_NONE)
		rc = formula_read(&inner, at, &formula, err);
	if (rc != ERR_NONE)
		return rc;
	c.formula = formula;
	return condition_add(r, parent, c, err);
}

static enum err_code
metavariable_analysis(struct formula_reader *r, const struct yaml *at,
    struct formula *parent, struct err *err)
{
	struct condition c = {.kind = CONDITION_ANALYSIS};
	const struct yaml *name, *analyzer;
	enum err_code rc = yaml_only(at, "metavariable analyzer", err);

	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("metavariable"), &name, err);
	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("analyzer"), &analyzer, err);
	if (rc == ERR_NONE)
		rc = metavar_read(r, name, &c.metavar, err);
	if (rc != ERR_NONE)
		return rc;
	c.analyse = analysis_named(analyzer->text);
	if (c.analyse == NULL)
		return yaml_fail(analyzer, err, ERR_UNSUPPORTED,
		    "analyzer '%.*s' is not supported; accepted: entropy, "
		    "redos",
		    STR_FMT(analyzer->text));
	return condition_add(r, parent, c, err);
}

/* "strip" asks for what is done anyway: "12" counts as 12. */
static enum err_code
comparison_options(const struct yaml *at, struct condition *c, struct err *err)
{
	const struct yaml *strip = yaml_get(at, STR("strip"));
	const struct yaml *base = yaml_get(at, STR("base"));
	enum err_code rc = ERR_NONE;
	int64_t number = 0;
	bool on;

	if (strip != NULL)
		rc = yaml_bool(strip, &on, err);
	if (rc == ERR_NONE && base != NULL)
		rc = yaml_int(base, 2, 36, &number, err);
	c->base = (int)number;
	return rc;
}

/* re.match("...", $X) as the whole of a comparison asks for the value of $X. */
static bool
is_match_call(struct str text, struct str *regex, struct str *metavar)
{
	char quote;

	text = str_trim(text);
	if (!str_starts(text, STR("re.match(")) || !str_ends(text, STR(")")))
		return false;
	text = str_trim(str_sub(text, 9, text.len - 10));
	if (str_starts(text, STR("r")))
		text = str_from_at(text, 1);
	quote = text.len > 0 ? text.ptr[0] : '\0';
	if (quote != '"' && quote != '\'')
		return false;
	text = str_from_at(text, 1);
	*regex = str_sub(text, 0, str_find_char(text, quote));
	text = str_trim(str_from_at(text, regex->len + 1));
	if (!str_starts(text, STR(",")))
		return false;
	*metavar = str_trim(str_from_at(text, 1));
	return str_starts(*metavar, STR("$"));
}

static enum err_code
metavariable_comparison(struct formula_reader *r, const struct yaml *at,
    struct formula *parent, struct err *err)
{
	struct condition c = {.kind = CONDITION_COMPARE};
	struct comparison *compare;
	const struct yaml *text;
	struct str regex, metavar;
	struct err inner;
	enum err_code rc =
	    yaml_only(at, "metavariable comparison strip base", err);

	if (rc == ERR_NONE)
		rc = yaml_need(at, STR("comparison"), &text, err);
	if (rc == ERR_NONE)
		rc = comparison_options(at, &c, err);
	if (rc != ERR_NONE)
		return rc;
	if (is_match_call(text->text, &regex, &metavar)) {
		c.kind = CONDITION_REGEX;
		c.of_value = true;
		rc = metavar_number(&r->rule->metavars, r->rules->arena,
		    metavar, &c.metavar, err);
		if (rc == ERR_NONE)
			rc = regex_compile(text, regex, 0, &c.regex, err);
		return rc == ERR_NONE ? condition_add(r, parent, c, err) : rc;
	}
	rc = comparison_read(
	    text->text, &r->rule->metavars, r->rules->arena, &compare, &inner);
	if (rc != ERR_NONE)
		return yaml_fail(text, err, rc, "%s", inner.text);
	c.compare = compare;
	return condition_add(r, parent, c, err);
}

static enum err_code
focus_read(struct formula_reader *r, const struct yaml *at,
    struct formula *parent, struct err *err)
{
	struct focus *f = ARENA_NEW(r->rules->arena, struct focus);
	enum err_code rc = ERR_NONE;

	if (f == NULL)
		return arena_fail(r->rules->arena, err);
	f->next = parent->focus;
	parent->focus = f;
	if (at->kind != YAML_LIST) {
		f->n = 1;
		return metavar_read(r, at, &f->metavars[0], err);
	}
	YAML_EACH(item, at)
	{
		if (rc == ERR_NONE && f->n == NELEM(f->metavars))
			rc = yaml_fail(item, err, ERR_LIMIT,
			    "more than %zu metavariables in focus",
			    NELEM(f->metavars));
		if (rc == ERR_NONE)
			rc = metavar_read(r, item, &f->metavars[f->n++], err);
	}
	return rc;
}

static enum err_code list_read(struct formula_reader *r, enum formula_kind kind,
    const struct yaml *list, struct formula **out, struct err *err);

/* The keys that give a formula; false where the key is none of them. */
static bool
formula_key(struct formula_reader *r, const struct yaml *at,
    struct formula **out, enum err_code *rc, struct err *err)
{
	static const struct {
		const char *key;
		enum formula_kind kind;
		bool regex;
	} wraps[] = {
	    {"pattern-not", FORMULA_NOT, false},
	    {"pattern-not-inside", FORMULA_NOT, false},
	    {"pattern-not-regex", FORMULA_NOT, true},
	    {"pattern-inside", FORMULA_INSIDE, false},
	};

	if (str_eq(at->key, STR("pattern"))) {
		*rc = pattern_leaf(r, at, out, err);
		return true;
	}
	if (str_eq(at->key, STR("pattern-regex"))) {
		*rc = regex_leaf(r, at, out, err);
		return true;
	}
	if (str_eq(at->key, STR("patterns")) ||
	    str_eq(at->key, STR("pattern-either"))) {
		*rc = list_read(r, at->key.len == 8 ? FORMULA_AND : FORMULA_OR,
		    at, out, err);
		return true;
	}
	for (size_t i = 0; i < NELEM(wraps); i++)
		if (str_eq(at->key, str_from(wraps[i].key))) {
			*rc = wrapped(
			    r, wraps[i].kind, wraps[i].regex, at, out, err);
			return true;
		}
	return false;
}

/* One key of an item under "patterns". */
static enum err_code
conjunct(struct formula_reader *r, const struct yaml *at,
    struct formula *parent, struct formula **out, struct err *err)
{
	static const struct {
		const char *key;
		enum err_code (*read)(struct formula_reader *r,
		    const struct yaml *at, struct formula *parent,
		    struct err *err);
	} conditions[] = {
	    {"metavariable-regex", metavariable_regex},
	    {"metavariable-pattern", metavariable_pattern},
	    {"metavariable-comparison", metavariable_comparison},
	    {"metavariable-analysis", metavariable_analysis},
	    {"focus-metavariable", focus_read},
	};
	enum err_code rc = ERR_NONE;

	if (formula_key(r, at, out, &rc, err))
		return rc;
	for (size_t i = 0; i < NELEM(conditions); i++)
		if (str_eq(at->key, str_from(conditions[i].key)) &&
		    parent->kind == FORMULA_AND)
			return conditions[i].read(r, at, parent, err);
	return yaml_fail(at, err, ERR_UNSUPPORTED,
	    "'%.*s' is not supported here; accepted: pattern, patterns, "
	    "pattern-either, pattern-inside, pattern-not, "
	    "pattern-not-inside, pattern-regex, pattern-not-regex, and under "
	    "patterns metavariable-regex, metavariable-pattern, "
	    "metavariable-comparison, metavariable-analysis, "
	    "focus-metavariable",
	    STR_FMT(at->key));
}

static void
append(struct formula *parent, struct formula *child)
{
	struct formula **end = &parent->first;

	while (*end != NULL)
		end = &(*end)->next;
	*end = child;
}

static enum err_code
list_read(struct formula_reader *r, enum formula_kind kind,
    const struct yaml *list, struct formula **out, struct err *err)
{
	struct formula *f = formula_new(r, kind, err), *child;
	enum err_code rc = f == NULL ? err->code : yaml_list(list, err);

	if (rc == ERR_NONE && ++r->depth > NESTING_MAX)
		rc = yaml_fail(list, err, ERR_LIMIT,
		    "patterns nest deeper than %d", NESTING_MAX);
	if (rc == ERR_NONE && list->n == 0)
		rc = yaml_fail(list, err, ERR_INVALID, "an empty list");
	for (const struct yaml *item = rc == ERR_NONE ? list->first : NULL;
	     item != NULL && rc == ERR_NONE; item = item->next) {
		rc = yaml_map(item, err);
		for (const struct yaml *key = rc == ERR_NONE ? item->first
							     : NULL;
		     key != NULL && rc == ERR_NONE; key = key->next) {
			child = NULL;
			rc = conjunct(r, key, f, &child, err);
			if (rc == ERR_NONE && child != NULL)
				append(f, child);
		}
	}
	r->depth--;
	*out = f;
	return rc;
}

static bool
is_root_key(struct str key)
{
	return str_eq(key, STR("pattern")) || str_eq(key, STR("patterns")) ||
	    str_eq(key, STR("pattern-either")) ||
	    str_eq(key, STR("pattern-regex"));
}

enum err_code
formula_read(struct formula_reader *r, const struct yaml *map,
    struct formula **out, struct err *err)
{
	const struct yaml *found = NULL;
	enum err_code rc = yaml_map(map, err);

	if (rc != ERR_NONE)
		return rc;
	YAML_EACH(key, map)
	{
		if (!is_root_key(key->key))
			continue;
		if (found != NULL)
			return yaml_fail(key, err, ERR_INVALID,
			    "both '%.*s' and '%.*s'; one is accepted",
			    STR_FMT(found->key), STR_FMT(key->key));
		found = key;
	}
	if (found == NULL)
		return yaml_fail(map, err, ERR_UNSUPPORTED,
		    "none of pattern, patterns, pattern-either and "
		    "pattern-regex");
	(void)formula_key(r, found, out, &rc, err);
	return rc;
}
