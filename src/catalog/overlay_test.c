#include "catalog/folder_test.h"

/* A private item: item 3 of the module in other words, and a new one. */
static const char private[] =
    "module: m1\nitems:\n"
    "  - id: %s\n    objective: %s\n    level: hard\n    kind: single\n"
    "    stem: \"private %d\"\n    options:\n"
    "      - {text: \"option a\", why: \"v\", key: true}\n"
    "      - {text: \"option b\", why: \"v\", misconception: a-b}\n"
    "      - {text: \"option c\", why: \"v\", misconception: a-b}\n";

static const char *
overlay_with(const char *module, struct str text)
{
	struct str dir = arena_strf(&arena, "%s/over", folder), under, file;
	struct err err;

	under = arena_strf(&arena, "%s/modules/%s", dir.ptr, module);
	file = arena_strf(&arena, "%s/quiz.yaml", under.ptr);
	CHECK_OK(file_make_dir(under.ptr, 0755, &err), &err);
	CHECK_OK(file_write(file.ptr, text, 0644, &err), &err);
	return dir.ptr;
}

static void
an_overlay_adds_and_replaces_questions_and_its_pool_reads_back(void)
{
	struct catalog *plain, *over;
	const struct quiz *quiz;
	struct quiz again;
	const char *dir;
	struct err err;

	setup();
	dir = overlay_with("m1",
	    arena_strf(&arena, "%s%s", /* two items in one file */
		arena_strf(&arena, private, "m1-03", "o1", 1).ptr,
		str_from_at(arena_strf(&arena, private, "m1-private", "o1", 2),
		    strlen("module: m1\nitems:\n"))
		    .ptr));
	CHECK_OK(catalog_load(folder, &plain, &err), &err);
	CHECK_OK(catalog_load_over(folder, dir, &over, &err), &err);
	quiz = &over->banks->v[0];
	CHECK_INT(quiz->items.n, 21);
	CHECK_INT(over->modules.v[0].pool, 21);
	CHECK_STR(quiz_item(quiz, STR("m1-03"))->stem, STR("private 1"));
	CHECK_STR(quiz_item(quiz, STR("m1-private"))->stem, STR("private 2"));
	CHECK(memcmp(plain->modules.v[0].bank_hash,
		  over->modules.v[0].bank_hash, CATALOG_HASH) != 0);
	CHECK(memcmp(plain->modules.v[0].bank_hash,
		  over->modules.v[0].shipped_hash, CATALOG_HASH) == 0);
	/* what is kept by the hash is the same pool */
	CHECK_OK(quiz_read(over->modules.v[0].bank_file, "quiz.yaml", &arena,
		     &again, &err),
	    &err);
	CHECK_INT(again.items.n, 21);
	for (size_t i = 0; i < again.items.n; i++)
		CHECK_STR(again.items.v[i].stem, quiz->items.v[i].stem);
	catalog_free(plain);
	catalog_free(over);
	teardown();
}

static void
an_overlay_with_a_mistake_is_refused_and_the_reason_names_its_file(void)
{
	static const struct {
		const char *module, *id, *objective, *message;
	} cases[] = {
	    {"m1", "m1-new", "o9",
		"over/modules/m1/quiz.yaml:3: the module has no objective"},
	    {"m1", "Bad Id", "o1",
		"over/modules/m1/quiz.yaml:3:9: item id 'Bad Id'"},
	    {"m9", "m1-new", "o1", "over/modules:1: no module 'm9'"},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct check in = {.dir = folder};
		struct problems problems = {0};
		struct err err;
		bool found = false;

		setup();
		problems.arena = &arena;
		CHECK(clock_read_date(STR("2026-06-01"), &in.now));
		in.overlay = overlay_with(cases[i].module,
		    arena_strf(
			&arena, private, cases[i].id, cases[i].objective, 1));
		CHECK_OK(catalog_check(&in, &problems, &err), &err);
		for (size_t k = 0; k < problems.n; k++)
			found |= str_starts(
			    str_from_at(problems.v[k].text, strlen(folder) + 1),
			    str_from(cases[i].message));
		CHECK(found);
		teardown();
	}
}

TEST_MAIN(T(an_overlay_adds_and_replaces_questions_and_its_pool_reads_back),
    T(an_overlay_with_a_mistake_is_refused_and_the_reason_names_its_file))
