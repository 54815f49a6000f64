#ifndef POLICY_CALENDAR_H
#define POLICY_CALENDAR_H

#include "policy/agenda.h"

/*
 * Somebody's agenda as a calendar (codec/ical.h): each thing with a date is an
 * event on its day, the day of the policy; the same thing is the same event,
 * wherever its date moves.  What is overdue says so in its title.
 *
 * Over one day (UTC) the same agenda is the same bytes.
 */
struct calendar_of {
	struct engine *engine;
	struct learn learn;
	struct id person;
	int64_t now;
	struct str base_url; /* "https://assay.example" */
};

enum err_code calendar_write(const struct calendar_of *of, struct arena *arena,
    struct buf *out, struct err *err) MUST_USE;

#endif
