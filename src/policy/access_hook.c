#include "policy/access_hook.h"

#include "people/person.h"
#include "policy/gate_right.h"
#include "sql/access_hook.h"
#include "sql/gate.h"

#define MEMORY     ((size_t)256 << 20)
#define ONE_MEMORY ((size_t)16 << 20)

/* One gate, and everybody who has the access or had something done to it. */
struct round {
	struct gate_desk *desk;
	struct arena *arena;
	struct str system;
	int64_t now;
	struct sql_gate_holders_rows holders;
	struct sql_hook_last_rows last;
	struct gate_openings openings;
	struct {
		struct step *v;
		size_t n, cap;
	} steps;
};

/* What is to be written. */
struct step {
	enum { STEP_REVOKE, STEP_RESTORE, STEP_ASK_RESTORE, STEP_DROP } kind;
	struct id person, hook, approver;
	struct str why;
};

static enum err_code
read_round(struct db *db, void *ctx, struct err *err)
{
	struct round *r = ctx;
	enum err_code rc;

	memset(&r->holders, 0, sizeof(r->holders));
	memset(&r->last, 0, sizeof(r->last));
	rc = sql_gate_holders(db, r->arena,
	    &(struct sql_gate_holders_in){.system = r->system, .now = r->now},
	    &r->holders, err);
	if (rc == ERR_NONE)
		rc = sql_hook_last(db, r->arena,
		    &(struct sql_hook_last_in){.system = r->system}, &r->last,
		    err);
	return rc == ERR_NONE ? gate_openings_now(db, r->arena, r->system,
				    r->now, &r->openings, err)
			      : rc;
}

static bool
holds(const struct round *r, struct id person)
{
	for (size_t i = 0; i < r->holders.n; i++)
		if (id_eq(r->holders.v[i].person, person))
			return true;
	return false;
}

static const struct sql_hook_last_row *
last_of(const struct round *r, struct id person)
{
	for (size_t i = 0; i < r->last.n; i++)
		if (id_eq(r->last.v[i].person, person))
			return &r->last.v[i];
	return NULL;
}

static enum err_code
add(struct round *r, const struct step *step, struct err *err)
{
	struct step *slot = ARENA_PUSH(r->arena, &r->steps);

	if (slot == NULL)
		return arena_fail(r->arena, err);
	*slot = *step;
	slot->why = arena_str(r->arena, step->why);
	return slot->why.ptr != NULL ? ERR_NONE : arena_fail(r->arena, err);
}

/* Lapsed, and the access stands. */
static enum err_code
lapsed(struct round *r, const struct gate_answer *a,
    const struct sql_hook_last_row *last, struct err *err)
{
	bool restore = last != NULL && str_eq(last->action, STR("restore"));

	if (restore && !str_eq(last->state, STR("called")))
		return add(r,
		    &(struct step){STEP_DROP, a->who, last->id, {{0}},
			STR("lapsed again")},
		    err);
	if (last != NULL && !restore)
		return ERR_NONE; /* asked for already */
	return add(r,
	    &(struct step){STEP_REVOKE, a->who, id_new(), {{0}}, a->reason},
	    err);
}

/* It passes, or the access has ended otherwise. */
static enum err_code
passes(struct round *r, const struct gate_answer *a, bool here,
    const struct sql_hook_last_row *last, struct err *err)
{
	if (last == NULL || str_eq(last->action, STR("restore")))
		return ERR_NONE;
	if (!str_eq(last->state, STR("called")))
		return add(r,
		    &(struct step){STEP_DROP, a->who, last->id, {{0}},
			here ? a->reason : STR("the access has ended")},
		    err);
	return add(r,
	    &(struct step){here ? STEP_RESTORE : STEP_ASK_RESTORE, a->who,
		id_new(), last->approver, a->reason},
	    err);
}

static enum err_code
look_at(struct round *r, struct id person, bool here,
    const struct sql_hook_last_row *last, struct err *err)
{
	struct gate_answer a;
	struct arena one;
	enum err_code rc;

	arena_init(&one, ONE_MEMORY);
	rc = gate_look(r->desk->engine, person, r->system, &r->openings, r->now,
	    &one, &a, err);
	if (rc == ERR_NONE && a.state == GATE_LAPSED && here)
		rc = lapsed(r, &a, last, err);
	else if (rc == ERR_NONE && a.allow)
		rc = passes(r, &a, here, last, err);
	else if (rc == ERR_NONE && last != NULL && !here &&
	    !str_eq(last->state, STR("called")))
		rc = add(r,
		    &(struct step){STEP_DROP, person, last->id, {{0}},
			STR("the access has ended")},
		    err);
	arena_release(&one);
	return rc;
}

static enum err_code
add_hook(
    struct db *db, const struct round *r, const struct step *s, struct err *err)
{
	struct sql_hook_add_in in = {.id = s->hook,
	    .person = s->person,
	    .system = r->system,
	    .action = STR("restore"),
	    .state = STR("proposed"),
	    .why = s->why,
	    .proposed = r->now};

	if (s->kind == STEP_REVOKE)
		in.action = STR("revoke");
	if (s->kind == STEP_RESTORE) {
		in.state = STR("approved");
		in.approver = s->approver;
		in.decided = (struct sql_int){true, r->now};
	}
	return sql_hook_add(db, &in, NULL, err);
}

