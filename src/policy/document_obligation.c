/* An obligation: who, what, and by which rule. */
#include "catalog/path.h"
#include "policy/document_part.h"

#define FIRST_DAYS      30 /* unless the document says otherwise */
#define ROLE_DAYS       10
#define RECERTIFY_DAYS  30
#define OPENS_DAYS      30
#define SCORE_COMPETENT 80

static enum err_code
add_thing(struct policy_reader *r, struct policy_obligation *o,
    enum policy_thing_kind kind, struct str id, struct str course)
{
	struct policy_thing *t = ARENA_PUSH(r->arena, &o->things);

	if (t == NULL)
		return arena_fail(r->arena, r->err);
	*t = (struct policy_thing){.kind = kind, .id = id, .course = course};
	return ERR_NONE;
}

static enum err_code
add_gone(struct policy_reader *r, struct policy_obligation *o, const char *kind,
    struct str id)
{
	struct policy_gone *g = ARENA_PUSH(r->arena, &o->gone);

	if (g == NULL)
		return arena_fail(r->arena, r->err);
	*g = (struct policy_gone){kind, id};
	return ERR_NONE;
}

static enum err_code
add_course(struct policy_reader *r, struct policy_obligation *o,
    const struct catalog_course *course)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < course->modules.n && rc == ERR_NONE; i++)
		rc = add_thing(
		    r, o, POLICY_MODULE, course->modules.v[i], course->id);
	return rc;
}

/* A list of ids, or the word all. */
static enum err_code
read_courses_of(struct policy_reader *r, const struct yaml *what,
    struct policy_obligation *o)
{
	const struct yaml *node = yaml_get(what, STR("courses"));
	struct catalog_strs ids = {0};
	enum err_code rc = ERR_NONE;

	if (node == NULL)
		return ERR_NONE;
	if (node->kind == YAML_SCALAR && str_eq(node->text, STR("all"))) {
		for (size_t i = 0; i < r->catalog->courses.n && rc == ERR_NONE;
		     i++)
			rc = add_course(r, o, &r->catalog->courses.v[i]);
		return rc;
	}
	rc = part_strs_may(r, what, STR("courses"), &ids);
	for (size_t i = 0; i < ids.n && rc == ERR_NONE; i++) {
		const struct catalog_course *course =
		    catalog_course(r->catalog, ids.v[i]);

		rc = course != NULL ? add_course(r, o, course)
				    : add_gone(r, o, "course", ids.v[i]);
	}
	return rc;
}

static enum err_code
read_modules_of(struct policy_reader *r, const struct yaml *what,
    struct policy_obligation *o)
{
	struct catalog_strs ids = {0};
	enum err_code rc = part_strs_may(r, what, STR("modules"), &ids);

	for (size_t i = 0; i < ids.n && rc == ERR_NONE; i++)
		rc = catalog_module(r->catalog, ids.v[i]) != NULL
		    ? add_thing(r, o, POLICY_MODULE, ids.v[i], STR_NONE)
		    : add_gone(r, o, "module", ids.v[i]);
	return rc;
}

static enum err_code
read_labs_of(struct policy_reader *r, const struct yaml *what,
    struct policy_obligation *o)
{
	struct catalog_strs ids = {0};
	enum err_code rc = part_strs_may(r, what, STR("labs"), &ids);

	for (size_t i = 0; i < ids.n && rc == ERR_NONE; i++)
		rc = catalog_lab_name(r->catalog, ids.v[i]) != NULL
		    ? add_thing(r, o, POLICY_LAB, ids.v[i], STR_NONE)
		    : add_gone(r, o, "lab", ids.v[i]);
	return rc;
}

/* A path's module speaks to those who work in one of its stacks. */
static enum err_code
narrow(struct policy_reader *r, struct policy_obligation *o,
    struct policy_thing *thing, const struct catalog_strs *stacks)
{
	struct population *parts;

	if (stacks->n == 0)
		return ERR_NONE;
	thing->who = ARENA_NEW(r->arena, struct population);
	parts = ARENA_ARRAY(r->arena, 2, struct population);
	if (thing->who == NULL || parts == NULL)
		return arena_fail(r->arena, r->err);
	parts[0] = o->who;
	parts[1] = (struct population){
	    .kind = POPULATION_STACK, .words = stacks->v, .n_words = stacks->n};
	*thing->who = (struct population){
	    .kind = POPULATION_ALL, .parts = parts, .n_parts = 2};
	return ERR_NONE;
}

