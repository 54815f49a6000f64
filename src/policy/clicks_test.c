#include "policy/clicks.h"

#include "base/file.h"
#include "base/test.h"

#define BROWSER "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Firefox/121.0"

struct world {
	struct arena arena;
	struct buf csv;
};

static void
open_world(struct world *w)
{
	arena_init(&w->arena, 8 << 20);
	buf_init(&w->csv, 1 << 20);
	buf_add(&w->csv, STR("email,time,message,details\n"));
}

static void
close_world(struct world *w)
{
	buf_release(&w->csv);
	arena_release(&w->arena);
}

/* Seconds after nine; a NULL agent: the file does not say. */
static void
event(struct world *w, int who, int second, const char *what,
    const char *address, const char *agent)
{
	buf_addf(&w->csv, "p%d@a.b,2026-03-02T09:%02d:%02dZ,%s,", who,
	    second / 60, second % 60, what);
	if (agent != NULL)
		buf_addf(&w->csv,
		    "\"{\"\"browser\"\":{\"\"address\"\":\"\"%s\"\","
		    "\"\"user-agent\"\":\"\"%s\"\"}}\"",
		    address, agent);
	buf_add_char(&w->csv, '\n');
}

static struct clicks
count(struct world *w, struct clicks_rules rules)
{
	struct gophish g;
	struct clicks c;
	struct err err;

	CHECK_OK(gophish_read(buf_view(&w->csv), &w->arena, &g, &err), &err);
	CHECK_OK(clicks_count(&g, &rules, &w->arena, &c, &err), &err);
	return c;
}

static void
a_click_is_held_back_for_the_first_reason_that_holds(void)
{
	static const struct {
		int second;
		const char *agent;
		int reason; /* -1: it counts */
	} cases[] = {
	    {0, BROWSER, CLICKS_EARLY}, /* sent at second 5 */
	    {5, BROWSER, CLICKS_QUICK},
	    {14, BROWSER, CLICKS_QUICK},
	    {15, BROWSER, -1}, /* ten seconds are over */
	    {600, BROWSER, -1},
	    {600, NULL, -1}, /* the file does not say: it counts */
	    {600, "", CLICKS_AGENT},
	    {600, "curl/8.5.0", CLICKS_AGENT},
	    {600, "Mozilla/5.0 (compatible; BingPreview/1.0b)", CLICKS_AGENT},
	    {600, "Barracuda Sentinel (EE)", CLICKS_AGENT},
	    {600, "HeadlessChrome/120", CLICKS_AGENT},
	    {600, "Mozilla/5.0 (Linux; Android 7; CUBOT_NOTE) Chrome/90", -1},
	    {0, "curl/8.5.0", CLICKS_AGENT},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct world w;
		struct clicks c;

		open_world(&w);
		event(&w, 1, 5, "Email Sent", NULL, NULL);
		event(&w, 1, cases[i].second, "Clicked Link", "192.0.2.1",
		    cases[i].agent);
		c = count(&w, CLICKS_RULES);
		CHECK_INT(c.all, 1);
		CHECK_INT(c.clicked, cases[i].reason < 0);
		CHECK_INT(c.suppressed, cases[i].reason >= 0);
		for (int r = 0; r < CLICKS_REASONS; r++)
			CHECK_INT(c.held[r], r == cases[i].reason);
		close_world(&w);
	}
}

static void
an_address_that_clicks_for_many_at_once_is_no_person(void)
{
	static const struct {
		int people, apart; /* seconds */
		unsigned clicked;
	} cases[] = {
	    {4, 1, 4},    /* not many enough */
	    {5, 1, 0},    /* five within four seconds */
	    {9, 1, 0},    /* and whoever comes after */
	    {5, 7, 0},    /* 28 seconds */
	    {5, 8, 5},    /* 32 seconds */
	    {40, 20, 40}, /* an office behind one gateway, all day */
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct world w;
		struct clicks c;

		open_world(&w);
		for (int p = 0; p < cases[i].people; p++)
			event(&w, p, 0, "Email Sent", NULL, NULL);
		for (int p = 0; p < cases[i].people; p++)
			event(&w, p, 900 + p * cases[i].apart, "Clicked Link",
			    "192.0.2.1", BROWSER);
		c = count(&w, CLICKS_RULES);
		CHECK_INT(c.clicked, cases[i].clicked);
		CHECK_INT(c.held[CLICKS_CROWD],
		    cases[i].people - (int)cases[i].clicked);
		CHECK_INT(c.clicked + c.suppressed, cases[i].people);
		close_world(&w);
	}
}

