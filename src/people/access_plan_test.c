#include "people/access_plan.h"

#include "base/file.h"
#include "people/forge_members.h"
#include "people/world_test.h"

struct trial {
	struct world *w;
	struct id actor;
	struct str csv; /* of accesses; or, with a forge, its JSON */
	const struct forge_ask *forge;
	struct str logins;
	bool complete, even_many;
	struct access_plan plan;
	struct accesses list;
};

static enum err_code
read_wishes(struct trial *t, struct access_wishes *wishes,
    struct access_logins *logins, struct err *err)
{
	struct arena *arena = &t->w->arena;
	enum err_code rc = t->forge != NULL
	    ? forge_members_read(t->csv, t->forge, arena, wishes, err)
	    : access_csv_read(t->csv, STR("csv"), arena, wishes, err);

	if (rc == ERR_NONE && t->logins.len > 0)
		rc = access_logins_read(t->logins, arena, logins, err);
	wishes->complete = t->complete;
	wishes->even_many = t->even_many;
	return rc;
}

static enum err_code
act_plan(struct db *db, void *ctx, struct err *err)
{
	struct trial *t = ctx;
	struct access_wishes wishes = {0};
	struct access_logins logins = {0};
	enum err_code rc = read_wishes(t, &wishes, &logins, err);

	return rc == ERR_NONE ? access_plan(db, &t->w->arena, t->actor, &wishes,
				    &logins, &t->plan, err)
			      : rc;
}

static enum err_code
act_apply(struct db *db, void *ctx, struct err *err)
{
	struct trial *t = ctx;
	struct access_wishes wishes = {0};
	struct access_logins logins = {0};
	enum err_code rc = read_wishes(t, &wishes, &logins, err);

	return rc == ERR_NONE ? access_plan_apply(db, &t->w->arena, t->actor,
				    &wishes, &logins, &t->plan, err)
			      : rc;
}

static enum err_code
act_list(struct db *db, void *ctx, struct err *err)
{
	struct trial *t = ctx;

	return access_list(db, &t->w->arena, PERSON_PROGRAM,
	    &(struct access_ask){.most = 100, .with_ended = true}, &t->list,
	    err);
}

static void
plan(struct trial *t)
{
	struct err err = {0};

	CHECK_OK(store_read(t->w->store, act_plan, t, &err), &err);
}

static void
apply(struct trial *t)
{
	struct err err = {0};

	CHECK_OK(store_write(t->w->store, act_apply, t, &err), &err);
	world_settle(t->w);
	CHECK_OK(store_read(t->w->store, act_list, t, &err), &err);
}

static struct trial
trial_open(struct world *w, struct store *store)
{
	world_open(w, store);
	return (struct trial){.w = w, .actor = PERSON_PROGRAM};
}

static void
check_change(const struct trial *t, size_t i, const char *text)
{
	CHECK(i < t->plan.changes.n);
	CHECK_STR(access_change_show(&t->plan.changes.v[i], &t->w->arena),
	    str_from(text));
}

STORE_TEST(what_the_file_says_is_shown_applied_and_then_the_same)
{
	struct world w;
	struct trial t = trial_open(&w, store);

	t.csv = STR("email,system,level,since,until\n"
		    "ada@acme.example,production,admin,2026-03-01,\n"
		    "dennis@acme.example,production,,,\n"
		    "grace@acme.example,production,user,2025-01-01,2025-12-31\n"
		    "radia@acme.example,production,user,2026-12-01,\n"
		    "edsger@acme.example,production,user,,2027-01-31\n");
	plan(&t);
	CHECK_INT(t.plan.problems.total, 0);
	CHECK_INT(t.plan.changes.n, 5);
	check_change(&t, 0,
	    "+ ada@acme.example production admin (csv), since 2026-03-01");
	check_change(&t, 1, "+ dennis@acme.example production user (csv)");
	check_change(&t, 2,
	    "± grace@acme.example production user (csv), since 2025-01-01, "
	    "until 2025-12-31");
	check_change(&t, 3,
	    "later radia@acme.example production user (csv), since "
	    "2026-12-01");
	check_change(&t, 4, "+ edsger@acme.example production user (csv)");
	apply(&t);
	CHECK_INT(t.list.n, 4);
	plan(&t);
	CHECK_INT(t.plan.counts[ACCESS_SAME], 4);
	CHECK_INT(t.plan.counts[ACCESS_LATER], 1);
	CHECK_INT(t.plan.changes.n, 1);
	world_close(&w);
}

