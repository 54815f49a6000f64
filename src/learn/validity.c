#include "learn/validity.h"

#include "learn/attempt.h"
#include "sql/validity.h"

#define OPENS_DAYS 30 /* what runs out is due so long before */

static enum err_code
add_release(struct validity *v, const struct sql_validity_releases_row *row,
    struct arena *arena, struct err *err)
{
	struct validity_module *m =
	    v->modules.n > 0 ? &v->modules.v[v->modules.n - 1] : NULL;
	struct due_release *r;
	unsigned major;

	if (m == NULL || !str_eq(m->module, row->module)) {
		m = ARENA_PUSH(arena, &v->modules);
		if (m == NULL)
			return arena_fail(arena, err);
		m->module = row->module;
	}
	if (!due_version_major(row->version, &major))
		return ERR_NONE; /* no version by which to tell anything */
	r = ARENA_PUSH(arena, &m->releases);
	if (r == NULL)
		return arena_fail(arena, err);
	*r = (struct due_release){row->published, row->version};
	return ERR_NONE;
}

enum err_code
validity_load(struct db *db, struct arena *arena, const struct catalog *catalog,
    const struct learn_rules *rules, struct validity *out, struct err *err)
{
	struct sql_validity_releases_rows rows = {0};
	struct validity v = {.catalog = catalog, .rules = rules};
	enum err_code rc = sql_validity_releases(db, arena, &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++)
		rc = add_release(&v, &rows.v[i], arena, err);
	if (rc == ERR_NONE)
		*out = v;
	return rc;
}

static void
take_window(const struct catalog_course *course, struct due_rule *rule)
{
	if (course->window_days == 0)
		return;
	rule->kind = course->minimum_active_months > 0 ? DUE_LATER : DUE_WINDOW;
	rule->closes = course->window_closes;
	rule->window_days = course->window_days;
	rule->active =
	    (struct due_period){course->minimum_active_months, DUE_MONTHS};
}

void
validity_rule(
    const struct catalog *catalog, struct str module, struct due_rule *out)
{
	const struct catalog_course *course =
	    catalog_course_of(catalog, module);

	*out = (struct due_rule){
	    .says = STR("the course"), .opens_days = OPENS_DAYS};
	if (course == NULL)
		return;
	out->on_major = true;
	out->recertify_days = course->recertify_days;
	if (course->validity_months == 0)
		return;
	out->kind = DUE_AFTER;
	out->period = (struct due_period){course->validity_months,
	    course->year_of_365_days ? DUE_YEAR_DAYS : DUE_MONTHS};
	take_window(course, out);
}

static void
take_done(const struct validity *v, const struct validity_case *in,
    struct due_done *d)
{
	unsigned how = due_how_read(in->how), major;

	*d = (struct due_done){.at = in->completed,
	    .how = how != 0 ? (enum due_how)how : DUE_STUDIED};
	if (due_version_major(in->version, &major))
		d->version = in->version;
	if (catalog_course_of(v->catalog, in->module) == NULL)
		d->until = in->stored_until;
}

static void
take_releases(const struct validity *v, struct str module, struct due_facts *f)
{
	for (size_t i = 0; i < v->modules.n; i++)
		if (str_eq(v->modules.v[i].module, module)) {
			f->releases.v = v->modules.v[i].releases.v;
			f->releases.n = v->modules.v[i].releases.n;
		}
}

static enum err_code
compute(const struct validity *v, const struct due_rule *rule,
    const struct validity_case *in, const struct due_stay *stay, int64_t now,
    struct arena *arena, struct due *out, struct err *err)
{
	struct due_done *done = ARENA_NEW(arena, struct due_done);
	struct due_facts facts = {.stays = {stay, 1}};
	struct due_rules rules = {rule, 1};
	struct due_when when = {.now = now};

	if (done == NULL)
		return arena_fail(arena, err);
	take_done(v, in, done);
	facts.done.v = done;
	facts.done.n = in->completed > 0;
	take_releases(v, in->module, &facts);
	return due_compute(&rules, &facts, &when, arena, out, err);
}

enum err_code
learn_rules_follow(const struct learn_rules *rules, struct err *err)
{
	return rules != NULL ? rules->follow(rules->ctx, err) : ERR_NONE;
}

/* The date it was asked with is history; what holds now is computed. */
static enum err_code
asked_by_rules(const struct learn_rules *rules, const struct validity_case *in,
    int64_t now, struct arena *arena, struct due *out, struct err *err)
{
	bool owed = false;
	enum err_code rc = rules->due(
	    rules->ctx, in->person, in->module, now, arena, &owed, out, err);

	if (rc == ERR_NONE && !owed)
		*out = (struct due){.state = DUE_IS_NOT_OWED,
		    .reason = STR("because no rule asks it of you any more")};
	return rc;
}

enum err_code
validity_asking(const struct validity *v, const struct validity_case *in,
    int64_t now, struct arena *arena, struct due *out, struct err *err)
{
	struct due_stay stay = {
	    .from = in->asked, .due = in->due, .why = in->why};
	struct due_rule rule;

	if (!in->once && v->rules != NULL)
		return asked_by_rules(v->rules, in, now, arena, out, err);
	validity_rule(v->catalog, in->module, &rule);
	if (in->once)
		rule = (struct due_rule){.kind = DUE_ONCE,
		    .fresh = true,
		    .opens_days = OPENS_DAYS,
		    .says = rule.says};
	return compute(v, &rule, in, &stay, now, arena, out, err);
}

enum err_code
validity_proof(const struct validity *v, const struct validity_case *in,
    int64_t now, struct arena *arena, struct due *out, struct err *err)
{
	struct due_stay stay = {.from = in->completed};
	struct due_rule rule;

	validity_rule(v->catalog, in->module, &rule);
	return compute(v, &rule, in, &stay, now, arena, out, err);
}

enum err_code
validity_promise(const struct catalog *catalog, struct str module,
    int64_t earned, struct arena *arena, int64_t *until, struct err *err)
{
	const struct validity v = {.catalog = catalog};
	const struct validity_case in = {.module = module, .completed = earned};
	struct due due;
	enum err_code rc = validity_proof(&v, &in, earned, arena, &due, err);

	if (rc == ERR_NONE)
		*until = due.valid_until;
	return rc;
}
