#include "base/zone_rule.h"

#define HOUR_MAX   24  /* of an offset */
#define RULE_HOURS 167 /* of a change: within a week of its day */
#define DAY_S      INT64_C(86400)
#define FIRST      INT64_C(-62135596800) /* year 1 */
#define LAST       INT64_C(253402300799) /* year 9999 */

struct reader {
	struct str text;
	size_t at;
	bool bad;
};

static char
peek(const struct reader *r)
{
	return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static bool
took(struct reader *r, char c)
{
	if (r->bad || r->at >= r->text.len || r->text.ptr[r->at] != c)
		return false;
	r->at++;
	return true;
}

static void
must(struct reader *r, bool ok)
{
	r->bad = r->bad || !ok;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
number(struct reader *r, int least, int most)
{
	int n = 0;
	size_t digits = 0;

	while (digit(peek(r)) && digits < 4) {
		n = n * 10 + (peek(r) - '0');
		r->at++;
		digits++;
	}
	must(r, digits > 0 && n >= least && n <= most);
	return n;
}

/* CET, or <+1030>; what it says does not matter here. */
static void
name(struct reader *r)
{
	bool quoted = took(r, '<');
	size_t from = r->at;

	while (letter(peek(r)) ||
	    (quoted && (digit(peek(r)) || peek(r) == '+' || peek(r) == '-')))
		r->at++;
	must(r, r->at - from >= 3);
	if (quoted)
		must(r, took(r, '>'));
}

static int32_t
seconds(struct reader *r, int hours_max)
{
	bool minus = took(r, '-');
	int32_t s;

	if (!minus)
		(void)took(r, '+');
	s = number(r, 0, hours_max) * 3600;
	if (took(r, ':')) {
		s += number(r, 0, 59) * 60;
		if (took(r, ':'))
			s += number(r, 0, 59);
	}
	return minus ? -s : s;
}

static struct zone_day
day(struct reader *r)
{
	struct zone_day d = {.at_s = 2 * 3600};

	if (took(r, 'M')) {
		d.kind = ZONE_MONTH_WEEK;
		d.month = number(r, 1, 12);
		must(r, took(r, '.'));
		d.week = number(r, 1, 5);
		must(r, took(r, '.'));
		d.day = number(r, 0, 6);
	} else if (took(r, 'J')) {
		d.kind = ZONE_JULIAN;
		d.day = number(r, 1, 365);
	} else {
		d.kind = ZONE_ORDINAL;
		d.day = number(r, 0, 365);
	}
	if (took(r, '/'))
		d.at_s = seconds(r, RULE_HOURS);
	return d;
}

enum err_code
zone_rule_read(struct str text, struct zone_rule *out, struct err *err)
{
	struct reader r = {.text = text};
	struct zone_rule rule = {.there = true};

	name(&r);
	rule.winter_s = -seconds(&r, HOUR_MAX);
	rule.summer_s = rule.winter_s;
	if (!r.bad && r.at < text.len) {
		rule.has_summer = true;
		name(&r);
		rule.summer_s = rule.winter_s + 3600;
		if (peek(&r) != ',')
			rule.summer_s = -seconds(&r, HOUR_MAX);
		must(&r, took(&r, ','));
		rule.from = day(&r);
		must(&r, took(&r, ','));
		rule.to = day(&r);
	}
	if (r.bad || r.at != text.len)
		return err_set(err, ERR_SYNTAX,
		    "the rule of a time zone is not well-formed at byte %zu",
		    r.at + 1);
	*out = rule;
	return ERR_NONE;
}

static bool
leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970 to 1 January of a year from 1 on. */
static int64_t
year_days(int64_t year)
{
	int64_t before = year - 1;

	return before * 365 + before / 4 - before / 100 + before / 400 - 719162;
}

static int64_t
year_of(int64_t at)
{
	int64_t days = at / DAY_S - (at % DAY_S < 0);
	int64_t year = 1970 + days / 366;

	if (days < 0)
		year = 1970 + days / 365 - 1;
	while (year > 1 && year_days(year) > days)
		year--;
	while (year_days(year + 1) <= days)
		year++;
	return year;
}

static int64_t
month_days(int64_t year, int month)
{
	static const int before[] = {
	    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

	return year_days(year) + before[month - 1] +
	    (month > 2 && leap(year) ? 1 : 0);
}

/* The wall clock of the change, as if in UTC. */
static int64_t
wall(const struct zone_day *d, int64_t year)
{
	int64_t days, next;

	switch (d->kind) {
	case ZONE_MONTH_WEEK:
		days = month_days(year, d->month);
		next = d->month == 12 ? year_days(year + 1)
				      : month_days(year, d->month + 1);
		/* 1 January 1970 was a Thursday; days may be negative */
		days += (d->day - (days % 7 + 7 + 4) % 7 + 7) % 7;
		days += (d->week - 1) * 7;
		if (days >= next)
			days -= 7;
		break;
	case ZONE_JULIAN:
		days = year_days(year) + d->day - 1 +
		    (d->day > 59 && leap(year) ? 1 : 0);
		break;
	default:
		days = year_days(year) + d->day;
		break;
	}
	return days * DAY_S + d->at_s;
}

void
zone_rule_changes(const struct zone_rule *rule, int64_t year, int64_t out[2])
{
	int64_t from = wall(&rule->from, year) - rule->winter_s;
	int64_t to = wall(&rule->to, year) - rule->summer_s;

	out[0] = from < to ? from : to;
	out[1] = from < to ? to : from;
}

int32_t
zone_rule_offset(const struct zone_rule *rule, int64_t at)
{
	int64_t last = INT64_MIN, year;
	bool summer = false;

	if (!rule->has_summer)
		return rule->winter_s;
	at = at < FIRST ? FIRST : at > LAST ? LAST : at;
	year = year_of(at);
	/* the last change decides; where an end and a beginning fall on one
	   instant, summer never ends */
	for (int64_t y = year > 1 ? year - 1 : 1; y <= year + 1; y++) {
		int64_t to = wall(&rule->to, y) - rule->summer_s;
		int64_t from = wall(&rule->from, y) - rule->winter_s;

		if (to <= at && to > last) {
			last = to;
			summer = false;
		}
		if (from <= at && from >= last) {
			last = from;
			summer = true;
		}
	}
	return summer ? rule->summer_s : rule->winter_s;
}
