#include "stats/fsrs.h"

#include <math.h>

#define ELAPSED_MAX 1000000

/* The published defaults. */
static const double w[] = {0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334,
    3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};

enum {
	W_DIFFICULTY = 4,
	W_DIFFICULTY_RATING,
	W_DIFFICULTY_STEP,
	W_DIFFICULTY_PULL,
	W_RECALL,
	W_RECALL_STABILITY,
	W_RECALL_CHANCE,
	W_LAPSE,
	W_LAPSE_DIFFICULTY,
	W_LAPSE_STABILITY,
	W_LAPSE_CHANCE,
	W_HARD,
	W_EASY,
	W_DAY,
	W_DAY_SHIFT,
	W_DAY_STABILITY,
	W_DECAY,
};

/* As the reference rounds: halves go up. */
static double
rounded(double x)
{
	return floor(x * FSRS_UNIT + 0.5) / FSRS_UNIT;
}

static double
between(double x, double min, double max)
{
	if (!(x > min))
		return min;
	return x < max ? x : max;
}

static double
stability_bound(double s)
{
	return between(s, (double)FSRS_STABILITY_MIN / FSRS_UNIT,
	    (double)FSRS_STABILITY_MAX / FSRS_UNIT);
}

/* The curve passes through 0.9 where the time is the stability. */
static double
curve_factor(void)
{
	return rounded(exp(log(0.9) / -w[W_DECAY]) - 1);
}

static double
chance(double s, double elapsed)
{
	return rounded(pow(1 + curve_factor() * elapsed / s, -w[W_DECAY]));
}

static double
first_difficulty(int rating)
{
	return rounded(
	    w[W_DIFFICULTY] - exp((rating - 1) * w[W_DIFFICULTY_RATING]) + 1);
}

/* Moves less the nearer it is to its end, and a little back towards easy. */
static double
next_difficulty(double d, int rating)
{
	double step = -w[W_DIFFICULTY_STEP] * (rating - 3);
	double moved = d + rounded(step * (10 - d) / 9);
	double pull = w[W_DIFFICULTY_PULL];

	return between(
	    rounded(pull * first_difficulty(FSRS_EASY) + (1 - pull) * moved), 1,
	    10);
}

/* Twice on one day: the second answer says less.  A right one never lowers. */
static double
same_day_stability(double s, int rating)
{
	double grows = pow(s, -w[W_DAY_STABILITY]) *
	    exp(w[W_DAY] * (rating - 3 + w[W_DAY_SHIFT]));

	if (rating >= FSRS_HARD && grows < 1)
		grows = 1;
	return rounded(stability_bound(s * grows));
}

/* The less likely it was to be known, the more knowing it adds. */
static double
recalled_stability(double s, double d, double r, int rating)
{
	double grows = exp(w[W_RECALL]) * (11 - d) *
	    pow(s, -w[W_RECALL_STABILITY]) *
	    (exp((1 - r) * w[W_RECALL_CHANCE]) - 1);

	if (rating == FSRS_HARD)
		grows *= w[W_HARD];
	if (rating == FSRS_EASY)
		grows *= w[W_EASY];
	return rounded(stability_bound(s * (1 + grows)));
}

/* What is left after forgetting, never more than there was. */
static double
lapsed_stability(double s, double d, double r)
{
	double left = w[W_LAPSE] * pow(d, -w[W_LAPSE_DIFFICULTY]) *
	    (pow(s + 1, w[W_LAPSE_STABILITY]) - 1) *
	    exp((1 - r) * w[W_LAPSE_CHANCE]);
	double most = rounded(s / exp(w[W_DAY] * w[W_DAY_SHIFT]));

	left = rounded(stability_bound(left));
	most = stability_bound(most);
	return most < left ? most : left;
}

struct memory {
	double s, d;
};

static struct memory
remember(const struct fsrs_card *card, int rating, int64_t elapsed)
{
	double s = (double)card->stability / FSRS_UNIT;
	double d = (double)card->difficulty / FSRS_UNIT;
	double r;

	if (card->phase == FSRS_NEW)
		return (struct memory){.s = w[rating - 1],
		    .d = between(first_difficulty(rating), 1, 10)};
	r = chance(s, (double)elapsed);
	if (elapsed == 0)
		s = same_day_stability(s, rating);
	else if (rating == FSRS_AGAIN)
		s = lapsed_stability(s, d, r);
	else
		s = recalled_stability(s, d, r, rating);
	return (struct memory){.s = s, .d = next_difficulty(d, rating)};
}

