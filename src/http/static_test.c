#include "http/static.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/test.h"

static char dir[64];

static void
put(const char *name, struct str text)
{
	char path[256];
	struct err err;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	CHECK_OK(file_write(path, text, 0644, &err), &err);
}

static unsigned
ask(struct http_static *files, struct str path, const char *tag,
    struct http_reply *re)
{
	static struct arena arena;
	struct http_pair param = {STR("path"), path};
	struct http_pair header = {STR("If-None-Match"), str_from(tag)};
	struct http_request rq = {.arena = &arena,
	    .params = {&param, 1, 1},
	    .headers = {&header, 1, 1}};
	struct err err;
	enum err_code rc;

	arena_release(&arena);
	arena_init(&arena, 1 << 16);
	*re = (struct http_reply){0};
	rc = http_static_get(&rq, re, files, &err);
	return rc != ERR_NONE ? http_status(rc) : re->status ? re->status : 200;
}

static void
a_file_is_kept_for_good_under_the_address_of_its_content(void)
{
	struct http_static *files = NULL, *later = NULL;
	struct str address, other;
	struct http_reply re;
	struct arena arena;
	struct err err;
	char sub[128];

	arena_init(&arena, 1 << 16);
	snprintf(dir, sizeof(dir), "/tmp/static-XXXXXX");
	CHECK(mkdtemp(dir));
	snprintf(sub, sizeof(sub), "%s/sub", dir);
	CHECK(mkdir(sub, 0755) == 0);
	put("a.css", STR("body{}"));
	put("sub/b.js", STR("1"));
	put(".hidden", STR("x"));
	CHECK_OK(http_static_load(dir, &files, &err), &err);
	address = http_static_address(files, &arena, STR("a.css"));
	CHECK(
	    str_starts(address, STR("/static/")) && address.len == 8 + 16 + 6);
	CHECK_INT(ask(files, str_from_at(address, 8), NULL, &re), 200);
	CHECK_STR(re.borrowed, STR("body{}"));
	CHECK_STR(re.content_type, STR("text/css; charset=utf-8"));
	CHECK_STR(re.cache, STR("public, max-age=31536000, immutable"));
	CHECK_INT(ask(files, STR("sub/b.js"), NULL, &re), 200);
	CHECK_STR(re.cache, STR("no-cache"));
	CHECK_STR(re.headers.v[0].name, STR("ETag"));

	put("a.css", STR("body{ }"));
	CHECK_OK(http_static_load(dir, &later, &err), &err);
	other = http_static_address(later, &arena, STR("a.css"));
	CHECK(!str_eq(address, other));
	http_static_free(files);
	http_static_free(later);
	http_static_free(NULL);
	arena_release(&arena);
}

static void
what_is_not_there_is_not_served(void)
{
	static const char *const none[] = {"", "a.cs", "a.css/", ".hidden",
	    "../etc/passwd", "sub", "0123456789abcdef/a.css", "sub/../a.css"};
	struct http_static *files = NULL;
	struct http_reply re;
	struct err err;

	CHECK_OK(http_static_load(dir, &files, &err), &err);
	for (size_t i = 0; i < NELEM(none); i++)
		CHECK_INT(ask(files, str_from(none[i]), NULL, &re), 404);
	http_static_free(files);
	CHECK(http_static_load("/nowhere", &files, &err) == ERR_NOT_FOUND);
}

static void
a_browser_that_has_it_is_told_so(void)
{
	struct http_static *files = NULL;
	struct http_reply re;
	struct err err;
	char tag[64], command[128];

	CHECK_OK(http_static_load(dir, &files, &err), &err);
	CHECK_INT(ask(files, STR("a.css"), "\"0\"", &re), 200);
	snprintf(tag, sizeof(tag), "%.*s", STR_FMT(re.headers.v[0].value));
	CHECK_INT(ask(files, STR("a.css"), tag, &re), 304);
	CHECK(!re.borrowed.ptr);
	http_static_free(files);
	snprintf(command, sizeof(command), "rm -r '%s'", dir);
	CHECK(system(command) == 0);
}

TEST_MAIN(T(a_file_is_kept_for_good_under_the_address_of_its_content),
    T(what_is_not_there_is_not_served), T(a_browser_that_has_it_is_told_so))
