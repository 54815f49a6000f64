#include "scan/rule_taint.h"

#define FORMULA_KEYS "pattern patterns pattern-either pattern-regex "

static enum err_code
flag(const struct yaml *item, const char *key, bool *out, struct err *err)
{
	const struct yaml *at = yaml_get(item, str_from(key));

	return at == NULL ? ERR_NONE : yaml_bool(at, out, err);
}

/* label, requires */
static enum err_code
labels_read(struct formula_reader *r, const struct yaml *item,
    struct taint_spec *spec, struct err *err)
{
	const struct yaml *label = yaml_get(item, STR("label"));
	const struct yaml *requires = yaml_get(item, STR("requires"));
	struct str text;
	struct err inner;
	enum err_code rc = ERR_NONE;

	spec->label = LABEL_DEFAULT;
	if (label != NULL) {
		rc = yaml_text(label, &text, err);
		if (rc == ERR_NONE &&
		    (rc = label_bit(&r->rule->labels, text, &spec->label,
			 &inner)) != ERR_NONE)
			return yaml_fail(label, err, rc, "%s", inner.text);
	}
	if (rc == ERR_NONE && requires != NULL) {
		rc = yaml_text(requires, &text, err);
		if (rc == ERR_NONE &&
		    (rc = requires_read(text, &r->rule->labels, r->rules->arena,
			 &spec->requires, &inner)) != ERR_NONE)
			return yaml_fail(requires, err, rc, "%s", inner.text);
	}
	return rc;
}

static enum err_code
spec_read(struct formula_reader *r, const struct yaml *item,
    struct taint_spec *spec, struct err *err)
{
	struct formula *formula;
	enum err_code rc = labels_read(r, item, spec, err);

	if (rc == ERR_NONE)
		rc = flag(item, "exact", &spec->exact, err);
	if (rc == ERR_NONE)
		rc = flag(item, "by-side-effect", &spec->by_side_effect, err);
	if (rc == ERR_NONE)
		rc = flag(item, "not_conflicting", &spec->not_conflicting, err);
	if (rc == ERR_NONE)
		rc = formula_read(r, item, &formula, err);
	if (rc == ERR_NONE)
		spec->formula = formula;
	return rc;
}

static enum err_code
ends_read(struct formula_reader *r, const struct yaml *item,
    struct taint_spec *spec, struct err *err)
{
	const struct yaml *from, *to;
	enum err_code rc = yaml_need(item, STR("from"), &from, err);

	if (rc == ERR_NONE)
		rc = yaml_need(item, STR("to"), &to, err);
	if (rc == ERR_NONE)
		rc = metavar_read(r, from, &spec->from, err);
	if (rc == ERR_NONE)
		rc = metavar_read(r, to, &spec->to, err);
	spec->by_side_effect = true;
	return rc;
}

static enum err_code
list_read(struct formula_reader *r, const struct yaml *list, const char *keys,
    struct taint_spec **end, struct err *err)
{
	bool propagates =
	    list != NULL && str_eq(list->key, STR("pattern-propagators"));
	enum err_code rc = list == NULL ? ERR_NONE : yaml_list(list, err);

	for (const struct yaml *item =
		 rc == ERR_NONE && list != NULL ? list->first : NULL;
	     item != NULL && rc == ERR_NONE; item = item->next) {
		struct taint_spec *spec =
		    ARENA_NEW(r->rules->arena, struct taint_spec);

		if (spec == NULL)
			return arena_fail(r->rules->arena, err);
		rc = yaml_only(item, keys, err);
		if (rc == ERR_NONE && propagates)
			rc = ends_read(r, item, spec, err);
		if (rc == ERR_NONE)
			rc = spec_read(r, item, spec, err);
		*end = spec;
		end = &spec->next;
	}
	return rc;
}

/* FNV-1a over what is written, wherever it stands. */
static uint64_t
key_of(uint64_t key, const struct yaml *node)
{
	key = (key ^ str_hash(node->key)) * 0x100000001b3;
	key = (key ^ str_hash(node->text)) * 0x100000001b3;
	YAML_EACH(item, node)
	key = key_of(key, item);
	return (key ^ node->n) * 0x100000001b3;
}

enum err_code
taint_mode_read(
    struct formula_reader *r, const struct yaml *map, struct err *err)
{
	const struct yaml *sources, *sinks;
	struct rule *rule = r->rule;
	enum err_code rc =
	    yaml_need(map, STR("pattern-sources"), &sources, err);

	if (rc == ERR_NONE)
		rc = yaml_need(map, STR("pattern-sinks"), &sinks, err);
	if (rc == ERR_NONE)
		rule->sources_key = key_of(0xcbf29ce484222325, sources);
	if (rc == ERR_NONE)
		rc = list_read(r, sources,
		    FORMULA_KEYS "exact by-side-effect label requires",
		    &rule->sources, err);
	if (rc == ERR_NONE)
		rc = list_read(
		    r, sinks, FORMULA_KEYS "exact requires", &rule->sinks, err);
	if (rc == ERR_NONE)
		rc = list_read(r, yaml_get(map, STR("pattern-sanitizers")),
		    FORMULA_KEYS "exact by-side-effect not_conflicting",
		    &rule->sanitizers, err);
	if (rc == ERR_NONE)
		rc = list_read(r, yaml_get(map, STR("pattern-propagators")),
		    FORMULA_KEYS "from to by-side-effect", &rule->propagators,
		    err);
	return rc;
}
