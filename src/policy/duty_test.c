#include "policy/duty.h"

#include "policy/proposal_test.h"

#define NOTE "The board saw the numbers of the quarter."

static struct duties
duties(void)
{
	struct duty_ask ask = {.store = w.store,
	    .catalog = catalog,
	    .engine = desk.engine,
	    .viewer = PERSON_PROGRAM,
	    .now = clock_now()};
	struct duties out = {0};
	struct err err;

	CHECK_OK(duty_list(&ask, &w.arena, &out, &err), &err);
	return out;
}

static const struct duty *
duty(const char *id)
{
	struct duties all = duties();

	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].obligation->id, str_from(id)))
			return &all.v[i];
	CHECK(false);
	return NULL;
}

static bool
has_gap(const struct duty *d, const char *text)
{
	for (size_t i = 0; i < d->gaps.n; i++)
		if (str_eq(d->gaps.v[i].text, str_from(text)))
			return true;
	return false;
}

static enum err_code
perform(struct duty_done in, struct id *id, struct err *err)
{
	struct duty_ask ask = {.store = w.store,
	    .catalog = catalog,
	    .engine = desk.engine,
	    .viewer = in.actor,
	    .now = clock_now()};
	enum err_code rc = duty_perform(&ask, &in, id, err);

	if (rc == ERR_NONE)
		settle();
	return rc;
}

/* The policy once more, with one piece of it replaced. */
static void
publish_with(const char *from, const char *to)
{
	struct str text = str_from(policy_text), out;
	size_t at = str_find(text, str_from(from));

	CHECK(at < text.len);
	out = arena_strf(&w.arena, "%.*s%s%s", (int)at, policy_text, to,
	    policy_text + at + strlen(from));
	at = str_find(out, STR("version: 3"));
	((char *)out.ptr)[at + 9] = '4';
	publish(out, "4", "2026-02-02");
}

STORE_TEST(what_is_done_comes_back_by_its_rule)
{
	const struct duty *d;
	struct err err;
	struct id id;

	open_world(store);
	clock_set_for_test(day("2026-02-10"));
	d = duty("reports");
	CHECK(!d->by_data && d->performed == 0 && d->times == 0);
	CHECK(d->due.state == DUE_IS_DUE);
	CHECK_STR(d->due.reason,
	    STR("because policy v3 has asked for it since 1 February 2026, and "
		"it has not been done yet"));
	clock_set_for_test(day("2026-03-20"));
	CHECK(duty("reports")->due.state == DUE_IS_OVERDUE);
	CHECK_OK(perform((struct duty_done){.actor = radia,
			     .obligation = STR("reports"),
			     .note = STR(NOTE),
			     .day = day("2026-03-18")},
		     &id, &err),
	    &err);
	d = duty("reports");
	CHECK(d->due.state == DUE_IS_CURRENT && d->times == 1);
	CHECK(id_eq(d->performance, id));
	CHECK_STR(d->by, STR("Radia"));
	CHECK_STR(d->note, STR(NOTE));
	CHECK(d->due.due == day("2026-06-19") - 7200 * CLOCK_SECOND - 1);
	CHECK_STR(d->due.reason,
	    STR("because it was last done on 17 March 2026 and policy v3 says "
		"every 3 months"));
	clock_set_for_test(day("2026-06-19"));
	CHECK(duty("reports")->due.state == DUE_IS_OVERDUE);
	clock_set_for_test(day("2026-03-01")); /* before it was done */
	CHECK(duty("reports")->performed == 0);
	check_rebuilt();
	close_world();
}

STORE_TEST(a_new_version_does_not_begin_a_duty_anew)
{
	open_world(store);
	clock_set_for_test(day("2026-03-20"));
	CHECK(duty("reports")->due.state == DUE_IS_OVERDUE);
	publish_with("Reports to management", "Reports to those who decide");
	CHECK(duty("reports")->due.state == DUE_IS_OVERDUE);
	CHECK(duty("reports")->due.due ==
	    day("2026-03-04") - 7200 * CLOCK_SECOND - 1);
	close_world();
}

