#include "http/parse.h"

#include "base/test.h"

static struct arena arena;

static void
a_path_has_one_spelling_of_each_kind(void)
{
	static const struct {
		const char *target, *path, *query;
	} good[] = {
	    {"/", "/", ""},
	    {"/a/b?x=1?y", "/a/b", "x=1?y"},
	    {"/a%20b", "/a b", ""},
	    {"/%C3%AB", "/\xc3\xab", ""},
	    {"/a/?", "/a/", ""},
	    {"/...", "/...", ""},
	    {"/%41", "/A", ""},
	};
	static const char *const bad[] = {"", "a", "?", "*", "//", "//a",
	    "/a//b", "/.", "/..", "/a/./b", "/a/..", "/%2e", "/%2E%2e/x", "/%",
	    "/%4", "/%4g", "/%00", "/%0a", "/%7f", "/%2f", "/%5C", "/a\\b",
	    "/a b", "/a\"b", "/<", "/\xc3\xab", "/%ff", "/%c0%af", "/a#b",
	    "http://a/", "/\x7f"};
	struct str path, query;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(good); i++) {
		CHECK_OK(http_target_read(str_from(good[i].target), &arena,
			     &path, &query, &err),
		    &err);
		CHECK_STR(path, str_from(good[i].path));
		CHECK_STR(query, str_from(good[i].query));
	}
	for (size_t i = 0; i < NELEM(bad); i++) {
		path = STR("kept");
		if (http_target_read(str_from(bad[i]), &arena, &path, &query,
			&err) != ERR_SYNTAX)
			fail_msg("accepted '%s'", bad[i]);
		CHECK_STR(path, STR("kept"));
	}
	arena_release(&arena);
}

static void
a_form_is_decoded_once_or_refused(void)
{
	static const struct {
		const char *text, *name, *value;
		size_t n;
	} good[] = {
	    {"", NULL, NULL, 0},
	    {"a=1", "a", "1", 1},
	    {"a=%2541+%2B", "a", "%41 +", 1},
	    {"a", "a", "", 1},
	    {"&&a=1&b=2", "a", "1", 2},
	    {"a=1&a=2", "a", "1", 2},
	    {"a=b=c", "a", "b=c", 1},
	    {"%61=%c3%ab", "a", "\xc3\xab", 1},
	};
	static const char *const bad[] = {"a=%", "a=%4", "a=%zz", "a=%00",
	    "%00=a", "a=%ff", "a=%c3", "%ed%a0%80=1", "a=1&b=%"};
	static char many[2 * (HTTP_PAIRS_MAX + 1) + 1];
	struct http_pairs pairs;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(good); i++) {
		CHECK_OK(http_query_read(
			     str_from(good[i].text), &arena, &pairs, &err),
		    &err);
		CHECK_INT(pairs.n, good[i].n);
		if (good[i].name)
			CHECK_STR(http_get(&pairs, str_from(good[i].name)),
			    str_from(good[i].value));
	}
	for (size_t i = 0; i < NELEM(bad); i++)
		if (http_query_read(str_from(bad[i]), &arena, &pairs, &err) !=
		    ERR_SYNTAX)
			fail_msg("accepted '%s'", bad[i]);
	for (size_t i = 0; i < sizeof(many) - 1; i++)
		many[i] = i % 2 ? '&' : 'a';
	CHECK(http_query_read(str_from(many), &arena, &pairs, &err) ==
	    ERR_SYNTAX);
	arena_release(&arena);
}

static void
a_strange_cookie_does_not_hide_its_neighbour(void)
{
	static const char *const texts[] = {"s=1", "x y=2; s=1", "s=1; t=\"q\"",
	    "=; ;;; s=1", "t=\x01; s=1;", "noequals; s=1"};
	struct http_pairs pairs;
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(texts); i++) {
		CHECK_OK(
		    http_cookies_read(str_from(texts[i]), &arena, &pairs, &err),
		    &err);
		CHECK_INT(pairs.n, 1);
		CHECK_STR(http_get(&pairs, STR("s")), STR("1"));
	}
	CHECK_OK(http_cookies_read(STR_NONE, &arena, &pairs, &err), &err);
	CHECK_INT(pairs.n, 0);
	arena_release(&arena);
}

