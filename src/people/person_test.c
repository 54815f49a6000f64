#include "people/person.h"

#include "people/personal_token.h"
#include "people/upload_token.h"

#include "people/world_test.h"

static enum err_code
act_get(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_get(db, &a->w->arena, a->person, a->more, err);
}

static struct person
get(struct world *w, struct id id)
{
	struct person p = {0};
	struct act a = {.w = w, .person = id, .more = &p};
	struct err err = {0};

	CHECK_OK(store_read(w->store, act_get, &a, &err), &err);
	return p;
}

static enum err_code
act_change(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_change(
	    db, &a->w->arena, a->actor, a->person, &a->change, err);
}

static enum err_code
act_leave(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_leave(db, &a->w->arena, a->actor, a->person,
	    STR("moved on"), STR("test"), err);
}

STORE_TEST(who_was_added_is_there_once_the_fact_has_its_number)
{
	struct world w;
	struct person p;

	world_open(&w, store);
	p = get(&w, w.by_role[ROLE_DEVELOPER]);
	CHECK_STR(p.name, STR("Dennis"));
	CHECK_STR(p.team_name, STR("payments"));
	CHECK(p.role == ROLE_DEVELOPER && !p.left);
	p = get(&w, w.by_role[ROLE_ADMIN]);
	CHECK_STR(p.email, STR("ada@acme.example")); /* in lower case */
	world_close(&w);
}

STORE_TEST(what_is_no_address_or_no_name_is_refused)
{
	static const struct {
		const char *name, *email;
	} bad[] = {
	    {"X", ""},
	    {"X", "nobody"},
	    {"X", "@acme.example"},
	    {"X", "x@"},
	    {"X", "x@localhost"},
	    {"X", "x@.acme"},
	    {"X", "x@acme."},
	    {"X", "x@y@acme.example"},
	    {"X", "x y@acme.example"},
	    {"X", "x@acme.example\nBcc: all@acme.example"},
	    {"X", "x,y@acme.example"},
	    {"X", "\"x\"@acme.example"},
	    {"X", "\xc3\xa4@acme.example"},
	    {"", "x@acme.example"},
	    {"   ", "x@acme.example"},
	    {"a\tb", "x@acme.example"},
	    {"\xff", "x@acme.example"},
	};
	struct world w;
	struct err err;

	world_open(&w, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct act a = {.w = &w,
		    .actor = PERSON_PROGRAM,
		    .add = {.name = str_from(bad[i].name),
			.email = str_from(bad[i].email),
			.source = STR("test")}};

		CHECK_INT(store_write(store, act_add, &a, &err), ERR_INVALID);
	}
	world_close(&w);
}

STORE_TEST(an_address_is_taken_before_its_fact_has_a_number)
{
	struct world w;
	struct act a = {.w = &w,
	    .actor = PERSON_PROGRAM,
	    .add = {.name = STR("Twin"),
		.email = STR("NEW@acme.example"),
		.source = STR("test")}};
	struct err err;

	world_open(&w, store);
	world_add(
	    &w, ROLE_DEVELOPER, "New", "new@acme.example", (struct id){0});
	CHECK_INT(store_write(store, act_add, &a, &err), ERR_CONFLICT);
	world_close(&w);
}

STORE_TEST(a_change_keeps_what_was_and_an_equal_one_writes_no_fact)
{
	enum person_role role = ROLE_LEAD;
	struct world w;
	struct act a = {.w = &w,
	    .change = {.role = &role,
		.name = STR("Dennis R."),
		.no_team = true,
		.source = STR("test")}};
	struct err err = {0};
	uint64_t n = 9;
	struct person p;

	world_open(&w, store);
	a.actor = w.by_role[ROLE_ADMIN];
	a.person = w.by_role[ROLE_DEVELOPER];
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	world_settle(&w);
	p = get(&w, a.person);
	CHECK(p.role == ROLE_LEAD);
	CHECK_STR(p.name, STR("Dennis R."));
	CHECK_STR(p.email, STR("dennis@acme.example"));
	CHECK(id_is_none(p.team));
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_OK(ledger_integrate(&w.config, &n, &err), &err);
	CHECK_INT(n, 0);
	world_close(&w);
}

