#ifndef POLICY_STORY_TEST_H
#define POLICY_STORY_TEST_H

/*
 * What happened, a line each, for tables and for a whole year; the first word
 * is when it became known:
 *
 *	2026-03-02 join ana team=payments employment=employee duties=a,b
 *	2026-03-20 change ana role=lead effective=2026-03-01
 *	2026-04-30 leave ana 2026-04-30		the last day
 *	2026-04-02 grant ana production user from=2026-03-30
 *	2026-05-01 revoke ana production user until=2026-04-28
 *	2026-03-20T22:30 done ana m1 1.0.0 score=90
 *	2026-03-20 lab ana lab1
 *	2026-06-01 release m1 2.0.0
 *	2026-02-01 policy 1 effective=2026-03-01	the next of its texts
 *	2026-05-01 away ana 2026-05-01 2026-06-30	or no last day
 *	2026-05-01 exception ana awareness until=2026-06-01
 *	2026-05-01 override ana m1 1.0.0 completed=2026-01-01 until=...
 *	2026-05-01 certificate ana m1 completed=2026-01-01 until=2027-01-01
 *	2026-05-01 sign ana 1
 *
 * Whoever is named first is made; teams likewise.
 */
#include "learn/world_test.h"
#include "ledger/content.h"
#include "people/scope.h"
#include "policy/engine.h"
#include "policy/view.h"

#define STORY_NAMES 2000

struct story {
	struct world world;
	struct engine *engine;
	struct {
		struct str name;
		struct id id;
	} names[STORY_NAMES]; /* persons and teams */
	size_t n_names;
	const char *const *policies; /* texts, version 1 first */
};

static const struct ledger_view *const story_views[] = {
    &people_view, &scope_view, &catalog_view, &learn_view, &policy_view, NULL};

static inline struct id
story_id(struct story *s, struct str name)
{
	for (size_t i = 0; i < s->n_names; i++)
		if (str_eq(s->names[i].name, name))
			return s->names[i].id;
	CHECK(s->n_names < STORY_NAMES);
	s->names[s->n_names].name = arena_str(&s->world.arena, name);
	s->names[s->n_names].id = id_new();
	return s->names[s->n_names++].id;
}

static inline struct str
story_name(const struct story *s, struct id id)
{
	for (size_t i = 0; i < s->n_names; i++)
		if (id_eq(s->names[i].id, id))
			return s->names[i].name;
	return STR("nobody");
}

/* A day, or a day and a time: "2026-03-20T22:30". */
static inline int64_t
story_at(struct str s)
{
	char text[CLOCK_TEXT_LEN + 1];
	int64_t at = 0;

	if (s.len == 0)
		return 0;
	if (s.len == CLOCK_DATE_LEN) {
		CHECK(clock_read_date(s, &at));
		return at;
	}
	snprintf(text, sizeof(text), "%.*s:00.000000Z", STR_FMT(s));
	CHECK(clock_read(str_from(text), &at));
	return at;
}

static inline int64_t
story_end(struct str day)
{
	return day.len > 0 ? story_at(day) + CLOCK_DAY - 1 : 0;
}

struct story_line {
	struct story *story;
	struct str words[16];
	size_t n;
	int64_t at;
};

/* The value of key=value, or nothing. */
static inline struct str
story_key(const struct story_line *l, const char *key)
{
	size_t len = strlen(key);

	for (size_t i = 2; i < l->n; i++)
		if (str_starts(l->words[i], str_from(key)) &&
		    l->words[i].len > len && l->words[i].ptr[len] == '=')
			return str_from_at(l->words[i], len + 1);
	return STR_NONE;
}

/* The nth word after the verb's object, unless it is a key. */
static inline struct str
story_word(const struct story_line *l, size_t n)
{
	if (n >= l->n || str_find_char(l->words[n], '=') < l->words[n].len)
		return STR_NONE;
	return l->words[n];
}

