#include "policy/verdict.h"

#include "people/person.h"
#include "policy/attachment.h"
#include "policy/frameworks_test.h"
#include "policy/readiness.h"
#include "policy/roll.h"
#include "policy/story_test.h"

#define HEAD(more)                                                   \
	"policy: training\nversion: 1\ntitle: Policy\nowner: Olga\n" \
	"approver: Anna\napproved: 2026-01-01\n"                     \
	"effective: 2026-02-01\nreview_by: 2030-01-01\n" more        \
	"statement: {who: a, what: b, how_often: c, onboarding: d, " \
	"non_completion: e, enforced: f}\n"
#define OBLIGATIONS                                                        \
	"obligations:\n"                                                   \
	"  - id: code\n    title: Secure coding\n"                         \
	"    kind: assign-recurring\n    who: {team: [red]}\n"             \
	"    what: {modules: [m1]}\n    cadence: {every: 24 months}\n"     \
	"    first_days: 30\n"                                             \
	"    controls: [\"soc2:CC1.4\", \"pci:6.2.2\", \"samm:EG-1-A\"]\n" \
	"  - id: report\n    title: Report\n"                              \
	"    kind: management-reporting\n"                                 \
	"    cadence: {every: 3 months}\n    first_days: 90\n"             \
	"    controls: [\"soc2:CC1.5\"]\n"

static const char *const on[] = {HEAD("frameworks: [soc2, pci]\n") OBLIGATIONS};
static const char *const off[] = {HEAD("") OBLIGATIONS};

static const char red_team[] =
    "2026-01-20 policy 1 effective=2026-02-01\n"
    "2026-03-01 join ana team=red\n2026-03-01 join ben team=red\n"
    "2026-03-01 join cleo team=red\n"
    "2026-04-01 join dora team=red\n2026-05-31 leave dora 2026-05-31\n"
    "2026-03-10 done ana m1 1.0.0\n2026-03-20 done ben m1 1.0.0\n";

struct scene {
	struct story story;
	struct tallies *tallies;
	struct arena arena;
	struct survey survey;
};

static struct scene *
scene_open(struct store *store, const char *const *policies)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct story *st = &s->story;
	struct err err;

	CHECK(s != NULL);
	arena_init(&s->arena, (size_t)64 << 20);
	world_open(&st->world, store);
	frameworks_put(&st->world);
	world_settle(&st->world);
	st->world.log.config.views = story_views;
	st->policies = policies;
	CHECK_OK(engine_new(store, st->world.catalog, &st->engine, &err), &err);
	CHECK_OK(tallies_new(
		     store, st->world.catalog, st->engine, &s->tallies, &err),
	    &err);
	story_tell(st, str_from(red_team));
	clock_set_for_test(story_at(STR("2027-12-31")));
	return s;
}

static void
scene_close(struct scene *s)
{
	tallies_free(s->tallies);
	story_close(&s->story);
	arena_release(&s->arena);
	free(s);
}

static void
look(struct scene *s, const char *day, const char *from)
{
	struct survey_ask ask = {.viewer = PERSON_PROGRAM};
	struct err err;

	if (from != NULL)
		CHECK_OK(
		    survey_period(str_from(from), str_from(day), &ask, &err),
		    &err);
	else
		ask.at = story_at(str_from(day));
	CHECK_OK(
	    survey_take(s->tallies, NULL, &ask, &s->arena, &s->survey, &err),
	    &err);
}

static const struct coverage *
control(struct scene *s, const char *framework, const char *id)
{
	const struct coverage *c;
	struct err err;

	CHECK_OK(survey_find(
		     &s->survey, str_from(framework), str_from(id), &c, &err),
	    &err);
	return c;
}

static struct str
sentence(struct scene *s, const char *framework, const char *id)
{
	struct verdict v;
	struct err err;

	CHECK_OK(survey_verdict(&s->survey, control(s, framework, id),
		     &s->arena, &v, &err),
	    &err);
	return v.sentence;
}

