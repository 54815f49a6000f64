#include "http/route.h"

#include "base/test.h"

static enum err_code
none(struct http_request *rq UNUSED, struct http_reply *re UNUSED,
    void *app UNUSED, struct err *err UNUSED)
{
	return ERR_NONE;
}

static char special[] = "special", first[] = "first", second[] = "second";
static const struct http_route routes_a[] = {
    {HTTP_GET, "/", none, .where = HTTP_INLINE},
    {HTTP_GET, "/m/{id}", none, .where = HTTP_INLINE},
    {HTTP_GET, "/m/{id}/quiz", none, .where = HTTP_INLINE},
    {HTTP_POST, "/m/{id}/quiz", none, .where = HTTP_INLINE},
    {HTTP_GET, "/static/{path*}", none, .where = HTTP_INLINE},
    {0},
};
static const struct http_route routes_b[] = {
    {HTTP_GET, "/m/new", none, .where = HTTP_INLINE, .app = special},
    {HTTP_GET, "/static/{one}", none, .where = HTTP_INLINE},
    {HTTP_POST, "/m/{id}", none, .where = HTTP_INLINE},
    {0},
};
static const struct http_table tables[] = {
    {routes_a, first}, {routes_b, second}, {0}};

static void
a_path_finds_its_closest_pattern(void)
{
	static const struct {
		const char *path, *pattern, *name, *value;
		const void *app;
	} good[] = {
	    {"/", "/", NULL, NULL, first},
	    {"/m/x", "/m/{id}", "id", "x", first},
	    {"/m/new", "/m/new", NULL, NULL, special},
	    {"/m/new/quiz", "/m/{id}/quiz", "id", "new", first},
	    {"/static/a", "/static/{one}", "one", "a", second},
	    {"/static/a/b.css", "/static/{path*}", "path", "a/b.css", first},
	};
	static const char *const none_fits[] = {"/m", "/m/", "/m/x/", "/static",
	    "/static/", "/m/x/quiz/y", "/x", "/M/x"};
	struct http_match m;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 16);
	for (size_t i = 0; i < NELEM(good); i++) {
		CHECK_OK(http_route_find(tables, HTTP_GET,
			     str_from(good[i].path), &arena, &m, &err),
		    &err);
		CHECK(m.route);
		CHECK_STR(
		    str_from(m.route->pattern), str_from(good[i].pattern));
		CHECK(m.app == good[i].app);
		if (good[i].name)
			CHECK_STR(http_get(&m.params, str_from(good[i].name)),
			    str_from(good[i].value));
	}
	for (size_t i = 0; i < NELEM(none_fits); i++) {
		CHECK_OK(http_route_find(tables, HTTP_GET,
			     str_from(none_fits[i]), &arena, &m, &err),
		    &err);
		CHECK(!m.known && !m.route);
	}
	arena_release(&arena);
}

static void
another_method_is_known_and_named(void)
{
	struct http_match m;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 16);
	CHECK_OK(http_route_find(
		     tables, HTTP_DELETE, STR("/m/x/quiz"), &arena, &m, &err),
	    &err);
	CHECK(m.known && !m.route);
	CHECK_INT(m.methods, 1u << HTTP_GET | 1u << HTTP_POST);
	CHECK_OK(
	    http_route_find(tables, HTTP_POST, STR("/m/x"), &arena, &m, &err),
	    &err);
	CHECK(m.route && m.app == second);
	arena_release(&arena);
}

TEST_MAIN(
    T(a_path_finds_its_closest_pattern), T(another_method_is_known_and_named))