static void
one_person_who_clicks_often_is_no_crowd(void)
{
	struct world w;
	struct clicks c;

	open_world(&w);
	event(&w, 1, 0, "Email Sent", NULL, NULL);
	for (int i = 0; i < 20; i++)
		event(&w, 1, 900 + i, "Clicked Link", "192.0.2.1", BROWSER);
	c = count(&w, CLICKS_RULES);
	CHECK_INT(c.clicked, 1);
	CHECK_INT(c.held[CLICKS_CROWD], 0);
	close_world(&w);
}

static void
a_rule_that_is_off_holds_nothing_back(void)
{
	struct world w;
	struct clicks c;

	open_world(&w);
	for (int p = 0; p < 6; p++) {
		event(&w, p, 0, "Email Sent", NULL, NULL);
		event(&w, p, 1, "Clicked Link", "192.0.2.1", BROWSER);
	}
	c = count(&w, (struct clicks_rules){0, 0, 0});
	CHECK_INT(c.clicked, 6);
	c = count(&w, (struct clicks_rules){0, 5, 30});
	CHECK_INT(c.held[CLICKS_CROWD], 6);
	c = count(&w, (struct clicks_rules){10, 0, 0});
	CHECK_INT(c.held[CLICKS_QUICK], 6);
	close_world(&w);
}

static void
a_click_that_counts_outweighs_those_held_back_and_a_form_sent_does_too(void)
{
	struct world w;
	struct clicks c;

	open_world(&w);
	for (int p = 1; p <= 3; p++) {
		event(&w, p, 0, "Email Sent", NULL, NULL);
		event(&w, p, 1, "Clicked Link", "192.0.2.1", BROWSER);
	}
	event(&w, 1, 700, "Clicked Link", "192.0.2.2", BROWSER);
	event(&w, 2, 2, "Submitted Data", "192.0.2.1", BROWSER);
	event(&w, 2, 900, "Email Reported", NULL, NULL);
	event(&w, 3, 900, "Email Reported", NULL, NULL);
	c = count(&w, CLICKS_RULES);
	CHECK_INT(c.sent, 3);
	CHECK_INT(c.clicked, 2);
	CHECK_INT(c.submitted, 1);
	CHECK_INT(c.suppressed, 1); /* the third's only click */
	CHECK_INT(c.reported, 2);
	CHECK_INT(c.both, 1);
	CHECK_INT(c.opened, 2);
	CHECK_INT(c.all, 4);
	CHECK_INT(c.held[CLICKS_QUICK], 3);
	close_world(&w);
}

static void
results_without_events_count_as_they_stand(void)
{
	struct world w;
	struct gophish g;
	struct clicks c;
	struct str text;
	struct err err;

	open_world(&w);
	CHECK_OK(file_read("tests/fuzz/gophish/results.csv", 1 << 20, &w.arena,
		     &text, &err),
	    &err);
	CHECK_OK(gophish_read(text, &w.arena, &g, &err), &err);
	CHECK_OK(clicks_count(&g, &CLICKS_RULES, &w.arena, &c, &err), &err);
	CHECK_INT(c.clicked, 3);
	CHECK_INT(c.suppressed, 0);
	CHECK_INT(c.all, 0);
	close_world(&w);
}

static void
a_parameter_out_of_its_range_is_refused(void)
{
	static const struct clicks_rules bad[] = {
	    {3601, 5, 30}, {10, 1, 30}, {10, 5, 3601}};
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(clicks_rules_check(&bad[i], &err) == ERR_INVALID);
	CHECK(clicks_rules_check(&CLICKS_RULES, &err) == ERR_NONE);
}

TEST_MAIN(T(a_click_is_held_back_for_the_first_reason_that_holds),
    T(an_address_that_clicks_for_many_at_once_is_no_person),
    T(one_person_who_clicks_often_is_no_crowd),
    T(a_rule_that_is_off_holds_nothing_back),
    T(a_click_that_counts_outweighs_those_held_back_and_a_form_sent_does_too),
    T(results_without_events_count_as_they_stand),
    T(a_parameter_out_of_its_range_is_refused))
