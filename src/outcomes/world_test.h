#ifndef OUTCOMES_WORLD_TEST_H
#define OUTCOMES_WORLD_TEST_H

#include <unistd.h>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "ledger/signer.h"
#include "outcomes/finding.h"
#include "outcomes/ingest.h"
#include "people/team.h"
#include "store/testing.h"

/* An organisation of two teams, and what the tests here do with it. */
struct world {
	struct store *store;
	struct catalog *catalog;
	struct arena arena;
	struct id admin, security, auditor;
	struct id team, lead, dev, mate; /* dev and mate in team */
	struct id other_team, other_lead, other;
};

static inline enum err_code
add(struct db *db, struct world *w, const char *name, const char *email,
    enum person_role role, struct id team, struct id *out, struct err *err)
{
	return person_add(db, &w->arena, PERSON_PROGRAM,
	    &(struct person_new){.name = str_from(name),
		.email = str_from(email),
		.role = role,
		.team = team,
		.source = STR("test")},
	    out, err);
}

static enum err_code
add_teams(struct db *db, void *ctx, struct err *err)
{
	const struct id none = {{0}}, us = PERSON_PROGRAM;
	struct world *w = ctx;
	enum err_code rc;

	rc = add(db, w, "Admin", "admin@example.org", ROLE_ADMIN, none,
	    &w->admin, err);
	if (rc == ERR_NONE)
		rc = add(db, w, "Lead", "lead@example.org", ROLE_LEAD, none,
		    &w->lead, err);
	if (rc == ERR_NONE)
		rc = add(db, w, "Other lead", "other.lead@example.org",
		    ROLE_LEAD, none, &w->other_lead, err);
	if (rc == ERR_NONE)
		rc = team_make(db, &w->arena, us, STR("One"), w->lead,
		    STR("test"), &w->team, err);
	if (rc == ERR_NONE)
		rc = team_make(db, &w->arena, us, STR("Two"), w->other_lead,
		    STR("test"), &w->other_team, err);
	return rc;
}

static enum err_code
add_people(struct db *db, void *ctx, struct err *err)
{
	const struct id none = {{0}};
	struct world *w = ctx;
	enum err_code rc;

	rc = add(db, w, "Dev", "dev@example.org", ROLE_DEVELOPER, w->team,
	    &w->dev, err);
	if (rc == ERR_NONE)
		rc = add(db, w, "Mate", "mate@example.org", ROLE_DEVELOPER,
		    w->team, &w->mate, err);
	if (rc == ERR_NONE)
		rc = add(db, w, "Other", "other@example.org", ROLE_DEVELOPER,
		    w->other_team, &w->other, err);
	if (rc == ERR_NONE)
		rc = add(db, w, "Security", "sec@example.org",
		    ROLE_SECURITY_LEAD, none, &w->security, err);
	if (rc == ERR_NONE)
		rc = add(db, w, "Auditor", "auditor@example.org", ROLE_AUDITOR,
		    none, &w->auditor, err);
	return rc;
}

/* What was appended so far becomes visible in the views. */
static void UNUSED
world_settle(struct world *w)
{
	static const struct ledger_view *const views[] = {&people_view, NULL};
	struct ledger_config config = {
	    .store = w->store, .origin = STR("test"), .views = views};
	struct signer *signer;
	char keys[64];
	struct err err;

	store_test_folder(keys);
	CHECK_OK(signer_open(keys, STR("test"), &signer, &err), &err);
	config.signer = signer_port(signer);
	CHECK_OK(ledger_integrate(&config, NULL, &err), &err);
	signer_close(signer);
	store_test_folder_gone(keys);
}

static void UNUSED
world_init(struct world *w, struct store *store)
{
	struct err err;

	memset(w, 0, sizeof(*w));
	w->store = store;
	arena_init(&w->arena, (size_t)64 << 20);
	CHECK_OK(catalog_load("content", &w->catalog, &err), &err);
	CHECK_OK(store_write(store, add_teams, w, &err), &err);
	CHECK_OK(store_write(store, add_people, w, &err), &err);
	world_settle(w);
}

static void UNUSED
world_end(struct world *w)
{
	catalog_free(w->catalog);
	arena_release(&w->arena);
}

static enum err_code UNUSED
world_push(struct world *w, const char *sarif,
    const struct ingest_upload *upload, struct ingest_reply *reply,
    struct err *err)
{
	struct ingest_upload up = *upload;
	FILE *file = tmpfile();
	enum err_code rc;

