#include "people/roster.h"

#include "people/scope.h"
#include "people/world_test.h"

struct bring {
	struct world *w;
	struct roster roster;
	struct str csv;
	bool whole, even_many;
};

static enum err_code
read_it(struct bring *b, struct err *err)
{
	enum err_code rc = roster_read(b->csv, &b->w->arena, &b->roster, err);

	b->roster.whole = b->whole;
	b->roster.even_many = b->even_many;
	return rc;
}

static enum err_code
act_compare(struct db *db, void *ctx, struct err *err)
{
	struct bring *b = ctx;
	enum err_code rc = read_it(b, err);

	return rc == ERR_NONE
	    ? roster_compare(db, &b->w->arena, &b->roster, err)
	    : rc;
}

static enum err_code
act_apply(struct db *db, void *ctx, struct err *err)
{
	struct bring *b = ctx;
	enum err_code rc = read_it(b, err);

	return rc == ERR_NONE ? roster_apply(db, &b->w->arena, PERSON_PROGRAM,
				    &b->roster, true, err)
			      : rc;
}

static void
compare(struct bring *b, const char *csv)
{
	struct err err = {0};

	b->csv = str_from(csv);
	CHECK_OK(store_read(b->w->store, act_compare, b, &err), &err);
}

static void
bring(struct bring *b, const char *csv)
{
	struct err err = {0};

	compare(b, csv);
	CHECK_INT(b->roster.problems_total, 0);
	CHECK_OK(store_write(b->w->store, act_apply, b, &err), &err);
	world_settle(b->w);
}

struct ask {
	struct world *w;
	struct str email;
	struct id id;
	struct person person;
	bool found;
};

static enum err_code
act_find(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return id_is_none(a->id)
	    ? person_by_email(
		  db, &a->w->arena, a->email, &a->found, &a->person, err)
	    : person_get(db, &a->w->arena, a->id, &a->person, err);
}

static bool
find(struct world *w, const char *email, struct person *out)
{
	struct ask a = {.w = w, .email = str_from(email)};
	struct err err = {0};

	CHECK_OK(store_read(w->store, act_find, &a, &err), &err);
	*out = a.person;
	return a.found;
}

static struct person
get(struct world *w, struct id id)
{
	struct ask a = {.w = w, .id = id};
	struct err err = {0};

	CHECK_OK(store_read(w->store, act_find, &a, &err), &err);
	return a.person;
}

