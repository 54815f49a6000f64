#include "outcomes/ingest.h"

#include <unistd.h>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "ledger/signer.h"
#include "outcomes/finding.h"
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

static enum err_code
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
static void
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

static void
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

static void
world_end(struct world *w)
{
	catalog_free(w->catalog);
	arena_release(&w->arena);
}

static enum err_code
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
look_at_newest(struct db *db, void *ctx, struct err *err)
{
	struct look *l = ctx;

	return finding_list(db, &l->w->arena, l->viewer,
	    &(struct finding_filter){.any_state = true, .limit = 1}, &l->list,
	    err);
}

static enum err_code
look_at_one(struct db *db, void *ctx, struct err *err)
{
	struct look *l = ctx;

	return finding_get(
	    db, &l->w->arena, l->viewer, l->finding, &l->detail, err);
}

static void
world_list(struct world *w, struct id viewer, struct findings *list,
    struct finding_counts *counts)
{
	struct look l = {.w = w, .viewer = viewer};
	struct err err;

	CHECK_OK(store_read(w->store, look_at_list, &l, &err), &err);
	*list = l.list;
	*counts = l.counts;
}

static size_t
world_open(struct world *w)
{
	struct finding_counts counts;
	struct findings list;

	world_list(w, w->admin, &list, &counts);
	CHECK_INT(counts.open, list.n);
	return list.n;
}

static struct id
world_newest(struct world *w)
{
	struct look l = {.w = w, .viewer = w->admin};
	struct err err;

	CHECK_OK(store_read(w->store, look_at_newest, &l, &err), &err);
	CHECK_INT(l.list.n, 1);
	return l.list.v[0].id;
}

static void
world_get(struct world *w, struct id viewer, struct id finding,
    struct finding_detail *out)
{
	struct look l = {.w = w, .viewer = viewer, .finding = finding};
	struct err err;

	CHECK_OK(store_read(w->store, look_at_one, &l, &err), &err);
	*out = l.detail;
}

static bool
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

static void
push(struct world *w, const char *sarif, const struct ingest_upload *upload,
    struct ingest_reply *reply)
{
	struct err err;

	CHECK_OK(world_push(w, sarif, upload, reply, &err), &err);
}

static void
check_counts(const struct ingest_reply *reply, size_t i, uint64_t opened,
    uint64_t kept, uint64_t closed)
{
	CHECK(i < reply->analyses.n);
	CHECK_INT(reply->analyses.v[i].opened, opened);
	CHECK_INT(reply->analyses.v[i].kept, kept);
	CHECK_INT(reply->analyses.v[i].closed, closed);
}

static const struct ingest_upload on_main = {.repository = STR_INIT("parcels"),
    .commit = STR_INIT("c1"),
    .branch = STR_INIT("main")};

static struct ingest_upload
upload(const char *commit, const char *branch, const char *base)
{
	struct ingest_upload u = on_main;

	u.commit = str_from(commit);
	u.branch = str_from(branch);
	u.base = str_from(base);
	return u;
}

STORE_TEST(a_finding_opens_moves_and_closes_when_it_is_gone)
{
	struct ingest_upload c2 = upload("c2", "main", NULL),
			     c3 = upload("c3", "main", NULL),
			     c4 = upload("c4", "main", NULL);
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("T", ONE "," TWO)), &on_main, &reply);
	check_counts(&reply, 0, 2, 0, 0);
	CHECK_INT(reply.news.n, 2);
	push(&w, SARIF(TOOL("T", MOVED "," TWO)), &c2, &reply);
	check_counts(&reply, 0, 0, 2, 0);
	CHECK_INT(reply.news.n, 0);
	push(&w, SARIF(TOOL("T", TWO)), &c3, &reply);
	check_counts(&reply, 0, 0, 1, 1);
	/* back again: an episode of the same finding, nothing new */
	push(&w, SARIF(TOOL("T", MOVED "," TWO)), &c4, &reply);
	check_counts(&reply, 0, 1, 1, 0);
	CHECK_INT(reply.news.n, 0);
	world_end(&w);
}

STORE_TEST(the_same_file_again_changes_nothing)
{
	struct ingest_upload c2 = upload("c2", "main", NULL);
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("T", ONE)), &on_main, &reply);
	push(&w, SARIF(TOOL("T", ONE)), &on_main, &reply);
	CHECK(reply.analyses.v[0].same);
	check_counts(&reply, 0, 0, 1, 0);
	push(&w, SARIF(TOOL("T", "")), &c2, &reply);
	check_counts(&reply, 0, 0, 0, 1);
	/* an old job that runs once more does not bring it back */
	push(&w, SARIF(TOOL("T", ONE)), &on_main, &reply);
	CHECK(reply.analyses.v[0].same);
	world_end(&w);
}

