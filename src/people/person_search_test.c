#include "people/person_search.h"

#include "people/world_test.h"

struct looking {
	struct world *w;
	struct id viewer;
	struct person_search search;
	struct persons found;
	uint64_t total;
};

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct looking *l = ctx;

	return person_search(
	    db, &l->w->arena, l->viewer, &l->search, &l->found, &l->total, err);
}

static struct looking
looked(struct world *w, struct id viewer, struct person_search search)
{
	struct looking l = {.w = w, .viewer = viewer, .search = search};
	struct err err;

	CHECK_OK(store_read(w->store, look, &l, &err), &err);
	return l;
}

static void
begin(struct world *w, struct store *store)
{
	world_open(w, store);
	world_add(w, ROLE_DEVELOPER, "Zoe 100% Zed", "zoe@else.example",
	    (struct id){0});
	world_add(w, ROLE_DEVELOPER, "Under_score!", "plain@else.example",
	    (struct id){0});
	world_settle(w);
}

STORE_TEST(a_name_or_an_address_is_found_by_any_part_of_it)
{
	static const struct {
		const char *words;
		uint64_t total;
	} cases[] = {
	    {"zoe", 1},
	    {"ZOE", 1},
	    {"else.example", 2},
	    {"@ELSE", 2},
	    {"100%", 1},
	    {"%", 1}, /* words stand for themselves */
	    {"_", 1},
	    {"!", 1},
	    {"e!", 1},
	    {"\\", 0},
	    {"'", 0},
	    {"zoe plain", 0},
	    {"\xff", 0},
	};
	struct world w;

	begin(&w, store);
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct looking l = looked(&w, w.by_role[ROLE_ADMIN],
		    (struct person_search){
			.words = str_from(cases[i].words), .most = 10});

		if (l.total != cases[i].total || l.found.n != l.total)
			fail_msg("'%s' finds %zu", cases[i].words, l.found.n);
	}
	world_close(&w);
}

STORE_TEST(pages_follow_each_other_and_hold_everybody_once)
{
	struct world w;
	struct looking all, page;

	begin(&w, store);
	all = looked(&w, w.by_role[ROLE_ADMIN],
	    (struct person_search){.words = STR_NONE, .most = 100});
	CHECK_INT(all.found.n, all.total);
	CHECK(all.total > 5);
	for (unsigned i = 0; i < all.total; i++) {
		page = looked(&w, w.by_role[ROLE_ADMIN],
		    (struct person_search){.most = 1, .skip = i});
		CHECK_INT(page.found.n, 1);
		CHECK_INT(page.total, all.total);
		CHECK(id_eq(page.found.v[0].id, all.found.v[i].id));
	}
	page = looked(&w, w.by_role[ROLE_ADMIN],
	    (struct person_search){.most = 1, .skip = (unsigned)all.total});
	CHECK_INT(page.found.n, 0);
	world_close(&w);
}

STORE_TEST(who_may_not_see_the_list_finds_nobody)
{
	struct world w;

	begin(&w, store);
	for (int role = 0; role < ROLE_COUNT; role++) {
		bool sees = role == ROLE_ADMIN || role == ROLE_SECURITY_LEAD ||
		    role == ROLE_AUDITOR;

		CHECK_INT(
		    looked(&w, w.by_role[role],
			(struct person_search){.words = STR("zoe"), .most = 10})
			.found.n,
		    sees);
	}
	CHECK_INT(
	    looked(&w, id_new(), (struct person_search){.most = 10}).found.n,
	    0);
	world_close(&w);
}

TEST_MAIN(T(a_name_or_an_address_is_found_by_any_part_of_it),
    T(pages_follow_each_other_and_hold_everybody_once),
    T(who_may_not_see_the_list_finds_nobody))
