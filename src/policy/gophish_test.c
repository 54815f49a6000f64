#include "policy/gophish_part.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/test.h"

static const struct {
	const char *file;
	enum gophish_source source;
} exports[] = {
    {"tests/fuzz/gophish/results.json", GOPHISH_JSON},
    {"tests/fuzz/gophish/events.csv", GOPHISH_EVENTS_CSV},
    {"tests/fuzz/gophish/results.csv", GOPHISH_RESULTS_CSV},
};

static int64_t
at(const char *text)
{
	int64_t t;

	CHECK(gophish_time_read(str_from(text), &t));
	return t;
}

static const struct gophish_person *
person(const struct gophish *g, const char *email)
{
	for (size_t i = 0; i < g->people.n; i++)
		if (str_eq(g->people.v[i].email, str_from(email)))
			return &g->people.v[i];
	fail_msg("nobody is %s", email);
	return NULL;
}

static void
the_three_exports_of_one_campaign_say_the_same_of_its_people(void)
{
	for (size_t i = 0; i < NELEM(exports); i++) {
		struct gophish g;
		struct arena arena;
		struct str text;
		struct err err;

		arena_init(&arena, 8 << 20);
		CHECK_OK(
		    file_read(exports[i].file, 1 << 20, &arena, &text, &err),
		    &err);
		CHECK_OK(gophish_read(text, &arena, &g, &err), &err);
		CHECK(g.source == exports[i].source);
		CHECK_INT(g.people.n, 6);
		CHECK_INT(g.sent, 6);
		CHECK_INT(g.sent_at, at("2026-03-02T09:00:00.5Z"));
		CHECK(person(&g, "ada@acme.example")->did[GOPHISH_CLICKED]);
		CHECK(person(&g, "ben@acme.example")->did[GOPHISH_SUBMITTED]);
		CHECK(person(&g, "ben@acme.example")->did[GOPHISH_REPORTED]);
		CHECK(person(&g, "dee@acme.example")->did[GOPHISH_REPORTED]);
		CHECK(!person(&g, "eve@acme.example")->did[GOPHISH_OPENED]);
		CHECK((g.events.n > 0) == (i != 2));
		arena_release(&arena);
	}
}

static void
times_are_those_that_go_writes_with_any_offset(void)
{
	static const char *const bad[] = {"", "2026-03-02",
	    "2026-03-02 09:00:00Z", "2026-03-02T09:00:00",
	    "2026-03-02T09:00:00.Z", "2026-03-02T09:00:00.1234567890Z",
	    "2026-03-02T09:00:00+1:00", "2026-03-02T09:00:00+24:00",
	    "2026-03-02T09:00:00z", "2026-13-02T09:00:00Z",
	    "2026-02-30T09:00:00Z"};
	int64_t t = 42;

	CHECK_INT(at("2026-03-02T09:15:00Z"), at("2026-03-02T10:15:00+01:00"));
	CHECK_INT(at("2026-03-02T09:15:00Z"), at("2026-03-02T04:45:00-04:30"));
	CHECK_INT(
	    at("2026-03-02T09:15:00.123456789Z") - at("2026-03-02T09:15:00Z"),
	    123456);
	CHECK_INT(at("0001-01-01T00:00:00Z"), 0);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!gophish_time_read(str_from(bad[i]), &t));
	CHECK_INT(t, 42);
}

#define EVENTS "email,time,message,details\n"
#define SENT   "a@b.c,2026-01-01T00:00:00Z,Email Sent,\n"
#define RESULT "email,status,send_date,reported\n"

static void
what_is_wrong_is_named_by_place_with_what_is_accepted(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
	    {"", "the file is empty"},
	    {"  \n", "the file is empty"},
	    {"[]", "line 1: neither the columns email, time, message"},
	    {"{}", "there is no list 'results'"},
	    {"{\"results\":[]}", "there is no list 'timeline'"},
	    {"{\"results\":{},\"timeline\":[]}", "there is no list 'results'"},
	    {"{\"results\":[],\"timeline\":[]}", "names nobody a mail"},
	    {"{\"results\":[{}],\"timeline\":[]}", "results[0]: "},
	    {"{\"results\":[{\"email\":\"x\",\"status\":\"Email Sent\"}],"
	     "\"timeline\":[]}",
		"results[0]: 'x' is no mail address"},
	    {"{\"results\":[],\"timeline\":[{\"time\":\"now\",\"message\":"
	     "\"Email Sent\",\"email\":\"a@b.c\"}]}",
		"timeline[0]: time 'now'; one such as"},
	    {"{\"results\":[],\"timeline\":[{\"time\":"
	     "\"2026-01-01T00:00:00Z\",\"message\":\"Danced\"}]}",
		"timeline[0]: 'Danced' is nothing that gophish says"},
	    {"name,age\nx,1\n", "line 1: neither the columns"},
	    {"email,email,time,message\n",
		"line 1: column 'email' is there "
		"twice"},
	    {EVENTS, "names nobody a mail"},
	    {EVENTS "a@b.c,2026-01-01T00:00:00Z,Email Opened,\n",
		"names nobody a mail"}, /* when it was sent is not known */
	    {EVENTS SENT ",2026-01-01T00:00:00Z,Clicked Link,\n",
		"line 3: '' is no mail address"},
	    {EVENTS SENT "a@b.c,2026-01-01T00:00:00Z,Clicked Link,{\n",
		"line 3: details: "},
	    {EVENTS SENT "a@b.c,yesterday,Clicked Link,\n",
		"line 3: time 'yesterday'"},
	    {RESULT "a@b.c,Email Sent,2026-01-01T00:00:00Z,perhaps\n",
		"line 2: reported 'perhaps'; true or false"},
	    {RESULT "a@b.c,Email Sent,,false\n", "line 2: send_date ''"},
	    {RESULT "a@b.c,Sent,2026-01-01T00:00:00Z,false\n",
		"line 2: 'Sent' is nothing that gophish says"},
	    {RESULT "a@b.c,Email Sent,2026-01-01T00:00:00Z,false\n"
		    "A@B.C,Email Sent,2026-01-01T00:00:00Z,false\n",
		"line 3: 'a@b.c' is there already"},
	    {RESULT "a@b.c,Scheduled,2026-01-01T00:00:00Z,false\n",
		"names nobody a mail"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct gophish g = {.sent = 42};
		struct arena arena;
		struct err err = {0};

		arena_init(&arena, 1 << 20);
		CHECK(gophish_read(str_from(bad[i].text), &arena, &g, &err) !=
		    ERR_NONE);
		if (strstr(err.text, bad[i].why) == NULL)
			fail_msg("case %zu: %s", i, err.text);
		CHECK_INT(g.sent, 42);
		arena_release(&arena);
	}
}

static void
the_guard_against_formulas_is_taken_off_an_address(void)
{
	struct gophish g;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(gophish_read(STR(EVENTS "'+ada@B.c,2026-01-01T00:00:00Z,Email "
					 "Sent,\n"),
		     &arena, &g, &err),
	    &err);
	CHECK_STR(g.people.v[0].email, STR("+ada@b.c"));
	arena_release(&arena);
}

TEST_MAIN(T(the_three_exports_of_one_campaign_say_the_same_of_its_people),
    T(times_are_those_that_go_writes_with_any_offset),
    T(what_is_wrong_is_named_by_place_with_what_is_accepted),
    T(the_guard_against_formulas_is_taken_off_an_address))