/* "a,b" as ["a","b"] */
static inline struct str
story_list(struct story *s, struct str words)
{
	struct buf b;
	struct str one, text;
	bool more = false;

	if (words.ptr == NULL)
		return STR_NONE;
	buf_init(&b, 4096);
	buf_add(&b, STR("["));
	while (words.len > 0 && str_next(&words, ',', &one)) {
		buf_addf(&b, "%s\"%.*s\"", more ? "," : "", STR_FMT(one));
		more = true;
	}
	buf_add(&b, STR("]"));
	text = arena_buf(&s->world.arena, &b);
	buf_release(&b);
	return text;
}

static inline enum err_code
story_fact(struct db *db, const struct story_line *l, enum ledger_type type,
    struct id subject, const struct ledger_field *fields, size_t n,
    struct err *err)
{
	const struct ledger_fact fact = {.id = id_new(),
	    .type = type,
	    .at = l->at,
	    .subject = subject,
	    .fields = fields,
	    .n = n};

	return ledger_append(db, &l->story->world.arena, &fact, err);
}

static inline enum err_code
story_team(
    struct db *db, const struct story_line *l, struct id *out, struct err *err)
{
	struct str team = story_key(l, "team");
	size_t before = l->story->n_names;

	*out = (struct id){0};
	if (team.ptr == NULL)
		return ERR_NONE;
	*out = story_id(l->story, team);
	if (l->story->n_names == before)
		return ERR_NONE;
	const struct ledger_field fields[] = {FIELD_ID("team", *out),
	    FIELD_TEXT("name", team), FIELD_TEXT("source", STR("test"))};

	return story_fact(
	    db, l, LEDGER_TEAM_CHANGED, *out, fields, NELEM(fields), err);
}

static inline enum err_code
story_join(struct db *db, const struct story_line *l, struct err *err)
{
	struct story *s = l->story;
	struct str name = l->words[2], role = story_key(l, "role");
	struct id team;
	enum err_code rc = story_team(db, l, &team, err);

	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("name", name),
	    FIELD_TEXT("email",
		arena_strf(&s->world.arena, "%.*s@example.org", STR_FMT(name))),
	    FIELD_TEXT("role", role.len > 0 ? role : STR("developer")),
	    FIELD_ID("team", team),
	    FIELD_TEXT("employment", story_key(l, "employment")),
	    FIELD_TEXT("unit", story_key(l, "unit")),
	    FIELD_JSON("duties", story_list(s, story_key(l, "duties"))),
	    FIELD_JSON("stacks", story_list(s, story_key(l, "stacks"))),
	    FIELD_TIME("starts", story_at(story_key(l, "starts"))),
	    FIELD_TEXT("source", STR("test")),
	};

	return story_fact(db, l, LEDGER_PERSON_JOINED, story_id(s, name),
	    fields, NELEM(fields), err);
}

static inline enum err_code
story_change(struct db *db, const struct story_line *l, struct err *err)
{
	struct story *s = l->story;
	struct id team;
	enum err_code rc = story_team(db, l, &team, err);

	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("role", story_key(l, "role")),
	    FIELD_ID("team", team),
	    FIELD_TEXT("employment", story_key(l, "employment")),
	    FIELD_TEXT("unit", story_key(l, "unit")),
	    FIELD_JSON("duties", story_list(s, story_key(l, "duties"))),
	    FIELD_JSON("stacks", story_list(s, story_key(l, "stacks"))),
	    FIELD_TIME("effective", story_at(story_key(l, "effective"))),
	    FIELD_TIME("starts", story_at(story_key(l, "starts"))),
	    FIELD_TEXT("source", STR("test")),
	};

	return story_fact(db, l, LEDGER_PERSON_CHANGED,
	    story_id(s, l->words[2]), fields, NELEM(fields), err);
}

static inline enum err_code
story_leave(struct db *db, const struct story_line *l, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TIME("last_day", story_end(story_word(l, 3))),
	    FIELD_TEXT("source", STR("test")),
	};

	return story_fact(db, l, LEDGER_PERSON_LEFT,
	    story_id(l->story, l->words[2]), fields, NELEM(fields), err);
}

