#include "policy/template.h"

#include "base/clock.h"
#include "base/test.h"
#include "codec/yaml.h"

static const char text[] = "# a comment: owner: x\n"
			   "owner: \"Head\"   # who keeps it\n"
			   "approved: 2026-12-01\n"
			   "statement:\n"
			   "  who: \"Every \\\"body\\\"\" # first\n"
			   "obligations:\n"
			   "  - id: a\n"
			   "    who: all\n";

static void
an_answer_takes_the_place_of_the_value_and_of_nothing_else(void)
{
	const struct template_answer answers[] = {{"owner", STR_INIT("Ada")},
	    {"  who", STR_INIT("we")}, {"approved", STR_INIT("2027-01-02")}};
	struct arena arena;
	struct str out;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(template_fill(str_from(text), answers, NELEM(answers), &arena,
		     &out, &err),
	    &err);
	CHECK_STR(out,
	    STR("# a comment: owner: x\n"
		"owner: \"Ada\"   # who keeps it\n"
		"approved: 2027-01-02\n"
		"statement:\n"
		"  who: \"we\" # first\n"
		"obligations:\n"
		"  - id: a\n"
		"    who: all\n"));
	CHECK_STR(template_value(out, "owner"), STR("Ada"));
	CHECK(template_value(out, "approver").ptr == NULL);
	arena_release(&arena);
}

static void
whatever_is_answered_reads_back_as_it_was(void)
{
	static const char *const values[] = {"\"", "\\", "\\\"", "a: b # c",
	    "- x", "{a: b}", "'", "&a *b !c", "\\n", "Zoë, 東京", " x ", "x\\"};
	struct arena arena;
	struct yaml *root;
	struct str out;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(values); i++) {
		const struct template_answer a = {"owner", str_from(values[i])};

		CHECK_OK(
		    template_fill(str_from(text), &a, 1, &arena, &out, &err),
		    &err);
		CHECK_OK(
		    yaml_read(&(struct yaml_source){.file = "t", .text = out},
			&arena, &root, &err),
		    &err);
		CHECK_STR(yaml_get(root, STR("owner"))->text, a.value);
	}
	arena_release(&arena);
}

static void
what_is_no_line_of_text_and_a_key_that_is_not_there_are_refused(void)
{
	static const struct {
		const char *key, *value, *why;
	} bad[] = {
	    {"owner", "", "the answer to 'owner' is not one line of text"},
	    {"  who", "a\nb", "the answer to 'who' is not one line of text"},
	    {"owner", "\x7f", "the answer to 'owner' is not one line of text"},
	    {"owner", "\xff", "the answer to 'owner' is not one line of text"},
	    {"no", "x", "the template has no line 'no:'"},
	    {"id", "x", "the template has no line 'id:'"},
	};
	struct arena arena;
	struct str out;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(bad); i++) {
		const struct template_answer a = {
		    bad[i].key, str_from(bad[i].value)};

		CHECK(template_fill(str_from(text), &a, 1, &arena, &out,
			  &err) == ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	arena_release(&arena);
}

static void
the_first_version_begins_in_two_weeks_and_is_looked_at_in_a_year(void)
{
	struct template_answer days[TEMPLATE_DAYS];
	struct arena arena;
	int64_t now;
	struct err err;

	arena_init(&arena, 1 << 16);
	CHECK(clock_read_date(STR("2028-02-29"), &now));
	CHECK_OK(template_days(now, &arena, days, &err), &err);
	CHECK_STR(days[0].value, STR("2028-02-29"));
	CHECK_STR(days[1].value, STR("2028-03-14"));
	CHECK_STR(days[2].value, STR("2029-02-28"));
	arena_release(&arena);
}

TEST_MAIN(T(an_answer_takes_the_place_of_the_value_and_of_nothing_else),
    T(whatever_is_answered_reads_back_as_it_was),
    T(what_is_no_line_of_text_and_a_key_that_is_not_there_are_refused),
    T(the_first_version_begins_in_two_weeks_and_is_looked_at_in_a_year))