static unsigned
interval(double s, const struct fsrs_rule *rule)
{
	double scale = rounded(
	    (pow(rule->retention, -1 / w[W_DECAY]) - 1) / curve_factor());

	return (unsigned)between(floor(s * scale + 0.5), 1, FSRS_DAYS_MAX);
}

/* Intervals grow with the rating: a harder one is never asked later.  (Here
   alone the reference passes its own ceiling, by two days; we do not.) */
static unsigned
review_interval(const struct fsrs_card *card, int rating, int64_t elapsed,
    const struct fsrs_rule *rule)
{
	unsigned days[FSRS_EASY + 1];

	for (int g = FSRS_AGAIN; g <= FSRS_EASY; g++)
		days[g] = interval(remember(card, g, elapsed).s, rule);
	if (rating == FSRS_AGAIN)
		return days[FSRS_AGAIN];
	if (days[FSRS_HARD] > days[FSRS_GOOD])
		days[FSRS_HARD] = days[FSRS_GOOD];
	if (days[FSRS_GOOD] <= days[FSRS_HARD])
		days[FSRS_GOOD] = days[FSRS_HARD] + 1;
	if (days[FSRS_EASY] <= days[FSRS_GOOD])
		days[FSRS_EASY] = days[FSRS_GOOD] + 1;
	return days[rating] < FSRS_DAYS_MAX ? days[rating] : FSRS_DAYS_MAX;
}

/*
 * The steps of a day: a new card has two (1 and 10 minutes in the reference),
 * a forgotten one has one.  True while the card stays within the day.
 *
 *	again ──▶ the first step     hard ──▶ the same step
 *	good  ──▶ the next one, or out     easy ──▶ out
 */
static bool
stays_today(const struct fsrs_card *card, int rating, unsigned *step)
{
	bool reviewing = card->phase == FSRS_REVIEW;
	unsigned steps = card->phase == FSRS_RELEARNING ? 1 : 2;

	if (reviewing || rating == FSRS_AGAIN) {
		*step = 0;
		return rating == FSRS_AGAIN;
	}
	*step = card->step + (rating == FSRS_GOOD);
	return rating != FSRS_EASY && *step < steps;
}

static bool
card_ok(const struct fsrs_card *card)
{
	if (card->phase == FSRS_NEW)
		return card->stability == 0 && card->difficulty == 0;
	return card->phase <= FSRS_RELEARNING && card->step < 2 &&
	    card->stability >= FSRS_STABILITY_MIN &&
	    card->stability <= FSRS_STABILITY_MAX &&
	    card->difficulty >= FSRS_UNIT &&
	    card->difficulty <= INT64_C(10) * FSRS_UNIT;
}

enum err_code
fsrs_answer(struct fsrs_card *card, enum fsrs_rating rating, int64_t elapsed,
    const struct fsrs_rule *rule, unsigned *days, struct err *err)
{
	enum fsrs_phase phase = FSRS_REVIEW;
	struct memory after;
	unsigned step = 0, wait = 0;
	bool today;

	if ((int)rating < FSRS_AGAIN || rating > FSRS_EASY)
		return err_set(err, ERR_INVALID, "a rating is 1 to 4");
	if (!(rule->retention >= 0.7 && rule->retention <= 0.99))
		return err_set(
		    err, ERR_INVALID, "the retention is 0.70 to 0.99");
	if (elapsed < 0 || elapsed > ELAPSED_MAX)
		return err_set(err, ERR_INVALID,
		    "the days since the last answer are 0 to %d", ELAPSED_MAX);
	if (!card_ok(card))
		return err_set(err, ERR_INVALID, "this is no memory");
	today = rule->same_day && stays_today(card, rating, &step);
	after = remember(card, rating, elapsed);
	if (today)
		phase = card->phase == FSRS_NEW || card->phase == FSRS_LEARNING
		    ? FSRS_LEARNING
		    : FSRS_RELEARNING;
	else if (card->phase == FSRS_REVIEW)
		wait = review_interval(card, rating, elapsed, rule);
	else
		wait = interval(after.s, rule);
	*card = (struct fsrs_card){.stability = llround(after.s * FSRS_UNIT),
	    .difficulty = llround(after.d * FSRS_UNIT),
	    .phase = phase,
	    .step = today ? step : 0};
	*days = wait;
	return ERR_NONE;
}

double
fsrs_chance(const struct fsrs_card *card, double elapsed)
{
	if (card->phase == FSRS_NEW || card->stability < FSRS_STABILITY_MIN)
		return 0;
	return chance((double)card->stability / FSRS_UNIT,
	    between(elapsed, 0, ELAPSED_MAX));
}
