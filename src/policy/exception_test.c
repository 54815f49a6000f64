#include "policy/exception.h"

#include "policy/proposal_test.h"

static struct exception_new
usual(struct id proposer, struct id person)
{
	return (struct exception_new){.proposer = proposer,
	    .person = person,
	    .obligation = STR("injection"),
	    .reason = STR(REASON),
	    .measure = STR(STAND),
	    .until = day("2026-09-30")};
}

static enum err_code
ask(struct exception_new in, struct id *id, struct err *err)
{
	enum err_code rc = exception_ask(&desk, &in, id, err);

	if (rc == ERR_NONE)
		settle();
	return rc;
}

struct reading {
	struct id viewer, person;
	struct exceptions list;
};

static enum err_code
history_tx(struct db *db, void *ctx, struct err *err)
{
	struct reading *r = ctx;

	return exception_history(db, &w.arena, r->viewer, r->person,
	    STR("injection"), &r->list, err);
}

static size_t
earlier(struct id viewer, struct id person)
{
	struct reading r = {.viewer = viewer, .person = person};
	struct err err;

	CHECK_OK(store_read(w.store, history_tx, &r, &err), &err);
	return r.list.n;
}

static struct id
ask_ok(struct exception_new in)
{
	struct id id = {0};
	struct err err;

	CHECK_OK(ask(in, &id, &err), &err);
	return id;
}

/* --- two people ----------------------------------------------------------- */

STORE_TEST(what_two_people_agree_on_excuses_until_its_day)
{
	struct ledger_entry fact = {0};
	struct proposal p = {0};
	struct err err;
	struct id id;

	open_world(store);
	clock_set_for_test(WORLD_START + 40 * CLOCK_DAY);
	CHECK(owes(dennis, "injection").v[0].due.state == DUE_IS_OVERDUE);
	id = ask_ok(usual(dennis, dennis));
	CHECK(owes(dennis, "injection").v[0].due.state == DUE_IS_OVERDUE);
	CHECK_INT(facts(LEDGER_EXCEPTION_REQUESTED, &fact), 1);
	CHECK(id_eq(fact.subject, dennis) && id_eq(fact.actor, dennis));
	CHECK_STR(ledger_text(&fact, "reason"), STR(REASON));
	CHECK_OK(decide(radia, id, true, &err), &err);
	CHECK(owes(dennis, "injection").v[0].due.state == DUE_IS_EXCUSED);
	CHECK_INT(facts(LEDGER_EXCEPTION_GRANTED, &fact), 1);
	CHECK(id_eq(fact.actor, radia));
	CHECK(id_eq(ledger_id(&fact, "approver"), radia));
	CHECK_STR(ledger_text(&fact, "measure"), STR(STAND));
	/* the last microsecond of the day, two hours east */
	CHECK(ledger_time(&fact, "until") ==
	    day("2026-10-01") - 7200 * CLOCK_SECOND - 1);
	CHECK(get(dennis, id, &p) == ERR_NONE);
	CHECK(p.state == PROPOSAL_ACCEPTED && id_eq(p.decider, radia));
	clock_set_for_test(ledger_time(&fact, "until"));
	CHECK(owes(dennis, "injection").v[0].due.state == DUE_IS_EXCUSED);
	clock_set_for_test(ledger_time(&fact, "until") + 1);
	CHECK(owes(dennis, "injection").v[0].due.state == DUE_IS_OVERDUE);
	check_rebuilt();
	close_world();
}

