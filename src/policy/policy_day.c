#include "policy/policy_day.h"

int64_t
policy_day_of(const struct policy *policy, int64_t at)
{
	return zone_day(&policy->zone, at) * CLOCK_DAY;
}

int64_t
policy_day_first(const struct policy *policy, int64_t day)
{
	return zone_day_first(&policy->zone, day / CLOCK_DAY);
}

int64_t
policy_day_last(const struct policy *policy, int64_t day)
{
	return zone_day_last(&policy->zone, day / CLOCK_DAY);
}