static inline enum err_code
story_access(struct db *db, const struct story_line *l, struct err *err)
{
	bool grant = str_eq(l->words[1], STR("grant"));
	const struct ledger_field fields[] = {
	    FIELD_TEXT("system", l->words[3]),
	    FIELD_TEXT("level", l->words[4]),
	    FIELD_TEXT("source", STR("test")),
	    grant ? (struct ledger_field)FIELD_TIME(
			"from", story_at(story_key(l, "from")))
		  : (struct ledger_field)FIELD_TIME(
			"until", story_end(story_key(l, "until"))),
	};

	return story_fact(db, l,
	    grant ? LEDGER_ACCESS_GRANTED : LEDGER_ACCESS_REVOKED,
	    story_id(l->story, l->words[2]), fields, NELEM(fields), err);
}

static inline enum err_code
story_done(struct db *db, const struct story_line *l, struct err *err)
{
	struct str score = story_key(l, "score");
	int64_t n = 100;

	if (score.ptr != NULL)
		CHECK(str_i64(score, &n));
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", l->words[3]),
	    FIELD_TEXT("version", l->words[4]),
	    FIELD_TEXT("how", STR("studied")),
	    FIELD_INT("score", n),
	};

	return story_fact(db, l, LEDGER_COMPLETION_EARNED,
	    story_id(l->story, l->words[2]), fields, NELEM(fields), err);
}

static inline enum err_code
story_lab(struct db *db, const struct story_line *l, struct err *err)
{
	static const char zero[32];
	const struct ledger_field fields[] = {
	    FIELD_TEXT("lab", l->words[3]),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TEXT("seed", STR("0")),
	    FIELD_HASH("submission", ((struct str){zero, sizeof(zero)})),
	    FIELD_JSON("matrix", STR("[]")),
	    FIELD_FLAG("passed", true),
	};

	return story_fact(db, l, LEDGER_LAB_JUDGED,
	    story_id(l->story, l->words[2]), fields, NELEM(fields), err);
}

static inline enum err_code
story_release(struct db *db, const struct story_line *l, struct err *err)
{
	static const char zero[32];
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", l->words[2]),
	    FIELD_TEXT("version", l->words[3]),
	    FIELD_TEXT("title", l->words[2]),
	    FIELD_HASH("content", ((struct str){zero, sizeof(zero)})),
	};

	return story_fact(db, l, LEDGER_MODULE_PUBLISHED, (struct id){0},
	    fields, NELEM(fields), err);
}

static inline enum err_code
story_policy(struct db *db, const struct story_line *l, struct err *err)
{
	uint8_t hash[32];
	uint64_t version;
	enum err_code rc;

	CHECK(str_u64(l->words[2], &version));
	rc = content_put(
	    db, str_from(l->story->policies[version - 1]), hash, err);
	if (rc != ERR_NONE)
		return rc;
	const struct ledger_field fields[] = {
	    FIELD_TEXT("policy", STR("training")),
	    FIELD_TEXT("version", l->words[2]),
	    FIELD_HASH(
		"content", ((struct str){(const char *)hash, sizeof(hash)})),
	    FIELD_TIME("effective", story_at(story_key(l, "effective"))),
	};

	return story_fact(db, l, LEDGER_POLICY_PUBLISHED, (struct id){0},
	    fields, NELEM(fields), err);
}

static inline enum err_code
story_away(struct db *db, const struct story_line *l, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_ID("leave", id_new()),
	    FIELD_TIME("from", story_at(story_word(l, 3))),
	    FIELD_TIME("to", story_end(story_word(l, 4))),
	    FIELD_TEXT("source", STR("test")),
	};

	return story_fact(db, l, LEDGER_LEAVE_RECORDED,
	    story_id(l->story, l->words[2]), fields, NELEM(fields), err);
}