STORE_TEST(nobody_decides_alone_nor_about_themself)
{
	static const struct {
		struct id *proposer, *person, *decider;
		enum err_code rc;
	} pairs[] = {
	    {&dennis, &dennis, &dennis, ERR_DENIED}, /* own */
	    {&ada, &ada, &ada, ERR_DENIED},
	    {&ada, &dennis, &ada, ERR_DENIED}, /* the first */
	    {&radia, &dennis, &radia, ERR_DENIED},
	    {&grace, &dennis, &grace, ERR_DENIED},
	    {&radia, &ada, &ada, ERR_DENIED}, /* the subject */
	    {&grace, &dennis, &dennis, ERR_DENIED},
	    {&dennis, &dennis, &grace, ERR_DENIED}, /* sees it, decides not */
	    {&dennis, &dennis, &edsger, ERR_DENIED},
	    {&dennis, &dennis, &other_lead, ERR_NOT_FOUND},
	    {&dennis, &dennis, &other_team, ERR_NOT_FOUND}, /* nobody */
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(pairs); i++) {
		struct exception_new in =
		    usual(*pairs[i].proposer, *pairs[i].person);
		struct proposal p = {0};
		struct err err;
		struct id id;

		in.reason = arena_strf(&w.arena, "%s Case %zu.", REASON, i);
		in.seen = earlier(in.proposer, in.person);
		id = ask_ok(in);
		CHECK_INT(
		    decide(*pairs[i].decider, id, true, &err), pairs[i].rc);
		CHECK_INT(
		    decide(*pairs[i].decider, id, false, &err), pairs[i].rc);
		CHECK(get(edsger, id, &p) == ERR_NONE);
		CHECK(p.state == PROPOSAL_OPEN && !p.may_decide);
		CHECK_OK(proposal_withdraw(&desk, *pairs[i].proposer, id, &err),
		    &err);
		settle();
	}
	CHECK_INT(facts(LEDGER_EXCEPTION_GRANTED, NULL), 0);
	CHECK_INT(facts(LEDGER_EXCEPTION_REFUSED, NULL), 0);
	check_rebuilt();
	close_world();
}

STORE_TEST(one_proposes_for_oneself_and_ones_own_people)
{
	static const struct {
		struct id *proposer, *person;
		enum err_code rc;
	} pairs[] = {
	    {&dennis, &ada, ERR_NOT_FOUND},
	    {&dennis, &grace, ERR_NOT_FOUND},
	    {&other_lead, &dennis, ERR_NOT_FOUND}, /* of another team */
	    {&edsger, &dennis, ERR_NOT_FOUND},
	    {&grace, &ada, ERR_NOT_FOUND},
	    {&ada, &other_team, ERR_NOT_FOUND}, /* nobody */
	    {&other_team, &dennis, ERR_NOT_FOUND},
	    {&grace, &dennis, ERR_NONE},
	    {&ada, &grace, ERR_NONE},
	    {&radia, &other_lead, ERR_NONE},
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(pairs); i++) {
		struct err err;
		struct id id;

		CHECK_INT(
		    ask(usual(*pairs[i].proposer, *pairs[i].person), &id, &err),
		    pairs[i].rc);
	}
	close_world();
}

static enum err_code
leave_tx(struct db *db, void *ctx, struct err *err)
{
	return person_leave(db, &w.arena, PERSON_PROGRAM, *(struct id *)ctx,
	    STR("moved on"), STR("test"), err);
}

STORE_TEST(somebody_who_left_neither_proposes_nor_decides_nor_is_proposed_for)
{
	struct err err;
	struct id id, leaver;

	open_world(store);
	leaver = world_add(&w, ROLE_SECURITY_LEAD, "Whitfield",
	    "whitfield@acme.example", (struct id){0});
	settle();
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(store_write(store, leave_tx, &leaver, &err), &err);
	settle();
	CHECK_INT(decide(leaver, id, true, &err), ERR_NOT_FOUND);
	CHECK_INT(ask(usual(leaver, dennis), &id, &err), ERR_NOT_FOUND);
	CHECK_INT(ask(usual(ada, leaver), &id, &err), ERR_NOT_FOUND);
	close_world();
}

STORE_TEST(a_decision_is_made_once)
{
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(ada, id, false, &err), &err);
	CHECK_INT(decide(radia, id, true, &err), ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("the proposal was refused on 2026-05-28 already"));
	CHECK_INT(proposal_withdraw(&desk, dennis, id, &err), ERR_CONFLICT);
	CHECK_INT(facts(LEDGER_EXCEPTION_REFUSED, NULL), 1);
	CHECK_INT(facts(LEDGER_EXCEPTION_GRANTED, NULL), 0);
	CHECK(owes(dennis, "injection").v[0].due.state != DUE_IS_EXCUSED);
	close_world();
}

