#ifndef POLICY_REMIND_WORLD_TEST_H
#define POLICY_REMIND_WORLD_TEST_H

/*
 * What the tests of messages share: ada (whose lead is lead) and bob (whose
 * lead is other) owe m1 by 17 March 2026, under a policy whose messages go to
 * boss@example.org in the end; what stands in the outboxes, as text.
 */
#include "people/organisation.h"
#include "policy/by_hand.h"
#include "policy/reminding_part.h"
#include "policy/story_test.h"
#include "store/schema.h"

static const char *const remind_policies[] = {
    "policy: training\nversion: 1\ntitle: Policy\nowner: Olga\n"
    "approver: Anna\napproved: 2026-01-01\neffective: 2026-02-01\n"
    "review_by: 2028-01-01\n"
    "statement: {who: a, what: b, how_often: c, onboarding: d, "
    "non_completion: e, enforced: f}\n"
    "obligations:\n  - id: awareness\n    title: A\n"
    "    who: {person: [ada@example.org, bob@example.org]}\n"
    "    kind: assign-recurring\n    what: {modules: [m1]}\n"
    "    first_days: 30\n"
    "messages:\n  remind_days: [30, 14, 7, 1]\n  overdue_every_days: 7\n"
    "  manager_after_days: 7\n  owner_after_days: 21\n"
    "  quiet: {from: \"18:00\", to: \"08:00\"}\n"
    "  weekdays_only: true\n  owner_mail: boss@example.org\n",
};

struct remind_world {
	struct story s;
	struct reminding r;
};

static inline enum err_code
remind_setup_in(struct db *db, void *ctx, struct err *err)
{
	struct remind_world *w = ctx;

	return organisation_make(db, &w->s.world.arena,
	    &(struct organisation){.name = STR("Acme"),
		.public_url = STR("https://assay.example"),
		.mail_from = STR("assay@example.org")},
	    err);
}

/* The story speaks of the world's people by their names. */
static inline void
remind_name(struct remind_world *w, const char *name, struct id id)
{
	w->s.names[w->s.n_names].name = str_from(name);
	w->s.names[w->s.n_names++].id = id;
}

static inline void
remind_open(struct remind_world *w, struct store *store)
{
	struct err err;

	story_open(&w->s, store, remind_policies);
	CHECK_OK(store_write(store, remind_setup_in, w, &err), &err);
	remind_name(w, "ada", w->s.world.ada);
	remind_name(w, "bob", w->s.world.bob);
	remind_name(w, "aud", w->s.world.auditor);
	story_tell(&w->s, STR("2026-01-20 policy 1 effective=2026-02-01"));
	w->r = (struct reminding){w->s.engine, w->s.world.learn, false};
}

static inline void
remind_close(struct remind_world *w)
{
	story_close(&w->s);
}

static inline void
remind_clock(struct remind_world *w, const char *at)
{
	w->s.world.now = story_at(str_from(at));
	clock_set_for_test(w->s.world.now);
}

/* One run at an instant; how many were sent. */
static inline unsigned
remind_run(struct remind_world *w, const char *at)
{
	unsigned sent = 0;
	struct err err;

	remind_clock(w, at);
	CHECK_OK(reminding_run(&w->r, &sent, &err), &err);
	world_settle(&w->s.world);
	return sent;
}

struct remind_lines {
	char v[200][160];
	size_t n;
	char body[8192]; /* of the last */
	int64_t not_before;
};

static inline enum err_code
remind_mail_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct remind_lines *l = ctx;
	char day[CLOCK_DATE_LEN + 1];

	(void)err;
	CHECK(l->n < NELEM(l->v));
	clock_write_date(cells[4].n, day);
	snprintf(l->v[l->n++], sizeof(l->v[0]), "%s %.*s %.*s\n", day,
	    STR_FMT(cells[1].s), STR_FMT(cells[2].s));
	l->not_before = cells[5].n;
	snprintf(l->body, sizeof(l->body), "%.*s", STR_FMT(cells[3].s));
	return ERR_NONE;
}

static inline enum err_code
remind_chat_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct remind_lines *l = ctx;

	(void)err;
	CHECK(l->n < NELEM(l->v));
	snprintf(l->v[l->n++], sizeof(l->v[0]), "%.*s\n", STR_FMT(cells[1].s));
	return ERR_NONE;
}

static inline enum err_code
remind_mails_in(struct db *db, void *ctx, struct err *err)
{
	struct remind_lines *l = ctx;

	l->n = 0;
	return table_dump(
	    db, table_find(STR("mail_outbox")), remind_mail_row, l, err);
}

static inline enum err_code
remind_chats_in(struct db *db, void *ctx, struct err *err)
{
	struct remind_lines *l = ctx;

	l->n = 0;
	return table_dump(
	    db, table_find(STR("chat_outbox")), remind_chat_row, l, err);
}

static inline int
remind_compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* "2026-02-16 ada@example.org Training: 1 due", a line each, in order. */
static inline struct str
remind_lines(struct remind_world *w, store_fn *fn, struct remind_lines *l)
{
	struct str text;
	struct buf b;
	struct err err;

	memset(l, 0, sizeof(*l));
	CHECK_OK(store_read(w->s.world.log.store, fn, l, &err), &err);
	qsort(l->v, l->n, sizeof(l->v[0]), remind_compare);
	buf_init(&b, 64 << 10);
	for (size_t i = 0; i < l->n; i++)
		buf_add(&b, str_from(l->v[i]));
	text = arena_buf(&w->s.world.arena, &b);
	buf_release(&b);
	return text;
}

static inline struct str
remind_mails(struct remind_world *w)
{
	struct remind_lines lines;

	return remind_lines(w, remind_mails_in, &lines);
}

/* How many facts of a type, and the last one's line. */
struct remind_facts {
	enum ledger_type type;
	struct str line;
	struct arena *arena;
	size_t n;
};

static inline enum err_code
remind_fact(const struct ledger_entry *e, void *ctx, struct err *err)
{
	struct remind_facts *f = ctx;

	(void)err;
	if (e->type != f->type)
		return ERR_NONE;
	f->n++;
	f->line = arena_str(f->arena, e->line);
	return ERR_NONE;
}

static inline enum err_code
remind_facts_in(struct db *db, void *ctx, struct err *err)
{
	struct remind_facts *f = ctx;
	struct ledger_head head;
	enum err_code rc = ledger_head(db, f->arena, &head, err);

	f->n = 0;
	return rc == ERR_NONE
	    ? ledger_each(db, 0, head.size, remind_fact, ctx, err)
	    : rc;
}

static inline struct remind_facts
remind_facts(struct remind_world *w, enum ledger_type type)
{
	struct remind_facts f = {.type = type, .arena = &w->s.world.arena};
	struct err err;

	CHECK_OK(
	    store_read(w->s.world.log.store, remind_facts_in, &f, &err), &err);
	return f;
}

#endif
