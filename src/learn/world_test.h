#ifndef LEARN_WORLD_TEST_H
#define LEARN_WORLD_TEST_H

/*
 * What the tests of learning share: a content folder with two modules, people
 * with their team, and the log with the views that show them.
 */
#include <stdlib.h>

#include "catalog/publish.h"
#include "learn/record.h"
#include "learn/score.h"
#include "learn/sheet.h"
#include "learn/view.h"
#include "ledger/log_test.h"
#include "people/person.h"
#include "people/scope.h"

#define WORLD_START (INT64_C(20500) * CLOCK_DAY) /* 16 February 2026 */

struct world {
	struct log log;
	char content[64];
	struct catalog *catalog;
	struct learn learn;
	struct arena arena;
	struct id ada, bob, lead, other_lead, auditor, team;
	int64_t now;
};

static const struct ledger_view *const world_views[] = {
    &people_view, &scope_view, &catalog_view, &learn_view, NULL};

static inline void
world_put(struct world *w, const char *name, struct str text)
{
	struct str path = arena_strf(&w->arena, "%s/%s", w->content, name);
	struct err err;

	CHECK_OK(file_write(path.ptr, text, 0644, &err), &err);
}

static inline struct str
world_quiz(struct world *w, const char *module, const char *word)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	buf_addf(&b, "module: %s\ndraw: 10\npass: 80\nitems:\n", module);
	for (int i = 0; i < 20; i++) {
		buf_addf(&b,
		    "  - id: %s-%02d\n    objective: o%d\n    level: hard\n"
		    "    kind: %s\n    stem: \"%s %d\"\n    options:\n",
		    module, i, i % 4, i % 5 == 0 ? "multi" : "single", word, i);
		for (int k = 0; k < 4; k++)
			buf_addf(&b,
			    "      - text: \"option %d of %d\"\n%s"
			    "        why: \"why %d of %d\"\n",
			    k, i,
			    k == i % 4 || (i % 5 == 0 && k == (i + 1) % 4)
				? "        key: true\n"
				: "        misconception: a-belief\n",
			    k, i);
	}
	text = arena_buf(&w->arena, &b);
	buf_release(&b);
	return text;
}

static inline void
world_module(struct world *w, const char *id, const char *version)
{
	struct str dir = arena_strf(&w->arena, "%s/modules/%s", w->content, id),
		   name = arena_strf(&w->arena, "modules/%s/module.md", id),
		   quiz = arena_strf(&w->arena, "modules/%s/quiz.yaml", id);
	struct err err;

	CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	world_put(w, name.ptr,
	    arena_strf(&w->arena,
		"---\nid: %s\nversion: %s\ntitle: Module %s\nowasp: null\n"
		"cwe: [89]\ncontrols: []\nroles: []\nstacks: []\n"
		"objectives:\n  - {id: o0, text: x}\n"
		"minutes: 5\nprereq: []\n"
		"reviewed: {on: 2026-01-01, expires: 2027-01-01}\n"
		"sources: []\nlicence: CC-BY-4.0\n---\n## One {#one}\n\nx\n",
		id, version, id));
	world_put(w, quiz.ptr, world_quiz(w, id, "question"));
}

/* Its name and no more: enough to be asked for. */
static inline void
world_lab(struct world *w, const char *id)
{
	struct str dir = arena_strf(&w->arena, "%s/labs/%s", w->content, id),
		   name = arena_strf(&w->arena, "labs/%s/lab.yaml", id);
	struct err err;

	CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	world_put(w, name.ptr,
	    arena_strf(
		&w->arena, "id: %s\ntitle: \"A lab\"\nmodule: m1\n", id));
}

struct world_person {
	struct world *w;
	const char *name, *email, *role;
	struct id id, team, lead_of;
};