STORE_TEST(only_who_proposed_takes_it_back)
{
	struct proposal p = {0};
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(grace, dennis));
	CHECK_INT(proposal_withdraw(&desk, dennis, id, &err), ERR_DENIED);
	CHECK_INT(proposal_withdraw(&desk, ada, id, &err), ERR_DENIED);
	CHECK_INT(
	    proposal_withdraw(&desk, other_lead, id, &err), ERR_NOT_FOUND);
	CHECK_OK(proposal_withdraw(&desk, grace, id, &err), &err);
	CHECK(get(dennis, id, &p) == ERR_NONE);
	CHECK(p.state == PROPOSAL_WITHDRAWN);
	close_world();
}

/* --- what is asked -------------------------------------------------------- */

STORE_TEST(an_exception_says_why_what_instead_and_until_when)
{
	static const struct {
		const char *obligation, *reason, *measure, *until, *why;
	} bad[] = {
	    {"nothing", REASON, STAND, "2026-09-30",
		"policy v3, which is in force, has no obligation 'nothing'"},
	    {"reports", REASON, STAND, "2026-09-30",
		"'reports' is owed by the organisation: nobody is excused from "
		"it"},
	    {"injection", "", STAND, "2026-09-30",
		"the reason says too little: write at least a sentence (20 "
		"characters)"},
	    {"injection", "                        no   ", STAND, "2026-09-30",
		"the reason says too little: write at least a sentence (20 "
		"characters)"},
	    {"injection", REASON, "none", "2026-09-30",
		"the measure that stands in meanwhile says too little: write "
		"at least a sentence (20 characters)"},
	    {"injection", REASON "\x07", STAND, "2026-09-30",
		"the reason holds a control character"},
	    {"injection", REASON "\xff", STAND, "2026-09-30",
		"the reason is not UTF-8"},
	    /* it is 28 May, 22:26 two hours east */
	    {"injection", REASON, STAND, "2026-05-28",
		"the last day lies after today: an exception is for what is to "
		"come"},
	    {"injection", REASON, STAND, "2020-01-01",
		"the last day lies after today: an exception is for what is to "
		"come"},
	    {"injection", REASON, STAND, "2027-05-29",
		"an exception lasts 12 months at most, here until 2027-05-28"},
	    {"injection", REASON, STAND, "9999-12-31",
		"an exception lasts 12 months at most, here until 2027-05-28"},
	};

	open_world(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct exception_new in = usual(dennis, dennis);
		struct err err;
		struct id id;

		in.obligation = str_from(bad[i].obligation);
		in.reason = str_from(bad[i].reason);
		in.measure = str_from(bad[i].measure);
		in.until = day(bad[i].until);
		CHECK_INT(ask(in, &id, &err), ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	CHECK_INT(facts(LEDGER_EXCEPTION_REQUESTED, NULL), 0);
	close_world();
}

STORE_TEST(the_first_and_the_last_day_there_may_be_are_taken)
{
	struct exception_new in;

	open_world(store);
	in = usual(dennis, dennis);
	in.until = day("2026-05-29");
	ask_ok(in);
	in = usual(ada, ada);
	in.until = day("2027-05-28");
	ask_ok(in);
	/* after midnight there, while it is still the day before in UTC */
	clock_set_for_test(day("2026-05-28") + 22 * 3600 * CLOCK_SECOND);
	in = usual(grace, grace);
	in.until = day("2026-05-29");
	{
		struct err err;
		struct id id;

		CHECK_INT(ask(in, &id, &err), ERR_INVALID);
	}
	close_world();
}

STORE_TEST(who_owes_nothing_is_not_excused_from_it)
{
	struct err err;
	struct id id;

	open_world(store);
	CHECK_INT(ask(usual(edsger, edsger), &id, &err), ERR_INVALID);
	CHECK_STR(str_from(err.text),
	    STR("'injection' is not asked of this person: there is nothing to "
		"be excused from"));
	close_world();
}

STORE_TEST(one_waits_at_a_time)
{
	struct exception_new in;
	struct err err;
	struct id id;

	open_world(store);
	ask_ok(usual(dennis, dennis));
	in = usual(grace, dennis);
	in.seen = 1;
	in.reason = STR("A lead asks for the same once more.");
	CHECK_INT(ask(in, &id, &err), ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("the same is proposed already, and waits to be decided"));
	close_world();
}

STORE_TEST(exceptions_do_not_follow_each_other_unseen)
{
	struct exception_new in;
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(radia, id, true, &err), &err);
	in = usual(dennis, dennis);
	CHECK_INT(ask(in, &id, &err), ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("for this person and obligation 1 were asked for before: read "
		"them, and say why another"));
	in.seen = 1;
	CHECK_INT(ask(in, &id, &err), ERR_INVALID); /* the same words */
	in.reason = STR("the migration of PAYMENTS runs until autumn.");
	CHECK_INT(ask(in, &id, &err), ERR_INVALID);
	in.reason = STR("The migration takes three months longer than said.");
	CHECK_OK(ask(in, &id, &err), &err);
	CHECK_INT(facts(LEDGER_EXCEPTION_REQUESTED, NULL), 2);
	close_world();
}

/* --- granting ------------------------------------------------------------- */

STORE_TEST(who_grants_may_shorten_and_not_lengthen)
{
	struct proposal_decision in = {
	    .accept = true, .until = day("2026-10-01")};
	struct ledger_entry fact = {0};
	struct proposal p = {0};
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_INT(proposal_decide(&desk, ada, id, &in, &err), ERR_INVALID);
	CHECK(get(ada, id, &p) == ERR_NONE && p.state == PROPOSAL_OPEN);
	in.until = day("2026-07-31");
	CHECK_OK(proposal_decide(&desk, ada, id, &in, &err), &err);
	settle();
	CHECK_INT(facts(LEDGER_EXCEPTION_GRANTED, &fact), 1);
	CHECK(ledger_time(&fact, "until") ==
	    day("2026-08-01") - 7200 * CLOCK_SECOND - 1);
	close_world();
}

STORE_TEST(a_refusal_says_why)
{
	struct proposal_decision in = {.accept = false, .why = STR("no")};
	struct ledger_entry fact = {0};
	struct proposal p = {0};
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_INT(proposal_decide(&desk, ada, id, &in, &err), ERR_INVALID);
	CHECK(get(ada, id, &p) == ERR_NONE && p.state == PROPOSAL_OPEN);
	CHECK_OK(decide(ada, id, false, &err), &err);
	CHECK_INT(facts(LEDGER_EXCEPTION_REFUSED, &fact), 1);
	CHECK_STR(
	    ledger_text(&fact, "reason"), STR("The course can be taken now."));
	CHECK(get(dennis, id, &p) == ERR_NONE);
	CHECK_STR(p.why, STR("The course can be taken now."));
	close_world();
}

STORE_TEST(what_is_past_or_gone_from_the_policy_is_not_granted)
{
	struct str other = STR_NONE;
	struct err err;
	struct id id;
	size_t at;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	clock_set_for_test(day("2026-10-01"));
	CHECK_INT(decide(ada, id, true, &err), ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("its last day is over: it can only be refused now"));
	clock_set_for_test(WORLD_START + CLOCK_DAY);
	at = str_find(str_from(policy_text), STR("id: injection"));
	other = arena_strf(&w.arena, "%.*sid: another%s", (int)at, policy_text,
	    policy_text + at + strlen("id: injection"));
	((char *)other.ptr)[str_find(other, STR("version: 3")) + 9] = '4';
	publish(other, "4", "2026-02-02");
	CHECK_INT(decide(ada, id, true, &err), ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("policy v4, which is in force now, has no obligation "
		"'injection' any more: it can only be refused"));
	CHECK_OK(decide(ada, id, false, &err), &err);
	close_world();
}

STORE_TEST(an_exception_ends_once_and_says_so)
{
	unsigned ended = 9;
	struct err err;
	struct id id;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(ada, id, true, &err), &err);
	CHECK_OK(exception_expire(store, &ended, &err), &err);
	CHECK_INT(ended, 0);
	clock_set_for_test(day("2026-10-02"));
	CHECK_OK(exception_expire(store, &ended, &err), &err);
	CHECK_INT(ended, 1);
	CHECK_OK(exception_expire(store, &ended, &err), &err);
	settle(); /* the second had not seen the first: the id is the same */
	CHECK_INT(facts(LEDGER_EXCEPTION_EXPIRED, NULL), 1);
	CHECK_OK(exception_expire(store, &ended, &err), &err);
	CHECK_INT(ended, 0);
	check_rebuilt();
	close_world();
}

