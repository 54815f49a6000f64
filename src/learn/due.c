#include "learn/due.h"

#include "learn/due_part.h"

#define FIRST_YEAR 0                              /* 1970 */
#define LAST_YEAR  (INT64_C(2567520) * CLOCK_DAY) /* of 9000, about */
#define PERIOD_MAX 36500

const char *
due_state_name(enum due_state state)
{
	static const char *const names[] = {
	    [DUE_IS_CURRENT] = "current",
	    [DUE_IS_DUE] = "due",
	    [DUE_IS_OVERDUE] = "overdue",
	    [DUE_IS_NOT_OWED] = "not owed",
	    [DUE_IS_EXCUSED] = "excused",
	};

	return names[state];
}

unsigned
due_how_read(struct str name)
{
	static const struct {
		struct str name;
		enum due_how how;
	} hows[] = {
	    {STR_INIT("studied"), DUE_STUDIED},
	    {STR_INIT("tested-out"), DUE_TESTED_OUT},
	    {STR_INIT("external"), DUE_EXTERNAL},
	    {STR_INIT("override"), DUE_OVERRIDE},
	};

	for (size_t i = 0; i < NELEM(hows); i++)
		if (str_eq(name, hows[i].name))
			return hows[i].how;
	return 0;
}

bool
due_version_major(struct str version, unsigned *out)
{
	struct str part;
	uint64_t n, major = 0;
	unsigned parts = 0;

	for (; str_next(&version, '.', &part); parts++) {
		if (!str_u64(part, &n) || n > 99999)
			return false;
		if (parts == 0)
			major = n;
	}
	if (parts != 3)
		return false;
	*out = (unsigned)major;
	return true;
}

bool
due_period_longer(struct due_period a, struct due_period b)
{
	int64_t day = 20000; /* any will do: months differ by three days */

	return due_day_add(day, a) > due_day_add(day, b);
}

enum err_code
due_rule_check(const struct due_rule *rule, struct err *err)
{
	bool window = rule->kind == DUE_WINDOW || rule->kind == DUE_LATER;

	if (rule->period.n > PERIOD_MAX || rule->active.n > PERIOD_MAX)
		return err_set(err, ERR_INVALID,
		    "a period of more than %d days or months", PERIOD_MAX);
	if (rule->kind != DUE_ONCE && rule->period.n == 0)
		return err_set(err, ERR_INVALID,
		    window ? "a window needs a period in which it returns"
			   : "what repeats needs a period");
	if (window && rule->window_days == 0)
		return err_set(
		    err, ERR_INVALID, "a window is open for a day or more");
	if (window &&
	    due_period_longer(
		(struct due_period){rule->window_days, DUE_DAYS}, rule->period))
		return err_set(err, ERR_INVALID,
		    "a window is open for no longer than its period");
	if (rule->kind == DUE_LATER &&
	    due_period_longer(rule->active, rule->period))
		return err_set(err, ERR_INVALID,
		    "the minimum active period is longer than the period");
	return ERR_NONE;
}

static enum err_code
check_time(const char *what, int64_t at, struct err *err)
{
	if (at >= FIRST_YEAR && at <= LAST_YEAR)
		return ERR_NONE;
	return err_set(
	    err, ERR_INVALID, "%s is outside the years 1970 to 9000", what);
}

static enum err_code
check_span(const char *what, int64_t from, int64_t to, struct err *err)
{
	enum err_code rc = check_time(what, from, err);

	if (rc == ERR_NONE)
		rc = check_time(what, to, err);
	if (rc == ERR_NONE && to != 0 && to < from)
		rc =
		    err_set(err, ERR_INVALID, "%s ends before it begins", what);
	return rc;
}

static enum err_code
check_version(struct str version, struct err *err)
{
	unsigned major;

	if (due_version_major(version, &major))
		return ERR_NONE;
	return err_set(err, ERR_INVALID,
	    "version '%.*s' is not three numbers such as 1.0.2",
	    STR_FMT(str_sub(version, 0, 40)));
}

