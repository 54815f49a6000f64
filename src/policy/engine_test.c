#include "policy/engine.h"

#include "policy/story_test.h"

#define HEAD(version, effective, more)                               \
	"policy: training\nversion: " version                        \
	"\ntitle: Policy\nowner: Olga\napprover: Anna\n"             \
	"approved: 2026-01-01\neffective: " effective                \
	"\nreview_by: 2028-01-01\n" more                             \
	"statement: {who: a, what: b, how_often: c, onboarding: d, " \
	"non_completion: e, enforced: f}\n"                          \
	"systems:\n  - {id: production, title: P}\n"                 \
	"  - {id: wiki, title: W, boundary: outside, reason: r, "    \
	"approver: a}\n"

#define EVERYBODY_YEARLY                                  \
	"obligations:\n  - id: awareness\n    title: A\n" \
	"    kind: assign-recurring\n    what: {modules: [m1]}\n"

static const char *const yearly[] = {
    HEAD("1", "2026-02-01", "") EVERYBODY_YEARLY,
    HEAD("2", "2026-07-01", "") EVERYBODY_YEARLY
    "    cadence: {every: 6 months}\n    first_days: 10\n",
};
static const char *const days365[] = {
    HEAD("1", "2026-02-01", "twelve_months: 365-days\n") EVERYBODY_YEARLY,
};
static const char *const east[] = {
    HEAD("1", "2026-02-01", "zone: Asia/Tokyo\n") EVERYBODY_YEARLY,
};
static const char *const summer_time[] = {
    HEAD("1", "2026-02-01", "zone: Europe/Vienna\n") EVERYBODY_YEARLY,
};
static const char *const window[] = {
    HEAD("1", "2026-02-01", "") EVERYBODY_YEARLY
    "    cadence: {rule: window, every: 12 months, closes: 2026-12-31, "
    "open_days: 92}\n",
};
static const char *const later[] = {
    HEAD("1", "2026-02-01", "") EVERYBODY_YEARLY
    "    cadence: {rule: later-of-both, every: 12 months, "
    "closes: 2026-12-31, open_days: 92, minimum_active: 6 months}\n",
};
static const char *const away[] = {
    HEAD("1", "2026-02-01", "settings: {away_days: 90, return_days: 14}\n")
	EVERYBODY_YEARLY,
};
static const char *const access_first[] = {
    HEAD("1", "2026-02-01",
	"") "obligations:\n"
	    "  - id: before\n    title: B\n    kind: before-access\n"
	    "    who: {access: [in-scope]}\n    what: {modules: [m2]}\n"
	    "    gates: [production]\n"
	    "  - id: on-call\n    title: C\n    kind: assign-on-role-change\n"
	    "    who: {seniority: [on-call, privileged]}\n"
	    "    what: {modules: [m1]}\n"
	    "  - id: sign\n    title: S\n    kind: acknowledge\n"
	    "    who: {employment: [employee, contractor]}\n"
	    "gates:\n  - {system: production, fail: open}\n",
    HEAD("2", "2026-07-01",
	"") "obligations:\n"
	    "  - id: sign\n    title: S\n    kind: acknowledge\n"
	    "    who: {employment: [employee, contractor]}\n",
};
static const char *const competent[] = {
    HEAD("1", "2026-02-01",
	"") "obligations:\n"
	    "  - id: able\n    title: A\n    kind: assess-competence\n"
	    "    who: {any: [{team: [payments]}, {unit: [cards]}], "
	    "not: {employment: [intern]}}\n"
	    "    what: {modules: [m1]}\n    score: 90\n",
};

static const char *const raised[] = {
    HEAD("1", "2026-02-01",
	"") "obligations:\n"
	    "  - id: able\n    title: A\n    kind: assess-competence\n"
	    "    what: {modules: [m1]}\n",
    HEAD("2", "2026-07-01",
	"") "obligations:\n"
	    "  - id: able\n    title: A\n    kind: assess-competence\n"
	    "    what: {modules: [m1]}\n    score: 90\n",
};
static const char *const said_again[] = {
    HEAD("1", "2026-02-01", "") EVERYBODY_YEARLY,
    HEAD("2", "2026-07-01", "") EVERYBODY_YEARLY
    "    cadence: {every: 6 months}\n",
    HEAD("3", "2026-07-10", "") EVERYBODY_YEARLY
    "    cadence: {every: 6 months}\n",
};