STORE_TEST(further_columns_are_brought_in_and_compared)
{
	static const char csv[] =
	    "email,name,unit,duties,stacks,zone,starts,external\n"
	    "ken@acme.example,Ken,bank,On-Call;reviewer,go;python-flask,"
	    "Europe/Vienna,2026-05-20,77\n"
	    "dennis@acme.example,Dennis,retail,,,,2020-02-29,\n";
	struct world w;
	struct bring b = {.w = &w};
	struct person p;
	struct err err = {0};
	uint64_t differences = 1;

	world_open(&w, store);
	bring(&b, csv);
	CHECK_STR(b.roster.lines.v[1].what,
	    STR("unit 'retail', first day '2026-05-28' to '2020-02-29'"));
	CHECK(find(&w, "ken@acme.example", &p));
	CHECK_STR(p.unit, STR("bank"));
	CHECK_STR(p.duties, STR("[\"on-call\",\"reviewer\"]"));
	CHECK_STR(p.stacks, STR("[\"go\",\"python-flask\"]"));
	CHECK_STR(p.zone, STR("Europe/Vienna"));
	CHECK_STR(p.external, STR("77"));
	compare(&b, csv);
	CHECK_INT(b.roster.counts[ROSTER_SAME], 2);
	compare(&b,
	    "email,name,duties,zone\n"
	    "ken@acme.example,Ken,privileged,UTC\n");
	CHECK_STR(b.roster.lines.v[0].what,
	    STR("duties 'on-call; reviewer' to 'privileged', zone "
		"'Europe/Vienna' to 'UTC'"));
	CHECK_OK(
	    ledger_rebuild(&w.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
	world_close(&w);
}

#define HEAD                                                          \
	"email,name,manager,unit,duties,stacks,zone,starts,last_day," \
	"external,effective\n"
#define ONE "x@a.example,X,"

static const struct {
	const char *csv;
	size_t line;
	const char *why;
} bad[] = {
    {HEAD ONE ",,on call,,,,,,\n", 2,
	"'on call' is no duty: use up to 64 of a-z, 0-9, '.', '_' and "
	"'-', the first a letter or digit"},
    {HEAD ONE ",,,C++,,,,,\n", 2,
	"'c++' is no stack: use up to 64 of a-z, 0-9, '.', '_' and "
	"'-', the first a letter or digit"},
    {HEAD ONE ",,,,Vienna time,,,,\n", 2,
	"'Vienna time' is no time zone: write its IANA name, such as "
	"Europe/Vienna"},
    {HEAD ONE ",,,,,2026-02-30,,,\n", 2,
	"the first day '2026-02-30' is no day of the calendar: write "
	"2026-11-21"},
    {HEAD ONE ",,,,,,1800-01-01,,\n", 2,
	"the last day is not between 1970-01-02 and 2029-06-01"},
    {HEAD ONE ",,,,,2026-04-02,2026-04-01,,\n", 2,
	"the first day is after the last"},
    {HEAD ONE ",,,,,2026-04-02,,,2026-04-01\n", 2,
	"the day of the change is before the first day"},
    {HEAD "dennis@acme.example,D,,,,,,,,,2020-01-01\n", 2,
	"the day of the change is before the first day"},
    {HEAD "dennis@acme.example,D,,,,,,,2020-01-01,,\n", 2,
	"the last day is before the first of their record"},
    {HEAD ONE ",,,,,,,7,\n"
	      "y@a.example,Y,,,,,,,,7,\n",
	3, "'7' is on line 2 already"},
    {HEAD "x@a.example,X,y@a.example,,,,,,,,\n"
	  "y@a.example,Y,x@a.example,,,,,,,,\n",
	2,
	"managers in a circle: x@a.example (line 2), y@a.example "
	"(line 3)"},
    {HEAD "ada@acme.example,Ada Lovelace,dennis@acme.example,,,,,,,,\n", 2,
	"managers in a circle: dennis@acme.example (here), "
	"grace@acme.example (here), ada@acme.example (line 2)"},
    {HEAD ONE "y@a.example,,,,,,,,\n", 2,
	"the manager 'y@a.example' is neither here nor in the file"},
    {HEAD ONE "edsger@acme.example,,,,,,,,\n", 2,
	"the manager 'edsger@acme.example' has left"},
};

STORE_TEST(what_cannot_be_is_named_by_line_and_nothing_is_applied)
{
	struct world w;
	struct bring b = {.w = &w};
	struct person p;

	world_open(&w, store);
	bring(&b,
	    "email,name,manager\n"
	    "grace@acme.example,Grace,ada@acme.example\n"
	    "dennis@acme.example,Dennis,grace@acme.example\n");
	clock_set_for_test(WORLD_START + 2 * CLOCK_DAY);
	bring(&b,
	    "email,name,last_day\n"
	    "edsger@acme.example,Edsger,2026-05-29\n");
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct err err = {0};
		const struct roster *r = &b.roster;

		compare(&b, bad[i].csv);
		CHECK_INT(r->problems_total, 1);
		CHECK_INT(r->problems.v[0].line, bad[i].line);
		if (strstr(bad[i].why, "circle") == NULL)
			CHECK_STR(r->problems.v[0].text, str_from(bad[i].why));
		else
			CHECK(str_starts(r->problems.v[0].text,
			    STR("managers in a circle: ")));
		CHECK_INT(store_write(store, act_apply, &b, &err), ERR_INVALID);
	}
	world_settle(&w);
	CHECK(!find(&w, "x@a.example", &p));
	CHECK(!find(&w, "y@a.example", &p));
	world_close(&w);
}

STORE_TEST(a_circle_names_its_members_and_their_lines)
{
	struct world w;
	struct bring b = {.w = &w};

	world_open(&w, store);
	bring(&b,
	    "email,name,manager\n"
	    "grace@acme.example,Grace,ada@acme.example\n"
	    "dennis@acme.example,Dennis,grace@acme.example\n");
	compare(&b,
	    "email,name,manager\n"
	    "new@acme.example,New,dennis@acme.example\n"
	    "edsger@acme.example,Edsger,edsger2@acme.example\n"
	    "edsger2@acme.example,E2,edsger3@acme.example\n"
	    "edsger3@acme.example,E3,edsger@acme.example\n"
	    "ada@acme.example,Ada Lovelace,new@acme.example\n");
	CHECK_INT(b.roster.problems_total, 2);
	for (size_t i = 0; i < 2; i++) {
		struct str text = b.roster.problems.v[i].text;
		bool first = b.roster.problems.v[i].line == 2;

		CHECK(first || b.roster.problems.v[i].line == 3);
		CHECK(str_find(text,
			  first ? STR("grace@acme.example (here)")
				: STR("edsger3@acme.example (line 5)")) <
		    text.len);
		CHECK(str_find(text,
			  first ? STR("ada@acme.example (line 6)")
				: STR("edsger@acme.example (line 3)")) <
		    text.len);
	}
	world_close(&w);
}

STORE_TEST(a_changed_address_is_a_change_and_not_somebody_new)
{
	struct world w;
	struct bring b = {.w = &w};
	struct person before, after;

	world_open(&w, store);
	bring(&b, "email,name,external\ndennis@acme.example,Dennis,1042\n");
	CHECK(find(&w, "dennis@acme.example", &before));
	b.whole = b.even_many = true;
	compare(&b,
	    "email,name,external\n"
	    "d.ritchie@acme.example,Dennis,1042\n"
	    "ada@acme.example,Ada Lovelace,\n");
	CHECK_INT(b.roster.counts[ROSTER_ADD], 0);
	CHECK_INT(b.roster.counts[ROSTER_CHANGE], 1);
	CHECK_STR(b.roster.lines.v[0].what,
	    STR("e-mail 'dennis@acme.example' to 'd.ritchie@acme.example'"));
	for (size_t i = 0; i < b.roster.gone.n; i++)
		CHECK(!id_eq(b.roster.gone.v[i].person, before.id));
	b.whole = false;
	bring(&b, "email,name,external\nd.ritchie@acme.example,Dennis,1042\n");
	CHECK(find(&w, "d.ritchie@acme.example", &after));
	CHECK(id_eq(before.id, after.id));
	CHECK(!find(&w, "dennis@acme.example", &after));
	/* the address of one beside the number of another */
	compare(&b, "email,name,external\nada@acme.example,Ada,1042\n");
	CHECK_INT(b.roster.problems_total, 1);
	compare(&b, "email,name,external\nd.ritchie@acme.example,D,1043\n");
	CHECK_INT(b.roster.problems_total, 1);
	/* one person on two lines */
	compare(&b,
	    "email,name,external\n"
	    "new@acme.example,Dennis,1042\n"
	    "d.ritchie@acme.example,Dennis,\n");
	CHECK_INT(b.roster.problems_total, 1);
	CHECK_STR(
	    b.roster.problems.v[0].text, STR("this is the person of line 2"));
	world_close(&w);
}

STORE_TEST(a_last_day_gone_by_leaves_one_ahead_waits_and_a_return_is_one)
{
	struct world w;
	struct bring b = {.w = &w};
	struct person before, after;

	world_open(&w, store); /* 2026-05-28 */
	CHECK(find(&w, "dennis@acme.example", &before));
	compare(
	    &b, "email,name,last_day\ndennis@acme.example,Dennis,2026-05-30\n");
	CHECK_INT(b.roster.counts[ROSTER_LATER], 1);
	clock_set_for_test(WORLD_START + 3 * CLOCK_DAY);
	bring(
	    &b, "email,name,last_day\ndennis@acme.example,Dennis,2026-05-30\n");
	CHECK_INT(b.roster.counts[ROSTER_LEAVE], 1);
	CHECK(!find(&w, "dennis@acme.example", &after));
	compare(
	    &b, "email,name,last_day\ndennis@acme.example,Dennis,2026-05-30\n");
	CHECK_INT(b.roster.counts[ROSTER_SAME], 1);
	clock_set_for_test(WORLD_START + 60 * CLOCK_DAY);
	bring(&b,
	    "email,name,role,starts\n"
	    "dennis@acme.example,Dennis,lead,2020-01-01\n");
	CHECK_INT(b.roster.counts[ROSTER_RETURN], 1);
	CHECK(find(&w, "dennis@acme.example", &after));
	CHECK(id_eq(before.id, after.id));
	CHECK(after.role == ROLE_LEAD);
	CHECK(after.joined == WORLD_START + 60 * CLOCK_DAY);
	compare(&b, "email,name,last_day\nold@acme.example,Old,2026-05-30\n");
	CHECK_INT(b.roster.counts[ROSTER_SAME], 1); /* never was here */
	world_close(&w);
}

STORE_TEST(what_holds_since_a_day_is_compared_with_that_day)
{
	static const char late[] = "email,name,unit,effective\n"
				   "dennis@acme.example,Dennis,%s,%s\n";
	struct world w;
	struct bring b = {.w = &w};
	char csv[200];

	world_open(&w, store);
	clock_set_for_test(WORLD_START + 30 * CLOCK_DAY);
	snprintf(csv, sizeof(csv), late, "bank", "2026-07-27");
	compare(&b, csv);
	CHECK_INT(b.roster.counts[ROSTER_LATER], 1); /* ahead */
	snprintf(csv, sizeof(csv), late, "bank", "2026-06-20");
	bring(&b, csv);
	CHECK_STR(get(&w, w.by_role[ROLE_DEVELOPER]).unit, STR("bank"));
	compare(&b, csv);
	CHECK_INT(b.roster.counts[ROSTER_SAME], 1);
	snprintf(csv, sizeof(csv), late, "retail", "2026-06-10");
	bring(&b, csv);
	CHECK_INT(b.roster.counts[ROSTER_CHANGE], 1);
	CHECK_STR(get(&w, w.by_role[ROLE_DEVELOPER]).unit, STR("bank"));
	compare(&b, csv);
	CHECK_INT(b.roster.counts[ROSTER_SAME], 1);
	world_close(&w);
}

STORE_TEST(who_is_missing_leaves_only_when_asked_and_never_many_unasked)
{
	struct world w;
	struct bring b = {.w = &w};
	struct err err = {0};
	struct person p;
	static const char all_but_one[] =
	    "email,name\nada@acme.example,Ada Lovelace\n"
	    "grace@acme.example,Grace\nradia@acme.example,Radia\n"
	    "edsger@acme.example,Edsger\n";

	world_open(&w, store);
	compare(&b, all_but_one);
	CHECK_INT(b.roster.gone.n, 0);
	CHECK_INT(b.roster.counts[ROSTER_SAME], 4);
	b.whole = true;
	compare(&b, "email,name\nada@acme.example,Ada Lovelace\n");
	CHECK_INT(b.roster.problems_total, 1);
	CHECK_INT(b.roster.problems.v[0].line, 0);
	CHECK_STR(b.roster.problems.v[0].text,
	    STR("4 of 5 people are not in the file, more than 20 %: is it the "
		"whole roster?"));
	CHECK_INT(store_write(store, act_apply, &b, &err), ERR_INVALID);
	bring(&b, all_but_one); /* one of five is not more than 20 % */
	CHECK_INT(b.roster.counts[ROSTER_LEAVE], 1);
	CHECK(!find(&w, "dennis@acme.example", &p));
	b.even_many = true;
	b.csv = STR("email,name\nradia@acme.example,Radia\n");
	/* the last administrator stays, and so does everybody */
	CHECK_INT(store_write(store, act_apply, &b, &err), ERR_CONFLICT);
	CHECK(str_starts(str_from(err.text), STR("ada@acme.example: ")));
	world_settle(&w);
	CHECK(find(&w, "grace@acme.example", &p));
	world_close(&w);
}

STORE_TEST(one_line_over_the_most_is_refused_by_its_number)
{
	struct world w;
	struct buf csv;
	struct roster r;
	struct arena arena;
	struct err err = {0};

	(void)w;
	(void)store;
	buf_init(&csv, ROSTER_MAX);
	arena_init(&arena, ROSTER_MEMORY);
	buf_add(&csv, STR("email,name\n"));
	for (int i = 0; i < ROSTER_LINES_MAX; i++)
		buf_addf(&csv, "p%d@a.example,P\n", i);
	CHECK_OK(roster_read(buf_view(&csv), &arena, &r, &err), &err);
	CHECK_INT(r.lines.n, ROSTER_LINES_MAX);
	arena_release(&arena);
	arena_init(&arena, ROSTER_MEMORY);
	buf_add(&csv, STR("more@a.example,P\n"));
	CHECK_INT(roster_read(buf_view(&csv), &arena, &r, &err), ERR_LIMIT);
	CHECK_STR(str_from(err.text),
	    STR("line 500002: the roster has over 500000 people: bring it in "
		"parts"));
	arena_release(&arena);
	buf_release(&csv);
}

TEST_MAIN(T(further_columns_are_brought_in_and_compared),
    T(what_cannot_be_is_named_by_line_and_nothing_is_applied),
    T(a_circle_names_its_members_and_their_lines),
    T(a_changed_address_is_a_change_and_not_somebody_new),
    T(a_last_day_gone_by_leaves_one_ahead_waits_and_a_return_is_one),
    T(what_holds_since_a_day_is_compared_with_that_day),
    T(who_is_missing_leaves_only_when_asked_and_never_many_unasked),
    T(one_line_over_the_most_is_refused_by_its_number))
