#ifndef POLICY_GATE_WORLD_TEST_H
#define POLICY_GATE_WORLD_TEST_H

/*
 * What the tests of gates share: the world of learning with a policy that has
 *
 *	production	m1 before access; closed, 0 days of grace
 *	pipelines	m2 within 14 days of joining, yearly; closed, 7 days
 *	mail		no gate
 */
#include "learn/world_test.h"
#include "people/access.h"
#include "people/scope.h"
#include "policy/gate_desk.h"
#include "policy/gate_open.h"
#include "policy/gate_view.h"
#include "policy/view.h"

#define GATE_POLICY                                                          \
	"policy: training\nversion: 0\ntitle: \"P\"\nowner: \"O\"\n"         \
	"approver: \"A\"\napproved: 1970-01-01\neffective: 1970-01-01\n"     \
	"review_by: 9000-01-01\nstatement:\n  who: \"w\"\n  what: \"w\"\n"   \
	"  how_often: \"h\"\n  onboarding: \"o\"\n  non_completion: \"n\"\n" \
	"  enforced: \"e\"\n"                                                \
	"systems:\n"                                                         \
	"  - {id: production, title: \"Production\"}\n"                      \
	"  - {id: pipelines, title: \"Pipelines\"}\n"                        \
	"  - {id: mail, title: \"Mail\"}\n"                                  \
	"obligations:\n"                                                     \
	"  - id: first\n    title: \"First things\"\n"                       \
	"    kind: before-access\n    who:\n      access: [production]\n"    \
	"    what:\n      modules: [m1]\n    cadence: {rule: course}\n"      \
	"    controls: []\n    gates: [production]\n"                        \
	"  - id: yearly\n    title: \"Every year\"\n"                        \
	"    kind: assign-recurring\n    what:\n      modules: [m2]\n"       \
	"    first_days: 14\n    controls: []\n    gates: [pipelines]\n"     \
	"gates:\n"                                                           \
	"  - {system: production, fail: closed, stale_hours: 1, "            \
	"revoke: true}\n"                                                    \
	"  - {system: pipelines, fail: open, grace_days: 7}\n"

static const struct ledger_view *const gate_world_views[] = {&people_view,
    &scope_view, &catalog_view, &learn_view, &policy_view, &gate_view, NULL};

struct gate_world {
	struct world w;
	struct engine *engine;
	struct gate_desk desk;
};

static inline void UNUSED
gate_world_open(struct gate_world *g, struct store *store)
{
	struct str dir;
	struct err err;

	memset(g, 0, sizeof(*g));
	world_open(&g->w, store);
	g->w.log.config.views = gate_world_views;
	CHECK_OK(ledger_rebuild(
		     &g->w.log.config, false, NULL, NULL, &(uint64_t){0}, &err),
	    &err);
	dir = arena_strf(&g->w.arena, "%s/policies", g->w.content);
	CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	world_put(&g->w, "policies/default.yaml", STR(GATE_POLICY));
	world_publish(&g->w);
	world_settle(&g->w);
	CHECK_OK(engine_new(store, g->w.catalog, &g->engine, &err), &err);
	CHECK_OK(engine_follow(g->engine, NULL, &err), &err);
	CHECK_OK(gate_desk_open(&g->desk, store, g->engine, &err), &err);
	atomic_store(&g->desk.signer, g->w.log.config.signer);
}

static inline void UNUSED
gate_world_close(struct gate_world *g)
{
	gate_desk_close(&g->desk);
	engine_free(g->engine);
	world_close(&g->w);
}

struct gate_granting {
	struct gate_world *g;
	struct id person;
	const char *system;
	int64_t from;
};

static inline enum err_code
gate_world_grant_in(struct db *db, void *ctx, struct err *err)
{
	const struct gate_granting *in = ctx;
	const struct access_key key = {
	    str_from(in->system), STR("user"), STR("test")};

	return access_grant(db, &in->g->w.arena, PERSON_PROGRAM, in->person,
	    &key, in->from, STR_NONE, NULL, err);
}

static inline void UNUSED
gate_world_grant(
    struct gate_world *g, struct id person, const char *system, int64_t from)
{
	struct gate_granting in = {g, person, system, from};
	struct err err;

	CHECK_OK(
	    store_write(g->w.log.store, gate_world_grant_in, &in, &err), &err);
	world_settle(&g->w);
}

static inline struct gate_answer UNUSED
gate_world_ask(struct gate_world *g, const char *email, const char *system)
{
	struct gate_answer a;
	struct err err;

	CHECK_OK(gate_ask(&g->desk, str_from(email), str_from(system),
		     STR("test"), &g->w.arena, &a, &err),
	    &err);
	world_settle(&g->w);
	return a;
}

/* How many facts of a type there are. */
struct gate_counting {
	enum ledger_type type;
	int64_t n;
};

static inline enum err_code
gate_world_count_one(const struct ledger_entry *e, void *ctx, struct err *err)
{
	struct gate_counting *c = ctx;

	(void)err;
	c->n += e->type == c->type;
	return ERR_NONE;
}

static inline enum err_code
gate_world_count_in(struct db *db, void *ctx, struct err *err)
{
	struct gate_counting *c = ctx;
	struct ledger_head head;
	struct arena arena;
	enum err_code rc;

	c->n = 0;
	arena_init(&arena, 1 << 20);
	rc = ledger_head(db, &arena, &head, err);
	if (rc == ERR_NONE)
		rc =
		    ledger_each(db, 0, head.size, gate_world_count_one, c, err);
	arena_release(&arena);
	return rc;
}

static inline int64_t UNUSED
gate_world_facts(struct gate_world *g, enum ledger_type type)
{
	struct gate_counting c = {.type = type};
	struct err err;

	CHECK_OK(
	    store_read(g->w.log.store, gate_world_count_in, &c, &err), &err);
	return c.n;
}

struct gate_opening_in {
	struct gate_world *g;
	struct gate_open in;
	int64_t until;
};

static inline enum err_code
gate_world_open_in(struct db *db, void *ctx, struct err *err)
{
	struct gate_opening_in *o = ctx;

	return gate_open(db, &o->g->w.arena, &o->in, &o->until, err);
}

#endif
