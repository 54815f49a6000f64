#ifndef CODEC_ICAL_H
#define CODEC_ICAL_H

#include "base/buf.h"

/*
 * A calendar as RFC 5545 has it: lines end in CRLF and are folded at 75
 * octets, between characters; text is escaped, dates are whole days.
 *
 *	struct ical w = {.out = &out};
 *
 *	ical_open(&w, STR("What is due"));
 *	ical_entry(&w, &entry);
 *	ical_close(&w);			and the caller's buf_finish()
 *
 * Of text, CR LF and CR become a line break; what is not UTF-8 and the other
 * control characters but tab, none of which may stand there, become U+FFFD.
 */
#define ICAL_LINE 75

struct ical {
	struct buf *out;
	size_t column; /* octets in the present line */
};

enum ical_kind { ICAL_EVENT, ICAL_TODO };

struct ical_entry {
	enum ical_kind kind;
	struct str uid; /* the same for the same thing, each time */
	int64_t stamp;  /* when this was last so */
	int64_t day;    /* an instant of the day, as if in UTC */
	struct str summary, description, category; /* the last two optional */
	struct str url;                            /* optional; absolute */
	unsigned alarm_days; /* a reminder so long before; 0: none */
};

void ical_open(struct ical *w, struct str name);
void ical_entry(struct ical *w, const struct ical_entry *entry);
void ical_close(struct ical *w);

#endif