STORE_TEST(only_who_may_say_so_and_of_what_is_done)
{
	static const struct {
		struct id *actor;
		const char *obligation, *note, *day;
		enum err_code rc;
	} bad[] = {
	    {&dennis, "reports", NOTE, NULL, ERR_DENIED},
	    {&grace, "reports", NOTE, NULL, ERR_DENIED},
	    {&edsger, "reports", NOTE, NULL, ERR_DENIED},
	    {&other_team, "reports", NOTE, NULL, ERR_DENIED},
	    {&ada, "nothing", NOTE, NULL, ERR_INVALID},
	    {&ada, "injection", NOTE, NULL, ERR_INVALID},
	    {&ada, "document", NOTE, NULL, ERR_INVALID},
	    {&ada, "ladder", NOTE, NULL, ERR_INVALID},
	    {&ada, "all-that-is-done", NOTE, NULL, ERR_INVALID},
	    {&ada, "outsiders", NOTE, NULL, ERR_INVALID},
	    {&ada, "reports", "done", NULL, ERR_INVALID},
	    {&ada, "reports", "", NULL, ERR_INVALID},
	    {&ada, "reports", NOTE, "2026-05-30", ERR_INVALID},
	    {&ada, "reports", NOTE, "9998-01-01", ERR_INVALID},
	};
	struct err err;
	struct id id;

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_INT(perform((struct duty_done){.actor = *bad[i].actor,
				      .obligation = str_from(bad[i].obligation),
				      .note = str_from(bad[i].note),
				      .day = bad[i].day ? day(bad[i].day) : 0},
			      &id, &err),
		    bad[i].rc);
	CHECK_INT(facts(LEDGER_OBLIGATION_PERFORMED, NULL), 0);
	CHECK_OK(perform((struct duty_done){.actor = PERSON_PROGRAM,
			     .obligation = STR("reports"),
			     .note = STR(NOTE)},
		     &id, &err),
	    &err);
	CHECK_INT(facts(LEDGER_OBLIGATION_PERFORMED, NULL), 1);
	close_world();
}

struct fetching {
	struct id viewer, id;
	struct str bytes;
};

static enum err_code
fetch_tx(struct db *db, void *ctx, struct err *err)
{
	struct fetching *f = ctx;

	return duty_document(db, &w.arena, f->viewer, f->id, &f->bytes, err);
}

STORE_TEST(the_document_of_a_duty_is_for_those_who_answer_for_it)
{
	static const struct {
		struct id *viewer;
		enum err_code rc;
	} viewers[] = {{&ada, ERR_NONE}, {&radia, ERR_NONE},
	    {&edsger, ERR_NONE}, {&grace, ERR_NOT_FOUND},
	    {&dennis, ERR_NOT_FOUND}, {&other_team, ERR_NOT_FOUND}};
	struct err err;
	struct id id;

	open_world(store);
	CHECK_OK(perform((struct duty_done){.actor = ada,
			     .obligation = STR("reports"),
			     .note = STR(NOTE),
			     .document = STR("minutes of the meeting")},
		     &id, &err),
	    &err);
	CHECK(duty("reports")->has_document);
	for (size_t i = 0; i < NELEM(viewers); i++) {
		struct fetching f = {.viewer = *viewers[i].viewer, .id = id};

		CHECK_INT(store_read(store, fetch_tx, &f, &err), viewers[i].rc);
		if (viewers[i].rc == ERR_NONE)
			CHECK_STR(f.bytes, STR("minutes of the meeting"));
	}
	close_world();
}

/* --- what shows from the data --------------------------------------------- */

STORE_TEST(the_document_shows_whether_it_is_in_order)
{
	const struct duty *d;

	open_world(store);
	d = duty("document");
	CHECK(d->by_data && d->gaps.n == 0);
	CHECK_STR(d->shows,
	    STR("v3 was approved on 2 January 2026 by The board; its review is "
		"due by 2 January 2027"));
	clock_set_for_test(day("2027-01-03"));
	d = duty("document");
	CHECK(d->gaps.n == 1 &&
	    has_gap(d, "its review was due by 2 January 2027"));
	close_world();
}

STORE_TEST(a_ladder_that_leads_nowhere_is_named)
{
	const struct duty *d;

	open_world(store);
	d = duty("ladder");
	CHECK(has_gap(d,
	    "the policy states no messages: what runs is the program's own "
	    "ladder"));
	publish_with("obligations:\n",
	    "messages:\n"
	    "  remind_days: [30, 7]\n"
	    "  manager_after_days: 7\n"
	    "  owner_after_days: 14\n"
	    "  owner_mail: \"security@acme.example\"\n"
	    "obligations:\n");
	d = duty("ladder");
	CHECK(d->by_data && d->gaps.n == 0);
	close_world();
}

