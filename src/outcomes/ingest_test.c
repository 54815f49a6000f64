#include "outcomes/world_test.h"

#include <pthread.h>

#include "learn/review.h"
#include "learn/score.h"
#include "learn/sheet.h"

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

struct pusher {
	struct world *w;
	pthread_t thread;
	bool same, failed;
};

static void *
push_once(void *ctx)
{
	struct pusher *p = ctx;
	struct world mine = *p->w;
	struct ingest_reply reply;
	struct err err;

	arena_init(&mine.arena, (size_t)4 << 20);
	p->failed = world_push(&mine, SARIF(TOOL("T", ONE "," TWO)), &on_main,
			&reply, &err) != ERR_NONE;
	p->same = !p->failed && reply.analyses.v[0].same;
	arena_release(&mine.arena);
	return NULL;
}

STORE_TEST(of_the_same_file_many_times_at_once_one_counts)
{
	struct pusher pushers[8];
	size_t same = 0;
	struct world w;

	world_init(&w, store);
	for (size_t i = 0; i < NELEM(pushers); i++) {
		pushers[i] = (struct pusher){.w = &w};
		CHECK_INT(pthread_create(
			      &pushers[i].thread, NULL, push_once, &pushers[i]),
		    0);
	}
	for (size_t i = 0; i < NELEM(pushers); i++) {
		pthread_join(pushers[i].thread, NULL);
		CHECK(!pushers[i].failed);
		same += pushers[i].same;
	}
	CHECK_INT(same, NELEM(pushers) - 1);
	CHECK_INT(world_open(&w), 2);
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

struct sheeting {
	const struct learn *learn;
	struct arena *arena;
	struct id person, attempt;
	struct sheet sheet;
};

static enum err_code
load_sheet(struct db *db, void *ctx, struct err *err)
{
	struct sheeting *s = ctx;

	return sheet_load(s->learn, db, s->arena, s->person, s->attempt, false,
	    &s->sheet, err);
}

/* An attempt at the module with all answers right. */
static void
pass_module(struct world *w, const struct learn *learn, struct id person)
{
	struct sheeting s = {
	    .learn = learn, .arena = &w->arena, .person = person};
	struct err err;

	CHECK_OK(attempt_start(
		     learn, person, STR("a05-injection"), &s.attempt, &err),
	    &err);
	CHECK_OK(store_read(w->store, load_sheet, &s, &err), &err);
	for (unsigned i = 0; i < s.sheet.n_items; i++) {
		const struct draw_item *d = &s.sheet.items[i].drawn;
		struct answer a = score_key(d->item);

		a = answer_as_shown(d->item->kind, d->shown, &a);
		CHECK_OK(attempt_answer(
			     learn, person, s.attempt, i + 1, &a, 1, &err),
		    &err);
	}
	CHECK_OK(attempt_submit(learn, person, s.attempt, &err), &err);
}

STORE_TEST(a_weakness_after_a_pass_makes_two_review_questions_due)
{
	struct ingest_upload u = upload("0123456789abcdef", "feature", "main");
	struct ingest_reply reply;
	struct world w;
	struct learn learn;
	unsigned due;
	struct err err;

	world_init(&w, store);
	learn = (struct learn){store, w.catalog, NULL};
	pass_module(&w, &learn, w.dev);
	u.at = clock_now();
	push(&w, SARIF(TOOL("T", ONE)), &u, &reply); /* nobody's */
	CHECK_OK(review_due(&learn, w.dev, &due, &err), &err);
	CHECK(due == 0);
	u.author = STR("dev@example.org");
	u.commit = STR("c2");
	push(&w,
	    SARIF(TOOL("T",
		ONE "," RESULT("sql", "c.py", 1, "h9:1", CWE89) "," RESULT(
		    "sql", "d.py", 1, "h8:1", CWE89))),
	    &u, &reply);
	CHECK_INT(reply.news.n, 2);
	CHECK_OK(review_due(&learn, w.dev, &due, &err), &err);
	CHECK(due == 2);                    /* of one section, once */
	u.author = STR("mate@example.org"); /* who passed nothing */
	u.commit = STR("c3");
	push(&w, SARIF(TOOL("T", RESULT("sql", "e.py", 1, "h7:1", CWE89))), &u,
	    &reply);
	CHECK_OK(review_due(&learn, w.mate, &due, &err), &err);
	CHECK(due == 0);
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

TEST_MAIN(T(a_finding_opens_moves_and_closes_when_it_is_gone),
    T(the_same_file_again_changes_nothing),
    T(of_the_same_file_many_times_at_once_one_counts),
    T(only_the_same_analysis_closes),
    T(a_finding_of_another_branch_is_the_same_finding),
    T(editions_of_a_tool_and_several_runs_are_one_analysis),
    T(what_is_suppressed_closes_as_accepted),
    T(a_change_has_an_author_and_a_backlog_has_none),
    T(a_lesson_is_asked_for_once_in_thirty_days_with_its_reason),
    T(a_weakness_after_a_pass_makes_two_review_questions_due),
    T(a_refused_upload_leaves_nothing))
