#include "policy/reminder.h"

#define QUARTER   (INT64_C(900) * CLOCK_SECOND)
#define LOOK_DAYS 5 /* no quiet time is longer: a night and a weekend */

const char *
reminder_rung_name(enum reminder_rung rung)
{
	static const char *const names[REMINDER_RUNGS] = {
	    [REMINDER_OWN] = "own",
	    [REMINDER_MANAGER] = "manager",
	    [REMINDER_OWNER] = "owner",
	};

	return names[rung];
}

int64_t
reminder_left(const struct agenda_item *item, const struct reminder_days *days)
{
	return zone_day(days->zone, item->due) - days->today;
}

/* From so many days over it is this rung's; 0 of a higher one: never. */
static unsigned
rung_after(const struct policy_messages *m, enum reminder_rung rung)
{
	switch (rung) {
	case REMINDER_MANAGER:
		return m->manager_after_days;
	case REMINDER_OWNER:
		return m->owner_after_days;
	default:
		return 1;
	}
}

bool
reminder_names(const struct policy_messages *m, enum reminder_rung rung,
    const struct agenda_item *item, const struct reminder_days *days)
{
	unsigned after = rung_after(m, rung);
	int64_t left = reminder_left(item, days);

	if (!agenda_open(item) || item->due == 0 || after == 0)
		return false;
	if (rung != REMINDER_OWN || left < 0)
		return item->state == DUE_IS_OVERDUE && -left >= after;
	return m->n_remind > 0 && left <= m->remind_days[0];
}

static bool
fresh(const struct reminder_days *days, int64_t day)
{
	return day <= days->today && day > days->last;
}

/* Every so many days again, counted from the last message. */
static bool
again(const struct policy_messages *m, const struct reminder_days *days)
{
	return days->last != REMINDER_NEVER && m->overdue_every_days > 0 &&
	    days->today - days->last >= m->overdue_every_days;
}

bool
reminder_turn(const struct policy_messages *m, enum reminder_rung rung,
    const struct agenda_item *item, const struct reminder_days *days)
{
	int64_t due, opens;

	if (!reminder_names(m, rung, item, days))
		return false;
	due = days->today + reminder_left(item, days);
	if (days->today > due)
		return fresh(days, due + rung_after(m, rung)) || again(m, days);
	for (size_t i = 0; i < m->n_remind; i++)
		if (fresh(days, due - m->remind_days[i]))
			return true;
	/* asked for within the days before: said when it was */
	opens = zone_day(days->zone, item->opens);
	return opens > due - m->remind_days[0] && opens <= days->today &&
	    (days->last == REMINDER_NEVER || item->opens > days->last_at);
}

struct reminder_clock
reminder_clock(int64_t now, const struct zone *zone)
{
	int64_t offset_s = zone != NULL ? zone_offset(zone, now) : 0;
	int64_t local = now + offset_s * CLOCK_SECOND;
	int64_t day = local / CLOCK_DAY - (local % CLOCK_DAY < 0);

	/* 1 January 1970 was a Thursday */
	return (struct reminder_clock){.day = day,
	    .minute =
		(unsigned)((local - day * CLOCK_DAY) / (60 * CLOCK_SECOND)),
	    .weekday = (unsigned)(((day + 4) % 7 + 7) % 7)};
}

bool
reminder_quiet(
    const struct policy_messages *m, const struct reminder_clock *clock)
{
	unsigned from = m->quiet_from_min, to = m->quiet_to_min;

	if (m->weekdays && (clock->weekday == 0 || clock->weekday == 6))
		return true;
	if (from <= to)
		return clock->minute >= from && clock->minute < to;
	return clock->minute >= from || clock->minute < to; /* over midnight */
}

int64_t
reminder_opens(
    const struct policy_messages *m, const struct zone *zone, int64_t now)
{
	int64_t at = now;

	for (int i = 0; i < LOOK_DAYS * 96; i++) {
		struct reminder_clock clock = reminder_clock(at, zone);

		if (!reminder_quiet(m, &clock))
			return at;
		at = (at / QUARTER + 1) * QUARTER;
	}
	return now; /* all the week is quiet: said at once, if at all */
}
