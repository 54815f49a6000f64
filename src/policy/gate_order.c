#include "policy/gate_order.h"

#include "base/clock.h"
#include "codec/csv.h"
#include "people/person.h"
#include "policy/gate_right.h"
#include "sql/gate.h"

#define FOREVER (INT64_C(253402300799) * CLOCK_SECOND) /* the year 9999 */

const char *
gate_order_name(enum gate_order_is is)
{
	static const char *const names[GATE_ORDERS] = {
	    [GATE_ORDER_YES] = "yes",
	    [GATE_ORDER_LATE] = "late",
	    [GATE_ORDER_NEVER] = "never",
	    [GATE_ORDER_NOTHING] = "nothing asked",
	};

	return names[is];
}

double
gate_order_share(const struct gate_order_report *r)
{
	return r->counted == 0
	    ? 0
	    : (double)r->by[GATE_ORDER_YES] / (double)r->counted;
}

struct work {
	struct gate_desk *desk;
	const struct gate_order_ask *ask;
	struct arena *arena;
	struct str system;
	struct sql_gate_grants_rows grants;
	struct gate_order_report out;
};

static enum err_code
read_grants(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum err_code rc = gate_looks(db, w->arena, w->ask->viewer, err);

	w->grants = (struct sql_gate_grants_rows){0};
	if (rc != ERR_NONE)
		return rc;
	return sql_gate_grants(db, w->arena,
	    &(struct sql_gate_grants_in){.system = w->system,
		.since = w->ask->since,
		.until = w->ask->until != 0 ? w->ask->until : FOREVER},
	    &w->grants, err);
}

/* When a thing that was wanting from an instant on was done, or 0. */
static enum err_code
done_later(struct work *w, const struct owed *o, int64_t from, int64_t *out,
    struct err *err)
{
	struct engine_spans spans = {0};
	enum err_code rc = ERR_NONE;

	*out = 0;
	if (w->ask->now > from)
		rc = engine_history(w->desk->engine, o->person,
		    &(struct engine_item){o->obligation, o->thing, STR_NONE},
		    from, w->ask->now, w->arena, &spans, err);
	for (size_t i = 0; rc == ERR_NONE && i < spans.n && *out == 0; i++)
		if (spans.v[i].state == DUE_IS_CURRENT)
			*out = spans.v[i].from;
	return rc;
}

static bool
stood(const struct owed *o)
{
	return o->due.state == DUE_IS_CURRENT ||
	    o->due.state == DUE_IS_EXCUSED ||
	    (o->due.state == DUE_IS_DUE && o->due.done != NULL);
}

/* Trained when the last of all that was asked at an instant was done. */
static enum err_code
judge(struct work *w, const struct owed_list *owed, int64_t asked,
    struct gate_order *to, struct err *err)
{
	bool some = false, never = false;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < owed->n; i++) {
		const struct owed *o = &owed->v[i];
		int64_t at = 0;

		if (!gate_asks(o->obligation, to->system))
			continue;
		some = true;
		if (!stood(o)) {
			rc = done_later(w, o, asked, &at, err);
			never |= at == 0;
		} else if (o->due.done != NULL) {
			at = o->due.done->at;
		}
		if (at > to->trained)
			to->trained = at;
	}
	to->is = !some                 ? GATE_ORDER_NOTHING
	    : never                    ? GATE_ORDER_NEVER
	    : to->trained > to->access ? GATE_ORDER_LATE
				       : GATE_ORDER_YES;
	if (never)
		to->trained = 0;
	return rc;
}

/* The day that is judged: when the access began, or when it was entered where
   the person was not known before. */
static int64_t
asked_at(
    struct work *w, const struct sql_gate_grants_row *g, struct engine_who *who)
{
	struct engine *e = w->desk->engine;

	if (engine_who(e, g->person, g->since, w->arena, who) && who->here)
		return g->since;
	if (engine_who(e, g->person, g->since_known, w->arena, who) &&
	    who->here)
		return g->since_known;
	return g->since;
}

static enum err_code
one_grant(struct work *w, const struct sql_gate_grants_row *g, struct err *err)
{
	struct gate_order *to = ARENA_PUSH(w->arena, &w->out);
	struct owed_list owed = {0};
	struct engine_who who = {0};
	int64_t asked;
	enum err_code rc;

	if (to == NULL)
		return arena_fail(w->arena, err);
	asked = asked_at(w, g, &who);
	*to = (struct gate_order){.person = g->person,
	    .name = who.name,
	    .email = who.email,
	    .system = w->system,
	    .level = g->level,
	    .source = g->source,
	    .access = g->since,
	    .known = g->since_known};
	rc = engine_person(w->desk->engine, g->person,
	    &(struct engine_ask){.now = asked}, w->arena, &owed, err);
	if (rc == ERR_NONE)
		rc = judge(w, &owed, asked, to, err);
	if (rc == ERR_NONE)
		w->out.by[to->is]++;
	return rc;
}

static enum err_code
one_system(struct work *w, struct str system, struct err *err)
{
	enum err_code rc;

	w->system = system;
	rc = store_read(w->desk->store, read_grants, w, err);
	for (size_t i = 0; rc == ERR_NONE && i < w->grants.n; i++)
		rc = one_grant(w, &w->grants.v[i], err);
	return rc;
}

enum err_code
gate_order(struct gate_desk *desk, const struct gate_order_ask *ask,
    struct arena *arena, struct gate_order_report *out, struct err *err)
{
	struct work w = {.desk = desk, .ask = ask, .arena = arena};
	const struct policy *policy;
	struct gate_systems systems = {0};
	struct gate_order_report *r = &w.out;
	enum err_code rc = engine_follow(desk->engine, NULL, err);

	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(desk->engine, ask->now);
	if (ask->system.len > 0) {
		rc = gate_known(policy, ask->system, err);
		if (rc == ERR_NONE)
			rc = one_system(&w, ask->system, err);
	} else {
		rc = gate_systems(policy, arena, &systems, err);
		for (size_t i = 0; rc == ERR_NONE && i < systems.n; i++)
			rc = one_system(&w, systems.v[i], err);
	}
	if (rc != ERR_NONE)
		return rc;
	r->counted = r->by[GATE_ORDER_YES] + r->by[GATE_ORDER_LATE] +
	    r->by[GATE_ORDER_NEVER];
	r->in_order = interval_wilson(r->by[GATE_ORDER_YES], r->counted);
	*out = w.out;
	return ERR_NONE;
}

static struct str
when(int64_t at, char text[CLOCK_TEXT_LEN + 1])
{
	if (at == 0)
		return STR("");
	clock_write(at, text);
	return str_from(text);
}

void
gate_order_csv(const struct gate_order_report *r, struct buf *out)
{
	static const char *const heads[] = {"system", "name", "email", "level",
	    "source", "trained_before_access", "trained", "access",
	    "access_recorded"};
	struct csv_writer w = {.out = out};
	char text[CLOCK_TEXT_LEN + 1];

	for (size_t i = 0; i < NELEM(heads); i++)
		csv_str(&w, str_from(heads[i]));
	csv_end(&w);
	for (size_t i = 0; i < r->n; i++) {
		const struct gate_order *o = &r->v[i];

		csv_guarded(&w, o->system);
		csv_guarded(&w, o->name);
		csv_guarded(&w, o->email);
		csv_guarded(&w, o->level);
		csv_guarded(&w, o->source);
		csv_str(&w, str_from(gate_order_name(o->is)));
		csv_str(&w, when(o->trained, text));
		csv_str(&w, when(o->access, text));
		csv_str(&w, when(o->known, text));
		csv_end(&w);
	}
}
