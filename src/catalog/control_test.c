#include "catalog/control.h"

#include "catalog/folder_test.h"

static struct str
shown(const struct catalog_limits *l)
{
	static const char *const readings[] = {"", " same-date", " 365-days"};
	struct str every = arena_strf(&arena, "%u%s%s", l->every.n,
		       l->every.unit == CATALOG_MONTHS ? "m" : "d",
		       readings[l->every.reading]),
		   review = arena_strf(&arena, "%u%s", l->review.n,
		       l->review.unit == CATALOG_MONTHS ? "m" : "d");

	return arena_strf(&arena, "every %s review %s first %u/%u keep %u",
	    l->every.n > 0 ? every.ptr : "-",
	    l->review.n > 0 ? review.ptr : "-", l->first_days,
	    l->first_days_privileged, l->keep_years);
}

static void
a_profile_sets_what_it_names_and_leaves_the_rest(void)
{
	const struct catalog_control *c;
	struct catalog_limits limits;
	struct catalog *catalog;
	struct err err;

	setup();
	CHECK_OK(catalog_load(folder, &catalog, &err), &err);
	c = catalog_control_get(catalog, STR("soc2"), STR("CC9.2"));
	CHECK_STR(c->focus.v[0], STR("Contracts say so"));
	CHECK_STR(c->customary, STR("A list of vendors"));
	CHECK_INT(c->asks.n, 2);
	catalog_control_limits(c, STR_NONE, &limits);
	CHECK_STR(shown(&limits),
	    STR("every 12m 365-days review 12m first 30/0 keep 0"));
	catalog_control_limits(c, STR("strict"), &limits);
	CHECK_STR(
	    shown(&limits), STR("every 90d review 90d first 30/0 keep 5"));
	catalog_control_limits(c, STR("lax"), &limits);
	CHECK_STR(shown(&limits),
	    STR("every 12m 365-days review 12m first 30/0 keep 0"));
	c = catalog_control_named(catalog, STR("soc2/strict:CC1.4"));
	catalog_control_limits(c, STR("strict"), &limits);
	CHECK_STR(shown(&limits), STR("every - review - first 0/0 keep 0"));
	catalog_free(catalog);
	teardown();
}

static void
a_name_of_nothing_finds_nothing(void)
{
	static const char *const none[] = {"", ":", "soc2", "soc2:", "CC1.4",
	    ":CC1.4", "soc2:CC9.9", "soc2:cc1.4", "soc2/:CC1.4",
	    "soc2/lax:CC1.4", "soc2/strict/strict:CC1.4", "/strict:CC1.4",
	    "soc:CC1.4", "soc2@2016:CC1.4"};
	struct catalog *catalog;
	struct str profile;
	struct err err;

	setup();
	CHECK_OK(catalog_load(folder, &catalog, &err), &err);
	for (size_t i = 0; i < NELEM(none); i++)
		CHECK(
		    catalog_control_named(catalog, str_from(none[i])) == NULL);
	CHECK(catalog_framework(catalog, STR("soc2/lax"), NULL) == NULL);
	CHECK(catalog_framework(catalog, STR("soc2/strict"), &profile) != NULL);
	CHECK_STR(profile, STR("strict"));
	CHECK(catalog_framework(catalog, STR("soc2"), &profile) != NULL);
	CHECK(profile.ptr == NULL);
	catalog_free(catalog);
	teardown();
}

