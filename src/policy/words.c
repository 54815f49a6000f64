#include "policy/words.h"

void
policy_write_list(struct buf *out, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add(out, i + 1 < n ? STR(", ") : STR(" and "));
		buf_add(out, words[i]);
	}
}

void
policy_write_who(struct buf *out, const struct policy_obligation *o)
{
	if (policy_kind_personal(o->kind))
		population_write(out, &o->who);
	else
		buf_add(out, STR("the organisation"));
}

/* Things that came with one course stand together in the document. */
static size_t
same_course(const struct policy_obligation *o, size_t from)
{
	size_t n = 1;

	while (from + n < o->things.n &&
	    str_eq(o->things.v[from + n].course, o->things.v[from].course))
		n++;
	return n;
}

const char *
policy_thing_name(enum policy_thing_kind kind)
{
	static const char *const names[] = {
	    [POLICY_MODULE] = "module",
	    [POLICY_LAB] = "lab",
	    [POLICY_SIGNATURE] = "signature",
	};

	return names[kind];
}

static void
write_thing(struct buf *out, const struct policy_thing *thing)
{
	if (thing->course.len > 0)
		buf_addf(out, "the course %.*s", STR_FMT(thing->course));
	else if (thing->kind == POLICY_SIGNATURE)
		buf_add(out, STR("this policy, signed"));
	else
		buf_addf(out, "the %s %.*s",
		    thing->kind == POLICY_LAB ? "lab" : "module",
		    STR_FMT(thing->id));
}

void
policy_write_what(struct buf *out, const struct policy_obligation *o)
{
	for (size_t i = 0, n; i < o->things.n; i += n) {
		n = o->things.v[i].course.len > 0 ? same_course(o, i) : 1;
		if (i > 0)
			buf_add(out,
			    i + n < o->things.n ? STR(", ") : STR(" and "));
		write_thing(out, &o->things.v[i]);
	}
	for (size_t i = 0; i < o->gone.n; i++)
		buf_addf(out, "%sthe %s %.*s (no longer taught)",
		    i > 0 || o->things.n > 0 ? ", " : "", o->gone.v[i].kind,
		    STR_FMT(o->gone.v[i].id));
	for (size_t i = 0; o->score_min > 0 && i < o->things.n; i++)
		if (o->things.v[i].kind == POLICY_MODULE) {
			buf_addf(out, " with at least %u %%", o->score_min);
			break;
		}
}

static void
write_period(struct buf *out, struct due_period p)
{
	if (p.unit == DUE_DAYS)
		buf_addf(out, "%u day%s", p.n, p.n == 1 ? "" : "s");
	else
		buf_addf(out, "%u month%s%s", p.n, p.n == 1 ? "" : "s",
		    p.unit == DUE_MONTHS ? " to the same date"
					 : " of which twelve are 365 days");
}

/* "31 December": the year is only where the count begins. */
static void
write_closing_day(struct buf *out, int64_t closes)
{
	char text[CLOCK_LONG_LEN + 1];

	clock_write_long(closes, text);
	buf_add(out, str_from(text));
}

static void
write_window(struct buf *out, const struct due_rule *rule)
{
	buf_add(out, STR("in a window that closes on "));
	write_closing_day(out, rule->closes);
	buf_add(out, STR(" and every "));
	write_period(out, rule->period);
	buf_addf(out, " from there, open for %u days", rule->window_days);
	if (rule->kind == DUE_LATER && rule->active.n > 0) {
		buf_add(out, STR(", but not within "));
		write_period(out, rule->active);
		buf_add(out, STR(" of the last time"));
	}
}

/* What comes after the first time. */
static void
write_repeat(struct buf *out, const struct due_rule *rule, const char *first)
{
	switch (rule->kind) {
	case DUE_ONCE:
		buf_add(out, rule->on_major ? STR("") : STR(", once for all"));
		break;
	case DUE_AFTER:
		buf_addf(out, "%severy ", first);
		write_period(out, rule->period);
		break;
	case DUE_WINDOW:
	case DUE_LATER:
		buf_add(out, str_from(first));
		write_window(out, rule);
		break;
	}
}

static void
write_first(struct buf *out, unsigned days)
{
	if (days > 0)
		buf_addf(out, "within %u day%s", days, days == 1 ? "" : "s");
	else
		buf_add(out, STR("without a first date"));
}