STORE_TEST(only_the_same_analysis_closes)
{
	static const struct {
		const char *sarif, *branch, *base, *category;
	} others[] = {
	    {SARIF(TOOL("Other", "")), "main", NULL, NULL},
	    {SARIF(TOOL("T", "")), "main", NULL, "nightly"},
	    {SARIF(TOOL("T", "")), "feature", NULL, NULL},
	    {SARIF(TOOL("T", "")), "main", "c0", NULL},
	    {SARIF(""), "main", NULL, NULL},
	    {"{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":"
	     "\"T\"}},\"automationDetails\":{\"id\":\"weekly/7\"},\"results\":"
	     "[]}]}",
		"main", NULL, NULL},
	};
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("T", ONE)), &on_main, &reply);
	for (size_t i = 0; i < NELEM(others); i++) {
		struct ingest_upload u =
		    upload("c2", others[i].branch, others[i].base);

		u.category = str_from(others[i].category);
		push(&w, others[i].sarif, &u, &reply);
		for (size_t k = 0; k < reply.analyses.n; k++)
			check_counts(&reply, k, 0, 0, 0);
	}
	CHECK_INT(world_open(&w), 1);
	world_end(&w);
}

STORE_TEST(a_finding_of_another_branch_is_the_same_finding)
{
	struct ingest_upload feature = upload("c1", "feature", "main"),
			     fixed = upload("c2", "feature", "main"),
			     merged = upload("c3", "main", NULL);
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("T", ONE)), &feature, &reply);
	CHECK_INT(reply.news.n, 1);
	push(&w, SARIF(TOOL("T", MOVED)), &merged, &reply);
	check_counts(&reply, 0, 1, 0, 0);
	CHECK_INT(reply.news.n, 0);
	push(&w, SARIF(TOOL("T", "")), &fixed, &reply);
	check_counts(&reply, 0, 0, 0, 1);
	CHECK_INT(world_open(&w), 1); /* on main it stands */
	world_end(&w);
}

STORE_TEST(editions_of_a_tool_and_several_runs_are_one_analysis)
{
	struct ingest_upload c2 = upload("c2", "main", NULL);
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("Semgrep OSS", ONE) "," TOOL("semgrep", TWO)),
	    &on_main, &reply);
	CHECK_INT(reply.analyses.n, 1);
	check_counts(&reply, 0, 2, 0, 0);
	push(&w, SARIF(TOOL("Semgrep PRO", ONE "," TWO)), &c2, &reply);
	check_counts(&reply, 0, 0, 2, 0);
	world_end(&w);
}

STORE_TEST(what_is_suppressed_closes_as_accepted)
{
	struct ingest_upload c2 = upload("c2", "main", NULL);
	struct finding_detail detail;
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("T", ONE)), &on_main, &reply);
	push(&w,
	    SARIF(TOOL("T",
		RESULT("sql", "a.py", 11, "h1:1",
		    "\"suppressions\":[{\"kind\":\"inSource\"}],"))),
	    &c2, &reply);
	check_counts(&reply, 0, 0, 0, 1);
	CHECK_INT(reply.analyses.v[0].suppressed, 1);
	world_get(&w, w.admin, world_newest(&w), &detail);
	CHECK_STR(detail.finding.reason, STR("accepted"));
	CHECK_INT(detail.finding.state, FINDING_CLOSED);
	world_end(&w);
}

STORE_TEST(a_change_has_an_author_and_a_backlog_has_none)
{
	static const struct {
		const char *commit, *base, *author, *attribution;
		bool owned;
	} cases[] = {
	    {"c1", NULL, "Dev@example.org",
		"the first scan of everything: a backlog, and nobody's", false},
	    {"c2", "main", "Dev@example.org",
		"the author of the change that was uploaded", true},
	    {"c3", "main", "stranger@example.org",
		"the author of the upload is nobody known here", false},
	    {"c4", "main", "not an address",
		"the author of the upload is nobody known here", false},
	    {"c5", "main", NULL, "no author was given with the upload", false},
	};

	struct world w;

	world_init(&w, store);
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct ingest_upload u =
		    upload(cases[i].commit, "main", cases[i].base);
		struct finding_detail detail;
		struct ingest_reply reply;

		u.author = str_from(cases[i].author);
		u.repository = str_from(cases[i].commit); /* a fresh one */
		push(&w, SARIF(TOOL("T", ONE)), &u, &reply);
		CHECK_STR(reply.analyses.v[0].attribution,
		    str_from(cases[i].attribution));
		world_get(&w, w.admin, reply.news.v[0].finding, &detail);
		CHECK(id_eq(detail.finding.author_id, w.dev) == cases[i].owned);
		CHECK_INT(reply.assignments.n, cases[i].owned);
	}
	world_end(&w);
}