static void
a_former_edition_is_kept_and_never_looked_up(void)
{
	struct problems problems;
	struct catalog *catalog;
	struct str text;
	struct err err;

	setup();
	text = arena_strf(&arena,
	    "framework: soc2\ntitle: SOC 2\nedition: \"2016\"\n"
	    "source: {title: TSC, url: \"https://e.example/\"}\n"
	    "controls:\n  - {id: CC0.1, paraphrase: Once asked}\n");
	put("controls/soc2@2016.yaml", text);
	CHECK_OK(catalog_load(folder, &catalog, &err), &err);
	CHECK_INT(catalog->frameworks->n, 2);
	CHECK(catalog_control_named(catalog, STR("soc2:CC0.1")) == NULL);
	CHECK(catalog_control_named(catalog, STR("soc2:CC1.4")) != NULL);
	CHECK_STR(catalog_framework_edition(catalog, STR("soc2"), STR("2016"))
		      ->controls.v[0]
		      .id,
	    STR("CC0.1"));
	CHECK(catalog_framework_edition(catalog, STR("soc2"), STR("2015")) ==
	    NULL);
	catalog_free(catalog);
	put("controls/soc2@old.yaml", text);
	CHECK_OK(check(false, &problems, &err), &err);
	CHECK_INT(problems.n, 1);
	CHECK(str_ends(problems.v[0].text,
	    STR("controls/soc2@old.yaml:1: another file has this edition of "
		"'soc2' [reused-id]")));
	teardown();
}

static void
every_bad_control_is_told_and_the_good_ones_are_there(void)
{
	struct problems problems;
	struct err err;

	setup();
	put("controls/soc2.yaml",
	    STR("framework: soc2\ntitle: SOC 2\nedition: \"2017\"\n"
		"source: {title: TSC, url: \"https://e.example/\"}\n"
		"controls:\n"
		"  - {id: CC1.1, paraphrase: Good, first_days: many}\n"
		"  - {id: CC1.4, paraphrase: People can}\n"
		"  - {id: CC1.5}\n"));
	CHECK_OK(check(false, &problems, &err), &err);
	CHECK_INT(problems.n, 2); /* and the module's soc2:CC1.4 is known */
	CHECK(
	    str_find(problems.v[0].text, STR(":6:")) < problems.v[0].text.len);
	CHECK(
	    str_find(problems.v[1].text, STR(":8:")) < problems.v[1].text.len);
	teardown();
}

#define NONE "every - review - first 0/0 keep 0"

/* What the frameworks' own texts prescribe, and no more. */
static const struct {
	const char *framework, *ids, *limits;
} shipped[] = {
    {"soc2", "CC1.1 CC1.4 CC1.5 CC2.2 CC2.3 CC5.3 CC6.2 CC7.3 CC7.4 CC9.2",
	NONE},
    {"iso27001", "7.2 7.3 A.5.4 A.5.26 A.5.28 A.6.3 A.6.8 A.8.25 A.8.28", NONE},
    {"pci", "6.2.2 12.6.2 12.6.3",
	"every 12m same-date review 12m first 0/0 keep 0"},
    {"pci",
	"6.2.3.1 9.5.1.3 12.1.3 12.6.1 12.6.3.1 12.6.3.2 12.10.4 "
	"12.10.4.1",
	NONE},
    {"nist-800-53", "AT-1 AT-2 AT-2(2) AT-2(3) AT-3 AT-4 AT-6 CP-3 IR-2 SA-16",
	NONE},
    {"nist-800-53/fedramp-low", "AT-2 AT-3",
	"every 12m review 12m first 0/0 keep 0"},
    {"nist-800-53/fedramp-moderate", "AT-1",
	"every 36m review 36m first 0/0 keep 0"},
    {"nist-800-53/fedramp-moderate", "AT-2 AT-3",
	"every 12m review 12m first 0/0 keep 0"},
    {"nist-800-53/fedramp-moderate", "AT-4",
	"every - review - first 0/0 keep 1"},
    {"nist-800-53/fedramp-moderate", "IR-2",
	"every 12m review 12m first 30/10 keep 0"},
    {"nist-800-53/fedramp-moderate", "CP-3",
	"every 12m review 12m first 60/10 keep 0"},
    {"nist-800-53/fedramp-high", "AT-1 AT-2 AT-3",
	"every 12m review 12m first 0/0 keep 0"},
    {"nist-800-53/fedramp-high", "AT-4", "every - review - first 0/0 keep 5"},
    {"nist-800-53/fedramp-high", "AT-6 SA-16", NONE},
    {"nist-800-171", "03.02.01 03.02.02", NONE},
    {"ssdf", "PO.2.1 PO.2.2 PO.2.3", NONE},
    {"hipaa", "164.308(a)(5) 164.530(b)", "every - review - first 0/0 keep 6"},
    {"cmmc", "AT.L2-3.2.1 AT.L2-3.2.2 AT.L2-3.2.3", NONE},
    {"nis2", "20(2) 21(2)(g) 8.1 8.1.2 8.1.3 8.2 8.2.3 8.2.4", NONE},
    {"dora", "5(4) 13(6) 30(2)(i)", NONE},
    {"gdpr", "39(1)(b)", NONE},
    {"samm", "EG-1-A", "every 24m review 12m first 0/0 keep 0"},
    {"samm", "EG-2-A EG-3-A", NONE},
    {"c5", "HR-03 DEV-04", NONE},
    {"csf", "PR.AT-01 PR.AT-02", NONE},
    {"cpg", "3.J", "every 12m review 12m first 0/0 keep 0"},
};