static enum err_code
write_steps(struct db *db, void *ctx, struct err *err)
{
	const struct round *r = ctx;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < r->steps.n; i++) {
		const struct step *s = &r->steps.v[i];

		rc = s->kind == STEP_DROP
		    ? sql_hook_drop(db,
			  &(struct sql_hook_drop_in){
			      .id = s->hook, .said = s->why, .now = r->now},
			  NULL, err)
		    : add_hook(db, r, s, err);
	}
	return rc;
}

static enum err_code
one_gate(struct gate_desk *desk, struct str system, int64_t now, unsigned *made,
    struct err *err)
{
	struct arena arena;
	struct round r = {
	    .desk = desk, .arena = &arena, .system = system, .now = now};
	enum err_code rc;

	arena_init(&arena, MEMORY);
	rc = store_read(desk->store, read_round, &r, err);
	for (size_t i = 0; rc == ERR_NONE && i < r.holders.n; i++) {
		struct id person = r.holders.v[i].person;

		rc = look_at(&r, person, true, last_of(&r, person), err);
	}
	for (size_t i = 0; rc == ERR_NONE && i < r.last.n; i++)
		if (!holds(&r, r.last.v[i].person))
			rc = look_at(
			    &r, r.last.v[i].person, false, &r.last.v[i], err);
	if (rc == ERR_NONE && r.steps.n > 0)
		rc = store_write(desk->store, write_steps, &r, err);
	if (rc == ERR_NONE)
		*made += (unsigned)r.steps.n;
	arena_release(&arena);
	return rc;
}

enum err_code
access_hook_propose(
    struct gate_desk *desk, int64_t now, unsigned *made, struct err *err)
{
	const struct policy *policy;
	unsigned n = 0;
	enum err_code rc = engine_follow(desk->engine, NULL, err);

	if (rc != ERR_NONE)
		return rc;
	policy = engine_policy(desk->engine, now);
	for (size_t i = 0; rc == ERR_NONE && i < policy->gates.n; i++)
		if (policy->gates.v[i].revoke)
			rc = one_gate(
			    desk, policy->gates.v[i].system, now, &n, err);
	if (rc == ERR_NONE && made != NULL)
		*made = n;
	return rc;
}

/* --- decisions and the list --------------------------------------------- */

enum err_code
access_hook_decide(struct db *db, struct arena *arena, struct id actor,
    struct id hook, bool approve, int64_t now, struct err *err)
{
	struct sql_hook_by_id_row row;
	bool program = id_eq(actor, PERSON_PROGRAM), found = false;
	uint64_t changed = 0;
	enum err_code rc = gate_acts(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = sql_hook_by_id(db, arena,
		    &(struct sql_hook_by_id_in){.id = hook}, &found, &row, err);
	if (rc == ERR_NONE && !found)
		rc = err_set(err, ERR_NOT_FOUND, "there is no such action");
	if (rc == ERR_NONE && id_eq(row.person, actor))
		rc = err_set(
		    err, ERR_DENIED, "nobody decides about their own access");
	if (rc != ERR_NONE)
		return rc;
	rc = approve ? sql_hook_approve(db,
			   &(struct sql_hook_approve_in){.id = hook,
			       .approver = gate_actor(actor),
			       .program = program,
			       .now = now},
			   &changed, err)
		     : sql_hook_refuse(db,
			   &(struct sql_hook_refuse_in){.id = hook,
			       .approver = gate_actor(actor),
			       .program = program,
			       .now = now},
			   &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_CONFLICT,
		    "it is %.*s already: nothing is left to decide",
		    STR_FMT(row.state));
	return rc;
}

enum err_code
access_hook_list(struct db *db, struct arena *arena, struct id viewer,
    unsigned most, struct access_hooks *out, struct err *err)
{
	struct sql_hook_all_rows rows = {0};
	struct access_hooks all = {0};
	enum err_code rc = gate_looks(db, arena, viewer, err);

	if (rc == ERR_NONE)
		rc = sql_hook_all(db, arena,
		    &(struct sql_hook_all_in){.viewer = viewer,
			.program = id_eq(viewer, PERSON_PROGRAM),
			.most = most},
		    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		const struct sql_hook_all_row *h = &rows.v[i];
		struct access_hook *to = ARENA_PUSH(arena, &all);

		if (to == NULL)
			return arena_fail(arena, err);
		*to = (struct access_hook){h->id, h->person, h->name, h->email,
		    h->system, h->action, h->state, h->why, h->proposed,
		    h->decided.set ? h->decided.v : 0, h->by_name, h->tries,
		    h->called.set ? h->called.v : 0, h->said};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

enum err_code
access_hook_forget(
    struct db *db, struct id person, struct id stand_in, struct err *err)
{
	enum err_code rc = sql_hook_forget(
	    db, &(struct sql_hook_forget_in){.person = person}, NULL, err);

	if (rc == ERR_NONE)
		rc = sql_hook_forget_approver(db,
		    &(struct sql_hook_forget_approver_in){
			.person = person, .stand_in = stand_in},
		    NULL, err);
	return rc;
}
