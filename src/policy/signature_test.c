/* A policy is published, and signed. */
#include "policy/town_test.h"

/* --- publishing
 * ----------------------------------------------------------------- */

STORE_TEST(a_version_is_published_whole_and_read_back_by_its_hash)
{
	struct policy_publishes all;
	const struct policy *p;
	struct town t;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, EVERYBODY));
	all = list(&t);
	CHECK_INT(all.n, 1);
	CHECK_INT(all.v[0].version, 1);
	CHECK_STR(all.v[0].note, STR("because of a test"));
	CHECK(memcmp(all.v[0].content, t.policy->hash, CATALOG_HASH) == 0);
	p = engine_policy(t.engine, t.w.now);
	CHECK_INT(p->version, 1);
	CHECK_STR(p->text, t.policy->text);
	town_close(&t);
}

STORE_TEST(what_must_not_be_published_is_refused_and_says_where)
{
	static const struct {
		unsigned version;
		int days;
		const char *rest, *why;
	} bad[] = {
	    {1, 1, EVERYBODY,
		"policy.yaml:2:10: version 1 does not follow 1, the last one "
		"published: 2 does"},
	    {3, 1, EVERYBODY, "policy.yaml:2:10: version 3 does not follow 1"},
	    {2, -2, EVERYBODY, "policy.yaml:7:12: takes effect in the past"},
	    {2, 0, EVERYBODY, "policy.yaml:2:10: says the same as version 1"},
	    {2, 1, "obligations: []\n",
		"policy.yaml:1:1: there is no obligation"},
	};
	struct town t;
	struct err err;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, EVERYBODY));
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK(publish(&t,
			  text(&t, bad[i].version, bad[i].days, bad[i].rest),
			  PERSON_PROGRAM, &err) == ERR_INVALID);
		if (str_find(str_from(err.text), str_from(bad[i].why)) ==
		    strlen(err.text))
			fail_msg("'%s' has no '%s'", err.text, bad[i].why);
		CHECK_INT(list(&t).n, 1);
	}
	town_close(&t);
}

STORE_TEST(the_first_version_may_have_taken_effect_before)
{
	struct town t;

	town_open(&t, store);
	published(&t, text(&t, 1, -10, EVERYBODY));
	CHECK_INT(list(&t).n, 1);
	town_close(&t);
}

STORE_TEST(who_owns_it_cannot_approve_it_and_approval_is_not_to_come)
{
	struct town t;
	struct str yaml;
	struct err err;
	char *at;

	town_open(&t, store);
	yaml = text(&t, 1, 0, EVERYBODY);
	at = strstr((char *)yaml.ptr, "approver: Max");
	memcpy(at, "approver: OLG", 13);
	yaml = arena_strf(&t.w.arena, "%.*s", STR_FMT(yaml));
	at = strstr((char *)yaml.ptr, "owner: Olga");
	memcpy(at, "owner: OLG ", 11);
	CHECK(publish(&t, yaml, PERSON_PROGRAM, &err) == ERR_INVALID);
	CHECK(strstr(err.text, "two people are needed") != NULL);
	t.w.now += DAYS(3); /* the day it says, not that of the clock */
	yaml = text(&t, 1, 9, EVERYBODY);
	t.w.now -= DAYS(3);
	CHECK(publish(&t, yaml, PERSON_PROGRAM, &err) == ERR_INVALID);
	CHECK(strstr(err.text, "approved on a day to come") != NULL);
	CHECK_INT(list(&t).n, 0);
	town_close(&t);
}

STORE_TEST(each_version_is_approved_anew)
{
	struct town t;
	struct str yaml;
	struct err err;

	town_open(&t, store);
	yaml = text(&t, 2, 5, MORE);
	world_later(&t.w, DAYS(1));
	published(&t, text(&t, 1, 2, EVERYBODY));
	CHECK(publish(&t, yaml, PERSON_PROGRAM, &err) == ERR_INVALID);
	CHECK(strstr(err.text, "each version is approved anew") != NULL);
	CHECK_OK(publish(&t, text(&t, 2, 5, MORE), PERSON_PROGRAM, &err), &err);
	town_close(&t);
}