/* What it asks for besides m1 has left the content. */
static const char *const left_behind[] = {
    HEAD("1", "2026-02-01",
	"frameworks: [gone]\n") "obligations:\n"
				"  - id: awareness\n    title: A\n"
				"    kind: assign-recurring\n"
				"    what: {modules: [m9, m1], labs: [l9], "
				"courses: [c9]}\n"
				"    controls: [\"gone:1\"]\n"
				"  - id: way\n    title: W\n"
				"    kind: assign-initial\n"
				"    what: {path: p9}\n",
};

static const struct {
	const char *about;
	const char *const *policies;
	const char *story, *who, *day, *owed;
} vectors[] = {
    {"before the policy the default holds: every course in 30 days", yearly,
	"2026-01-05 join ana", "ana", "2026-01-10",
	"every-course m1 due 2026-02-04"},
    {"when the policy takes effect, its own days begin", yearly,
	"2026-01-05 join ana\n2026-01-20 policy 1 effective=2026-02-01", "ana",
	"2026-02-02", "awareness m1 due 2026-03-03"},
    {"what is no longer taught is owed by nobody, and the rest goes on",
	left_behind,
	"2026-01-05 join ana\n2026-01-20 policy 1 effective=2026-02-01", "ana",
	"2026-02-02", "awareness m1 due 2026-03-03"},
    {"a completion before the policy counts", yearly,
	"2026-01-05 join ana\n2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-01-10 done ana m1 1.0.0",
	"ana", "2026-02-02", "awareness m1 current 2027-01-10"},
    {"twelve months to the same date", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-04 done ana m1 1.0.0",
	"ana", "2026-03-05", "awareness m1 current 2027-03-04"},
    {"a leap day's year ends on 28 February", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2028-02-29 done ana m1 1.0.0",
	"ana", "2028-03-01", "awareness m1 current 2029-02-28"},
    {"365 days end a day earlier when a leap day lies between", days365,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2027-03-04 done ana m1 1.0.0",
	"ana", "2027-03-05", "awareness m1 current 2028-03-03"},
    {"in summer a day there ends two hours before one of UTC", summer_time,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-03-10 join ana", "ana",
	"2026-04-09T21:59", "awareness m1 due 2026-04-09"},
    {"and is over then", summer_time,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-03-10 join ana", "ana",
	"2026-04-09T22:00", "awareness m1 overdue 2026-04-09"},
    {"a window closes for everybody on one day", window,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-04 done ana m1 1.0.0",
	"ana", "2026-10-02", "awareness m1 due 2026-12-31"},
    {"who did it inside the window has the next one", window,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-10-04 done ana m1 1.0.0",
	"ana", "2026-10-05", "awareness m1 current 2027-12-31"},
    {"the later of both: not before six months have passed", later,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-08-04 done ana m1 1.0.0",
	"ana", "2026-10-05", "awareness m1 current 2027-12-31"},
    {"the later of both: six months have passed", later,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-04 done ana m1 1.0.0",
	"ana", "2026-10-05", "awareness m1 due 2026-12-31"},
    {"hire inside the period: days count from joining", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-05-10 join ana", "ana",
	"2026-06-10", "awareness m1 overdue 2026-06-09"},
    {"a hire entered late has days from the entry", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-06-20 join ana starts=2026-05-10",
	"ana", "2026-06-21", "awareness m1 due 2026-07-04"},
    {"on leave: excused, and days are left after it", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-05-10 join ana\n"
	"2026-05-20 away ana 2026-05-20 2026-08-31",
	"ana", "2026-07-01", "awareness m1 excused 2026-09-14"},
    {"on leave for a few of the days: excused as long", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-05-10 join ana\n"
	"2026-05-12 away ana 2026-05-12 2026-05-15",
	"ana", "2026-05-14", "awareness m1 excused 2026-06-09"},
    {"back from leave: due until the days are over", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-05-10 join ana\n"
	"2026-05-20 away ana 2026-05-20 2026-06-20",
	"ana", "2026-06-25", "awareness m1 due 2026-07-04"},
    {"a stricter policy leaves days, and no more than before", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-01 join ana\n"
	"2026-01-10 done ana m1 1.0.0\n"
	"2026-06-20 policy 2 effective=2026-07-01",
	"ana", "2026-07-02", "awareness m1 due 2026-07-31"},
    {"a stricter policy does not start anew for who was late", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-06-20 policy 2 effective=2026-07-01",
	"ana", "2026-07-02", "awareness m1 overdue 2026-03-12"},
    {"what was over before the policy is not late under it", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2025-01-01 join ana\n"
	"2025-01-10 done ana m1 1.0.0",
	"ana", "2026-02-02", "awareness m1 due 2026-03-03"},
    {"a policy that says the same again takes no day away", said_again,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-01 join ana\n"
	"2026-01-10 done ana m1 1.0.0\n"
	"2026-06-20 policy 2 effective=2026-07-01\n"
	"2026-07-09 policy 3 effective=2026-07-10",
	"ana", "2026-07-12", "awareness m1 due 2026-07-31"},
    {"a score that was enough stands for the days of the change", raised,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-01 join ana\n"
	"2026-03-01 done ana m1 1.0.0 score=85\n"
	"2026-06-20 policy 2 effective=2026-07-01",
	"ana", "2026-07-02", "able m1 due 2026-07-31"},
    {"and not if it was reached after the change", raised,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-01 join ana\n"
	"2026-07-02 done ana m1 1.0.0 score=85\n"
	"2026-06-20 policy 2 effective=2026-07-01",
	"ana", "2026-07-03", "able m1 overdue 2026-03-03"},
    {"who joins under the new policy has its days", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-07-10 join ana\n"
	"2026-06-20 policy 2 effective=2026-07-01",
	"ana", "2026-07-12", "awareness m1 due 2026-07-20"},
    {"a leaver owes nothing", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-04-01 leave ana 2026-03-31",
	"ana", "2026-04-02", ""},
    {"re-hire: what was proved still stands", away,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-12 done ana m1 1.0.0\n2026-04-01 leave ana 2026-03-31\n"
	"2026-05-01 join ana",
	"ana", "2026-05-02", "awareness m1 current 2027-02-12"},
    {"re-hire after just as many days as the policy allows", away,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-12 done ana m1 1.0.0\n2026-04-01 leave ana 2026-03-31\n"
	"2026-06-30 join ana",
	"ana", "2026-07-01", "awareness m1 current 2027-02-12"},
    {"re-hire a day later than that begins anew", away,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-12 done ana m1 1.0.0\n2026-04-01 leave ana 2026-03-31\n"
	"2026-07-01 join ana",
	"ana", "2026-07-02", "awareness m1 due 2026-07-31"},
    {"re-hire after longer than the policy allows begins anew", away,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-12 done ana m1 1.0.0\n2026-04-01 leave ana 2026-03-31\n"
	"2026-09-01 join ana",
	"ana", "2026-09-02", "awareness m1 due 2026-10-01"},
    {"a contractor who becomes an employee goes on", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-10 join ana employment=contractor\n"
	"2026-06-01 change ana employment=employee",
	"ana", "2026-06-02", "sign training overdue 2026-03-12"},
    {"days are those of the policy's zone", east,
	"2026-01-20 policy 1 effective=2026-01-31T15:00\n"
	"2026-02-10 join ana\n2026-03-03T22:30 done ana m1 1.0.0",
	"ana", "2026-03-05", "awareness m1 current 2027-03-04"},
    {"a new major version comes back", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-10 join ana employment=employee\n2026-02-11 sign ana 1\n"
	"2026-06-20 policy 2 effective=2026-07-01",
	"ana", "2026-07-02", "sign training due 2026-07-31"},
    {"access before training is overdue from its first instant", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-01 grant ana production user",
	"ana", "2026-03-02", "before m2 overdue 2026-03-01"},
    {"training before access is current", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-20 done ana m2 1.0.0\n2026-03-01 grant ana production user",
	"ana", "2026-03-02", "before m2 current -"},
    {"access that was there when the policy came leaves days", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-01-02 join ana\n"
	"2026-01-03 grant ana production user",
	"ana", "2026-02-02", "before m2 due 2026-03-03"},
    {"what is outside the boundary is not in scope", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-01 grant ana wiki user",
	"ana", "2026-03-02", ""},
    {"scope ends with the last access", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-01 grant ana production user\n"
	"2026-04-01 revoke ana production user until=2026-03-31",
	"ana", "2026-04-02", ""},
    {"a duty taken is ten days, and only what was done since", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-12 done ana m1 1.0.0\n2026-05-01 change ana duties=on-call",
	"ana", "2026-05-02", "on-call m1 due 2026-05-11"},
    {"a privileged access is a standing of its own", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-12 done ana m2 1.0.0\n"
	"2026-05-01 grant ana production admin",
	"ana", "2026-05-02", "before m2 current -\non-call m1 due 2026-05-11"},
    {"a late word that a duty began earlier leaves days", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-05-20 change ana duties=on-call effective=2026-05-01",
	"ana", "2026-05-21", "on-call m1 due 2026-06-03"},
    {"a late word of an access is not one of the joining", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-03-01 join ana employment=employee\n"
	"2026-03-20 grant ana production user from=2026-03-01",
	"ana", "2026-03-21",
	"before m2 due 2026-04-03\nsign training due 2026-03-31"},
    {"a word on the day itself is not late", access_first,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-01T09:00 grant ana production user from=2026-03-01",
	"ana", "2026-03-02", "before m2 overdue 2026-03-01"},
    {"a late word of what the policy asked for when it came", access_first,
	"2026-01-10 join ana\n2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-20 change ana duties=on-call effective=2026-01-25",
	"ana", "2026-02-21", "on-call m1 due 2026-03-06"},
    {"an access that begins with the policy was not there before", access_first,
	"2026-01-10 join ana\n2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-01 grant ana production user",
	"ana", "2026-02-02", "before m2 overdue 2026-02-01"},
    {"nor does a wiki that is opened that day take it away", access_first,
	"2026-01-02 join ana\n2026-01-03 grant ana production user\n"
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-01 grant ana wiki user",
	"ana", "2026-02-02", "before m2 due 2026-03-03"},
    {"one of two, and not the third", competent,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-10 join ana unit=cards employment=intern",
	"ana", "2026-02-11", ""},
    {"a score below what is asked does not count", competent,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-10 join ana team=payments\n"
	"2026-02-11 done ana m1 1.0.0 score=85",
	"ana", "2026-02-12", "able m1 due 2026-03-12"},
    {"a score that is enough does", competent,
	"2026-01-20 policy 1 effective=2026-02-01\n"
	"2026-02-10 join ana team=payments\n"
	"2026-02-11 done ana m1 1.0.0 score=95",
	"ana", "2026-02-12", "able m1 current 2027-02-11"},
    {"an exception excuses until its end", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-01 exception ana awareness until=2026-06-01",
	"ana", "2026-05-30", "awareness m1 excused 2026-03-12"},
    {"an exception that ended moves nothing", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-03-01 exception ana awareness until=2026-06-01",
	"ana", "2026-06-02", "awareness m1 overdue 2026-03-12"},
    {"a certificate from elsewhere stands until its own end", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-20 certificate ana m1 completed=2026-01-02 "
	"until=2026-06-30",
	"ana", "2026-02-21", "awareness m1 current 2026-06-30"},
    {"an override counts as what it is", yearly,
	"2026-01-20 policy 1 effective=2026-02-01\n2026-02-10 join ana\n"
	"2026-02-20 override ana m1 1.0.0 completed=2026-02-01",
	"ana", "2026-02-21", "awareness m1 current 2027-02-01"},
};

