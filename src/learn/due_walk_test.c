/* What holds of every answer, over facts that chance makes. */
#include "base/test.h"
#include "learn/due.h"

struct facts {
	struct due_done done[2];
	struct due_stay stays[1];
	struct due_leave leaves[1];
	struct due_release releases[1];
	struct due_facts facts;
};

/* Numbers that are the same each time. */
static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static int64_t
some_day(uint64_t *seed)
{
	return (int64_t)(20000 + next(seed) % 2000) * CLOCK_DAY +
	    (int64_t)(next(seed) % 86400) * CLOCK_SECOND;
}

static void
some_facts(uint64_t *seed, struct facts *f, struct due_rule *rule)
{
	static const char *const versions[] = {"1.0.0", "1.1.0", "2.0.0"};
	int64_t at = some_day(seed);

	*f = (struct facts){0};
	*rule = (struct due_rule){.says = STR("the course"),
	    .initial_days = 30,
	    .recertify_days = 30,
	    .return_days = 14,
	    .kind = (enum due_kind)(next(seed) % 4),
	    .period = {1 + (unsigned)next(seed) % 24, DUE_MONTHS},
	    .closes = at / CLOCK_DAY * CLOCK_DAY,
	    .window_days = 1 + (unsigned)next(seed) % 28,
	    .on_major = next(seed) % 2 == 1};
	rule->active = (struct due_period){next(seed) % 28, DUE_DAYS};
	rule->opens_days = (unsigned)next(seed) % 60;
	f->facts.stays.n = 1;
	f->stays[0] = (struct due_stay){.from = at};
	f->facts.done.n = next(seed) % 3;
	for (size_t i = 0; i < f->facts.done.n; i++)
		f->done[i] =
		    (struct due_done){.at = at + (int64_t)i * 90 * CLOCK_DAY,
			.version = str_from(versions[next(seed) % 3]),
			.how = DUE_STUDIED};
	f->facts.releases.n = next(seed) % 2;
	f->releases[0] = (struct due_release){some_day(seed), STR("2.0.0")};
	f->facts.leaves.n = next(seed) % 2;
	f->leaves[0].from = some_day(seed);
	f->leaves[0].to =
	    f->leaves[0].from + (int64_t)(next(seed) % 100) * CLOCK_DAY;
	f->facts.done.v = f->done;
	f->facts.stays.v = f->stays;
	f->facts.leaves.v = f->leaves;
	f->facts.releases.v = f->releases;
}

static void
check_one(const struct due *d, int64_t now)
{
	CHECK(d->state != DUE_IS_DUE || now >= d->opens);
	CHECK(d->state != DUE_IS_OVERDUE || now > d->due);
	CHECK(d->state != DUE_IS_CURRENT || d->opens == 0 || now < d->opens);
	CHECK(d->due == 0 || d->opens <= d->due);
	CHECK(d->done == NULL || d->done->at <= now);
	/* unless it was over when it was made: an older version's */
	CHECK(d->done == NULL || d->opens == 0 || d->opens >= d->done->at ||
	    d->opens == d->valid_until);
}

/* Without new facts nobody becomes less overdue by waiting; what is due was
   open before; and the same question has the same answer. */
static void
it_is_never_due_before_it_opens_and_waiting_never_helps(void)
{
	static const int rank[] = {[DUE_IS_NOT_OWED] = 0,
	    [DUE_IS_CURRENT] = 1,
	    [DUE_IS_DUE] = 2,
	    [DUE_IS_EXCUSED] = 2,
	    [DUE_IS_OVERDUE] = 3};
	uint64_t seed = 42;
	unsigned seen[5] = {0};

	for (int round = 0; round < 3000; round++) {
		struct arena arena;
		struct due_rule rule;
		struct facts f;
		int64_t now;
		int before = 0;

		arena_init(&arena, 1 << 20);
		some_facts(&seed, &f, &rule);
		/* from the last of its facts on */
		now = f.stays[0].from + 200 * CLOCK_DAY;
		for (int step = 0; step < 40; step++) {
			struct due_rules rules = {&rule, 1};
			const struct zone zone = {
			    .first_s = (round % 27 - 13) * 3600};
			struct due_when when = {now, &zone, false};
			struct due a, b;
			struct err err;

			CHECK_OK(due_compute(
				     &rules, &f.facts, &when, &arena, &a, &err),
			    &err);
			CHECK_OK(due_compute(
				     &rules, &f.facts, &when, &arena, &b, &err),
			    &err);
			CHECK(a.state == b.state && a.due == b.due &&
			    a.opens == b.opens && str_eq(a.reason, b.reason));
			check_one(&a, now);
			CHECK(rank[a.state] >= before);
			before = rank[a.state];
			seen[a.state]++;
			now += (int64_t)(1 + next(&seed) % 40) * CLOCK_DAY;
		}
		arena_release(&arena);
	}
	for (size_t i = 0; i < NELEM(seen); i++)
		CHECK(seen[i] > 0 || i == DUE_IS_NOT_OWED);
}

TEST_MAIN(T(it_is_never_due_before_it_opens_and_waiting_never_helps))
