/* The parts that a document is read by: what has not the shape is noted. */
#include "policy/document_part.h"

#include <stdarg.h>
#include <stdio.h>

/* One thing wrong is kept, or counted. */
static enum err_code
note(struct policy_reader *r)
{
	struct policy_problems *to = r->problems;
	struct policy_problem *p;

	if (to->n >= POLICY_SHAPE_MAX) {
		to->more++;
		return ERR_NONE;
	}
	p = ARENA_PUSH(r->arena, to);
	if (p == NULL)
		return arena_fail(r->arena, r->err);
	p->text = arena_str(r->arena, str_from(r->err->text));
	return p->text.ptr != NULL ? ERR_NONE : arena_fail(r->arena, r->err);
}

enum err_code
part_noted(struct policy_reader *r, enum err_code rc)
{
	bool shape = rc == ERR_SYNTAX || rc == ERR_INVALID || rc == ERR_LIMIT;

	return shape ? note(r) : rc;
}

enum err_code
part_wrong(struct policy_reader *r, const struct yaml *at, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	(void)yaml_fail(at, r->err, ERR_INVALID, "%s", text);
	return note(r);
}

enum err_code
part_only(struct policy_reader *r, const struct yaml *map, const char *keys)
{
	enum err_code rc = yaml_map(map, r->err);

	for (const struct yaml *n = rc == ERR_NONE ? map->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next)
		rc = part_noted(r, yaml_known(n, keys, r->err));
	return rc;
}

enum err_code
part_text(struct policy_reader *r, const struct yaml *map, struct str key,
    struct str *out)
{
	const struct yaml *node;
	struct str text = STR_NONE;
	enum err_code rc = yaml_need(map, key, &node, r->err);

	if (rc == ERR_NONE)
		rc = yaml_text(node, &text, r->err);
	if (rc == ERR_NONE && text.len > 4000)
		return part_wrong(
		    r, node, "'%.*s' is longer than 4000 bytes", STR_FMT(key));
	if (rc == ERR_NONE)
		*out = text;
	return part_noted(r, rc);
}

enum err_code
part_text_may(struct policy_reader *r, const struct yaml *map, struct str key,
    struct str *out)
{
	return yaml_get(map, key) != NULL ? part_text(r, map, key, out)
					  : ERR_NONE;
}

static bool
is_id(struct str s)
{
	if (s.len == 0 || s.len > 60 || s.ptr[0] == '-' ||
	    s.ptr[s.len - 1] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    !(s.ptr[i] >= '0' && s.ptr[i] <= '9') && s.ptr[i] != '-')
			return false;
	return true;
}

enum err_code
part_id(struct policy_reader *r, const struct yaml *map, struct str key,
    struct str *out)
{
	enum err_code rc = part_text(r, map, key, out);

	if (rc != ERR_NONE || out->ptr == NULL || is_id(*out))
		return rc;
	return part_wrong(r, yaml_get(map, key),
	    "'%.*s' is a name of small letters, digits and hyphens",
	    STR_FMT(key));
}

enum err_code
part_date(struct policy_reader *r, const struct yaml *map, struct str key,
    int64_t *out)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, r->err);

	if (rc == ERR_NONE)
		rc = yaml_date(node, out, r->err);
	return part_noted(r, rc);
}

enum err_code
part_number_may(struct policy_reader *r, const struct yaml *map, struct str key,
    int64_t min, int64_t max, unsigned *out)
{
	const struct yaml *node = yaml_get(map, key);
	int64_t n;
	enum err_code rc;

	if (node == NULL)
		return ERR_NONE;
	rc = yaml_int(node, min, max, &n, r->err);
	if (rc == ERR_NONE)
		*out = (unsigned)n;
	return part_noted(r, rc);
}

enum err_code
part_bool_may(
    struct policy_reader *r, const struct yaml *map, struct str key, bool *out)
{
	const struct yaml *node = yaml_get(map, key);

	return node != NULL ? part_noted(r, yaml_bool(node, out, r->err))
			    : ERR_NONE;
}

enum err_code
part_strs_may(struct policy_reader *r, const struct yaml *map, struct str key,
    struct catalog_strs *out)
{
	const struct yaml *list = yaml_get(map, key);
	enum err_code rc = list != NULL ? yaml_list(list, r->err) : ERR_NONE;

	if (list == NULL || rc != ERR_NONE)
		return part_noted(r, rc);
	for (const struct yaml *n = list->first; n != NULL && rc == ERR_NONE;
	     n = n->next) {
		struct str *s = ARENA_PUSH(r->arena, out);

		rc = s != NULL ? part_noted(r, yaml_text(n, s, r->err))
			       : arena_fail(r->arena, r->err);
	}
	return rc;
}

enum err_code
part_period_may(struct policy_reader *r, const struct yaml *map, struct str key,
    struct due_period *out)
{
	const struct yaml *node = yaml_get(map, key);
	struct str text, number;
	uint64_t n = 0;
	bool days, months;
	enum err_code rc;

	if (node == NULL)
		return ERR_NONE;
	rc = yaml_text(node, &text, r->err);
	if (rc != ERR_NONE)
		return part_noted(r, rc);
	days = months = false;
	if (str_cut(&text, ' ', &number) && str_u64(number, &n)) {
		days = str_eq(text, STR("days"));
		months = str_eq(text, STR("months"));
	}
	if ((!days && !months) || n == 0 || n > (days ? 3660u : 120u))
		return part_wrong(r, node,
		    "'%.*s' is no period; '12 months' and '365 days' are, up "
		    "to 120 months",
		    STR_FMT(key));
	*out =
	    (struct due_period){(unsigned)n, days ? DUE_DAYS : r->policy->year};
	return ERR_NONE;
}

enum err_code
part_each(struct policy_reader *r, const struct yaml *map, struct str key,
    size_t max, part_item_fn *fn)
{
	const struct yaml *list = yaml_get(map, key);
	enum err_code rc = list != NULL ? yaml_list(list, r->err) : ERR_NONE;

	if (list == NULL || rc != ERR_NONE)
		return part_noted(r, rc);
	if (list->n > max)
		return part_wrong(
		    r, list, "'%.*s' holds more than %zu", STR_FMT(key), max);
	for (const struct yaml *n = list->first; n != NULL && rc == ERR_NONE;
	     n = n->next) {
		rc = yaml_map(n, r->err);
		if (rc == ERR_NONE)
			rc = fn(r, n);
		rc = part_noted(r, rc);
	}
	return rc;
}
