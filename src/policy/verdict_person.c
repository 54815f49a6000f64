#include "policy/tally_part.h"
#include "policy/verdict.h"

/*
 * One person's things, each with where it stands with every control that its
 * obligation names.  Controls that say the same are named together.
 */
struct side {
	enum due_state state;
	int64_t until; /* CURRENT: of validity; else the due date; or 0 */
	struct str controls, reason;
};

struct sides {
	struct side *v;
	size_t n, cap;
};

struct work {
	struct tallies *ts;
	const struct policy *policy;
	struct id person;
	int64_t now;
	struct str shared; /* a control without own period, for all such */
	struct arena *arena;
	struct own {
		struct str control;
		struct owed_list owed;
	} * own;
	size_t n_own, cap_own;
};

struct str
verdict_thing_title(const struct catalog *catalog,
    const struct policy_thing *thing, struct arena *arena)
{
	const struct catalog_module *m;

	if (thing->kind == POLICY_SIGNATURE)
		return STR("Signature under the policy");
	m = thing->kind == POLICY_MODULE ? catalog_module(catalog, thing->id)
					 : NULL;
	if (m != NULL)
		return m->title;
	return thing->kind == POLICY_LAB
	    ? arena_strf(arena, "Lab %.*s", STR_FMT(thing->id))
	    : thing->id;
}

static enum due_state
state_of(const struct owed *owed)
{
	return owed->excepted ? DUE_IS_EXCUSED : owed->due.state;
}

static enum err_code
ask(struct work *w, struct str control, struct owed_list *out, struct err *err)
{
	const struct engine_ask ask = {
	    .now = w->now, .control = control, .reasons = true};

	*out = (struct owed_list){0};
	return engine_person(
	    w->ts->engine, w->person, &ask, w->arena, out, err);
}

/* The person's things as a control's own period has them; asked once. */
static enum err_code
own_list(struct work *w, struct str control, const struct owed_list **out,
    struct err *err)
{
	struct {
		struct own *v;
		size_t n, cap;
	} list = {w->own, w->n_own, w->cap_own};
	struct own *own;
	enum err_code rc;

	for (size_t i = 0; i < list.n; i++) {
		*out = &list.v[i].owed;
		if (str_eq(list.v[i].control, control))
			return ERR_NONE;
	}
	own = ARENA_PUSH(w->arena, &list);
	if (own == NULL)
		return arena_fail(w->arena, err);
	own->control = control;
	w->own = list.v;
	w->n_own = list.n;
	w->cap_own = list.cap;
	rc = ask(w, control, &own->owed, err);
	*out = &own->owed;
	return rc;
}

static const struct owed *
same_thing(const struct owed_list *list, const struct owed *as)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct owed *o = &list->v[i];

		if (str_eq(o->obligation->id, as->obligation->id) &&
		    o->thing->kind == as->thing->kind &&
		    str_eq(o->thing->id, as->thing->id))
			return o;
	}
	return NULL;
}

static enum err_code
add_side(struct work *w, const struct owed *owed, struct str control,
    struct sides *sides, struct err *err)
{
	enum due_state state = state_of(owed);
	int64_t until =
	    state == DUE_IS_CURRENT ? owed->due.valid_until : owed->due.due;
	struct side *side = NULL;

	for (size_t i = 0; i < sides->n && side == NULL; i++)
		if (sides->v[i].state == state && sides->v[i].until == until)
			side = &sides->v[i];
	if (side == NULL) {
		side = ARENA_PUSH(w->arena, sides);
		if (side == NULL)
			return arena_fail(w->arena, err);
		*side = (struct side){state, until, control, owed->due.reason};
		return ERR_NONE;
	}
	side->controls = arena_strf(
	    w->arena, "%.*s, %.*s", STR_FMT(side->controls), STR_FMT(control));
	return side->controls.ptr != NULL ? ERR_NONE
					  : arena_fail(w->arena, err);
}

/* "PCI DSS 6.2.2" */
static struct str
control_title(
    const struct work *w, const struct catalog_framework *f, struct str id)
{
	return arena_strf(w->arena, "%.*s %.*s",
	    STR_FMT(f->title.len > 0 ? f->title : f->id), STR_FMT(id));
}

