#include "policy/coverage.h"

#include "policy/coverage_part.h"

bool
coverage_names(struct str name, struct str framework, struct str id)
{
	struct str rest = name, f, profile;

	if (!str_cut(&rest, ':', &f))
		return false;
	profile = f;
	if (str_cut(&profile, '/', &f))
		return str_eq(f, framework) && str_eq(rest, id);
	return str_eq(profile, framework) && str_eq(rest, id);
}

bool
coverage_framework_on(
    const struct policy *policy, struct str framework, struct str *profile)
{
	*profile = STR_NONE;
	for (size_t i = 0; i < policy->frameworks.n; i++) {
		struct str rest = policy->frameworks.v[i], id;
		bool has_profile = str_cut(&rest, '/', &id);

		if (!str_eq(has_profile ? id : rest, framework))
			continue;
		if (has_profile)
			*profile = rest;
		return true;
	}
	return false;
}

enum err_code
coverage_world_load(struct db *db, struct arena *arena, int64_t now,
    struct coverage_world *world, struct err *err)
{
	struct attachments all;
	enum err_code rc =
	    attachment_list(db, arena, PERSON_PROGRAM, STR(""), &all, err);

	world->attached = (struct attachments){0};
	for (size_t i = 0; rc == ERR_NONE && i < all.n; i++) {
		struct attachment *a;

		if (!attachment_stands(&all.v[i], now))
			continue;
		a = ARENA_PUSH(arena, &world->attached);
		if (a == NULL)
			return arena_fail(arena, err);
		*a = all.v[i];
	}
	return rc;
}

/* --- one control -------------------------------------------------------- */

static bool
in_list(const struct str *v, size_t n, const struct coverage *a)
{
	for (size_t i = 0; i < n; i++)
		if (coverage_names(v[i], a->framework->id, a->control->id))
			return true;
	return false;
}

static enum err_code
add_obligations(const struct policy *policy, struct arena *arena,
    struct coverage *a, struct err *err)
{
	for (size_t i = 0; i < policy->obligations.n; i++) {
		const struct policy_obligation *o = &policy->obligations.v[i];
		const struct policy_obligation **to;

		if (!in_list(o->controls.v, o->controls.n, a))
			continue;
		to = ARENA_PUSH(arena, &a->obligations);
		if (to == NULL)
			return arena_fail(arena, err);
		*to = o;
	}
	return ERR_NONE;
}

static enum err_code
add_content(const struct coverage_world *w, struct arena *arena,
    struct coverage *a, struct err *err)
{
	for (size_t i = 0; i < w->catalog->modules.n; i++) {
		const struct catalog_module *m = &w->catalog->modules.v[i];
		const struct catalog_module **to;

		if (!in_list(m->controls.v, m->controls.n, a))
			continue;
		to = ARENA_PUSH(arena, &a->modules);
		if (to == NULL)
			return arena_fail(arena, err);
		*to = m;
	}
	for (size_t i = 0; w->labs != NULL && i < w->labs->n; i++) {
		const struct lab *l = &w->labs->v[i];
		const struct lab **to;

		if (!in_list(l->controls.v, l->controls.n, a))
			continue;
		to = ARENA_PUSH(arena, &a->labs);
		if (to == NULL)
			return arena_fail(arena, err);
		*to = l;
	}
	return ERR_NONE;
}

static size_t
count_attached(const struct coverage_world *w, const struct coverage *a)
{
	size_t n = 0;

	for (size_t i = 0; i < w->attached.n; i++)
		n += coverage_names(
		    w->attached.v[i].control, a->framework->id, a->control->id);
	return n;
}

static enum err_code
fill(const struct coverage_world *w, const struct catalog_framework *framework,
    const struct catalog_control *control, struct arena *arena,
    struct coverage *out, struct err *err)
{
	struct coverage a = {.framework = framework, .control = control};
	enum err_code rc;

	a.name = arena_strf(
	    arena, "%.*s:%.*s", STR_FMT(framework->id), STR_FMT(control->id));
	if (a.name.ptr == NULL)
		return arena_fail(arena, err);
	a.on = coverage_framework_on(w->policy, framework->id, &a.profile);
	catalog_control_limits(control, a.profile, &a.limits);
	a.attached = count_attached(w, &a);
	rc = add_obligations(w->policy, arena, &a, err);
	if (rc == ERR_NONE)
		rc = add_content(w, arena, &a, err);
	if (rc == ERR_NONE)
		rc = coverage_asks(w, arena, &a, err);
	if (rc == ERR_NONE)
		*out = a;
	return rc;
}

enum err_code
coverage_of(const struct coverage_world *world, struct str framework,
    struct str id, struct arena *arena, struct coverage *out, struct err *err)
{
	const struct catalog_framework *f =
	    catalog_framework(world->catalog, framework, NULL);
	const struct catalog_control *c = f != NULL
	    ? catalog_control_get(world->catalog, framework, id)
	    : NULL;

	if (f == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no framework '%.*s'",
		    STR_FMT(str_sub(framework, 0, 80)));
	if (c == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "%.*s has no control '%.*s' here", STR_FMT(f->id),
		    STR_FMT(str_sub(id, 0, 80)));
	return fill(world, f, c, arena, out, err);
}

static enum err_code
add_framework(const struct coverage_world *world,
    const struct catalog_framework *f, struct arena *arena,
    struct coverages *out, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < f->controls.n && rc == ERR_NONE; i++) {
		struct coverage *a = ARENA_PUSH(arena, out);

		rc = a == NULL
		    ? arena_fail(arena, err)
		    : fill(world, f, &f->controls.v[i], arena, a, err);
	}
	return rc;
}

enum err_code
coverage_all(const struct coverage_world *world, struct arena *arena,
    struct coverages *out, struct err *err)
{
	const struct catalog_frameworks *all = world->catalog->frameworks;
	struct coverages coverages = {0};
	enum err_code rc = ERR_NONE;

	for (int on = 1; on >= 0; on--) {
		for (size_t i = 0; i < all->n && rc == ERR_NONE; i++) {
			const struct catalog_framework *f = &all->v[i];
			struct str profile;

			if (f->former ||
			    coverage_framework_on(
				world->policy, f->id, &profile) != on)
				continue;
			rc = add_framework(world, f, arena, &coverages, err);
		}
	}
	if (rc == ERR_NONE)
		*out = coverages;
	return rc;
}