STORE_TEST(records_need_no_longer_than_the_policy_says_without_frameworks)
{
	static const char *const keep = "  - id: keep\n"
					"    title: \"Records\"\n"
					"    kind: retention\n"
					"  - id: document\n";
	const struct duty *d;

	open_world(store);
	publish_with("  - id: document\n", keep);
	d = duty("keep");
	CHECK(d->by_data && d->gaps.n == 0); /* none is switched on */
	close_world();
}

STORE_TEST(records_kept_for_less_than_a_framework_asks_are_a_gap)
{
	const struct duty *d;

	open_world(store);
	publish_with("settings: {keep_years: 3}\nobligations:\n",
	    "frameworks: [hipaa]\nsettings: {keep_years: 3}\nobligations:\n"
	    "  - id: keep\n"
	    "    title: \"Records\"\n"
	    "    kind: retention\n");
	d = duty("keep");
	CHECK_INT(d->gaps.n, 1);
	CHECK_STR(d->gaps.v[0].text,
	    STR("hipaa 164.308(a)(5) asks for 6 years; the policy's settings "
		"say 3"));
	close_world();
}

static enum err_code
act_change(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_change(
	    db, &w.arena, a->actor, a->person, &a->change, err);
}

static void
set_stacks(struct id person, const char *stacks, const char *employment)
{
	struct act a = {.w = &w,
	    .actor = PERSON_PROGRAM,
	    .person = person,
	    .change = {.stacks = str_from(stacks),
		.employment = str_from(employment),
		.source = STR("test")}};
	struct err err;

	CHECK_OK(store_write(w.store, act_change, &a, &err), &err);
	settle();
}

STORE_TEST(stacks_that_no_module_speaks_of_are_named)
{
	const struct duty *d;

	open_world(store);
	d = duty("all-that-is-done");
	CHECK(has_gap(d,
	    "nobody here has a duty or a stack entered: whether all are "
	    "covered cannot be told"));
	set_stacks(dennis, "[\"python-flask\"]", NULL);
	d = duty("all-that-is-done");
	CHECK(d->gaps.n == 0);
	CHECK_STR(d->shows,
	    STR("1 of the 1 duties and stacks that people here have are "
		"covered"));
	set_stacks(grace, "[\"python-flask\",\"rust\"]", NULL);
	set_stacks(ada, "[\"rust\"]", NULL);
	d = duty("all-that-is-done");
	CHECK_INT(d->gaps.n, 1);
	CHECK_STR(d->gaps.v[0].text,
	    STR("2 people work in rust: no obligation has a module that speaks "
		"of it"));
	publish_with("      role: [developer, admin, lead]\n",
	    "      any:\n"
	    "        - role: [developer, admin, lead]\n"
	    "        - stack: [rust]\n");
	CHECK(duty("all-that-is-done")->gaps.n == 0);
	close_world();
}

STORE_TEST(whoever_is_no_employee_owes_something_too)
{
	const struct duty *d;

	open_world(store);
	d = duty("outsiders");
	CHECK(
	    has_gap(d, "of 6 people it is not entered how they are employed"));
	set_stacks(dennis, NULL, "contractor");
	set_stacks(edsger, NULL, "contractor"); /* an auditor owes nothing */
	set_stacks(ada, NULL, "employee");
	set_stacks(grace, NULL, "employee");
	set_stacks(radia, NULL, "Employee");
	set_stacks(other_lead, NULL, "employee");
	d = duty("outsiders");
	CHECK_STR(d->shows,
	    STR("2 of 6 people here are no employees; 1 of them owe "
		"something"));
	CHECK_INT(d->gaps.n, 1);
	CHECK_STR(d->gaps.v[0].text,
	    STR("1 who are no employees owe nothing: no population of the "
		"policy holds them"));
	close_world();
}

TEST_MAIN(T(what_is_done_comes_back_by_its_rule),
    T(a_new_version_does_not_begin_a_duty_anew),
    T(only_who_may_say_so_and_of_what_is_done),
    T(the_document_of_a_duty_is_for_those_who_answer_for_it),
    T(the_document_shows_whether_it_is_in_order),
    T(a_ladder_that_leads_nowhere_is_named),
    T(records_need_no_longer_than_the_policy_says_without_frameworks),
    T(records_kept_for_less_than_a_framework_asks_are_a_gap),
    T(stacks_that_no_module_speaks_of_are_named),
    T(whoever_is_no_employee_owes_something_too))
