#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/arena.h"
#include "base/zone_rule.h"

/*
 * How far local time is from UTC somewhere, at an instant: the IANA time
 * zones, as the system's tzdata has them (TZif, RFC 8536).
 *
 *	rc = zone_load(ZONE_FOLDER, STR("Europe/Berlin"), arena, &zone, err);
 *	zone_offset(&zone, clock_now())		3600, in summer 7200
 *
 * The process has no zone of its own and nothing here gives it one.
 */
#define ZONE_FOLDER   "/usr/share/zoneinfo"
#define ZONE_NAME_MAX 64

struct zone_change {
	int64_t at;       /* seconds since 1970 */
	int32_t offset_s; /* from then on */
};

struct zone {
	int32_t first_s; /* before the first change */
	const struct zone_change *v;
	size_t n;
	struct zone_rule rule; /* after the last one; may be absent */
};

/* What a rule says until then is among the changes: a look-up is cheap. */
#define ZONE_RULE_YEARS 2100

/* "Europe/Berlin", "UTC": parts of letters, digits, "_", "-" and "+", none
   of which can lead out of the folder. */
bool zone_name_ok(struct str name);

/* ERR_INVALID for what is no name, or not among the zones of this system;
   "UTC" always is, and where the system has no folder of them every name
   is. */
enum err_code zone_check(struct str name, struct err *err) MUST_USE;

/* ERR_INVALID for what is no name, ERR_NOT_FOUND for a zone that the system
   does not know. */
enum err_code zone_load(const char *folder, struct str name,
    struct arena *arena, struct zone *out, struct err *err) MUST_USE;

/* From the bytes of such a file, version 2 or later; ERR_UNSUPPORTED for an
   older one or one that counts leap seconds. */
enum err_code zone_read(struct str bytes, struct arena *arena, struct zone *out,
    struct err *err) MUST_USE;

/* Seconds east of UTC at an instant in microseconds; of a zeroed zone 0, and
   so of "UTC", which is loaded without a file. */
int32_t zone_offset(const struct zone *zone, int64_t at);

/* Zones that were looked at already, by name. */
struct zones {
	const char *folder;
	struct arena *arena;
	struct {
		struct zone_known {
			struct str name;
			struct zone zone;
			bool there;
		} * v;
		size_t n, cap;
	} known;
};

/* NULL in *out where there is no such zone. */
enum err_code zones_get(struct zones *zones, struct str name,
    const struct zone **out, struct err *err) MUST_USE;

#endif