STORE_TEST(who_left_stays_in_the_record_and_cannot_be_changed)
{
	struct world w;
	struct act a = {
	    .w = &w, .change = {.name = STR("Ghost"), .source = STR("test")}};
	struct err err = {0};

	world_open(&w, store);
	a.actor = w.by_role[ROLE_ADMIN];
	a.person = w.by_role[ROLE_DEVELOPER];
	CHECK_OK(store_write(store, act_leave, &a, &err), &err);
	world_settle(&w);
	CHECK(get(&w, a.person).left);
	CHECK_STR(get(&w, a.person).name, STR("Dennis"));
	CHECK_INT(store_write(store, act_change, &a, &err), ERR_CONFLICT);
	CHECK_OK(store_write(store, act_leave, &a, &err), &err); /* again */
	world_close(&w);
}

STORE_TEST(the_last_administrator_stays_one)
{
	enum person_role role = ROLE_DEVELOPER;
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	struct err err = {0};

	world_open(&w, store);
	a.person = w.by_role[ROLE_ADMIN];
	a.change = (struct person_change){.role = &role, .source = STR("t")};
	CHECK_INT(store_write(store, act_leave, &a, &err), ERR_CONFLICT);
	CHECK_INT(store_write(store, act_change, &a, &err), ERR_CONFLICT);
	world_add(
	    &w, ROLE_ADMIN, "Second", "second@acme.example", (struct id){0});
	world_settle(&w);
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	world_close(&w);
}

static enum err_code
act_list(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct persons list;

	return person_list(db, &a->w->arena, a->actor, false, &list, err);
}

static enum err_code
act_members(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct persons list;
	enum err_code rc;

	rc = team_members(db, &a->w->arena, a->actor, a->w->team, &list, err);
	if (rc == ERR_NONE)
		CHECK_INT(list.n, 1);
	return rc;
}

static enum err_code
act_lead(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return team_set_lead(db, &a->w->arena, a->actor, a->w->team,
	    a->w->by_role[ROLE_LEAD], STR("test"), err);
}

static enum err_code
act_settings(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return organisation_change(db, &a->w->arena, a->actor,
	    &(struct organisation){.name = STR("Acme"),
		.public_url = STR("https://assay.acme.example")},
	    err);
}

static enum err_code
act_token(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct str token;

	return upload_token_make(db, &a->w->arena, a->actor, STR("acme/shop"),
	    STR("ci"), &token, err);
}

static enum err_code
act_tokens(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct upload_tokens list;

	return upload_token_list(db, &a->w->arena, a->actor, &list, err);
}

static enum err_code
act_new(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	char email[64];

	snprintf(email, sizeof(email), "%.8s@acme.example", a->text.ptr);
	a->add = (struct person_new){
	    .name = STR("X"), .email = str_from(email), .source = STR("test")};
	return act_add(db, a, err);
}

STORE_TEST(each_role_may_do_what_is_its_own_and_nothing_else)
{
	enum { DEV = 1, LEAD = 2, ADMIN = 4, SEC = 8, AUDIT = 16 };
	static const struct {
		const char *what;
		store_fn *fn;
		unsigned may;
		enum err_code refusal;
	} acts[] = {
	    {"list", act_list, ADMIN | SEC | AUDIT, ERR_DENIED},
	    {"members", act_members, LEAD | ADMIN | SEC | AUDIT, ERR_NOT_FOUND},
	    {"new", act_new, ADMIN, ERR_DENIED},
	    {"change", act_change, ADMIN, ERR_DENIED},
	    {"lead", act_lead, ADMIN, ERR_DENIED},
	    {"settings", act_settings, ADMIN, ERR_DENIED},
	    {"token", act_token, ADMIN, ERR_DENIED},
	    {"tokens", act_tokens, ADMIN, ERR_DENIED},
	    {"leave", act_leave, ADMIN, ERR_DENIED},
	};
	struct world w;
	struct err err;

	world_open(&w, store);
	for (size_t i = 0; i < NELEM(acts); i++)
		for (int role = -1; role < ROLE_COUNT; role++) {
			struct act a = {.w = &w,
			    .person = w.by_role[ROLE_DEVELOPER],
			    .text = str_from(acts[i].what)};
			bool may = role >= 0 && (acts[i].may >> role & 1);
			enum err_code rc;

			/* nobody at all is none: signed out */
			if (role >= 0)
				a.actor = w.by_role[role];
			rc = store_write(store, acts[i].fn, &a, &err);
			if (rc != (may ? ERR_NONE : acts[i].refusal))
				fail_msg("%s as %s gives %s", acts[i].what,
				    role < 0
					? "nobody"
					: role_name((enum person_role)role),
				    err_name(rc));
		}
	world_close(&w);
}

