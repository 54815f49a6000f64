#include "policy/by_hand.h"

#include "people/person.h"
#include "policy/message.h"
#include "policy/remind_world_test.h"

static struct by_hand
asking(struct remind_world *w, struct id viewer, struct id person)
{
	return (struct by_hand){.engine = w->s.engine,
	    .learn = w->s.world.learn,
	    .viewer = viewer,
	    .person = person,
	    .reason = STR("the audit is on Monday"),
	    .module = STR("m2"),
	    .date = STR("2026-04-01")};
}

STORE_TEST(a_lead_reminds_the_own_team_once_a_day_with_a_reason)
{
	struct remind_world w;
	struct remind_lines lines;
	struct by_hand in;
	struct remind_facts f;
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-03-20T09:00");
	in = asking(&w, w.s.world.lead, w.s.world.ada);
	CHECK_OK(by_hand_nudge(&in, &err), &err);
	world_settle(&w.s.world);
	CHECK_STR(remind_lines(&w, remind_mails_in, &lines),
	    STR("2026-03-20 ada@example.org Training: 1 overdue\n"));
	CHECK(strstr(lines.body,
	    "lead asks you to look at this: the audit is "
	    "on Monday\n\nOVERDUE\n  Module m1\n"));
	f = remind_facts(&w, LEDGER_REMINDER_SENT);
	CHECK_INT(f.n, 1);
	in.viewer = PERSON_PROGRAM; /* nor by anybody else */
	CHECK_INT(by_hand_nudge(&in, &err), ERR_BUSY);
	remind_clock(&w, "2026-03-21T00:00");
	CHECK_OK(by_hand_nudge(&in, &err), &err);
	/* the day's own message is another matter */
	CHECK_INT(remind_run(&w, "2026-03-23T09:00"), 2);
	remind_close(&w);
}

STORE_TEST(nobody_else_reminds_or_asks)
{
	struct remind_world w;
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-03-20T09:00");
	{
		const struct id ada = w.s.world.ada, none = {0};
		const struct id viewers[] = {w.s.world.other_lead,
		    w.s.world.bob, ada, w.s.world.auditor, none, id_new()};

		for (size_t i = 0; i < NELEM(viewers); i++) {
			struct by_hand in = asking(&w, viewers[i], ada);

			CHECK_INT(by_hand_nudge(&in, &err), ERR_NOT_FOUND);
			CHECK_INT(by_hand_assign(&in, &err), ERR_NOT_FOUND);
		}
	}
	world_settle(&w.s.world);
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 0);
	CHECK_INT(remind_facts(&w, LEDGER_ASSIGNMENT_MADE).n, 0);
	CHECK_STR(remind_mails(&w), STR(""));
	remind_close(&w);
}

/* Whoever looks after all of them needs no team. */
STORE_TEST(an_administrator_and_a_security_lead_ask_anybody_who_is_here)
{
	static const char *const names[] = {"adm", "sec"};
	struct remind_world w;
	struct err err;

	remind_open(&w, store);
	story_tell(&w.s,
	    STR("2026-03-01 join adm role=admin\n"
		"2026-03-01 join sec role=security_lead\n"
		"2026-03-01 join gone\n2026-03-02 leave gone 2026-03-02"));
	remind_clock(&w, "2026-03-20T09:00");
	for (size_t i = 0; i < NELEM(names); i++) {
		struct by_hand in =
		    asking(&w, story_id(&w.s, str_from(names[i])),
			i == 0 ? w.s.world.ada : w.s.world.bob);

		CHECK_OK(by_hand_assign(&in, &err), &err);
		CHECK_OK(by_hand_nudge(&in, &err), &err);
		in.person = story_id(&w.s, STR("gone"));
		CHECK_INT(by_hand_assign(&in, &err), ERR_NOT_FOUND);
		CHECK_INT(by_hand_nudge(&in, &err), ERR_NOT_FOUND);
	}
	world_settle(&w.s.world);
	CHECK_INT(remind_facts(&w, LEDGER_ASSIGNMENT_MADE).n, 2);
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 2);
	remind_close(&w);
}

STORE_TEST(what_is_asked_by_hand_is_owed_reminded_of_and_done_once)
{
	struct remind_world w;
	struct agenda agenda = {0};
	struct by_hand in;
	struct err err;

	remind_open(&w, store);
	remind_run(&w, "2026-03-20T09:00");
	remind_clock(&w, "2026-03-20T09:05");
	in = asking(&w, w.s.world.lead, w.s.world.ada);
	CHECK_OK(by_hand_assign(&in, &err), &err);
	world_settle(&w.s.world);
	CHECK_INT(by_hand_assign(&in, &err), ERR_CONFLICT);
	CHECK_OK(agenda_of(w.s.engine, &w.s.world.learn, w.s.world.ada,
		     w.s.world.now, true, &w.s.world.arena, &agenda, &err),
	    &err);
	CHECK_INT(agenda.n, 2);
	CHECK_STR(agenda.v[1].thing, STR("module:m2"));
	CHECK_STR(agenda.v[1].reason,
	    STR("because lead asks for it: the audit is on Monday"));
	/* asked after the day's message, between two steps: said on the next
	   day that is none of rest */
	CHECK_INT(remind_run(&w, "2026-03-20T09:10"), 0);
	CHECK_INT(remind_run(&w, "2026-03-23T09:00"), 1);
	CHECK_INT(remind_run(&w, "2026-03-24T09:00"), 0);
	story_tell(&w.s,
	    STR("2026-03-26 done ada m1 1.0.0\n2026-03-26 done ada m2 1.0.0"));
	remind_clock(&w, "2026-03-26T12:00");
	CHECK_INT(by_hand_nudge(&in, &err), ERR_CONFLICT); /* nothing open */
	remind_close(&w);
}