static enum err_code
read_path_of(struct policy_reader *r, const struct yaml *what,
    struct policy_obligation *o)
{
	struct str id = STR_NONE;
	const struct catalog_path *path;
	enum err_code rc = part_text_may(r, what, STR("path"), &id);

	if (rc != ERR_NONE || id.ptr == NULL)
		return rc;
	path = catalog_path(r->catalog, id);
	if (path == NULL)
		return add_gone(r, o, "path", id);
	for (size_t i = 0; i < path->modules.n && rc == ERR_NONE; i++) {
		rc = add_thing(
		    r, o, POLICY_MODULE, path->modules.v[i].id, STR_NONE);
		if (rc == ERR_NONE)
			rc = narrow(r, o, &o->things.v[o->things.n - 1],
			    &path->modules.v[i].stacks);
	}
	for (size_t i = 0; i < path->labs.n && rc == ERR_NONE; i++)
		rc = add_thing(r, o, POLICY_LAB, path->labs.v[i].id, STR_NONE);
	return rc;
}

static enum err_code
read_what(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	const struct yaml *what = yaml_get(map, STR("what"));
	bool personal = policy_kind_personal(o->kind);
	enum err_code rc;

	if (o->kind == POLICY_ACKNOWLEDGE && what == NULL)
		return add_thing(
		    r, o, POLICY_SIGNATURE, r->policy->id, STR_NONE);
	if ((!personal || o->kind == POLICY_ACKNOWLEDGE) && what != NULL)
		return part_wrong(r, what,
		    "an obligation of the kind %s has no 'what'",
		    policy_kind_name(o->kind));
	if (!personal)
		return ERR_NONE;
	rc = yaml_need(map, STR("what"), &what, r->err);
	if (rc == ERR_NONE)
		rc = yaml_map(what, r->err);
	if (rc == ERR_NONE)
		rc = part_only(r, what, "courses modules labs path");
	if (rc == ERR_NONE)
		rc = read_courses_of(r, what, o);
	if (rc == ERR_NONE)
		rc = read_modules_of(r, what, o);
	if (rc == ERR_NONE)
		rc = read_labs_of(r, what, o);
	return rc == ERR_NONE ? read_path_of(r, what, o) : rc;
}

static enum err_code
read_rule_kind(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	static const struct {
		struct str word;
		enum due_kind kind;
	} rules[] = {
	    {STR_INIT("once"), DUE_ONCE},
	    {STR_INIT("after-completion"), DUE_AFTER},
	    {STR_INIT("window"), DUE_WINDOW},
	    {STR_INIT("later-of-both"), DUE_LATER},
	};
	const struct yaml *node = yaml_get(map, STR("rule"));

	if (node == NULL)
		return ERR_NONE;
	o->by_course = str_eq(node->text, STR("course"));
	for (size_t i = 0; i < NELEM(rules); i++)
		if (str_eq(node->text, rules[i].word)) {
			o->rule.kind = rules[i].kind;
			return ERR_NONE;
		}
	if (o->by_course)
		return ERR_NONE;
	return part_wrong(r, node,
	    "rule '%.*s'; once, after-completion, window, later-of-both and "
	    "course are accepted",
	    STR_FMT(str_sub(node->text, 0, 40)));
}

static enum err_code
read_cadence(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	const struct yaml *c = yaml_get(map, STR("cadence")), *closes;
	struct due_rule *rule = &o->rule;
	enum err_code rc;

	if (c == NULL)
		return ERR_NONE;
	rc = yaml_map(c, r->err);
	if (rc == ERR_NONE)
		rc = part_only(r, c,
		    "rule every closes open_days minimum_active on_major "
		    "recertify_days");
	if (rc == ERR_NONE)
		rc = read_rule_kind(r, c, o);
	if (rc == ERR_NONE)
		rc = part_period_may(r, c, STR("every"), &rule->period);
	if (rc == ERR_NONE)
		rc =
		    part_period_may(r, c, STR("minimum_active"), &rule->active);
	closes = yaml_get(c, STR("closes"));
	if (rc == ERR_NONE && closes != NULL)
		rc = part_noted(r, yaml_date(closes, &rule->closes, r->err));
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, c, STR("open_days"), 1, 3660, &rule->window_days);
	if (rc == ERR_NONE)
		rc = part_bool_may(r, c, STR("on_major"), &rule->on_major);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, c, STR("recertify_days"), 0, 365, &rule->recertify_days);
	if (rc == ERR_NONE && rule->kind == DUE_ONCE)
		rule->period = (struct due_period){0};
	return rc;
}

