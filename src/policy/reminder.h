#ifndef POLICY_REMINDER_H
#define POLICY_REMINDER_H

#include "base/zone_day.h"
#include "policy/agenda.h"

/*
 * What is said of what is owed, on which day and to whom: the ladder.
 *
 *	own        30, 14, 7 and 1 days before, on the first day over, then
 *	           weekly
 *	manager    from manager_after_days over, then weekly
 *	owner      from owner_after_days over, then weekly
 *
 * One message a rung and recipient, on one of their days, holds all there is
 * to say; a day on which nothing new is to say has none.  Everything here
 * computes and writes nothing: what is known of the past is the day of the
 * last message.
 */
enum reminder_rung { REMINDER_OWN, REMINDER_MANAGER, REMINDER_OWNER };
#define REMINDER_RUNGS 3

const char *reminder_rung_name(enum reminder_rung rung); /* "own", ... */

/* Days are counted from 1970, as everywhere where they are numbers. */
#define REMINDER_NEVER INT64_MIN /* no message yet */

struct reminder_days {
	int64_t today;   /* by the policy's clock, as due dates are */
	int64_t last;    /* of the last message of this rung, by the same */
	int64_t last_at; /* and its instant */
	const struct zone *zone; /* the policy's; NULL: UTC */
};

/* How long until its day; negative: over by so many. */
int64_t reminder_left(
    const struct agenda_item *item, const struct reminder_days *days);

/* Whether the rung's message names it, if there is one today. */
bool reminder_names(const struct policy_messages *m, enum reminder_rung rung,
    const struct agenda_item *item, const struct reminder_days *days);

/* Whether it is a reason to send one today. */
bool reminder_turn(const struct policy_messages *m, enum reminder_rung rung,
    const struct agenda_item *item, const struct reminder_days *days);

/* --- by whose clock ---------------------------------------------------- */

/* Somebody's local time; zone NULL: UTC. */
struct reminder_clock {
	int64_t day;
	unsigned minute;  /* of the day */
	unsigned weekday; /* 0: Sunday */
};

struct reminder_clock reminder_clock(int64_t now, const struct zone *zone);

/* Nothing is sent now: the quiet hours, or a day that is none to send on. */
bool reminder_quiet(
    const struct policy_messages *m, const struct reminder_clock *clock);

/* now, or the first later instant that is not quiet there (as fine as a
   quarter of an hour). */
int64_t reminder_opens(
    const struct policy_messages *m, const struct zone *zone, int64_t now);

#endif