STORE_TEST(only_an_administrator_or_a_security_lead_publishes)
{
	const struct id none = {0};
	struct id sven, admin;
	struct town t;
	struct err err;

	town_open(&t, store);
	sven = world_join(&t.w, "sven", "security_lead", none, none);
	admin = world_join(&t.w, "root", "admin", none, none);
	world_settle(&t.w);
	const struct id refused[] = {
	    t.w.ada, t.w.lead, t.w.auditor, none, id_new()};

	for (size_t i = 0; i < NELEM(refused); i++)
		CHECK(publish(&t, text(&t, 1, 0, EVERYBODY), refused[i],
			  &err) == ERR_DENIED);
	CHECK_INT(list(&t).n, 0);
	CHECK_OK(publish(&t, text(&t, 1, 0, EVERYBODY), sven, &err), &err);
	CHECK_OK(publish(&t, text(&t, 2, 1, EVERYBODY "    rationale: x\n"),
		     admin, &err),
	    &err);
	CHECK_INT(list(&t).n, 2);
	CHECK_STR(list(&t).v[0].by, STR("sven"));
	CHECK_STR(list(&t).v[1].by, STR("root"));
	town_close(&t);
}

STORE_TEST(two_at_once_are_one_version)
{
	struct act a, b;
	struct town t;
	struct err err;

	town_open(&t, store);
	a = (struct act){.t = &t,
	    .in = {read_policy(&t, text(&t, 1, 0, EVERYBODY)), STR("a"),
		PERSON_PROGRAM}};
	b = a;
	b.in.policy = read_policy(&t, text(&t, 1, 1, EVERYBODY));
	CHECK_OK(store_write(store, publish_in, &a, &err), &err);
	/* the log has not numbered it yet */
	CHECK(store_write(store, publish_in, &b, &err) == ERR_CONFLICT);
	world_settle(&t.w);
	CHECK_INT(list(&t).n, 1);
	CHECK(memcmp(list(&t).v[0].content, a.in.policy->hash, CATALOG_HASH) ==
	    0);
	town_close(&t);
}

STORE_TEST(publishing_needs_a_reason_in_words)
{
	static const char *const bad[] = {"", "  \n", "\xff"};
	struct town t;
	struct err err;

	town_open(&t, store);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct act a = {.t = &t,
		    .in = {read_policy(&t, text(&t, 1, 0, EVERYBODY)),
			str_from(bad[i]), PERSON_PROGRAM}};

		CHECK(store_write(store, publish_in, &a, &err) == ERR_INVALID);
		CHECK(strstr(err.text, "why it changes") != NULL);
	}
	town_close(&t);
}

/* --- signing
 * ---------------------------------------------------------------------- */

#define SIGNED                                          \
	"obligations:\n  - id: sign\n    title: Sign\n" \
	"    kind: acknowledge\n    first_days: 14\n"

static enum err_code
sign(struct town *t, struct id person, unsigned version, const char *name,
    struct err *err)
{
	struct id fact;
	enum err_code rc = policy_sign(t->engine, t->w.log.store, person,
	    &(struct policy_signing){.version = version,
		.name = str_from(name),
		.ip = STR("192.0.2.1"),
		.user_agent = STR("test \xff")},
	    &fact, err);

	world_settle(&t->w);
	if (rc == ERR_NONE)
		CHECK_OK(engine_follow(t->engine, NULL, err), err);
	return rc;
}

static struct policy_to_sign
to_sign(struct town *t, struct id person)
{
	struct policy_to_sign to;
	struct err err;

	CHECK_OK(policy_to_sign(t->engine, t->w.log.store, person, t->w.now,
		     &t->w.arena, &to, &err),
	    &err);
	return to;
}

