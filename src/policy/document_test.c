#include "policy/document.h"

#include "catalog/control.h"
#include "policy/frameworks_test.h"

#define HEAD                                                            \
	"policy: training\nversion: 3\ntitle: T\nowner: Olga\n"         \
	"approver: Anna\napproved: 2026-01-10\neffective: 2026-02-01\n" \
	"review_by: 2027-01-10\n"                                       \
	"statement: {who: a, what: b, how_often: c, onboarding: d, "    \
	"non_completion: e, enforced: f}\n"
#define ONE                                           \
	"obligations:\n  - id: aware\n    title: A\n" \
	"    kind: assign-recurring\n    what: {modules: [m1]}\n"
#define SYSTEMS                                                             \
	"systems:\n  - {id: production, title: P}\n"                        \
	"  - {id: wiki, title: W, boundary: outside, reason: r, approver: " \
	"a}\n"

static enum err_code
read(struct world *w, struct str text, struct policy **out, struct err *err)
{
	return policy_read(text, "p.yaml", w->catalog, &w->arena, out, err);
}

STORE_TEST(what_a_document_says_is_what_is_executed)
{
	struct world w;
	struct policy *p;
	struct err err;
	struct buf who;

	world_open(&w, store);
	CHECK_OK(
	    read(&w,
		STR(HEAD "zone: America/St_Johns\n"
			 "twelve_months: 365-days\n"
			 "settings: {change_days: 9, keep_years: 6}\n" SYSTEMS
			 "obligations:\n  - id: x\n    title: X\n"
			 "    kind: before-access\n"
			 "    who: {access: [in-scope], any: [{duty: "
			 "[on-call]}, {not: {team: [sales]}}]}\n"
			 "    what: {courses: [c1]}\n"
			 "    gates: [production]\n"
			 "gates:\n  - {system: production, fail: closed, "
			 "grace_days: 5, stale_hours: 2}\n"
			 "messages: {remind_days: [9, 3], quiet: {from: "
			 "\"20:30\", to: \"07:05\"}}\n"),
		&p, &err),
	    &err);
	CHECK_INT(p->version, 3);
	CHECK_STR(p->zone_name, STR("America/St_Johns"));
	CHECK_INT(zone_offset(&p->zone, p->effective), -210 * 60);
	CHECK(p->year == DUE_YEAR_DAYS);
	CHECK_INT(p->keep_years, 6);
	CHECK_INT(p->obligations.n, 1);
	CHECK(p->obligations.v[0].kind == POLICY_BEFORE_ACCESS);
	CHECK_INT(p->obligations.v[0].rule.change_days, 9);
	CHECK_STR(p->obligations.v[0].things.v[0].id, STR("m1"));
	CHECK_STR(p->obligations.v[0].things.v[0].course, STR("c1"));
	CHECK(!p->gates.v[0].fail_open);
	CHECK_INT(p->gates.v[0].stale_minutes, 120);
	CHECK_INT(p->messages.n_remind, 2);
	CHECK_INT(p->messages.quiet_from_min, 20 * 60 + 30);
	CHECK_INT(p->messages.quiet_to_min, 7 * 60 + 5);
	buf_init(&who, 1000);
	population_write(&who, &p->obligations.v[0].who);
	CHECK_STR(buf_view(&who),
	    STR("everybody who has access to production and who either has "
		"the duty on-call or is not in the team sales"));
	buf_release(&who);
	world_close(&w);
}

