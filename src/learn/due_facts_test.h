#ifndef LEARN_DUE_FACTS_TEST_H
#define LEARN_DUE_FACTS_TEST_H

#include <stdlib.h>

#include "base/test.h"
#include "learn/due.h"

/*
 * Facts in a line, for the tables:
 *
 *	in FROM [TO]			a time in scope
 *	known DATE | told DATE		of it: entered then; told to be due then
 *	done WHEN VERSION [HOW [UNTIL]]
 *	leave FROM [TO]			TO is a day: its last microsecond
 *	release WHEN VERSION
 *
 * WHEN is a day, or a day and a time as 2026-03-03T22:30, in UTC.
 */
struct facts {
	struct due_done done[8];
	struct due_stay stays[8];
	struct due_leave leaves[8];
	struct due_release releases[8];
	struct due_facts facts;
};

static inline int64_t
instant(struct str s)
{
	char text[CLOCK_TEXT_LEN + 1];
	int64_t at;

	if (s.len == CLOCK_DATE_LEN) {
		CHECK(clock_read_date(s, &at));
		return at;
	}
	snprintf(text, sizeof(text), "%.*s:00.000000Z", STR_FMT(s));
	CHECK(clock_read(str_from(text), &at));
	return at;
}

static inline int64_t
last_of(struct str day)
{
	return day.len > 0 ? instant(day) + CLOCK_DAY - 1 : 0;
}

static inline void
read_fact(struct str line, struct facts *f)
{
	struct str w[5] = {STR(""), STR(""), STR(""), STR(""), STR("")};
	size_t *n;

	for (size_t i = 0; i < NELEM(w) && str_next(&line, ' ', &w[i]); i++)
		;
	if (str_eq(w[0], STR("in"))) {
		n = &f->facts.stays.n;
		f->stays[(*n)++] = (struct due_stay){.from = instant(w[1]),
		    .to = last_of(w[2]),
		    .did = STR("joined")};
	} else if (str_eq(w[0], STR("known")))
		f->stays[f->facts.stays.n - 1].known = instant(w[1]);
	else if (str_eq(w[0], STR("told"))) {
		f->stays[f->facts.stays.n - 1].due = last_of(w[1]);
		f->stays[f->facts.stays.n - 1].why = STR("because I say so");
	} else if (str_eq(w[0], STR("done"))) {
		n = &f->facts.done.n;
		f->done[(*n)++] = (struct due_done){.at = instant(w[1]),
		    .version = w[2],
		    .how = w[3].len > 0 ? due_how_read(w[3]) : DUE_STUDIED,
		    .until = last_of(w[4])};
	} else if (str_eq(w[0], STR("leave"))) {
		n = &f->facts.leaves.n;
		f->leaves[(*n)++] = (struct due_leave){
		    .from = instant(w[1]), .to = last_of(w[2])};
	} else {
		CHECK_STR(w[0], STR("release"));
		n = &f->facts.releases.n;
		f->releases[(*n)++] =
		    (struct due_release){.at = instant(w[1]), .version = w[2]};
	}
}

static inline void
read_facts(const char *text, struct facts *f)
{
	struct str rest = str_from(text), line;

	*f = (struct facts){0};
	while (str_next(&rest, ';', &line))
		if (str_trim(line).len > 0)
			read_fact(str_trim(line), f);
	f->facts.done.v = f->done;
	f->facts.stays.v = f->stays;
	f->facts.leaves.v = f->leaves;
	f->facts.releases.v = f->releases;
}

#define COURSE                                                                \
	.says = STR_INIT("the course"), .opens_days = 30, .initial_days = 30, \
	.recertify_days = 30, .return_days = 14
#define YEAR .period = {12, DUE_MONTHS}

/* Days in the zone; NULL: any. */
static inline void
check_day(
    const char *what, const char *want, int64_t got, const struct zone *zone)
{
	char text[CLOCK_DATE_LEN + 1] = "";

	if (got != 0)
		clock_write_date(zone_day(zone, got) * CLOCK_DAY, text);
	if (want != NULL && strcmp(text, want) != 0)
		printf("%s: %s, not %s\n", what, text, want);
	if (want != NULL)
		CHECK_STR(str_from(text), str_from(want));
}

#endif
