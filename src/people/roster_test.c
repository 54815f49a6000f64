#include "people/roster.h"

#include "people/world_test.h"

static enum err_code
act_compare(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct roster *r = a->more;
	enum err_code rc;

	rc = roster_read(a->text, &a->w->arena, r, err);
	return rc == ERR_NONE ? roster_compare(db, &a->w->arena, r, err) : rc;
}

static enum err_code
act_apply(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct roster *r = a->more;
	enum err_code rc;

	rc = roster_read(a->text, &a->w->arena, r, err);
	return rc == ERR_NONE ? roster_apply(db, &a->w->arena, a->actor, r,
				    a->text2.ptr != NULL, err)
			      : rc;
}

static enum err_code
act_find(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	bool found = false;
	enum err_code rc;

	rc = person_by_email(db, &a->w->arena, a->text, &found, a->more, err);
	return rc == ERR_NONE && !found ? err_set(err, ERR_NOT_FOUND, "nobody")
					: rc;
}

static bool
find(struct world *w, const char *email, struct person *out)
{
	struct act a = {.w = w, .text = str_from(email), .more = out};
	struct err err = {0};

	return store_read(w->store, act_find, &a, &err) == ERR_NONE;
}

STORE_TEST(bad_lines_are_named_and_nothing_is_applied)
{
	static const struct {
		const char *csv;
		size_t line;
		const char *why;
	} bad[] = {
	    {"name,role\nX,developer\n", 1,
		"the first line names no column 'email' or no 'name'"},
	    {"email,name,salary\n", 1,
		"column 'salary' is none of email, name, role, team, manager, "
		"employment, unit, duties, stacks, zone, starts, last_day, "
		"external, effective"},
	    {"email,name,email\n", 1, "column 'email' is there twice"},
	    {"email,name\nnobody,X\n", 2, "'nobody' is no e-mail address"},
	    {"email,name\n,X\n", 2, "'' is no e-mail address"},
	    {"email,name\nx@a.example,\n", 2,
		"the name is empty or longer than 200 bytes"},
	    {"email,name\nx@a.example\n", 2,
		"the name is empty or longer than 200 bytes"},
	    {"email,name,role\nx@a.example,X,boss\n", 2,
		"'boss' is no role: use developer, lead, admin, security_lead "
		"or auditor"},
	    {"email,name\nx@a.example,X\ny@a.example,Y\nX@A.example,Z\n", 4,
		"'x@a.example' is on line 2 already"},
	    {"email,name,manager\nx@a.example,X,x@a.example\n", 2,
		"'x@a.example' would be their own manager"},
	    {"email,name,manager\nx@a.example,X,boss\n", 2,
		"'boss' is no e-mail address"},
	    {"email,name,manager\nx@a.example,X,who@a.example\n", 2,
		"the manager 'who@a.example' is neither here nor in the file"},
	};
	struct world w;
	struct roster r;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM, .more = &r};
	struct person p;

	world_open(&w, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct err err = {0};

		a.text = str_from(bad[i].csv);
		CHECK_OK(store_read(store, act_compare, &a, &err), &err);
		CHECK_INT(r.problems_total, 1);
		CHECK_INT(r.problems.v[0].line, bad[i].line);
		CHECK_STR(r.problems.v[0].text, str_from(bad[i].why));
		CHECK_INT(store_write(store, act_apply, &a, &err), ERR_INVALID);
	}
	world_settle(&w);
	CHECK(!find(&w, "x@a.example", &p));
	CHECK(!find(&w, "y@a.example", &p));
	world_close(&w);
}

STORE_TEST(what_is_no_csv_is_an_error_that_names_the_line)
{
	static const char *const bad[] = {"", "\n\n", "email,name\n\"x", "a\0b",
	    "email,name\nx@a.example,\xff\xfe\n", "email,name\na\"b,c\n"};
	struct arena arena;

	(void)store;
	arena_init(&arena, 8 << 20);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct roster r = {0};
		struct err err;

		CHECK(roster_read(str_from(bad[i]), &arena, &r, &err) !=
			ERR_NONE ||
		    r.problems_total > 0);
	}
	arena_release(&arena);
}

