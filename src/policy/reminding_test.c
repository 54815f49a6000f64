#include "policy/reminding.h"

#include <pthread.h>

#include "policy/remind_world_test.h"

static void
run_days(struct remind_world *w, const char *from, const char *to)
{
	int64_t end = story_at(str_from(to));

	for (int64_t day = story_at(str_from(from)); day <= end;
	     day += CLOCK_DAY) {
		char at[CLOCK_DATE_LEN + 8];

		clock_write_date(day, at);
		strcpy(at + CLOCK_DATE_LEN, "T09:00");
		remind_run(w, at);
	}
}

STORE_TEST(nine_weeks_of_one_who_does_it_and_one_who_does_not)
{
	struct remind_world w;

	remind_open(&w, store);
	run_days(&w, "2026-02-16", "2026-03-04");
	story_tell(&w.s, STR("2026-03-05 done bob m1 1.0.0"));
	run_days(&w, "2026-03-05", "2026-04-19");
	CHECK_STR(remind_mails(&w),
	    STR("2026-02-16 ada@example.org Training: 1 due\n"
		"2026-02-16 bob@example.org Training: 1 due\n"
		"2026-03-04 ada@example.org Training: 1 due\n"
		"2026-03-04 bob@example.org Training: 1 due\n"
		"2026-03-11 ada@example.org Training: 1 due\n"
		"2026-03-17 ada@example.org Training: 1 due\n"
		"2026-03-19 ada@example.org Training: 1 overdue\n"
		"2026-03-25 lead@example.org Training: 1 person of yours "
		"overdue\n"
		"2026-03-26 ada@example.org Training: 1 overdue\n"
		"2026-04-01 lead@example.org Training: 1 person of yours "
		"overdue\n"
		"2026-04-02 ada@example.org Training: 1 overdue\n"
		"2026-04-08 boss@example.org Training: 1 person overdue for 21 "
		"days or more\n"
		"2026-04-08 lead@example.org Training: 1 person of yours "
		"overdue\n"
		"2026-04-09 ada@example.org Training: 1 overdue\n"
		"2026-04-15 boss@example.org Training: 1 person overdue for 21 "
		"days or more\n"
		"2026-04-15 lead@example.org Training: 1 person of yours "
		"overdue\n"
		"2026-04-16 ada@example.org Training: 1 overdue\n"));
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 11);
	CHECK_INT(remind_facts(&w, LEDGER_ESCALATION_SENT).n, 6);
	remind_close(&w);
}

STORE_TEST(a_message_says_what_since_when_and_why)
{
	struct remind_world w;
	struct remind_lines lines;
	struct remind_facts f;

	remind_open(&w, store);
	CHECK_INT(remind_run(&w, "2026-03-19T09:00"), 2);
	remind_lines(&w, remind_mails_in, &lines);
	CHECK(strstr(lines.body,
	    "OVERDUE\n  Module m1\n"
	    "    due 18 March 2026, 1 day ago\n"
	    "    because you joined on 16 February 2026"));
	CHECK(strstr(lines.body, "    https://assay.example/modules/m1\n"));
	f = remind_facts(&w, LEDGER_REMINDER_SENT);
	CHECK(str_find(f.line,
		  STR("\"assignments\":[{\"due\":"
		      "\"2026-03-18T23:59:59.999999Z\",\"obligation\":"
		      "\"awareness\",\"thing\":\"module:m1\"}],"
		      "\"at\":\"2026-03-19T09:00:00.000000Z\","
		      "\"channel\":\"mail\"")) < f.line.len);
	remind_close(&w);
}

STORE_TEST(again_on_the_same_day_nothing_is_said)
{
	struct remind_world w;

	remind_open(&w, store);
	CHECK_INT(remind_run(&w, "2026-03-25T09:00"), 4);
	CHECK_INT(remind_run(&w, "2026-03-25T09:10"), 0);
	CHECK_INT(remind_run(&w, "2026-03-25T17:59"), 0);
	remind_close(&w);
}

/* --- sent once --------------------------------------------------------------
 */

struct server {
	struct remind_world *w;
	struct engine *engine; /* each server has its own */
	pthread_t thread;
	unsigned sent;
	enum err_code rc;
};

static void *
serve(void *arg)
{
	struct server *s = arg;
	struct reminding r = {s->engine, s->w->s.world.learn, false};
	struct err err;

	s->rc = reminding_run(&r, &s->sent, &err);
	return NULL;
}

