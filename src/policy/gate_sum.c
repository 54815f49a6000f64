#include "policy/gate_sum.h"

#include "policy/gate_right.h"
#include "sql/gate.h"

#define ONE_MEMORY ((size_t)16 << 20)

struct work {
	struct gate_desk *desk;
	struct id viewer;
	int64_t now;
	unsigned most;
	struct arena *arena;
	struct str system;
	struct sql_gate_holders_rows holders;
	struct gate_openings openings;
	struct gate_sums out;
};

static enum err_code
read_holders(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;
	enum err_code rc = gate_looks(db, w->arena, w->viewer, err);

	memset(&w->holders, 0, sizeof(w->holders));
	if (rc == ERR_NONE)
		rc = sql_gate_holders(db, w->arena,
		    &(struct sql_gate_holders_in){
			.system = w->system, .now = w->now},
		    &w->holders, err);
	return rc == ERR_NONE ? gate_openings_now(db, w->arena, w->system,
				    w->now, &w->openings, err)
			      : rc;
}

static enum err_code
deny(struct work *w, const struct gate_answer *a, struct err *err)
{
	struct engine_who who = {0};
	struct gate_denied *d;

	if (w->out.denied.n >= w->most) {
		w->out.more++;
		return ERR_NONE;
	}
	d = ARENA_PUSH(w->arena, &w->out.denied);
	if (d == NULL)
		return arena_fail(w->arena, err);
	engine_who(w->desk->engine, a->who, w->now, w->arena, &who);
	*d = (struct gate_denied){a->who, who.name, who.email, w->system,
	    arena_str(w->arena, a->reason)};
	return d->reason.ptr != NULL ? ERR_NONE : arena_fail(w->arena, err);
}

static enum err_code
count(struct work *w, struct gate_sum *to, struct err *err)
{
	struct arena one;
	enum err_code rc = ERR_NONE;

	arena_init(&one, ONE_MEMORY);
	for (size_t i = 0; rc == ERR_NONE && i < w->holders.n; i++) {
		struct gate_answer a;

		arena_reset(&one);
		rc = gate_look(w->desk->engine, w->holders.v[i].person,
		    w->system, &w->openings, w->now, &one, &a, err);
		if (rc != ERR_NONE)
			break;
		to->n++;
		to->by[a.state]++;
		if (!a.allow)
			rc = deny(w, &a, err);
	}
	arena_release(&one);
	return rc;
}

static enum err_code
add_gate(struct work *w, const struct policy *policy, struct str system,
    struct err *err)
{
	const struct policy_gate *gate = policy_gate(policy, system);
	const struct policy_system *s = policy_system(policy, system);
	struct gate_sum *to = ARENA_PUSH(w->arena, &w->out.gates);
	enum err_code rc;

	if (to == NULL)
		return arena_fail(w->arena, err);
	*to = (struct gate_sum){
	    .system = system, .title = s != NULL ? s->title : system};
	if (gate != NULL) {
		to->fail_open = gate->fail_open;
		to->revoke = gate->revoke;
		to->grace_days = gate->grace_days;
		to->stale_minutes = gate->stale_minutes;
	}
	w->system = system;
	rc = store_read(w->desk->store, read_holders, w, err);
	return rc == ERR_NONE ? count(w, to, err) : rc;
}

static enum err_code
may_look(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	return gate_looks(db, w->arena, w->viewer, err);
}

enum err_code
gate_sum(struct gate_desk *desk, struct id viewer, int64_t now, unsigned most,
    struct arena *arena, struct gate_sums *out, struct err *err)
{
	struct work w = {.desk = desk,
	    .viewer = viewer,
	    .now = now,
	    .most = most,
	    .arena = arena};
	const struct policy *policy;
	struct gate_systems systems = {0};
	enum err_code rc = engine_follow(desk->engine, NULL, err);

	if (rc == ERR_NONE)
		rc = store_read(desk->store, may_look, &w, err);
	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(desk->engine, now);
	w.out.version = policy->version;
	rc = gate_systems(policy, arena, &systems, err);
	for (size_t i = 0; rc == ERR_NONE && i < systems.n; i++)
		rc = add_gate(&w, policy, systems.v[i], err);
	if (rc == ERR_NONE)
		*out = w.out;
	return rc;
}
