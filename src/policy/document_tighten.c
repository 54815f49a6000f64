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
	if (takes_first_days(o) && limits->first_days > 0 &&
	    limits->first_days < o->rule.initial_days) {
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