STORE_TEST(a_lesson_is_asked_for_once_in_thirty_days_with_its_reason)
{
	struct ingest_upload u = upload("0123456789abcdef", "feature", "main");
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	u.author = STR("dev@example.org");
	u.at = clock_now();
	push(&w, SARIF(TOOL("T", ONE)), &u, &reply);
	CHECK_INT(reply.assignments.n, 1);
	CHECK_STR(reply.assignments.v[0].module, STR("a05-injection"));
	CHECK_STR(reply.assignments.v[0].why,
	    STR("because commit 0123456789 on feature brought sql (CWE-89) to "
		"a.py:10 of parcels"));
	CHECK_INT(reply.assignments.v[0].due, u.at + 14 * CLOCK_DAY);
	CHECK_STR(reply.news.v[0].section, STR("cwe-89"));
	u.commit = STR("c2");
	u.at += 29 * CLOCK_DAY;
	push(&w,
	    SARIF(TOOL("T", ONE "," RESULT("sql", "c.py", 1, "h9:1", CWE89))),
	    &u, &reply);
	CHECK_INT(reply.news.n, 1);
	CHECK_INT(reply.assignments.n, 0);
	u.commit = STR("c3");
	u.at += 2 * CLOCK_DAY;
	push(&w,
	    SARIF(TOOL("T", ONE "," RESULT("sql", "d.py", 1, "h8:1", CWE89))),
	    &u, &reply);
	CHECK_INT(reply.assignments.n, 1);
	/* no lesson, no asking */
	u.commit = STR("c4");
	push(&w, SARIF(TOOL("T", TWO)), &u, &reply);
	CHECK_INT(reply.news.n, 1);
	CHECK(!reply.news.v[0].module.ptr);
	CHECK_INT(reply.assignments.n, 0);
	world_end(&w);
}

STORE_TEST(a_refused_upload_leaves_nothing)
{
	static const struct {
		const char *sarif, *commit, *why;
		enum err_code code;
	} bad[] = {
	    {"{\"version\":\"2.1.0\",\"runs\":[" TOOL("T", ONE), "c1",
		"byte 311: the text ends before its JSON does", ERR_SYNTAX},
	    {SARIF(TOOL("T", ONE ",{\"message\":1}")), "c1", NULL, ERR_INVALID},
	    {SARIF(TOOL("T", ONE)), "", "the commit is missing", ERR_INVALID},
	    {SARIF(TOOL("T", ONE)), "a\nb",
		"the commit holds a control character", ERR_INVALID},
	    {SARIF(TOOL("T", ONE)), "\xff", "the commit is not valid UTF-8",
		ERR_INVALID},
	};
	struct ingest_reply reply;
	struct world w;
	struct err err;

	world_init(&w, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct ingest_upload u = upload(bad[i].commit, "main", NULL);

		CHECK_INT(world_push(&w, bad[i].sarif, &u, &reply, &err),
		    bad[i].code);
		if (bad[i].why)
			CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	CHECK_INT(world_open(&w), 0);
	world_end(&w);
}

STORE_TEST(who_may_see_a_finding_sees_it_and_nobody_else_does)
{
	struct ingest_upload u = upload("c1", "feature", "main");
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	u.author = STR("dev@example.org");
	push(&w, SARIF(TOOL("T", ONE)), &u, &reply);
	const struct {
		const char *who; /* for the reader */
		struct id id;
		size_t n;
	} viewers[] = {
	    {"its author", w.dev, 1},
	    {"of the author's team", w.mate, 1},
	    {"the team's lead", w.lead, 1},
	    {"of another team", w.other, 0},
	    {"another team's lead", w.other_lead, 0},
	    {"security lead", w.security, 1},
	    {"administrator", w.admin, 1},
	    {"auditor", w.auditor, 1},
	    {"nobody", id_new(), 0},
	};

	for (size_t i = 0; i < NELEM(viewers); i++) {
		struct finding_counts counts;
		struct findings list;

		world_list(&w, viewers[i].id, &list, &counts);
		CHECK_INT(list.n, viewers[i].n);
		CHECK_INT(counts.open, viewers[i].n);
		CHECK_INT(counts.mine, id_eq(viewers[i].id, w.dev));
		CHECK_INT(
		    world_sees(&w, viewers[i].id, reply.news.v[0].finding),
		    viewers[i].n == 1);
	}
	world_end(&w);
}

TEST_MAIN(T(a_finding_opens_moves_and_closes_when_it_is_gone),
    T(the_same_file_again_changes_nothing), T(only_the_same_analysis_closes),
    T(a_finding_of_another_branch_is_the_same_finding),
    T(editions_of_a_tool_and_several_runs_are_one_analysis),
    T(what_is_suppressed_closes_as_accepted),
    T(a_change_has_an_author_and_a_backlog_has_none),
    T(a_lesson_is_asked_for_once_in_thirty_days_with_its_reason),
    T(a_refused_upload_leaves_nothing),
    T(who_may_see_a_finding_sees_it_and_nobody_else_does))
