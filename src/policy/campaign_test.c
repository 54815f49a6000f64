#include "policy/campaign.h"

#include "people/person.h"
#include "policy/awareness_test.h"

struct act {
	struct scene *s;
	struct id who, draft;
	struct campaign campaign;
	struct campaigns list;
	struct str replaces;
};

static enum err_code
import_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return campaign_import(db, &a->s->w.arena, a->who, &a->campaign, err);
}

static enum err_code
check_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return campaign_check(
	    db, &a->s->w.arena, &a->campaign, &a->replaces, err);
}

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return campaign_list(db, &a->s->w.arena, a->who, &a->list, err);
}

static enum err_code
put_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return campaign_draft_put(db, a->who, &a->campaign, &a->draft, err);
}

static enum err_code
take_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return campaign_draft_take(
	    db, &a->s->w.arena, a->who, a->draft, &a->campaign, err);
}

static struct campaign
prepare(struct scene *s, const char *file)
{
	struct campaign c;
	struct clicks clicks;
	struct str text;
	struct err err;

	CHECK_OK(file_read(file, 1 << 20, &s->w.arena, &text, &err), &err);
	CHECK_OK(campaign_prepare(text, STR(" Parcel notice "), CAMPAIGN_FAIR,
		     &CLICKS_RULES, &s->w.arena, &c, &clicks, &err),
	    &err);
	return c;
}

#define JSON_FILE   "tests/fuzz/gophish/results.json"
#define EVENTS_FILE "tests/fuzz/gophish/events.csv"

STORE_TEST(a_campaign_is_imported_once_as_counts_and_nobody_by_name)
{
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s, .who = s.security};
	a.campaign = prepare(&s, JSON_FILE);
	CHECK_INT(a.campaign.sent, 6);
	CHECK_INT(a.campaign.clicked, 1);
	CHECK_INT(a.campaign.suppressed, 2);
	CHECK_INT(a.campaign.both, 1);
	CHECK_STR(a.campaign.source,
	    STR("gophish API (JSON); held back within 10 s of sending; 5 "
		"people of one address within 30 s; of 4 clicks 1 by a program "
		"that fetches links, 1 before the mail went out, 1 too soon "
		"after the mail went out"));
	/* twice before the log has settled is the same fact */
	CHECK_OK(store_write(store, import_in, &a, &err), &err);
	CHECK_OK(store_write(store, import_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK(store_write(store, import_in, &a, &err) == ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("this file was imported on 2026-02-16, as 'Parcel notice'"));
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	CHECK_STR(a.list.v[0].title, STR("Parcel notice"));
	CHECK_INT(a.list.v[0].submitted, 1);
	CHECK(memcmp(a.list.v[0].content, a.campaign.content, 32) == 0);
	world_close(&s.w);
}

STORE_TEST(another_export_of_the_same_campaign_takes_its_place)
{
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s, .who = s.admin};
	a.campaign = prepare(&s, JSON_FILE);
	CHECK_OK(store_read(store, check_in, &a, &err), &err);
	CHECK(a.replaces.ptr == NULL);
	CHECK_OK(store_write(store, import_in, &a, &err), &err);
	world_settle(&s.w);
	a.campaign = prepare(&s, EVENTS_FILE);
	CHECK_OK(store_read(store, check_in, &a, &err), &err);
	CHECK_STR(a.replaces, STR("Parcel notice"));
	CHECK_OK(store_write(store, import_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	CHECK(str_starts(a.list.v[0].source, STR("gophish raw events")));
	a.campaign = prepare(&s, JSON_FILE);
	CHECK(store_write(store, import_in, &a, &err) == ERR_CONFLICT);
	world_close(&s.w);
}

STORE_TEST(only_those_who_may_import_or_look)
{
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s};
	a.campaign = prepare(&s, JSON_FILE);
	for (int i = 0; i < 3; i++) {
		a.who = i == 0 ? s.w.ada : i == 1 ? s.w.lead : s.w.auditor;
		CHECK(store_write(store, import_in, &a, &err) == ERR_DENIED);
	}
	a.who = PERSON_PROGRAM;
	CHECK_OK(store_write(store, import_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	a.who = s.w.auditor;
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	a.who = s.w.lead;
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	world_close(&s.w);
}

STORE_TEST(a_draft_is_taken_once_by_the_person_who_made_it)
{
	struct scene s;
	struct act a;
	struct campaign was;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s, .who = s.security};
	a.campaign = was = prepare(&s, JSON_FILE);
	CHECK_OK(store_write(store, put_in, &a, &err), &err);
	a.campaign = (struct campaign){0};
	a.who = s.admin;
	CHECK(store_write(store, take_in, &a, &err) == ERR_NOT_FOUND);
	a.who = s.security;
	CHECK_OK(store_write(store, take_in, &a, &err), &err);
	CHECK_STR(a.campaign.title, was.title);
	CHECK_INT(a.campaign.clicked, was.clicked);
	CHECK_INT(a.campaign.sent_at, was.sent_at);
	CHECK(a.campaign.difficulty == CAMPAIGN_FAIR);
	CHECK(memcmp(a.campaign.content, was.content, 32) == 0);
	CHECK(store_write(store, take_in, &a, &err) == ERR_NOT_FOUND);
	world_close(&s.w);
}

static void
a_title_is_one_line_and_there_is_one(void)
{
	static const char *const bad[] = {"", "two\nlines", "\xff"};
	struct clicks_rules rules = CLICKS_RULES;
	struct str csv = STR("email,time,message\n"
			     "a@b.c,2026-01-01T00:00:00Z,Email Sent\n");
	struct campaign c = {.sent = 42};
	struct clicks clicks;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(campaign_prepare(csv, str_from(bad[i]), CAMPAIGN_EASY,
			  &rules, &arena, &c, &clicks, &err) == ERR_INVALID);
	CHECK_INT(c.sent, 42);
	arena_release(&arena);
}

/* 56/70 against 48/80 is Newcombe's own example: .0524 to .3339. */
static void
a_trend_has_an_interval_and_is_clear_only_without_0_in_it(void)
{
	struct campaign_trend t = campaign_trend(56, 70, 48, 80);

	CHECK(t.by > .1999 && t.by < .2001);
	CHECK(t.low > .0523 && t.low < .0525);
	CHECK(t.high > .3338 && t.high < .3340);
	CHECK(t.clear);
	CHECK(!campaign_trend(5, 50, 6, 50).clear);
	CHECK(!campaign_trend(0, 0, 6, 50).clear);
	CHECK(campaign_trend(0, 0, 6, 50).low <= -1);
}

TEST_MAIN(T(a_trend_has_an_interval_and_is_clear_only_without_0_in_it),
    T(a_campaign_is_imported_once_as_counts_and_nobody_by_name),
    T(another_export_of_the_same_campaign_takes_its_place),
    T(only_those_who_may_import_or_look),
    T(a_draft_is_taken_once_by_the_person_who_made_it),
    T(a_title_is_one_line_and_there_is_one))