/* Completions that count, where not all do. */
static void
write_hows(struct buf *out, unsigned hows)
{
	static const struct {
		enum due_how how;
		struct str name;
	} all[] = {
	    {DUE_STUDIED, STR_INIT("studied here")},
	    {DUE_TESTED_OUT, STR_INIT("tested out")},
	    {DUE_EXTERNAL, STR_INIT("proved by a certificate")},
	    {DUE_OVERRIDE, STR_INIT("set as done")},
	};
	struct str words[NELEM(all)];
	size_t n = 0;

	for (size_t i = 0; i < NELEM(all); i++)
		if (hows & all[i].how)
			words[n++] = all[i].name;
	if (n == 0 || n == NELEM(all))
		return;
	buf_add(out, STR("; counts where it was "));
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add(out, i + 1 < n ? STR(", ") : STR(" or "));
		buf_add(out, words[i]);
	}
}

/* What the organisation itself owes: only how often. */
static void
write_when_ours(struct buf *out, const struct policy_obligation *o)
{
	if (o->kind == POLICY_LESSONS_LEARNED)
		buf_add(out, STR("after an incident"));
	else if (o->rule.kind != DUE_ONCE)
		write_repeat(out, &o->rule, "");
}

void
policy_write_when(struct buf *out, const struct policy_obligation *o)
{
	const struct due_rule *rule = &o->rule;

	if (!policy_kind_personal(o->kind)) {
		write_when_ours(out, o);
		return;
	}
	if (o->kind == POLICY_BEFORE_ACCESS)
		buf_add(out, STR("before access"));
	else
		write_first(out, rule->initial_days);
	if (o->by_course)
		buf_add(out, STR(", then as each course says"));
	else if (o->kind != POLICY_BEFORE_ACCESS || rule->kind != DUE_ONCE)
		write_repeat(out, rule, ", then ");
	if (rule->on_major && !o->by_course)
		buf_addf(out, ", and again within %u days of a new %sversion",
		    rule->recertify_days,
		    o->kind == POLICY_ACKNOWLEDGE ? "" : "major ");
	if (rule->fresh)
		buf_add(out, STR("; what was done before does not count"));
	write_hows(out, rule->hows);
}

void
policy_write_system(struct buf *out, const struct policy_system *s)
{
	buf_add(out, s->title.len > 0 ? s->title : s->id);
	if (s->components.n > 0) {
		buf_add(out, STR(" ("));
		policy_write_list(out, s->components.v, s->components.n);
		buf_add(out, STR(")"));
	}
	if (!s->inside)
		buf_addf(out, ": outside, decided by %.*s: %.*s",
		    STR_FMT(s->approver), STR_FMT(s->reason));
}

void
policy_write_gate(struct buf *out, const struct policy_gate *g)
{
	buf_addf(out, "%.*s: ", STR_FMT(g->system));
	if (g->grace_days == 0)
		buf_add(out, STR("shut on the day after the date"));
	else
		buf_addf(out, "shut %u days after the date", g->grace_days);
	buf_addf(out,
	    "; %s where nobody can be asked and the last answer is older than "
	    "%u hour%s",
	    g->fail_open ? "open" : "shut", g->stale_minutes / 60,
	    g->stale_minutes == 60 ? "" : "s");
	if (g->revoke)
		buf_add(out, STR("; access is taken back, once approved"));
}

static void
write_clock(struct buf *out, unsigned minutes)
{
	buf_addf(out, "%02u:%02u", minutes / 60, minutes % 60);
}

static void
write_remind(struct buf *out, const struct policy_messages *m)
{
	if (m->n_remind == 0) {
		buf_add(out, STR("no reminder before the date"));
		return;
	}
	buf_add(out, STR("a reminder "));
	for (size_t i = 0; i < m->n_remind; i++)
		buf_addf(out, "%s%u",
		    i == 0                    ? ""
			: i + 1 < m->n_remind ? ", "
					      : " and ",
		    m->remind_days[i]);
	buf_addf(out, " day%s before the date",
	    m->n_remind == 1 && m->remind_days[0] == 1 ? "" : "s");
}

void
policy_write_messages(struct buf *out, const struct policy_messages *m)
{
	write_remind(out, m);
	if (m->overdue_every_days > 0)
		buf_addf(
		    out, ", every %u days after it", m->overdue_every_days);
	if (m->manager_after_days > 0)
		buf_addf(out,
		    "; the manager hears of it %u days after the date",
		    m->manager_after_days);
	if (m->owner_after_days > 0)
		buf_addf(out, "%s %u days after it",
		    m->manager_after_days > 0 ? ", the owner"
					      : "; the owner hears of it",
		    m->owner_after_days);
	if (m->quiet_from_min != m->quiet_to_min) {
		buf_add(out, STR("; nothing from "));
		write_clock(out, m->quiet_from_min);
		buf_add(out, STR(" to "));
		write_clock(out, m->quiet_to_min);
	}
	if (m->weekdays)
		buf_add(out, STR("; nothing on Saturday or Sunday"));
}