static void
check_shipped(const struct catalog *catalog, struct str framework,
    struct str id, const char *expected)
{
	const struct catalog_control *c =
	    catalog_control_get(catalog, framework, id);
	struct catalog_limits limits;
	struct str profile;

	if (c == NULL)
		fail_msg("no %.*s:%.*s", STR_FMT(framework), STR_FMT(id));
	CHECK(catalog_framework(catalog, framework, &profile) != NULL);
	catalog_control_limits(c, profile, &limits);
	CHECK_STR(shown(&limits), str_from(expected));
	CHECK(c->customary.ptr != NULL);
	CHECK(c->asks.n > 0);
}

static void
the_shipped_map_has_each_control_with_the_limits_of_its_framework(void)
{
	struct catalog *catalog;
	struct err err;

	arena_init(&arena, (size_t)16 << 20);
	CHECK_OK(catalog_load("content", &catalog, &err), &err);
	for (size_t i = 0; i < NELEM(shipped); i++) {
		struct str ids = str_from(shipped[i].ids), id;

		while (str_next(&ids, ' ', &id))
			check_shipped(catalog, str_from(shipped[i].framework),
			    id, shipped[i].limits);
	}
	catalog_free(catalog);
	arena_release(&arena);
}

/* Whoever maps an obligation of some kind finds a control that asks for it. */
static void
each_kind_answers_some_control_of_the_shipped_map(void)
{
	struct catalog *catalog;
	struct err err;

	CHECK_OK(catalog_load("content", &catalog, &err), &err);
	for (size_t k = 0; catalog_asks[k] != NULL; k++) {
		struct str kind = str_from(catalog_asks[k]);
		bool found = false;

		CHECK(catalog_is_ask(kind));
		for (size_t i = 0; i < catalog->frameworks->n; i++) {
			const struct catalog_framework *f =
			    &catalog->frameworks->v[i];

			for (size_t c = 0; c < f->controls.n; c++)
				for (size_t a = 0; a < f->controls.v[c].asks.n;
				     a++)
					found |= str_eq(
					    kind, f->controls.v[c].asks.v[a]);
		}
		if (!found)
			fail_msg("no control asks for %s", catalog_asks[k]);
	}
	CHECK(!catalog_is_ask(STR("")));
	CHECK(!catalog_is_ask(STR("assign")));
	catalog_free(catalog);
}

TEST_MAIN(T(a_profile_sets_what_it_names_and_leaves_the_rest),
    T(a_name_of_nothing_finds_nothing),
    T(a_former_edition_is_kept_and_never_looked_up),
    T(every_bad_control_is_told_and_the_good_ones_are_there),
    T(the_shipped_map_has_each_control_with_the_limits_of_its_framework),
    T(each_kind_answers_some_control_of_the_shipped_map))
