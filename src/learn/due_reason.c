/* Why something is due, as one sentence. */
#include "learn/due_part.h"

struct date {
	char text[CLOCK_LONG_LEN + 1];
};

static struct date
date(const struct due_words *w, int64_t at)
{
	struct date d;

	clock_write_long(due_day(w->when, at) * CLOCK_DAY, d.text);
	return d;
}

/* "12 months, to the same date" */
static struct str
period(struct arena *arena, struct due_period p)
{
	struct str unit;

	if (p.unit == DUE_DAYS)
		unit = arena_strf(arena, "day%s", p.n == 1 ? "" : "s");
	else
		unit = arena_strf(arena, "month%s, %s", p.n == 1 ? "" : "s",
		    p.unit == DUE_MONTHS ? "to the same date"
					 : "365 days for twelve");
	return arena_strf(arena, "%u %.*s", p.n, STR_FMT(unit));
}

/* "you completed version 1.2.0 on 3 March 2026" */
static struct str
what_was_done(struct arena *arena, const struct due_words *w)
{
	const struct due_done *d = w->end.done;
	const struct date on = date(w, d->at);

	if (d->how == DUE_EXTERNAL)
		return arena_strf(
		    arena, "your certificate from elsewhere is of %s", on.text);
	if (d->how == DUE_OVERRIDE)
		return arena_strf(
		    arena, "it was set as done for you on %s", on.text);
	return arena_strf(arena, "you completed version %.*s on %s",
	    STR_FMT(d->version), on.text);
}

static struct str
after_done(struct arena *arena, const struct due_words *w)
{
	const struct due_rule *rule = w->rule;
	struct str done = what_was_done(arena, w);
	struct str p = period(arena, rule->period);
	struct str active = period(arena, rule->active);
	bool ends = w->end.until != DUE_NO_END;
	const struct date until = date(w, ends ? w->end.until : 0);

	if (w->end.uncounted && w->end.done->score < rule->score_min)
		return arena_strf(arena,
		    "because %.*s with %u %%, and %.*s asks for %u %%",
		    STR_FMT(done), w->end.done->score, STR_FMT(rule->says),
		    rule->score_min);
	if (w->end.uncounted)
		return arena_strf(arena,
		    "because %.*s, which %.*s does not count", STR_FMT(done),
		    STR_FMT(rule->says));
	if (w->end.own)
		return arena_strf(arena, "because %.*s and ends on %s",
		    STR_FMT(done), until.text);
	switch (rule->kind) {
	case DUE_ONCE:
		return arena_strf(
		    arena, "because %.*s, and once is enough", STR_FMT(done));
	case DUE_AFTER:
		return arena_strf(arena, "because %.*s and %.*s says %.*s",
		    STR_FMT(done), STR_FMT(rule->says), STR_FMT(p));
	case DUE_WINDOW:
		return arena_strf(arena,
		    "because %.*s and %.*s has a window every %.*s: the next "
		    "one closes on %s",
		    STR_FMT(done), STR_FMT(rule->says), STR_FMT(p), until.text);
	case DUE_LATER:
		break;
	}
	return arena_strf(arena,
	    "because %.*s and %.*s has a window every %.*s: the first one at "
	    "least %.*s later closes on %s",
	    STR_FMT(done), STR_FMT(rule->says), STR_FMT(p), STR_FMT(active),
	    until.text);
}

static struct str
after_release(struct arena *arena, const struct due_words *w)
{
	const struct due_release *r = w->end.release;
	const struct date on = date(w, r->at);

	return arena_strf(arena,
	    "because version %.*s of %s changed what is taught: you passed "
	    "%.*s",
	    STR_FMT(r->version), on.text, STR_FMT(w->end.done->version));
}

static struct str
first_time(
    struct arena *arena, const struct due_words *w, const struct due *due)
{
	const struct due_stay *stay = w->stay;
	struct str did = stay->did.ptr != NULL ? stay->did : STR("came in");
	const struct date on = date(w, stay->from);

	if (stay->why.ptr != NULL)
		return stay->why;
	if (due->due == 0 || w->rule->initial_days == 0)
		return arena_strf(arena,
		    "because you %.*s on %s, and %.*s asks for it",
		    STR_FMT(did), on.text, STR_FMT(w->rule->says));
	return arena_strf(arena,
	    "because you %.*s on %s and %.*s gives %u days", STR_FMT(did),
	    on.text, STR_FMT(w->rule->says), w->rule->initial_days);
}

static struct str
not_owed(struct arena *arena, const struct due_words *w)
{
	const struct due_stay *stay = w->stay;
	struct date on;

	if (stay == NULL || stay->to == 0 || stay->to > w->when->now)
		return STR("because nobody has asked it of you yet");
	on = date(w, stay->to);
	return arena_strf(
	    arena, "because it was asked of you until %s", on.text);
}

static struct str
add_leave(struct arena *arena, const struct due_words *w, struct str text)
{
	const struct date from = date(w, w->leave_from),
			  to = date(w, w->leave_to);

	if (w->leave_from == 0)
		return text;
	if (w->leave_to == 0)
		return arena_strf(arena, "%.*s; you are on leave since %s",
		    STR_FMT(text), from.text);
	if (!w->leave_moved)
		return arena_strf(arena, "%.*s; you are on leave until %s",
		    STR_FMT(text), to.text);
	return arena_strf(arena,
	    "%.*s; you %s on leave until %s, and %u days are left after it",
	    STR_FMT(text), w->leave_to >= w->when->now ? "are" : "were",
	    to.text, w->rule->return_days);
}

struct str
due_reason(
    struct arena *arena, const struct due_words *w, const struct due *due)
{
	struct str text;

	if (due->state == DUE_IS_NOT_OWED)
		return not_owed(arena, w);
	if (w->end.release != NULL && !w->end.uncounted)
		text = after_release(arena, w);
	else if (w->end.done != NULL)
		text = after_done(arena, w);
	else
		text = first_time(arena, w, due);
	if (w->late && text.ptr != NULL) {
		const struct date on = date(w, w->stay->known);

		text = arena_strf(arena,
		    "%.*s; that was entered on %s, which leaves %u days",
		    STR_FMT(text), on.text, w->rule->late_days);
	}
	if (w->changed != NULL && text.ptr != NULL) {
		const struct date on = date(w, w->changed->effective);

		text = arena_strf(arena,
		    "%.*s; that holds since %s, which leaves %u days",
		    STR_FMT(text), on.text, w->changed->change_days);
	}
	return text.ptr != NULL ? add_leave(arena, w, text) : STR_NONE;
}