STORE_TEST(of_two_servers_at_once_one_sends)
{
	struct remind_world w;
	struct server servers[4];
	unsigned sent = 0;
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-04-08T09:00");
	for (size_t i = 0; i < NELEM(servers); i++) {
		servers[i] = (struct server){.w = &w};
		CHECK_OK(engine_new(store, w.s.world.catalog,
			     &servers[i].engine, &err),
		    &err);
		CHECK(pthread_create(
			  &servers[i].thread, NULL, serve, &servers[i]) == 0);
	}
	for (size_t i = 0; i < NELEM(servers); i++) {
		pthread_join(servers[i].thread, NULL);
		CHECK_INT(servers[i].rc, ERR_NONE);
		sent += servers[i].sent;
		engine_free(servers[i].engine);
	}
	world_settle(&w.s.world);
	CHECK_INT(sent, 5); /* two people, two leads, the owner */
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 2);
	CHECK_INT(remind_facts(&w, LEDGER_ESCALATION_SENT).n, 4);
	CHECK_STR(remind_mails(&w),
	    STR("2026-04-08 ada@example.org Training: 1 overdue\n"
		"2026-04-08 bob@example.org Training: 1 overdue\n"
		"2026-04-08 boss@example.org Training: 2 people overdue for "
		"21 days or more\n"
		"2026-04-08 lead@example.org Training: 1 person of yours "
		"overdue\n"
		"2026-04-08 other@example.org Training: 1 person of yours "
		"overdue\n"));
	remind_close(&w);
}

/* The server dies after all was written and before the commit. */
static enum err_code
send_and_die(struct db *db, void *ctx, struct err *err)
{
	struct reminding_message *m = ctx;
	enum err_code rc = reminding_send_in(db, m, err);

	CHECK_INT(rc, ERR_NONE);
	CHECK(m->sent);
	return err_set(err, ERR_IO, "killed");
}

static enum err_code
send_twice(struct db *db, void *ctx, struct err *err)
{
	return reminding_send_in(db, ctx, err);
}

STORE_TEST(what_dies_before_its_commit_was_not_sent_and_is_sent_once_later)
{
	struct remind_world w;
	struct reminding_message m = {.rung = "own",
	    .mail = {.recipient = STR("ada@example.org"),
		.subject = STR("s"),
		.body = STR("b")}};
	const struct ledger_field fields[] = {
	    FIELD_TEXT("channel", STR("mail")),
	    FIELD_JSON("assignments", STR("[]")),
	};
	struct ledger_fact fact = {
	    .type = LEDGER_REMINDER_SENT, .fields = fields, .n = NELEM(fields)};
	struct err err;

	remind_open(&w, store);
	remind_clock(&w, "2026-03-19T09:00");
	fact.id = id_new();
	fact.at = m.now = w.s.world.now;
	fact.subject = m.recipient = w.s.world.ada;
	m.day = m.now / CLOCK_DAY;
	m.facts = &fact;
	m.n_facts = 1;
	m.arena = &w.s.world.arena;
	CHECK_INT(store_write(store, send_and_die, &m, &err), ERR_IO);
	world_settle(&w.s.world);
	CHECK_STR(remind_mails(&w), STR(""));
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 0);
	CHECK_INT(remind_run(&w, "2026-03-19T09:10"), 2);
	/* and after the commit it is: nobody has the right any more */
	CHECK_OK(store_write(store, send_twice, &m, &err), &err);
	CHECK(!m.sent);
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 2);
	remind_close(&w);
}

/* --- who and when -----------------------------------------------------------
 */

struct telling {
	struct remind_world *w;
	struct id person, manager;
	struct str zone;
};

static enum err_code
change_in(struct db *db, void *ctx, struct err *err)
{
	const struct telling *t = ctx;
	const struct ledger_field fields[] = {
	    FIELD_PERSON("manager", t->manager),
	    FIELD_TEXT("zone", t->zone),
	    FIELD_TEXT("source", STR("test")),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_PERSON_CHANGED,
	    .at = t->w->s.world.now,
	    .subject = t->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, &t->w->s.world.arena, &fact, err);
}

static void
change(struct remind_world *w, struct id person, const char *zone,
    struct id manager)
{
	struct telling t = {w, person, manager, str_from(zone)};
	struct err err;

	CHECK_OK(store_write(w->s.world.log.store, change_in, &t, &err), &err);
	world_settle(&w->s.world);
}

STORE_TEST(quiet_hours_are_those_of_where_somebody_is)
{
	struct remind_world w;
	struct id none = {0};

	remind_open(&w, store);
	change(&w, w.s.world.ada, "Asia/Kolkata", none);
	change(&w, w.s.world.bob, "America/St_Johns", none);
	CHECK_INT(remind_run(&w, "2026-03-19T02:29"), 0);
	CHECK_INT(remind_run(&w, "2026-03-19T02:30"), 1); /* 8:00 there */
	CHECK_INT(remind_run(&w, "2026-03-19T10:29"), 0);
	CHECK_INT(remind_run(&w, "2026-03-19T10:30"), 1);
	CHECK_STR(remind_mails(&w),
	    STR("2026-03-19 ada@example.org Training: 1 overdue\n"
		"2026-03-19 bob@example.org Training: 1 overdue\n"));
	/* Saturday in neither place, and then in both */
	CHECK_INT(remind_run(&w, "2026-03-28T05:00"), 0);
	remind_close(&w);
}

STORE_TEST(a_zone_that_the_system_does_not_know_is_the_policys)
{
	struct remind_world w;
	struct id none = {0};

	remind_open(&w, store);
	change(&w, w.s.world.ada, "Middle/Earth", none);
	CHECK_INT(remind_run(&w, "2026-03-19T07:59"), 0);
	CHECK_INT(remind_run(&w, "2026-03-19T08:00"), 2);
	remind_close(&w);
}

