#include "people/signin.h"

#include <pthread.h>

#include "crypto/totp.h"
#include "people/link.h"
#include "people/second.h"
#include "store/schema.h"

#include "people/world_test.h"

static const struct visitor visitor = {
    STR_INIT("192.0.2.7"), STR_INIT("test/1")};

#define MINUTE (INT64_C(60) * CLOCK_SECOND)

static enum err_code
sign_in(struct world *w, const char *email, const char *password,
    struct signed_in *out, struct err *err)
{
	return signin_password(w->store, &w->arena, str_from(email),
	    str_from(password), &visitor, out, err);
}

static enum err_code
act_find(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	bool found = false;
	enum err_code rc;

	rc = session_find(db, &a->w->arena, a->text, &found, a->more, err);
	return rc == ERR_NONE && !found
	    ? err_set(err, ERR_NOT_FOUND, "no session")
	    : rc;
}

static bool
is_signed_in(struct world *w, struct str token, struct session *out)
{
	struct session s;
	struct act a = {.w = w, .text = token, .more = out ? out : &s};
	struct err err = {0};
	enum err_code rc = store_read(w->store, act_find, &a, &err);

	CHECK(rc == ERR_NONE || rc == ERR_NOT_FOUND);
	return rc == ERR_NONE;
}

static enum err_code
act_close_all(struct db *db, void *ctx, struct err *err)
{
	return session_close_all(db, ((struct act *)ctx)->person, err);
}

static enum err_code
act_leave(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_leave(db, &a->w->arena, PERSON_PROGRAM, a->person,
	    STR_NONE, STR("test"), err);
}

STORE_TEST(the_right_password_opens_a_session_and_each_has_its_own_token)
{
	struct signed_in first, second;
	struct session session;
	struct world w;
	struct err err = {0};

	world_open(&w, store);
	CHECK_OK(
	    sign_in(&w, " ADA@acme.example ", WORLD_PASSWORD, &first, &err),
	    &err);
	CHECK_OK(sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &second, &err),
	    &err);
	CHECK(!first.waiting);
	CHECK(!str_eq(first.token, second.token));
	CHECK_INT(first.token.len, SESSION_TOKEN_LEN);
	CHECK(is_signed_in(&w, first.token, &session));
	CHECK_STR(session.person.email, STR("ada@acme.example"));
	CHECK(session.person.role == ROLE_ADMIN);
	CHECK(session.csrf.len == SESSION_TOKEN_LEN);
	CHECK(!session.stale);
	world_close(&w);
}

STORE_TEST(a_stranger_learns_nothing_of_who_has_an_account)
{
	static const struct {
		const char *email, *password;
	} tries[] = {
	    {"ada@acme.example", "wrong password here"},
	    {"nobody@acme.example", WORLD_PASSWORD},
	    {"grace@acme.example", WORLD_PASSWORD}, /* has none yet */
	    {"grace@acme.example", ""},
	    {"not an address", WORLD_PASSWORD},
	    {"", ""},
	};
	struct world w;

	world_open(&w, store);
	for (size_t i = 0; i < NELEM(tries); i++) {
		struct signed_in out = {STR("untouched"), false};
		struct err err;

		CHECK_INT(
		    sign_in(&w, tries[i].email, tries[i].password, &out, &err),
		    ERR_DENIED);
		CHECK_STR(str_from(err.text),
		    STR("this e-mail address and this password do not match"));
		CHECK_STR(out.token, STR("untouched"));
	}
	world_close(&w);
}

STORE_TEST(guessing_is_slowed_by_account_and_the_limit_passes)
{
	struct signed_in out;
	struct world w;
	struct err err = {0};

	world_open(&w, store);
	for (int i = 0; i < 10; i++)
		CHECK_INT(sign_in(&w, "ada@acme.example", "no", &out, &err),
		    ERR_DENIED);
	/* now not even the right one */
	CHECK_INT(sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &out, &err),
	    ERR_LIMIT);
	CHECK_STR(str_from(err.text), STR("too many tries: wait 15 minutes"));
	CHECK_INT(
	    sign_in(&w, "grace@acme.example", "no", &out, &err), ERR_DENIED);
	clock_set_for_test(WORLD_START + 16 * MINUTE);
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &out, &err), &err);
	world_close(&w);
}

