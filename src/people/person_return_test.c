#include "people/person.h"

#include "people/scope.h"
#include "people/world_test.h"
#include "sql/account.h"

static enum err_code
act_change(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_change(
	    db, &a->w->arena, a->actor, a->person, &a->change, err);
}

static enum err_code
act_leave_on(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_leave_on(db, &a->w->arena, a->actor, a->person,
	    *(int64_t *)a->more, STR_NONE, STR("test"), err);
}

static enum err_code
act_return(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_return(
	    db, &a->w->arena, a->actor, a->person, &a->add, err);
}

static enum err_code
act_get(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_get(db, &a->w->arena, a->person, a->more, err);
}

static enum err_code
act_account(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	bool found;

	return sql_account_get(db, &a->w->arena,
	    &(struct sql_account_get_in){.person = a->person}, &found, a->more,
	    err);
}

static struct person
get(struct act *a)
{
	struct person p = {0};
	struct act ask = {.w = a->w, .person = a->person, .more = &p};
	struct err err = {0};

	world_settle(a->w);
	CHECK_OK(store_read(a->w->store, act_get, &ask, &err), &err);
	return p;
}

static uint64_t
facts(struct world *w)
{
	struct err err = {0};
	uint64_t n = 0;

	CHECK_OK(ledger_integrate(&w->config, &n, &err), &err);
	return n;
}

STORE_TEST(who_comes_back_is_the_same_person_with_an_account_opened_anew)
{
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	struct sql_account_get_row account = {0};
	int64_t last = WORLD_START + 3 * CLOCK_DAY;
	struct err err = {0};
	struct person p;

	world_open(&w, store);
	a.person = w.by_role[ROLE_DEVELOPER];
	a.change = (struct person_change){.stacks = STR("[\"go\"]"),
	    .external = STR("1042"),
	    .source = STR("test")};
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	world_settle(&w);
	a.add = (struct person_new){.source = STR("test")};
	CHECK_INT(store_write(store, act_return, &a, &err), ERR_CONFLICT);
	clock_set_for_test(WORLD_START + 10 * CLOCK_DAY);
	a.more = &last;
	CHECK_OK(store_write(store, act_leave_on, &a, &err), &err);
	p = get(&a);
	CHECK(p.left && p.left_at == scope_day_end(last));

	clock_set_for_test(WORLD_START + 50 * CLOCK_DAY);
	a.add = (struct person_new){.role = ROLE_LEAD,
	    .email = STR("Dennis.R@acme.example"),
	    .starts = WORLD_START + CLOCK_DAY,
	    .source = STR("test")};
	CHECK_INT(store_write(store, act_return, &a, &err), ERR_INVALID);
	a.add.starts = WORLD_START + 49 * CLOCK_DAY;
	a.add.email = STR("ada@acme.example"); /* another's */
	CHECK_INT(store_write(store, act_return, &a, &err), ERR_CONFLICT);
	a.add.email = STR("Dennis.R@acme.example");
	CHECK_OK(store_write(store, act_return, &a, &err), &err);
	p = get(&a);
	CHECK(!p.left && p.role == ROLE_LEAD && id_is_none(p.team));
	CHECK_STR(p.name, STR("Dennis"));
	CHECK_STR(p.email, STR("dennis.r@acme.example"));
	CHECK_STR(p.stacks, STR("[\"go\"]"));
	CHECK_STR(p.external, STR("1042"));
	CHECK(p.joined == WORLD_START + 49 * CLOCK_DAY);
	a.more = &account;
	CHECK_OK(store_read(store, act_account, &a, &err), &err);
	CHECK(!account.closed && account.password.ptr == NULL);
	CHECK(!account.totp_on);
	CHECK_STR(account.email, STR("dennis.r@acme.example"));
	world_close(&w);
}

STORE_TEST(a_last_day_ahead_or_before_the_first_is_refused)
{
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	int64_t last = WORLD_START; /* today is not over */
	struct err err = {0};

	world_open(&w, store);
	a.person = w.by_role[ROLE_DEVELOPER];
	a.more = &last;
	CHECK_INT(store_write(store, act_leave_on, &a, &err), ERR_INVALID);
	last = WORLD_START - 9 * CLOCK_DAY;
	CHECK_INT(store_write(store, act_leave_on, &a, &err), ERR_INVALID);
	CHECK(!get(&a).left);
	world_close(&w);
}