STORE_TEST(who_is_away_excused_or_gone_hears_nothing_and_neither_does_a_manager)
{
	struct remind_world w;

	remind_open(&w, store);
	story_tell(&w.s,
	    STR("2026-03-03 away ada 2026-03-03 2026-05-31\n"
		"2026-03-03 exception bob awareness until=2026-06-30"));
	CHECK_INT(remind_run(&w, "2026-03-26T09:00"), 0);
	CHECK_INT(remind_run(&w, "2026-05-28T09:00"), 0);
	/* back, with days left after the leave: told of those */
	CHECK_INT(remind_run(&w, "2026-06-02T09:00"), 1);
	story_tell(&w.s, STR("2026-06-03 leave ada 2026-06-03"));
	CHECK_INT(remind_run(&w, "2026-06-30T09:00"), 0);
	remind_close(&w);
}

STORE_TEST(the_manager_comes_before_the_lead_and_one_away_is_not_written_to)
{
	struct remind_world w;
	struct remind_facts f;

	remind_open(&w, store);
	change(&w, w.s.world.ada, NULL, w.s.world.auditor);
	change(&w, w.s.world.bob, NULL, w.s.world.auditor);
	remind_run(&w, "2026-03-25T09:00");
	CHECK_STR(remind_mails(&w),
	    STR("2026-03-25 ada@example.org Training: 1 overdue\n"
		"2026-03-25 aud@example.org Training: 2 people of yours "
		"overdue\n"
		"2026-03-25 bob@example.org Training: 1 overdue\n"));
	f = remind_facts(&w, LEDGER_ESCALATION_SENT);
	CHECK_INT(f.n, 2);
	CHECK(str_find(f.line, STR("\"step\":\"manager\"")) < f.line.len);
	story_tell(&w.s, STR("2026-03-30 away aud 2026-03-30 2026-04-05"));
	CHECK_INT(remind_run(&w, "2026-04-01T09:00"), 2); /* ada and bob */
	CHECK_INT(remind_run(&w, "2026-04-06T09:00"), 1); /* aud is back */
	remind_close(&w);
}

STORE_TEST(the_channel_hears_numbers_by_team_and_no_name)
{
	struct remind_world w;
	struct remind_lines lines;

	remind_open(&w, store);
	w.r.channel = true;
	remind_run(&w, "2026-03-10T09:00"); /* nothing is overdue */
	CHECK_STR(remind_lines(&w, remind_chats_in, &lines), STR(""));
	remind_run(&w, "2026-03-18T19:00"); /* quiet, by the policy's clock */
	CHECK_STR(remind_lines(&w, remind_chats_in, &lines), STR(""));
	remind_run(&w, "2026-03-19T09:00");
	remind_run(&w, "2026-03-25T09:00");
	CHECK_STR(remind_lines(&w, remind_chats_in, &lines),
	    STR("Training that is overdue:\n1 person of lead\n"
		"1 person of other\nhttps://assay.example/team\n"));
	remind_run(&w, "2026-03-26T09:00");
	remind_lines(&w, remind_chats_in, &lines);
	CHECK_INT(lines.n, 2);
	remind_close(&w);
}

static enum err_code
no_sender(struct db *db, void *ctx, struct err *err)
{
	struct remind_world *w = ctx;

	return organisation_make(db, &w->s.world.arena,
	    &(struct organisation){.name = STR("Acme"),
		.public_url = STR("https://assay.example"),
		.mail_from = STR_NONE},
	    err);
}

STORE_TEST(without_an_organisation_or_its_address_nothing_is_sent)
{
	struct remind_world w;
	struct err err;

	story_open(&w.s, store, remind_policies);
	story_tell(&w.s, STR("2026-01-20 policy 1 effective=2026-02-01"));
	w.r = (struct reminding){w.s.engine, w.s.world.learn, false};
	CHECK_INT(remind_run(&w, "2026-04-08T09:00"), 0);
	CHECK_OK(store_write(store, no_sender, &w, &err), &err);
	CHECK_INT(remind_run(&w, "2026-04-08T09:10"), 0);
	CHECK_INT(remind_facts(&w, LEDGER_REMINDER_SENT).n, 0);
	story_close(&w.s);
}

TEST_MAIN(T(nine_weeks_of_one_who_does_it_and_one_who_does_not),
    T(a_message_says_what_since_when_and_why),
    T(again_on_the_same_day_nothing_is_said),
    T(of_two_servers_at_once_one_sends),
    T(what_dies_before_its_commit_was_not_sent_and_is_sent_once_later),
    T(quiet_hours_are_those_of_where_somebody_is),
    T(a_zone_that_the_system_does_not_know_is_the_policys),
    T(who_is_away_excused_or_gone_hears_nothing_and_neither_does_a_manager),
    T(the_manager_comes_before_the_lead_and_one_away_is_not_written_to),
    T(the_channel_hears_numbers_by_team_and_no_name),
    T(without_an_organisation_or_its_address_nothing_is_sent))
