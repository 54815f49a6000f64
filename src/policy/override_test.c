#include "policy/override.h"

#include "policy/proposal_test.h"

#define HEAD "email,module,version,completed,reason\n"
#define WHY  "\"Passed the old course, list of HR, page 3.\""

static enum err_code
ask(struct id proposer, struct str csv, struct override *problems,
    struct id *id, struct err *err)
{
	*problems = (struct override){0};
	return override_ask(&desk, proposer, csv, &w.arena, problems, id, err);
}

STORE_TEST(past_records_are_one_proposal_and_become_facts_of_their_own_class)
{
	struct override o;
	struct ledger_entry fact = {0};
	struct owed_list list;
	struct proposal p = {0};
	struct err err;
	struct id id;

	open_world(store);
	CHECK_OK(
	    ask(ada,
		STR(HEAD
		    "Dennis@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n"
		    "grace@acme.example,a05-injection,1.0.0,2024-03-31," WHY
		    "\n"),
		&o, &id, &err),
	    &err);
	CHECK(get(radia, id, &p) == ERR_NONE);
	CHECK(p.lines == 2 && id_is_none(p.subject) && p.may_decide);
	CHECK_INT(facts(LEDGER_OVERRIDE_RECORDED, NULL), 0);
	CHECK_OK(decide(radia, id, true, &err), &err);
	CHECK_INT(facts(LEDGER_OVERRIDE_RECORDED, &fact), 2);
	CHECK(id_eq(fact.actor, ada));
	CHECK(id_eq(ledger_id(&fact, "approver"), radia));
	CHECK_INT(facts(LEDGER_COMPLETION_EARNED, NULL), 0);
	list = owes(dennis, "injection");
	CHECK(list.n == 1 && list.v[0].due.done != NULL);
	CHECK_INT(list.v[0].due.done->how, DUE_OVERRIDE);
	/* twelve months, as if it had been passed here */
	CHECK(list.v[0].due.valid_until ==
	    day("2027-04-01") - 7200 * CLOCK_SECOND - 1);
	list = owes(grace, "injection");
	CHECK(list.v[0].due.state != DUE_IS_CURRENT); /* long over */
	check_rebuilt();
	close_world();
}

STORE_TEST(a_record_says_no_longer_than_training_would_give)
{
	struct override o;
	struct ledger_entry fact = {0};
	struct err err;
	struct id id;

	open_world(store);
	CHECK_OK(
	    ask(grace,
		STR(HEAD
		    "dennis@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n"),
		&o, &id, &err),
	    &err);
	CHECK_OK(decide(ada, id, true, &err), &err);
	CHECK_INT(facts(LEDGER_OVERRIDE_RECORDED, &fact), 1);
	CHECK(ledger_time(&fact, "valid_until") ==
	    day("2027-04-01") - 7200 * CLOCK_SECOND - 1);
	close_world();
}

STORE_TEST(nobody_sets_their_own_or_decides_about_their_own)
{
	struct override o;
	struct err err;
	struct id id;

	open_world(store);
	CHECK_INT(
	    ask(ada,
		STR(HEAD "ada@acme.example,a05-injection,1.0.0,2026-03-31," WHY
			 "\n"),
		&o, &id, &err),
	    ERR_INVALID);
	CHECK_INT(o.problems.n, 1);
	CHECK_STR(o.problems.v[0].text,
	    STR("nobody sets their own record as done: somebody else proposes "
		"it"));
	/* Radia is among the lines, and is not the second person */
	CHECK_OK(
	    ask(ada,
		STR(HEAD
		    "dennis@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n"
		    "radia@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n"),
		&o, &id, &err),
	    &err);
	CHECK_INT(decide(radia, id, true, &err), ERR_DENIED);
	CHECK_STR(str_from(err.text),
	    STR("nobody decides about themself: this takes another person"));
	CHECK_INT(decide(ada, id, true, &err), ERR_DENIED);
	CHECK_INT(decide(edsger, id, true, &err), ERR_DENIED);
	CHECK_INT(decide(dennis, id, true, &err), ERR_NOT_FOUND);
	CHECK_INT(facts(LEDGER_OVERRIDE_RECORDED, NULL), 0);
	close_world();
}

STORE_TEST(who_may_not_propose_for_a_person_is_told_by_line)
{
	static const struct {
		struct id *proposer;
		const char *email;
	} bad[] = {
	    {&dennis, "ada@acme.example"},
	    {&dennis, "dennis@acme.example"},
	    {&grace, "ada@acme.example"},
	    {&other_lead, "dennis@acme.example"},
	    {&edsger, "dennis@acme.example"},
	    {&ada, "nobody@acme.example"},
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct str csv = arena_strf(&w.arena,
		    HEAD "%s,a05-injection,1.0.0,2026-03-31," WHY "\n",
		    bad[i].email);
		struct override o;
		struct err err;
		struct id id;

		CHECK_INT(
		    ask(*bad[i].proposer, csv, &o, &id, &err), ERR_INVALID);
		CHECK(o.problems.n == 1 && o.problems.v[0].line == 2);
	}
	close_world();
}