static inline enum err_code
world_join_in(struct db *db, void *ctx, struct err *err)
{
	const struct world_person *p = ctx;
	const struct ledger_field joined[] = {
	    FIELD_TEXT("name", str_from(p->name)),
	    FIELD_TEXT("email", str_from(p->email)),
	    FIELD_TEXT("role", str_from(p->role)),
	    FIELD_ID("team", p->team),
	    FIELD_TEXT("source", STR("test")),
	};
	const struct ledger_field leads[] = {
	    FIELD_ID("team", p->lead_of),
	    FIELD_TEXT("name", str_from(p->name)),
	    FIELD_PERSON("lead", p->id),
	    FIELD_TEXT("source", STR("test")),
	};
	const struct ledger_fact facts[] = {
	    {.id = id_new(),
		.type = LEDGER_PERSON_JOINED,
		.at = p->w->now,
		.subject = p->id,
		.fields = joined,
		.n = NELEM(joined)},
	    {.id = id_new(),
		.type = LEDGER_TEAM_CHANGED,
		.at = p->w->now,
		.subject = p->lead_of,
		.fields = leads,
		.n = NELEM(leads)},
	};
	enum err_code rc = ledger_append(db, &p->w->arena, &facts[0], err);

	if (rc == ERR_NONE && !id_is_none(p->lead_of))
		rc = ledger_append(db, &p->w->arena, &facts[1], err);
	return rc;
}

static inline struct id
world_join(struct world *w, const char *name, const char *role, struct id team,
    struct id lead_of)
{
	struct str email = arena_strf(&w->arena, "%s@example.org", name);
	struct world_person p = {.w = w,
	    .name = name,
	    .email = email.ptr,
	    .role = role,
	    .id = id_new(),
	    .team = team,
	    .lead_of = lead_of};
	struct err err;

	CHECK_OK(store_write(w->log.store, world_join_in, &p, &err), &err);
	return p.id;
}

static inline void
world_settle(struct world *w)
{
	log_integrate(&w->log);
}

static inline enum err_code
world_publish_in(struct db *db, void *ctx, struct err *err)
{
	struct world *w = ctx;

	return catalog_publish(db, &w->arena, w->catalog, err);
}

/* Reads the content folder (again) and publishes what it says. */
static inline void
world_publish(struct world *w)
{
	struct err err;

	catalog_free(w->catalog);
	w->catalog = NULL;
	CHECK_OK(catalog_load(w->content, &w->catalog, &err), &err);
	w->learn.catalog = w->catalog;
	CHECK_OK(store_write(w->log.store, world_publish_in, w, &err), &err);
}

static inline void
world_later(struct world *w, int64_t by)
{
	w->now += by;
	clock_set_for_test(w->now);
}

static inline void
world_content(struct world *w)
{
	struct str courses, policies;
	struct err err;

	store_test_folder(w->content);
	courses = arena_strf(&w->arena, "%s/courses", w->content);
	policies = arena_strf(&w->arena, "%s/policies", w->content);
	CHECK_OK(file_make_dir(courses.ptr, 0755, &err), &err);
	CHECK_OK(file_make_dir(policies.ptr, 0755, &err), &err);
	world_put(w, "policies/default.yaml",
	    STR("policy: training\nversion: 0\ntitle: Default\nowner: a\n"
		"approver: b\napproved: 1970-01-01\neffective: 1970-01-01\n"
		"review_by: 2100-01-01\nstatement: {who: a, what: b, "
		"how_often: c, onboarding: d, non_completion: e, "
		"enforced: f}\nobligations:\n  - id: every-course\n"
		"    title: Every course\n    kind: assign-recurring\n"
		"    what: {courses: all}\n    cadence: {rule: course}\n"
		"    first_days: 30\n"));
	world_module(w, "m1", "1.0.0");
	world_module(w, "m2", "1.0.0");
	world_put(w, "courses/c1.yaml",
	    STR("id: c1\ntitle: Course\nmodules: [m1]\nvalidity_months: 12\n"
		"pass: 80\n"));
}