static enum err_code
add_control(struct work *w, const struct owed *owed, struct str name,
    struct sides *sides, struct err *err)
{
	struct str id = name, framework, title;
	const struct catalog_framework *f;
	const struct catalog_control *c =
	    catalog_control_named(w->ts->catalog, name);
	const struct owed_list *list = NULL;
	const struct owed *by;
	enum err_code rc;

	if (c == NULL || !str_cut(&id, ':', &framework))
		return ERR_NONE;
	f = catalog_framework(w->ts->catalog, framework, NULL);
	title = control_title(w, f, c->id);
	if (title.ptr == NULL)
		return arena_fail(w->arena, err);
	if (!tally_own_period(w->policy, f->id, c)) {
		if (w->shared.ptr == NULL)
			w->shared = name;
		name = w->shared;
	}
	rc = own_list(w, name, &list, err);
	by = rc == ERR_NONE ? same_thing(list, owed) : NULL;
	return by != NULL ? add_side(w, by, title, sides, err) : rc;
}

static struct str
side_text(const struct work *w, const struct side *s)
{
	struct arena *arena = w->arena;
	struct str date = s->until > 0
	    ? tally_date(arena, w->policy,
		  s->state == DUE_IS_OVERDUE ? s->until + 1 : s->until)
	    : STR_NONE;

	switch (s->state) {
	case DUE_IS_CURRENT:
		return s->until > 0 ? arena_strf(arena, "%.*s until %.*s",
					  STR_FMT(s->controls), STR_FMT(date))
				    : arena_strf(arena, "%.*s without end",
					  STR_FMT(s->controls));
	case DUE_IS_DUE:
		return s->until > 0
		    ? arena_strf(arena, "due for %.*s by %.*s",
			  STR_FMT(s->controls), STR_FMT(date))
		    : arena_strf(arena, "due for %.*s", STR_FMT(s->controls));
	case DUE_IS_OVERDUE:
		return arena_strf(arena, "not %.*s since %.*s%s%.*s",
		    STR_FMT(s->controls), STR_FMT(date),
		    s->reason.len > 0 ? ", " : "", STR_FMT(s->reason));
	default:
		return arena_strf(
		    arena, "excused from %.*s", STR_FMT(s->controls));
	}
}

static enum err_code
fill(struct work *w, const struct owed *owed, struct verdict_thing *out,
    struct err *err)
{
	const struct catalog_strs *names = &owed->obligation->controls;
	struct sides sides = {0};
	struct str text = STR("");
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < names->n && rc == ERR_NONE; i++)
		rc = add_control(w, owed, names->v[i], &sides, err);
	for (size_t i = 0; i < sides.n && rc == ERR_NONE; i++) {
		struct str one = side_text(w, &sides.v[i]);

		text = arena_strf(w->arena, "%.*s%s%.*s", STR_FMT(text),
		    i > 0 ? "; " : "", STR_FMT(one));
		if (one.ptr == NULL || text.ptr == NULL)
			return arena_fail(w->arena, err);
	}
	*out = (struct verdict_thing){.obligation = owed->obligation,
	    .thing = owed->thing,
	    .title = verdict_thing_title(w->ts->catalog, owed->thing, w->arena),
	    .sentence = text,
	    .reason = owed->due.reason,
	    .due = owed->due};
	out->due.state = state_of(owed);
	return rc;
}

enum err_code
verdict_person(struct tallies *tallies, struct id person, int64_t at,
    struct arena *arena, struct verdict_things *out, struct err *err)
{
	struct work w = {.ts = tallies, .person = person, .arena = arena};
	struct verdict_things things = {0};
	struct owed_list list;
	uint64_t position;
	enum err_code rc = tallies_follow(tallies, arena, &position, err);

	if (rc != ERR_NONE)
		return rc;
	w.policy = engine_policy(tallies->engine, at);
	w.now = tally_day_end(w.policy, at);
	w.policy = engine_policy(tallies->engine, w.now);
	rc = ask(&w, STR_NONE, &list, err);
	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		struct verdict_thing *t = ARENA_PUSH(arena, &things);

		rc = t == NULL ? arena_fail(arena, err)
			       : fill(&w, &list.v[i], t, err);
	}
	if (rc == ERR_NONE)
		*out = things;
	return rc;
}
