#include "policy/agenda.h"

#include "policy/story_test.h"

#define HEAD                                                            \
	"policy: training\nversion: 1\ntitle: Policy\nowner: Olga\n"    \
	"approver: Anna\napproved: 2026-01-01\neffective: 2026-02-01\n" \
	"review_by: 2028-01-01\n"                                       \
	"statement: {who: a, what: b, how_often: c, onboarding: d, "    \
	"non_completion: e, enforced: f}\n"

/* m1 by two obligations, a lab and a signature. */
static const char *const policies[] = {
    HEAD "obligations:\n"
	 "  - id: late\n    title: L\n    kind: assign-initial\n"
	 "    who: {employment: [employee]}\n    what: {modules: [m1]}\n"
	 "    first_days: 60\n"
	 "  - id: soon\n    title: S\n    kind: assign-recurring\n"
	 "    who: {employment: [employee]}\n    what: {modules: [m1]}\n"
	 "    first_days: 30\n"
	 "  - id: hands\n    title: H\n    kind: assign-initial\n"
	 "    who: {employment: [employee]}\n    what: {labs: [lab1]}\n"
	 "    first_days: 20\n"
	 "  - id: sign\n    title: S\n    kind: acknowledge\n"
	 "    who: {employment: [employee]}\n    first_days: 10\n",
};

static void
begin(struct story *s, struct store *store)
{
	story_open(s, store, policies);
	story_tell(s,
	    STR("2026-01-20 policy 1 effective=2026-02-01\n"
		"2026-03-01 join ana employment=employee"));
}

/* "overdue 2026-03-11 sign:training /policy", a line each */
static struct str
listed(struct story *s, const char *day, bool whole, bool once)
{
	int64_t now = story_at(str_from(day));
	struct id ana = story_id(s, STR("ana"));
	struct arena *arena = &s->world.arena;
	struct agenda all = {0};
	struct str text;
	struct buf b;
	struct err err;

	CHECK_OK((whole ? agenda_whole : agenda_of)(s->engine, &s->world.learn,
		     ana, now, true, arena, &all, &err),
	    &err);
	if (once)
		agenda_keep_once(&all);
	buf_init(&b, 4096);
	for (size_t i = 0; i < all.n; i++) {
		const struct agenda_item *item = &all.v[i];
		char date[CLOCK_DATE_LEN + 1] = "-";

		CHECK(str_starts(item->reason, STR("because ")));
		if (item->due != 0)
			clock_write_date(item->due, date);
		buf_addf(&b, "%s %s %.*s %.*s %.*s\n", agenda_state_name(item),
		    date, STR_FMT(item->obligation), STR_FMT(item->thing),
		    STR_FMT(item->path));
	}
	text = arena_buf(arena, &b);
	buf_release(&b);
	return text;
}

STORE_TEST(modules_labs_and_signatures_are_one_list_each_with_its_place)
{
	struct story s;

	begin(&s, store);
	CHECK_STR(listed(&s, "2026-03-15", false, false),
	    STR("overdue 2026-03-11 sign sign:training /policy\n"
		"due 2026-03-21 hands lab:lab1 /labs/lab1\n"
		"due 2026-03-31 soon module:m1 /modules/m1\n"
		"current 2026-04-30 late module:m1 /modules/m1\n"));
	story_close(&s);
}

STORE_TEST(what_two_obligations_ask_for_stands_once_with_the_earlier_date)
{
	struct story s;

	begin(&s, store);
	CHECK_STR(listed(&s, "2026-03-15", false, true),
	    STR("overdue 2026-03-11 sign sign:training /policy\n"
		"due 2026-03-21 hands lab:lab1 /labs/lab1\n"
		"due 2026-03-31 soon module:m1 /modules/m1\n"));
	story_close(&s);
}

STORE_TEST(what_was_done_for_good_is_in_the_whole_list_alone)
{
	struct story s;

	begin(&s, store);
	story_tell(&s,
	    STR("2026-03-05 lab ana lab1\n2026-03-05 done ana m1 1.0.0\n"
		"2026-03-05 sign ana 1"));
	CHECK_STR(listed(&s, "2026-03-15", false, false),
	    STR("completed 2027-03-05 soon module:m1 /modules/m1\n"
		"completed 2027-03-05 sign sign:training /policy\n"));
	CHECK_STR(listed(&s, "2026-03-15", true, true),
	    STR("completed 2027-03-05 soon module:m1 /modules/m1\n"
		"completed 2027-03-05 sign sign:training /policy\n"
		"completed - hands lab:lab1 /labs/lab1\n"));
	story_close(&s);
}

TEST_MAIN(T(modules_labs_and_signatures_are_one_list_each_with_its_place),
    T(what_two_obligations_ask_for_stands_once_with_the_earlier_date),
    T(what_was_done_for_good_is_in_the_whole_list_alone))
