/* What the frameworks that are switched on make stricter. */
#include "catalog/control.h"
#include "policy/document_part.h"

/* The framework of "pci:6.2.2" as the policy switched it on, with its profile:
   STR_NONE where it did not. */
static struct str
switched_on(const struct policy *policy, struct str control)
{
	struct str id = STR_NONE;

	if (!str_cut(&control, ':', &id))
		return STR_NONE;
	for (size_t i = 0; i < policy->frameworks.n; i++) {
		struct str name = policy->frameworks.v[i], head = name;

		(void)str_cut(&name, '/', &head);
		if (str_eq(head, id))
			return policy->frameworks.v[i];
	}
	return STR_NONE;
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

struct due_period
policy_control_period(const struct policy *policy,
    const struct catalog *catalog, struct str control)
{
	struct str framework = switched_on(policy, control), id = control;
	struct catalog_limits limits;

	if (framework.ptr == NULL)
		(void)str_cut(&id, ':', &framework);
	if (framework.ptr == NULL ||
	    !limits_of(catalog, framework, control, &limits))
		return (struct due_period){0};
	return as_due(policy, limits.every);
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

void
part_tighten(struct policy_reader *r)
{
	struct policy *p = r->policy;

	for (size_t i = 0; i < p->obligations.n; i++) {
		struct policy_obligation *o = &p->obligations.v[i];

		o->stated = o->rule.period;
		for (size_t k = 0; k < o->controls.n; k++) {
			struct str control = o->controls.v[k];
			struct str on = switched_on(p, control);
			struct catalog_limits limits;

			if (on.ptr != NULL &&
			    limits_of(r->catalog, on, control, &limits))
				take_limits(p, control, &limits, o);
		}
		if (!o->by_course && o->rule.kind != DUE_ONCE &&
		    o->tight.n > 0 &&
		    due_period_longer(o->rule.period, o->tight)) {
			o->rule.period = o->tight;
			o->tightened = o->tight_by;
		}
	}
}
