#include "tmpl/tmpl.h"

#include "base/test.h"

static void
whatever_is_written_as_text_cannot_open_a_tag_or_end_an_attribute(void)
{
	static const struct {
		struct str in;
		const char *out;
	} cases[] = {
	    {STR_INIT("plain"), "plain"},
	    {STR_INIT(""), ""},
	    {STR_INIT("<script>"), "&lt;script&gt;"},
	    {STR_INIT("a\" onclick='x'"), "a&quot; onclick=&#39;x&#39;"},
	    {STR_INIT("&amp;"), "&amp;amp;"},
	    {STR_INIT("Zo\xc3\xab"), "Zo\xc3\xab"},
	    {STR_INIT("a\0b"), "ab"},
	    {STR_INIT("a\x1b[0mb\x7f"), "a[0mb"},
	    {STR_INIT("tab\tline\n"), "tab\tline\n"},
	    {STR_INIT("bad \xff\xfe!"), "bad \xef\xbf\xbd\xef\xbf\xbd!"},
	    {STR_INIT("cut \xe2\x82"), "cut \xef\xbf\xbd\xef\xbf\xbd"},
	    {STR_INIT("\xc0\xbcscript"), "\xef\xbf\xbd\xef\xbf\xbdscript"},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct buf out;

		buf_init(&out, 1 << 10);
		tmpl_text(&out, cases[i].in);
		CHECK_STR(buf_view(&out), str_from(cases[i].out));
		buf_release(&out);
	}
}

static void
a_url_leads_to_a_page_or_is_refused(void)
{
	static const char *const good[] = {"/", "/modules/a05?tab=1#top",
	    "?page=2", "#top", "page", "../up", "https://example.org/a:b",
	    "HTTP://example.org", "mailto:ada@example.org", "/a:b", "a/b:c",
	    "https://[::1]:8420/", "/%C3%AB"};
	static const char *const bad[] = {"", "javascript:alert(1)",
	    "JaVaScRiPt:alert(1)", " javascript:alert(1)",
	    "java\nscript:alert(1)", "\x01javascript:x", "data:text/html,x",
	    "vbscript:x", "//evil.example", "/\\evil.example", "\\\\evil",
	    "http:evil", "https:///evil", "file:///etc/passwd", "x:y", ":",
	    "a b", "/\"", "/<", "mailto:", "/\xff", "blob:x", "/a\tb"};
	struct url url;
	struct err err;

	for (size_t i = 0; i < NELEM(good); i++) {
		CHECK_OK(url_read(str_from(good[i]), &url, &err), &err);
		CHECK_STR(url.text, str_from(good[i]));
	}
	for (size_t i = 0; i < NELEM(bad); i++)
		if (url_read(str_from(bad[i]), &url, &err) == ERR_NONE)
			fail_msg("accepted '%s'", bad[i]);
}

static void
the_parts_of_a_joined_url_stay_in_their_place(void)
{
	struct arena arena;
	struct url url;

	arena_init(&arena, 64 << 10);
	url = URL_OF(&arena, "/modules/{}/quiz?from={}", STR("a/../b?c#d"),
	    STR("100% \xc3\xab&x"));
	CHECK_STR(url.text,
	    STR("/modules/a%2F..%2Fb%3Fc%23d/quiz?from=100%25%20%C3%AB%26x"));
	arena_release(&arena);
}

static void
times_are_absolute_and_name_their_zone(void)
{
	struct buf out;

	buf_init(&out, 1 << 10);
	tmpl_date(&out, 0);
	tmpl_text(&out, STR(" "));
	tmpl_time(&out, INT64_C(1) * 60 * 1000000);
	tmpl_text(&out, STR(" "));
	tmpl_instant(&out, 1);
	tmpl_text(&out, STR(" "));
	tmpl_int(&out, INT64_MIN);
	CHECK_STR(buf_view(&out),
	    STR("1970-01-01 1970-01-01 00:01 UTC 1970-01-01T00:00:00Z "
		"-9223372036854775808"));
	buf_release(&out);
}

TEST_MAIN(T(whatever_is_written_as_text_cannot_open_a_tag_or_end_an_attribute),
    T(a_url_leads_to_a_page_or_is_refused),
    T(the_parts_of_a_joined_url_stay_in_their_place),
    T(times_are_absolute_and_name_their_zone))
