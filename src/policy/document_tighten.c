/* What the frameworks that are switched on make stricter. */
#include "catalog/control.h"
#include "policy/document_part.h"

/* Whether a framework that is switched on, "pci" or "pci/profile", is that of
   "pci:6.2.2". */
static bool
is_of(struct str switched_on, struct str control)
{
	struct str id = STR_NONE, head = switched_on;

	(void)str_cut(&switched_on, '/', &head);
	return str_cut(&control, ':', &id) && str_eq(head, id);
}

static bool
limits_of(const struct catalog *catalog, struct str framework,
    struct str control, struct catalog_limits *out)
{
	const struct catalog_control *c;
	struct str profile = STR_NONE, id = control, head;

	(void)str_cut(&id, ':', &head);
	c = catalog_control_get(catalog, framework, id);
	if (c == NULL)
		return false;
	(void)catalog_framework(catalog, framework, &profile);
	catalog_control_limits(c, profile, out);
	return true;
}

static struct due_period
as_due(const struct policy *policy, struct catalog_period p)
{
	struct due_period out = {p.n, policy->year};

	if (p.unit == CATALOG_DAYS)
		out.unit = DUE_DAYS;
	else if (p.reading == CATALOG_SAME_DATE)
		out.unit = DUE_MONTHS;
	else if (p.reading == CATALOG_YEAR_DAYS)
		out.unit = DUE_YEAR_DAYS;
	return out;
}

/* Of several profiles the strictest. */
struct due_period
policy_control_period(const struct policy *policy,
    const struct catalog *catalog, struct str control)
{
	struct due_period least = {0};
	struct catalog_limits limits;
	struct str id = control, framework = STR_NONE;
	bool on = false;

	for (size_t i = 0; i < policy->frameworks.n; i++) {
		struct str name = policy->frameworks.v[i];
		struct due_period every;

		if (!is_of(name, control) ||
		    !limits_of(catalog, name, control, &limits))
			continue;
		on = true;
		every = as_due(policy, limits.every);
		if (every.n > 0 &&
		    (least.n == 0 || due_period_longer(least, every)))
			least = every;
	}
	if (!on && str_cut(&id, ':', &framework) &&
	    limits_of(catalog, framework, control, &limits))
		least = as_due(policy, limits.every);
	return least;
}

/* No date at all is later than any. */
static bool
is_over(unsigned days, unsigned allowed)
{
	return allowed > 0 && (days == 0 || days > allowed);
}

static bool
takes_first_days(const struct policy_obligation *o)
{
	return o->kind == POLICY_ASSIGN_INITIAL ||
	    o->kind == POLICY_ASSIGN_RECURRING ||
	    o->kind == POLICY_ASSIGN_ON_ROLE_CHANGE;
}

static void
take_limits(const struct policy *policy, struct str control,
    const struct catalog_limits *limits, struct policy_obligation *o)
{
	struct due_period every = as_due(policy,
	    o->kind == POLICY_CONTENT_REVIEW ? limits->review : limits->every);

	if (every.n > 0 &&
	    (o->tight.n == 0 || due_period_longer(o->tight, every))) {
		o->tight = every;
		o->tight_by = control;
	}
	if (takes_first_days(o) &&
	    is_over(o->rule.initial_days, limits->first_days)) {
		o->rule.initial_days = limits->first_days;
		o->tightened = control;
	}
}

static void
take_control(
    struct policy_reader *r, struct policy_obligation *o, struct str control)
{
	const struct policy *p = r->policy;
	struct catalog_limits limits;

	for (size_t i = 0; i < p->frameworks.n; i++)
		if (is_of(p->frameworks.v[i], control) &&
		    limits_of(r->catalog, p->frameworks.v[i], control, &limits))
			take_limits(p, control, &limits, o);
}

