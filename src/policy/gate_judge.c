#include "policy/gate_judge.h"

struct weighing {
	const struct gate_terms *terms;
	enum gate_state worst;
	const struct owed *by; /* what makes it so */
	size_t more;           /* as bad as that */
};

/* How bad a state is; what passes least is most. */
static int
weight(enum gate_state state)
{
	switch (state) {
	case GATE_LAPSED:
		return 4;
	case GATE_GRACE:
		return 3;
	case GATE_DUE:
		return 2;
	case GATE_CURRENT:
		return 1;
	default:
		return 0;
	}
}

static int64_t
grace_ends(const struct gate_terms *t, const struct owed *o)
{
	int64_t day = zone_day(t->zone, o->due.due);

	return zone_day_last(t->zone, day + (int64_t)t->grace_days);
}

/* Comes before access, and was never done: no grace for that.  Who had the
   access before the policy asked has the days that the policy gave. */
static bool
never_done(const struct gate_terms *t, const struct owed *o)
{
	return o->obligation->kind == POLICY_BEFORE_ACCESS &&
	    o->due.done == NULL &&
	    (o->due.state == DUE_IS_OVERDUE ||
		(o->due.state == DUE_IS_DUE && o->due.due <= t->now));
}

static enum gate_state
state_of(const struct gate_terms *t, const struct owed *o)
{
	if (never_done(t, o))
		return GATE_LAPSED;
	switch (o->due.state) {
	case DUE_IS_CURRENT:
		return GATE_CURRENT;
	case DUE_IS_DUE:
		return GATE_DUE;
	case DUE_IS_OVERDUE:
		return t->now <= grace_ends(t, o) ? GATE_GRACE : GATE_LAPSED;
	default:
		return GATE_EXEMPT;
	}
}

static void
weigh(struct weighing *w, const struct owed_list *owed)
{
	for (size_t i = 0; i < owed->n; i++) {
		const struct owed *o = &owed->v[i];
		enum gate_state state;

		if (!gate_asks(o->obligation, w->terms->system))
			continue;
		state = state_of(w->terms, o);
		if (w->by != NULL && weight(state) < weight(w->worst))
			continue;
		if (w->by != NULL && state == w->worst) {
			w->more++;
			if (w->by->due.due != 0 &&
			    (o->due.due == 0 || w->by->due.due <= o->due.due))
				continue;
		} else {
			w->more = 0;
		}
		w->worst = state;
		w->by = o;
	}
}

static struct str
day(const struct gate_terms *t, struct arena *arena, int64_t at)
{
	char text[CLOCK_LONG_LEN + 1];

	clock_write_long(zone_day(t->zone, at) * CLOCK_DAY, text);
	return arena_str(arena, str_from(text));
}

/* "Secure coding" (a05-injection) */
static struct str
thing(struct arena *arena, const struct owed *o)
{
	struct str title = o->obligation->title.len > 0 ? o->obligation->title
							: o->obligation->id;

	if (o->thing->kind == POLICY_SIGNATURE)
		return arena_strf(arena, "your signature under the policy");
	return arena_strf(
	    arena, "\"%.*s\" (%.*s)", STR_FMT(title), STR_FMT(o->thing->id));
}

/* ", because ..." */
static struct str
because(struct arena *arena, const struct owed *o)
{
	if (o->due.reason.len == 0)
		return STR("");
	return arena_strf(arena, ", %.*s", STR_FMT(o->due.reason));
}

static struct str
said(const struct weighing *w, struct arena *arena)
{
	const struct gate_terms *t = w->terms;
	const struct owed *o = w->by;
	struct str what = thing(arena, o), why = because(arena, o);

	switch (w->worst) {
	case GATE_DUE:
		if (o->due.due == 0)
			return arena_strf(arena, "%.*s is due%.*s",
			    STR_FMT(what), STR_FMT(why));
		return arena_strf(arena, "%.*s is due until %.*s%.*s",
		    STR_FMT(what), STR_FMT(day(t, arena, o->due.due)),
		    STR_FMT(why));
	case GATE_GRACE:
		return arena_strf(arena,
		    "%.*s was due until %.*s and this gate waits until "
		    "%.*s%.*s",
		    STR_FMT(what), STR_FMT(day(t, arena, o->due.due)),
		    STR_FMT(day(t, arena, grace_ends(t, o))), STR_FMT(why));
	case GATE_LAPSED:
		if (never_done(t, o))
			return arena_strf(arena,
			    "%.*s comes before access to %.*s and you have "
			    "not done it",
			    STR_FMT(what), STR_FMT(t->system));
		return arena_strf(arena, "%.*s was due until %.*s%.*s%.*s",
		    STR_FMT(what), STR_FMT(day(t, arena, o->due.due)),
		    STR_FMT(t->grace_days == 0
			    ? STR("")
			    : arena_strf(arena,
				  " and this gate waited until %.*s",
				  STR_FMT(day(t, arena, grace_ends(t, o))))),
		    STR_FMT(why));
	case GATE_EXEMPT:
		return arena_strf(
		    arena, "%.*s is excused%.*s", STR_FMT(what), STR_FMT(why));
	default:
		return arena_strf(arena, "all that %.*s asks for is current",
		    STR_FMT(t->system));
	}
}

static struct str
and_more(const struct weighing *w, struct arena *arena, struct str text)
{
	if (w->more == 0 || w->worst == GATE_CURRENT)
		return text;
	return arena_strf(arena, "%.*s; and %zu more", STR_FMT(text), w->more);
}

enum err_code
gate_judge(const struct owed_list *owed, const struct gate_terms *terms,
    struct arena *arena, struct gate_answer *out, struct err *err)
{
	struct weighing w = {.terms = terms, .worst = GATE_EXEMPT};
	struct str reason;

	weigh(&w, owed);
	reason = w.by == NULL ? arena_strf(arena, "%.*s asks nothing of you",
				    STR_FMT(terms->system))
			      : and_more(&w, arena, said(&w, arena));
	if (reason.ptr == NULL)
		return arena_fail(arena, err);
	out->state = w.worst;
	out->allow = gate_state_passes(w.worst);
	out->reason = reason;
	return ERR_NONE;
}
