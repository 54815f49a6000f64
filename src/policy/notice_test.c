#include "policy/notice.h"

#include "codec/hex.h"
#include "policy/awareness_test.h"
#include "policy/population.h"

struct act {
	struct scene *s;
	struct id who;
	struct person person;
	struct notice_new in;
	struct notices list;
	struct notice one;
	struct notice_reach reach;
	struct str id, text;
	struct notice_audience audience;
	bool all;
};

static enum err_code
publish_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return notice_publish(db, &a->s->w.arena, a->who, &a->in, &a->id, err);
}

static enum err_code
look_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	struct arena *arena = &a->s->w.arena;
	enum err_code rc = person_get(db, arena, a->who, &a->person, err);

	if (rc == ERR_NONE)
		rc = notice_open(
		    db, arena, &a->person, a->s->w.now, &a->list, err);
	return rc == ERR_NONE
	    ? notice_get(db, arena, &a->person, a->id, &a->all, &a->one, err)
	    : rc;
}

static enum err_code
read_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return notice_acknowledge(
	    db, &a->s->w.arena, &a->person, a->id, a->text, err);
}

static enum err_code
reach_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return notice_reach(db, &a->s->w.arena, &a->one, &a->reach, err);
}

static enum err_code
parse_in(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return notice_audience_parse(
	    db, &a->s->w.arena, a->text, &a->audience, err);
}

static struct act
open_act(struct scene *s, struct store *store)
{
	struct act a = {.s = s};

	scene_open(s, store);
	a.who = s->security;
	a.in = (struct notice_new){.title = STR("Lost phones, again"),
	    .text = STR("Lock *yours*."),
	    .audience = {.everybody = true}};
	return a;
}

static struct str
words(struct act *a)
{
	char hex[65];

	hex_write(hex, a->one.content, 32);
	return arena_str(&a->s->w.arena, str_from(hex));
}

