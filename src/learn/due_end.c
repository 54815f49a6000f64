/* Which day a completion stands until, by each of the rules. */
#include "learn/due_part.h"

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
due_day(const struct due_when *when, int64_t at)
{
	return zone_day(when->zone, at);
}

int64_t
due_day_first(const struct due_when *when, int64_t day)
{
	return zone_day_first(when->zone, day);
}

int64_t
due_day_last(const struct due_when *when, int64_t day)
{
	return zone_day_last(when->zone, day);
}

/* The nth period from a day; n may be negative. */
static int64_t
day_add_times(int64_t day, struct due_period p, int64_t n)
{
	if (p.unit == DUE_MONTHS)
		return clock_months_later(
			   day * CLOCK_DAY, (int)(n * (int64_t)p.n)) /
		    CLOCK_DAY;
	if (p.unit == DUE_YEAR_DAYS)
		return day + floor_div(n * (int64_t)p.n * 365, 12);
	return day + n * (int64_t)p.n;
}

int64_t
due_day_add(int64_t day, struct due_period period)
{
	return day_add_times(day, period, 1);
}

/*
 * The first closing day whose window had not opened on that day, and that is
 * not before least.  The first guess is early: 31 days a month are too many
 * going forwards, 28 too few going back.
 */
static int64_t
closing_day(const struct due_rule *rule, int64_t day, int64_t least)
{
	int64_t first = floor_div(rule->closes, CLOCK_DAY);
	int64_t month = day >= first ? 31 : 28;
	int64_t length = (int64_t)rule->period.n *
	    (rule->period.unit == DUE_DAYS ? 1 : month);
	int64_t n = floor_div(day - first, length) - 1;
	int64_t closes = day_add_times(first, rule->period, n);

	while (closes - (int64_t)rule->window_days < day || closes < least)
		closes = day_add_times(first, rule->period, ++n);
	return closes;
}

/* It is due for opens_days before its end, but never for more than half of
   the time it stands. */
static int64_t
opening_day(const struct due_rule *rule, int64_t day, int64_t last)
{
	int64_t half = (last - day + 1) / 2;
	int64_t opens = rule->opens_days;

	if (rule->kind == DUE_WINDOW || rule->kind == DUE_LATER)
		return last - rule->window_days + 1;
	return last - (opens < half ? opens : half);
}

static void
end_by_rule(const struct due_rule *rule, const struct due_when *when,
    int64_t day, struct due_end *end)
{
	int64_t last, least = day;

	if (rule->kind == DUE_ONCE)
		return;
	if (rule->kind == DUE_LATER)
		least = due_day_add(day, rule->active);
	last = rule->kind == DUE_AFTER ? due_day_add(day, rule->period)
				       : closing_day(rule, day, least);
	end->until = due_day_last(when, last);
	end->opens = due_day_first(when, opening_day(rule, day, last));
}

/* The first release that taught something else than what was passed. */
static const struct due_release *
release_after(
    const struct due_facts *facts, const struct due_done *done, int64_t now)
{
	unsigned passed, major;

	if (!due_version_major(done->version, &passed))
		return NULL;
	for (size_t i = 0; i < facts->releases.n; i++) {
		const struct due_release *r = &facts->releases.v[i];

		if (r->at <= now && due_version_major(r->version, &major) &&
		    major > passed)
			return r;
	}
	return NULL;
}

struct due_end
due_end_of(const struct due_rule *rule, const struct due_facts *facts,
    const struct due_when *when, const struct due_done *done)
{
	struct due_end end = {
	    .done = done, .until = DUE_NO_END, .opens = DUE_NO_END};
	int64_t day = due_day(when, done->at), until;
	const struct due_release *r;

	end_by_rule(rule, when, day, &end);
	if (done->until > 0 && done->until < end.until) {
		end.own = true;
		end.until = done->until;
		end.opens = due_day_first(when,
		    due_day(when, done->until) - (int64_t)rule->opens_days);
	}
	r = rule->on_major ? release_after(facts, done, when->now) : NULL;
	if (r != NULL) {
		until = due_day_last(
		    when, due_day(when, r->at) + (int64_t)rule->recertify_days);
		if (until < end.until) {
			end.own = false;
			end.release = r;
			end.until = until;
			end.opens = r->at;
		}
	}
	if (end.opens < done->at)
		end.opens = done->at;
	if (end.opens > end.until)
		end.opens = end.until;
	return end;
}

struct due_end
due_end_best(const struct due_rule *rule, const struct due_facts *facts,
    const struct due_when *when, int64_t since, int64_t before)
{
	struct due_end best = {0};

	for (size_t i = 0; i < facts->done.n; i++) {
		const struct due_done *done = &facts->done.v[i];
		struct due_end end;

		if (done->at > when->now || done->at < since ||
		    done->at >= before || done->score < rule->score_min ||
		    (rule->hows != 0 && !(rule->hows & (unsigned)done->how)))
			continue;
		end = due_end_of(rule, facts, when, done);
		if (best.done == NULL || end.until >= best.until)
			best = end;
	}
	return best;
}