STORE_TEST(only_the_whole_of_a_source_ends_what_it_does_not_say)
{
	struct world w;
	struct trial t = trial_open(&w, store);

	t.csv = STR("email,system\n"
		    "ada@acme.example,production\n"
		    "dennis@acme.example,production\n"
		    "dennis@acme.example,staging\n");
	apply(&t);
	CHECK_INT(t.list.n, 3);
	clock_set_for_test(WORLD_START + CLOCK_DAY);
	t.csv = STR("email,system,level\n"
		    "ada@acme.example,production,admin\n"
		    "dennis@acme.example,production,\n");
	plan(&t);
	CHECK_INT(t.plan.counts[ACCESS_GRANT], 1);
	CHECK_INT(t.plan.counts[ACCESS_REVOKE], 0);
	t.complete = true;
	plan(&t);
	CHECK_INT(t.plan.counts[ACCESS_REVOKE], 2);
	apply(&t);
	CHECK_INT(t.list.n, 4);
	plan(&t);
	CHECK_INT(t.plan.changes.n, 0);
	CHECK_INT(t.plan.counts[ACCESS_SAME], 2);
	world_close(&w);
}

STORE_TEST(a_list_cut_short_is_asked_about)
{
	struct world w;
	struct trial t = trial_open(&w, store);
	struct err err = {0};

	t.csv = STR("email,system\n"
		    "ada@acme.example,s1\nada@acme.example,s2\n"
		    "ada@acme.example,s3\nada@acme.example,s4\n"
		    "ada@acme.example,s5\nada@acme.example,s6\n"
		    "ada@acme.example,s7\n");
	apply(&t);
	t.complete = true;
	t.csv = STR("email,system\nada@acme.example,s1\n");
	plan(&t);
	CHECK_INT(t.plan.problems.total, 1);
	CHECK_STR(t.plan.problems.v[0].text,
	    STR("6 of 7 accesses are not in the file, more than 20 %: is it "
		"the whole list?"));
	CHECK_INT(store_write(store, act_apply, &t, &err), ERR_INVALID);
	t.even_many = true;
	apply(&t);
	CHECK_INT(t.plan.counts[ACCESS_REVOKE], 6);
	world_close(&w);
}

STORE_TEST(wrong_lines_are_named_and_nothing_is_applied)
{
	static const struct {
		const char *csv;
		size_t line;
		const char *why;
	} bad[] = {
	    {"email,level\n", 1,
		"the first line names no column 'system', or neither 'email' "
		"nor 'login'"},
	    {"email,system,colour\n", 1,
		"column 'colour' is none of email, login, system, level, "
		"since, until"},
	    {"email,system,email\n", 1, "column 'email' is there twice"},
	    {"email,system\n,prod\n", 2, "neither an e-mail nor a login"},
	    {"email,system\nnobody,prod\n", 2, "'nobody' is no e-mail address"},
	    {"email,system\nx@acme.example,prod\n", 2,
		"nobody here has 'x@acme.example'"},
	    {"login,system\nghost,prod\n", 2,
		"the login 'ghost' is nobody's here"},
	    {"email,system\nada@acme.example,Prod\n", 2,
		"'Prod' is no system: use up to 64 of a-z, 0-9, '.', '_' and "
		"'-', the first a letter or digit"},
	    {"email,system,level\nada@acme.example,prod,root!\n", 2,
		"'root!' is no level: use up to 64 of a-z, 0-9, '.', '_' and "
		"'-', the first a letter or digit"},
	    {"email,system,since\nada@acme.example,prod,2026-02-30\n", 2,
		"since '2026-02-30' is no day of the calendar: write "
		"2026-11-21"},
	    {"email,system,since,until\n"
	     "ada@acme.example,prod,2026-02-02,2026-02-01\n",
		2, "since is after until"},
	    {"email,system,until\nada@acme.example,prod,2026-02-01\n", 2,
		"until without since, of an access that does not stand"},
	    {"email,system\nada@acme.example,prod\nADA@acme.example,prod\n", 3,
		"line 2 says the same"},
	};
	struct world w;
	struct trial t = trial_open(&w, store);

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct err err = {0};

		t.csv = str_from(bad[i].csv);
		plan(&t);
		CHECK_INT(t.plan.problems.total, 1);
		CHECK_INT(t.plan.problems.v[0].line, bad[i].line);
		CHECK_STR(t.plan.problems.v[0].text, str_from(bad[i].why));
		CHECK_INT(store_write(store, act_apply, &t, &err), ERR_INVALID);
	}
	t.csv = STR("email,system\nada@acme.example,prod\n"
		    "x@acme.example,prod\n");
	plan(&t);
	CHECK_INT(t.plan.problems.total, 1);
	t.csv = STR("email,system\nada@acme.example,prod\n");
	apply(&t);
	CHECK_INT(t.list.n, 1); /* and none of the refused files' */
	world_close(&w);
}

