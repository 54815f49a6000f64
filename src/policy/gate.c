#include "policy/gate_judge.h"

#define TRY_MEMORY ((size_t)16 << 20)

static const char *const names[GATE_STATES] = {
    [GATE_CURRENT] = "current",
    [GATE_DUE] = "due",
    [GATE_GRACE] = "grace",
    [GATE_LAPSED] = "lapsed",
    [GATE_EXEMPT] = "exempt",
    [GATE_BREAK_GLASS] = "break-glass",
    [GATE_UNKNOWN_PERSON] = "unknown-person",
    [GATE_NO_GATE] = "no-gate",
};

const char *
gate_state_name(enum gate_state state)
{
	return names[state];
}

bool
gate_state_read(struct str name, enum gate_state *out)
{
	for (unsigned i = 0; i < GATE_STATES; i++)
		if (str_eq(name, str_from(names[i]))) {
			*out = (enum gate_state)i;
			return true;
		}
	return false;
}

bool
gate_state_passes(enum gate_state state)
{
	return state != GATE_LAPSED && state != GATE_UNKNOWN_PERSON;
}

bool
gate_asks(const struct policy_obligation *obligation, struct str system)
{
	for (size_t i = 0; i < obligation->gates.n; i++)
		if (str_eq(obligation->gates.v[i], system))
			return true;
	return false;
}

static bool
never_gated(struct str system)
{
	return str_eq(system, STR(GATE_NEVER));
}

bool
gate_there(const struct policy *policy, struct str system)
{
	if (never_gated(system))
		return false;
	if (policy_gate(policy, system) != NULL)
		return true;
	for (size_t i = 0; i < policy->obligations.n; i++)
		if (gate_asks(&policy->obligations.v[i], system))
			return true;
	return false;
}

enum err_code
gate_systems(const struct policy *policy, struct arena *arena,
    struct gate_systems *out, struct err *err)
{
	struct gate_systems all = {0};

	for (size_t i = 0; i < policy->systems.n; i++) {
		struct str id = policy->systems.v[i].id, *slot;

		if (!gate_there(policy, id))
			continue;
		slot = ARENA_PUSH(arena, &all);
		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = id;
	}
	*out = all;
	return ERR_NONE;
}

enum err_code
gate_known(const struct policy *policy, struct str system, struct err *err)
{
	struct buf list;
	enum err_code rc;

	if (never_gated(system) || policy_system(policy, system) != NULL ||
	    gate_there(policy, system))
		return ERR_NONE;
	buf_init(&list, 256);
	for (size_t i = 0; i < policy->systems.n; i++)
		buf_addf(&list, "%s%.*s", i > 0 ? ", " : "",
		    STR_FMT(policy->systems.v[i].id));
	rc = err_set(err, ERR_NOT_FOUND,
	    "the policy has no system '%.*s'; it has %.*s",
	    STR_FMT(str_sub(system, 0, 100)),
	    STR_FMT(list.len > 0 ? buf_view(&list) : STR("none")));
	buf_release(&list);
	return rc;
}

/* One asking, again and again for different instants. */
struct asking {
	struct engine *engine;
	struct id person;
	struct str system;
	const struct gate_openings *openings;
	bool reasons;
};

static enum err_code
unknown(struct gate_answer *out, struct str reason)
{
	out->state = GATE_UNKNOWN_PERSON;
	out->allow = false;
	out->reason = reason;
	return ERR_NONE;
}

static const struct gate_opening *
opened(const struct asking *a, int64_t at)
{
	for (size_t i = 0; a->openings != NULL && i < a->openings->n; i++)
		if (id_eq(a->openings->v[i].person, a->person) &&
		    a->openings->v[i].until >= at)
			return &a->openings->v[i];
	return NULL;
}

/* Who comes to the gate without a recorded access is judged as if they had it
   from now on. */
static enum err_code
judge(const struct asking *a, const struct policy *policy, int64_t at,
    struct arena *arena, struct gate_answer *out, struct err *err)
{
	const struct policy_gate *gate = policy_gate(policy, a->system);
	const struct gate_terms terms = {.system = a->system,
	    .grace_days = gate != NULL ? gate->grace_days : 0,
	    .zone = &policy->zone,
	    .now = at};
	struct owed_list owed = {0};
	enum err_code rc = engine_person(a->engine, a->person,
	    &(struct engine_ask){
		.now = at, .reasons = a->reasons, .as_if_access = a->system},
	    arena, &owed, err);

	return rc == ERR_NONE ? gate_judge(&owed, &terms, arena, out, err) : rc;
}