STORE_TEST(one_completion_is_in_time_for_one_control_and_late_for_another)
{
	struct scene *s = scene_open(store, on);
	struct verdict_things things = {0};
	struct err err;

	look(s, "2027-04-01", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("did not, since 1 April 2026: 1 of 3 people overdue"));
	CHECK_STR(sentence(s, "samm", "EG-1-A"),
	    STR("did not, since 1 April 2026: 1 of 3 people overdue"));
	CHECK_STR(sentence(s, "pci", "6.2.2"),
	    STR("did not, since 1 April 2026: 3 of 3 people overdue"));
	CHECK_OK(verdict_person(s->tallies, story_id(&s->story, STR("ana")),
		     story_at(STR("2027-04-01")), &s->arena, &things, &err),
	    &err);
	CHECK_INT(things.n, 1);
	CHECK(str_starts(things.v[0].sentence,
	    STR("SOC 2 CC1.4, SAMM EG-1-A until 10 March 2028; not PCI DSS "
		"6.2.2 since 11 March 2027, because ")));
	scene_close(s);
}

STORE_TEST(a_verdict_follows_the_log_and_any_past_day_stays_what_it_was)
{
	struct scene *s = scene_open(store, on);

	look(s, "2026-06-15", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("did not, since 1 April 2026: 1 of 3 people overdue"));
	story_tell(&s->story, STR("2026-06-20 done cleo m1 1.0.0"));
	look(s, "2026-06-21", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("operated as the policy states: 3 people, nobody overdue"));
	look(s, "2026-06-15", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("did not, since 1 April 2026: 1 of 3 people overdue"));
	look(s, "2026-03-15", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("operated as the policy states: 3 people, nobody overdue, "
		"2 still in time"));
	look(s, "2026-02-20", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("nobody is in scope of what names it"));
	scene_close(s);
}

/* 306 days of three people and 61 of one who left; cleo is overdue from 1
   April, dora from 2 to 31 May. */
STORE_TEST(a_period_counts_the_days_of_people_and_whoever_left_within_it)
{
	struct scene *s = scene_open(store, on);
	const struct operation *op;

	look(s, "2026-12-31", "2026-03-01");
	op = operation_control(&s->survey.operations, STR("soc2:CC1.4"));
	CHECK(op != NULL);
	CHECK_INT(op->people, 4);
	CHECK_INT(op->people_overdue, 2);
	CHECK_INT(op->days, 3 * 306 + 61);
	CHECK_INT(op->days_overdue, 275 + 30);
	CHECK_INT(op->n_spans, 2);
	CHECK_INT(op->spans.v[0].from, story_at(STR("2026-04-01")));
	CHECK(op->spans.v[0].open);
	CHECK_INT(op->spans.v[1].from, story_at(STR("2026-05-02")));
	CHECK(!op->spans.v[1].open);
	CHECK_INT(op->parts.n, 1);
	CHECK_INT(op->parts.v[0].days_overdue, op->days_overdue);
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("did not throughout: 2 of 4 people overdue, for 305 of 979 "
		"person-days, first on 1 April 2026"));
	look(s, "2026-03-31", "2026-03-01");
	CHECK_STR(sentence(s, "soc2", "CC1.4"),
	    STR("operated as the policy states: 3 people over 93 "
		"person-days, nobody overdue"));
	/* by its own twelve months more is late than by the policy's 24 */
	look(s, "2027-04-09", "2027-03-01");
	op = operation_control(&s->survey.operations, STR("pci:6.2.2"));
	CHECK_INT(op->people_overdue, 3);
	CHECK_INT(op->days_overdue, 40 + 30 + 20);
	op = operation_control(&s->survey.operations, STR("samm:EG-1-A"));
	CHECK_INT(op->people_overdue, 1);
	CHECK_INT(op->days_overdue, 40);
	scene_close(s);
}

STORE_TEST(what_nothing_answers_is_said_with_what_to_do)
{
	struct scene *s = scene_open(store, on);
	const struct coverage *c;

	look(s, "2026-06-15", NULL);
	CHECK_STR(sentence(s, "soc2", "CC7.3"),
	    STR("nothing here answers CC7.3 yet: publish a reporting channel"));
	CHECK_STR(sentence(s, "soc2", "CC9.2"),
	    STR("nothing here answers CC9.2 yet: attach the document that "
		"does"));
	c = control(s, "soc2", "CC1.4");
	CHECK(c->on);
	CHECK_INT(c->asks.n, 3);
	CHECK_STR(c->asks.v[0].by, STR("\"Secure coding\", too"));
	CHECK_STR(c->asks.v[1].by, STR("\"Secure coding\""));
	CHECK(!control(s, "samm", "EG-1-A")->on);
	c = control(s, "soc2", "CC1.1");
	CHECK_INT(c->gaps, 1);
	CHECK_STR(c->asks.v[0].remedy,
	    STR("name soc2:CC1.1 in an obligation of the kind acknowledge"));
	scene_close(s);
}