struct counted {
	struct id viewer;
	struct exception_counts counts;
};

static enum err_code
counts_tx(struct db *db, void *ctx, struct err *err)
{
	struct counted *c = ctx;

	return exception_count(db, &w.arena, c->viewer,
	    engine_policy(desk.engine, clock_now()), clock_now(), &c->counts,
	    err);
}

STORE_TEST(how_often_an_obligation_is_departed_from_is_counted)
{
	struct counted c = {.viewer = edsger};
	struct err err;
	struct id id;

	open_world(store);
	c.viewer = edsger;
	CHECK_OK(store_read(store, counts_tx, &c, &err), &err);
	CHECK_INT(c.counts.n, 0);
	id = ask_ok(usual(dennis, dennis));
	CHECK_OK(decide(ada, id, true, &err), &err);
	ask_ok(usual(grace, grace)); /* only asked */
	CHECK_OK(store_read(store, counts_tx, &c, &err), &err);
	CHECK_INT(c.counts.n, 1);
	CHECK_STR(c.counts.v[0].obligation, STR("injection"));
	CHECK(c.counts.v[0].granted == 1 && c.counts.v[0].running == 1 &&
	    c.counts.v[0].people == 1);
	c.viewer = grace; /* sees her team, not everybody */
	CHECK_OK(store_read(store, counts_tx, &c, &err), &err);
	CHECK_INT(c.counts.n, 0);
	close_world();
}