static const struct {
	const char *text, *why;
} shapeless[] = {
    {"", "p.yaml:1:1: empty"},
    {"[]", "p.yaml:1:1: a list; a mapping is accepted"},
    {HEAD "colour: red\n", "p.yaml:10:1: unknown key 'colour'"},
    {HEAD "zone: \"+01:00\"\n",
	"p.yaml:10:7: '+01:00' is no time zone: write its IANA name"},
    {HEAD "zone: ../UTC\n", "p.yaml:10:7: '../UTC' is no time zone"},
    {HEAD "zone: Europe/Atlantis\n",
	"p.yaml:10:7: 'Europe/Atlantis' is not among the time zones"},
    {HEAD "twelve_months: 366-days\n",
	"p.yaml:10:16: 'twelve_months' is '366-days'; same-date and "
	"365-days"},
    {HEAD "obligations:\n  - id: A b\n    title: x\n    kind: policy\n",
	"p.yaml:11:9: 'id' is a name of small letters"},
    {HEAD "obligations:\n  - id: a\n    title: x\n    kind: train\n",
	"p.yaml:13:11: no kind 'train'; accepted: policy, "},
    {HEAD "obligations:\n  - id: a\n    title: x\n"
	  "    kind: retention\n    what: {modules: [m1]}\n",
	"p.yaml:14:11: an obligation of the kind retention has no "
	"'what'"},
    {HEAD "obligations:\n  - id: a\n    title: x\n"
	  "    kind: assign-initial\n",
	"p.yaml:11:5: key 'what' is missing"},
    {HEAD ONE "    who: {colour: [red]}\n",
	"p.yaml:15:11: unknown key 'colour'"},
    {HEAD ONE "    who: {role: []}\n",
	"p.yaml:15:17: 'role' needs 1 to 200 words"},
    {HEAD ONE "    who: {not: {}}\n",
	"p.yaml:15:16: an empty population within another"},
    {HEAD ONE "    who: {seniority: [boss]}\n",
	"p.yaml:15:22: seniority 'boss'; privileged, on-call"},
    {HEAD ONE "    cadence: {rule: often}\n",
	"p.yaml:15:21: rule 'often'; once, after-completion"},
    {HEAD ONE "    cadence: {every: 12 years}\n",
	"p.yaml:15:22: 'every' is no period; '12 months' and"},
    {HEAD ONE "    cadence: {every: 0 days}\n",
	"p.yaml:15:22: 'every' is no period"},
    {HEAD ONE "    counts: [watched]\n",
	"p.yaml:15:13: 'watched' does not count; studied"},
    {HEAD ONE "    first_days: 400\n", "p.yaml:15:17: "},
    {HEAD "systems:\n  - {id: a, title: b, boundary: outside}\n",
	"p.yaml:11:5: key 'reason' is missing"},
    {HEAD "systems:\n  - {id: a, title: b, boundary: near}\n",
	"p.yaml:11:33: 'boundary' is inside or outside"},
    {HEAD "gates:\n  - {system: a, fail: maybe}\n",
	"p.yaml:11:23: 'fail' says what holds when nobody"},
    {HEAD "messages: {remind_days: [7, 14]}\n",
	"p.yaml:10:29: 'remind_days' go down"},
    {HEAD "messages: {quiet: {from: \"8\", to: \"24:00\"}}\n",
	"p.yaml:10:26: 'from' is a time of day"},
    {"policy: training\nversion: 100000\n", "p.yaml:2:10: "},
    {"policy: training\ntitle: t\nowner: o\napprover: a\n"
     "approved: 2026-02-30\n",
	"p.yaml:5:11: "},
};

STORE_TEST(what_has_not_the_shape_is_refused_with_its_place)
{
	struct world w;

	world_open(&w, store);
	for (size_t i = 0; i < NELEM(shapeless); i++) {
		struct policy *p = NULL;
		struct err err;

		CHECK(read(&w, str_from(shapeless[i].text), &p, &err) !=
		    ERR_NONE);
		CHECK_STR(
		    str_sub(str_from(err.text), 0, strlen(shapeless[i].why)),
		    str_from(shapeless[i].why));
		CHECK(p == NULL);
	}
	world_close(&w);
}

/* A mistake on nearly each line, none of which hides another. */
static const char astray[] =
    "policy: My Policy\nversion: one\ntitle: T\nowner: Olga\n"
    "approved: 2026-13-01\neffective: 2026-02-01\n"
    "review_by: tomorrow\nzone: Vienna/Europe\ncolour: red\n"
    "statement: {who: a, what: b, how_often: c, onboarding: d, "
    "non_completion: e, when: f}\n"
    "settings: {return_days: 400, keep_years: x}\n"
    "systems:\n  - {id: A b, title: b}\n  - word\n"
    "obligations:\n"
    "  - id: a\n    title: x\n    kind: train\n    what: 7\n"
    "  - id: b\n    kind: assign-initial\n    who: {role: []}\n"
    "    cadence: {rule: often, every: 12 years}\n"
    "gates: none\n";
