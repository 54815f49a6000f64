#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include "base/err.h"
#include "base/str.h"

/*
 * The rule by which a zone's clocks go on for ever, as POSIX writes it and
 * RFC 8536 stretches it:
 *
 *	CET-1CEST,M3.5.0,M10.5.0/3	the last Sundays of March and October
 *	<+1030>-10:30<+11>-11,M10.1.0,M4.1.0
 *	IST-5:30			always the same
 */
enum zone_day_kind {
	ZONE_MONTH_WEEK, /* M3.5.0: the week 5 is the month's last */
	ZONE_JULIAN,     /* J60: 1 March in every year */
	ZONE_ORDINAL,    /* 59: from 0, a leap day counts */
};

struct zone_day {
	enum zone_day_kind kind;
	int month, week, day; /* of the others: day alone */
	int32_t at_s;         /* of that day's wall clock */
};

struct zone_rule {
	bool there, has_summer;
	int32_t winter_s, summer_s; /* east of UTC */
	struct zone_day from, to;   /* of summer */
};

/* ERR_SYNTAX says at which byte. */
enum err_code zone_rule_read(
    struct str text, struct zone_rule *out, struct err *err) MUST_USE;

/* When the clocks may change in a year from 1 on: two instants, in seconds
   since 1970, the earlier first; at each of them zone_rule_offset says what
   holds from then on. */
void zone_rule_changes(
    const struct zone_rule *rule, int64_t year, int64_t out[2]);

/* Seconds east of UTC at so many seconds since 1970. */
int32_t zone_rule_offset(const struct zone_rule *rule, int64_t at);

#endif
