#include "learn/simulate.h"

#include "learn/draw.h"
#include "learn/score.h"
#include "stats/interval.h"

#define KNOWS 0.6

/* One person's memory of a pool. */
struct person {
	bool known[QUIZ_ITEMS_MAX];
	bool passed;
};

struct run {
	const struct quiz *quiz;
	double guess[QUIZ_ITEMS_MAX];
	struct draw draws[SIMULATE_ATTEMPTS];
	uint64_t dice;
};

/* splitmix64: fixed, so that the figures can be had again. */
static uint64_t
next(struct run *r)
{
	uint64_t z = r->dice += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static bool
chance(struct run *r, double p)
{
	return (double)(next(r) >> 11) * 0x1p-53 < p;
}

/* One by the number of answers that the question takes. */
static double
guess_of(const struct quiz_item *item)
{
	unsigned keys = 0;
	double all = 1;

	switch (item->kind) {
	case QUIZ_SINGLE:
		all = item->n_options;
		break;
	case QUIZ_MULTI:
		all = (double)(1U << item->n_options) - 1;
		break;
	case QUIZ_ORDER:
		for (unsigned i = 2; i <= item->n_options; i++)
			all *= i;
		break;
	case QUIZ_MATCH:
		for (unsigned i = 0; i < item->n_lefts; i++)
			all *= item->n_options;
		break;
	case QUIZ_SPOT:
		for (unsigned i = 0; i < item->n_lines; i++)
			keys += item->lines[i].key;
		return (double)keys / item->code_lines;
	}
	return 1 / all;
}

static void
make_draws(struct run *r)
{
	for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++) {
		uint8_t seed[DRAW_SEED];

		for (unsigned i = 0; i < DRAW_SEED; i += 8) {
			uint64_t x = next(r);

			memcpy(seed + i, &x, 8);
		}
		draw_make(r->quiz, seed, &r->draws[k]);
	}
}

static bool
answers(struct run *r, enum simulate_who who, const struct person *p, size_t i)
{
	if (who == SIMULATE_KNOWS)
		return chance(r, KNOWS);
	return p->known[i] || chance(r, r->guess[i]);
}

/* One attempt; what it asked is known from then on. */
static bool
attempt(struct run *r, enum simulate_who who, struct person *p,
    const struct draw *draw)
{
	unsigned right = 0;

	for (unsigned k = 0; k < draw->n; k++)
		right += answers(r, who, p,
		    (size_t)(draw->items[k].item - r->quiz->items.v));
	for (unsigned k = 0; k < draw->n; k++)
		p->known[draw->items[k].item - r->quiz->items.v] = true;
	return score_passed(right, draw->n, r->quiz->pass);
}

static void
one_person(struct run *r, struct simulation *s)
{
	make_draws(r);
	for (int who = 0; who < SIMULATE_WHO; who++) {
		struct person p = {0};

		for (size_t i = 0; i < r->quiz->items.n; i++)
			p.known[i] = who == SIMULATE_HAS_READ &&
			    !r->quiz->items.v[i].private;
		for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++) {
			if (!p.passed)
				p.passed = attempt(r, (enum simulate_who)who,
				    &p, &r->draws[k]);
			s->by[who][k].passed += p.passed;
		}
	}
}

static void
estimate(struct simulate_share *s)
{
	struct interval in =
	    interval_wilson((uint64_t)s->passed, SIMULATE_PEOPLE);

	s->share = s->passed / (double)SIMULATE_PEOPLE;
	s->low = in.low;
	s->high = in.high;
}

enum err_code
simulate(const struct catalog *catalog, struct str module,
    struct simulation *out, struct err *err)
{
	const struct catalog_module *m = catalog_module(catalog, module);
	struct simulation s = {0};
	struct run r = {.dice = 20261126};

	if (m == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "no module '%.*s'; 'assay learn' lists them",
		    STR_FMT(str_sub(module, 0, 80)));
	r.quiz = catalog_quiz(catalog, m);
	s.pool = m->pool;
	s.draw = m->draw;
	s.pass = m->pass;
	for (size_t i = 0; i < r.quiz->items.n; i++) {
		r.guess[i] = guess_of(&r.quiz->items.v[i]);
		s.private += r.quiz->items.v[i].private;
	}
	for (unsigned i = 0; i < SIMULATE_PEOPLE; i++)
		one_person(&r, &s);
	for (int who = 0; who < SIMULATE_WHO; who++)
		for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++)
			estimate(&s.by[who][k]);
	*out = s;
	return ERR_NONE;
}