static inline enum err_code
story_exception(struct db *db, const struct story_line *l, struct err *err)
{
	struct id id = id_new(), who = story_id(l->story, l->words[2]);
	int64_t until = story_end(story_key(l, "until"));
	const struct ledger_field asked[] = {
	    FIELD_ID("exception", id),
	    FIELD_TEXT("obligation", l->words[3]),
	    FIELD_TEXT("reason", STR("a reason")),
	    FIELD_TIME("until", until),
	};
	const struct ledger_field granted[] = {
	    FIELD_ID("exception", id),
	    FIELD_PERSON("approver", who),
	    FIELD_TIME("until", until),
	};
	enum err_code rc = story_fact(
	    db, l, LEDGER_EXCEPTION_REQUESTED, who, asked, NELEM(asked), err);

	return rc == ERR_NONE ? story_fact(db, l, LEDGER_EXCEPTION_GRANTED, who,
				    granted, NELEM(granted), err)
			      : rc;
}

static inline enum err_code
story_outside(struct db *db, const struct story_line *l, struct err *err)
{
	bool override = str_eq(l->words[1], STR("override"));
	const struct ledger_field by_hand[] = {
	    FIELD_TEXT("module", l->words[3]),
	    FIELD_TEXT("version", story_word(l, 4)),
	    FIELD_TEXT("reason", STR("a reason")),
	    FIELD_TIME("completed", story_at(story_key(l, "completed"))),
	    FIELD_TIME("valid_until", story_end(story_key(l, "until"))),
	};
	const struct ledger_field elsewhere[] = {
	    FIELD_TEXT("topic", l->words[3]),
	    FIELD_TEXT("course", STR("a course")),
	    FIELD_TIME("completed", story_at(story_key(l, "completed"))),
	    FIELD_TIME("valid_until", story_end(story_key(l, "until"))),
	};
	struct id who = story_id(l->story, l->words[2]);

	return override
	    ? story_fact(db, l, LEDGER_OVERRIDE_RECORDED, who, by_hand,
		  NELEM(by_hand), err)
	    : story_fact(db, l, LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED, who,
		  elsewhere, NELEM(elsewhere), err);
}

static inline enum err_code
story_sign(struct db *db, const struct story_line *l, struct err *err)
{
	static const char zero[32];
	const struct ledger_field fields[] = {
	    FIELD_TEXT("name", l->words[2]),
	    FIELD_TEXT("policy", STR("training")),
	    FIELD_TEXT("version", l->words[3]),
	    FIELD_HASH("content", ((struct str){zero, sizeof(zero)})),
	    FIELD_TEXT("ip", STR("127.0.0.1")),
	    FIELD_TEXT("user_agent", STR("test")),
	};

	return story_fact(db, l, LEDGER_POLICY_ACKNOWLEDGED,
	    story_id(l->story, l->words[2]), fields, NELEM(fields), err);
}

static const struct {
	struct str verb;
	enum err_code (*tell)(
	    struct db *db, const struct story_line *l, struct err *err);
} story_verbs[] = {
    {STR_INIT("join"), story_join},
    {STR_INIT("change"), story_change},
    {STR_INIT("leave"), story_leave},
    {STR_INIT("grant"), story_access},
    {STR_INIT("revoke"), story_access},
    {STR_INIT("done"), story_done},
    {STR_INIT("lab"), story_lab},
    {STR_INIT("release"), story_release},
    {STR_INIT("policy"), story_policy},
    {STR_INIT("away"), story_away},
    {STR_INIT("exception"), story_exception},
    {STR_INIT("override"), story_outside},
    {STR_INIT("certificate"), story_outside},
    {STR_INIT("sign"), story_sign},
};

static inline enum err_code
story_tell_one(struct db *db, struct story *s, struct str text, struct err *err)
{
	struct story_line l = {.story = s};

	while (l.n < NELEM(l.words) && str_next(&text, ' ', &l.words[l.n]))
		l.n += l.words[l.n].len > 0;
	if (l.n < 3)
		return ERR_NONE;
	l.at = story_at(l.words[0]);
	for (size_t i = 0; i < NELEM(story_verbs); i++)
		if (str_eq(l.words[1], story_verbs[i].verb))
			return story_verbs[i].tell(db, &l, err);
	fail_msg("no verb '%.*s'", STR_FMT(l.words[1]));
	return ERR_NONE;
}