#define PART(head, body) \
	"--B\r\nContent-Disposition: " head "\r\n\r\n" body "\r\n"

static void
a_multipart_body_is_whole_or_refused(void)
{
	static const struct str bad[] = {
	    STR_INIT(""),
	    STR_INIT("--B"),
	    STR_INIT("--B\r\n"),
	    STR_INIT("--C--"),
	    STR_INIT("x--B--"),
	    STR_INIT("\r\n--B--"),
	    STR_INIT(PART("form-data; name=a", "1")),
	    STR_INIT(PART("form-data; name=a", "1") "--Bx--"),
	    STR_INIT(PART("form-data", "1") "--B--"),
	    STR_INIT(PART("form-data; name=\"\"", "1") "--B--"),
	    STR_INIT(PART("form-data; name=\"a", "1") "--B--"),
	    STR_INIT(PART("form-data; name=\"a\"x", "1") "--B--"),
	    STR_INIT(PART("form-data; =a", "1") "--B--"),
	    STR_INIT(PART("attachment; name=a", "1") "--B--"),
	    STR_INIT(PART("form-data; name=a\r\nbad name: x", "1") "--B--"),
	    STR_INIT(PART("form-data; name=a\r\nnocolon", "1") "--B--"),
	    STR_INIT(PART("form-data; name=a", "\xff") "--B--"),
	    STR_INIT(PART("form-data; name=a", "a\0b") "--B--"),
	    STR_INIT(PART("form-data; name=\"a\xff\"", "1") "--B--"),
	    STR_INIT("--B\nContent-Disposition: form-data; name=a\n\n1\n--B--"),
	    STR_INIT("--B\r\n\r\n1\r\n--B--"),
	};
	struct http_pairs fields = {0};
	struct http_files files = {0};
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(http_multipart_read(
		     STR(PART("form-data; name=\"a\"", "1\r\n--b")
			     PART("form-data; name=f; filename=\"x;=y.csv\""
				  "\r\nContent-Type: text/csv",
				 "\xff\0z") "--B--\r\nepilogue"),
		     STR("B"), &arena, &fields, &files, &err),
	    &err);
	CHECK_INT(fields.n, 1);
	CHECK_STR(fields.v[0].value, STR("1\r\n--b"));
	CHECK_INT(files.n, 1);
	CHECK_STR(files.v[0].filename, STR("x;=y.csv"));
	CHECK_STR(files.v[0].content_type, STR("text/csv"));
	CHECK_STR(files.v[0].data, STR("\xff\0z"));
	for (size_t i = 0; i < NELEM(bad); i++)
		if (http_multipart_read(bad[i], STR("B"), &arena, &fields,
			&files, &err) != ERR_SYNTAX)
			fail_msg("accepted %zu: %.*s", i, STR_FMT(bad[i]));
	CHECK_INT(fields.n, 1); /* untouched */
	arena_release(&arena);
}

static void
a_boundary_is_named_and_plain(void)
{
	static const char *const bad[] = {"multipart/form-data",
	    "multipart/form-data; boundary=", "text/plain; boundary=x",
	    "multipart/form-data; boundary=\"x", "multipart/form-data; x",
	    "multipart/form-data; boundary=\"a\\b\"",
	    "multipart/form-data; "
	    "boundary=0123456789012345678901234567890123456789012345678901234"
	    "5678901234567890"};
	struct str b;
	struct err err;

	CHECK_OK(http_boundary_read(
		     STR("Multipart/Form-Data; charset=x; boundary=\"a b\""),
		     &b, &err),
	    &err);
	CHECK_STR(b, STR("a b"));
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(http_boundary_read(str_from(bad[i]), &b, &err) ==
		    ERR_SYNTAX);
}

TEST_MAIN(T(a_path_has_one_spelling_of_each_kind),
    T(a_form_is_decoded_once_or_refused),
    T(a_strange_cookie_does_not_hide_its_neighbour),
    T(a_multipart_body_is_whole_or_refused), T(a_boundary_is_named_and_plain))
