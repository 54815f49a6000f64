#include "policy/attachment.h"

#include "ledger/content.h"
#include "policy/frameworks_test.h"

static const struct ledger_view *const views[] = {
    &people_view, &catalog_view, &learn_view, &attachment_view, NULL};

struct act {
	struct world *w;
	struct id actor, id;
	struct attachment_new in;
	struct str reason, bytes;
	struct attachment got;
	struct attachments list;
};

static enum err_code
add_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return attachment_add(
	    db, &a->w->arena, a->w->catalog, a->actor, &a->in, &a->id, err);
}

static enum err_code
withdraw_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return attachment_withdraw(
	    db, &a->w->arena, a->actor, a->id, a->reason, err);
}

static enum err_code
get_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return attachment_get(
	    db, &a->w->arena, a->actor, a->id, &a->got, &a->bytes, err);
}

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return attachment_list(
	    db, &a->w->arena, a->actor, a->in.control, &a->list, err);
}

struct people {
	struct id admin, security_lead;
};

static struct people
open_world(struct world *w, struct store *store)
{
	struct id none = {0};
	struct people p;

	world_open(w, store);
	w->log.config.views = views;
	frameworks_put(w);
	p.admin = world_join(w, "admin", "admin", none, none);
	p.security_lead = world_join(w, "sven", "security_lead", none, none);
	world_settle(w);
	return p;
}

static struct act
hiring(struct world *w, struct id actor)
{
	return (struct act){.w = w,
	    .actor = actor,
	    .in = {.control = STR("soc2:CC1.4"),
		.kind = ATTACHMENT_HIRING_STANDARD,
		.title = STR("Hiring standard, 2026"),
		.file = STR("docs/hiring.md"),
		.bytes = STR("# How we hire\n"),
		.dated = WORLD_START - 30 * CLOCK_DAY}};
}

static void
add(struct act *a)
{
	struct err err;

	CHECK_OK(store_write(a->w->log.store, add_in, a, &err), &err);
	world_settle(a->w);
}

STORE_TEST(what_was_attached_is_read_back_with_who_and_when)
{
	struct world w;
	struct people p = open_world(&w, store);
	struct act a = hiring(&w, p.security_lead);
	struct err err;

	a.in.until = WORLD_START;
	add(&a);
	a.actor = w.auditor;
	CHECK_OK(store_read(store, get_in, &a, &err), &err);
	CHECK_STR(a.bytes, STR("# How we hire\n"));
	CHECK_STR(a.got.title, STR("Hiring standard, 2026"));
	CHECK_STR(a.got.file, STR("hiring.md"));
	CHECK_STR(a.got.media, STR("text/markdown"));
	CHECK_STR(a.got.control, STR("soc2:CC1.4"));
	CHECK_STR(a.got.by, STR("sven"));
	CHECK(a.got.kind == ATTACHMENT_HIRING_STANDARD);
	CHECK_INT(a.got.dated, WORLD_START - 30 * CLOCK_DAY);
	CHECK_INT(a.got.until, WORLD_START + CLOCK_DAY - 1);
	CHECK_INT(a.got.withdrawn, 0);
	CHECK(!attachment_stands(&a.got, a.got.dated - 1));
	CHECK(attachment_stands(&a.got, a.got.dated));
	CHECK(attachment_stands(&a.got, a.got.until));
	CHECK(!attachment_stands(&a.got, a.got.until + 1));
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	a.in.control = STR("soc2:CC1.1");
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	a.in.control = STR("");
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	world_close(&w);
}

STORE_TEST(a_withdrawn_document_stays_with_its_reason_and_ends_once)
{
	struct world w;
	struct people p = open_world(&w, store);
	struct act a = hiring(&w, p.admin);
	struct err err;

	add(&a);
	world_later(&w, CLOCK_DAY);
	a.reason = STR("");
	CHECK(store_write(store, withdraw_in, &a, &err) == ERR_INVALID);
	a.reason = STR("replaced by the standard of 2027");
	CHECK_OK(store_write(store, withdraw_in, &a, &err), &err);
	world_settle(&w);
	CHECK(store_write(store, withdraw_in, &a, &err) == ERR_CONFLICT);
	CHECK_OK(store_read(store, get_in, &a, &err), &err);
	CHECK_INT(a.got.withdrawn, w.now);
	CHECK_STR(a.got.withdrawn_by, STR("admin"));
	CHECK_STR(a.got.reason, STR("replaced by the standard of 2027"));
	CHECK_STR(a.bytes, STR("# How we hire\n"));
	CHECK(attachment_stands(&a.got, w.now - 1));
	CHECK(!attachment_stands(&a.got, w.now));
	a.id = id_new();
	CHECK(store_write(store, withdraw_in, &a, &err) == ERR_NOT_FOUND);
	world_close(&w);
}

