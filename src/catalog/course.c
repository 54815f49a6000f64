/* A course: its modules, and how long what was proved in it stands. */
#include "catalog/read.h"

#define RECERTIFY_DAYS 30 /* unless the course says otherwise */

static enum err_code
read_months_are(
    const struct yaml *root, struct catalog_course *out, struct err *err)
{
	const struct yaml *node = yaml_get(root, STR("months_are"));

	if (node == NULL || str_eq(node->text, STR("same-date")))
		return ERR_NONE;
	out->year_of_365_days = str_eq(node->text, STR("365-days"));
	if (out->year_of_365_days)
		return ERR_NONE;
	return yaml_fail(node, err, ERR_INVALID,
	    "'months_are' is '%.*s'; same-date and 365-days (for twelve) are "
	    "accepted",
	    STR_FMT(str_sub(node->text, 0, 40)));
}

/* {closes: 2026-12-31, days: 92}: open for 92 days up to that one, and again
   each validity_months. */
static enum err_code
read_window(
    const struct yaml *root, struct catalog_course *out, struct err *err)
{
	const struct yaml *window = yaml_get(root, STR("window")), *closes;
	enum err_code rc;

	if (window == NULL && out->minimum_active_months > 0)
		return yaml_fail(yaml_get(root, STR("minimum_active_months")),
		    err, ERR_INVALID,
		    "'minimum_active_months' goes with a 'window'");
	if (window == NULL)
		return ERR_NONE;
	if (out->validity_months == 0)
		return yaml_fail(window, err, ERR_INVALID,
		    "a window needs a period in which it returns: "
		    "'validity_months' of 1 or more");
	if (out->minimum_active_months > out->validity_months)
		return yaml_fail(yaml_get(root, STR("minimum_active_months")),
		    err, ERR_INVALID,
		    "'minimum_active_months' is more than 'validity_months'");
	rc = yaml_only(window, "closes days", err);
	if (rc == ERR_NONE)
		rc = yaml_need(window, STR("closes"), &closes, err);
	if (rc == ERR_NONE)
		rc = yaml_date(closes, &out->window_closes, err);
	return rc == ERR_NONE
	    ? read_number(window, STR("days"), 1,
		  28 * (int64_t)out->validity_months, &out->window_days, err)
	    : rc;
}

static enum err_code
read_validity(
    const struct yaml *root, struct catalog_course *out, struct err *err)
{
	enum err_code rc = read_number(
	    root, STR("validity_months"), 0, 120, &out->validity_months, err);

	out->recertify_days = RECERTIFY_DAYS;
	if (rc == ERR_NONE)
		rc = read_number_may(root, STR("recertify_days"), 0, 365,
		    &out->recertify_days, err);
	if (rc == ERR_NONE)
		rc = read_number_may(root, STR("minimum_active_months"), 1, 120,
		    &out->minimum_active_months, err);
	if (rc == ERR_NONE)
		rc = read_months_are(root, out, err);
	return rc == ERR_NONE ? read_window(root, out, err) : rc;
}

static enum err_code
read_course(const struct yaml *root, struct str name, struct arena *arena,
    struct catalog_course *out, struct err *err)
{
	enum err_code rc;

	rc = yaml_only(root,
	    "id title modules pass validity_months months_are window "
	    "minimum_active_months recertify_days",
	    err);
	if (rc == ERR_NONE)
		rc = read_text(root, STR("id"), &out->id, err);
	if (rc == ERR_NONE && !str_eq(out->id, name))
		return yaml_fail(yaml_get(root, STR("id")), err, ERR_INVALID,
		    "id '%.*s' in the file of '%.*s' [id]", STR_FMT(out->id),
		    STR_FMT(name));
	if (rc == ERR_NONE)
		rc = read_text(root, STR("title"), &out->title, err);
	if (rc == ERR_NONE)
		rc = read_strs(root, STR("modules"), arena, &out->modules, err);
	if (rc == ERR_NONE)
		rc = read_number(root, STR("pass"), 80, 100, &out->pass, err);
	if (rc == ERR_NONE)
		rc = read_validity(root, out, err);
	out->node = root;
	return rc;
}

static enum err_code
take_course(struct catalog *catalog, const struct yaml *root, struct str name,
    struct err *err)
{
	struct catalog_course one = {0}, *slot;
	enum err_code rc = read_course(root, name, &catalog->arena, &one, err);

	if (rc != ERR_NONE)
		return rc;
	slot = ARENA_PUSH(&catalog->arena, &catalog->courses);
	if (slot == NULL)
		return arena_fail(&catalog->arena, err);
	*slot = one;
	return ERR_NONE;
}

void
read_courses(
    struct catalog *catalog, const char *dir, struct problems *problems)
{
	read_each(catalog, dir, "courses", take_course, problems);
}