static const char *const strayed[] = {
    "p.yaml:9:1: unknown key 'colour'",
    "p.yaml:1:9: 'policy' is a name of small letters",
    "p.yaml:2:10: ",
    "p.yaml:1:1: key 'approver' is missing",
    "p.yaml:5:11: ",
    "p.yaml:7:12: ",
    "p.yaml:8:7: 'Vienna/Europe' is not among the time zones",
    "p.yaml:10:78: unknown key 'when'",
    "p.yaml:10:12: key 'enforced' is missing",
    "p.yaml:13:10: 'id' is a name of small letters",
    "p.yaml:14:5: ",
    "p.yaml:11:25: ",
    "p.yaml:11:42: ",
    "p.yaml:18:11: no kind 'train'",
    "p.yaml:20:5: key 'title' is missing",
    "p.yaml:22:17: 'role' needs 1 to 200 words",
    "p.yaml:20:5: key 'what' is missing",
    "p.yaml:23:21: rule 'often'",
    "p.yaml:23:35: 'every' is no period",
    "p.yaml:24:8: ",
};

static struct policy_problems
read_astray(struct world *w, struct str text)
{
	struct policy_problems problems = {0};
	struct policy *p = NULL;
	struct err err;

	CHECK_OK(policy_read_all(text, "p.yaml", w->catalog, &w->arena, &p,
		     &problems, &err),
	    &err);
	CHECK(p == NULL);
	return problems;
}

STORE_TEST(all_that_has_not_the_shape_is_told_at_once)
{
	struct policy_problems problems;
	struct world w;

	world_open(&w, store);
	problems = read_astray(&w, str_from(astray));
	for (size_t i = 0; i < problems.n && i < NELEM(strayed); i++)
		CHECK_STR(str_sub(problems.v[i].text, 0, strlen(strayed[i])),
		    str_from(strayed[i]));
	CHECK_INT(problems.n, NELEM(strayed));
	CHECK_INT(problems.more, 0);
	world_close(&w);
}

STORE_TEST(of_more_than_twenty_things_the_others_are_counted)
{
	struct policy_problems problems;
	struct world w;

	world_open(&w, store);
	problems = read_astray(&w,
	    arena_strf(&w.arena, "%smore: 1\nand: 2\nmore-still: 3\n", astray));
	CHECK_INT(problems.n, POLICY_SHAPE_MAX);
	CHECK_INT(problems.more, 3);
	problems = read_astray(&w, STR("policy: [unclosed\n"));
	CHECK_INT(problems.n, 1);
	world_close(&w);
}

