#ifndef POLICY_PROPOSAL_TEST_H
#define POLICY_PROPOSAL_TEST_H

/* What the tests of proposals and duties share: the people of people's tests,
   one of each role, in a world with a policy of its own and an engine. */
#include "ledger/content.h"
#include "people/scope.h"
#include "people/world_test.h"
#include "policy/certificate.h"
#include "policy/duty.h"
#include "policy/exception.h"
#include "policy/override.h"
#include "policy/view.h"

#include "catalog/publish.h"
#include "learn/view.h"

#define PDF    "%PDF-1.7\n1 0 obj\n"
#define REASON "The migration of payments runs until autumn."
#define STAND  "Grace reviews each of their changes meanwhile."

static struct world w;
static struct catalog *catalog;
static struct proposal_desk desk;
static struct id ada, grace, dennis, radia, edsger; /* admin ... auditor */
static struct id other_lead, other_team;

static const struct ledger_view *const all_views[] = {
    &people_view, &scope_view, &catalog_view, &learn_view, &policy_view, NULL};
static ledger_forget_fn *const all_forget[] = {proposal_forget, NULL};

static const char policy_text[] = "policy: training\n"
				  "version: 3\n"
				  "title: \"Training\"\n"
				  "owner: \"Security\"\n"
				  "approver: \"The board\"\n"
				  "approved: 2026-01-02\n"
				  "effective: 2026-02-01\n"
				  "review_by: 2027-01-02\n"
				  "zone: Africa/Johannesburg\n"
				  "statement:\n"
				  "  who: a\n"
				  "  what: b\n"
				  "  how_often: c\n"
				  "  onboarding: d\n"
				  "  non_completion: e\n"
				  "  enforced: f\n"
				  "settings: {keep_years: 3}\n"
				  "obligations:\n"
				  "  - id: injection\n"
				  "    title: \"Injection, yearly\"\n"
				  "    kind: assign-recurring\n"
				  "    who:\n"
				  "      role: [developer, admin, lead]\n"
				  "    what:\n"
				  "      modules: [a05-injection]\n"
				  "    first_days: 30\n"
				  "  - id: reports\n"
				  "    title: \"Reports to management\"\n"
				  "    kind: management-reporting\n"
				  "  - id: document\n"
				  "    title: \"The policy itself\"\n"
				  "    kind: policy\n"
				  "  - id: ladder\n"
				  "    title: \"Escalation\"\n"
				  "    kind: escalation\n"
				  "  - id: all-that-is-done\n"
				  "    title: \"Curriculum\"\n"
				  "    kind: curriculum\n"
				  "  - id: outsiders\n"
				  "    title: \"Third parties\"\n"
				  "    kind: third-party\n"
				  "equivalents:\n"
				  "  - topic: a05-injection\n"
				  "    course: \"Secure Coding in Practice\"\n"
				  "    edition: \"2025-09 (second)\"\n"
				  "    sections: [\"4 Injection\"]\n"
				  "    verified: \"supervised exam\"\n"
				  "    valid_months: 6\n"
				  "  - topic: report-incidents\n"
				  "    course: \"Responding\"\n"
				  "    edition: \"first\"\n"
				  "    verified: \"exercise\"\n"
				  "    valid_months: 36\n";

struct publishing {
	struct str text;
	const char *version, *effective;
};