static size_t vector;

static void
one_vector(struct store *store)
{
	struct story *s = malloc(sizeof(*s));

	CHECK(s != NULL);
	story_open(s, store, vectors[vector].policies);
	story_tell(s, str_from(vectors[vector].story));
	CHECK_STR(story_owed(s, vectors[vector].who, vectors[vector].day),
	    str_from(vectors[vector].owed));
	story_close(s);
	free(s);
}

/* Each on a database of its own; on PostgreSQL, where making one takes
   longer, the first of each set of policies. */
static void
every_vector_of_cadence_and_population_comes_out_as_said(void)
{
	for (vector = 0; vector < NELEM(vectors); vector++) {
		bool first = vector == 0 ||
		    vectors[vector].policies != vectors[vector - 1].policies;

		if (first)
			store_test_each(
			    vectors[vector].about, true, one_vector);
		else
			store_test_sqlite(true, one_vector);
	}
}

#define THREE_YEARS                                               \
	"obligations:\n  - id: awareness\n    title: A\n"         \
	"    kind: assign-recurring\n    what: {modules: [m1]}\n" \
	"    cadence: {every: 36 months}\n"                       \
	"    controls: [\"pci:6.2.2\", \"samm:EG-1-A\", \"soc2:CC1.4\"]\n"

