#include "cli/answers.h"

#include "learn/kinds_test.h"

static struct world w;
static struct cli cli;
static struct learning l;
static struct attempt a;
static struct id id;

static void
begin(struct store *store)
{
	struct err err;

	open_kinds(&w, store);
	cli = (struct cli){.arena = &w.arena};
	l = (struct learning){.cli = &cli,
	    .catalog = w.catalog,
	    .store = store,
	    .learn = w.learn,
	    .person = w.ada,
	    .name = STR("Ada")};
	CHECK_OK(attempt_start(&w.learn, w.ada, STR("m3"), &id, &err), &err);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
}

static struct str
id_text(struct id of)
{
	char text[ID_TEXT_LEN + 1];

	id_write(of, text);
	return arena_str(&w.arena, str_from(text));
}

/* The file with an answer to a question of each kind. */
static struct str
answers_of(
    const char *multi, const char *order, const char *match, const char *spot)
{
	return arena_strf(&w.arena,
	    "attempt: %s\nanswers:\n  - no: %u\n    choose: %s\n"
	    "  - no: %u\n    choose: %s\n  - no: %u\n    choose: %s\n"
	    "  - no: %u\n    choose: %s\n",
	    id_text(id).ptr, no_of(&a, QUIZ_MULTI), multi,
	    no_of(&a, QUIZ_ORDER), order, no_of(&a, QUIZ_MATCH), match,
	    no_of(&a, QUIZ_SPOT), spot);
}

static void
expect(unsigned no, struct answer want)
{
	CHECK(a.items[no - 1].answered);
	CHECK(answer_eq(&a.items[no - 1].answer, &want));
}

STORE_TEST(a_file_of_answers_is_kept_as_it_stands)
{
	struct err err;
	struct id of;
	unsigned n;

	begin(store);
	CHECK_OK(
	    answers_store(&cli, &l, STR("m3"),
		answers_of("[d, a]", "[3, 1, 4, 2]", "[2a, 1d, 3d]", "[4]"),
		"f.yaml", &of, &n, &err),
	    &err);
	CHECK(id_eq(of, id));
	CHECK_INT(n, 4);
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	CHECK_INT(a.n_answered, 4);
	expect(no_of(&a, QUIZ_MULTI), (struct answer){2, {0, 3}});
	expect(no_of(&a, QUIZ_ORDER), (struct answer){4, {2, 0, 3, 1}});
	expect(no_of(&a, QUIZ_MATCH), (struct answer){3, {3, 0, 3}});
	expect(no_of(&a, QUIZ_SPOT), (struct answer){1, {4}});
	world_close(&w);
}