STORE_TEST(the_views_are_what_the_facts_make_of_them)
{
	struct world w;
	struct act a = {.w = &w,
	    .actor = PERSON_PROGRAM,
	    .change = {.email = STR("d2@acme.example"),
		.stacks = STR("[\"go\",\"c\"]"),
		.source = STR("test")}};
	struct err err = {0};
	uint64_t differences = 1;

	world_open(&w, store);
	a.person = w.by_role[ROLE_DEVELOPER];
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_OK(store_write(store, act_lead, &a, &err), &err);
	world_settle(&w);
	CHECK_STR(get(&w, a.person).stacks, STR("[\"go\",\"c\"]"));
	CHECK_OK(store_write(store, act_leave, &a, &err), &err);
	world_settle(&w);
	CHECK_OK(
	    ledger_rebuild(&w.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	world_close(&w);
}

static enum err_code
act_find_token(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct upload_token found;
	bool is = false;
	enum err_code rc;

	rc = upload_token_make(db, &a->w->arena, a->actor, STR("acme/shop"),
	    STR_NONE, &a->text, err);
	if (rc == ERR_NONE)
		rc = upload_token_find(
		    db, &a->w->arena, a->text, &is, &found, err);
	CHECK(rc != ERR_NONE || is);
	if (rc == ERR_NONE)
		rc = upload_token_note_use(db, &found, err);
	if (rc == ERR_NONE)
		rc = upload_token_revoke(
		    db, &a->w->arena, a->actor, found.id, err);
	if (rc == ERR_NONE)
		rc = upload_token_find(
		    db, &a->w->arena, a->text, &is, &found, err);
	CHECK(!is);
	return rc;
}

STORE_TEST(a_token_is_found_until_it_is_revoked)
{
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	struct err err = {0};

	world_open(&w, store);
	CHECK_OK(store_write(store, act_find_token, &a, &err), &err);
	CHECK(str_starts(a.text, STR("assay_")));
	world_close(&w);
}

STORE_TEST(a_public_url_is_a_scheme_and_a_host)
{
	static const struct {
		const char *url;
		bool good;
	} cases[] = {
	    {"https://a.example", true},
	    {"https://a.example/", true},
	    {"https://a.example:8443", true},
	    {"http://127.0.0.1:8420", true},
	    {"http://localhost", true},
	    {"http://[::1]:8420", true},
	    {"http://a.example", false},
	    {"http://127.0.0.1.evil.example", false},
	    {"http://localhost.evil.example", false},
	    {"https://", false},
	    {"https://a.example/path", false},
	    {"https://user@a.example", false},
	    {"https://a example", false},
	    {"ftp://a.example", false},
	    {"javascript:alert(1)", false},
	    {"", false},
	};

	(void)store;
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct str url;
		struct err err;

		CHECK((organisation_url_read(str_from(cases[i].url), &url,
			   &err) == ERR_NONE) == cases[i].good);
	}
}

static enum err_code
act_own_token(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return personal_token_make(
	    db, &a->w->arena, a->actor, a->text, &a->text2, err);
}

static enum err_code
act_use_own(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct person p;
	bool found = false;
	enum err_code rc =
	    personal_token_use(db, &a->w->arena, a->text2, &found, &p, err);

	a->out = found ? p.id : (struct id){0};
	return rc;
}

static enum err_code
act_drop_own(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct personal_tokens own = {0};
	enum err_code rc =
	    personal_token_list(db, &a->w->arena, a->person, &own, err);

	if (rc == ERR_NONE && own.n == 0)
		return err_set(err, ERR_NOT_FOUND, "none");
	return rc == ERR_NONE
	    ? personal_token_drop(db, a->actor, own.v[0].id, err)
	    : rc;
}

STORE_TEST(a_personal_token_is_its_owner_until_it_is_over_dropped_or_they_left)
{
	struct world w;
	struct act a = {.w = &w, .text = STR("laptop")};
	struct err err = {0};

	world_open(&w, store);
	a.actor = a.person = w.by_role[ROLE_DEVELOPER];
	CHECK_OK(store_write(store, act_own_token, &a, &err), &err);
	CHECK_OK(store_write(store, act_use_own, &a, &err), &err);
	CHECK(id_eq(a.out, a.actor));
	a.text2.len--; /* cut short */
	CHECK_OK(store_write(store, act_use_own, &a, &err), &err);
	CHECK(id_is_none(a.out));
	a.text2.len++;

	a.actor = w.by_role[ROLE_LEAD]; /* not theirs to take away */
	CHECK(store_write(store, act_drop_own, &a, &err) == ERR_NOT_FOUND);
	a.actor = a.person;
	clock_set_for_test(WORLD_START + PERSONAL_TOKEN_LIFE + 1);
	CHECK_OK(store_write(store, act_use_own, &a, &err), &err);
	CHECK(id_is_none(a.out));
	clock_set_for_test(WORLD_START);
	CHECK_OK(store_write(store, act_drop_own, &a, &err), &err);
	CHECK_OK(store_write(store, act_use_own, &a, &err), &err);
	CHECK(id_is_none(a.out));

	CHECK_OK(store_write(store, act_own_token, &a, &err), &err);
	a.actor = PERSON_PROGRAM;
	CHECK_OK(store_write(store, act_leave, &a, &err), &err);
	world_settle(&w);
	CHECK_OK(store_write(store, act_use_own, &a, &err), &err);
	CHECK(id_is_none(a.out));
	world_close(&w);
}

STORE_TEST(a_token_without_a_name_and_one_too_many_are_refused)
{
	static const char *const bad[] = {"", "a\nb", "\xff",
	    "a name that goes on and on and on and on, past sixty bytes or so"};
	struct world w;
	struct act a = {.w = &w};
	struct err err = {0};

	world_open(&w, store);
	a.actor = w.by_role[ROLE_DEVELOPER];
	for (size_t i = 0; i < NELEM(bad); i++) {
		a.text = str_from(bad[i]);
		CHECK(
		    store_write(store, act_own_token, &a, &err) == ERR_INVALID);
	}
	a.text = STR("laptop");
	for (int i = 0; i < PERSONAL_TOKEN_MOST; i++)
		CHECK_OK(store_write(store, act_own_token, &a, &err), &err);
	CHECK(store_write(store, act_own_token, &a, &err) == ERR_LIMIT);
	world_close(&w);
}

TEST_MAIN(T(who_was_added_is_there_once_the_fact_has_its_number),
    T(what_is_no_address_or_no_name_is_refused),
    T(an_address_is_taken_before_its_fact_has_a_number),
    T(a_change_keeps_what_was_and_an_equal_one_writes_no_fact),
    T(who_left_stays_in_the_record_and_cannot_be_changed),
    T(the_last_administrator_stays_one),
    T(each_role_may_do_what_is_its_own_and_nothing_else),
    T(the_views_are_what_the_facts_make_of_them),
    T(a_token_is_found_until_it_is_revoked),
    T(a_personal_token_is_its_owner_until_it_is_over_dropped_or_they_left),
    T(a_token_without_a_name_and_one_too_many_are_refused),
    T(a_public_url_is_a_scheme_and_a_host))