STORE_TEST(guessing_is_slowed_by_address_too)
{
	struct signed_in out;
	struct world w;
	struct err err = {0};

	world_open(&w, store);
	for (int i = 0; i < 100; i++)
		CHECK_INT(
		    signin_link(store, &w.arena,
			STR("0123456789012345678901234567890123456789012"),
			&visitor, &out, &err),
		    ERR_DENIED);
	CHECK_INT(sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &out, &err),
	    ERR_LIMIT);
	CHECK_OK(
	    signin_password(store, &w.arena, STR("ada@acme.example"),
		STR(WORLD_PASSWORD),
		&(struct visitor){STR("192.0.2.8"), STR("test/1")}, &out, &err),
	    &err);
	world_close(&w);
}

STORE_TEST(a_session_ends_idle_old_closed_or_with_its_person)
{
	struct signed_in out;
	struct world w;
	struct act a = {.w = &w};
	struct session session;
	struct err err = {0};

	world_open(&w, store);
	a.person = w.by_role[ROLE_DEVELOPER];
	CHECK_OK(signin_set_password(
		     store, &w.arena, a.person, STR(WORLD_PASSWORD), &err),
	    &err);
	CHECK_OK(sign_in(&w, "dennis@acme.example", WORLD_PASSWORD, &out, &err),
	    &err);
	clock_set_for_test(WORLD_START + SESSION_IDLE - MINUTE);
	CHECK(is_signed_in(&w, out.token, &session));
	CHECK(session.stale);
	clock_set_for_test(WORLD_START + SESSION_IDLE);
	CHECK(!is_signed_in(&w, out.token, NULL));
	clock_set_for_test(WORLD_START + MINUTE);
	CHECK(is_signed_in(&w, out.token, NULL));
	CHECK(!is_signed_in(&w, STR(""), NULL));
	CHECK(!is_signed_in(&w, str_sub(out.token, 0, 42), NULL));
	CHECK_OK(store_write(store, act_close_all, &a, &err), &err);
	CHECK(!is_signed_in(&w, out.token, NULL));
	CHECK_OK(sign_in(&w, "dennis@acme.example", WORLD_PASSWORD, &out, &err),
	    &err);
	CHECK_OK(store_write(store, act_leave, &a, &err), &err);
	CHECK(!is_signed_in(&w, out.token, NULL)); /* before its number, too */
	CHECK_INT(
	    sign_in(&w, "dennis@acme.example", WORLD_PASSWORD, &out, &err),
	    ERR_DENIED);
	world_close(&w);
}

STORE_TEST(a_new_password_ends_every_session)
{
	struct signed_in out;
	struct world w;
	struct err err = {0};
	struct id ada;

	world_open(&w, store);
	ada = w.by_role[ROLE_ADMIN];
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &out, &err), &err);
	CHECK_INT(signin_change_password(store, &w.arena, ada,
		      STR("not the old one"), STR("another long one"), &err),
	    ERR_DENIED);
	CHECK_INT(signin_change_password(store, &w.arena, ada,
		      STR(WORLD_PASSWORD), STR("short"), &err),
	    ERR_INVALID);
	CHECK(is_signed_in(&w, out.token, NULL));
	CHECK_OK(signin_change_password(store, &w.arena, ada,
		     STR(WORLD_PASSWORD), STR("another long one"), &err),
	    &err);
	CHECK(!is_signed_in(&w, out.token, NULL));
	CHECK_INT(sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &out, &err),
	    ERR_DENIED);
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", "another long one", &out, &err),
	    &err);
	world_close(&w);
}

static enum err_code
act_link(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return link_make(db, &a->w->arena, a->person,
	    *(enum link_purpose *)a->more, 0, &a->text, err);
}

static struct str
new_link(struct world *w, struct id person, enum link_purpose purpose)
{
	struct act a = {.w = w, .person = person, .more = &purpose};
	struct err err = {0};

	CHECK_OK(store_write(w->store, act_link, &a, &err), &err);
	return a.text;
}

