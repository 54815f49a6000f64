#ifndef POLICY_AWARENESS_TEST_H
#define POLICY_AWARENESS_TEST_H

/* What the tests of awareness share: the world of learn, with its views. */
#include "learn/world_test.h"
#include "policy/awareness_view.h"

static const struct ledger_view *const awareness_views[] = {
    &people_view, &catalog_view, &learn_view, &awareness_view, NULL};

struct scene {
	struct world w;
	struct id admin, security;
};

static inline void UNUSED
scene_open(struct scene *s, struct store *store)
{
	struct id none = {{0}};

	world_open(&s->w, store);
	s->w.log.config.views = awareness_views;
	s->admin = world_join(&s->w, "root", "admin", none, none);
	s->security = world_join(&s->w, "sec", "security_lead", none, none);
	world_settle(&s->w);
}

#endif