STORE_TEST(a_notice_stands_until_its_words_are_acknowledged)
{
	struct scene s;
	struct act a = open_act(&s, store);
	struct err err;

	CHECK_OK(store_write(store, publish_in, &a, &err), &err);
	CHECK_STR(a.id, STR("lost-phones-again"));
	world_settle(&s.w);
	a.who = s.w.ada;
	CHECK_OK(store_read(store, look_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	CHECK(!a.all);
	CHECK_STR(a.one.text, STR("Lock *yours*."));
	a.text = STR("00");
	CHECK(store_write(store, read_in, &a, &err) == ERR_CONFLICT);
	a.text = words(&a);
	CHECK_OK(store_write(store, read_in, &a, &err), &err);
	CHECK_OK(store_write(store, read_in, &a, &err), &err); /* harmless */
	world_settle(&s.w);
	CHECK_OK(store_read(store, look_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	CHECK_INT(a.one.acknowledged, s.w.now);
	/* other words are read anew, and old ones acknowledge nothing */
	a.in.id = a.id;
	a.in.text = STR("Lock them all.");
	a.who = s.security;
	CHECK_OK(store_write(store, publish_in, &a, &err), &err);
	world_settle(&s.w);
	a.who = s.w.ada;
	CHECK_OK(store_read(store, look_in, &a, &err), &err);
	CHECK_INT(a.list.n, 1);
	CHECK(store_write(store, read_in, &a, &err) == ERR_CONFLICT);
	world_close(&s.w);
}

STORE_TEST(a_notice_is_for_its_audience_and_until_its_day)
{
	struct scene s;
	struct act a = open_act(&s, store);
	struct err err;

	a.in.audience = (struct notice_audience){
	    .roles = 1u << ROLE_DEVELOPER, .teams = {s.w.team}, .n_teams = 1};
	a.in.until = s.w.now + CLOCK_DAY;
	CHECK_OK(store_write(store, publish_in, &a, &err), &err);
	world_settle(&s.w);
	for (int i = 0; i < 4; i++) {
		a.who = i == 0 ? s.w.ada
		    : i == 1   ? s.w.bob
		    : i == 2   ? s.w.lead
			       : s.w.auditor;
		a.list.n = 42;
		CHECK_INT(store_read(store, look_in, &a, &err),
		    i == 0 || i == 3 ? ERR_NONE : ERR_NOT_FOUND);
		CHECK_INT(a.list.n, i == 0);
	}
	CHECK(a.all); /* the auditor sees it, but it is not theirs to read */
	a.text = words(&a);
	CHECK(store_write(store, read_in, &a, &err) == ERR_INVALID);
	world_later(&s.w, 2 * CLOCK_DAY);
	a.who = s.w.ada;
	CHECK_OK(store_read(store, look_in, &a, &err), &err);
	CHECK_INT(a.list.n, 0);
	world_close(&s.w);
}

STORE_TEST(reach_is_by_team_but_for_teams_that_are_too_small)
{
	static const char *const names[] = {"k1", "k2", "k3", "k4", "k5", "k6"};
	struct id none = {{0}}, big = id_new();
	struct scene s;
	struct act a = open_act(&s, store);
	struct err err;

	world_join(&s.w, "boss", "lead", none, big);
	for (size_t i = 0; i < NELEM(names); i++)
		a.who = world_join(&s.w, names[i], "developer", big, none);
	s.w.now += CLOCK_SECOND;
	struct id reader = a.who;

	a.who = s.security;
	CHECK_OK(store_write(store, publish_in, &a, &err), &err);
	world_settle(&s.w);
	a.who = reader;
	CHECK_OK(store_read(store, look_in, &a, &err), &err);
	a.text = words(&a);
	CHECK_OK(store_write(store, read_in, &a, &err), &err);
	world_settle(&s.w);
	CHECK_OK(store_read(store, reach_in, &a, &err), &err);
	CHECK_INT(a.reach.people, 14);
	CHECK_INT(a.reach.read, 1);
	CHECK_INT(a.reach.teams.n, 2);
	CHECK_STR(a.reach.teams.v[0].name, STR("boss"));
	CHECK_INT(a.reach.teams.v[0].people, 6);
	CHECK_INT(a.reach.teams.v[0].read, 1);
	CHECK(a.reach.teams.v[1].name.ptr == NULL);
	CHECK_INT(a.reach.teams.v[1].people, 8);
	/* six of a team and one without: nothing may be told apart */
	a.one.audience =
	    (struct notice_audience){.teams = {big, s.w.team}, .n_teams = 2};
	CHECK_OK(store_read(store, reach_in, &a, &err), &err);
	CHECK_INT(a.reach.people, 7);
	CHECK_INT(a.reach.teams.n, 1);
	CHECK_INT(a.reach.teams.v[0].people, 7);
	a.one.audience =
	    (struct notice_audience){.teams = {s.w.team}, .n_teams = 1};
	CHECK_OK(store_read(store, reach_in, &a, &err), &err);
	CHECK_INT(a.reach.people, 1);
	CHECK_INT(a.reach.teams.n, 0);
	world_close(&s.w);
}

STORE_TEST(an_audience_is_typed_written_and_read_back)
{
	static const struct {
		const char *typed;
		enum err_code code;
	} cases[] = {
	    {"everybody", ERR_NONE},
	    {"role:developer", ERR_NONE},
	    {"role:lead, role:admin, employment:contractor", ERR_NONE},
	    {"team:nowhere", ERR_NOT_FOUND},
	    {"", ERR_INVALID},
	    {"developers", ERR_INVALID},
	    {"role:boss", ERR_INVALID},
	    {"colour:red", ERR_INVALID},
	    {"employment:", ERR_INVALID},
	    {"role:lead,", ERR_INVALID},
	};
	static const char *const bad[] = {"", "[]", "{}",
	    "{\"everybody\":false}",
	    "{\"everybody\":true,\"roles\":[\"lead\"]}", "{\"roles\":[]}",
	    "{\"roles\":[1]}", "{\"teams\":[\"x\"]}",
	    "{\"colours\":[\"red\"]}"};
	struct scene s;
	struct act a = open_act(&s, store);
	struct notice_audience back;
	struct str json, again;
	struct err err;

	for (size_t i = 0; i < NELEM(cases); i++) {
		a.text = str_from(cases[i].typed);
		CHECK_INT(store_read(store, parse_in, &a, &err), cases[i].code);
		if (cases[i].code != ERR_NONE)
			continue;
		CHECK_OK(
		    notice_audience_write(&a.audience, &s.w.arena, &json, &err),
		    &err);
		CHECK_OK(
		    notice_audience_read(json, &s.w.arena, &back, &err), &err);
		CHECK_OK(notice_audience_write(&back, &s.w.arena, &again, &err),
		    &err);
		CHECK_STR(again, json);
	}
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(notice_audience_read(str_from(bad[i]), &s.w.arena, &back,
			  &err) != ERR_NONE);
	world_close(&s.w);
}

STORE_TEST(what_is_no_notice_is_not_published)
{
	struct scene s;
	struct act a = open_act(&s, store);
	const struct notice_new good = a.in;
	struct err err;

	for (int i = 0; i < 9; i++) {
		a.in = good;
		a.who = s.security;
		if (i == 0)
			a.in.title = STR("");
		if (i == 1)
			a.in.title = STR("two\nlines");
		if (i == 2)
			a.in.title = STR("\u2014"); /* makes no id */
		if (i == 3)
			a.in.text = STR(" \n");
		if (i == 4)
			a.in.id = STR("new");
		if (i == 5)
			a.in.id = STR("No Such");
		if (i == 6)
			a.in.until = s.w.now;
		if (i == 7)
			a.in.audience = (struct notice_audience){0};
		if (i == 8)
			a.in.text = STR(":::tabs\nx\n");
		CHECK(store_write(store, publish_in, &a, &err) != ERR_NONE);
	}
	a.in = good;
	a.who = s.w.lead;
	CHECK(store_write(store, publish_in, &a, &err) == ERR_DENIED);
	world_close(&s.w);
}

#define RED  "00000000-0000-7000-8000-000000000001"
#define BLUE "00000000-0000-7000-8000-000000000002"

static const struct {
	const char *audience, *who;
} same_people[] = {
    {"{\"everybody\":true}", NULL},
    {"{\"roles\":[\"developer\"]}", "role: [developer]"},
    {"{\"roles\":[\"auditor\",\"lead\"]}", "role: [lead, auditor]"},
    {"{\"teams\":[\"" RED "\"]}", "team: [red]"},
    {"{\"teams\":[\"" RED "\",\"" BLUE "\"]}", "team: [red, blue]"},
    {"{\"employment\":[\"intern\"]}", "employment: [intern]"},
    {"{\"employment\":[\"intern\",\"employee\"],\"roles\":[\"lead\"],"
     "\"teams\":[\"" BLUE "\"]}",
	"employment: [intern, employee]\nrole: [lead]\nteam: [blue]\n"},
};

/* One of each role, team and employment, none among them. */
static void
each_person(const struct notice_audience *audience,
    const struct population *population, struct atoms *atoms)
{
	static const char *const teams[] = {"", "red", "blue"};
	static const char *const kinds[] = {"", "employee", "intern"};

	for (unsigned i = 0; i < ROLE_COUNT * 9; i++) {
		struct person p = {.role = (enum person_role)(i / 9),
		    .employment = str_from(kinds[i % 3])};
		struct population_person same = {
		    .role = atoms_find(atoms, str_from(role_name(p.role))),
		    .team = atoms_find(atoms, str_from(teams[i / 3 % 3])),
		    .employment = atoms_find(atoms, p.employment)};

		if (i / 3 % 3 > 0)
			CHECK(id_read(
			    i / 3 % 3 == 1 ? STR(RED) : STR(BLUE), &p.team));
		CHECK_INT(notice_audience_has(audience, &p),
		    population_holds(population, &same));
		p.left = true;
		CHECK(!notice_audience_has(audience, &p));
	}
}

static void
an_audience_holds_whom_the_population_of_its_words_does(void)
{
	static const char *const words[] = {"developer", "lead", "admin",
	    "security_lead", "auditor", "red", "blue", "employee", "intern"};

	for (size_t i = 0; i < NELEM(same_people); i++) {
		struct notice_audience audience;
		struct population population;
		struct yaml *root = NULL;
		struct arena arena;
		struct atoms atoms;
		struct err err;
		atom ignored;

		arena_init(&arena, 1 << 20);
		atoms_init(&atoms, &arena);
		for (size_t k = 0; k < NELEM(words); k++)
			CHECK_OK(atoms_take(&atoms, str_from(words[k]),
				     &ignored, &err),
			    &err);
		CHECK_OK(notice_audience_read(str_from(same_people[i].audience),
			     &arena, &audience, &err),
		    &err);
		if (same_people[i].who != NULL)
			CHECK_OK(
			    yaml_read(&(struct yaml_source){.file = "who",
					  .text = str_from(same_people[i].who),
					  .mode = YAML_RULES},
				&arena, &root, &err),
			    &err);
		CHECK_OK(
		    population_read(root, &arena, &population, &err), &err);
		CHECK_OK(
		    population_bind(&population, &atoms, &arena, &err), &err);
		each_person(&audience, &population, &atoms);
		arena_release(&arena);
	}
}

TEST_MAIN(T(an_audience_holds_whom_the_population_of_its_words_does),
    T(a_notice_stands_until_its_words_are_acknowledged),
    T(a_notice_is_for_its_audience_and_until_its_day),
    T(reach_is_by_team_but_for_teams_that_are_too_small),
    T(an_audience_is_typed_written_and_read_back),
    T(what_is_no_notice_is_not_published))
