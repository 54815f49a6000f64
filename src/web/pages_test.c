#include <stdlib.h>

#include "base/file.h"
#include "base/test.h"
#include "web/pages.h"

/*
 * tests/e2e/routes.txt is the same table as text: a line a page, its method,
 * its path and who may come in.  The browser tests ask each as each role, so a
 * page that is not there is not asked, and this test stops it.
 */
#define ROUTES "tests/e2e/routes.txt"

static void
add_who(struct buf *out, uint64_t who)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (who & WHO(role))
			buf_addf(out, " %s", role_name(role));
	if (who & WHO_GUEST)
		buf_add(out, STR(" guest"));
	if (who & WHO_HALFWAY)
		buf_add(out, STR(" halfway"));
}

static void
every_page_is_listed_for_the_browser_tests(void)
{
	struct arena arena;
	struct str text;
	struct err err;
	struct buf out;

	buf_init(&out, 1 << 16);
	for (const struct page *p = pages; p->pattern; p++) {
		buf_addf(&out, "%s %s", p->method == HTTP_POST ? "POST" : "GET",
		    p->pattern);
		add_who(&out, p->who);
		buf_add_char(&out, '\n');
	}
	arena_init(&arena, 1 << 20);
	if (getenv("ACCEPT"))
		CHECK(
		    file_write(ROUTES, buf_view(&out), 0644, &err) == ERR_NONE);
	CHECK(file_read(ROUTES, 1 << 16, &arena, &text, &err) == ERR_NONE);
	CHECK_STR(buf_view(&out), text);
	arena_release(&arena);
	buf_release(&out);
}

static void
every_page_says_who_may_come_in_and_a_post_takes_a_form(void)
{
	for (const struct page *p = pages; p->pattern; p++) {
		CHECK(p->fn != NULL);
		CHECK(p->who != 0);
		CHECK(p->method == HTTP_GET || p->method == HTTP_POST);
		CHECK((p->method == HTTP_POST) == (p->body_max > 0));
		if (p->method == HTTP_POST)
			CHECK(p->where == HTTP_WORKER);
		if (p->method == HTTP_POST && (p->who & WHO_GUEST))
			CHECK(p->guest_form);
	}
}

static void
after_signing_in_only_a_path_of_this_site_is_gone_to(void)
{
	static const struct {
		const char *to, *goes;
	} cases[] = {
	    {"/record", "/record"},
	    {"/findings?state=all", "/findings?state=all"},
	    {"", "/"},
	    {"//evil.example", "/"},
	    {"/\\evil.example", "/"},
	    {"https://evil.example/", "/"},
	    {"javascript:alert(1)", "/"},
	    {"record", "/"},
	    {"/a\r\nSet-Cookie: x", "/"},
	    {" /record", "/"},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK_STR(
		    page_local(str_from(cases[i].to)), str_from(cases[i].goes));
}

/* A link is shown to those whom its page lets in. */
static void
a_page_is_open_to_whom_its_row_names_whatever_is_asked_of_it(void)
{
	static const struct {
		const char *path;
		enum person_role role;
		bool opens;
	} cases[] = {
	    {"/policy/edit", ROLE_AUDITOR, false},
	    {"/policy/edit", ROLE_SECURITY_LEAD, true},
	    {"/policy/edit?from=1", ROLE_AUDITOR, false},
	    {"/notices/new", ROLE_AUDITOR, false}, /* not as a notice "new" */
	    {"/notices/lost-phones", ROLE_AUDITOR, true},
	    {"/concerns", ROLE_AUDITOR, false}, {"/duties", ROLE_AUDITOR, true},
	    {"/duties", ROLE_LEAD, false},
	    {"/controls/soc2/CC1.4/people?state=overdue", ROLE_AUDITOR, true},
	    {"/controls/soc2/CC1.4/people?state=overdue", ROLE_LEAD, false},
	    {"/controls/soc2/CC1.4/attach", ROLE_ADMIN, false}, /* POST */
	};
	struct http_route routes[200] = {{0}};
	struct web web = {.routes = routes};
	struct arena arena;

	for (size_t i = 0; pages[i].pattern; i++) {
		CHECK(i + 1 < NELEM(routes));
		routes[i] = (struct http_route){.method = pages[i].method,
		    .pattern = pages[i].pattern,
		    .rights = pages[i].who};
	}
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct call call = {.web = &web, .arena = &arena};

		call.session.person.role = cases[i].role;
		if (page_opens(&call, str_from(cases[i].path)) !=
		    cases[i].opens)
			fail_msg("%s", cases[i].path);
	}
	arena_release(&arena);
}

TEST_MAIN(T(every_page_is_listed_for_the_browser_tests),
    T(every_page_says_who_may_come_in_and_a_post_takes_a_form),
    T(after_signing_in_only_a_path_of_this_site_is_gone_to),
    T(a_page_is_open_to_whom_its_row_names_whatever_is_asked_of_it))