/* m1 is owed by 18 March as it is. */
static void
ask_and_look(struct store *store, const char *date, const char *due,
    const char *obligation)
{
	struct remind_world w;
	struct agenda agenda = {0};
	struct by_hand in;
	char day[CLOCK_DATE_LEN + 1];
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-03-02T09:00");
	in = asking(&w, w.s.world.lead, w.s.world.ada);
	in.module = STR("m1");
	in.date = str_from(date);
	CHECK_OK(by_hand_assign(&in, &err), &err);
	world_settle(&w.s.world);
	CHECK_OK(agenda_of(w.s.engine, &w.s.world.learn, w.s.world.ada,
		     w.s.world.now, true, &w.s.world.arena, &agenda, &err),
	    &err);
	CHECK_INT(agenda.n, 1);
	clock_write_date(agenda.v[0].due, day);
	CHECK_STR(str_from(day), str_from(due));
	CHECK_STR(agenda.v[0].obligation, str_from(obligation));
	CHECK_INT(by_hand_assign(&in, &err), ERR_CONFLICT); /* either way */
	remind_close(&w);
}

STORE_TEST(what_is_asked_for_sooner_than_the_policy_does_has_that_date)
{
	ask_and_look(store, "2026-03-10", "2026-03-10", "");
}

STORE_TEST(what_is_asked_for_later_than_the_policy_does_keeps_the_policys_date)
{
	ask_and_look(store, "2026-04-10", "2026-03-18", "awareness");
}

STORE_TEST(a_nudge_at_night_waits_for_the_morning_there)
{
	struct remind_world w;
	struct by_hand in;
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-03-20T20:00"); /* a Friday evening */
	in = asking(&w, w.s.world.lead, w.s.world.ada);
	CHECK_OK(by_hand_nudge(&in, &err), &err);
	{
		struct remind_lines lines;

		remind_lines(&w, remind_mails_in, &lines);
		CHECK_INT(lines.not_before, story_at(STR("2026-03-23T08:00")));
	}
	remind_close(&w);
}

STORE_TEST(what_is_missing_is_said_and_nothing_is_written)
{
	static const struct {
		const char *reason, *module, *date;
		enum err_code rc;
	} bad[] = {
	    {"", "m2", "2026-04-01", ERR_INVALID},
	    {"a\nb", "m2", "2026-04-01", ERR_INVALID},
	    {"a\x7f", "m2", "2026-04-01", ERR_INVALID},
	    {"\xff", "m2", "2026-04-01", ERR_INVALID},
	    {"why", "m9", "2026-04-01", ERR_NOT_FOUND},
	    {"why", "", "2026-04-01", ERR_NOT_FOUND},
	    {"why", "m2", "", ERR_INVALID},
	    {"why", "m2", "tomorrow", ERR_INVALID},
	    {"why", "m2", "2026-02-30", ERR_INVALID},
	    {"why", "m2", "2026-03-19", ERR_INVALID}, /* yesterday */
	    {"why", "m2", "2028-03-20", ERR_INVALID},
	    {"why", "m2", "9999-12-31", ERR_INVALID},
	};
	struct remind_world w;
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-03-20T09:00");
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct by_hand in = asking(&w, w.s.world.lead, w.s.world.ada);

		in.reason = str_from(bad[i].reason);
		in.module = str_from(bad[i].module);
		in.date = str_from(bad[i].date);
		if (by_hand_assign(&in, &err) != bad[i].rc)
			fail_msg("case %zu", i);
	}
	world_settle(&w.s.world);
	CHECK_INT(remind_facts(&w, LEDGER_ASSIGNMENT_MADE).n, 0);
	remind_close(&w);
}

struct listing {
	struct remind_world *w;
	struct id viewer;
	struct messages all;
};

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct listing *l = ctx;

	return message_list(db, &l->w->s.world.arena, l->viewer, &l->all, err);
}

STORE_TEST(messages_are_for_administrators_and_auditors)
{
	struct remind_world w;
	struct listing l = {.w = &w};
	struct err err;

	remind_open(&w, store);
	remind_run(&w, "2026-03-20T09:00");
	l.viewer = w.s.world.lead;
	CHECK_INT(store_read(store, list_in, &l, &err), ERR_DENIED);
	l.viewer = w.s.world.ada;
	CHECK_INT(store_read(store, list_in, &l, &err), ERR_DENIED);
	l.viewer = w.s.world.auditor;
	CHECK_OK(store_read(store, list_in, &l, &err), &err);
	CHECK_INT(l.all.mail.waiting, 2);
	CHECK_STR(message_mask(STR("ada@example.org"), &w.s.world.arena),
	    STR("a***@example.org"));
	CHECK_STR(message_mask(STR("\xc3\xa9"
				   "a@x"),
		      &w.s.world.arena),
	    STR("\xc3\xa9***@x"));
	CHECK_STR(message_mask(STR("nobody"), &w.s.world.arena), STR("***"));
	remind_close(&w);
}

TEST_MAIN(T(a_lead_reminds_the_own_team_once_a_day_with_a_reason),
    T(nobody_else_reminds_or_asks),
    T(an_administrator_and_a_security_lead_ask_anybody_who_is_here),
    T(what_is_asked_by_hand_is_owed_reminded_of_and_done_once),
    T(what_is_asked_for_sooner_than_the_policy_does_has_that_date),
    T(what_is_asked_for_later_than_the_policy_does_keeps_the_policys_date),
    T(a_nudge_at_night_waits_for_the_morning_there),
    T(what_is_missing_is_said_and_nothing_is_written),
    T(messages_are_for_administrators_and_auditors))