static enum err_code
check_facts(const struct due_facts *facts, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < facts->done.n; i++) {
		const struct due_done *d = &facts->done.v[i];

		rc = check_time("a completion", d->at, err);
		if (rc == ERR_NONE)
			rc = check_time("a completion's end", d->until, err);
		if (rc == ERR_NONE && d->version.ptr != NULL)
			rc = check_version(d->version, err);
	}
	for (size_t i = 0; rc == ERR_NONE && i < facts->stays.n; i++) {
		const struct due_stay *s = &facts->stays.v[i];

		rc = check_span("a time in scope", s->from, s->to, err);
		if (rc == ERR_NONE)
			rc = check_time("a due date", s->due, err);
		if (rc == ERR_NONE)
			rc = check_time("an entry", s->known, err);
	}
	for (size_t i = 0; rc == ERR_NONE && i < facts->leaves.n; i++)
		rc = check_span("a leave", facts->leaves.v[i].from,
		    facts->leaves.v[i].to, err);
	for (size_t i = 0; rc == ERR_NONE && i < facts->releases.n; i++) {
		rc = check_time("a release", facts->releases.v[i].at, err);
		if (rc == ERR_NONE)
			rc = check_version(facts->releases.v[i].version, err);
	}
	return rc;
}

static enum err_code
check(const struct due_rules *rules, const struct due_facts *facts,
    const struct due_when *when, struct err *err)
{
	enum err_code rc = check_time("the day asked about", when->now, err);

	if (rc == ERR_NONE && rules->n == 0)
		rc = err_set(err, ERR_INVALID, "there is no rule");
	for (size_t i = 0; rc == ERR_NONE && i < rules->n; i++)
		rc = due_rule_check(&rules->v[i], err);
	return rc == ERR_NONE ? check_facts(facts, err) : rc;
}

/* Where the scope that holds now began. */
struct scope {
	const struct due_stay *stay; /* its first; else the last that ended */
	bool holds;
	int64_t since; /* completions before it do not count; 0: all do */
};

static struct scope
scope_at(const struct due_rule *rule, const struct due_facts *facts,
    const struct due_when *when)
{
	struct scope s = {0};
	const struct due_stay *last = NULL;

	for (size_t i = 0; i < facts->stays.n; i++) {
		const struct due_stay *stay = &facts->stays.v[i];
		int64_t gap = 0;

		if (stay->from > when->now)
			break;
		if (last != NULL && last->to != 0)
			gap =
			    due_day(when, stay->from) - due_day(when, last->to);
		if (last == NULL || gap > 1)
			s.stay = stay;
		/* the days between the last and the first are those away */
		if (gap > 1 && rule->away_days > 0 &&
		    gap - 1 > (int64_t)rule->away_days)
			s.since = stay->from;
		last = stay;
	}
	s.holds = last != NULL && (last->to == 0 || last->to >= when->now);
	if (!s.holds)
		s.stay = last;
	if (rule->fresh && s.stay != NULL && s.since < s.stay->from)
		s.since = s.stay->from;
	return s;
}

