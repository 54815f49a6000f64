#include "people/scope.h"

#include "people/absence.h"
#include "people/access.h"
#include "people/world_test.h"

#define AT(day) (WORLD_START + (day)*CLOCK_DAY)

/* What one fact says, within a write. */
struct say {
	struct world *w;
	struct ledger_fact fact;
};

static enum err_code
act_say(struct db *db, void *ctx, struct err *err)
{
	struct say *s = ctx;

	return ledger_append(db, &s->w->arena, &s->fact, err);
}

static void
say(struct world *w, enum ledger_type type, int64_t at, struct id who,
    const struct ledger_field *fields, size_t n)
{
	struct say s = {.w = w,
	    .fact = {.id = id_new(),
		.type = type,
		.at = at,
		.subject = who,
		.fields = fields,
		.n = n}};
	struct err err = {0};

	CHECK_OK(store_write(w->store, act_say, &s, &err), &err);
	world_settle(w);
}

#define SAY(w, type, at, who, ...)                                         \
	do {                                                               \
		const struct ledger_field said_[] = {                      \
		    __VA_ARGS__, FIELD_TEXT("source", STR("hr"))};         \
		say((w), LEDGER_##type, (at), (who), said_, NELEM(said_)); \
	} while (0)

struct shown {
	struct world *w;
	struct id viewer, person;
	struct person now;
	struct scope_changes changes;
	struct accesses accesses;
	struct absences absences;
};

static enum err_code
act_show(struct db *db, void *ctx, struct err *err)
{
	struct shown *s = ctx;
	struct arena *arena = &s->w->arena;
	enum err_code rc = person_get(db, arena, s->person, &s->now, err);

	if (rc == ERR_NONE)
		rc = scope_changes(
		    db, arena, s->viewer, s->person, 50, &s->changes, err);
	if (rc == ERR_NONE)
		rc = access_list(db, arena, s->viewer,
		    &(struct access_ask){
			.person = s->person, .with_ended = true, .most = 50},
		    &s->accesses, err);
	if (rc == ERR_NONE)
		rc = absence_list(
		    db, arena, s->viewer, s->person, &s->absences, err);
	return rc;
}

static struct shown
show(struct world *w, struct id viewer, struct id person)
{
	struct shown s = {.w = w, .viewer = viewer, .person = person};
	struct err err = {0};

	CHECK_OK(store_read(w->store, act_show, &s, &err), &err);
	return s;
}

static void
check_rebuild(struct world *w)
{
	uint64_t differences = 1;
	struct err err = {0};

	CHECK_OK(
	    ledger_rebuild(&w->config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK_INT(differences, 0);
}

STORE_TEST(a_change_says_since_when_it_holds_and_since_when_it_is_known)
{
	struct world w;
	struct shown s;
	struct id who;

	world_open(&w, store);
	who = w.by_role[ROLE_DEVELOPER];
	SAY(&w, PERSON_CHANGED, AT(40), who, FIELD_TEXT("unit", STR("retail")),
	    FIELD_JSON("duties", STR("[\"on-call\"]")),
	    FIELD_TEXT("zone", STR("Europe/Vienna")),
	    FIELD_TIME("effective", AT(10)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_STR(s.now.unit, STR("retail"));
	CHECK_STR(s.now.duties, STR("[\"on-call\"]"));
	CHECK_STR(s.now.zone, STR("Europe/Vienna"));
	CHECK_INT(s.changes.n, 2);
	CHECK_STR(s.changes.v[0].kind, STR("changed"));
	CHECK(s.changes.v[0].effective == AT(10));
	CHECK(s.changes.v[0].known == AT(40));
	CHECK(s.changes.v[0].role.ptr == NULL);
	CHECK_STR(s.changes.v[1].kind, STR("joined"));
	CHECK_STR(s.changes.v[1].team, STR("payments"));
	SAY(&w, PERSON_CHANGED, AT(41), who, FIELD_FLAG("no_unit", 1));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK(s.now.unit.ptr == NULL);
	CHECK(s.changes.v[0].no_unit);
	check_rebuild(&w);
	world_close(&w);
}

STORE_TEST(a_late_word_about_the_past_does_not_undo_what_came_after)
{
	struct world w;
	struct shown s;
	struct id who;

	world_open(&w, store);
	who = w.by_role[ROLE_DEVELOPER];
	SAY(&w, PERSON_CHANGED, AT(30), who, FIELD_TEXT("unit", STR("bank")));
	SAY(&w, PERSON_CHANGED, AT(40), who, FIELD_TEXT("unit", STR("retail")),
	    FIELD_TEXT("role", STR("lead")), FIELD_TIME("effective", AT(20)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_STR(s.now.unit, STR("bank")); /* since day 30 */
	CHECK(s.now.role == ROLE_LEAD);     /* nothing later spoke of it */
	CHECK_INT(s.changes.n, 3);
	CHECK_STR(s.changes.v[1].unit, STR("retail"));
	SAY(&w, PERSON_CHANGED, AT(50), who, FIELD_TEXT("unit", STR("stores")),
	    FIELD_TIME("effective", AT(35)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_STR(s.now.unit, STR("stores")); /* later than day 30 */
	check_rebuild(&w);
	world_close(&w);
}

STORE_TEST(joining_counts_from_the_first_day_leaving_to_the_end_of_the_last)
{
	struct world w;
	struct shown s;
	struct id who = id_new();

	world_open(&w, store);
	SAY(&w, PERSON_JOINED, AT(5), who, FIELD_TEXT("name", STR("Ken")),
	    FIELD_TEXT("email", STR("ken@acme.example")),
	    FIELD_TEXT("role", STR("developer")), FIELD_TIME("starts", AT(9)),
	    FIELD_JSON("stacks", STR("[\"go\"]")));
	SAY(&w, PERSON_LEFT, AT(70), who, FIELD_TIME("last_day", AT(60)));
	SAY(&w, PERSON_JOINED, AT(90), who, FIELD_TEXT("name", STR("Ken")),
	    FIELD_TEXT("email", STR("ken2@acme.example")),
	    FIELD_TEXT("role", STR("lead")), FIELD_TIME("starts", AT(91)));
	/* of the first employment; the second knows nothing of it */
	SAY(&w, PERSON_CHANGED, AT(95), who, FIELD_TEXT("unit", STR("bank")),
	    FIELD_TIME("effective", AT(93)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_INT(s.changes.n, 4);
	CHECK(!s.now.left);
	CHECK(s.now.role == ROLE_LEAD);
	CHECK_STR(s.now.unit, STR("bank"));
	CHECK(s.now.stacks.ptr == NULL);
	CHECK_STR(s.changes.v[3].kind, STR("joined"));
	CHECK(s.changes.v[3].effective == AT(9));
	CHECK_STR(s.changes.v[3].stacks, STR("[\"go\"]"));
	CHECK_STR(s.changes.v[2].kind, STR("left"));
	CHECK(s.changes.v[2].effective == scope_day_end(AT(60)));
	CHECK(s.changes.v[2].known == AT(70));
	check_rebuild(&w);
	world_close(&w);
}

#define GRANT(w, at, who, level, ...)                                      \
	SAY(w, ACCESS_GRANTED, at, who, FIELD_TEXT("system", STR("prod")), \
	    FIELD_TEXT("level", STR(level)), __VA_ARGS__)
#define REVOKE(w, at, who, level, ...)                                     \
	SAY(w, ACCESS_REVOKED, at, who, FIELD_TEXT("system", STR("prod")), \
	    FIELD_TEXT("level", STR(level)), __VA_ARGS__)

STORE_TEST(an_access_stands_once_ends_once_and_may_come_again)
{
	struct world w;
	struct shown s;
	struct id who;

	world_open(&w, store);
	who = w.by_role[ROLE_DEVELOPER];
	REVOKE(&w, AT(1), who, "user", FIELD_TIME("until", AT(1))); /* none */
	GRANT(&w, AT(4), who, "user", FIELD_TIME("from", AT(2)),
	    FIELD_TEXT("login", STR("dmr")));
	GRANT(&w, AT(6), who, "user", FIELD_TIME("from", AT(5)));
	GRANT(&w, AT(7), who, "admin", FIELD_TIME("from", AT(7)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_INT(s.accesses.n, 2);
	CHECK(s.accesses.v[0].since == AT(2));
	CHECK(s.accesses.v[0].since_known == AT(4));
	CHECK(s.accesses.v[0].until == 0);
	CHECK_STR(s.accesses.v[0].login, STR("dmr"));
	REVOKE(&w, AT(20), who, "user", FIELD_TIME("until", AT(18)));
	REVOKE(&w, AT(21), who, "user", FIELD_TIME("until", AT(3)));
	GRANT(&w, AT(30), who, "user", FIELD_TIME("from", AT(30)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_INT(s.accesses.n, 3);
	CHECK(s.accesses.v[0].until == AT(18));
	CHECK(s.accesses.v[0].until_known == AT(20));
	CHECK_STR(s.accesses.v[1].level, STR("admin"));
	CHECK(s.accesses.v[1].until == 0);
	CHECK(s.accesses.v[2].since == AT(30));
	CHECK(s.accesses.v[2].until == 0);
	check_rebuild(&w);
	world_close(&w);
}

STORE_TEST(of_a_leave_the_last_word_counts_and_only_its_persons)
{
	struct world w;
	struct shown s;
	struct id who, leave = id_new();

	world_open(&w, store);
	who = w.by_role[ROLE_DEVELOPER];
	SAY(&w, LEAVE_RECORDED, AT(1), who, FIELD_ID("leave", leave),
	    FIELD_TIME("from", AT(2)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_INT(s.absences.n, 1);
	CHECK(s.absences.v[0].to == 0);
	SAY(&w, LEAVE_RECORDED, AT(9), who, FIELD_ID("leave", leave),
	    FIELD_TIME("from", AT(2)), FIELD_TIME("to", AT(8)));
	SAY(&w, LEAVE_RECORDED, AT(10), w.by_role[ROLE_LEAD],
	    FIELD_ID("leave", leave), FIELD_TIME("from", AT(3)));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK_INT(s.absences.n, 1);
	CHECK(s.absences.v[0].to == scope_day_end(AT(8)));
	CHECK(s.absences.v[0].known == AT(9));
	CHECK(!s.absences.v[0].withdrawn);
	SAY(&w, LEAVE_RECORDED, AT(11), who, FIELD_ID("leave", leave),
	    FIELD_TIME("from", AT(2)), FIELD_FLAG("withdrawn", 1));
	s = show(&w, PERSON_PROGRAM, who);
	CHECK(s.absences.v[0].withdrawn);
	s = show(&w, PERSON_PROGRAM, w.by_role[ROLE_LEAD]);
	CHECK_INT(s.absences.n, 0);
	check_rebuild(&w);
	world_close(&w);
}

STORE_TEST(ones_own_and_for_those_who_see_all_everybodys)
{
	static const bool sees[ROLE_COUNT] = {[ROLE_ADMIN] = true,
	    [ROLE_SECURITY_LEAD] = true,
	    [ROLE_AUDITOR] = true,
	    [ROLE_DEVELOPER] = true /* it is theirs */};
	struct world w;
	struct shown s;
	struct id who;

	world_open(&w, store);
	who = w.by_role[ROLE_DEVELOPER];
	GRANT(&w, AT(2), who, "user", FIELD_TIME("from", AT(2)));
	SAY(&w, LEAVE_RECORDED, AT(1), who, FIELD_ID("leave", id_new()),
	    FIELD_TIME("from", AT(2)));
	for (int role = 0; role < ROLE_COUNT; role++) {
		s = show(&w, w.by_role[role], who);
		CHECK_INT(s.accesses.n, sees[role]);
		CHECK_INT(s.absences.n, sees[role]);
		CHECK_INT(s.changes.n, sees[role]);
	}
	s = show(&w, (struct id){0}, who);
	CHECK_INT(s.accesses.n + s.absences.n + s.changes.n, 0);
	world_close(&w);
}

TEST_MAIN(T(a_change_says_since_when_it_holds_and_since_when_it_is_known),
    T(a_late_word_about_the_past_does_not_undo_what_came_after),
    T(joining_counts_from_the_first_day_leaving_to_the_end_of_the_last),
    T(an_access_stands_once_ends_once_and_may_come_again),
    T(of_a_leave_the_last_word_counts_and_only_its_persons),
    T(ones_own_and_for_those_who_see_all_everybodys))