STORE_TEST(wrong_lines_are_named_and_nothing_is_proposed)
{
	static const struct {
		const char *line, *why;
	} bad[] = {
	    {"dennis@acme,a05-injection,1.0.0,2026-03-31," WHY,
		"'dennis@acme' is no e-mail address: one @, a domain with a "
		"dot, no spaces"},
	    {"dennis@acme.example,a99,1.0.0,2026-03-31," WHY,
		"there is no module 'a99'"},
	    {"dennis@acme.example,,1.0.0,2026-03-31," WHY,
		"there is no module ''"},
	    {"dennis@acme.example,a05-injection,1,2026-03-31," WHY,
		"version '1' is not three numbers such as 1.0.0"},
	    {"dennis@acme.example,a05-injection,1.0.0,31.03.2026," WHY,
		"completed '31.03.2026' is not a date such as 2026-02-11"},
	    {"dennis@acme.example,a05-injection,1.0.0,2026-02-30," WHY,
		"completed '2026-02-30' is not a date such as 2026-02-11"},
	    {"dennis@acme.example,a05-injection,1.0.0,1870-02-03," WHY,
		"completed '1870-02-03' is not a date such as 2026-02-11"},
	    {"dennis@acme.example,a05-injection,1.0.0,2026-05-29," WHY,
		"completed 2026-05-29 is still to come"},
	    {"dennis@acme.example,a05-injection,1.0.0,2026-03-31,old",
		"the reason says too little: write at least a sentence (20 "
		"characters)"},
	    {"dennis@acme.example,a05-injection,1.0.0,2026-03-31",
		"the reason says too little: write at least a sentence (20 "
		"characters)"},
	    {"dennis@acme.example,a05-injection,1.0.0,2026-03-31,a, b, c",
		"there are 7 fields: a comma in a reason stands in quotes"},
	    {"grace@acme.example,a05-injection,1.0.0,2026-03-31," WHY,
		"the same record is on line 2"},
	};

	struct looking l = {0};
	struct err seen;

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct str csv = arena_strf(&w.arena,
		    HEAD
		    "grace@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n%s\n",
		    bad[i].line);
		struct override o;
		struct err err;
		struct id id;

		CHECK_INT(ask(ada, csv, &o, &id, &err), ERR_INVALID);
		CHECK_INT(o.problems.n, 1);
		CHECK_INT(o.problems.v[0].line, 3);
		if (i > 0) /* that of an address is person.c's */
			CHECK_STR(o.problems.v[0].text, str_from(bad[i].why));
	}
	l.viewer = ada;
	CHECK_OK(store_read(store, list_tx, &l, &seen), &seen);
	CHECK_INT(l.all.n, 0);
	close_world();
}

STORE_TEST(what_is_no_table_of_records_is_refused_whole)
{
	static const struct {
		const char *csv, *why;
	} bad[] = {
	    {"",
		"the file is empty: its first line is "
		"email,module,version,completed,reason"},
	    {"email,module,version,completed\n",
		"line 1: there is no column 'reason'"},
	    {"email,module,version,completed,reason,email\n",
		"line 1: column 'email' is there twice"},
	    {"email,module,version,completed,reason,score\n",
		"line 1: column 'score' is none of email, module, version, "
		"completed, reason"},
	    {HEAD, "there is no record below the names of the columns"},
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct override o;
		struct err err;
		struct id id;

		CHECK_INT(
		    ask(ada, str_from(bad[i].csv), &o, &id, &err), ERR_SYNTAX);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	close_world();
}

STORE_TEST(five_thousand_records_are_taken_and_one_more_is_not)
{
	struct override o;
	struct buf csv;
	struct err err;
	struct id id;

	open_world(store);
	buf_init(&csv, OVERRIDE_BYTES_MAX);
	buf_add(&csv, STR(HEAD));
	for (int i = 0; i < OVERRIDE_LINES_MAX; i++) {
		char date[CLOCK_DATE_LEN + 1];

		clock_write_date(day("2026-05-01") - i * CLOCK_DAY, date);
		buf_addf(&csv,
		    "dennis@acme.example,a05-injection,1.0.0,%s,"
		    "%s\n",
		    date, WHY);
	}
	CHECK_OK(ask(ada, buf_view(&csv), &o, &id, &err), &err);
	CHECK_OK(decide(radia, id, true, &err), &err);
	buf_addf(&csv, "grace@acme.example,a05-injection,1.0.0,2026-01-01,%s\n",
	    WHY);
	CHECK_INT(ask(ada, buf_view(&csv), &o, &id, &err), ERR_LIMIT);
	buf_release(&csv);
	close_world();
}

STORE_TEST(an_erased_person_s_lines_leave_the_batch)
{
	struct override o;
	struct proposal p = {0};
	struct err err;
	struct id id;

	open_world(store);
	CHECK_OK(
	    ask(ada,
		STR(HEAD
		    "dennis@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n"
		    "grace@acme.example,a05-injection,1.0.0,2026-03-31," WHY
		    "\n"),
		&o, &id, &err),
	    &err);
	CHECK_OK(ledger_erase(
		     &w.config, dennis, ada, STR("asked for it"), NULL, &err),
	    &err);
	CHECK(get(radia, id, &p) == ERR_NONE && p.lines == 1);
	CHECK_OK(decide(radia, id, true, &err), &err);
	CHECK_INT(facts(LEDGER_OVERRIDE_RECORDED, NULL), 1);
	close_world();
}

TEST_MAIN(T(past_records_are_one_proposal_and_become_facts_of_their_own_class),
    T(a_record_says_no_longer_than_training_would_give),
    T(nobody_sets_their_own_or_decides_about_their_own),
    T(who_may_not_propose_for_a_person_is_told_by_line),
    T(wrong_lines_are_named_and_nothing_is_proposed),
    T(what_is_no_table_of_records_is_refused_whole),
    T(five_thousand_records_are_taken_and_one_more_is_not),
    T(an_erased_person_s_lines_leave_the_batch))
