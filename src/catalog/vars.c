#include "catalog/vars.h"

#include "codec/yaml.h"

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '_' && (s.ptr[i] < 'a' || s.ptr[i] > 'z'))
			return false;
	return s.len > 0 && s.len <= 24;
}

static enum err_code
too_many(const struct yaml *at, struct err *err)
{
	return yaml_fail(at, err, ERR_LIMIT,
	    "more than %d values of one variable [seed-vars]", VARS_VALUES_MAX);
}

static enum err_code
read_list(const struct yaml *list, struct var *var, struct err *err)
{
	enum err_code rc;

	if (list->n > VARS_VALUES_MAX)
		return too_many(list, err);
	YAML_EACH(node, list)
	{
		struct str *value = &var->v[var->n];

		rc = yaml_text(node, value, err);
		if (rc != ERR_NONE)
			return rc;
		if (str_find_char(*value, '\n') < value->len)
			return yaml_fail(node, err, ERR_INVALID,
			    "a value of more than one line [seed-vars]");
		for (unsigned i = 0; i < var->n; i++)
			if (str_eq(var->v[i], *value))
				return yaml_fail(node, err, ERR_INVALID,
				    "the same value twice [seed-vars]");
		var->n++;
	}
	return ERR_NONE;
}

static enum err_code
number_of(const struct yaml *map, struct str key, int64_t min, int64_t *out,
    struct err *err)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, err);

	return rc == ERR_NONE ? yaml_int(node, min, 1000000000, out, err) : rc;
}

static enum err_code
read_range(const struct yaml *map, struct arena *arena, struct var *var,
    struct err *err)
{
	int64_t min, max, step = 1;
	enum err_code rc = yaml_only(map, "min max step", err);

	if (rc == ERR_NONE)
		rc = number_of(map, STR("min"), -1000000000, &min, err);
	if (rc == ERR_NONE)
		rc = number_of(map, STR("max"), min, &max, err);
	if (rc == ERR_NONE && yaml_get(map, STR("step")) != NULL)
		rc = number_of(map, STR("step"), 1, &step, err);
	if (rc != ERR_NONE)
		return rc;
	if ((max - min) / step >= VARS_VALUES_MAX)
		return too_many(map, err);
	for (int64_t n = min; n <= max; n += step) {
		struct str text = arena_strf(arena, "%lld", (long long)n);

		if (text.ptr == NULL)
			return arena_fail(arena, err);
		var->v[var->n++] = text;
	}
	return ERR_NONE;
}

static enum err_code
read_var(const struct yaml *node, struct arena *arena, struct var *var,
    struct err *err)
{
	enum err_code rc = node->kind == YAML_LIST
	    ? read_list(node, var, err)
	    : read_range(node, arena, var, err);

	if (rc != ERR_NONE)
		return rc;
	if (!is_name(node->key))
		return yaml_fail(node, err, ERR_INVALID,
		    "variable '%.*s'; letters a-z and '_' are accepted "
		    "[seed-vars]",
		    STR_FMT(str_sub(node->key, 0, 60)));
	if (var->n < 2)
		return yaml_fail(node, err, ERR_INVALID,
		    "a variable of fewer than two values [seed-vars]");
	var->name = node->key;
	return ERR_NONE;
}

enum err_code
vars_read(const struct yaml *map, struct arena *arena, struct vars *out,
    struct err *err)
{
	struct vars vars = {0};
	unsigned all = 1;
	enum err_code rc = yaml_map(map, err);

	if (rc != ERR_NONE)
		return rc;
	if (map->n > VARS_MAX)
		return yaml_fail(map, err, ERR_LIMIT,
		    "more than %d variables [seed-vars]", VARS_MAX);
	vars.v = ARENA_ARRAY(arena, map->n + 1, struct var);
	if (vars.v == NULL)
		return arena_fail(arena, err);
	YAML_EACH(node, map)
	{
		rc = read_var(node, arena, &vars.v[vars.n], err);
		if (rc != ERR_NONE)
			return rc;
		all *= vars.v[vars.n++].n;
	}
	if (all > VARS_ALL_MAX)
		return yaml_fail(map, err, ERR_LIMIT,
		    "%u combinations; at most %d are accepted [seed-vars]", all,
		    VARS_ALL_MAX);
	*out = vars;
	return ERR_NONE;
}

/* Which variable "${name}" at the start of text is, and how long; -1: none. */
static int
named_at(const struct vars *vars, struct str text, size_t *len)
{
	for (unsigned i = 0; i < vars->n; i++) {
		struct str name = vars->v[i].name;

		if (!str_starts(text, STR("${")) ||
		    !str_starts(str_from_at(text, 2), name) ||
		    text.len <= 2 + name.len || text.ptr[2 + name.len] != '}')
			continue;
		*len = name.len + 3;
		return (int)i;
	}
	return -1;
}

bool
vars_used(const struct var *var, struct str text)
{
	const struct vars one = {.v = (struct var *)var, .n = 1};
	size_t len;

	for (size_t at = 0; at < text.len; at++)
		if (named_at(&one, str_from_at(text, at), &len) == 0)
			return true;
	return false;
}

static struct str
pick_of(const struct vars *vars, const uint8_t *pick, int i)
{
	return vars->v[i].v[pick[i]];
}

struct str
vars_fill(struct arena *arena, const struct vars *vars, const uint8_t *pick,
    struct str text)
{
	size_t size = 0, n = 0, len;
	char *out;

	if (vars->n == 0 || text.ptr == NULL)
		return text;
	for (size_t at = 0; at < text.len; at += len) {
		int i = named_at(vars, str_from_at(text, at), &len);

		if (i < 0)
			len = 1;
		size += i < 0 ? 1 : pick_of(vars, pick, i).len;
	}
	out = arena_alloc(arena, size + 1);
	if (out == NULL)
		return STR_NONE;
	for (size_t at = 0; at < text.len; at += len) {
		int i = named_at(vars, str_from_at(text, at), &len);
		struct str piece = str_sub(text, at, 1);

		if (i < 0)
			len = 1;
		else
			piece = pick_of(vars, pick, i);
		memcpy(out + n, piece.ptr, piece.len);
		n += piece.len;
	}
	out[n] = '\0';
	return (struct str){out, n};
}

bool
vars_next(const struct vars *vars, uint8_t pick[VARS_MAX])
{
	for (unsigned i = 0; i < vars->n; i++) {
		if (++pick[i] < vars->v[i].n)
			return true;
		pick[i] = 0;
	}
	return false;
}
