#include "catalog/publish.h"

#include "ledger/log_test.h"

/* its names come first: folder_test.h has a global arena */
#include "catalog/control.h"
#include "catalog/folder_test.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "sql/control_map.h"

static struct log history;
static struct catalog *catalog;

static enum err_code
publish(struct db *db, void *ctx UNUSED, struct err *err)
{
	return catalog_publish(db, &arena, catalog, err);
}

/* Reads the folder (again) and publishes it; how many facts that made. */
static uint64_t
published(void)
{
	struct err err;

	catalog_free(catalog);
	catalog = NULL;
	CHECK_OK(catalog_load(folder, &catalog, &err), &err);
	CHECK_OK(store_write(history.store, publish, NULL, &err), &err);
	return log_integrate(&history);
}

struct seen {
	struct str edition;
	bool found;
	struct sql_control_map_now_row row;
	struct str text; /* that was kept under the row's hash */
};

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct seen *s = ctx;
	enum err_code rc = sql_control_map_now(db, &arena,
	    &(struct sql_control_map_now_in){
		.framework = STR("soc2"), .edition = s->edition},
	    &s->found, &s->row, err);

	if (rc == ERR_NONE && s->found)
		rc = content_get(db, &arena,
		    (const uint8_t *)s->row.content.ptr, &s->text, err);
	return rc;
}

static struct seen
now_of(const char *edition)
{
	struct seen s = {.edition = str_from(edition)};
	struct err err;

	CHECK_OK(store_read(history.store, look, &s, &err), &err);
	return s;
}

static void
check_rebuild(void)
{
	uint64_t differences;
	struct err err;

	CHECK_OK(ledger_rebuild(
		     &history.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
}

static void
begin(struct store *store)
{
	static const struct ledger_view *const views[] = {&catalog_view, NULL};

	setup();
	clock_set_for_test(INT64_C(1780000000000000));
	log_open(&history, store);
	history.config.views = views;
	history.config.some_views = true;
}

static void
end(void)
{
	catalog_free(catalog);
	catalog = NULL;
	log_close(&history);
	clock_set_for_test(0);
	teardown();
}

static const char other[] =
    "framework: soc2\ntitle: SOC 2\nedition: \"%s\"\n"
    "source: {title: TSC, url: \"https://e.example/\"}\n"
    "controls:\n  - {id: CC1.4, paraphrase: %s}\n";

STORE_TEST(a_map_is_published_once_and_reads_back_as_it_was)
{
	struct catalog_framework back;
	struct seen s;
	struct err err;

	begin(store);
	CHECK(!now_of("2017").found);
	CHECK_INT(published(), 2); /* the module and the framework */
	CHECK_INT(published(), 0);
	s = now_of("2017");
	CHECK_STR(s.text, str_from(controls));
	CHECK_OK(
	    catalog_framework_read(s.text, "soc2.yaml", &arena, &back, &err),
	    &err);
	CHECK_STR(back.edition, STR("2017"));
	CHECK_INT(back.controls.n, 2);
	check_rebuild();
	end();
}

STORE_TEST(a_changed_map_follows_the_one_before_and_so_does_a_change_back)
{
	struct seen first, s;

	begin(store);
	CHECK_INT(published(), 2);
	first = now_of("2017");
	put("controls/soc2.yaml",
	    arena_strf(&arena, other, "2017", "People may"));
	CHECK_INT(published(), 1);
	s = now_of("2017");
	CHECK(!str_eq(s.row.content, first.row.content));
	CHECK(s.row.seq_from > first.row.seq_from);
	put("controls/soc2.yaml", str_from(controls));
	CHECK_INT(published(), 1);
	CHECK_INT(published(), 0);
	CHECK_STR(now_of("2017").row.content, first.row.content);
	check_rebuild();
	end();
}

STORE_TEST(a_new_edition_stands_beside_the_one_before)
{
	begin(store);
	CHECK_INT(published(), 2);
	put("controls/soc2.yaml",
	    arena_strf(&arena, other, "2027", "People can"));
	CHECK_INT(published(), 1);
	CHECK(now_of("2027").found);
	CHECK_STR(now_of("2017").text, str_from(controls));
	put("controls/soc2@2017.yaml", str_from(controls));
	CHECK_INT(published(), 0); /* it was said already */
	check_rebuild();
	end();
}

TEST_MAIN(T(a_map_is_published_once_and_reads_back_as_it_was),
    T(a_changed_map_follows_the_one_before_and_so_does_a_change_back),
    T(a_new_edition_stands_beside_the_one_before))