STORE_TEST(an_erased_person_s_reasons_are_gone)
{
	struct ledger_entry fact = {0};
	struct proposal p = {0};
	struct err err;
	struct id id, about;

	open_world(store);
	id = ask_ok(usual(dennis, dennis));
	about = ask_ok(usual(grace, grace));
	CHECK_OK(decide(ada, id, true, &err), &err);
	CHECK_OK(ledger_erase(
		     &w.config, dennis, ada, STR("asked for it"), NULL, &err),
	    &err);
	CHECK(get(ada, id, &p) == ERR_NOT_FOUND);
	CHECK(get(ada, about, &p) == ERR_NONE); /* another's stays */
	CHECK_INT(facts(LEDGER_EXCEPTION_REQUESTED, &fact), 2);
	CHECK_INT(facts(LEDGER_EXCEPTION_GRANTED, &fact), 1);
	CHECK(!id_eq(fact.subject, dennis));
	CHECK_OK(ledger_erase(
		     &w.config, ada, radia, STR("asked for it"), NULL, &err),
	    &err);
	check_rebuilt();
	close_world();
}

TEST_MAIN(T(what_two_people_agree_on_excuses_until_its_day),
    T(nobody_decides_alone_nor_about_themself),
    T(one_proposes_for_oneself_and_ones_own_people),
    T(somebody_who_left_neither_proposes_nor_decides_nor_is_proposed_for),
    T(a_decision_is_made_once), T(only_who_proposed_takes_it_back),
    T(an_exception_says_why_what_instead_and_until_when),
    T(the_first_and_the_last_day_there_may_be_are_taken),
    T(who_owes_nothing_is_not_excused_from_it), T(one_waits_at_a_time),
    T(exceptions_do_not_follow_each_other_unseen),
    T(who_grants_may_shorten_and_not_lengthen), T(a_refusal_says_why),
    T(what_is_past_or_gone_from_the_policy_is_not_granted),
    T(an_exception_ends_once_and_says_so),
    T(how_often_an_obligation_is_departed_from_is_counted),
    T(an_erased_person_s_reasons_are_gone))