static inline enum err_code
publish_tx(struct db *db, void *ctx, struct err *err)
{
	const struct publishing *p = ctx;
	uint8_t hash[32];
	int64_t effective;
	enum err_code rc = content_put(db, p->text, hash, err);

	if (rc != ERR_NONE)
		return rc;
	CHECK(clock_read_date(str_from(p->effective), &effective));
	const struct ledger_field fields[] = {
	    FIELD_TEXT("policy", STR("training")),
	    FIELD_TEXT("version", str_from(p->version)),
	    FIELD_HASH("content", ((struct str){(const char *)hash, 32})),
	    FIELD_TIME("effective", effective),
	};

	return ledger_append(db, &w.arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_POLICY_PUBLISHED,
		.at = clock_now(),
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

static inline void
settle(void)
{
	struct err err;

	world_settle(&w);
	CHECK_OK(engine_follow(desk.engine, NULL, &err), &err);
}

static inline void
publish(struct str text, const char *version, const char *effective)
{
	struct publishing p = {text, version, effective};
	struct err err;

	CHECK_OK(store_write(w.store, publish_tx, &p, &err), &err);
	settle();
}

/* Another lead, with a team that is not Dennis's. */
static inline void
add_other_lead(void)
{
	struct act a = {
	    .w = &w, .actor = PERSON_PROGRAM, .text = STR("shipping")};
	struct err err;

	other_lead = world_add(
	    &w, ROLE_LEAD, "Niklaus", "niklaus@acme.example", (struct id){0});
	a.person = other_lead;
	CHECK_OK(store_write(w.store, act_team, &a, &err), &err);
	other_team = a.out;
}

static inline void
open_world(struct store *store)
{
	struct err err;

	world_open(&w, store);
	ada = w.by_role[ROLE_ADMIN];
	grace = w.by_role[ROLE_LEAD];
	dennis = w.by_role[ROLE_DEVELOPER];
	radia = w.by_role[ROLE_SECURITY_LEAD];
	edsger = w.by_role[ROLE_AUDITOR];
	w.config.views = all_views;
	w.config.some_views = true;
	w.config.forget = all_forget;
	CHECK_OK(
	    ledger_rebuild(&w.config, false, NULL, NULL, NULL, &err), &err);
	CHECK_OK(catalog_load("content", &catalog, &err), &err);
	desk = (struct proposal_desk){.store = store, .catalog = catalog};
	CHECK_OK(engine_new(store, catalog, &desk.engine, &err), &err);
	add_other_lead();
	publish(str_from(policy_text), "3", "2026-02-01");
}

static inline void
close_world(void)
{
	engine_free(desk.engine);
	catalog_free(catalog);
	world_close(&w);
}

static inline int64_t
day(const char *text)
{
	int64_t at;

	CHECK(clock_read_date(str_from(text), &at));
	return at;
}

/* --- looking -------------------------------------------------------------- */

struct looking {
	struct id viewer, id;
	struct proposal one;
	struct proposals all;
	struct proposal_filter filter;
	struct str bytes, media;
};

static inline enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct looking *l = ctx;

	return proposal_get(db, &w.arena, l->viewer, l->id, &l->one, err);
}

static inline enum err_code
get(struct id viewer, struct id id, struct proposal *out)
{
	struct looking l = {.viewer = viewer, .id = id};
	struct err err;
	enum err_code rc = store_read(w.store, get_tx, &l, &err);

	if (rc == ERR_NONE)
		*out = l.one;
	return rc;
}

static inline enum err_code
list_tx(struct db *db, void *ctx, struct err *err)
{
	struct looking *l = ctx;

	return proposal_list(db, &w.arena, l->viewer, &l->filter, &l->all, err);
}

static inline enum err_code
document_tx(struct db *db, void *ctx, struct err *err)
{
	struct looking *l = ctx;

	return proposal_document(
	    db, &w.arena, l->viewer, l->id, &l->media, &l->bytes, err);
}

static inline enum err_code
document(struct id viewer, struct id id, struct str *out)
{
	struct looking l = {.viewer = viewer, .id = id};
	struct err err;
	enum err_code rc = store_read(w.store, document_tx, &l, &err);

	if (rc == ERR_NONE)
		*out = l.bytes;
	return rc;
}

static inline enum err_code
decide(struct id decider, struct id id, bool accept, struct err *err)
{
	struct proposal_decision in = {.accept = accept,
	    .why = accept ? STR("") : STR("The course can be taken now.")};
	enum err_code rc = proposal_decide(&desk, decider, id, &in, err);

	if (rc == ERR_NONE)
		settle();
	return rc;
}

static inline struct owed_list
owes(struct id person, const char *obligation)
{
	struct engine_ask ask = {.now = clock_now(),
	    .obligation = str_from(obligation),
	    .reasons = true};
	struct owed_list list = {0};
	struct err err;

	CHECK_OK(
	    engine_person(desk.engine, person, &ask, &w.arena, &list, &err),
	    &err);
	return list;
}

struct counting {
	enum ledger_type type;
	size_t n;
	struct ledger_entry *last;
};

static inline enum err_code
count_tx(struct db *db, void *ctx, struct err *err)
{
	struct counting *c = ctx;
	struct ledger_head head;
	enum err_code rc = ledger_head(db, &w.arena, &head, err);

	c->n = 0;
	for (uint64_t seq = 0; rc == ERR_NONE && seq < head.size; seq++) {
		struct ledger_entry e;

		rc = ledger_entry_by_seq(db, &w.arena, seq, &e, err);
		if (rc != ERR_NONE || e.type != c->type)
			continue;
		c->n++;
		if (c->last != NULL)
			*c->last = e;
	}
	return rc;
}

/* How many facts of a type there are, with the last of them. */
static inline size_t
facts(enum ledger_type type, struct ledger_entry *last)
{
	struct counting c = {.type = type, .last = last};
	struct err err;

	CHECK_OK(store_read(w.store, count_tx, &c, &err), &err);
	return c.n;
}

static inline void
check_rebuilt(void)
{
	uint64_t differences = 99;
	struct err err;

	CHECK_OK(
	    ledger_rebuild(&w.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
}

#endif
