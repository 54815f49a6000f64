#include "ledger/fact.h"

#include "base/clock.h"
#include "base/test.h"
#include "ledger/commit.h"

static void
names_are_plain_and_none_is_reserved_or_there_twice(void)
{
	for (unsigned i = 0; i < LEDGER_TYPE_COUNT; i++) {
		const struct ledger_fact_type *t =
		    ledger_fact_type((enum ledger_type)i);
		enum ledger_type back;
		unsigned n = 0;

		CHECK(t->name != NULL);
		CHECK(ledger_type_read(str_from(t->name), &back));
		CHECK(back == i);
		for (; t->fields[n].name != NULL; n++) {
			struct str name = str_from(t->fields[n].name);

			CHECK(!commit_reserved(name));
			CHECK(ledger_field_type((enum ledger_type)i, name) ==
			    &t->fields[n]);
		}
		CHECK(n < LEDGER_FIELDS_MAX);
	}
	CHECK(!ledger_type_read(STR("person.cloned"), &(enum ledger_type){0}));
}

#define GRANT .type = LEDGER_ACCESS_GRANTED, .at = 1, .id = {{1}}
#define ALL                                                            \
	FIELD_TEXT("system", STR("x")), FIELD_TEXT("level", STR("y")), \
	    FIELD_TEXT("source", STR("z"))

static void
a_fact_that_is_not_of_its_schema_is_refused_by_name(void)
{
	const struct ledger_field all[] = {ALL},
				  unknown[] = {ALL, FIELD_INT("colour", 1)},
				  kind[] = {FIELD_INT("system", 1)},
				  absent[] = {FIELD_TEXT("system", STR_NONE),
				      FIELD_TEXT("level", STR("y")),
				      FIELD_TEXT("source", STR("z"))},
				  twice[] = {ALL,
				      FIELD_TEXT("level", STR("y"))},
				  bytes[] = {FIELD_TEXT("system", STR("\xff"))};
	const struct {
		struct ledger_fact fact;
		const char *why;
	} bad[] = {
	    {{GRANT, .fields = all, .n = 2}, "access.granted needs 'source'"},
	    {{GRANT, .fields = absent, .n = 3},
		"access.granted needs 'system'"},
	    {{GRANT, .fields = unknown, .n = 4},
		"access.granted has no field 'colour'"},
	    {{GRANT, .fields = kind, .n = 1},
		"'system' of access.granted is text, not an integer"},
	    {{GRANT, .fields = twice, .n = 4},
		"'level' of access.granted is there twice"},
	    {{GRANT, .fields = bytes, .n = 1},
		"'system' of access.granted is not UTF-8"},
	    {{.type = LEDGER_ACCESS_GRANTED, .at = 1, .fields = all, .n = 3},
		"access.granted has no id"},
	    {{.type = LEDGER_ACCESS_GRANTED,
		 .id = {{1}},
		 .fields = all,
		 .n = 3},
		"access.granted has no time"},
	};
	const struct ledger_fact good = {GRANT, .fields = all, .n = 3};
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK(ledger_fact_check(&bad[i].fact, &err) == ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	CHECK_OK(ledger_fact_check(&good, &err), &err);
}

static void
a_line_is_canonical_and_says_nothing_personal(void)
{
	const struct ledger_field fields[] = {FIELD_TEXT("name", STR("Ada L.")),
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TEXT("statement", STR("I \"read\" it\n")),
	    FIELD_TEXT("ip", STR("192.0.2.7")),
	    FIELD_TEXT("user_agent", STR("curl"))};
	const struct ledger_fact fact = {.id = {{1}},
	    .type = LEDGER_ATTESTATION_SIGNED,
	    .at = CLOCK_SECOND,
	    .actor = {{2}},
	    .subject = {{2}},
	    .fields = fields,
	    .n = NELEM(fields)};
	struct commitments a, b;
	struct arena arena;
	struct str one, two;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(commit_line(&fact, 3, &arena, &a, &one, &err), &err);
	CHECK_OK(commit_line(&fact, 3, &arena, &b, &two, &err), &err);
	CHECK(str_starts(one, STR("{\"actor\":\"")));
	CHECK(str_find(one, STR("\"module\":\"a05-injection\",\"name\":\"")) <
	    one.len);
	CHECK(str_find(one,
		  STR(",\"ordinal\":3,\"statement\":\"I \\\"read\\\" it\\n\","
		      "\"subject\":\"")) < one.len);
	CHECK(str_find(one, STR("Ada")) == one.len);
	CHECK(str_find(one, STR("192.0.2.7")) == one.len);
	CHECK(str_find(one, STR("02000000-")) == one.len);
	CHECK(a.n == 1 && a.v[0].n_fields == 2 && a.v[0].n_personal == 3);
	/* the same values, salted anew, are other commitments */
	CHECK(one.len == two.len && !str_eq(one, two));
	arena_release(&arena);
}

static void
what_has_no_canonical_form_is_refused_by_name(void)
{
	static const struct {
		struct str items;
		const char *why;
	} bad[] = {
	    {STR_INIT("3"),
		"fact reminder.sent: 'assignments': it is neither a list nor "
		"an object"},
	    {STR_INIT("[1.5]"),
		"fact reminder.sent: 'assignments': a fraction has no "
		"canonical form"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		const struct ledger_field fields[] = {
		    FIELD_TEXT("channel", STR("mail")),
		    FIELD_JSON("assignments", bad[i].items)};
		const struct ledger_fact fact = {.id = {{1}},
		    .type = LEDGER_REMINDER_SENT,
		    .at = 1,
		    .subject = {{2}},
		    .fields = fields,
		    .n = 2};
		struct commitments c;
		struct arena arena;
		struct str line;
		struct err err;

		arena_init(&arena, 1 << 20);
		CHECK(commit_line(&fact, 1, &arena, &c, &line, &err) ==
		    ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		arena_release(&arena);
	}
}

static void
a_line_past_its_ceiling_is_refused(void)
{
	static char long_text[70000];
	const struct ledger_field fields[] = {FIELD_TEXT("kind", STR("x")),
	    FIELD_TEXT("notice", ((struct str){long_text, 66000})),
	    FIELD_HASH("content", STR("01234567890123456789012345678901"))};
	const struct ledger_fact fact = {.id = {{1}},
	    .type = LEDGER_NOTICE_ACKNOWLEDGED,
	    .at = 1,
	    .subject = {{2}},
	    .fields = fields + 1,
	    .n = 2};
	struct commitments c;
	struct arena arena;
	struct str line;
	struct err err;

	memset(long_text, 'a', sizeof(long_text));
	arena_init(&arena, 1 << 20);
	CHECK(commit_line(&fact, 1, &arena, &c, &line, &err) == ERR_LIMIT);
	CHECK_STR(str_from(err.text),
	    STR("fact notice.acknowledged: text is longer than 65535 bytes"));
	arena_release(&arena);
}

TEST_MAIN(T(names_are_plain_and_none_is_reserved_or_there_twice),
    T(a_fact_that_is_not_of_its_schema_is_refused_by_name),
    T(a_line_is_canonical_and_says_nothing_personal),
    T(what_has_no_canonical_form_is_refused_by_name),
    T(a_line_past_its_ceiling_is_refused))