STORE_TEST(a_signature_is_asked_for_given_once_and_asked_for_again_at_a_version)
{
	struct policy_to_sign to;
	struct town t;
	struct err err;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, SIGNED));
	world_later(&t.w, DAYS(1));
	to = to_sign(&t, t.w.ada);
	CHECK(to.signable && to.asked && to.signed_at == 0);
	CHECK(to.due.state == DUE_IS_DUE);
	CHECK_OK(sign(&t, t.w.ada, 1, " Ada L. ", &err), &err);
	to = to_sign(&t, t.w.ada);
	CHECK(!to.asked && to.signed_at != 0);
	CHECK(to_sign(&t, t.w.bob).asked); /* each for themselves */
	CHECK(sign(&t, t.w.ada, 1, "Ada", &err) == ERR_CONFLICT);
	published(&t, text(&t, 2, 2, SIGNED "    rationale: new\n"));
	CHECK(!to_sign(&t, t.w.ada).asked); /* not in force yet */
	world_later(&t.w, DAYS(2));
	to = to_sign(&t, t.w.ada);
	CHECK_INT(to.policy->version, 2);
	CHECK(to.asked && to.signed_at == 0);
	CHECK(sign(&t, t.w.ada, 1, "Ada", &err) == ERR_CONFLICT);
	CHECK(strstr(err.text, "version 2 is in force") != NULL);
	CHECK_OK(sign(&t, t.w.ada, 2, "Ada", &err), &err);
	CHECK(!to_sign(&t, t.w.ada).asked);
	town_close(&t);
}

STORE_TEST(the_same_version_is_signed_again_after_a_year)
{
	struct town t;
	struct err err;

	town_open(&t, store);
	published(&t, text(&t, 1, 0, SIGNED));
	CHECK_OK(sign(&t, t.w.ada, 1, "Ada", &err), &err);
	world_later(&t.w, DAYS(300));
	CHECK(sign(&t, t.w.ada, 1, "Ada", &err) == ERR_CONFLICT);
	world_later(&t.w, DAYS(60));
	CHECK(to_sign(&t, t.w.ada).asked);
	CHECK_OK(sign(&t, t.w.ada, 1, "Ada", &err), &err);
	CHECK(!to_sign(&t, t.w.ada).asked);
	town_close(&t);
}

STORE_TEST(what_is_no_signature_is_refused)
{
	struct str long_name;
	struct town t;
	struct err err;

	town_open(&t, store);
	CHECK_OK(engine_follow(t.engine, NULL, &err), &err);
	CHECK(sign(&t, t.w.ada, 0, "Ada", &err) == ERR_CONFLICT);
	CHECK(strstr(err.text, "no policy has been published") != NULL);
	published(&t, text(&t, 1, 0, SIGNED));
	long_name = arena_strf(&t.w.arena, "%0201d", 7);
	CHECK(sign(&t, t.w.ada, 1, "", &err) == ERR_INVALID);
	CHECK(sign(&t, t.w.ada, 1, " \n", &err) == ERR_INVALID);
	CHECK(sign(&t, t.w.ada, 1, "A\xff", &err) == ERR_INVALID);
	CHECK(sign(&t, t.w.ada, 1, long_name.ptr, &err) == ERR_INVALID);
	CHECK(sign(&t, t.w.ada, 2, "Ada", &err) == ERR_CONFLICT);
	CHECK(to_sign(&t, t.w.ada).signed_at == 0);
	town_close(&t);
}

TEST_MAIN(T(a_version_is_published_whole_and_read_back_by_its_hash),
    T(what_must_not_be_published_is_refused_and_says_where),
    T(the_first_version_may_have_taken_effect_before),
    T(who_owns_it_cannot_approve_it_and_approval_is_not_to_come),
    T(each_version_is_approved_anew),
    T(only_an_administrator_or_a_security_lead_publishes),
    T(two_at_once_are_one_version), T(publishing_needs_a_reason_in_words),
    T(a_signature_is_asked_for_given_once_and_asked_for_again_at_a_version),
    T(the_same_version_is_signed_again_after_a_year),
    T(what_is_no_signature_is_refused))