struct story_telling {
	struct story *story;
	struct str text;
};

static inline enum err_code
story_tell_in(struct db *db, void *ctx, struct err *err)
{
	struct story_telling *t = ctx;
	struct str rest = t->text, line;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && str_next(&rest, '\n', &line))
		rc = story_tell_one(db, t->story, str_trim(line), err);
	return rc;
}

/* All of its lines, in one transaction, and what follows from them. */
static inline void
story_tell(struct story *s, struct str text)
{
	struct story_telling t = {s, text};
	struct err err;

	CHECK_OK(
	    store_write(s->world.log.store, story_tell_in, &t, &err), &err);
	world_settle(&s->world);
	CHECK_OK(engine_follow(s->engine, NULL, &err), &err);
}

/* One framework that asks yearly, one every two years, one that sets none. */
static inline void
story_content(struct story *s)
{
	static const struct {
		const char *file, *text;
	} files[] = {
	    {"controls/pci.yaml",
		"framework: pci\ntitle: P\nedition: \"1\"\n"
		"source: {title: t, url: \"https://example.org/\"}\n"
		"controls:\n  - id: \"6.2.2\"\n    paraphrase: p\n"
		"    asks: [assign-recurring]\n"
		"    every: {months: 12, reading: same-date}\n"},
	    {"controls/samm.yaml",
		"framework: samm\ntitle: S\nedition: \"1\"\n"
		"source: {title: t, url: \"https://example.org/\"}\n"
		"controls:\n  - id: EG-1-A\n    paraphrase: p\n"
		"    asks: [assign-recurring]\n    every: {months: 24}\n"},
	    {"controls/soc2.yaml",
		"framework: soc2\ntitle: C\nedition: \"1\"\n"
		"source: {title: t, url: \"https://example.org/\"}\n"
		"controls:\n  - id: CC1.4\n    paraphrase: p\n"
		"    asks: [assign-recurring]\n"},
	};
	struct world *w = &s->world;
	struct str dir = arena_strf(&w->arena, "%s/controls", w->content);
	struct err err;

	CHECK_OK(file_make_dir(dir.ptr, 0755, &err), &err);
	for (size_t i = 0; i < NELEM(files); i++)
		world_put(w, files[i].file, str_from(files[i].text));
	world_lab(w, "lab1");
	world_publish(w);
}

static inline void
story_open(struct story *s, struct store *store, const char *const *policies)
{
	struct err err;

	memset(s, 0, sizeof(*s));
	world_open(&s->world, store);
	story_content(s);
	s->world.log.config.views = story_views;
	s->policies = policies;
	CHECK_OK(engine_new(store, s->world.catalog, &s->engine, &err), &err);
}

static inline void
story_close(struct story *s)
{
	engine_free(s->engine);
	world_close(&s->world);
}

/* "awareness m1 due 2026-04-01", a line for each thing; dates are days of the
   policy. */
static inline struct str
story_owed(struct story *s, const char *who, const char *day)
{
	const struct engine_ask ask = {
	    .now = story_at(str_from(day)), .reasons = true};
	struct owed_list list = {0};
	struct buf b;
	struct str text;
	struct err err;

	CHECK_OK(engine_person(s->engine, story_id(s, str_from(who)), &ask,
		     &s->world.arena, &list, &err),
	    &err);
	buf_init(&b, 64 << 10);
	for (size_t i = 0; i < list.n; i++) {
		const struct owed *o = &list.v[i];
		char date[CLOCK_DATE_LEN + 1] = "-";

		CHECK(str_starts(o->due.reason, STR("because ")));
		if (o->due.due > 0)
			clock_write_date(o->due.due, date);
		buf_addf(&b, "%s%.*s %.*s %s %s", i > 0 ? "\n" : "",
		    STR_FMT(o->obligation->id), STR_FMT(o->thing->id),
		    due_state_name(o->due.state), date);
	}
	text = arena_buf(&s->world.arena, &b);
	buf_release(&b);
	return text;
}

#endif