STORE_TEST(a_change_of_the_past_is_compared_with_the_past)
{
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	struct err err = {0};

	world_open(&w, store);
	a.person = w.by_role[ROLE_DEVELOPER];
	clock_set_for_test(WORLD_START + 30 * CLOCK_DAY);
	a.change =
	    (struct person_change){.unit = STR("bank"), .source = STR("test")};
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_INT(facts(&w), 1);
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_INT(facts(&w), 0); /* it is so */
	clock_set_for_test(WORLD_START + 40 * CLOCK_DAY);
	a.change.effective = WORLD_START + 10 * CLOCK_DAY;
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_INT(facts(&w), 1); /* it was not so then */
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_INT(facts(&w), 0); /* that is known */
	a.change.unit = STR("retail");
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_STR(get(&a).unit, STR("bank"));
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_INT(facts(&w), 0);
	a.change.effective = WORLD_START - CLOCK_DAY; /* before the first day */
	CHECK_INT(store_write(store, act_change, &a, &err), ERR_INVALID);
	a.change.effective = WORLD_START + 41 * CLOCK_DAY;
	CHECK_INT(store_write(store, act_change, &a, &err), ERR_INVALID);
	a.change.effective = a.change.starts = WORLD_START - CLOCK_DAY;
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK(get(&a).joined == WORLD_START - CLOCK_DAY);
	world_close(&w);
}

STORE_TEST(details_that_are_no_such_are_refused)
{
	static const struct person_change bad[] = {
	    {.unit = STR_INIT("a\nb")},
	    {.external = STR_INIT("\xff")},
	    {.zone = STR_INIT("Mars/Olympus")},
	    {.zone = STR_INIT("../etc/passwd")},
	    {.duties = STR_INIT("on-call")},
	    {.duties = STR_INIT("[\"On Call\"]")},
	    {.stacks = STR_INIT("{}")},
	    {.starts = 1},
	};
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	struct err err;

	world_open(&w, store);
	a.person = w.by_role[ROLE_DEVELOPER];
	for (size_t i = 0; i < NELEM(bad); i++) {
		a.change = bad[i];
		a.change.source = STR("test");
		CHECK_INT(
		    store_write(store, act_change, &a, &err), ERR_INVALID);
	}
	CHECK_INT(facts(&w), 0);
	world_close(&w);
}

STORE_TEST(who_has_not_begun_changes_from_their_first_day_on)
{
	struct world w;
	struct act a = {.w = &w, .actor = PERSON_PROGRAM};
	struct err err = {0};
	enum person_role role = ROLE_LEAD;

	world_open(&w, store);
	a.add = (struct person_new){.name = STR("Ken"),
	    .email = STR("ken@acme.example"),
	    .starts = WORLD_START + 9 * CLOCK_DAY,
	    .unit = STR("bank"),
	    .duties = STR("[\"on-call\"]"),
	    .zone = STR("UTC"),
	    .source = STR("test")};
	CHECK_OK(store_write(store, act_add, &a, &err), &err);
	world_settle(&w);
	a.person = a.out;
	CHECK_STR(get(&a).unit, STR("bank"));
	CHECK_STR(get(&a).duties, STR("[\"on-call\"]"));
	a.change = (struct person_change){.role = &role, .source = STR("test")};
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK(get(&a).role == ROLE_LEAD);
	CHECK_OK(store_write(store, act_change, &a, &err), &err);
	CHECK_INT(facts(&w), 0);
	world_close(&w);
}

TEST_MAIN(T(who_comes_back_is_the_same_person_with_an_account_opened_anew),
    T(a_last_day_ahead_or_before_the_first_is_refused),
    T(a_change_of_the_past_is_compared_with_the_past),
    T(details_that_are_no_such_are_refused),
    T(who_has_not_begun_changes_from_their_first_day_on))