STORE_TEST(only_who_may_attaches_and_only_who_may_reads)
{
	struct world w;
	struct people p = open_world(&w, store);
	struct act a = hiring(&w, p.admin);
	const struct id wrong[] = {w.ada, w.lead, w.auditor, id_new()};
	const struct id readers[] = {p.admin, p.security_lead, w.auditor};
	struct err err;

	add(&a);
	a.reason = STR("because");
	for (size_t i = 0; i < NELEM(wrong); i++) {
		a.actor = wrong[i];
		CHECK(store_write(store, add_in, &a, &err) == ERR_DENIED);
		CHECK(store_write(store, withdraw_in, &a, &err) == ERR_DENIED);
		if (id_eq(wrong[i], w.auditor))
			continue;
		CHECK(store_read(store, get_in, &a, &err) == ERR_NOT_FOUND);
		CHECK_OK(store_read(store, list_in, &a, &err), &err);
		CHECK_INT(a.list.n, 0);
	}
	for (size_t i = 0; i < NELEM(readers); i++) {
		a.actor = readers[i];
		CHECK_OK(store_read(store, get_in, &a, &err), &err);
	}
	world_close(&w);
}

STORE_TEST(what_is_wrong_with_a_document_is_named_and_nothing_is_kept)
{
	static char longest[ATTACHMENT_TITLE_MAX + 1];
	struct world w;
	struct people p = open_world(&w, store);
	struct act good = hiring(&w, p.admin);
	struct attachment_new bad[9];
	static const char *const why[NELEM(bad)] = {"no control 'soc2:CC9.9'",
	    "no control 'CC1.4'", "the title is 1 to 200 bytes",
	    "the title is 1 to 200 bytes", "the title is one line",
	    "day the document bears is missing", "still to come",
	    "before the day the document bears", "none of PDF"};
	struct err err;

	memset(longest, 'x', sizeof(longest));
	for (size_t i = 0; i < NELEM(bad); i++)
		bad[i] = good.in;
	bad[0].control = STR("soc2:CC9.9");
	bad[1].control = STR("CC1.4");
	bad[2].title = STR("");
	bad[3].title = (struct str){longest, sizeof(longest)};
	bad[4].title = STR("two\nlines");
	bad[5].dated = 0;
	bad[6].dated = w.now + 3 * CLOCK_DAY;
	bad[7].until = bad[7].dated - CLOCK_DAY;
	bad[8].bytes = STR("\177ELF");
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct act a = good;

		a.in = bad[i];
		CHECK(store_write(store, add_in, &a, &err) == ERR_INVALID);
		if (strstr(err.text, why[i]) == NULL)
			fail_msg("%s: should say %s", err.text, why[i]);
	}
	good.in.bytes =
	    (struct str){arena_zalloc(&w.arena, ATTACHMENT_BYTES_MAX + 1),
		ATTACHMENT_BYTES_MAX + 1};
	CHECK(store_write(store, add_in, &good, &err) == ERR_LIMIT);
	world_settle(&w);
	CHECK_OK(store_read(store, list_in, &good, &err), &err);
	CHECK_INT(good.list.n, 0);
	world_close(&w);
}

STORE_TEST(the_table_is_what_its_facts_make)
{
	struct world w;
	struct people p = open_world(&w, store);
	struct act a = hiring(&w, p.admin);
	uint64_t differences = 1;
	struct err err;

	add(&a);
	add(&a);
	a.reason = STR("twice the same");
	CHECK_OK(store_write(store, withdraw_in, &a, &err), &err);
	world_settle(&w);
	CHECK_OK(
	    ledger_rebuild(&w.log.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 2);
	world_close(&w);
}

TEST_MAIN(T(what_was_attached_is_read_back_with_who_and_when),
    T(a_withdrawn_document_stays_with_its_reason_and_ends_once),
    T(only_who_may_attaches_and_only_who_may_reads),
    T(what_is_wrong_with_a_document_is_named_and_nothing_is_kept),
    T(the_table_is_what_its_facts_make))
