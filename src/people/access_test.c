#include "people/access.h"

#include "people/absence.h"
#include "people/world_test.h"

struct ask {
	struct world *w;
	struct id actor, person, leave;
	struct access_key key;
	int64_t from, until;
	struct str login;
	bool done;
	struct access_ask what;
	struct accesses list;
	struct absences leaves;
};

static enum err_code
act_grant(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return access_grant(db, &a->w->arena, a->actor, a->person, &a->key,
	    a->from, a->login, &a->done, err);
}

static enum err_code
act_revoke(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return access_revoke(db, &a->w->arena, a->actor, a->person, &a->key,
	    a->until, &a->done, err);
}

static enum err_code
act_list(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return access_list(db, &a->w->arena, a->actor, &a->what, &a->list, err);
}

static enum err_code
act_away(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return absence_record(db, &a->w->arena, a->actor, a->person, a->from,
	    a->until, STR("test"), &a->leave, err);
}

static enum err_code
act_not_away(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return absence_withdraw(
	    db, &a->w->arena, a->actor, a->person, a->leave, STR("test"), err);
}

static enum err_code
act_leaves(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return absence_list(
	    db, &a->w->arena, a->actor, a->person, &a->leaves, err);
}

static struct ask
ask_open(struct world *w, struct store *store)
{
	world_open(w, store);
	return (struct ask){.w = w,
	    .actor = w->by_role[ROLE_ADMIN],
	    .person = w->by_role[ROLE_DEVELOPER],
	    .key = {STR("production"), STR("admin"), STR("csv")},
	    .what = {.most = 10}};
}

static size_t
standing(struct ask *a)
{
	struct err err = {0};

	world_settle(a->w);
	CHECK_OK(store_read(a->w->store, act_list, a, &err), &err);
	return a->list.n;
}

STORE_TEST(what_is_granted_stands_until_it_is_revoked_and_twice_is_once)
{
	struct world w;
	struct ask a = ask_open(&w, store);
	struct err err = {0};

	a.login = STR("dmr");
	CHECK_OK(store_write(store, act_grant, &a, &err), &err);
	CHECK(a.done);
	CHECK_INT(standing(&a), 1);
	CHECK_STR(a.list.v[0].name, STR("Dennis"));
	CHECK_STR(a.list.v[0].login, STR("dmr"));
	CHECK_STR(a.list.v[0].source, STR("csv"));
	CHECK_OK(store_write(store, act_grant, &a, &err), &err);
	CHECK(!a.done);
	a.key.source = STR("admin"); /* another source says so, too */
	CHECK_OK(store_write(store, act_grant, &a, &err), &err);
	CHECK(a.done);
	CHECK_INT(standing(&a), 2);
	clock_set_for_test(WORLD_START + CLOCK_DAY);
	CHECK_OK(store_write(store, act_revoke, &a, &err), &err);
	CHECK(a.done);
	clock_set_for_test(WORLD_START + CLOCK_DAY + 1);
	CHECK_INT(standing(&a), 1);
	CHECK_OK(store_write(store, act_revoke, &a, &err), &err);
	CHECK(!a.done);
	a.what.with_ended = true;
	CHECK_INT(standing(&a), 2);
	a.what.system = STR("elsewhere");
	CHECK_INT(standing(&a), 0);
	world_close(&w);
}

