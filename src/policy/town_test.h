#ifndef POLICY_TOWN_TEST_H
#define POLICY_TOWN_TEST_H

/* What the tests of published policies share: the people of learn's world, an
   engine, and policies that are handed in as text. */
#include "learn/world_test.h"
#include "policy/effect.h"
#include "policy/publish.h"
#include "policy/signature.h"
#include "policy/view.h"

#define DAYS(n) ((n)*CLOCK_DAY)

static const struct ledger_view *const views[] = {
    &people_view, &catalog_view, &learn_view, &policy_view, NULL};

struct town {
	struct world w;
	struct engine *engine;
	const struct policy *policy; /* the last one handed in */
};

static inline void
town_open(struct town *t, struct store *store)
{
	struct err err;

	memset(t, 0, sizeof(*t));
	world_open(&t->w, store);
	t->w.log.config.views = views;
	CHECK_OK(engine_new(store, t->w.catalog, &t->engine, &err), &err);
}

static inline void
town_close(struct town *t)
{
	engine_free(t->engine);
	world_close(&t->w);
}

/* A policy whose days are this many after the world's beginning. */
static inline struct str
text(struct town *t, unsigned version, int days, const char *rest)
{
	char from[CLOCK_DATE_LEN + 1], approved[CLOCK_DATE_LEN + 1];

	clock_write_date(WORLD_START + DAYS(days), from);
	clock_write_date(t->w.now + DAYS(days < 0 ? days : 0), approved);
	return arena_strf(&t->w.arena,
	    "policy: training\nversion: %u\ntitle: \"Training\"\n"
	    "owner: Olga\napprover: Max\napproved: %s\neffective: %s\n"
	    "review_by: 2030-01-01\nstatement: {who: a, what: b, how_often: "
	    "c, onboarding: d, non_completion: e, enforced: f}\n%s",
	    version, approved, from, rest);
}

#define EVERYBODY                                                      \
	"obligations:\n  - id: all\n    title: All\n"                  \
	"    kind: assign-recurring\n    what:\n      modules: [m1]\n" \
	"    cadence: {rule: after-completion, every: 12 months}\n"    \
	"    first_days: 30\n"

/* What nobody owed before: m2. */
#define MORE                                              \
	EVERYBODY "  - id: more\n    title: More\n"       \
		  "    kind: assign-initial\n    what:\n" \
		  "      modules: [m2]\n    first_days: 20\n"

static inline struct policy *
read_policy(struct town *t, struct str yaml)
{
	struct policy *p;
	struct err err;

	CHECK_OK(policy_read(
		     yaml, "policy.yaml", t->w.catalog, &t->w.arena, &p, &err),
	    &err);
	return p;
}

struct act {
	struct town *t;
	struct policy_publish in;
	struct policy_problems problems;
	struct policy_publishes list;
	uint64_t n;
};

static inline enum err_code
publish_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return policy_publish(
	    db, a->t->w.catalog, &a->t->w.arena, &a->in, NULL, err);
}

static inline enum err_code
publish(struct town *t, struct str yaml, struct id actor, struct err *err)
{
	struct act a = {.t = t,
	    .in = {read_policy(t, yaml), STR("because of a test"), actor}};
	enum err_code rc = store_write(t->w.log.store, publish_in, &a, err);

	t->policy = a.in.policy;
	if (rc == ERR_NONE)
		world_settle(&t->w);
	return rc;
}

static inline void
published(struct town *t, struct str yaml)
{
	struct err err;

	CHECK_OK(publish(t, yaml, PERSON_PROGRAM, &err), &err);
	CHECK_OK(engine_follow(t->engine, NULL, &err), &err);
}

static inline enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return policy_published_list(db, &a->t->w.arena, &a->list, err);
}

static inline struct policy_publishes
list(struct town *t)
{
	struct act a = {.t = t};
	struct err err;

	CHECK_OK(store_read(t->w.log.store, list_in, &a, &err), &err);
	return a.list;
}

#endif
