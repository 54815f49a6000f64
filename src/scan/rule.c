#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/rule.h"

#include <errno.h>
#include <pcre2.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "codec/yaml.h"
#include "scan/rule_taint.h"

#define RULES_MAX   20000
#define FOLDERS_MAX 32 /* deep */

void
rules_init(struct rules *rules, struct arena *arena)
{
	*rules = (struct rules){.arena = arena};
	symbols_init(&rules->symbols, arena, NULL);
}

static void
formula_release(struct formula *f)
{
	for (; f != NULL; f = f->next) {
		pcre2_code_free(f->regex);
		for (size_t i = 0; i < LANGUAGES_MAX; i++)
			pattern_release(&f->patterns[i]);
		for (struct condition *c = f->conditions; c; c = c->next) {
			pcre2_code_free(c->regex);
			formula_release((struct formula *)c->formula);
		}
		formula_release(f->first);
	}
}

static void
rule_release(struct rule *rule)
{
	struct taint_spec *lists[] = {
	    rule->sources, rule->sinks, rule->sanitizers, rule->propagators};

	pcre2_code_free(rule->fix_regex.regex);
	formula_release(rule->formula);
	for (size_t i = 0; i < NELEM(lists); i++)
		for (struct taint_spec *t = lists[i]; t != NULL; t = t->next)
			formula_release((struct formula *)t->formula);
}

void
rules_release(struct rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->n; i++)
		rule_release(rules->v[i]);
	rules->n = 0;
}

const struct rule *
rules_find(const struct rules *rules, struct str id)
{
	for (size_t i = 0; i < rules->n; i++)
		if (str_eq(rules->v[i]->id, id))
			return rules->v[i];
	return NULL;
}

static enum err_code
severity_read(const struct yaml *at, enum severity *out, struct err *err)
{
	static const struct {
		const char *word;
		enum severity severity;
	} words[] = {
	    {"ERROR", SEVERITY_ERROR},
	    {"WARNING", SEVERITY_WARNING},
	    {"INFO", SEVERITY_INFO},
	    {"CRITICAL", SEVERITY_ERROR},
	    {"HIGH", SEVERITY_ERROR},
	    {"MEDIUM", SEVERITY_WARNING},
	    {"LOW", SEVERITY_INFO},
	};

	for (size_t i = 0; i < NELEM(words); i++)
		if (str_eq(at->text, str_from(words[i].word))) {
			*out = words[i].severity;
			return ERR_NONE;
		}
	return yaml_fail(at, err, ERR_INVALID,
	    "severity '%.*s'; accepted: CRITICAL, HIGH, MEDIUM, LOW, ERROR, "
	    "WARNING, INFO",
	    STR_FMT(at->text));
}

static enum err_code
language_fail(const struct yaml *list, struct err *err)
{
	char known[400];
	size_t n = 0;

	for (const struct language *l = languages; l->name != NULL; l++)
		n += (size_t)snprintf(
		    known + n, sizeof(known) - n, "%s, ", l->name);
	return yaml_fail(list, err, ERR_UNSUPPORTED,
	    "none of these languages is supported; accepted: %sregex, generic",
	    known);
}

static enum err_code
languages_read(struct rule *rule, const struct yaml *list, struct err *err)
{
	enum err_code rc = yaml_list(list, err);
	bool any = false;

	if (rc != ERR_NONE)
		return rc;
	YAML_EACH(item, list)
	{
		for (size_t i = 0; languages[i].name != NULL; i++)
			if (language_is(&languages[i], item->text))
				any = rule->languages[i] = true;
		if (str_eq(item->text, STR("regex")) ||
		    str_eq(item->text, STR("generic")) ||
		    str_eq(item->text, STR("none")))
			any = rule->text = true;
		rule->generic |= str_eq(item->text, STR("generic"));
	}
	if (!any)
		return language_fail(list, err);
	return ERR_NONE;
}

/* "CWE-89: Improper ..." or "CWE-89" */
static void
cwe_add(struct rule *rule, struct str text)
{
	uint64_t number;
	size_t end = 4;

	if (!str_starts(text, STR("CWE-")))
		return;
	while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9')
		end++;
	if (str_u64(str_sub(text, 4, end - 4), &number) &&
	    number <= UINT32_MAX && rule->cwe_count < RULE_CWES_MAX)
		rule->cwes[rule->cwe_count++] = (uint32_t)number;
}

static struct str
text_at(const struct yaml *map, struct str key)
{
	const struct yaml *at = yaml_get(map, key);

	return at != NULL && at->kind == YAML_SCALAR ? at->text : STR_NONE;
}

static void
metadata_read(struct rule *rule, const struct yaml *metadata)
{
	const struct yaml *cwe = yaml_get(metadata, STR("cwe"));

	rule->metadata = metadata;
	rule->module = text_at(metadata, STR("module"));
	rule->section = text_at(metadata, STR("section"));
	rule->confidence = text_at(metadata, STR("confidence"));
	if (cwe != NULL && cwe->kind == YAML_SCALAR)
		cwe_add(rule, cwe->text);
	else if (cwe != NULL)
		YAML_EACH(item, cwe)
	cwe_add(rule, item->text);
}