STORE_TEST(what_is_no_word_nobody_or_no_time_is_refused)
{
	static const struct {
		const char *system, *level, *source;
		int64_t from;
		enum err_code why;
	} bad[] = {
	    {"", "user", "csv", 0, ERR_INVALID},
	    {"Prod", "user", "csv", 0, ERR_INVALID},
	    {"pro duction", "user", "csv", 0, ERR_INVALID},
	    {"prod", "", "csv", 0, ERR_INVALID},
	    {"prod", "user", "c\nv", 0, ERR_INVALID},
	    {"prod", "<b>", "csv", 0, ERR_INVALID},
	    {"prod", "user", "csv", WORLD_START + CLOCK_DAY, ERR_INVALID},
	};
	struct world w;
	struct ask a = ask_open(&w, store);
	struct err err = {0};

	for (size_t i = 0; i < NELEM(bad); i++) {
		a.key = (struct access_key){str_from(bad[i].system),
		    str_from(bad[i].level), str_from(bad[i].source)};
		a.from = bad[i].from;
		CHECK_INT(store_write(store, act_grant, &a, &err), bad[i].why);
	}
	a.key = (struct access_key){STR("prod"), STR("user"), STR("csv")};
	a.from = WORLD_START - CLOCK_DAY;
	CHECK_OK(store_write(store, act_grant, &a, &err), &err);
	CHECK_INT(standing(&a), 1);
	a.until = WORLD_START - 2 * CLOCK_DAY; /* before it began */
	CHECK_INT(store_write(store, act_revoke, &a, &err), ERR_INVALID);
	a.until = WORLD_START + CLOCK_DAY;
	CHECK_INT(store_write(store, act_revoke, &a, &err), ERR_INVALID);
	a.person = id_new();
	CHECK_INT(store_write(store, act_grant, &a, &err), ERR_NOT_FOUND);
	world_close(&w);
}

STORE_TEST(a_leave_is_recorded_moved_and_withdrawn)
{
	struct world w;
	struct ask a = ask_open(&w, store);
	struct err err = {0};
	uint64_t n = 9;

	a.from = WORLD_START + CLOCK_DAY;
	a.until = WORLD_START;
	CHECK_INT(store_write(store, act_away, &a, &err), ERR_INVALID);
	a.until = WORLD_START + 900 * CLOCK_DAY * 9;
	CHECK_INT(store_write(store, act_away, &a, &err), ERR_INVALID);
	a.until = a.from + 3 * CLOCK_DAY;
	CHECK_OK(store_write(store, act_away, &a, &err), &err);
	CHECK(!id_is_none(a.leave));
	world_settle(&w);
	CHECK_OK(store_write(store, act_away, &a, &err), &err); /* the same */
	CHECK_OK(ledger_integrate(&w.config, &n, &err), &err);
	CHECK_INT(n, 0);
	a.until = 0;
	CHECK_OK(store_write(store, act_away, &a, &err), &err);
	world_settle(&w);
	CHECK_OK(store_read(store, act_leaves, &a, &err), &err);
	CHECK_INT(a.leaves.n, 1);
	CHECK(a.leaves.v[0].to == 0 && !a.leaves.v[0].withdrawn);
	a.person = w.by_role[ROLE_LEAD];
	CHECK_INT(store_write(store, act_not_away, &a, &err), ERR_NOT_FOUND);
	CHECK_INT(store_write(store, act_away, &a, &err), ERR_NOT_FOUND);
	a.person = w.by_role[ROLE_DEVELOPER];
	CHECK_OK(store_write(store, act_not_away, &a, &err), &err);
	world_settle(&w);
	CHECK_OK(store_read(store, act_leaves, &a, &err), &err);
	CHECK(a.leaves.v[0].withdrawn);
	world_close(&w);
}

STORE_TEST(only_an_administrator_or_the_program_changes_access_and_leaves)
{
	static store_fn *const acts[] = {
	    act_grant, act_revoke, act_away, act_not_away};
	struct world w;
	struct ask a = ask_open(&w, store);
	struct err err;

	a.from = WORLD_START - CLOCK_DAY;
	for (size_t i = 0; i < NELEM(acts); i++)
		for (int role = -1; role < ROLE_COUNT; role++) {
			a.actor = role < 0 ? (struct id){0} : w.by_role[role];
			if (role != ROLE_ADMIN)
				CHECK_INT(store_write(store, acts[i], &a, &err),
				    ERR_DENIED);
		}
	a.actor = PERSON_PROGRAM;
	CHECK_OK(store_write(store, act_grant, &a, &err), &err);
	a.actor = w.by_role[ROLE_AUDITOR];
	CHECK_INT(standing(&a), 1);
	a.actor = w.by_role[ROLE_LEAD];
	CHECK_INT(standing(&a), 0);
	world_close(&w);
}

TEST_MAIN(T(what_is_granted_stands_until_it_is_revoked_and_twice_is_once),
    T(what_is_no_word_nobody_or_no_time_is_refused),
    T(a_leave_is_recorded_moved_and_withdrawn),
    T(only_an_administrator_or_the_program_changes_access_and_leaves))
