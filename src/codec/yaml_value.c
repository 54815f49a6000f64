/* What a node must be: the types that a caller asks for. */
#include "codec/yaml.h"

#include <inttypes.h>

#include "base/clock.h"

static const char *
kind_name(const struct yaml *node)
{
	switch (node->kind) {
	case YAML_MAP:
		return "a mapping";
	case YAML_LIST:
		return "a list";
	default:
		return node->text.len == 0 ? "nothing" : "text";
	}
}

static enum err_code
wanted(const struct yaml *node, const char *what, struct err *err)
{
	if (node->key.ptr != NULL)
		return yaml_fail(node, err, ERR_INVALID,
		    "'%.*s' is %s; %s is accepted",
		    STR_FMT(str_sub(node->key, 0, 60)), kind_name(node), what);
	return yaml_fail(node, err, ERR_INVALID, "%s; %s is accepted",
	    kind_name(node), what);
}

enum err_code
yaml_map(const struct yaml *node, struct err *err)
{
	return node->kind == YAML_MAP ? ERR_NONE
				      : wanted(node, "a mapping", err);
}

enum err_code
yaml_list(const struct yaml *node, struct err *err)
{
	return node->kind == YAML_LIST ? ERR_NONE : wanted(node, "a list", err);
}

enum err_code
yaml_text(const struct yaml *node, struct str *out, struct err *err)
{
	if (node->kind != YAML_SCALAR || node->text.len == 0)
		return wanted(node, "text", err);
	*out = node->text;
	return ERR_NONE;
}

enum err_code
yaml_int(const struct yaml *node, int64_t min, int64_t max, int64_t *out,
    struct err *err)
{
	int64_t n;

	if (node->kind != YAML_SCALAR || node->style != YAML_PLAIN ||
	    !str_i64(node->text, &n) || n < min || n > max)
		return yaml_fail(node, err, ERR_INVALID,
		    "%s%.*s%snot a whole number from %" PRId64 " to %" PRId64,
		    node->key.ptr != NULL ? "'" : "", STR_FMT(node->key),
		    node->key.ptr != NULL ? "' is " : "", min, max);
	*out = n;
	return ERR_NONE;
}

enum err_code
yaml_bool(const struct yaml *node, bool *out, struct err *err)
{
	bool yes = str_eq(node->text, STR("true"));

	if (node->kind != YAML_SCALAR || node->style != YAML_PLAIN ||
	    (!yes && !str_eq(node->text, STR("false"))))
		return wanted(node, "true or false", err);
	*out = yes;
	return ERR_NONE;
}

enum err_code
yaml_date(const struct yaml *node, int64_t *out, struct err *err)
{
	if (node->kind != YAML_SCALAR || !clock_read_date(node->text, out))
		return wanted(node, "a date such as 2026-11-21", err);
	return ERR_NONE;
}

static bool
listed(const char *keys, struct str key)
{
	struct str rest = str_from(keys), one;

	while (str_next(&rest, ' ', &one))
		if (str_eq(one, key))
			return true;
	return false;
}

enum err_code
yaml_known(const struct yaml *node, const char *keys, struct err *err)
{
	if (listed(keys, node->key))
		return ERR_NONE;
	return err_set(err, ERR_INVALID,
	    "%s:%u:%u: unknown key '%.*s'; accepted: %s", node->file,
	    node->key_line, node->key_col, STR_FMT(str_sub(node->key, 0, 60)),
	    keys);
}

enum err_code
yaml_only(const struct yaml *map, const char *keys, struct err *err)
{
	enum err_code rc = yaml_map(map, err);

	for (const struct yaml *n = rc == ERR_NONE ? map->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next)
		rc = yaml_known(n, keys, err);
	return rc;
}
