#ifndef LEARN_SIMULATE_H
#define LEARN_SIMULATE_H

#include "catalog/catalog.h"

/*
 * What a pool is worth against people who do not know the subject: attempt
 * after attempt at a module's quiz, with the draws that attempts really make.
 *
 *	remembers	guesses at first, and answers rightly whatever was
 *			asked in an attempt before
 *	knows		answers each question rightly six times out of ten
 *	has read	knows what is shipped, and is therefore public, and
 *			guesses and remembers what an overlay adds
 *
 * The first is more than the product lets anybody do: until a pass no key is
 * told.  A guess is as likely to be right as one of all answers that the
 * question takes.
 */
#define SIMULATE_ATTEMPTS 10
#define SIMULATE_PEOPLE   4000

struct simulate_share {
	unsigned passed;         /* of SIMULATE_PEOPLE, by this attempt */
	double share, low, high; /* with Wilson's interval at 95 % */
};

enum simulate_who { SIMULATE_REMEMBERS, SIMULATE_KNOWS, SIMULATE_HAS_READ };
#define SIMULATE_WHO 3

struct simulation {
	unsigned pool, private, draw, pass;
	struct simulate_share by[SIMULATE_WHO][SIMULATE_ATTEMPTS];
};

/* The same module gives the same figures.  ERR_NOT_FOUND: no such module. */
enum err_code simulate(const struct catalog *catalog, struct str module,
    struct simulation *out, struct err *err) MUST_USE;

#endif