static enum err_code
state_at(const struct asking *a, int64_t at, struct arena *arena,
    struct gate_answer *out, struct err *err)
{
	const struct policy *policy = engine_policy(a->engine, at);
	struct engine_who who;
	enum err_code rc;

	out->version = policy->version;
	if (never_gated(a->system)) {
		out->state = GATE_EXEMPT;
		out->allow = true;
		out->reason = STR("incident response is never gated");
		return ERR_NONE;
	}
	if (id_is_none(a->person) ||
	    !engine_who(a->engine, a->person, at, arena, &who))
		return unknown(out, STR("nobody here has that address"));
	if (!who.here)
		return unknown(out, STR("you are not here any more"));
	if (!gate_there(policy, a->system)) {
		out->state = GATE_NO_GATE;
		out->allow = true;
		out->reason = STR("the policy has no gate on this system");
		return ERR_NONE;
	}
	rc = judge(a, policy, at, arena, out, err);
	if (rc != ERR_NONE || out->allow || opened(a, at) == NULL)
		return rc;
	out->state = GATE_BREAK_GLASS;
	out->allow = true;
	out->reason = arena_strf(arena,
	    "opened by break-glass; otherwise: %.*s", STR_FMT(out->reason));
	return out->reason.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

/* Whether the answer is still this one at an instant to come. */
static enum err_code
stands(struct asking *a, const struct gate_answer *now, int64_t at,
    struct arena *arena, bool *out, struct err *err)
{
	struct gate_answer then = {0};
	enum err_code rc;

	arena_reset(arena);
	rc = state_at(a, at, arena, &then, err);
	if (rc == ERR_NONE)
		*out = then.allow == now->allow && then.state == now->state &&
		    then.version == now->version;
	return rc;
}

/*
 * The last instant of the answer before an end, found by halving: a state only
 * goes on to the next one by itself.
 */
static enum err_code
find_last(struct asking *a, const struct gate_answer *now, int64_t end,
    int64_t *out, struct err *err)
{
	int64_t good = now->issued, bad = end;
	struct arena arena;
	bool same = false;
	enum err_code rc;

	if (end <= good)
		return ERR_NONE;
	arena_init(&arena, TRY_MEMORY);
	rc = stands(a, now, bad - 1, &arena, &same, err);
	if (same)
		good = bad - 1;
	while (rc == ERR_NONE && bad - good > 1) {
		int64_t middle = good + (bad - good) / 2;

		rc = stands(a, now, middle, &arena, &same, err);
		if (same)
			good = middle;
		else
			bad = middle;
	}
	arena_release(&arena);
	if (rc == ERR_NONE)
		*out = good;
	return rc;
}

/* Minutes are cut off the day so that asking again soon gives the same end. */
static enum err_code
find_ends(struct asking *a, struct gate_answer *now, unsigned stale_minutes,
    struct err *err)
{
	const int64_t hour = 3600 * CLOCK_SECOND;
	int64_t stale = stale_minutes * 60 * CLOCK_SECOND;
	enum err_code rc;

	now->until = now->stands_in = now->issued;
	rc =
	    find_last(a, now, now->issued - now->issued % hour + GATE_STAND_MAX,
		&now->until, err);
	if (rc == ERR_NONE)
		rc = find_last(
		    a, now, now->issued + stale, &now->stands_in, err);
	return rc;
}

enum err_code
gate_look(struct engine *engine, struct id person, struct str system,
    const struct gate_openings *openings, int64_t now, struct arena *arena,
    struct gate_answer *out, struct err *err)
{
	const struct policy *policy = engine_policy(engine, now);
	const struct policy_gate *gate = policy_gate(policy, system);
	const struct asking a = {engine, person, system, openings, true};
	struct gate_answer answer = {.system = system,
	    .who = person,
	    .issued = now,
	    .fail_open = gate != NULL && gate->fail_open};
	enum err_code rc = gate_known(policy, system, err);

	if (rc == ERR_NONE)
		rc = state_at(&a, now, arena, &answer, err);
	if (rc == ERR_NONE)
		*out = answer;
	return rc;
}

enum err_code
gate_decide(struct engine *engine, struct id person, struct str system,
    const struct gate_openings *openings, int64_t now, struct arena *arena,
    struct gate_answer *out, struct err *err)
{
	struct asking a = {engine, person, system, openings, false};
	const struct policy_gate *gate;
	struct gate_answer answer;
	enum err_code rc = gate_look(
	    engine, person, system, openings, now, arena, &answer, err);

	if (rc != ERR_NONE)
		return rc;
	gate = policy_gate(engine_policy(engine, now), system);
	rc =
	    find_ends(&a, &answer, gate != NULL ? gate->stale_minutes : 0, err);
	if (rc == ERR_NONE)
		*out = answer;
	return rc;
}