STORE_TEST(a_link_lets_one_in_once_and_in_time)
{
	struct signed_in out;
	struct world w;
	struct str link, late, reset;
	struct err err = {0};
	struct id grace;

	world_open(&w, store);
	grace = w.by_role[ROLE_LEAD];
	link = new_link(&w, grace, LINK_SIGNIN);
	late = new_link(&w, grace, LINK_SIGNIN);
	reset = new_link(&w, grace, LINK_RESET);
	CHECK_OK(
	    signin_link(store, &w.arena, link, &visitor, &out, &err), &err);
	CHECK(is_signed_in(&w, out.token, NULL));
	CHECK_INT(signin_link(store, &w.arena, link, &visitor, &out, &err),
	    ERR_DENIED);
	/* one to set a password is none to come in by, and is not used up */
	CHECK_INT(signin_link(store, &w.arena, reset, &visitor, &out, &err),
	    ERR_DENIED);
	CHECK_OK(
	    signin_reset(store, &w.arena, reset, STR(WORLD_PASSWORD), &err),
	    &err);
	late = new_link(&w, grace, LINK_SIGNIN);
	clock_set_for_test(WORLD_START + LINK_SIGNIN_LIFE);
	CHECK_INT(signin_link(store, &w.arena, late, &visitor, &out, &err),
	    ERR_DENIED);
	world_close(&w);
}

struct racer {
	struct world *w;
	struct str link;
	struct arena arena;
	enum err_code rc;
};

static void *
race(void *ctx)
{
	struct racer *r = ctx;
	struct signed_in out;
	struct err err;

	arena_init(&r->arena, 1 << 20);
	r->rc =
	    signin_link(r->w->store, &r->arena, r->link, &visitor, &out, &err);
	arena_release(&r->arena);
	return NULL;
}

STORE_TEST(of_many_who_use_a_link_at_once_one_gets_in)
{
	struct racer racers[6];
	pthread_t threads[6];
	unsigned in = 0;
	struct world w;
	struct str link;

	world_open(&w, store);
	link = new_link(&w, w.by_role[ROLE_LEAD], LINK_SIGNIN);
	for (size_t i = 0; i < NELEM(racers); i++) {
		racers[i] = (struct racer){.w = &w, .link = link};
		pthread_create(&threads[i], NULL, race, &racers[i]);
	}
	for (size_t i = 0; i < NELEM(racers); i++) {
		pthread_join(threads[i], NULL);
		CHECK(racers[i].rc == ERR_NONE || racers[i].rc == ERR_DENIED);
		in += racers[i].rc == ERR_NONE;
	}
	CHECK_INT(in, 1);
	world_close(&w);
}

static enum err_code
count_row(const struct cell *cells, void *ctx, struct err *err UNUSED)
{
	struct act *a = ctx;
	struct str body = cells[3].s;
	size_t at = str_find(body, STR("/reset/"));

	a->person.bytes[0]++; /* how many mails */
	a->text2 = arena_str(&a->w->arena, cells[1].s);
	if (at < body.len)
		a->text = arena_str(&a->w->arena, str_sub(body, at + 7, 43));
	return ERR_NONE;
}

static enum err_code
act_mails(struct db *db, void *ctx, struct err *err)
{
	return table_dump(
	    db, table_find(STR("mail_outbox")), count_row, ctx, err);
}