static const struct {
	const char *text, *why;
} senseless[] = {
    {HEAD, "there is no obligation"},
    {HEAD ONE "    controls: [pci:6.2.2]\n",
	"p.yaml:15:15: no control 'pci:6.2.2'"},
    {HEAD "frameworks: [nowhere]\n" ONE, "no framework 'nowhere'"},
    {HEAD "obligations:\n  - id: a\n    title: x\n"
	  "    kind: assign-initial\n    what: {modules: [m9]}\n",
	"p.yaml:14:11: no module 'm9'"},
    {HEAD "obligations:\n  - id: a\n    title: x\n"
	  "    kind: assign-initial\n    what: {courses: [c9]}\n",
	"p.yaml:14:11: no course 'c9'"},
    {HEAD "obligations:\n  - id: a\n    title: x\n"
	  "    kind: assign-initial\n    what: {labs: [l9]}\n",
	"p.yaml:14:11: no lab 'l9'"},
    {HEAD "obligations:\n  - id: a\n    title: x\n"
	  "    kind: assign-initial\n    what: {path: p9}\n",
	"p.yaml:14:11: no path 'p9'"},
    {HEAD ONE "    who: {access: [production]}\n",
	"access to 'production', which is none of the systems"},
    {HEAD ONE "    who: {role: [boss]}\n", "no role 'boss'"},
    {HEAD ONE "    gates: [production]\n", "'gates' has no 'production'"},
    {HEAD SYSTEMS ONE "gates:\n  - {system: wiki, fail: open}\n",
	"a gate on 'wiki', which is outside"},
    {HEAD SYSTEMS ONE "gates:\n  - {system: production, fail: open}\n",
	"no obligation has the gate 'production'"},
    {HEAD ONE "    cadence: {rule: once}\n",
	"assign-recurring with the rule 'once' never comes back"},
    {HEAD ONE "    cadence: {rule: window, every: 12 months}\n",
	"a window is open for a day or more"},
    {HEAD ONE "  - id: aware\n    title: A\n    kind: policy\n",
	"the obligation 'aware' is there twice, first on line 11"},
    {HEAD ONE "  - id: b\n    title: A\n    kind: assign-recurring\n"
	      "    what: {modules: [m1]}\n"
	      "    cadence: {every: 6 months}\n",
	"p.yaml:15:5: contradicts 'aware' on line 11"},
    {HEAD ONE "messages: {manager_after_days: 9, "
	      "owner_after_days: 3}\n",
	"the ladder goes up"},
    {HEAD ONE "equivalents:\n  - {topic: m9, course: c, edition: e, "
	      "verified: v}\n",
	"no module 'm9'"},
};

STORE_TEST(what_makes_no_sense_is_told_all_of_it_with_its_place)
{
	struct world w;

	world_open(&w, store);
	for (size_t i = 0; i < NELEM(senseless); i++) {
		struct policy_problems problems = {0};
		struct policy *p = NULL;
		struct err err;

		CHECK_OK(read(&w, str_from(senseless[i].text), &p, &err), &err);
		CHECK_OK(policy_check(p, w.catalog, &w.arena, &problems, &err),
		    &err);
		CHECK_INT(problems.n, 1);
		if (str_find(problems.v[0].text, str_from(senseless[i].why)) ==
		    problems.v[0].text.len)
			CHECK_STR(
			    problems.v[0].text, str_from(senseless[i].why));
	}
	world_close(&w);
}

STORE_TEST(dates_and_names_that_contradict_each_other_are_told)
{
	static const char text[] =
	    "policy: training\nversion: 3\ntitle: T\nowner: Anna\n"
	    "approver: anna\napproved: 2026-03-10\neffective: 2026-02-01\n"
	    "review_by: 2026-03-10\n"
	    "statement: {who: a, what: b, how_often: c, onboarding: d, "
	    "non_completion: e, enforced: f}\n" ONE;
	static const char *const why[] = {
	    "p.yaml:7:12: takes effect before it was approved",
	    "p.yaml:8:12: is to be reviewed by a day that is not after its "
	    "approval",
	    "p.yaml:5:11: 'Anna' owns it and approves it: two people are "
	    "needed",
	};
	struct policy_problems problems = {0};
	struct policy *p = NULL;
	struct world w;
	struct err err;

	world_open(&w, store);
	CHECK_OK(read(&w, str_from(text), &p, &err), &err);
	CHECK_OK(policy_check(p, w.catalog, &w.arena, &problems, &err), &err);
	CHECK_INT(problems.n, NELEM(why));
	for (size_t i = 0; i < NELEM(why); i++)
		CHECK_STR(problems.v[i].text, str_from(why[i]));
	world_close(&w);
}

#define NIST HEAD "frameworks: [nist/moderate]\n"
#define OB(id, kind, who, days)                                           \
	"  - id: " id "\n    title: A\n    kind: " kind "\n    who: " who \
	"\n    what: {modules: [m1]}\n    first_days: " days              \
	"\n    controls: [\"nist:IR-2\"]\n"
#define LOOSE                                                              \
	"p.yaml:17:17: gives 30 first days, and nist:IR-2 allows 10 with " \
	"privileged access"