STORE_TEST(an_until_gone_by_ends_what_stands)
{
	struct world w;
	struct trial t = trial_open(&w, store);

	t.csv = STR("email,system,since\nada@acme.example,prod,2026-03-01\n");
	apply(&t);
	t.csv = STR("email,system,until\nada@acme.example,prod,2026-02-01\n");
	plan(&t);
	CHECK_STR(
	    t.plan.problems.v[0].text, STR("until is before the access began"));
	t.csv = STR("email,system,until\nada@acme.example,prod,2026-05-01\n");
	plan(&t);
	check_change(&t, 0,
	    "- ada@acme.example prod user (csv), since 2026-03-01, until "
	    "2026-05-01");
	apply(&t);
	CHECK_INT(t.list.n, 1);
	plan(&t);
	CHECK_INT(t.plan.counts[ACCESS_SAME], 1);
	world_close(&w);
}

STORE_TEST(only_an_administrator_plans_or_applies)
{
	static store_fn *const acts[] = {act_plan, act_apply};
	struct world w;
	struct trial t = trial_open(&w, store);
	struct err err;

	t.csv = STR("email,system\nada@acme.example,prod\n");
	for (size_t i = 0; i < NELEM(acts); i++)
		for (int role = -1; role < ROLE_COUNT; role++) {
			t.actor = role < 0 ? (struct id){0} : w.by_role[role];
			CHECK_INT(store_write(store, acts[i], &t, &err),
			    role == ROLE_ADMIN ? ERR_NONE : ERR_DENIED);
		}
	world_close(&w);
}

/* --- forges -------------------------------------------------------------- */

/* A recorded answer; its first line is the fuzzer's. */
static struct str
payload(struct world *w, const char *name)
{
	struct str text = STR_NONE, line;
	struct err err = {0};
	struct str path =
	    arena_strf(&w->arena, "tests/fuzz/forge_members/%s", name);

	CHECK_OK(file_read(path.ptr, 1 << 20, &w->arena, &text, &err), &err);
	CHECK(str_cut_line(&text, &line));
	return text;
}

STORE_TEST(github_members_are_matched_by_what_is_known_and_never_guessed)
{
	static const struct forge_ask github = {.kind = FORGE_GITHUB,
	    .source = STR_INIT("github"),
	    .system = STR_INIT("repositories")};
	struct world w;
	struct trial t = trial_open(&w, store);
	struct err err = {0};

	t.forge = &github;
	t.csv = payload(&w, "github");
	plan(&t);
	CHECK_INT(t.plan.problems.total, 0);
	CHECK_INT(t.plan.changes.n, 0);
	CHECK_INT(t.plan.strangers.n, 3);
	CHECK_STR(t.plan.strangers.v[0]->login, STR("ada-l"));
	CHECK_INT(t.plan.machines.n, 1);
	CHECK_STR(t.plan.machines.v[0]->login, STR("renovate[bot]"));
	t.logins = STR("login,email\nAda-L,ada@acme.example\n"
		       "dmr,dennis@acme.example\n");
	plan(&t);
	check_change(
	    &t, 0, "+ ada@acme.example repositories privileged (github)");
	check_change(&t, 1, "+ dennis@acme.example repositories user (github)");
	CHECK_INT(t.plan.strangers.n, 1);
	apply(&t);
	t.logins = STR_NONE; /* known from the first time on */
	plan(&t);
	CHECK_INT(t.plan.counts[ACCESS_SAME], 2);
	CHECK_INT(t.plan.strangers.n, 1);
	t.logins = STR("login,email\ndmr,grace@acme.example\n");
	plan(&t);
	CHECK_INT(t.plan.problems.total, 1);
	CHECK_INT(store_write(store, act_apply, &t, &err), ERR_INVALID);
	t.logins = STR("login,email\ndmr,who@acme.example\n");
	plan(&t);
	CHECK_STR(t.plan.problems.v[0].text,
	    STR("line 2 of the logins: nobody here has 'who@acme.example'"));
	world_close(&w);
}

static enum err_code
act_external(struct db *db, void *ctx, struct err *err)
{
	struct trial *t = ctx;

	return person_change(db, &t->w->arena, PERSON_PROGRAM,
	    t->w->by_role[ROLE_LEAD],
	    &(struct person_change){
		.external = STR("gitlab:dmr"), .source = STR("test")},
	    err);
}

