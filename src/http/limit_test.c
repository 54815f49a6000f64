#include "http/limit.h"

#include "base/clock.h"
#include "base/test.h"

#define AT(s) ((int64_t)(s)*CLOCK_SECOND + 1000 * CLOCK_SECOND)

static void
a_burst_passes_and_then_one_at_a_time(void)
{
	struct http_limit *limit = http_limit_new(100, 3, 60);
	unsigned wait = 0;

	for (int i = 0; i < 3; i++)
		CHECK(http_limit_take(limit, STR("ada"), AT(0), NULL));
	CHECK(!http_limit_take(limit, STR("ada"), AT(0), &wait));
	CHECK_INT(wait, 60);
	CHECK(!http_limit_take(limit, STR("ada"), AT(59), &wait));
	CHECK_INT(wait, 1);
	CHECK(http_limit_take(limit, STR("bob"), AT(0), NULL));
	CHECK(http_limit_take(limit, STR("ada"), AT(60), NULL));
	CHECK(!http_limit_take(limit, STR("ada"), AT(60), NULL));
	for (int i = 0; i < 3; i++)
		CHECK(http_limit_take(limit, STR("ada"), AT(9999), NULL));
	CHECK(!http_limit_take(limit, STR("ada"), AT(9999), NULL));
	http_limit_free(limit);
	http_limit_free(NULL);
}

static void
a_refused_try_costs_nothing_and_a_success_forgets(void)
{
	struct http_limit *limit = http_limit_new(100, 1, 10);

	CHECK(http_limit_take(limit, STR("a"), AT(0), NULL));
	for (int i = 0; i < 1000; i++)
		CHECK(!http_limit_take(limit, STR("a"), AT(1), NULL));
	CHECK(http_limit_take(limit, STR("a"), AT(10), NULL));
	http_limit_forget(limit, STR("a"));
	CHECK(http_limit_take(limit, STR("a"), AT(10), NULL));
	http_limit_free(limit);
}

static void
a_flood_of_strangers_does_not_free_the_one_who_is_blocked(void)
{
	struct http_limit *limit = http_limit_new(64, 5, 60);
	char key[32];

	for (int i = 0; i < 5; i++)
		CHECK(http_limit_take(limit, STR("blocked"), AT(0), NULL));
	for (int i = 0; i < 100000; i++) {
		snprintf(key, sizeof(key), "stranger-%d", i);
		http_limit_take(limit, str_from(key), AT(1), NULL);
	}
	CHECK(!http_limit_take(limit, STR("blocked"), AT(1), NULL));
	http_limit_free(limit);
}

TEST_MAIN(T(a_burst_passes_and_then_one_at_a_time),
    T(a_refused_try_costs_nothing_and_a_success_forgets),
    T(a_flood_of_strangers_does_not_free_the_one_who_is_blocked))