	if (up.at == 0)
		up.at = clock_now();
	CHECK_INT(write(fileno(file), sarif, strlen(sarif)), strlen(sarif));
	rc = ingest_sarif(w->store, w->catalog, fileno(file), "test", &up,
	    &w->arena, reply, err);
	fclose(file);
	return rc;
}

struct look {
	struct world *w;
	struct id viewer, finding;
	const struct finding_filter *filter;
	struct findings list;
	struct finding_counts counts;
	struct finding_detail detail;
};

static enum err_code
look_at_list(struct db *db, void *ctx, struct err *err)
{
	struct look *l = ctx;
	enum err_code rc;

	rc = finding_count(db, l->viewer, &l->counts, err);
	if (rc != ERR_NONE)
		return rc;
	return finding_list(db, &l->w->arena, l->viewer,
	    &(struct finding_filter){.state = FINDING_OPEN}, &l->list, err);
}

static enum err_code
look_at_some(struct db *db, void *ctx, struct err *err)
{
	struct look *l = ctx;

	return finding_list(
	    db, &l->w->arena, l->viewer, l->filter, &l->list, err);
}

static enum err_code
look_at_one(struct db *db, void *ctx, struct err *err)
{
	struct look *l = ctx;

	return finding_get(
	    db, &l->w->arena, l->viewer, l->finding, &l->detail, err);
}

static void UNUSED
world_list(struct world *w, struct id viewer, struct findings *list,
    struct finding_counts *counts)
{
	struct look l = {.w = w, .viewer = viewer};
	struct err err;

	CHECK_OK(store_read(w->store, look_at_list, &l, &err), &err);
	*list = l.list;
	*counts = l.counts;
}

static size_t UNUSED
world_open(struct world *w)
{
	struct finding_counts counts;
	struct findings list;

	world_list(w, w->admin, &list, &counts);
	CHECK_INT(counts.open, list.n);
	return list.n;
}

static void UNUSED
world_filter(struct world *w, struct id viewer,
    const struct finding_filter *filter, struct findings *list)
{
	struct look l = {.w = w, .viewer = viewer, .filter = filter};
	struct err err;

	CHECK_OK(store_read(w->store, look_at_some, &l, &err), &err);
	*list = l.list;
}

static struct id UNUSED
world_newest(struct world *w)
{
	struct findings list;

	world_filter(w, w->admin,
	    &(struct finding_filter){.any_state = true, .limit = 1}, &list);
	CHECK_INT(list.n, 1);
	return list.v[0].id;
}

static void UNUSED
world_get(struct world *w, struct id viewer, struct id finding,
    struct finding_detail *out)
{
	struct look l = {.w = w, .viewer = viewer, .finding = finding};
	struct err err;

	CHECK_OK(store_read(w->store, look_at_one, &l, &err), &err);
	*out = l.detail;
}

static bool UNUSED
world_sees(struct world *w, struct id viewer, struct id finding)
{
	struct look l = {.w = w, .viewer = viewer, .finding = finding};
	struct err err;
	enum err_code rc = store_read(w->store, look_at_one, &l, &err);

	CHECK(rc == ERR_NONE || rc == ERR_NOT_FOUND);
	return rc == ERR_NONE;
}

/* A result: rule, path, line, line hash, and what else stands in it. */
#define RESULT(rule, path, line, hash, more)                                   \
	"{\"ruleId\":\"" rule "\",\"message\":{\"text\":\"bad\"}," more        \
	"\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":" \
	"\"" path "\"},\"region\":{\"startLine\":" #line "}}}],"               \
	"\"partialFingerprints\":{\"primaryLocationLineHash\":\"" hash "\"}}"
#define CWE89 "\"properties\":{\"cwe\":\"CWE-89\"},"
#define TOOL(name, results)                                                \
	"{\"tool\":{\"driver\":{\"name\":\"" name "\",\"version\":\"1\"}}" \
	",\"results\":[" results "]}"
#define SARIF(runs) "{\"version\":\"2.1.0\",\"runs\":[" runs "]}"
#define ONE         RESULT("sql", "a.py", 10, "h1:1", CWE89)
#define MOVED       RESULT("sql", "a.py", 14, "h1:1", CWE89)
#define TWO         RESULT("path", "b.py", 3, "h2:1", )

#endif