static const struct {
	const char *text, *why; /* NULL: nothing is wrong */
} days[] = {
    /* thirty count for who is not privileged, whatever is written */
    {NIST "obligations:\n" OB("a", "assign-recurring", "{role: [lead]}", "90"),
	"p.yaml:17:17: gives 30 first days, and nist:IR-2 allows 10 with "
	"privileged access: an obligation of 'seniority: [privileged]' that "
	"names it may give them"},
    {NIST "obligations:\n" OB("a", "assign-recurring", "{role: [lead]}", "10"),
	NULL},
    {NIST "obligations:\n" OB(
	 "a", "assign-recurring", "{not: {seniority: [privileged]}}", "30"),
	NULL},
    {NIST "obligations:\n" OB("a", "assign-recurring", "{role: [lead]}", "30")
	    OB("b", "assign-on-role-change",
		"{seniority: [privileged, on-call]}", "10"),
	NULL},
    {NIST "obligations:\n" OB("a", "assign-recurring", "{role: [lead]}", "30")
	    OB("b", "assign-on-role-change",
		"{seniority: [privileged], team: [red]}", "10"),
	LOOSE},
    {NIST "obligations:\n" OB("a", "assign-recurring", "{role: [lead]}", "30")
	    OB("b", "assign-on-role-change", "{seniority: [on-call]}", "10"),
	LOOSE},
    {NIST "obligations:\n" OB("a", "assign-recurring", "{role: [lead]}", "30")
	    OB("b", "before-access", "{seniority: [privileged]}", "0"),
	NULL},
    /* what is no training is not shortened, and said */
    {NIST "obligations:\n" OB("a", "assess-competence", "{role: [lead]}", "90"),
	"p.yaml:17:17: gives 90 first days, and nist:IR-2 allows 30"},
    {NIST "obligations:\n" OB("a", "assess-competence", "{role: [lead]}", "0"),
	"p.yaml:17:17: gives no first date, and nist:IR-2 allows 30"},
    /* without the profile, or switched off, nothing is prescribed */
    {HEAD "frameworks: [nist]\nobligations:\n" OB(
	 "a", "assess-competence", "{role: [lead]}", "90"),
	NULL},
    {HEAD "obligations:\n" OB("a", "assess-competence", "{role: [lead]}", "90"),
	NULL},
};

STORE_TEST(more_first_days_than_a_framework_allows_are_told)
{
	struct world w;

	world_open(&w, store);
	frameworks_put(&w);
	for (size_t i = 0; i < NELEM(days); i++) {
		struct policy_problems problems = {0};
		struct policy *p = NULL;
		struct err err;

		CHECK_OK(read(&w, str_from(days[i].text), &p, &err), &err);
		CHECK_OK(policy_check(p, w.catalog, &w.arena, &problems, &err),
		    &err);
		for (size_t k = 0; k < problems.n && days[i].why == NULL; k++)
			fail_msg("%zu: %.*s", i, STR_FMT(problems.v[k].text));
		if (days[i].why == NULL)
			continue;
		CHECK_INT(problems.n, 1);
		CHECK_STR(str_sub(problems.v[0].text, 0, strlen(days[i].why)),
		    str_from(days[i].why));
	}
	world_close(&w);
}

/* content/controls names what answers a control by the same words. */
static void
every_kind_is_one_that_a_control_may_ask_for(void)
{
	for (unsigned k = 0; k < POLICY_KINDS; k++)
		CHECK(catalog_is_ask(
		    str_from(policy_kind_name((enum policy_kind)k))));
}

TEST_MAIN(T(what_a_document_says_is_what_is_executed),
    T(what_has_not_the_shape_is_refused_with_its_place),
    T(all_that_has_not_the_shape_is_told_at_once),
    T(of_more_than_twenty_things_the_others_are_counted),
    T(what_makes_no_sense_is_told_all_of_it_with_its_place),
    T(more_first_days_than_a_framework_allows_are_told),
    T(every_kind_is_one_that_a_control_may_ask_for),
    T(dates_and_names_that_contradict_each_other_are_told))