STORE_TEST(a_reset_says_the_same_to_all_and_works_once)
{
	struct world w;
	struct act a = {.w = &w};
	struct signed_in out;
	struct err err = {0};

	world_open(&w, store);
	CHECK_OK(signin_reset_ask(store, &w.arena, STR("nobody@acme.example"),
		     &visitor, &err),
	    &err);
	CHECK_OK(signin_reset_ask(
		     store, &w.arena, STR("no address"), &visitor, &err),
	    &err);
	CHECK_OK(store_read(store, act_mails, &a, &err), &err);
	CHECK_INT(a.person.bytes[0], 0);
	for (int i = 0; i < 5; i++) /* three of them are mailed */
		CHECK_OK(signin_reset_ask(store, &w.arena,
			     STR("ada@acme.example"), &visitor, &err),
		    &err);
	CHECK_OK(store_read(store, act_mails, &a, &err), &err);
	CHECK_INT(a.person.bytes[0], 3);
	CHECK_STR(a.text2, STR("ada@acme.example"));
	CHECK_INT(signin_reset(store, &w.arena, a.text, STR("short"), &err),
	    ERR_INVALID);
	CHECK_OK(signin_reset(
		     store, &w.arena, a.text, STR("another long one"), &err),
	    &err);
	CHECK_INT(signin_reset(
		      store, &w.arena, a.text, STR("a third long one"), &err),
	    ERR_DENIED);
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", "another long one", &out, &err),
	    &err);
	world_close(&w);
}

static enum err_code
act_offer(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return second_offer(db, &a->w->arena, a->person, a->more, err);
}

static enum err_code
act_confirm(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return second_confirm(
	    db, &a->w->arena, a->person, a->text, a->more, err);
}

static uint8_t
base32_value(char c)
{
	return (uint8_t)(c >= 'A' ? c - 'A' : c - '2' + 26);
}

/* What an app would show at this moment. */
static struct str
app_code(struct world *w, struct str text, int64_t at)
{
	uint8_t secret[TOTP_SECRET] = {0};
	char code[TOTP_DIGITS + 1];

	for (size_t i = 0; i < text.len * 5; i++)
		if (base32_value(text.ptr[i / 5]) >> (4 - i % 5) & 1)
			secret[i / 8] |= (uint8_t)(0x80 >> i % 8);
	totp_code(secret, sizeof(secret), at / CLOCK_SECOND / TOTP_STEP, code);
	return arena_str(&w->arena, str_from(code));
}

static struct second_codes
enrol(struct world *w, struct id person, struct second_offer *offer)
{
	struct second_codes codes;
	struct act a = {.w = w, .person = person, .more = offer};
	struct err err = {0};

	CHECK_OK(store_write(w->store, act_offer, &a, &err), &err);
	CHECK(str_starts(offer->url, STR("otpauth://totp/")));
	a.more = &codes;
	a.text = STR("000000");
	CHECK_INT(store_write(w->store, act_confirm, &a, &err), ERR_DENIED);
	a.text = app_code(w, offer->secret, WORLD_START);
	CHECK_OK(store_write(w->store, act_confirm, &a, &err), &err);
	return codes;
}

STORE_TEST(the_second_factor_is_asked_for_and_no_code_is_good_twice)
{
	uint8_t key[32] = {1, 2, 3};
	struct second_offer offer;
	struct second_codes codes;
	struct signed_in half, whole;
	struct session session;
	struct world w;
	struct err err = {0};
	struct str code;

	world_open(&w, store);
	second_set_key(key);
	codes = enrol(&w, w.by_role[ROLE_ADMIN], &offer);

	clock_set_for_test(WORLD_START + MINUTE);
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &half, &err), &err);
	CHECK(half.waiting);
	CHECK(is_signed_in(&w, half.token, &session) && session.waiting);
	/* the code that enrolled is used */
	code = app_code(&w, offer.secret, WORLD_START);
	CHECK_INT(signin_second(store, &w.arena, half.token, code, &visitor,
		      &whole, &err),
	    ERR_DENIED);
	code = app_code(&w, offer.secret, WORLD_START + MINUTE);
	CHECK_OK(signin_second(
		     store, &w.arena, half.token, code, &visitor, &whole, &err),
	    &err);
	CHECK(is_signed_in(&w, whole.token, &session) && !session.waiting);
	CHECK(!is_signed_in(&w, half.token, NULL));

	CHECK_OK(
	    sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &half, &err), &err);
	CHECK_INT(signin_second(store, &w.arena, half.token, code, &visitor,
		      &whole, &err),
	    ERR_DENIED); /* the same code again */
	CHECK_OK(signin_second(store, &w.arena, half.token, codes.v[3],
		     &visitor, &whole, &err),
	    &err);
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &half, &err), &err);
	CHECK_INT(signin_second(store, &w.arena, half.token, codes.v[3],
		      &visitor, &whole, &err),
	    ERR_DENIED);
	/* a whole session is no half one */
	CHECK_INT(signin_second(store, &w.arena, whole.token, codes.v[4],
		      &visitor, &whole, &err),
	    ERR_DENIED);
	clock_set_for_test(WORLD_START + MINUTE + SESSION_WAITING);
	CHECK(!is_signed_in(&w, half.token, NULL));
	world_close(&w);
}