STORE_TEST(what_the_organisation_owes_speaks_for_its_control_too)
{
	struct scene *s = scene_open(store, on);

	look(s, "2026-03-01", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.5"),
	    STR("operated as the policy states: 1 of the organisation's own "
		"duties in time"));
	look(s, "2026-06-15", NULL);
	CHECK_STR(sentence(s, "soc2", "CC1.5"),
	    STR("did not, since 3 May 2026: \"Report\" was not done"));
	scene_close(s);
}

STORE_TEST(the_people_behind_it_come_worst_first_and_by_the_page)
{
	struct scene *s = scene_open(store, on);
	struct roll_ask ask = {.most = 2};
	struct roll roll = {0};
	struct err err;

	look(s, "2026-06-15", NULL);
	ask.coverage = control(s, "soc2", "CC1.4");
	ask.now = s->survey.tally.now;
	CHECK_OK(roll_call(s->tallies, &ask, &s->arena, &roll, &err), &err);
	CHECK_INT(roll.total, 3);
	CHECK_INT(roll.n, 2);
	CHECK_STR(roll.v[0].name, STR("cleo"));
	CHECK(roll.v[0].state == DUE_IS_OVERDUE);
	CHECK(str_starts(roll.v[0].reason, STR("because ")));
	CHECK_STR(roll.v[1].name, STR("ana"));
	CHECK_INT(roll.v[1].done, story_at(STR("2026-03-10")));
	ask.from = 2;
	roll = (struct roll){0};
	CHECK_OK(roll_call(s->tallies, &ask, &s->arena, &roll, &err), &err);
	CHECK_INT(roll.n, 1);
	CHECK_STR(roll.v[0].name, STR("ben"));
	ask.from = 0;
	ask.some = true;
	ask.state = DUE_IS_EXCUSED;
	CHECK_OK(roll_call(s->tallies, &ask, &s->arena, &roll, &err), &err);
	CHECK_INT(roll.total, 0);
	scene_close(s);
}

static bool
says(const struct readiness_lines *lines, size_t at, const char *what)
{
	return at < lines->n &&
	    str_find(lines->v[at].what, str_from(what)) < lines->v[at].what.len;
}

STORE_TEST(readiness_is_worst_first_and_each_line_has_its_remedy)
{
	struct scene *s = scene_open(store, on);
	struct readiness r;
	struct err err;

	look(s, "2027-04-01", NULL);
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK_INT(r.controls, 6);
	CHECK_INT(r.did_not, 3);
	CHECK(says(&r.operation, 0, "3 of 3 people"));
	CHECK(says(&r.operation, 1, "1 of 3 people"));
	for (size_t i = 0; i < r.design.n; i++) {
		CHECK(r.design.v[i].remedy.len > 0);
		CHECK(
		    i == 0 || r.design.v[i - 1].weight >= r.design.v[i].weight);
	}
	for (size_t i = 0; i < r.operation.n; i++)
		CHECK(r.operation.v[i].remedy.len > 0);
	look(s, "2027-04-09", "2027-03-01");
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK(says(&r.operation, 0, "3 of 3 people overdue, for 90 of 120"));
	scene_close(s);
}

STORE_TEST(without_a_framework_no_control_is_looked_at_and_that_is_said)
{
	struct scene *s = scene_open(store, off);
	struct readiness r;
	struct err err;

	look(s, "2026-06-15", NULL);
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK_INT(r.controls, 0);
	CHECK(says(&r.design, 0, "no framework is switched on"));
	look(s, "2026-01-15", NULL);
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK(says(&r.design, 0, "has not stated a policy"));
	scene_close(s);
}

static const char *const gone[] = {HEAD("frameworks: [soc2]\n") OBLIGATIONS
    "  - id: way\n    title: A way\n    kind: assign-initial\n"
    "    what: {path: p9}\n"};

/* All that answers a control has left the content. */
static const char *const hollow[] = {
    HEAD("frameworks: [pci]\n") "obligations:\n"
				"  - id: code\n    title: Code\n"
				"    kind: assign-recurring\n"
				"    what: {courses: [c9]}\n"
				"    controls: [\"pci:6.2.2\"]\n"};

STORE_TEST(what_is_no_longer_taught_answers_no_control)
{
	struct scene *s = scene_open(store, hollow);
	struct readiness r;
	struct err err;

	look(s, "2027-04-01", NULL);
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK_INT(r.whole, 0);
	scene_close(s);
}

