#include "policy/policy_day.h"

static int64_t
offset(const struct policy *policy)
{
	return policy->offset_min * 60 * CLOCK_SECOND;
}

int64_t
policy_day_of(const struct policy *policy, int64_t at)
{
	int64_t local = at + offset(policy);
	int64_t rest = local % CLOCK_DAY;

	return local - rest - (rest < 0 ? CLOCK_DAY : 0);
}

int64_t
policy_day_first(const struct policy *policy, int64_t day)
{
	return day - offset(policy);
}

int64_t
policy_day_last(const struct policy *policy, int64_t day)
{
	return policy_day_first(policy, day) + CLOCK_DAY - 1;
}