static inline void
world_open(struct world *w, struct store *store)
{
	struct id none = {0}, other_team = id_new();

	*w = (struct world){.now = WORLD_START};
	clock_set_for_test(w->now);
	arena_init(&w->arena, (size_t)256 << 20);
	log_open(&w->log, store);
	w->log.config.views = world_views;
	w->log.config.some_views = true;
	world_content(w);
	w->learn.store = store;
	world_publish(w);
	w->team = id_new();
	w->lead = world_join(w, "lead", "lead", none, w->team);
	w->other_lead = world_join(w, "other", "lead", none, other_team);
	w->ada = world_join(w, "ada", "developer", w->team, none);
	w->bob = world_join(w, "bob", "developer", other_team, none);
	w->auditor = world_join(w, "aud", "auditor", none, none);
	world_settle(w);
}

static inline void
world_close(struct world *w)
{
	catalog_free(w->catalog);
	store_test_folder_gone(w->content);
	log_close(&w->log);
	arena_release(&w->arena);
	clock_set_for_test(0);
}

/* The sheet with its keys, as no face sees it. */
struct world_sheet {
	struct world *w;
	struct id person, attempt;
	struct sheet sheet;
};

static inline enum err_code
world_sheet_in(struct db *db, void *ctx, struct err *err)
{
	struct world_sheet *s = ctx;

	return sheet_load(&s->w->learn, db, &s->w->arena, s->person, s->attempt,
	    false, &s->sheet, err);
}

static inline struct sheet
world_sheet(struct world *w, struct id person, struct id attempt)
{
	struct world_sheet s = {.w = w, .person = person, .attempt = attempt};
	struct err err;

	CHECK_OK(store_read(w->log.store, world_sheet_in, &s, &err), &err);
	return s.sheet;
}

/* An answer that is not right, of any kind. */
static inline struct answer
world_wrong(const struct quiz_item *item)
{
	struct answer key = score_key(item), a = key;

	switch (item->kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		a = (struct answer){.n = 1};
		while (answer_has(&key, a.v[0]))
			a.v[0]++;
		break;
	case QUIZ_ORDER:
	case QUIZ_MATCH:
		a.v[0] = key.v[1];
		a.v[1] = key.v[0];
		break;
	case QUIZ_SPOT:
		a.v[0] = 1;
		while (score_right(item, &a))
			a.v[0]++;
		break;
	}
	return a;
}

/* Answers every question, the first 'right' of them rightly. */
static inline void
world_answer(
    struct world *w, struct id person, struct id attempt, unsigned right)
{
	struct sheet s = world_sheet(w, person, attempt);
	struct err err;

	for (unsigned i = 0; i < s.n_items; i++) {
		const struct draw_item *d = &s.items[i].drawn;
		struct answer a =
		    i < right ? score_key(d->item) : world_wrong(d->item);
		struct answer shown =
		    answer_as_shown(d->item->kind, d->shown, &a);

		CHECK_OK(attempt_answer(&w->learn, person, attempt, i + 1,
			     &shown, 1, &err),
		    &err);
	}
}

/* The answer that is one option (from 0), or one line. */
static inline struct answer *
world_one(unsigned v)
{
	static struct answer a[8];
	static unsigned at;
	struct answer *one = &a[at++ % NELEM(a)];

	*one = (struct answer){1, {(uint8_t)v}};
	return one;
}

/* A whole attempt with so many right answers. */
static inline struct id
world_attempt(
    struct world *w, struct id person, const char *module, unsigned right)
{
	struct id attempt;
	struct err err;

	CHECK_OK(
	    attempt_start(&w->learn, person, str_from(module), &attempt, &err),
	    &err);
	world_answer(w, person, attempt, right);
	CHECK_OK(attempt_submit(&w->learn, person, attempt, &err), &err);
	world_settle(w);
	return attempt;
}

#endif
