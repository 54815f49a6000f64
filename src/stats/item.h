#ifndef STATS_ITEM_H
#define STATS_ITEM_H

#include "stats/answers.h"
#include "stats/interval.h"

/*
 * What a question is worth, from the answers to it:
 *
 *	facility         how many got it right
 *	discrimination   does getting it right go with getting the rest right?
 *	options          who took which, and how strong they are elsewhere
 *
 * Everybody was asked their own few items, so a person's strength elsewhere
 * is the share of the other items they were asked that they got right (the
 * rest score).  Discrimination is the correlation of an item with it: where
 * all were asked everything, the corrected point-biserial of the textbooks.
 *
 * Nothing is flagged on fewer than ITEM_FLAG_MIN answers, and each flag means
 * that the whole interval lies beyond the mark, not the estimate alone.
 */
#define ITEM_OPTIONS_MAX 8
#define ITEM_FLAG_MIN    50
#define ITEM_EASY        .95 /* surely more than this many are right */
#define ITEM_HARD        .30 /* surely fewer: near guessing among four */
#define ITEM_LOW         .15 /* discrimination surely below */
#define ITEM_UNUSED      .05 /* option surely taken by fewer */
#define ITEM_STRONG_MIN  10  /* takers of a distractor, to compare them */

enum item_flag {
	ITEM_TOO_EASY = 1 << 0,
	ITEM_TOO_HARD = 1 << 1,
	ITEM_LOW_DISCRIMINATION = 1 << 2,
	ITEM_NEGATIVE = 1 << 3,
	ITEM_UNUSED_OPTION = 1 << 4,
	ITEM_STRONG_DISTRACTOR = 1 << 5, /* liked by who is strong elsewhere */
	ITEM_KEY_SUSPICIOUS = 1 << 6,
};
#define ITEM_FLAGS 7

/* What there is to choose.  n_options 0: options are not looked at. */
struct item_form {
	unsigned n_options, keys; /* keys: bit i, option i is right */
};

struct item_option {
	uint64_t n;            /* who took it */
	struct interval share; /* Wilson, of the item's answers */
	uint64_t rest_n;       /* takers who were asked more than this */
	double sum, squares;   /* of their rest scores */
	bool unused, strong;   /* a distractor: why it is flagged */
};

struct item_stat {
	uint64_t n, right;
	struct interval facility; /* Wilson */
	bool has_discrimination;  /* false: all alike, or nothing beside it */
	double discrimination;
	uint64_t pairs; /* answers behind it: of who was asked more */
	struct interval discrimination_in;
	unsigned n_options;
	struct item_option options[ITEM_OPTIONS_MAX];
	unsigned flags; /* enum item_flag */
};

/* *out is one an item, in the arena; forms is one an item, or NULL. */
enum err_code item_stats(const struct answers *a, const struct item_form *forms,
    struct arena *arena, struct item_stat **out, struct err *err) MUST_USE;

/*
 * Cronbach's alpha of a quiz as long as people were asked on average, from the
 * mean covariance of two items that one person answered; that of the textbooks
 * where all were asked everything.  *known is false where it has no value:
 * fewer than two items each, or all alike.
 */
enum err_code item_alpha(const struct answers *a, const struct item_stat *stats,
    struct arena *arena, bool *known, double *out, struct err *err) MUST_USE;

#endif
