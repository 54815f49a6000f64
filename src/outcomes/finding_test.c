#include "outcomes/world_test.h"

static void
push(struct world *w, const char *sarif, const struct ingest_upload *upload,
    struct ingest_reply *reply)
{
	struct err err;

	CHECK_OK(world_push(w, sarif, upload, reply, &err), &err);
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

STORE_TEST(a_list_is_cut_filtered_and_goes_on_where_it_ended)
{
	struct ingest_upload u = upload("c1", "feature", "main");
	struct ingest_reply reply;
	struct findings list;
	struct world w;

	world_init(&w, store);
	u.author = STR("dev@example.org");
	push(&w, SARIF(TOOL("T", ONE "," TWO)), &u, &reply);
	u.commit = STR("c2");
	push(&w, SARIF(TOOL("T", TWO)), &u, &reply);
	const struct {
		struct finding_filter filter;
		size_t n;
	} cases[] = {
	    {{.state = FINDING_OPEN}, 1},
	    {{.state = FINDING_CLOSED}, 1},
	    {{.any_state = true}, 2},
	    {{.any_state = true, .limit = 1}, 1},
	    {{.any_state = true, .cwe = 89}, 1},
	    {{.any_state = true, .cwe = 79}, 0},
	    {{.any_state = true, .mine = true}, 2},
	    {{.any_state = true, .repository = STR("parcels")}, 2},
	    {{.any_state = true, .repository = STR("other")}, 0},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		world_filter(&w, w.dev, &cases[i].filter, &list);
		CHECK_INT(list.n, cases[i].n);
	}
	world_filter(&w, w.mate, &(struct finding_filter){.mine = true}, &list);
	CHECK_INT(list.n, 0);
	world_filter(&w, w.dev,
	    &(struct finding_filter){.any_state = true, .limit = 1}, &list);
	struct id newest = list.v[0].id;

	world_filter(&w, w.dev,
	    &(struct finding_filter){.any_state = true, .after = newest},
	    &list);
	CHECK_INT(list.n, 1);
	CHECK(!id_eq(list.v[0].id, newest));
	world_end(&w);
}

STORE_TEST(a_finding_tells_its_history)
{
	struct ingest_upload u = upload("c1", "main", NULL);
	struct finding_detail d;
	struct ingest_reply reply;
	struct world w;

	world_init(&w, store);
	push(&w, SARIF(TOOL("T", ONE)), &u, &reply);
	u.commit = STR("c2");
	push(&w, SARIF(TOOL("T", "")), &u, &reply);
	u.commit = STR("c3");
	push(&w, SARIF(TOOL("T", MOVED)), &u, &reply);
	world_get(&w, w.admin, world_newest(&w), &d);
	CHECK_INT(d.episodes.n, 2);
	CHECK_STR(d.episodes.v[0].opened_commit, STR("c1"));
	CHECK_STR(d.episodes.v[0].closed_commit, STR("c2"));
	CHECK_STR(d.episodes.v[0].reason, STR("fixed"));
	CHECK_STR(d.episodes.v[1].opened_commit, STR("c3"));
	CHECK_INT(d.episodes.v[1].closed_at, 0);
	CHECK_INT(d.finding.state, FINDING_OPEN);
	CHECK_INT(d.finding.line, 14);
	CHECK_INT(d.cwe_count, 1);
	CHECK_INT(d.cwes[0], 89);
	CHECK_STR(d.commit, STR("c1"));
	world_end(&w);
}

TEST_MAIN(T(who_may_see_a_finding_sees_it_and_nobody_else_does),
    T(a_list_is_cut_filtered_and_goes_on_where_it_ended),
    T(a_finding_tells_its_history))
