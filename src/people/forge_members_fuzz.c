#include "people/forge_members.h"

#include <stdlib.h>

#include "codec/json_read.h"
#include "people/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* The first byte picks the forge, the first line is a map.  Whoever is read
   has a login and, unless they are kept out, a level that is a word; a list of
   members says the same as the only page of a list of pages. */
static bool
member_ok(const struct access_wish *wish)
{
	struct err err;

	return wish->line > 0 && wish->login.len > 0 &&
	    (wish->until == 0 || wish->since <= wish->until) &&
	    (wish->blocked ||
		word_check(wish->level, "level", &err) == ERR_NONE);
}

static bool
is_page(struct str text, struct arena *arena)
{
	struct json list;
	struct err err;

	if (json_read(text, arena, &list, &err) != ERR_NONE)
		return false;
	for (size_t i = 0; i < list.n; i++)
		if (list.items[i].value.kind == JSON_IS_LIST)
			return false;
	return list.kind == JSON_IS_LIST;
}

static void
read_pages(struct str json, const struct forge_ask *ask,
    const struct access_wishes *whole, struct arena *arena)
{
	struct access_wishes paged;
	struct str page = arena_strf(arena, "[%.*s]", STR_FMT(json));
	struct err err;

	if (page.ptr == NULL || !is_page(json, arena) ||
	    forge_members_read(page, ask, arena, &paged, &err) != ERR_NONE)
		return; /* pages already, too deep, or no memory */
	if (paged.problems.total != whole->problems.total ||
	    paged.n != whole->n)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len}, map;
	struct forge_ask ask = {
	    .source = STR("forge"), .system = STR("repositories")};
	struct access_wishes w;
	struct arena arena;
	struct err err;

	if (len == 0 || !str_cut_line(&text, &map))
		return 0;
	ask.kind = (enum forge_kind)(data[0] % 3);
	ask.level_map = str_from_at(map, 1);
	arena_init(&arena, 64 << 20);
	if (forge_members_read(text, &ask, &arena, &w, &err) == ERR_NONE) {
		for (size_t i = 0; i < w.n; i++)
			if (!w.v[i].wrong && !member_ok(&w.v[i]))
				abort();
		read_pages(text, &ask, &w, &arena);
	}
	arena_release(&arena);
	return 0;
}
