#include "policy/concern.h"

#include "people/person.h"
#include "people/setup.h"
#include "policy/awareness_test.h"
#include "sql/organisation.h"

struct act {
	struct scene *s;
	struct id who, concern;
	struct concern_new in;
	struct concern_mail mail;
	struct str text;
	struct concerns list;
	struct concern one;
	struct concern_channel channel;
	bool known;
};

static enum err_code
report_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_report(db, &a->s->w.arena, &a->in, &a->concern, err);
}

static enum err_code
receive_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_receive(
	    db, &a->s->w.arena, &a->mail, &a->concern, &a->known, err);
}

static enum err_code
list_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_list(db, &a->s->w.arena, a->who, &a->list, err);
}

static enum err_code
mine_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_mine(db, &a->s->w.arena, a->who, &a->list, err);
}

static enum err_code
state_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_state(db, &a->s->w.arena, a->concern, &a->one, err);
}

static enum err_code
take_up_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_take_up(
	    db, &a->s->w.arena, a->who, a->concern, a->text, err);
}

static enum err_code
channel_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return concern_channel_set(db, &a->s->w.arena, a->who, a->text, err);
}

static enum err_code
found_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	(void)a;
	return sql_organisation_add(db,
	    &(struct sql_organisation_add_in){.name = STR("Acme"),
		.public_url = STR("https://assay.acme.example"),
		.mail_from = STR("assay@acme.example"),
		.created = 1},
	    NULL, err);
}

struct outbox {
	struct str recipient, subject, body;
	size_t n;
};

static enum err_code
outbox_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct outbox *o = ctx;

	(void)err;
	o->n++;
	snprintf((char *)o->recipient.ptr, 100, "%.*s", STR_FMT(cells[1].s));
	snprintf((char *)o->subject.ptr, 300, "%.*s", STR_FMT(cells[2].s));
	snprintf((char *)o->body.ptr, 4000, "%.*s", STR_FMT(cells[3].s));
	return ERR_NONE;
}

static enum err_code
outbox_in(struct db *db, void *ctx, struct err *err)
{
	for (size_t i = 0; i < store_table_count; i++)
		if (strcmp(store_tables[i].name, "mail_outbox") == 0)
			return table_dump(
			    db, &store_tables[i], outbox_row, ctx, err);
	return err_set(err, ERR_NOT_FOUND, "no outbox");
}

static void
see_outbox(struct scene *s, size_t n, const char *subject, const char *inside,
    const char *never)
{
	static char to[100], about[300], body[4000];
	struct outbox o = {{to, 0}, {about, 0}, {body, 0}, 0};
	struct err err;

	CHECK_OK(store_read(s->w.log.store, outbox_in, &o, &err), &err);
	CHECK_INT(o.n, n);
	if (n == 0)
		return;
	CHECK_STR(str_from(to), STR("soc@acme.example"));
	CHECK(strstr(about, subject) != NULL);
	CHECK(strstr(body, inside) != NULL);
	CHECK(never == NULL || strstr(body, never) == NULL);
}

