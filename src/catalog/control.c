#include "catalog/control.h"

const char *const catalog_asks[] = {"policy", "curriculum", "assign-initial",
    "assign-recurring", "assign-on-change", "assign-on-role-change",
    "before-access", "assess-competence", "acknowledge", "content-review",
    "lessons-learned", "effectiveness", "management-reporting", "retention",
    "escalation", "third-party", "notice", "campaign", "concern", NULL};

bool
catalog_is_ask(struct str kind)
{
	for (size_t i = 0; catalog_asks[i] != NULL; i++)
		if (str_eq(kind, str_from(catalog_asks[i])))
			return true;
	return false;
}

static const struct catalog_framework *
current(const struct catalog *catalog, struct str id)
{
	const struct catalog_frameworks *f = catalog->frameworks;

	for (size_t i = 0; i < f->n; i++)
		if (!f->v[i].former && str_eq(f->v[i].id, id))
			return &f->v[i];
	return NULL;
}

const struct catalog_framework *
catalog_framework(
    const struct catalog *catalog, struct str name, struct str *profile)
{
	const struct catalog_framework *f;
	struct str rest = name, id;
	bool whole = !str_cut(&rest, '/', &id);

	f = current(catalog, whole ? name : id);
	if (profile != NULL)
		*profile = whole ? STR_NONE : rest;
	if (f == NULL || whole)
		return f;
	for (size_t i = 0; i < f->profiles.n; i++)
		if (str_eq(f->profiles.v[i].id, rest))
			return f;
	return NULL;
}

const struct catalog_framework *
catalog_framework_edition(
    const struct catalog *catalog, struct str id, struct str edition)
{
	const struct catalog_frameworks *f = catalog->frameworks;

	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i].id, id) && str_eq(f->v[i].edition, edition))
			return &f->v[i];
	return NULL;
}

const struct catalog_control *
catalog_control_get(
    const struct catalog *catalog, struct str framework, struct str id)
{
	const struct catalog_framework *f =
	    catalog_framework(catalog, framework, NULL);

	for (size_t i = 0; f != NULL && i < f->controls.n; i++)
		if (str_eq(f->controls.v[i].id, id))
			return &f->controls.v[i];
	return NULL;
}

const struct catalog_control *
catalog_control_named(const struct catalog *catalog, struct str name)
{
	struct str rest = name, framework;

	return str_cut(&rest, ':', &framework)
	    ? catalog_control_get(catalog, framework, rest)
	    : NULL;
}

struct str
catalog_control(const struct catalog *catalog, struct str id)
{
	const struct catalog_control *c = catalog_control_named(catalog, id);

	return c != NULL ? c->paraphrase : STR_NONE;
}

/* What the profile sets goes before what the control has. */
static void
lay_over(struct catalog_limits *out, const struct catalog_limits *over)
{
	if (over->every.n > 0)
		out->every = over->every;
	if (over->review.n > 0)
		out->review = over->review;
	if (over->first_days > 0)
		out->first_days = over->first_days;
	if (over->first_days_privileged > 0)
		out->first_days_privileged = over->first_days_privileged;
	if (over->keep_years > 0)
		out->keep_years = over->keep_years;
}

void
catalog_control_limits(const struct catalog_control *control,
    struct str profile, struct catalog_limits *out)
{
	*out = control->limits;
	for (size_t i = 0; i < control->profiles.n; i++)
		if (profile.ptr != NULL &&
		    str_eq(control->profiles.v[i].id, profile))
			lay_over(out, &control->profiles.v[i].limits);
	if (out->review.n == 0)
		out->review = out->every;
}
