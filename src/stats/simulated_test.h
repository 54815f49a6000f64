#ifndef STATS_SIMULATED_TEST_H
#define STATS_SIMULATED_TEST_H

#include <math.h>

#include "stats/rasch.h"

/*
 * People whose ability is known answer items whose difficulty is known: the
 * truth that estimates are held against.  The same seed, the same people.
 */
struct simulated {
	uint64_t state;
	double *difficulty, *ability;
	struct answers answers;
};

static inline double UNUSED
simulated_uniform(struct simulated *s)
{
	/* xorshift*: enough for this, and the same everywhere */
	s->state ^= s->state >> 12;
	s->state ^= s->state << 25;
	s->state ^= s->state >> 27;
	return (double)(s->state * UINT64_C(2685821657736338717) >> 11) *
	    0x1p-53;
}

static inline double UNUSED
simulated_normal(struct simulated *s)
{
	double u = 1 - simulated_uniform(s), v = simulated_uniform(s);

	return sqrt(-2 * log(u)) * cos(2 * M_PI * v);
}

/* Which 'asked' of the items, at random: a shuffle's first steps. */
static inline void UNUSED
simulated_draw(struct simulated *s, uint32_t *deck, uint32_t asked)
{
	for (uint32_t i = 0; i < asked; i++) {
		uint32_t k = i +
		    (uint32_t)(simulated_uniform(s) * (s->answers.n_items - i)),
			 keep = deck[i];

		deck[i] = deck[k];
		deck[k] = keep;
	}
}

/* Difficulties lie evenly from -2 to 2, abilities have the deviation sd, and
   everybody is asked so many items. */
static inline enum err_code UNUSED
simulated_make(struct arena *arena, uint32_t people, uint32_t items,
    uint32_t asked, double sd, uint64_t seed, struct simulated *out,
    struct err *err)
{
	struct simulated s = {.state = seed};
	uint32_t *deck = ARENA_ARRAY(arena, items, uint32_t);
	size_t n = 0;
	enum err_code rc = answers_make(
	    arena, people, items, (size_t)people * asked, &s.answers, err);

	s.difficulty = ARENA_ARRAY(arena, items, double);
	s.ability = ARENA_ARRAY(arena, people, double);
	if (rc != ERR_NONE)
		return rc;
	if (deck == NULL || s.difficulty == NULL || s.ability == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 0; i < items; i++) {
		s.difficulty[i] = items == 1 ? 0 : 4. * i / (items - 1) - 2;
		deck[i] = i;
	}
	for (uint32_t p = 0; p < people; p++) {
		s.ability[p] = sd * simulated_normal(&s);
		simulated_draw(&s, deck, asked);
		for (uint32_t i = 0; i < asked; i++, n++) {
			s.answers.item[n] = deck[i];
			s.answers.right[n] = simulated_uniform(&s) <
			    rasch_chance(s.ability[p], s.difficulty[deck[i]]);
		}
		s.answers.start[p + 1] = n;
	}
	*out = s;
	return ERR_NONE;
}

#endif
