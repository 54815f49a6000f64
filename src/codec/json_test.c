#include "codec/json.h"

#include "base/clock.h"
#include "base/test.h"
#include "base/torture.h"
#include "codec/json_read.h"

static void
commas_come_by_themselves(void)
{
	struct buf b;

	buf_init(&b, 1 << 10);
	json_open(&b);
	json_u64(&b, "n", UINT64_MAX);
	json_list(&b, "list");
	json_i64(&b, NULL, -1);
	json_open(&b);
	json_close(&b);
	json_list(&b, NULL);
	json_list_end(&b);
	json_str(&b, NULL, STR("{"));
	json_str(&b, NULL, STR_NONE);
	json_list_end(&b);
	json_name(&b, STR("a\"b"));
	json_flag(&b, NULL, true);
	json_real(&b, "r", 0.1);
	json_id(&b, "none", (struct id){{0}});
	json_time(&b, "at", CLOCK_SECOND);
	json_close(&b);
	CHECK_STR(buf_view(&b),
	    STR("{\"n\":18446744073709551615,\"list\":[-1,{},[],\"{\",null],"
		"\"a\\\"b\":true,\"r\":0.1,\"none\":null,"
		"\"at\":\"1970-01-01T00:00:01.000000Z\"}"));
	buf_release(&b);
}

static void
text_is_escaped_and_always_utf8(void)
{
	static const struct {
		struct str in;
		const char *out;
	} rows[] = {
	    {STR_INIT("\b\t\n\f\r\"\\/"), "\"\\b\\t\\n\\f\\r\\\"\\\\/\""},
	    {STR_INIT("\0\x1f\x7f"), "\"\\u0000\\u001f\x7f\""},
	    {STR_INIT("\xe2\x82\xac\xf0\x9f\x98\x82"),
		"\"\xe2\x82\xac\xf0\x9f\x98\x82\""},
	    {STR_INIT("a\xff\xe2\x82"),
		"\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
	    {STR_INIT("\xed\xa0\x80"),
		"\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct buf b;

		buf_init(&b, 1 << 10);
		json_quote(&b, rows[i].in);
		CHECK_STR(buf_view(&b), str_from(rows[i].out));
		buf_release(&b);
	}
}

static void
what_is_read_can_be_asked_by_name_and_kind(void)
{
	struct str text = STR(" {\"s\": \"a\\u0000b\", \"n\": -5, \"f\": true,"
			      "\"o\": {\"p\": [1, 2.5, null]}} ");
	struct json doc;
	struct arena a;
	struct err err;
	struct str s;
	int64_t n;

	arena_init(&a, 1 << 20);
	CHECK_OK(json_read(text, &a, &doc, &err), &err);
	CHECK_OK(json_get_str(&doc, "s", &s, &err), &err);
	CHECK_STR(s, STR("a\0b"));
	CHECK_OK(json_get_int(&doc, "n", &n, &err), &err);
	CHECK(n == -5 && json_opt_flag(&doc, "f", false));
	CHECK(json_opt_int(&doc, "x", 9) == 9);
	CHECK(json_at(&doc, "o.p")->n == 3 && json_at(&doc, "o.q.r") == NULL);
	CHECK(json_at(&doc, "o.p")->items[1].value.real == 2.5);
	CHECK(json_get_str(&doc, "n", &s, &err) == ERR_INVALID);
	CHECK_STR(str_from(err.text), STR("'n' is an integer, not text"));
	CHECK(json_get_int(&doc, "gone", &n, &err) == ERR_INVALID);
	CHECK_STR(str_from(err.text), STR("'gone' is missing"));
	arena_release(&a);
}

static void
broken_json_is_refused_with_its_place(void)
{
	static const struct {
		struct str text;
		const char *place;
	} bad[] = {
	    {STR_INIT(""), "line 1"},
	    {STR_INIT("{"), "line 1"},
	    {STR_INIT("{\n\"a\":1,\n\"a\":2}"), "line 3"},
	    {STR_INIT("[1]\nx"), "line 2"},
	    {STR_INIT("[01]"), "line 1"},
	    {STR_INIT("[1,]"), "line 1"},
	    {STR_INIT("\"\xff\""), "line 1"},
	    {STR_INIT("\"\\ud800\""), "line 1"},
	    {STR_INIT("[99999999999999999999]"), "line 1"},
	    {STR_INIT("[NaN]"), "line 1"},
	    {STR_INIT("\0"), "line 1"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct json doc = {.num = 42};
		struct arena a;
		struct err err;

		arena_init(&a, 1 << 20);
		CHECK(json_read(bad[i].text, &a, &doc, &err) == ERR_SYNTAX);
		CHECK(str_starts(str_from(err.text), str_from(bad[i].place)));
		CHECK(doc.num == 42);
		arena_release(&a);
	}
}

static void
depth_and_size_have_ceilings(void)
{
	char text[2 * (JSON_DEPTH_MAX + 1)];
	struct json doc;
	struct arena a;
	struct err err;

	memset(text, '[', JSON_DEPTH_MAX + 1);
	memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
	arena_init(&a, 1 << 20);
	CHECK(json_read((struct str){text, sizeof(text)}, &a, &doc, &err) ==
	    ERR_LIMIT);
	CHECK_OK(
	    json_read((struct str){text + 1, sizeof(text) - 2}, &a, &doc, &err),
	    &err);
	arena_release(&a);
	arena_init(&a, 64);
	CHECK(json_read(STR("[1,2,3]"), &a, &doc, &err) == ERR_LIMIT);
	arena_release(&a);
}

static enum err_code
reading(void)
{
	struct json doc;
	struct arena a;
	struct err err;
	enum err_code rc;

	arena_init(&a, 1 << 20);
	rc = json_read(
	    STR("{\"a\":[1,2,\"x\",{\"b\":null}],\"c\":1.5}"), &a, &doc, &err);
	arena_release(&a);
	return rc;
}

static void
without_memory_it_says_so_and_leaks_nothing(void)
{
	torture("json", reading);
}

TEST_MAIN(T(commas_come_by_themselves), T(text_is_escaped_and_always_utf8),
    T(what_is_read_can_be_asked_by_name_and_kind),
    T(broken_json_is_refused_with_its_place), T(depth_and_size_have_ceilings),
    T(without_memory_it_says_so_and_leaks_nothing))