static enum err_code
globs_read(
    struct rules *rules, const struct yaml *list, void *globs, struct err *err)
{
	struct {
		struct str *v;
		size_t n, cap;
	} *to = globs;
	enum err_code rc = list == NULL ? ERR_NONE : yaml_list(list, err);

	for (const struct yaml *item =
		 rc == ERR_NONE && list != NULL ? list->first : NULL;
	     item != NULL; item = item->next) {
		struct str *glob = ARENA_PUSH(rules->arena, to);

		if (glob == NULL)
			return arena_fail(rules->arena, err);
		*glob = item->text;
	}
	return rc;
}

static enum err_code
option_read(
    const struct yaml *options, const char *name, bool *out, struct err *err)
{
	const struct yaml *at = yaml_get(options, str_from(name));

	return at == NULL ? ERR_NONE : yaml_bool(at, out, err);
}

static enum err_code
options_read(struct rule *rule, const struct yaml *options, struct err *err)
{
	bool constants = true, deep = true;
	const struct yaml *span =
	    yaml_get(options, STR("generic_ellipsis_max_span"));
	uint64_t lines = 0;
	enum err_code rc = yaml_only(options,
	    "constant_propagation symbolic_propagation interfile "
	    "generic_ellipsis_max_span taint_unify_mvars "
	    "implicit_deep_exprstmt",
	    err);

	if (rc == ERR_NONE)
		rc = option_read(
		    options, "constant_propagation", &constants, err);
	if (rc == ERR_NONE)
		rc = option_read(options, "symbolic_propagation",
		    &rule->options.symbolic, err);
	if (rc == ERR_NONE)
		rc = option_read(
		    options, "taint_unify_mvars", &rule->options.unify, err);
	if (rc == ERR_NONE)
		rc = option_read(options, "implicit_deep_exprstmt", &deep, err);
	if (rc == ERR_NONE && span != NULL &&
	    (!str_u64(span->text, &lines) || lines > 100000))
		rc = yaml_fail(span, err, ERR_INVALID, "not a number of lines");
	rule->options.span = (unsigned)lines;
	rule->options.no_constants = !constants;
	rule->options.shallow = !deep;
	return rc;
}

static const char rule_keys[] =
    "id message severity languages metadata mode options paths fix "
    "fix-regex version min-version max-version pattern patterns "
    "pattern-either pattern-regex "
    "pattern-sources pattern-sinks "
    "pattern-sanitizers pattern-propagators";

static enum err_code
plain_fields(struct rules *rules, struct rule *rule, const struct yaml *map,
    struct err *err)
{
	const struct yaml *at, *paths = yaml_get(map, STR("paths"));
	enum err_code rc = yaml_only(map, rule_keys, err);

	if (rc == ERR_NONE)
		rc = yaml_need(map, STR("message"), &at, err);
	if (rc == ERR_NONE)
		rc = yaml_text(at, &rule->message, err);
	if (rc == ERR_NONE)
		rc = yaml_need(map, STR("severity"), &at, err);
	if (rc == ERR_NONE)
		rc = severity_read(at, &rule->severity, err);
	if (rc == ERR_NONE)
		rc = yaml_need(map, STR("languages"), &at, err);
	if (rc == ERR_NONE)
		rc = languages_read(rule, at, err);
	if (rc == ERR_NONE && paths != NULL)
		rc = yaml_only(paths, "include exclude", err);
	if (rc == ERR_NONE)
		rc = globs_read(rules, yaml_get(paths, STR("include")),
		    &rule->include, err);
	if (rc == ERR_NONE)
		rc = globs_read(rules, yaml_get(paths, STR("exclude")),
		    &rule->exclude, err);
	at = yaml_get(map, STR("options"));
	if (rc == ERR_NONE && at != NULL)
		rc = options_read(rule, at, err);
	at = yaml_get(map, STR("fix-regex"));
	if (rc == ERR_NONE && at != NULL)
		rc = fix_regex_read(at, &rule->fix_regex, err);
	rule->fix = text_at(map, STR("fix"));
	metadata_read(rule, yaml_get(map, STR("metadata")));
	rule->message = str_trim(rule->message);
	return rc;
}

static enum err_code
rule_read(struct rules *rules, struct parser *parser, struct rule *rule,
    const struct yaml *map, struct err *err)
{
	struct formula_reader r = {
	    .rule = rule, .rules = rules, .parser = parser};
	struct str mode = text_at(map, STR("mode"));
	enum err_code rc = plain_fields(rules, rule, map, err);

	if (rc != ERR_NONE)
		return rc;
	r.text = rule->text;
	r.generic = rule->generic;
	if (str_eq(mode, STR("taint")))
		return taint_mode_read(&r, map, err);
	if (mode.ptr != NULL && !str_eq(mode, STR("search")))
		return yaml_fail(yaml_get(map, STR("mode")), err,
		    ERR_UNSUPPORTED,
		    "mode '%.*s' is not supported; accepted: search, taint",
		    STR_FMT(mode));
	return formula_read(&r, map, &rule->formula, err);
}