void
part_tighten(struct policy_reader *r)
{
	struct policy *p = r->policy;

	for (size_t i = 0; i < p->obligations.n; i++) {
		struct policy_obligation *o = &p->obligations.v[i];

		o->stated = o->rule.period;
		for (size_t k = 0; k < o->controls.n; k++)
			take_control(r, o, o->controls.v[k]);
		if (!o->by_course && o->rule.kind != DUE_ONCE &&
		    o->tight.n > 0 &&
		    due_period_longer(o->rule.period, o->tight)) {
			o->rule.period = o->tight;
			o->tightened = o->tight_by;
		}
	}
}

/* --- what is given all the same ------------------------------------------ */

static bool
is_privileged(const struct population *p)
{
	return p->says.ptr != NULL && str_eq(p->says, STR("privileged"));
}

/* Whether all who have privileged access are meant. */
static bool
takes_privileged(const struct population *p)
{
	bool all = p->kind == POPULATION_ALL;
	size_t n = 0;

	if (is_privileged(p))
		return true;
	if (p->says.ptr != NULL || (!all && p->kind != POPULATION_ANY))
		return false;
	for (size_t i = 0; i < p->n_parts; i++)
		n += takes_privileged(&p->parts[i]);
	return all ? n == p->n_parts : n > 0;
}

/* Whether none of them is. */
static bool
leaves_privileged(const struct population *p)
{
	size_t n = 0;

	if (p->kind == POPULATION_NOT)
		return takes_privileged(p->parts);
	if (p->says.ptr != NULL || p->n_parts == 0)
		return false;
	for (size_t i = 0; i < p->n_parts; i++)
		n += leaves_privileged(&p->parts[i]);
	return p->kind == POPULATION_ALL ? n > 0 : n == p->n_parts;
}

static bool
names(const struct policy_obligation *o, struct str control)
{
	for (size_t i = 0; i < o->controls.n; i++)
		if (str_eq(o->controls.v[i], control))
			return true;
	return false;
}

/* Before access there are none. */
static bool
gives_days(const struct policy_obligation *o)
{
	return policy_kind_personal(o->kind) && o->kind != POLICY_BEFORE_ACCESS;
}

/* Somebody privileged has few enough by another obligation, or by none. */
static bool
privileged_in_time(const struct policy *p, struct str control, unsigned allowed)
{
	for (size_t i = 0; i < p->obligations.n; i++) {
		const struct policy_obligation *o = &p->obligations.v[i];

		if (policy_kind_personal(o->kind) && names(o, control) &&
		    takes_privileged(&o->who) &&
		    (!gives_days(o) || !is_over(o->rule.initial_days, allowed)))
			return true;
	}
	return false;
}

static bool
over_limits(const struct policy *policy, const struct catalog_limits *limits,
    const struct policy_obligation *o, struct str control,
    struct policy_over *out)
{
	unsigned given = o->rule.initial_days;
	unsigned few = limits->first_days_privileged;

	*out = (struct policy_over){limits->first_days, given, false};
	if (is_over(given, limits->first_days))
		return true;
	*out = (struct policy_over){few, given, true};
	return is_over(given, few) && !leaves_privileged(&o->who) &&
	    !privileged_in_time(policy, control, few);
}

bool
policy_over(const struct policy *policy, const struct catalog *catalog,
    const struct policy_obligation *o, struct str control,
    struct policy_over *out)
{
	struct catalog_limits limits;
	struct policy_over over;

	if (!gives_days(o) || !names(o, control))
		return false;
	for (size_t i = 0; i < policy->frameworks.n; i++) {
		struct str name = policy->frameworks.v[i];

		if (!is_of(name, control) ||
		    !limits_of(catalog, name, control, &limits) ||
		    !over_limits(policy, &limits, o, control, &over))
			continue;
		*out = over;
		return true;
	}
	return false;
}

struct str
policy_over_say(
    const struct policy_over *over, struct str control, struct arena *arena)
{
	struct str given = over->given == 0
	    ? STR("no first date")
	    : arena_strf(arena, "%u first days", over->given);

	return given.ptr == NULL
	    ? given
	    : arena_strf(arena, "gives %.*s, and %.*s allows %u%s",
		  STR_FMT(given), STR_FMT(control), over->allowed,
		  over->privileged ? " with privileged access" : "");
}
