/* What versions and courses make of completions, with content on disk. */
#include "learn/attestation.h"
#include "learn/world_test.h"
#include "ledger/ledger.h"

struct asking {
	struct world *w;
	struct assignment_new in;
};

static enum err_code
ask_in(struct db *db, void *ctx, struct err *err)
{
	const struct asking *a = ctx;

	return assignment_make(db, a->w->catalog, &a->w->arena, &a->in, err);
}

static void
ask(struct world *w, struct id person)
{
	struct asking a = {.w = w,
	    .in = {.id = id_new(),
		.person = person,
		.module_id = STR("m1"),
		.why = STR("because everybody takes it"),
		.due = w->now + 30 * CLOCK_DAY}};
	struct err err;

	CHECK_OK(store_write(w->log.store, ask_in, &a, &err), &err);
	world_settle(w);
}

static void
course(struct world *w, const char *validity)
{
	world_put(w, "courses/c1.yaml",
	    arena_strf(&w->arena,
		"id: c1\ntitle: Course\nmodules: [m1]\npass: 80\n%s",
		validity));
}

static void
publish(struct world *w, const char *version)
{
	world_module(w, "m1", version);
	world_publish(w);
	world_settle(w);
}

/* The one thing asked of Ada, as of then. */
static struct assignment
asked(struct world *w, int64_t at)
{
	struct assignments list;
	struct err err;

	CHECK_OK(assignment_list(&w->learn, w->ada, at, &w->arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 1);
	return list.v[0];
}

static struct record
record_of(struct world *w, int64_t at)
{
	struct record r;
	struct err err;

	CHECK_OK(record_get(&w->learn, w->ada, w->ada, at, &w->arena, &r, &err),
	    &err);
	return r;
}

static void
told(const struct ledger_difference *d, void *ctx)
{
	(void)ctx;
	print_error("%s %.*s %s\n", d->table, STR_FMT(d->key),
	    d->column != NULL ? d->column : "(row)");
}

static void
check_rebuild(struct world *w)
{
	uint64_t differences;
	struct err err;

	CHECK_OK(ledger_rebuild(
		     &w->log.config, true, told, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
}

STORE_TEST(a_major_version_makes_the_older_one_due_again_and_both_stay)
{
	struct assignment a;
	struct record r;
	struct world w;
	int64_t released;

	world_open(&w, store);
	course(&w, "validity_months: 24\nrecertify_days: 14\n");
	world_publish(&w);
	ask(&w, w.ada);
	world_attempt(&w, w.ada, "m1", 10);
	world_later(&w, 40 * CLOCK_DAY); /* past the first date */
	publish(&w, "1.1.0");
	world_later(&w, CLOCK_DAY);
	publish(&w, "1.1.1");
	CHECK(asked(&w, w.now).status == ASSIGNMENT_COMPLETED);

	world_later(&w, CLOCK_DAY);
	publish(&w, "2.0.0");
	released = w.now;
	a = asked(&w, w.now);
	CHECK(a.status == ASSIGNMENT_DUE);
	CHECK_INT(a.due, released + 15 * CLOCK_DAY - 1);
	CHECK_STR(a.why,
	    STR("because version 2.0.0 of 30 March 2026 changed what is "
		"taught: you passed 1.0.0"));
	CHECK(asked(&w, a.due + 1).status == ASSIGNMENT_OVERDUE);
	/* and yesterday's question still has yesterday's answer */
	CHECK(asked(&w, released - 1).status == ASSIGNMENT_COMPLETED);
	r = record_of(&w, w.now);
	CHECK(!r.completions.v[0].expired && r.completions.v[0].by_version);

	world_later(&w, 5 * CLOCK_DAY);
	world_attempt(&w, w.ada, "m1", 9);
	CHECK(asked(&w, w.now).status == ASSIGNMENT_COMPLETED);
	CHECK_STR(asked(&w, w.now).version, STR("2.0.0"));
	r = record_of(&w, released + 15 * CLOCK_DAY);
	CHECK_INT(r.completions.n, 2);
	CHECK_STR(r.completions.v[0].module_version, STR("2.0.0"));
	CHECK(!r.completions.v[0].expired);
	CHECK_STR(r.completions.v[1].module_version, STR("1.0.0"));
	CHECK(r.completions.v[1].expired);
	CHECK_INT(r.completions.v[1].valid_until, a.due);
	check_rebuild(&w);
	world_close(&w);
}

struct fact_of {
	struct world *w;
	struct id fact;
	struct ledger_entry entry;
};

static enum err_code
read_fact(struct db *db, void *ctx, struct err *err)
{
	struct fact_of *f = ctx;

	return ledger_entry_by_id(db, &f->w->arena, f->fact, &f->entry, err);
}

STORE_TEST(an_attestation_names_the_version_that_was_passed)
{
	struct attestation in = {.module_id = STR("m1"), .name = STR("Ada")};
	struct fact_of signed_as = {0};
	struct str statement;
	struct world w;
	struct id fact;
	struct err err;

	world_open(&w, store);
	world_attempt(&w, w.ada, "m1", 10);
	world_later(&w, CLOCK_DAY);
	publish(&w, "2.0.0");
	CHECK_OK(attestation_sign(&w.learn, w.ada, &in, &fact, &err), &err);
	world_settle(&w);
	CHECK_OK(attestation_statement(&w.learn, STR("m1"), STR("1.0.0"),
		     &w.arena, &statement, &err),
	    &err);
	CHECK(str_find(statement, STR("version 1.0.0")) < statement.len);
	CHECK_INT(record_of(&w, w.now).completions.v[0].attested, w.now);
	signed_as.w = &w;
	signed_as.fact = fact;
	CHECK_OK(store_read(store, read_fact, &signed_as, &err), &err);
	CHECK_STR(ledger_text(&signed_as.entry, "version"), STR("1.0.0"));
	CHECK_STR(ledger_text(&signed_as.entry, "statement"), statement);
	check_rebuild(&w);
	world_close(&w);
}

STORE_TEST(the_course_as_it_stands_decides_and_not_what_was_once_said)
{
	static const struct {
		const char *validity;
		const char *until; /* passed on 16 February 2026 */
	} cases[] = {
	    {"validity_months: 12\n", "2027-02-16"},
	    {"validity_months: 24\nmonths_are: 365-days\n", "2028-02-16"},
	    {"validity_months: 6\n", "2026-08-16"},
	    {"validity_months: 0\n", ""},
	    {"validity_months: 12\nwindow: {closes: 2026-12-31, days: 92}\n",
		"2026-12-31"},
	    {"validity_months: 12\nminimum_active_months: 11\n"
	     "window: {closes: 2026-12-31, days: 92}\n",
		"2027-12-31"},
	};
	struct world w;

	world_open(&w, store);
	ask(&w, w.ada);
	world_attempt(&w, w.ada, "m1", 10);
	for (size_t i = 0; i < NELEM(cases); i++) {
		char date[CLOCK_DATE_LEN + 1] = "";
		struct record_line line;

		course(&w, cases[i].validity);
		world_publish(&w);
		line = record_of(&w, w.now).completions.v[0];
		if (line.valid_until > 0)
			clock_write_date(line.valid_until, date);
		CHECK_STR(str_from(date), str_from(cases[i].until));
		CHECK_INT(asked(&w, w.now).due, line.valid_until);
	}
	/* without a course: what the fact said when it was earned */
	world_put(&w, "courses/c1.yaml",
	    STR("id: c1\ntitle: Course\nmodules: [m2]\npass: 80\n"
		"validity_months: 1\n"));
	world_publish(&w);
	CHECK_INT(record_of(&w, w.now).completions.v[0].valid_until,
	    clock_months_later(w.now, 12) + CLOCK_DAY - 1);
	world_close(&w);
}

/* A clock that went back: nothing later is looked at, and nothing breaks. */
STORE_TEST(what_lies_ahead_of_the_clock_is_not_there_yet)
{
	struct assignments list;
	struct world w;
	struct err err;

	world_open(&w, store);
	ask(&w, w.ada);
	world_later(&w, 40 * CLOCK_DAY);
	world_attempt(&w, w.ada, "m1", 10);
	CHECK(asked(&w, w.now).status == ASSIGNMENT_COMPLETED);
	CHECK(asked(&w, w.now - 1).status == ASSIGNMENT_OVERDUE);
	CHECK_OK(assignment_list(
		     &w.learn, w.ada, WORLD_START - 1, &w.arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 0);
	CHECK_INT(
	    assignment_list(&w.learn, w.ada, INT64_MAX, &w.arena, &list, &err),
	    ERR_INVALID);
	world_close(&w);
}

TEST_MAIN(T(a_major_version_makes_the_older_one_due_again_and_both_stay),
    T(an_attestation_names_the_version_that_was_passed),
    T(the_course_as_it_stands_decides_and_not_what_was_once_said),
    T(what_lies_ahead_of_the_clock_is_not_there_yet))