STORE_TEST(a_concern_is_seen_by_its_reporter_and_by_those_who_deal_with_it)
{
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s,
	    .in = {CONCERN_DEVICE, STR(" My laptop. \n"), s.w.ada, STR_NONE,
		"web"}};
	CHECK_OK(store_write(store, report_in, &a, &err), &err);
	world_settle(&s.w);
	see_outbox(&s, 0, "", "", NULL); /* no channel */
	for (int i = 0; i < 4; i++) {
		a.who = i == 0 ? s.security
		    : i == 1   ? s.w.lead
		    : i == 2   ? s.w.auditor
			       : s.admin;
		CHECK_OK(store_read(store, list_in, &a, &err), &err);
		CHECK_INT(a.list.n, i == 0 || i == 3);
	}
	CHECK_STR(a.list.v[0].text, STR("My laptop."));
	CHECK_STR(a.list.v[0].reporter_name, STR("ada"));
	CHECK(a.list.v[0].state == CONCERN_OPEN);
	a.who = s.w.bob;
	CHECK_OK(store_read(store, mine_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	a.who = s.w.ada;
	CHECK_OK(store_read(store, mine_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	world_close(&s.w);
}

STORE_TEST(without_a_name_nothing_says_who_it_was)
{
	struct scene s;
	struct act a;
	struct ledger_verdict verdict;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s,
	    .who = s.security,
	    .in = {.kind = CONCERN_OTHER,
		.text = STR("A door stands open"),
		.surface = "web"}};
	CHECK_OK(store_write(store, report_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	CHECK(a.list.v[0].reporter_name.ptr == NULL);
	a.who = s.w.ada;
	CHECK_OK(store_read(store, mine_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	/* whoever has its id knows how far it is */
	CHECK_OK(store_read(store, state_in, &a, &err), &err);
	CHECK(a.one.text.ptr == NULL);
	CHECK_OK(log_verify(&s.w.log, &verdict, &err), &err);
	world_close(&s.w);
}

STORE_TEST(with_a_channel_it_is_handed_over_in_the_same_moment)
{
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s, .who = s.admin};
	CHECK_OK(store_write(store, found_in, &a, &err), &err);
	a.text = STR("SOC@acme.example");
	CHECK_OK(store_write(store, channel_in, &a, &err), &err);
	a.in = (struct concern_new){
	    CONCERN_PHISHING, STR("Click here"), s.w.ada, STR_NONE, "web"};
	CHECK_OK(store_write(store, report_in, &a, &err), &err);
	world_settle(&s.w);
	see_outbox(&s, 1, ": Phishing", "Click here", NULL);
	CHECK_OK(store_read(store, state_in, &a, &err), &err);
	CHECK(a.one.state == CONCERN_SENT);
	a.text = STR("INC-7");
	a.who = s.w.lead;
	CHECK(store_write(store, take_up_in, &a, &err) == ERR_DENIED);
	a.who = s.security;
	CHECK_OK(store_write(store, take_up_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK_OK(store_read(store, state_in, &a, &err), &err);
	CHECK(a.one.state == CONCERN_TAKEN_UP);
	CHECK_STR(a.one.reference, STR("INC-7"));
	/* a secret does not travel on */
	a.in = (struct concern_new){
	    CONCERN_SECRET, STR("key is hunter2"), s.w.ada, STR_NONE, "web"};
	CHECK_OK(store_write(store, report_in, &a, &err), &err);
	see_outbox(&s, 2, "Concern C-", "/concerns", NULL);
	world_close(&s.w);
}

STORE_TEST(a_leaked_secret_is_announced_without_its_text)
{
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){
	    .s = &s, .who = s.admin, .text = STR("soc@acme.example")};
	CHECK_OK(store_write(store, found_in, &a, &err), &err);
	CHECK_OK(store_write(store, channel_in, &a, &err), &err);
	a.in = (struct concern_new){
	    CONCERN_SECRET, STR("key is hunter2"), s.w.ada, STR_NONE, "web"};
	CHECK_OK(store_write(store, report_in, &a, &err), &err);
	see_outbox(&s, 1, "Leaked secret", "not in this mail", "hunter2");
	world_close(&s.w);
}

STORE_TEST(a_mail_is_its_senders_where_they_are_known)
{
	struct scene s;
	struct act a;
	struct str name = STR("shot.png");
	struct err err;

	scene_open(&s, store);
	a = (struct act){.s = &s,
	    .who = s.security,
	    .mail = {.from = STR("ada@example.org"),
		.subject = STR("Odd"),
		.text = STR("Look"),
		.cut = true,
		.files = {&name, 1, 1}}};
	CHECK_OK(store_write(store, receive_in, &a, &err), &err);
	CHECK(a.known);
	world_settle(&s.w);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_STR(a.list.v[0].reporter_name, STR("ada"));
	CHECK_STR(a.list.v[0].text,
	    STR("Subject: Odd\n\nLook\n(The mail went on; it was cut here.)\n\n"
		"Files that came with it, not kept: shot.png"));
	a.mail = (struct concern_mail){.from = STR("x@elsewhere.example"),
	    .subject = STR(""),
	    .text = STR("Hi")};
	world_later(&s.w, CLOCK_SECOND);
	CHECK_OK(store_write(store, receive_in, &a, &err), &err);
	CHECK(!a.known);
	world_settle(&s.w);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 2);
	CHECK(a.list.v[0].reporter_name.ptr == NULL);
	CHECK(str_starts(a.list.v[0].text, STR("From: x@elsewhere.example")));
	CHECK_OK(store_write(store, found_in, &a, &err), &err);
	a.mail.from = STR("assay@acme.example");
	CHECK(store_write(store, receive_in, &a, &err) == ERR_INVALID);
	world_close(&s.w);
}

STORE_TEST(what_is_not_accepted_is_recorded_nowhere)
{
	static char many[CONCERN_TEXT_MAX + 1];
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	memset(many, 'x', sizeof(many));
	const struct str bad[] = {STR(""), STR(" \n\t "), STR("a\xff"),
	    STR("a\0b"), {many, sizeof(many)}};

	a = (struct act){.s = &s, .who = s.security};
	for (size_t i = 0; i < NELEM(bad); i++) {
		a.in = (struct concern_new){
		    CONCERN_OTHER, bad[i], s.w.ada, STR_NONE, "web"};
		CHECK(store_write(store, report_in, &a, &err) == ERR_INVALID);
	}
	a.in.text = STR("x");
	for (int i = 0; i < 20; i++)
		CHECK_OK(store_write(store, report_in, &a, &err), &err);
	CHECK(store_write(store, report_in, &a, &err) == ERR_LIMIT);
	a.in.reporter = s.w.bob; /* another is not held up by it */
	CHECK_OK(store_write(store, report_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK_OK(store_read(store, list_in, &a, &err), &err);
	CHECK_INT(a.list.n, 21);
	a.text = STR("two\nlines");
	CHECK(store_write(store, take_up_in, &a, &err) == ERR_INVALID);
	a.concern = id_new();
	CHECK(store_write(store, take_up_in, &a, &err) == ERR_NOT_FOUND);
	world_close(&s.w);
}

STORE_TEST(only_an_administrator_names_the_channel)
{
	static const char *const bad[] = {
	    "no address", "assay@acme.example", "a@b\nc"};
	struct scene s;
	struct act a;
	struct err err;

	scene_open(&s, store);
	a = (struct act){
	    .s = &s, .who = s.security, .text = STR("soc@acme.example")};
	CHECK_OK(store_write(store, found_in, &a, &err), &err);
	CHECK(store_write(store, channel_in, &a, &err) == ERR_DENIED);
	a.who = s.admin;
	for (size_t i = 0; i < NELEM(bad); i++) {
		a.text = str_from(bad[i]);
		CHECK(store_write(store, channel_in, &a, &err) == ERR_INVALID);
	}
	a.text = STR("");
	CHECK_OK(store_write(store, channel_in, &a, &err), &err);
	world_close(&s.w);
}

TEST_MAIN(T(a_concern_is_seen_by_its_reporter_and_by_those_who_deal_with_it),
    T(without_a_name_nothing_says_who_it_was),
    T(with_a_channel_it_is_handed_over_in_the_same_moment),
    T(a_leaked_secret_is_announced_without_its_text),
    T(a_mail_is_its_senders_where_they_are_known),
    T(what_is_not_accepted_is_recorded_nowhere),
    T(only_an_administrator_names_the_channel))