static enum err_code
read_counts(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	const struct yaml *list = yaml_get(map, STR("counts"));
	struct catalog_strs words = {0};
	enum err_code rc = part_strs_may(r, map, STR("counts"), &words);

	for (size_t i = 0; i < words.n && rc == ERR_NONE; i++) {
		unsigned how = due_how_read(words.v[i]);

		if (how == 0)
			return part_wrong(r, list,
			    "'%.*s' does not count; studied, tested-out, "
			    "external and override may",
			    STR_FMT(str_sub(words.v[i], 0, 40)));
		o->rule.hows |= how;
	}
	return rc;
}

/* What a kind comes with before the document says anything. */
static void
begin_rule(const struct policy_reader *r, struct policy_obligation *o)
{
	const struct due_period year = {12, r->policy->year};

	o->rule = (struct due_rule){.kind = DUE_ONCE,
	    .initial_days = FIRST_DAYS,
	    .recertify_days = RECERTIFY_DAYS,
	    .opens_days = OPENS_DAYS};
	switch (o->kind) {
	case POLICY_ASSIGN_RECURRING:
	case POLICY_CONTENT_REVIEW:
	case POLICY_EFFECTIVENESS:
		o->rule.kind = DUE_AFTER;
		o->rule.period = year;
		break;
	case POLICY_MANAGEMENT_REPORTING:
		o->rule.kind = DUE_AFTER;
		o->rule.period = (struct due_period){3, r->policy->year};
		break;
	case POLICY_ACKNOWLEDGE:
		o->rule.kind = DUE_AFTER;
		o->rule.period = year;
		o->rule.on_major = true;
		break;
	case POLICY_ASSESS_COMPETENCE:
		o->rule.kind = DUE_AFTER;
		o->rule.period = year;
		o->score_min = SCORE_COMPETENT;
		break;
	case POLICY_ASSIGN_ON_CHANGE:
		o->rule.on_major = true;
		break;
	case POLICY_ASSIGN_ON_ROLE_CHANGE:
		o->rule.fresh = true;
		o->rule.initial_days = ROLE_DAYS;
		break;
	case POLICY_BEFORE_ACCESS:
		o->rule.initial_days = 0;
		break;
	default:
		break;
	}
}

static enum err_code
read_rule(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	struct due_rule *rule = &o->rule;
	enum err_code rc;

	begin_rule(r, o);
	rc = part_noted(r, read_cadence(r, map, o));
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("first_days"), 0, 365, &rule->initial_days);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("opens_days"), 0, 365, &rule->opens_days);
	if (rc == ERR_NONE)
		rc = part_bool_may(r, map, STR("fresh"), &rule->fresh);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("score"), 0, 100, &o->score_min);
	return rc == ERR_NONE ? read_counts(r, map, o) : rc;
}

/* "in-scope" stands for every system that is inside. */
static enum err_code
expand_scope(struct policy_reader *r, struct population *p)
{
	const struct policy *policy = r->policy;
	struct str *words;
	size_t n = 0;

	for (size_t i = 0; i < p->n_parts; i++)
		if (expand_scope(r, &p->parts[i]) != ERR_NONE)
			return ERR_NOMEM;
	if (p->kind != POPULATION_ACCESS)
		return ERR_NONE;
	words =
	    ARENA_ARRAY(r->arena, p->n_words + policy->systems.n, struct str);
	if (words == NULL)
		return arena_fail(r->arena, r->err);
	for (size_t i = 0; i < p->n_words; i++) {
		if (!str_eq(p->words[i], STR("in-scope"))) {
			words[n++] = p->words[i];
			continue;
		}
		for (size_t k = 0; k < policy->systems.n; k++)
			if (policy->systems.v[k].inside)
				words[n++] = policy->systems.v[k].id;
	}
	p->words = words;
	p->n_words = n;
	return ERR_NONE;
}

