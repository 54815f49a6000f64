/*
 * How long it takes to read everybody, to judge everybody by 40 obligations,
 * and to judge one person after one new fact.  bench/policy.sh makes the
 * database.
 *
 *	bench_policy DATABASE CONTENT PEOPLE ROUNDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "policy/engine.h"

#define NOW (INT64_C(20630) * CLOCK_DAY) /* 26 June 2026 */

struct count {
	size_t by_state[5];
};

static enum err_code
count(const struct owed *owed, void *ctx, struct err *err)
{
	struct count *c = ctx;

	(void)err;
	c->by_state[owed->due.state]++;
	return ERR_NONE;
}

static void
check(enum err_code rc, const struct err *err)
{
	if (rc == ERR_NONE)
		return;
	fprintf(stderr, "bench_policy: %s\n", err->text);
	exit(1);
}

/* 40 obligations: five populations in turn, 40 modules. */
static struct policy *
draft(const struct catalog *catalog, struct arena *arena)
{
	static const char *const who[] = {"{}", "{access: [production]}",
	    "{seniority: [privileged, on-call]}",
	    "{stack: [go, php], not: {employment: [contractor]}}",
	    "{any: [{duty: [reviewer]}, {role: [lead]}]}"};
	struct policy *policy;
	struct err err;
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_add(&b,
	    STR("policy: training\nversion: 1\ntitle: T\nowner: o\n"
		"approver: a\napproved: 2025-01-01\neffective: 2025-01-01\n"
		"review_by: 2027-01-01\nstatement: {who: a, what: b, "
		"how_often: c, onboarding: d, non_completion: e, "
		"enforced: f}\nsystems:\n  - {id: production, title: P}\n"
		"  - {id: pipelines, title: Q}\nobligations:\n"));
	for (int i = 1; i <= 40; i++)
		buf_addf(&b,
		    "  - id: o%d\n    title: O\n    kind: assign-recurring\n"
		    "    who: %s\n    what: {modules: [m%d]}\n"
		    "    cadence: {every: %d months}\n",
		    i, who[i % 5], i, 6 + i % 3 * 6);
	check(policy_read(buf_view(&b), "draft", catalog, arena, &policy, &err),
	    &err);
	buf_release(&b);
	return policy;
}

static double
seconds(int64_t since)
{
	return (double)(clock_monotonic() - since) / 1e6;
}

static double
judge_all(struct engine *engine, struct policy *policy, bool reasons,
    struct count *out)
{
	const struct engine_ask ask = {
	    .now = NOW, .draft = policy, .reasons = reasons};
	int64_t begin = clock_monotonic();
	struct err err;

	*out = (struct count){0};
	check(engine_each(engine, &ask, count, out, &err), &err);
	return seconds(begin);
}

/* One person, from the look at the log to every answer with its reason. */
static double
judge_one(struct engine *engine, struct policy *policy, struct id who)
{
	const struct engine_ask ask = {
	    .now = NOW, .draft = policy, .reasons = true};
	int64_t begin = clock_monotonic();
	struct owed_list list = {0};
	struct arena arena;
	struct err err;

	arena_init(&arena, (size_t)16 << 20);
	check(engine_reread(engine, who, &err), &err);
	check(engine_person(engine, who, &ask, &arena, &list, &err), &err);
	arena_release(&arena);
	return seconds(begin);
}

int
main(int argc, char **argv)
{
	struct catalog *catalog;
	struct engine *engine;
	struct policy *policy;
	struct store *store;
	struct arena arena;
	struct count c;
	struct rusage usage;
	struct err err;
	struct id who = {0};
	int64_t begin;
	double load, all = 1e9, with = 1e9, one = 0;

	if (argc != 5)
		return 2;
	arena_init(&arena, (size_t)64 << 20);
	check(catalog_load(argv[2], &catalog, &err), &err);
	check(store_open(&(struct store_config){.url = str_from(argv[1])},
		  &store, &err),
	    &err);
	check(engine_new(store, catalog, &engine, &err), &err);
	policy = draft(catalog, &arena);
	begin = clock_monotonic();
	check(engine_follow(engine, NULL, &err), &err);
	load = seconds(begin);
	for (int i = 0; i < atoi(argv[4]); i++) {
		double t = judge_all(engine, policy, false, &c);

		all = t < all ? t : all;
		t = judge_all(engine, policy, true, &c);
		with = t < with ? t : with;
	}
	for (int i = 1; i <= 200; i++) {
		char text[ID_SIZE + 1];

		snprintf(
		    text, sizeof(text), "%016d", 1 + i * 37 % atoi(argv[3]));
		memcpy(who.bytes, text, ID_SIZE);
		one += judge_one(engine, policy, who) / 200;
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("%.3f %.3f %.3f %.6f %ld %zu %zu\n", load, all, with, one,
	    usage.ru_maxrss / 1024,
	    c.by_state[0] + c.by_state[1] + c.by_state[2] + c.by_state[4],
	    c.by_state[DUE_IS_OVERDUE]);
	engine_free(engine);
	store_close(store);
	catalog_free(catalog);
	arena_release(&arena);
	return 0;
}