static size_t
rule_at(const struct due_rules *rules, int64_t now)
{
	size_t k = 0;

	for (size_t i = 1; i < rules->n; i++)
		if (rules->v[i].effective <= now)
			k = i;
	return k;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
first_by(const struct due_rule *rule, const struct due_when *when, int64_t from)
{
	if (rule->initial_days == 0)
		return 0;
	return due_day_last(
	    when, due_day(when, from) + (int64_t)rule->initial_days);
}

/* A rule that says the same as the one before takes nothing away. */
static bool
same_rule(const struct due_rule *a, const struct due_rule *b)
{
	return a->kind == b->kind && a->period.n == b->period.n &&
	    a->period.unit == b->period.unit && a->closes == b->closes &&
	    a->window_days == b->window_days && a->active.n == b->active.n &&
	    a->active.unit == b->active.unit && a->on_major == b->on_major &&
	    a->recertify_days == b->recertify_days &&
	    a->initial_days == b->initial_days && a->hows == b->hows &&
	    a->score_min == b->score_min && a->fresh == b->fresh;
}

/* What a rule leaves of what the one before gave: the days it names, and never
   more than that. */
static int64_t
left_of(
    const struct due_rule *rule, const struct due_when *when, int64_t before)
{
	if (rule->change_days == 0)
		return 0;
	return least(before,
	    due_day_last(when,
		due_day(when, rule->effective) + (int64_t)rule->change_days));
}

/* For the reason: the rule whose days hold.  What an earlier one left, and this
   one as well, is that one's. */
static void
note_change(struct due_words *w, const struct due_rule *rule, bool holds,
    bool as_before)
{
	if (!holds)
		w->changed = NULL;
	else if (!as_before || w->changed == NULL)
		w->changed = rule;
}

/* The first time, by the rules: counted from coming into scope, or from the
   first rule there was.  Whoever was there before a rule has what it left. */
static int64_t
first_by_rules(const struct due_rules *rules, size_t k,
    const struct due_when *when, const struct due_stay *stay,
    struct due_words *w)
{
	int64_t begin = rules->v[0].effective, due;
	int64_t from = stay->from > begin ? stay->from : begin;
	size_t i = rule_at(rules, from);

	due = first_by(&rules->v[i], when, from);
	while (++i <= k) {
		const struct due_rule *rule = &rules->v[i];
		int64_t left, own = first_by(rule, when, from);

		if (same_rule(rule, rule - 1))
			continue;
		left = left_of(rule, when, due > 0 ? due : DUE_NO_END);
		note_change(w, rule, own > 0 && left > own, left == due);
		due = own > 0 && left > own ? left : own;
	}
	return due;
}

/* The first time: a date that was told, or the rules'. */
static void
first_due(const struct due_rules *rules, size_t k, const struct due_when *when,
    const struct due_stay *stay, struct due_words *w, struct due *out)
{
	const struct due_rule *rule = &rules->v[k];
	int64_t late;

	out->due = stay->due != 0 ? stay->due
				  : first_by_rules(rules, k, when, stay, w);
	if (out->due == 0)
		return;
	late = due_day_last(
	    when, due_day(when, stay->known) + (int64_t)rule->late_days);
	if (rule->late_days > 0 && late > out->due &&
	    due_day(when, stay->known) > due_day(when, stay->from)) {
		out->due = late;
		w->late = true;
	}
	out->opens = due_day_first(
	    when, due_day(when, out->due) - (int64_t)rule->opens_days);
	if (out->opens < stay->from)
		out->opens = least(stay->from, out->due);
}

/* The rule that takes a rule's place says something else from here on. */
static int64_t
holds_until(const struct due_rules *rules, size_t i, size_t k)
{
	while (i < k && same_rule(&rules->v[i], &rules->v[i + 1]))
		i++;
	return i < k ? rules->v[i + 1].effective : INT64_MAX;
}

/* Of what counted until a rule took effect. */
static struct due_end
cut_short(struct due_end end, const struct due_rule *rule)
{
	end.until = least(end.until, rule->effective - 1);
	end.opens = least(end.opens, rule->effective);
	end.uncounted = true;
	return end;
}

/* Once done: what stands longest, and what stricter rules left of what the
   ones before gave. */
static void
next_due(const struct due_rules *rules, size_t k, const struct due_facts *facts,
    const struct due_when *when, int64_t since, struct due_words *w,
    struct due *out)
{
	int64_t due = 0;

	for (size_t i = 0; i <= k; i++) {
		const struct due_rule *rule = &rules->v[i];
		struct due_end end;
		int64_t left;

		if (i > 0 && same_rule(rule, rule - 1))
			continue;
		end = due_end_best(
		    rule, facts, when, since, holds_until(rules, i, k));
		left = i > 0 ? left_of(rule, when, due) : 0;
		if (end.done == NULL && left > 0)
			end = cut_short(w->end, rule);
		note_change(w, rule, left > end.until, left == due);
		due = left > end.until ? left : end.until;
		w->end = end;
	}
	out->done = w->end.done;
	out->by_version = w->end.release != NULL;
	out->valid_until = w->end.until == DUE_NO_END ? 0 : w->end.until;
	out->due = due == DUE_NO_END ? 0 : due;
	out->opens = out->due > 0 ? w->end.opens : 0;
}

/* What was done earlier makes nobody late before who did nothing: where the
   first date is later, that one holds. */
static void
prefer_first(const struct due *first, const struct due_words *words,
    int64_t now, struct due_words *w, struct due *out)
{
	struct due was = *out;

	if (was.done != NULL && (was.due == 0 || first->due <= was.due))
		return;
	*w = *words;
	w->end = (struct due_end){0};
	*out = *first;
	if (was.done != NULL && now <= was.valid_until) {
		out->done = was.done;
		out->valid_until = was.valid_until;
	}
	if (was.opens > out->opens)
		out->opens = was.opens;
}

/* A leave that holds the date, or ended shortly before it, moves it; who is on
   leave now is excused until it ends. */
static bool
move_by_leaves(const struct due_rule *rule, const struct due_facts *facts,
    const struct due_when *when, struct due_words *w, struct due *out)
{
	bool away = false;

	for (size_t i = 0; out->due > 0 && i < facts->leaves.n; i++) {
		const struct due_leave *l = &facts->leaves.v[i];
		bool now = l->to == 0 || l->to >= when->now;
		int64_t back;

		if (l->from > when->now || l->from > out->due)
			break;
		back = l->to == 0
		    ? DUE_NO_END
		    : due_day_last(when,
			  due_day(when, l->to) + (int64_t)rule->return_days);
		if (back <= out->due && !now)
			continue;
		w->leave_from = l->from;
		w->leave_to = l->to;
		w->leave_moved = back > out->due;
		away |= now;
		if (w->leave_moved)
			out->due = back;
	}
	if (out->due == DUE_NO_END)
		out->due = 0; /* on leave without an end: no date */
	return away;
}

static enum due_state
state_of(const struct due *out, bool away, int64_t now)
{
	if (out->opens == 0 || now < out->opens)
		return DUE_IS_CURRENT;
	if (away)
		return DUE_IS_EXCUSED;
	return out->due > 0 && now > out->due ? DUE_IS_OVERDUE : DUE_IS_DUE;
}

/* By rule and scope, before any leave. */
static void
by_rules(const struct due_rules *rules, size_t k, const struct due_facts *facts,
    const struct due_when *when, const struct scope *scope, struct due_words *w,
    struct due *out)
{
	struct due_words words = *w;
	struct due first = {.ahead = out->ahead};

	next_due(rules, k, facts, when, scope->since, w, out);
	first_due(rules, k, when, scope->stay, &words, &first);
	prefer_first(&first, &words, when->now, w, out);
}

enum err_code
due_compute(const struct due_rules *rules, const struct due_facts *facts,
    const struct due_when *when, struct arena *arena, struct due *out,
    struct err *err)
{
	struct due_words w = {.when = when};
	struct due due = {0};
	struct scope scope;
	enum err_code rc = check(rules, facts, when, err);
	size_t k;
	bool away;

	if (rc != ERR_NONE)
		return rc;
	k = rule_at(rules, when->now);
	w.rule = &rules->v[k];
	scope = scope_at(w.rule, facts, when);
	w.stay = scope.stay;
	for (size_t i = 0; i < facts->done.n; i++)
		due.ahead += facts->done.v[i].at > when->now;
	if (!scope.holds || w.rule->effective > when->now)
		due.state = DUE_IS_NOT_OWED;
	else {
		by_rules(rules, k, facts, when, &scope, &w, &due);
		away = move_by_leaves(w.rule, facts, when, &w, &due);
		due.state = state_of(&due, away, when->now);
	}
	due.reason = STR_NONE;
	if (!when->silent)
		due.reason = due_reason(arena, &w, &due);
	if (!when->silent && due.reason.ptr == NULL)
		return arena_fail(arena, err);
	*out = due;
	return ERR_NONE;
}