STORE_TEST(codes_are_not_guessed_for_long)
{
	uint8_t key[32] = {1, 2, 3};
	struct second_offer offer;
	struct signed_in half, whole;
	struct world w;
	struct err err = {0};

	world_open(&w, store);
	second_set_key(key);
	enrol(&w, w.by_role[ROLE_ADMIN], &offer);
	CHECK_OK(
	    sign_in(&w, "ada@acme.example", WORLD_PASSWORD, &half, &err), &err);
	for (int i = 0; i < 10; i++)
		CHECK_INT(signin_second(store, &w.arena, half.token,
			      STR("123456"), &visitor, &whole, &err),
		    ERR_DENIED);
	CHECK_INT(signin_second(store, &w.arena, half.token,
		      app_code(&w, offer.secret, WORLD_START + MINUTE / 2),
		      &visitor, &whole, &err),
	    ERR_LIMIT);
	world_close(&w);
}

/* Looks through every cell of every table for a secret as it was given out. */
static enum err_code
look_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct act *a = ctx;
	const struct table *t = a->more;

	for (unsigned i = 0; i < t->n_columns; i++)
		if (cells[i].s.len >= a->text.len &&
		    str_find(cells[i].s, a->text) < cells[i].s.len)
			return err_set(err, ERR_CORRUPT, "%s.%s holds it",
			    t->name, t->columns[i].name);
	return ERR_NONE;
}

static enum err_code
act_look(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < store_table_count && rc == ERR_NONE; i++) {
		a->more = (void *)&store_tables[i];
		rc = table_dump(db, &store_tables[i], look_row, a, err);
	}
	return rc;
}

STORE_TEST(no_secret_is_stored_as_it_was_given_out)
{
	uint8_t key[32] = {1, 2, 3};
	struct second_offer offer;
	struct second_codes codes;
	struct signed_in out;
	struct world w;
	struct err err = {0};
	struct str secrets[5];

	world_open(&w, store);
	second_set_key(key);
	secrets[0] = STR(WORLD_PASSWORD);
	secrets[1] = new_link(&w, w.by_role[ROLE_LEAD], LINK_SIGNIN);
	CHECK_OK(signin_link(store, &w.arena, secrets[1], &visitor, &out, &err),
	    &err);
	secrets[2] = out.token;
	codes = enrol(&w, w.by_role[ROLE_ADMIN], &offer);
	secrets[3] = codes.v[0];
	secrets[4] = offer.secret;
	for (size_t i = 0; i < NELEM(secrets); i++) {
		struct act a = {.w = &w, .text = secrets[i]};

		CHECK_OK(store_read(store, act_look, &a, &err), &err);
	}
	world_close(&w);
}

TEST_MAIN(T(the_right_password_opens_a_session_and_each_has_its_own_token),
    T(a_stranger_learns_nothing_of_who_has_an_account),
    T(guessing_is_slowed_by_account_and_the_limit_passes),
    T(guessing_is_slowed_by_address_too),
    T(a_session_ends_idle_old_closed_or_with_its_person),
    T(a_new_password_ends_every_session),
    T(a_link_lets_one_in_once_and_in_time),
    T(of_many_who_use_a_link_at_once_one_gets_in),
    T(a_reset_says_the_same_to_all_and_works_once),
    T(the_second_factor_is_asked_for_and_no_code_is_good_twice),
    T(codes_are_not_guessed_for_long),
    T(no_secret_is_stored_as_it_was_given_out))
