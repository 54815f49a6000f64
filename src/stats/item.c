#include "stats/item.h"

#include <assert.h>
#include <math.h>

/* Sums over the answers to one item by people who have a rest score:
   x is 1 where it is right, y the rest score. */
struct sums {
	double n, x, y, yy, xy;
};

static void
add_option(struct item_option *o, bool has_rest, double rest)
{
	o->n++;
	if (!has_rest)
		return;
	o->rest_n++;
	o->sum += rest;
	o->squares += rest * rest;
}

static void
add_answer(struct item_stat *s, struct sums *sums, bool right, unsigned chosen,
    bool has_rest, double rest)
{
	s->n++;
	s->right += right;
	for (unsigned k = 0; k < s->n_options; k++)
		if (chosen & 1u << k)
			add_option(&s->options[k], has_rest, rest);
	if (!has_rest)
		return;
	sums->n++;
	sums->x += right;
	sums->y += rest;
	sums->yy += rest * rest;
	sums->xy += right * rest;
}

static void
add_person(const struct answers *a, uint32_t person, struct item_stat *out,
    struct sums *sums)
{
	size_t from = a->start[person], to = a->start[person + 1];
	unsigned right = 0;

	for (size_t i = from; i < to; i++)
		right += a->right[i];
	for (size_t i = from; i < to; i++) {
		size_t others = to - from - 1;
		double rest = others == 0
		    ? 0
		    : (double)(right - a->right[i]) / (double)others;

		add_answer(&out[a->item[i]], &sums[a->item[i]], a->right[i],
		    a->chosen == NULL ? 0 : a->chosen[i], others > 0, rest);
	}
}

static double
variance(double n, double sum, double squares)
{
	return n < 2 ? 0 : fmax(0, (squares - sum * sum / n) / (n - 1));
}

/* Are the takers surely stronger elsewhere than those who did not take it? */
static bool
stronger(const struct item_option *o, const struct sums *all)
{
	double n = (double)o->rest_n, m = all->n - n, difference, error;

	if (o->rest_n < ITEM_STRONG_MIN || m < ITEM_STRONG_MIN)
		return false;
	difference = o->sum / n - (all->y - o->sum) / m;
	error = sqrt(variance(n, o->sum, o->squares) / n +
	    variance(m, all->y - o->sum, all->yy - o->squares) / m);
	return difference > INTERVAL_Z * error;
}

static void
finish_options(
    struct item_stat *s, const struct sums *all, const struct item_form *form)
{
	for (unsigned k = 0; k < s->n_options; k++) {
		struct item_option *o = &s->options[k];
		bool distractor = !(form->keys & 1u << k);

		o->share = interval_wilson(o->n, s->n);
		if (!distractor || s->n < ITEM_FLAG_MIN)
			continue;
		o->unused = o->share.high < ITEM_UNUSED;
		o->strong = stronger(o, all);
		if (o->unused)
			s->flags |= ITEM_UNUSED_OPTION;
		if (o->strong)
			s->flags |= ITEM_STRONG_DISTRACTOR;
		/* the strong agree on another answer than the key */
		if (o->strong &&
		    (o->n > s->right ||
			(s->has_discrimination && s->discrimination < 0)))
			s->flags |= ITEM_KEY_SUSPICIOUS;
	}
}

static void
finish_item(struct item_stat *s, const struct sums *t)
{
	double xx = t->x * (t->n - t->x), /* of 0 and 1: n times the spread */
	    yy = t->n * t->yy - t->y * t->y;

	s->facility = interval_wilson(s->right, s->n);
	s->pairs = (uint64_t)t->n;
	s->discrimination_in = (struct interval){-1, 1};
	if (xx > 0 && yy > 1e-9 * t->n * t->n) {
		s->has_discrimination = true;
		s->discrimination =
		    (t->n * t->xy - t->x * t->y) / sqrt(xx * yy);
		s->discrimination_in =
		    interval_correlation(s->discrimination, s->pairs);
	}
	if (s->n < ITEM_FLAG_MIN)
		return;
	if (s->facility.low > ITEM_EASY)
		s->flags |= ITEM_TOO_EASY;
	if (s->facility.high < ITEM_HARD)
		s->flags |= ITEM_TOO_HARD;
	if (s->pairs < ITEM_FLAG_MIN)
		return;
	if (s->discrimination_in.high < 0)
		s->flags |= ITEM_NEGATIVE;
	else if (s->discrimination_in.high < ITEM_LOW)
		s->flags |= ITEM_LOW_DISCRIMINATION;
}

enum err_code
item_stats(const struct answers *a, const struct item_form *forms,
    struct arena *arena, struct item_stat **out, struct err *err)
{
	static const struct item_form none;
	struct item_stat *stats =
	    ARENA_ARRAY(arena, (size_t)a->n_items + 1, struct item_stat);
	struct sums *sums =
	    ARENA_ARRAY(arena, (size_t)a->n_items + 1, struct sums);

	if (stats == NULL || sums == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 0; forms != NULL && i < a->n_items; i++) {
		assert(forms[i].n_options <= ITEM_OPTIONS_MAX);
		stats[i].n_options = forms[i].n_options;
	}
	for (uint32_t p = 0; p < a->n_people; p++)
		add_person(a, p, stats, sums);
	for (uint32_t i = 0; i < a->n_items; i++) {
		finish_item(&stats[i], &sums[i]);
		finish_options(
		    &stats[i], &sums[i], forms == NULL ? &none : &forms[i]);
	}
	*out = stats;
	return ERR_NONE;
}

/* How far a person's answers are from the items' means: the square of the
   sum holds each pair of items twice, and each item once. */
struct spread {
	double own, pairs; /* sums of squares; of products of two items */
	double n_own, n_pairs;
};

static void
add_spread(struct spread *s, const struct answers *a, uint32_t person,
    const double *mean)
{
	size_t from = a->start[person], to = a->start[person + 1];
	double n = (double)(to - from), sum = 0, squares = 0;

	for (size_t i = from; i < to; i++) {
		double e = a->right[i] - mean[a->item[i]];

		sum += e;
		squares += e * e;
	}
	s->own += squares;
	s->pairs += sum * sum - squares;
	s->n_own += n;
	s->n_pairs += n * (n - 1);
}

enum err_code
item_alpha(const struct answers *a, const struct item_stat *stats,
    struct arena *arena, bool *known, double *out, struct err *err)
{
	double *mean = ARENA_ARRAY(arena, (size_t)a->n_items + 1, double);
	struct spread s = {0};
	double k, own, pairs, all;

	if (mean == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 0; i < a->n_items; i++)
		if (stats[i].n > 0)
			mean[i] = (double)stats[i].right / (double)stats[i].n;
	for (uint32_t p = 0; p < a->n_people; p++)
		add_spread(&s, a, p, mean);
	*known = false;
	if (s.n_pairs <= 0)
		return ERR_NONE;
	k = s.n_own / a->n_people;
	own = s.own / s.n_own;
	pairs = s.pairs / s.n_pairs;
	all = own + (k - 1) * pairs;
	if (k < 2 || all <= 0 || own <= 0)
		return ERR_NONE;
	*known = true;
	*out = k * pairs / all;
	return ERR_NONE;
}
