#include "base/zone_day.h"

#include "base/clock.h"

/* No change moves the clocks over midnight from further away, but where the
   date line moved. */
#define NEAR_MIDNIGHT (3 * 3600 * CLOCK_SECOND)

static int64_t
offset_at(const struct zone *zone, int64_t at)
{
	return zone_offset(zone, at) * CLOCK_SECOND;
}

/* The one change after from and up to to. */
static int64_t
change_between(const struct zone *zone, int64_t from, int64_t to)
{
	int64_t before = offset_at(zone, from);

	while (to - from > 1) {
		int64_t mid = from + (to - from) / 2;

		if (offset_at(zone, mid) == before)
			from = mid;
		else
			to = mid;
	}
	return to;
}

int64_t
zone_day_first(const struct zone *zone, int64_t day)
{
	int64_t midnight = day * CLOCK_DAY, before, after;

	if (zone == NULL)
		return midnight;
	before = offset_at(zone, midnight - CLOCK_DAY);
	after = offset_at(zone, midnight + CLOCK_DAY);
	if (before == after || offset_at(zone, midnight - before) == before)
		return midnight - before;
	if (offset_at(zone, midnight - after) == after)
		return midnight - after;
	/* the clocks go forward over it */
	return change_between(zone, midnight - after, midnight - before);
}

int64_t
zone_day_last(const struct zone *zone, int64_t day)
{
	return zone_day_first(zone, day + 1) - 1;
}

int64_t
zone_day(const struct zone *zone, int64_t at)
{
	int64_t local = zone != NULL ? at + offset_at(zone, at) : at;
	int64_t day = local / CLOCK_DAY - (local % CLOCK_DAY < 0);

	/* the hour that comes twice, the second time */
	if (zone != NULL && zone->n > 0 &&
	    (day + 1) * CLOCK_DAY - local <= NEAR_MIDNIGHT &&
	    at >= zone_day_first(zone, day + 1))
		day++;
	return day;
}