static const char roster[] =
    "Email,Name,Role,Team,Manager,Employment\r\n"
    "new@acme.example,\"Hopper, Grace\",lead,compilers,ada@acme.example,\r\n"
    "other@acme.example,Other,,compilers,new@acme.example,contractor\r\n"
    "dennis@acme.example,Dennis R.,,,grace@acme.example,\r\n"
    "edsger@acme.example,Edsger,auditor,,,\r\n";

STORE_TEST(the_difference_is_told_then_applied_whole_then_gone)
{
	struct world w;
	struct roster r;
	struct act a = {.w = &w,
	    .actor = PERSON_PROGRAM,
	    .more = &r,
	    .text = str_from(roster),
	    .text2 = STR("invite")};
	struct person hopper, other, dennis;
	struct err err = {0};
	uint64_t differences = 1;

	world_open(&w, store);
	CHECK_OK(store_read(store, act_compare, &a, &err), &err);
	CHECK_INT(r.problems_total, 0);
	CHECK_INT(r.counts[ROSTER_ADD], 2);
	CHECK_INT(r.counts[ROSTER_CHANGE], 1);
	CHECK_INT(r.counts[ROSTER_SAME], 1);
	CHECK_STR(r.lines.v[2].what,
	    STR("name 'Dennis' to 'Dennis R.', manager 'grace@acme.example'"));
	CHECK_OK(store_write(store, act_apply, &a, &err), &err);
	world_settle(&w);
	CHECK(find(&w, "new@acme.example", &hopper));
	CHECK(find(&w, "other@acme.example", &other));
	CHECK(find(&w, "dennis@acme.example", &dennis));
	CHECK_STR(hopper.name, STR("Hopper, Grace"));
	CHECK(hopper.role == ROLE_LEAD);
	CHECK_STR(hopper.team_name, STR("compilers"));
	CHECK(id_eq(hopper.manager, w.by_role[ROLE_ADMIN]));
	CHECK(id_eq(other.manager, hopper.id));
	CHECK_STR(other.employment, STR("contractor"));
	CHECK(id_eq(dennis.manager, w.by_role[ROLE_LEAD]));
	CHECK_STR(dennis.team_name, STR("payments")); /* an empty field */
	CHECK_OK(store_read(store, act_compare, &a, &err), &err);
	CHECK_INT(r.counts[ROSTER_SAME], 4);
	CHECK_OK(
	    ledger_rebuild(&w.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	world_close(&w);
}

STORE_TEST(only_an_administrator_applies_one)
{
	struct world w;
	struct roster r;
	struct act a = {.w = &w, .more = &r, .text = str_from(roster)};
	struct person p;
	struct err err;

	world_open(&w, store);
	a.actor = w.by_role[ROLE_LEAD];
	CHECK_INT(store_write(store, act_apply, &a, &err), ERR_DENIED);
	world_settle(&w);
	CHECK(!find(&w, "new@acme.example", &p));
	world_close(&w);
}

static enum err_code
act_teams(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return team_list(db, &a->w->arena, a->actor, a->more, err);
}

STORE_TEST(a_new_lead_leads_the_team_the_file_makes_and_no_other)
{
	struct world w;
	struct roster r = {0};
	struct teams teams = {0};
	struct act a = {.more = &r,
	    .text = STR("email,name,role,team\n"
			"new@acme.example,New,lead,depots\n"
			"also@acme.example,Also,lead,payments\n")};
	struct err err = {0};

	world_open(&w, store);
	a.w = &w;
	a.actor = w.by_role[ROLE_ADMIN];
	CHECK_OK(store_write(store, act_apply, &a, &err), &err);
	world_settle(&w);
	a.more = &teams;
	CHECK_OK(store_read(store, act_teams, &a, &err), &err);
	CHECK_INT(teams.n, 2);
	CHECK_STR(teams.v[0].name, STR("depots"));
	CHECK_STR(teams.v[0].lead_name, STR("New"));
	CHECK_STR(teams.v[1].name, STR("payments"));
	CHECK_STR(teams.v[1].lead_name, STR("Grace"));
	world_close(&w);
}

TEST_MAIN(T(bad_lines_are_named_and_nothing_is_applied),
    T(what_is_no_csv_is_an_error_that_names_the_line),
    T(the_difference_is_told_then_applied_whole_then_gone),
    T(only_an_administrator_applies_one),
    T(a_new_lead_leads_the_team_the_file_makes_and_no_other))
