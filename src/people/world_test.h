#ifndef PEOPLE_WORLD_TEST_H
#define PEOPLE_WORLD_TEST_H

/* What the tests of this folder share: a log, and an organisation with one
   person of each role, Ada being the administrator. */

#include "base/clock.h"
#include "ledger/ledger.h"
#include "ledger/signer.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/scope.h"
#include "people/setup.h"
#include "people/team.h"
#include "store/testing.h"

#define WORLD_PASSWORD "correct horse battery"
#define WORLD_START    INT64_C(1780000000000000) /* some day in 2026 */

struct world {
	struct store *store;
	struct arena arena;
	struct signer *signer;
	struct ledger_config config;
	char keys[64];
	struct id by_role[ROLE_COUNT];
	struct id team;
};

/* An action within a write, so that tests stay flat. */
struct act {
	struct world *w;
	struct id actor, person, team, out;
	struct person_new add;
	struct person_change change;
	struct str text, text2;
	void *more;
};

static inline void UNUSED
world_settle(struct world *w)
{
	struct err err = {0};

	CHECK_OK(ledger_integrate(&w->config, NULL, &err), &err);
}

static inline enum err_code UNUSED
act_add(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_add(db, &a->w->arena, a->actor, &a->add, &a->out, err);
}

static inline enum err_code UNUSED
act_team(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return team_make(db, &a->w->arena, a->actor, a->text, a->person,
	    STR("test"), &a->out, err);
}

static inline struct id UNUSED
world_add(struct world *w, enum person_role role, const char *name,
    const char *email, struct id team)
{
	struct act a = {.w = w,
	    .actor = PERSON_PROGRAM,
	    .add = {.name = str_from(name),
		.email = str_from(email),
		.role = role,
		.team = team,
		.source = STR("test")}};
	struct err err = {0};

	CHECK_OK(store_write(w->store, act_add, &a, &err), &err);
	return a.out;
}

static inline void UNUSED
world_open(struct world *w, struct store *store)
{
	static const struct ledger_view *const views[] = {
	    &people_view, &scope_view, NULL};
	struct act a = {
	    .w = w, .actor = PERSON_PROGRAM, .text = STR("payments")};
	struct err err = {0};

	*w = (struct world){.store = store};
	clock_set_for_test(WORLD_START);
	arena_init(&w->arena, 64 << 20);
	store_test_folder(w->keys);
	CHECK_OK(signer_open(w->keys, STR("test"), &w->signer, &err), &err);
	w->config = (struct ledger_config){.store = store,
	    .origin = STR("test"),
	    .views = views,
	    .some_views = true,
	    .signer = signer_port(w->signer)};
	CHECK_OK(setup_run(store, &w->arena,
		     &(struct setup){.name = STR("Acme"),
			 .public_url = STR("https://assay.acme.example/"),
			 .admin_name = STR("Ada Lovelace"),
			 .admin_email = STR("Ada@acme.example"),
			 .password = STR(WORLD_PASSWORD)},
		     &w->by_role[ROLE_ADMIN], &err),
	    &err);
	w->by_role[ROLE_LEAD] = world_add(
	    w, ROLE_LEAD, "Grace", "grace@acme.example", (struct id){0});
	a.person = w->by_role[ROLE_LEAD];
	CHECK_OK(store_write(store, act_team, &a, &err), &err);
	w->team = a.out;
	w->by_role[ROLE_DEVELOPER] = world_add(
	    w, ROLE_DEVELOPER, "Dennis", "dennis@acme.example", w->team);
	w->by_role[ROLE_SECURITY_LEAD] = world_add(w, ROLE_SECURITY_LEAD,
	    "Radia", "radia@acme.example", (struct id){0});
	w->by_role[ROLE_AUDITOR] = world_add(
	    w, ROLE_AUDITOR, "Edsger", "edsger@acme.example", (struct id){0});
	world_settle(w);
}

static inline void UNUSED
world_close(struct world *w)
{
	signer_close(w->signer);
	store_test_folder_gone(w->keys);
	arena_release(&w->arena);
	clock_set_for_test(0);
}

#endif