STORE_TEST(what_was_published_and_is_no_longer_taught_is_said_and_stops_nothing)
{
	struct scene *s = scene_open(store, gone);
	struct readiness r;
	struct err err;

	look(s, "2027-04-01", NULL);
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK(says(&r.design, 0,
	    "\"A way\" asks for the path 'p9', which is no longer taught"));
	CHECK(says(&r.operation, 0, "1 of 3 people"));
	scene_close(s);
}

static const char *const loose[] = {
    HEAD("frameworks: [nist/moderate]\n") "obligations:\n"
					  "  - id: ir\n    title: Incidents\n"
					  "    kind: assign-recurring\n"
					  "    who: {team: [red]}\n"
					  "    what: {modules: [m1]}\n"
					  "    controls: [\"nist:IR-2\"]\n"};

STORE_TEST(a_verdict_says_where_more_days_are_given_than_the_framework_has)
{
	struct scene *s = scene_open(store, loose);
	struct readiness r;
	struct err err;

	look(s, "2026-06-15", NULL);
	CHECK_STR(sentence(s, "nist", "IR-2"),
	    STR("did not, since 1 April 2026: 1 of 3 people overdue; but "
		"\"Incidents\" gives 30 first days, and nist:IR-2 allows 10 "
		"with privileged access"));
	CHECK_OK(readiness_of(&s->survey, &s->arena, &r, &err), &err);
	CHECK(says(&r.design, 0,
	    "\"Incidents\" gives 30 first days, and nist:IR-2 allows 10"));
	scene_close(s);
}

STORE_TEST(how_everybody_stands_is_not_for_everybody)
{
	struct scene *s = scene_open(store, on);
	struct survey_ask ask = {.at = story_at(STR("2026-06-15"))};
	const struct id wrong[] = {
	    s->story.world.ada, s->story.world.lead, id_new(), {{0}}};
	struct err err;

	for (size_t i = 0; i < NELEM(wrong); i++) {
		ask.viewer = wrong[i];
		CHECK(survey_take(s->tallies, NULL, &ask, &s->arena, &s->survey,
			  &err) == ERR_DENIED);
	}
	ask.viewer = s->story.world.auditor;
	CHECK_OK(
	    survey_take(s->tallies, NULL, &ask, &s->arena, &s->survey, &err),
	    &err);
	scene_close(s);
}

STORE_TEST(a_period_that_makes_no_sense_is_refused_and_said_why)
{
	static const struct {
		const char *from, *to, *why;
	} bad[] = {
	    {"2026-01-01", "", "a first and a last day"},
	    {"", "2026-01-01", "a first and a last day"},
	    {"2026-02-30", "2026-03-01", "the first day '2026-02-30'"},
	    {"2026-02-01", "tomorrow", "the last day 'tomorrow'"},
	    {"2026-03-01", "2026-02-01", "ends before it begins"},
	    {"2020-01-01", "2026-01-01", "longer than"},
	    {"2031-01-01", "2031-06-01", "still to come"},
	};
	struct scene *s = scene_open(store, on);

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct survey_ask ask = {.at = 42};
		struct err err;

		CHECK(survey_period(str_from(bad[i].from), str_from(bad[i].to),
			  &ask, &err) == ERR_INVALID);
		if (strstr(err.text, bad[i].why) == NULL)
			fail_msg("%s: should say %s", err.text, bad[i].why);
		CHECK(ask.at == 42 && ask.from == 0 && ask.to == 0);
	}
	scene_close(s);
}

TEST_MAIN(T(one_completion_is_in_time_for_one_control_and_late_for_another),
    T(a_verdict_follows_the_log_and_any_past_day_stays_what_it_was),
    T(a_period_counts_the_days_of_people_and_whoever_left_within_it),
    T(what_nothing_answers_is_said_with_what_to_do),
    T(what_the_organisation_owes_speaks_for_its_control_too),
    T(the_people_behind_it_come_worst_first_and_by_the_page),
    T(readiness_is_worst_first_and_each_line_has_its_remedy),
    T(a_verdict_says_where_more_days_are_given_than_the_framework_has),
    T(what_was_published_and_is_no_longer_taught_is_said_and_stops_nothing),
    T(what_is_no_longer_taught_answers_no_control),
    T(without_a_framework_no_control_is_looked_at_and_that_is_said),
    T(how_everybody_stands_is_not_for_everybody),
    T(a_period_that_makes_no_sense_is_refused_and_said_why))