static enum err_code
read_lists(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	enum err_code rc = part_strs_may(r, map, STR("controls"), &o->controls);

	if (rc == ERR_NONE)
		rc = part_strs_may(r, map, STR("gates"), &o->gates);
	return rc == ERR_NONE
	    ? part_text_may(r, map, STR("rationale"), &o->rationale)
	    : rc;
}

/* False in *known, and noted, for what is none. */
static enum err_code
read_kind(struct policy_reader *r, const struct yaml *map, bool *known,
    enum policy_kind *out)
{
	struct str kind = STR_NONE;
	enum err_code rc = part_text(r, map, STR("kind"), &kind);

	*known = kind.ptr != NULL && policy_kind_read(kind, out);
	if (rc != ERR_NONE || kind.ptr == NULL || *known)
		return rc;
	return part_wrong(r, yaml_get(map, STR("kind")),
	    "no kind '%.*s'; accepted: policy, curriculum, "
	    "assign-initial, assign-recurring, assign-on-change, "
	    "assign-on-role-change, before-access, assess-competence, "
	    "acknowledge, content-review, lessons-learned, "
	    "effectiveness, management-reporting, retention, "
	    "escalation, third-party",
	    STR_FMT(str_sub(kind, 0, 40)));
}

/* Who owes what, and when: as the kind has it. */
static enum err_code
read_by_kind(struct policy_reader *r, const struct yaml *map,
    struct policy_obligation *o)
{
	enum err_code rc = population_read(
	    yaml_get(map, STR("who")), r->arena, &o->who, r->err);

	if (rc == ERR_NONE)
		rc = expand_scope(r, &o->who);
	rc = part_noted(r, rc);
	if (rc == ERR_NONE)
		rc = part_noted(r, read_what(r, map, o));
	if (rc == ERR_NONE)
		rc = read_rule(r, map, o);
	return rc == ERR_NONE ? read_lists(r, map, o) : rc;
}

static enum err_code
read_obligation(struct policy_reader *r, const struct yaml *map)
{
	struct policy_obligation *o =
	    ARENA_PUSH(r->arena, &r->policy->obligations);
	bool known = false;
	enum err_code rc;

	if (o == NULL)
		return arena_fail(r->arena, r->err);
	o->node = map;
	rc = part_only(r, map,
	    "id title kind who what cadence first_days opens_days fresh "
	    "counts score controls gates rationale");
	if (rc == ERR_NONE)
		rc = part_id(r, map, STR("id"), &o->id);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("title"), &o->title);
	if (rc == ERR_NONE)
		rc = read_kind(r, map, &known, &o->kind);
	return rc == ERR_NONE && known ? read_by_kind(r, map, o) : rc;
}

/* What the whole document says of late entries, returns and changes. */
static enum err_code
read_settings(struct policy_reader *r, struct due_rule *all)
{
	const struct yaml *map = yaml_get(r->policy->root, STR("settings"));
	enum err_code rc;

	all->return_days = all->late_days = 14;
	all->change_days = 30;
	if (map == NULL)
		return ERR_NONE;
	rc = yaml_map(map, r->err);
	if (rc == ERR_NONE)
		rc = part_only(r, map,
		    "return_days late_entry_days change_days away_days "
		    "keep_years");
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("return_days"), 0, 365, &all->return_days);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("late_entry_days"), 0, 365, &all->late_days);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("change_days"), 0, 365, &all->change_days);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("away_days"), 0, 3660, &all->away_days);
	return rc == ERR_NONE ? part_number_may(r, map, STR("keep_years"), 0,
				    100, &r->policy->keep_years)
			      : rc;
}

enum err_code
part_obligations(struct policy_reader *r)
{
	struct policy *p = r->policy;
	struct due_rule all = {0};
	enum err_code rc = part_noted(r, read_settings(r, &all));

	if (rc == ERR_NONE)
		rc = part_each(r, p->root, STR("obligations"),
		    POLICY_OBLIGATIONS_MAX, read_obligation);
	for (size_t i = 0; i < p->obligations.n && rc == ERR_NONE; i++) {
		struct due_rule *rule = &p->obligations.v[i].rule;

		rule->return_days = all.return_days;
		rule->late_days = all.late_days;
		rule->change_days = all.change_days;
		rule->away_days = all.away_days;
	}
	return rc;
}
