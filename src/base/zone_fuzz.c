#include "base/zone.h"

#include <stdlib.h>

#include "base/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
check_bounds(const struct zone *zone, int64_t at)
{
	int32_t s = zone_offset(zone, at);

	if (s < -89999 || s > 93599)
		abort();
}

/* Of the changes in the microseconds of years 0 to 9999: before each the
   offset of the one before, from it on its own. */
static void
check_changes(const struct zone *zone)
{
	for (size_t i = 0; i < zone->n; i++) {
		int64_t s = zone->v[i].at;
		int32_t before =
		    i > 0 ? zone->v[i - 1].offset_s : zone->first_s;

		if (s < -62167219200 || s > 253402300799)
			continue;
		if (zone_offset(zone, s * CLOCK_SECOND - 1) != before)
			abort();
		if (i + 1 < zone->n &&
		    zone_offset(zone, s * CLOCK_SECOND) != zone->v[i].offset_s)
			abort();
	}
}

/* A rule has two offsets and no third. */
static void
check_rule(const struct zone_rule *rule)
{
	for (int64_t s = -62135596800; s < 253402300799; s += 15778463101) {
		int32_t offset = zone_rule_offset(rule, s);

		if (offset != rule->winter_s && offset != rule->summer_s)
			abort();
	}
}

/* What is accepted says at each of its changes what its bytes say. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct zone_rule rule;
	struct arena arena;
	struct zone zone;
	struct err err;

	arena_init(&arena, 4 << 20);
	if (zone_read(text, &arena, &zone, &err) == ERR_NONE) {
		check_changes(&zone);
		check_bounds(&zone, INT64_MIN);
		check_bounds(&zone, 0);
		check_bounds(&zone, INT64_MAX);
	}
	if (zone_rule_read(text, &rule, &err) == ERR_NONE)
		check_rule(&rule);
	arena_release(&arena);
	return 0;
}
