#include "codec/canon.h"

#include "base/test.h"
#include "base/torture.h"

static void
what_is_read_is_written_back_byte_for_byte(void)
{
	static const struct str texts[] = {
	    STR_INIT("{}"),
	    STR_INIT("[]"),
	    STR_INIT("\"\""),
	    STR_INIT("0"),
	    STR_INIT("-9007199254740991"),
	    STR_INIT("9007199254740991"),
	    STR_INIT("{\"A\":1,\"a\":{\"b\":[true,false,null]},\"aa\":\"x\"}"),
	    STR_INIT("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u000b\\u001f\x7f\""),
	    STR_INIT("\"a\\nb\\nc\xe2\x82\xac\xf0\x9f\x98\x82\""),
	};

	for (size_t i = 0; i < NELEM(texts); i++) {
		struct arena a;
		struct json doc;
		struct err err;
		struct buf b;

		arena_init(&a, 1 << 20);
		buf_init(&b, 1 << 16);
		CHECK_OK(canon_read(texts[i], &a, &doc, &err), &err);
		CHECK_OK(canon_write(&b, &doc, &err), &err);
		CHECK_STR(buf_view(&b), texts[i]);
		buf_release(&b);
		arena_release(&a);
	}
}

static void
every_other_spelling_is_refused(void)
{
	static const struct {
		struct str text;
		const char *why;
	} bad[] = {
	    {STR_INIT(""), "byte 0: not a plain integer within 2^53 - 1"},
	    {STR_INIT(" 1"), "byte 0: not a plain integer within 2^53 - 1"},
	    {STR_INIT("1 "), "byte 1: text after the value"},
	    {STR_INIT("{\"a\": 1}"),
		"byte 5: not a plain integer within 2^53 - 1"},
	    {STR_INIT("{\"b\":1,\"a\":2}"),
		"byte 7: names are not sorted, or one is there twice"},
	    {STR_INIT("{\"a\":1,\"a\":2}"),
		"byte 7: names are not sorted, or one is there twice"},
	    {STR_INIT("{\"\":1}"), "byte 1: a name that is not plain ASCII"},
	    {STR_INIT("{\"\xc3\xa9\":1}"),
		"byte 1: a name that is not plain ASCII"},
	    {STR_INIT("{\"a\\n\":1}"),
		"byte 1: a name that is not plain ASCII"},
	    {STR_INIT("[1,]"), "byte 3: not a plain integer within 2^53 - 1"},
	    {STR_INIT("[1"), "byte 2: neither ',' nor the end"},
	    {STR_INIT("01"), "byte 0: not a plain integer within 2^53 - 1"},
	    {STR_INIT("-0"), "byte 0: not a plain integer within 2^53 - 1"},
	    {STR_INIT("1.0"), "byte 1: text after the value"},
	    {STR_INIT("1e3"), "byte 1: text after the value"},
	    {STR_INIT("9007199254740992"),
		"byte 0: not a plain integer within 2^53 - 1"},
	    {STR_INIT("\"\\/\""), "byte 2: an escape that is not canonical"},
	    {STR_INIT("\"\\u0041\""),
		"byte 2: an escape that is not canonical"},
	    {STR_INIT("\"\\u000a\""),
		"byte 2: an escape that is not canonical"},
	    {STR_INIT("\"\\u001F\""),
		"byte 2: an escape that is not canonical"},
	    {STR_INIT("\"\\u00"), "byte 2: an escape that is not canonical"},
	    {STR_INIT("\"\\"), "byte 2: an escape that is not canonical"},
	    {STR_INIT("\"\n\""), "byte 1: text without its closing quote"},
	    {STR_INIT("\"a"), "byte 2: text without its closing quote"},
	    {STR_INIT("\"\xff\""), "not UTF-8 text"},
	    {STR_INIT("tru"), "byte 0: not a value"},
	    {STR_INIT("nulll"), "byte 4: text after the value"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct json doc = {.num = 42};
		struct arena a;
		struct err err;

		arena_init(&a, 1 << 20);
		CHECK(canon_read(bad[i].text, &a, &doc, &err) == ERR_SYNTAX);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		CHECK(doc.num == 42);
		arena_release(&a);
	}
}

static void
names_are_sorted_when_written(void)
{
	struct json_member m[] = {
	    {STR("b"), {.kind = JSON_IS_INT, .num = 1}},
	    {STR("a"), {.kind = JSON_IS_TEXT, .text = STR("x")}},
	    {STR("B"), {.kind = JSON_IS_NULL}},
	};
	struct json doc = {.kind = JSON_IS_OBJECT, .items = m, .n = 3};
	struct err err;
	struct buf b;

	buf_init(&b, 1 << 10);
	buf_add(&b, STR("before "));
	CHECK_OK(canon_write(&b, &doc, &err), &err);
	CHECK_STR(buf_view(&b), STR("before {\"B\":null,\"a\":\"x\",\"b\":1}"));
	buf_release(&b);
}

static void
what_has_no_canonical_form_is_refused_and_leaves_nothing(void)
{
	struct json_member twice[] = {{STR("a"), {0}}, {STR("a"), {0}}};
	struct json_member odd[] = {{STR("a\""), {0}}};
	struct json_member deep[] = {
	    {STR("x"), {.kind = JSON_IS_INT, .num = CANON_INT_MAX + 1}}};
	const struct json bad[] = {
	    {.kind = JSON_IS_REAL, .real = 1},
	    {.kind = JSON_IS_INT, .num = CANON_INT_MAX + 1},
	    {.kind = JSON_IS_INT, .num = INT64_MIN},
	    {.kind = JSON_IS_TEXT, .text = STR("\xff")},
	    {.kind = JSON_IS_OBJECT, .items = twice, .n = 2},
	    {.kind = JSON_IS_OBJECT, .items = odd, .n = 1},
	    {.kind = JSON_IS_OBJECT, .items = deep, .n = 1},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct err err;
		struct buf b;

		buf_init(&b, 1 << 10);
		buf_add(&b, STR("kept"));
		CHECK(canon_write(&b, &bad[i], &err) == ERR_INVALID);
		CHECK_STR(buf_view(&b), STR("kept"));
		buf_release(&b);
	}
}

static void
depth_has_a_ceiling(void)
{
	struct json doc;
	struct arena a;
	struct err err;

	arena_init(&a, 1 << 20);
	CHECK_OK(
	    canon_read(STR("[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]"), &a, &doc, &err),
	    &err);
	CHECK(canon_read(STR("[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]"), &a, &doc,
		  &err) == ERR_LIMIT);
	arena_release(&a);
}

static enum err_code
reading_and_writing(void)
{
	struct json doc;
	struct arena a;
	struct err err;
	struct buf b;
	enum err_code rc;

	arena_init(&a, 1 << 20);
	buf_init(&b, 1 << 16);
	rc = canon_read(
	    STR("{\"a\":[1,2,3,4,5,6,7,8,9],\"b\":\"x\\ny\"}"), &a, &doc, &err);
	if (rc == ERR_NONE)
		rc = canon_write(&b, &doc, &err);
	if (rc == ERR_NONE)
		rc = buf_finish(&b, &err);
	buf_release(&b);
	arena_release(&a);
	return rc;
}

static void
without_memory_it_says_so_and_leaks_nothing(void)
{
	torture("canon", reading_and_writing);
}

TEST_MAIN(T(what_is_read_is_written_back_byte_for_byte),
    T(every_other_spelling_is_refused), T(names_are_sorted_when_written),
    T(what_has_no_canonical_form_is_refused_and_leaves_nothing),
    T(depth_has_a_ceiling), T(without_memory_it_says_so_and_leaks_nothing))