static const char *const both_on[] = {
    HEAD("1", "2026-02-01", "frameworks: [pci, samm, soc2]\n") THREE_YEARS};
static const char *const samm_on[] = {
    HEAD("1", "2026-02-01", "frameworks: [samm]\n") THREE_YEARS};
static const char *const soc2_on[] = {
    HEAD("1", "2026-02-01", "frameworks: [soc2]\n") THREE_YEARS};

/* One completion, three windows; only what is switched on tightens, and a
   control without a period is judged by what the policy states. */
static const struct {
	const char *const *policies, *control, *due;
} windows[] = {
    {both_on, NULL, "2027-03-03"},
    {samm_on, NULL, "2028-03-03"},
    {soc2_on, NULL, "2029-03-03"},
    {both_on, "pci:6.2.2", "2027-03-03"},
    {both_on, "samm:EG-1-A", "2028-03-03"},
    {both_on, "soc2:CC1.4", "2029-03-03"},
};

static size_t one_of_windows;

static void
one_window(struct store *store)
{
	const char *control = windows[one_of_windows].control;
	const struct engine_ask ask = {.now = story_at(STR("2026-03-04")),
	    .control = control != NULL ? str_from(control) : STR_NONE,
	    .reasons = true};
	struct story *s = malloc(sizeof(*s));
	struct owed_list list = {0};
	char date[CLOCK_DATE_LEN + 1];
	struct err err;

	CHECK(s != NULL);
	story_open(s, store, windows[one_of_windows].policies);
	story_tell(s,
	    STR("2026-01-20 policy 1 effective=2026-02-01\n"
		"2026-02-10 join ana\n2026-03-03 done ana m1 1.0.0"));
	CHECK_OK(engine_person(s->engine, story_id(s, STR("ana")), &ask,
		     &s->world.arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 1);
	clock_write_date(list.v[0].due.due, date);
	CHECK_STR(str_from(date), str_from(windows[one_of_windows].due));
	story_close(s);
	free(s);
}

static void
one_completion_stands_differently_for_controls_with_different_windows(void)
{
	for (size_t i = 0; i < NELEM(windows); i++) {
		one_of_windows = i;
		store_test_sqlite(true, one_window);
	}
}

/* What follows from facts one by one is what a fresh reading finds. */
STORE_TEST(following_fact_by_fact_comes_to_what_a_whole_reading_does)
{
	static const char *const lines[] = {
	    "2026-01-20 policy 1 effective=2026-02-01",
	    "2026-02-10 join ana employment=employee",
	    "2026-02-11 join ben employment=contractor duties=on-call",
	    "2026-02-12 grant ana production admin",
	    "2026-02-13 done ana m2 1.0.0",
	    "2026-02-14 away ben 2026-02-14",
	    "2026-02-15 exception ana sign until=2026-06-01",
	    "2026-02-16 sign ben 1",
	    "2026-02-17 change ana duties=on-call",
	    "2026-02-18 revoke ana production admin",
	    "2026-02-19 certificate ben m1 completed=2026-01-02",
	    "2026-06-20 policy 2 effective=2026-07-01",
	    "2026-06-21 leave ben",
	};
	static const char *const days[] = {
	    "2026-02-21", "2026-03-30", "2026-07-02"};
	struct story *s = malloc(sizeof(*s));
	struct engine *whole, *step;
	struct err err;

	CHECK(s != NULL);
	story_open(s, store, access_first);
	step = s->engine;
	for (size_t i = 0; i < NELEM(lines); i++) {
		story_tell(s, str_from(lines[i]));
		CHECK_OK(
		    engine_new(store, s->world.catalog, &whole, &err), &err);
		CHECK_OK(engine_follow(whole, NULL, &err), &err);
		for (size_t d = 0; d < NELEM(days); d++)
			for (int who = 0; who < 2; who++) {
				const char *name = who == 0 ? "ana" : "ben";
				struct str by_step =
				    story_owed(s, name, days[d]);

				s->engine = whole;
				CHECK_STR(
				    story_owed(s, name, days[d]), by_step);
				s->engine = step;
			}
		engine_free(whole);
	}
	story_close(s);
	free(s);
}

STORE_TEST(a_gate_asks_as_if_the_access_were_there)
{
	struct engine_ask ask = {.now = story_at(STR("2026-03-04")),
	    .as_if_access = STR("production"),
	    .reasons = true};
	struct story *s = malloc(sizeof(*s));
	struct owed_list list = {0};
	struct err err;

	CHECK(s != NULL);
	story_open(s, store, access_first);
	story_tell(s,
	    STR("2026-01-20 policy 1 effective=2026-02-01\n"
		"2026-02-10 join ana"));
	CHECK_OK(engine_person(s->engine, story_id(s, STR("ana")), &ask,
		     &s->world.arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 1);
	CHECK_STR(list.v[0].obligation->id, STR("before"));
	CHECK(list.v[0].due.state == DUE_IS_DUE);
	CHECK(list.v[0].due.done == NULL);
	ask.as_if_access = STR("wiki");
	CHECK_OK(engine_person(s->engine, story_id(s, STR("ana")), &ask,
		     &s->world.arena, &list, &err),
	    &err);
	CHECK_INT(list.n, 0);
	story_close(s);
	free(s);
}

TEST_MAIN(T(every_vector_of_cadence_and_population_comes_out_as_said),
    T(one_completion_stands_differently_for_controls_with_different_windows),
    T(following_fact_by_fact_comes_to_what_a_whole_reading_does),
    T(a_gate_asks_as_if_the_access_were_there))
