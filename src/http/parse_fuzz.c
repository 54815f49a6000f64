#include "http/parse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

#define HOLDS(cond)              \
	do {                     \
		if (!(cond))     \
			abort(); \
	} while (0)

static bool
inside(struct str part, struct str whole)
{
	return part.len == 0 ||
	    (part.ptr >= whole.ptr &&
		part.ptr + part.len <= whole.ptr + whole.len);
}

static bool
plain(struct str s)
{
	return str_is_utf8(s) && (s.len == 0 || !memchr(s.ptr, 0, s.len));
}

/* A path that is accepted has no second reading. */
static void
target(struct str in, struct arena *arena)
{
	struct str path, query, rest, segment;
	struct err err;

	if (http_target_read(in, arena, &path, &query, &err) != ERR_NONE)
		return;
	HOLDS(path.len > 0 && path.ptr[0] == '/' && plain(path));
	HOLDS(str_find(path, STR("//")) == path.len && inside(query, in));
	rest = path;
	while (str_next(&rest, '/', &segment))
		HOLDS(
		    !str_eq(segment, STR(".")) && !str_eq(segment, STR("..")));
}

static void
pairs(struct str in, struct arena *arena)
{
	struct http_pairs got;
	struct err err;

	if (http_query_read(in, arena, &got, &err) == ERR_NONE)
		for (size_t i = 0; i < got.n; i++)
			HOLDS(plain(got.v[i].name) && plain(got.v[i].value));
	if (http_cookies_read(in, arena, &got, &err) == ERR_NONE)
		for (size_t i = 0; i < got.n; i++)
			HOLDS(http_is_token(got.v[i].name) &&
			    http_is_header(got.v[i].value));
}

/* What is taken from a multipart body lies in it, and no part holds the
   boundary. */
static void
multipart(struct str in, struct arena *arena)
{
	struct http_pairs fields;
	struct http_files files;
	struct str boundary;
	struct err err;

	if (http_boundary_read(in, &boundary, &err) == ERR_NONE)
		HOLDS(boundary.len > 0 && boundary.len <= 70);
	if (http_multipart_read(in, STR("B"), arena, &fields, &files, &err) !=
	    ERR_NONE)
		return;
	for (size_t i = 0; i < fields.n; i++)
		HOLDS(plain(fields.v[i].value) && fields.v[i].name.len > 0 &&
		    inside(fields.v[i].value, in));
	for (size_t i = 0; i < files.n; i++)
		HOLDS(inside(files.v[i].data, in) &&
		    str_find(files.v[i].data, STR("\r\n--B")) ==
			files.v[i].data.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str in = {(const char *)data, len};
	struct arena arena;

	arena_init(&arena, 8 << 20);
	target(in, &arena);
	pairs(in, &arena);
	multipart(in, &arena);
	arena_release(&arena);
	return 0;
}