STORE_TEST(gitlab_members_have_levels_days_and_bots_and_the_blocked_are_out)
{
	static const struct forge_ask gitlab = {.kind = FORGE_GITLAB,
	    .source = STR_INIT("gitlab"),
	    .system = STR_INIT("repositories"),
	    .level_map = STR_INIT("developer=privileged")};
	struct world w;
	struct trial t = trial_open(&w, store);
	struct err err = {0};

	CHECK_OK(store_write(store, act_external, &t, &err), &err);
	world_settle(&w);
	t.forge = &gitlab;
	t.csv = payload(&w, "gitlab");
	t.logins = STR("login,email\nada,ada@acme.example\n");
	plan(&t);
	CHECK_INT(t.plan.problems.total, 0);
	CHECK_INT(t.plan.changes.n, 2);
	check_change(&t, 0,
	    "+ ada@acme.example repositories admin (gitlab), since "
	    "2025-02-03");
	check_change(&t, 1,
	    "+ grace@acme.example repositories privileged (gitlab), since "
	    "2025-02-04");
	CHECK_INT(t.plan.machines.n, 1);
	CHECK_INT(t.plan.strangers.n, 0);
	world_close(&w);
}

STORE_TEST(gitea_members_come_with_their_address_or_their_permission)
{
	static const struct forge_ask gitea = {.kind = FORGE_GITEA,
	    .source = STR_INIT("gitea"),
	    .system = STR_INIT("repositories")};
	struct world w;
	struct trial t = trial_open(&w, store);

	t.forge = &gitea;
	t.csv = payload(&w, "gitea");
	plan(&t);
	CHECK_INT(t.plan.changes.n, 1);
	check_change(&t, 0, "+ ada@acme.example repositories user (gitea)");
	CHECK_INT(t.plan.strangers.n, 2);
	CHECK_STR(t.plan.strangers.v[1]->login, STR("root"));
	CHECK_STR(t.plan.strangers.v[1]->level, STR("admin"));
	world_close(&w);
}

STORE_TEST(what_is_no_list_of_members_is_refused)
{
	static const struct {
		const char *json, *map;
		enum err_code code;
	} bad[] = {
	    {"", NULL, ERR_SYNTAX},
	    {"[{\"login\":\"a\"}", NULL, ERR_SYNTAX},
	    {"{\"message\":\"Not Found\"}", NULL, ERR_INVALID},
	    {"null", NULL, ERR_INVALID},
	    {"[]", "maintain", ERR_INVALID},
	    {"[]", "maintain=", ERR_INVALID},
	    {"[]", "maintain=All Rights", ERR_INVALID},
	    {"[]", "=user", ERR_INVALID},
	};
	static const char *const items[] = {"3", "null", "{}", "{\"login\":3}",
	    "{\"login\":\"\"}", "[[]]", "\"ada\"",
	    "{\"login\":\"a\",\"role_name\":\"caf\xc3\xa9\"}",
	    "{\"login\":\"a\",\"access_level\":7}"};
	struct forge_ask ask = {.kind = FORGE_GITHUB,
	    .source = STR("github"),
	    .system = STR("repositories")};
	struct arena arena;
	struct access_wishes wishes;
	struct err err = {0};

	(void)store;
	arena_init(&arena, 8 << 20);
	for (size_t i = 0; i < NELEM(bad); i++) {
		ask.level_map = str_from(bad[i].map);
		CHECK_INT(forge_members_read(str_from(bad[i].json), &ask,
			      &arena, &wishes, &err),
		    bad[i].code);
	}
	ask.level_map = STR_NONE;
	for (size_t i = 0; i < NELEM(items); i++) {
		struct str json =
		    arena_strf(&arena, "[{\"login\":\"ok\"},%s]", items[i]);

		CHECK_OK(forge_members_read(json, &ask, &arena, &wishes, &err),
		    &err);
		CHECK_INT(wishes.problems.total, 1);
		CHECK_INT(wishes.problems.v[0].line, 2);
	}
	arena_release(&arena);
}

TEST_MAIN(T(what_the_file_says_is_shown_applied_and_then_the_same),
    T(only_the_whole_of_a_source_ends_what_it_does_not_say),
    T(a_list_cut_short_is_asked_about),
    T(wrong_lines_are_named_and_nothing_is_applied),
    T(an_until_gone_by_ends_what_stands),
    T(only_an_administrator_plans_or_applies),
    T(github_members_are_matched_by_what_is_known_and_never_guessed),
    T(gitlab_members_have_levels_days_and_bots_and_the_blocked_are_out),
    T(gitea_members_come_with_their_address_or_their_permission),
    T(what_is_no_list_of_members_is_refused))
