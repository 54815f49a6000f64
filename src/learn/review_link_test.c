#include "learn/review_link.h"

#include "base/clock.h"
#include "base/test.h"
#include "crypto/mac.h"
#include "store/testing.h"

static struct arena arena;
static char keys[64];

static struct review_link
a_link(enum review_link_kind kind)
{
	return (struct review_link){.kind = kind,
	    .id = id_new(),
	    .ends = INT64_C(1795000000) * CLOCK_SECOND};
}

static struct str
token_of(const struct review_link *link)
{
	struct str token;
	struct err err;

	CHECK_OK(review_link_write(link, &arena, &token, &err), &err);
	CHECK(token.len == REVIEW_LINK_LEN);
	return token;
}

static void
open_keys(void)
{
	struct err err;

	arena_init(&arena, (size_t)16 << 20);
	store_test_folder(keys);
	CHECK_OK(review_link_open(keys, &err), &err);
}

static void
close_keys(void)
{
	store_test_folder_gone(keys);
	arena_release(&arena);
}

static void
without_a_key_no_link_is_made_and_none_is_read(void)
{
	struct review_link link = a_link(REVIEW_LINK_QUESTION), read;
	char zeros[REVIEW_LINK_LEN];
	struct str token;
	struct err err;

	arena_init(&arena, 1 << 20);
	memset(zeros, 'A', sizeof(zeros));
	CHECK(
	    review_link_write(&link, &arena, &token, &err) == ERR_UNSUPPORTED);
	CHECK(!review_link_read((struct str){zeros, sizeof(zeros)}, &read));
	arena_release(&arena);
}

static void
what_is_written_is_read(void)
{
	open_keys();
	for (int kind = 1; kind <= 2; kind++) {
		struct review_link link = a_link((enum review_link_kind)kind);
		struct review_link read;

		CHECK(review_link_read(token_of(&link), &read));
		CHECK(read.kind == link.kind && read.ends == link.ends);
		CHECK(id_eq(read.id, link.id));
	}
	close_keys();
}

static void
a_token_with_any_character_changed_is_refused(void)
{
	struct review_link link, read = {.ends = 42};
	struct str token;
	char *other;

	open_keys();
	link = a_link(REVIEW_LINK_QUESTION);
	token = token_of(&link);
	other = arena_cstr(&arena, token);
	for (size_t i = 0; i < token.len; i++) {
		for (const char *c = "AQx9-_ /+=."; *c != '\0'; c++) {
			if (*c == token.ptr[i])
				continue;
			other[i] = *c;
			CHECK(!review_link_read(
			    (struct str){other, token.len}, &read));
		}
		other[i] = token.ptr[i];
	}
	CHECK(read.ends == 42);
	close_keys();
}

static void
a_token_cut_or_lengthened_is_refused(void)
{
	struct review_link link, read;
	struct str token;

	open_keys();
	link = a_link(REVIEW_LINK_NO_MAIL);
	token = token_of(&link);
	for (size_t n = 0; n < token.len; n++)
		CHECK(!review_link_read(str_sub(token, 0, n), &read));
	CHECK(!review_link_read(
	    arena_strf(&arena, "%.*sA", STR_FMT(token)), &read));
	CHECK(!review_link_read(STR_NONE, &read));
	close_keys();
}

static void
the_end_of_mails_is_no_link_to_a_question(void)
{
	struct review_link one, two, read;
	struct str a, b;
	char *mixed;

	open_keys();
	one = a_link(REVIEW_LINK_QUESTION);
	two = one;
	two.kind = REVIEW_LINK_NO_MAIL;
	a = token_of(&one);
	b = token_of(&two);
	CHECK(!str_eq(a, b));
	mixed = arena_cstr(&arena, a);
	memcpy(mixed, b.ptr, 2); /* the kind, with the other's tag */
	CHECK(!review_link_read((struct str){mixed, a.len}, &read));
	close_keys();
}

static void
an_older_key_still_reads_and_another_folder_s_does_not(void)
{
	struct review_link link, read;
	struct mac_keys more;
	struct str token;
	struct err err;
	char path[80], other[64];

	open_keys();
	link = a_link(REVIEW_LINK_QUESTION);
	token = token_of(&link);
	snprintf(path, sizeof(path), "%s/link.mac", keys);
	CHECK_OK(mac_keys_read(path, &more, &err), &err);
	CHECK_OK(mac_keys_rotate(path, &more, &err), &err);
	CHECK_OK(review_link_open(keys, &err), &err);
	CHECK(review_link_read(token, &read));
	CHECK(!str_eq(token, token_of(&link))); /* made with the new one */
	store_test_folder(other);
	CHECK_OK(review_link_open(other, &err), &err);
	CHECK(!review_link_read(token, &read));
	store_test_folder_gone(other);
	close_keys();
}

static void
an_end_outside_the_calendar_makes_no_link(void)
{
	static const int64_t bad[] = {-1, INT64_MIN, INT64_MAX};
	struct review_link link;
	struct str token = STR("as it was");
	struct err err;

	open_keys();
	link = a_link(REVIEW_LINK_QUESTION);
	for (size_t i = 0; i < NELEM(bad); i++) {
		link.ends = bad[i];
		CHECK(review_link_write(&link, &arena, &token, &err) ==
		    ERR_INVALID);
	}
	CHECK_STR(token, STR("as it was"));
	close_keys();
}

TEST_MAIN(T(without_a_key_no_link_is_made_and_none_is_read),
    T(what_is_written_is_read),
    T(a_token_with_any_character_changed_is_refused),
    T(a_token_cut_or_lengthened_is_refused),
    T(the_end_of_mails_is_no_link_to_a_question),
    T(an_older_key_still_reads_and_another_folder_s_does_not),
    T(an_end_outside_the_calendar_makes_no_link))