static enum err_code
refuse(struct rules *rules, struct str id, struct err *why, struct err *err)
{
	struct str *text = ARENA_PUSH(rules->arena, &rules->refused);
	const char *name = id.ptr != NULL ? id.ptr : "";

	if (text == NULL)
		return arena_fail(rules->arena, err);
	*text = arena_strf(rules->arena, "%s%s%s%s", why->text,
	    *name != '\0' ? " (rule '" : "", name, *name != '\0' ? "')" : "");
	return text->ptr == NULL ? arena_fail(rules->arena, err) : ERR_NONE;
}

static enum err_code
rule_take(struct rules *rules, struct parser *parser, const struct yaml *map,
    struct err *err)
{
	struct rule *rule = ARENA_NEW(rules->arena, struct rule), **place;
	const struct yaml *id;
	struct err why;
	enum err_code rc;

	if (rule == NULL)
		return arena_fail(rules->arena, err);
	rc = yaml_need(map, STR("id"), &id, &why);
	if (rc == ERR_NONE)
		rc = yaml_text(id, &rule->id, &why);
	rule->file = map->file;
	rule->line = map->line;
	if (rc == ERR_NONE && rules_find(rules, rule->id) != NULL)
		rc = yaml_fail(id, &why, ERR_CONFLICT,
		    "a second rule of this id; the first is in %s",
		    rules_find(rules, rule->id)->file);
	if (rc == ERR_NONE)
		rc = rule_read(rules, parser, rule, map, &why);
	if (rc == ERR_NOMEM)
		return err_nomem(err);
	if (rc != ERR_NONE) {
		rule_release(rule);
		return refuse(rules, rule->id, &why, err);
	}
	if (rules->n == RULES_MAX)
		return err_set(err, ERR_LIMIT, "more than %d rules", RULES_MAX);
	place = ARENA_PUSH(rules->arena, rules);
	if (place == NULL)
		return arena_fail(rules->arena, err);
	*place = rule;
	return ERR_NONE;
}

static enum err_code
rules_take(struct rules *rules, const struct yaml *list, struct err *err)
{
	struct parser *parser = parser_new();
	enum err_code rc = parser == NULL ? err_nomem(err) : ERR_NONE;

	for (const struct yaml *item = list->first;
	     item != NULL && rc == ERR_NONE; item = item->next)
		rc = rule_take(rules, parser, item, err);
	parser_free(parser);
	return rc;
}

enum err_code
rules_read_text(
    struct rules *rules, const char *file, struct str text, struct err *err)
{
	struct yaml_source source = {
	    .file = file, .text = text, .mode = YAML_RULES};
	const struct yaml *list;
	struct yaml *root;
	struct err why;
	enum err_code rc;

	rules->hash = rules->hash * UINT64_C(1099511628211) ^ str_hash(text);
	rc = yaml_read(&source, rules->arena, &root, &why);
	if (rc == ERR_NONE)
		rc = yaml_need(root, STR("rules"), &list, &why);
	if (rc == ERR_NONE)
		rc = yaml_list(list, &why);
	if (rc == ERR_NOMEM)
		return err_nomem(err);
	if (rc != ERR_NONE)
		return refuse(rules, STR_NONE, &why, err);
	return rules_take(rules, list, err);
}

static enum err_code
read_file(struct rules *rules, const char *path, struct err *err)
{
	struct str text;
	enum err_code rc =
	    file_read(path, YAML_MAX_BYTES, rules->arena, &text, err);

	return rc == ERR_NONE ? rules_read_text(rules, path, text, err) : rc;
}

static bool
is_yaml(struct str name)
{
	return (str_ends(name, STR(".yaml")) || str_ends(name, STR(".yml"))) &&
	    !str_ends(name, STR(".test.yaml")) &&
	    !str_ends(name, STR(".test.yml"));
}

static enum err_code
read_folder(
    struct rules *rules, const char *path, unsigned depth, struct err *err)
{
	struct file_names names;
	enum err_code rc = depth > FOLDERS_MAX
	    ? err_set(err, ERR_LIMIT, "'%s': folders nest deeper than %d", path,
		  FOLDERS_MAX)
	    : file_list(path, rules->arena, &names, err);

	for (size_t i = 0; rc == ERR_NONE && i < names.n; i++) {
		struct str sub = arena_strf(
		    rules->arena, "%s/%.*s", path, STR_FMT(names.v[i]));
		struct stat st;

		if (sub.ptr == NULL)
			return arena_fail(rules->arena, err);
		if (str_starts(names.v[i], STR(".")) ||
		    lstat(sub.ptr, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			rc = read_folder(rules, sub.ptr, depth + 1, err);
		else if (S_ISREG(st.st_mode) && is_yaml(names.v[i]))
			rc = read_file(rules, sub.ptr, err);
	}
	return rc;
}

enum err_code
rules_read(struct rules *rules, const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_sys(err, errno, "could not read rules '%s'", path);
	return S_ISDIR(st.st_mode) ? read_folder(rules, path, 0, err)
				   : read_file(rules, path, err);
}
