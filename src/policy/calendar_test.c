#include "policy/calendar.h"

#include "codec/ical_back_test.h"
#include "people/calendar_token.h"
#include "policy/remind_world_test.h"

static struct str
feed(struct remind_world *w, struct id person, const char *at)
{
	struct calendar_of of = {.engine = w->s.engine,
	    .learn = w->s.world.learn,
	    .person = person,
	    .now = story_at(str_from(at)),
	    .base_url = STR("https://assay.example:8443")};
	struct str text;
	struct buf out;
	struct err err;

	buf_init(&out, 1 << 20);
	CHECK_OK(calendar_write(&of, &w->s.world.arena, &out, &err), &err);
	CHECK(ical_lines_ok(buf_view(&out)));
	text = arena_buf(&w->s.world.arena, &out);
	buf_release(&out);
	return text;
}

static struct str
value(struct remind_world *w, struct str text, const char *name)
{
	struct ical_properties back = {0};

	CHECK(ical_back(text, &w->s.world.arena, &back));
	return ical_value(&back, str_from(name));
}

STORE_TEST(what_is_owed_is_an_event_on_its_day_and_moves_with_it)
{
	struct remind_world w;
	struct str before, late, after;

	remind_open(&w, store);
	before = feed(&w, w.s.world.ada, "2026-03-01T10:00");
	CHECK_STR(value(&w, before, "DTSTART;VALUE=DATE"), STR("20260318"));
	CHECK_STR(value(&w, before, "SUMMARY"), STR("Due: Module m1"));
	CHECK_STR(value(&w, before, "URL"),
	    STR("https://assay.example:8443/modules/m1"));
	CHECK(str_ends(value(&w, before, "UID"), STR("@assay.example:8443")));
	CHECK(str_starts(value(&w, before, "DESCRIPTION"),
	    STR("because you joined on 16 February 2026")));
	/* the same bytes all day */
	CHECK_STR(feed(&w, w.s.world.ada, "2026-03-01T23:59"), before);
	late = feed(&w, w.s.world.ada, "2026-03-20");
	CHECK_STR(value(&w, late, "SUMMARY"), STR("Overdue: Module m1"));
	CHECK(value(&w, late, "TRIGGER").ptr == NULL);
	story_tell(&w.s, STR("2026-03-21 done ada m1 1.0.0"));
	after = feed(&w, w.s.world.ada, "2026-03-22");
	CHECK_STR(value(&w, after, "SUMMARY"), STR("Due again: Module m1"));
	CHECK_STR(value(&w, after, "DTSTART;VALUE=DATE"), STR("20270321"));
	CHECK_STR(value(&w, after, "UID"), value(&w, before, "UID"));
	/* and another's is another */
	CHECK(!str_eq(value(&w, feed(&w, w.s.world.bob, "2026-03-01"), "UID"),
	    value(&w, before, "UID")));
	/* who owes nothing has a calendar without a date */
	CHECK(value(&w, feed(&w, w.s.world.auditor, "2026-03-01"), "UID").ptr ==
	    NULL);
	remind_close(&w);
}

struct token {
	struct remind_world *w;
	struct id person;
	struct str text;
	bool found, make;
};

static enum err_code
token_tx(struct db *db, void *ctx, struct err *err)
{
	struct token *t = ctx;
	struct arena *arena = &t->w->s.world.arena;

	return t->make
	    ? calendar_token_make(db, arena, t->person, &t->text, err)
	    : calendar_token_use(
		  db, arena, t->text, &t->found, &t->person, err);
}

static enum err_code
drop_tx(struct db *db, void *ctx, struct err *err)
{
	const struct token *t = ctx;

	return calendar_token_drop(db, t->person, err);
}

static bool
opens(struct remind_world *w, struct str text)
{
	struct token t = {.w = w, .text = text};
	struct err err;

	CHECK_OK(store_write(w->s.world.log.store, token_tx, &t, &err), &err);
	return t.found;
}

static enum err_code
account_tx(struct db *db, void *ctx, struct err *err)
{
	const struct token *t = ctx;
	const struct table *account = table_find(STR("account"));
	struct cell cells[STATEMENT_FIELDS_MAX] = {0};

	for (unsigned i = 0; i < account->n_columns; i++) {
		cells[i].type = account->columns[i].type;
		cells[i].null = account->columns[i].null;
		if (cells[i].type == CELL_ID)
			cells[i].s = (struct str){
			    (const char *)t->person.bytes, ID_SIZE};
		else if (cells[i].type == CELL_TEXT)
			cells[i].s = STR("ada@example.org");
	}
	return table_insert(db, account, cells, err);
}

STORE_TEST(an_address_ends_with_a_new_one_and_by_its_owners_word)
{
	struct remind_world w;
	struct token t = {.w = &w, .make = true};
	struct str first, second;
	struct err err;

	remind_open(&w, store);
	t.person = w.s.world.ada;
	CHECK_OK(store_write(store, token_tx, &t, &err), &err);
	first = t.text;
	CHECK(!opens(&w, first)); /* there is no account to it */
	CHECK_OK(store_write(store, account_tx, &t, &err), &err);
	CHECK(opens(&w, first));
	CHECK_OK(store_write(store, token_tx, &t, &err), &err);
	second = t.text;
	CHECK(!opens(&w, first));
	CHECK(opens(&w, second));
	CHECK(!opens(&w, STR("")));
	CHECK(!opens(&w, str_from_at(second, 1)));
	CHECK_OK(store_write(store, drop_tx, &t, &err), &err);
	CHECK(!opens(&w, second));
	remind_close(&w);
}

TEST_MAIN(T(what_is_owed_is_an_event_on_its_day_and_moves_with_it),
    T(an_address_ends_with_a_new_one_and_by_its_owners_word))
