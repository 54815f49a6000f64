#include "outcomes/match.h"

#include "base/test.h"

#define KEY(r, p, l, h, m)                                            \
	{                                                             \
		STR_INIT(r), STR_INIT(p), STR_INIT(m), STR_INIT(h), l \
	}

#define N 4

static void
check(const struct match_key *before, const struct match_key *now,
    const size_t *want)
{
	size_t old_of[N], n_before = 0, n_now = 0;
	bool taken[N] = {false};
	struct arena arena;
	struct err err;

	while (n_before < N && before[n_before].rule.ptr)
		n_before++;
	while (n_now < N && now[n_now].rule.ptr)
		n_now++;
	for (size_t i = 0; i < N; i++)
		old_of[i] = MATCH_NONE;
	arena_init(&arena, 1 << 20);
	CHECK_OK(match_findings(
		     before, n_before, now, n_now, &arena, old_of, taken, &err),
	    &err);
	for (size_t i = 0; i < n_now; i++)
		CHECK_INT(old_of[i], want[i]);
	arena_release(&arena);
}

static void
a_result_finds_the_finding_it_continues(void)
{
	static const struct {
		struct match_key before[N], now[N];
		size_t want[N];
	} cases[] = {
	    /* the line moved */
	    {{KEY("r", "a", 40, "h1", "m")}, {KEY("r", "a", 44, "h1", "m")},
		{0}},
	    /* two equal lines: in order, the third is new */
	    {{KEY("r", "a", 9, "h:1", "m"), KEY("r", "a", 3, "h:1", "m")},
		{KEY("r", "a", 5, "h:1", "m"), KEY("r", "a", 11, "h:1", "m"),
		    KEY("r", "a", 20, "h:1", "m")},
		{1, 0, MATCH_NONE}},
	    /* the file moved */
	    {{KEY("r", "a", 1, "h", "m")}, {KEY("r", "b", 7, "h", "m")}, {0}},
	    /* ... but not where two could be meant */
	    {{KEY("r", "a", 1, "h", "m"), KEY("r", "b", 1, "h", "m")},
		{KEY("r", "c", 1, "h", "m")}, {MATCH_NONE}},
	    /* the line was edited: same place and words */
	    {{KEY("r", "a", 8, "h1", "m")}, {KEY("r", "a", 8, "h2", "m")}, {0}},
	    /* edited and moved: the only one of its words in the file */
	    {{KEY("r", "a", 8, "h1", "m")}, {KEY("r", "a", 9, "h2", "m")}, {0}},
	    /* edited and moved, two of them: nobody guesses */
	    {{KEY("r", "a", 8, "h1", "m"), KEY("r", "a", 18, "h3", "m")},
		{KEY("r", "a", 9, "h2", "m")}, {MATCH_NONE}},
	    /* the message tells a name that changed */
	    {{KEY("r", "a", 8, "", "x is bad")},
		{KEY("r", "a", 8, "", "y is bad")}, {0}},
	    /* the hash goes before the place */
	    {{KEY("r", "a", 8, "h1", "m"), KEY("r", "a", 9, "h2", "m")},
		{KEY("r", "a", 8, "h2", "m"), KEY("r", "a", 7, "h1", "m")},
		{1, 0}},
	    /* another rule is another finding */
	    {{KEY("r", "a", 8, "h", "m")}, {KEY("s", "a", 8, "h", "m")},
		{MATCH_NONE}},
	    /* an empty hash is no hash */
	    {{KEY("r", "a", 8, "", "m")}, {KEY("r", "b", 8, "", "m")},
		{MATCH_NONE}},
	    {{KEY("", "", 0, "", "")}, {KEY("r", "a", 8, "h", "m")},
		{MATCH_NONE}},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		check(cases[i].before, cases[i].now, cases[i].want);
}

static void
what_is_taken_or_settled_takes_no_part(void)
{
	static const struct match_key before[] = {
	    KEY("r", "a", 1, "h", "m"), KEY("r", "a", 2, "h", "m")};
	static const struct match_key now[] = {
	    KEY("r", "a", 1, "h", "m"), KEY("r", "a", 2, "h", "m")};
	size_t old_of[] = {7, MATCH_NONE};
	bool taken[] = {true, false};
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(match_findings(before, 2, now, 2, &arena, old_of, taken, &err),
	    &err);
	CHECK_INT(old_of[0], 7);
	CHECK_INT(old_of[1], 1);
	CHECK(taken[1]);
	arena_release(&arena);
}

static void
without_memory_nothing_is_claimed(void)
{
	static const struct match_key one[] = {KEY("r", "a", 1, "h", "m")};
	size_t old_of = MATCH_NONE;
	bool taken = false;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1);
	CHECK_INT(match_findings(one, 1, one, 1, &arena, &old_of, &taken, &err),
	    ERR_LIMIT);
	CHECK_INT(old_of, MATCH_NONE);
	arena_release(&arena);
}

TEST_MAIN(T(a_result_finds_the_finding_it_continues),
    T(what_is_taken_or_settled_takes_no_part),
    T(without_memory_nothing_is_claimed))