STORE_TEST(a_file_with_one_wrong_answer_names_its_line_and_keeps_nothing)
{
	static const struct {
		const char *multi, *order, *match, *spot, *why;
	} bad[] = {
	    {"[e]", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[1]",
		"f.yaml:4:13: that is no answer to it; accepted: a-d, such as "
		"a c"},
	    {"a", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[1]", "f.yaml:4:13: "},
	    {"[]", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[1]",
		"f.yaml:4:13: no option is chosen"},
	    {"[a]", "[1, 2, 3]", "[1a, 2b, 3c]", "[1]",
		"f.yaml:6:13: all 4 steps need a place, not 3"},
	    {"[a]", "[1, 2, 2, 4]", "[1a, 2b, 3c]", "[1]",
		"f.yaml:6:13: each of the 4 steps has one place"},
	    {"[a]", "[b]", "[1a, 2b, 3c]", "[1]", "f.yaml:6:13: that is no"},
	    {"[a]", "[0, 1, 2, 3]", "[1a, 2b, 3c]", "[1]",
		"f.yaml:6:13: that is no"},
	    {"[a]", "[1, 2, 3, 4]", "[1a, 1b, 3c]", "[1]",
		"f.yaml:8:13: that is no"},
	    {"[a]", "[1, 2, 3, 4]", "[1a, 2b]", "[1]",
		"f.yaml:8:13: all 3 lines need a choice"},
	    {"[a]", "[1, 2, 3, 4]", "[1a, 2b, 3e]", "[1]",
		"f.yaml:8:13: that is no"},
	    {"[a]", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[6]",
		"f.yaml:10:13: the question takes one line, 1 to 5"},
	    {"[a]", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[1, 2]",
		"f.yaml:10:13: the question takes one line"},
	    {"[a]", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[99999999999999999999]",
		"f.yaml:10:13: that is no"},
	};
	struct err err;
	struct id of;
	unsigned n;

	begin(store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK_INT(answers_store(&cli, &l, STR("m3"),
			      answers_of(bad[i].multi, bad[i].order,
				  bad[i].match, bad[i].spot),
			      "f.yaml", &of, &n, &err),
		    ERR_INVALID);
		if (!str_starts(str_from(err.text), str_from(bad[i].why)))
			fail_msg("%s: %s", bad[i].why, err.text);
	}
	CHECK_OK(attempt_get(&w.learn, w.ada, id, &w.arena, &a, &err), &err);
	CHECK_INT(a.n_answered, 0);
	world_close(&w);
}

STORE_TEST(a_strangers_file_is_refused_and_says_nothing_of_the_attempt)
{
	const struct id nobody = id_new();
	struct str good, own, unknown, other;
	struct err err;
	struct id of;
	unsigned n;

	begin(store);
	good = answers_of("[a]", "[1, 2, 3, 4]", "[1a, 2b, 3c]", "[1]");
	own =
	    arena_strf(&w.arena, "attempt: %s\nanswers: []\n", id_text(id).ptr);
	unknown = arena_strf(
	    &w.arena, "attempt: %s\nanswers: []\n", id_text(nobody).ptr);
	other = arena_strf(&w.arena,
	    "attempt: %s\nanswers:\n  - no: 1\n    choose: [a]\n"
	    "  - no: 1\n    choose: [a]\n",
	    id_text(id).ptr);
	const struct {
		struct id person;
		struct str module, text;
		const char *why;
	} bad[] = {
	    {w.bob, STR("m3"), good, "f.yaml:1:10: Ada has no such attempt"},
	    {w.ada, STR("m3"), unknown, "f.yaml:1:10: Ada has no such attempt"},
	    {w.ada, STR("m1"), own, "f.yaml:1:10: that is an attempt at 'm3'"},
	    {w.ada, STR("m3"), STR("attempt: 7\nanswers: []\n"),
		"f.yaml:1:10: that is no attempt's id"},
	    {w.ada, STR("m3"), STR("answers: []\n"), "f.yaml:1:1: "},
	    {w.ada, STR("m3"), STR("[]\n"), "f.yaml:1:1: "},
	    {w.ada, STR("m3"), STR(""), "f.yaml:1"},
	    {w.ada, STR("m3"), STR("attempt: &x 7\n"), "f.yaml:1:10: "},
	    {w.ada, STR("m3"), other, "f.yaml:"},
	    {w.ada, STR("m3"),
		arena_strf(&w.arena, "%.*spass: yes\n", STR_FMT(own)),
		"f.yaml:3:1: unknown key 'pass'"},
	    {w.ada, STR("m3"),
		arena_strf(&w.arena,
		    "attempt: %s\nanswers:\n  - no: 11\n    choose: [a]\n",
		    id_text(id).ptr),
		"f.yaml:3:9: 'no' is not a whole number from 1 to 10"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		l.person = bad[i].person;
		CHECK(answers_store(&cli, &l, bad[i].module, bad[i].text,
			  "f.yaml", &of, &n, &err) != ERR_NONE);
		if (!str_starts(str_from(err.text), str_from(bad[i].why)))
			fail_msg("%s: %s", bad[i].why, err.text);
	}
	CHECK_OK(attempt_submit(&w.learn, w.ada, id, &err), &err);
	l.person = w.ada;
	CHECK_INT(
	    answers_store(&cli, &l, STR("m3"), good, "f.yaml", &of, &n, &err),
	    ERR_CONFLICT);
	CHECK_STR(
	    str_from(err.text), STR("f.yaml:1:10: the attempt is closed"));
	world_close(&w);
}

TEST_MAIN(T(a_file_of_answers_is_kept_as_it_stands),
    T(a_file_with_one_wrong_answer_names_its_line_and_keeps_nothing),
    T(a_strangers_file_is_refused_and_says_nothing_of_the_attempt))
