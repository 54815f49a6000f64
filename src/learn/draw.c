#include "learn/draw.h"

#include <assert.h>

#include "crypto/hash.h"

/* xoshiro256**: the draw needs to be fair, not secret. */
struct dice {
	uint64_t s[4];
};

static uint64_t
rotated(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

static uint64_t
next(struct dice *d)
{
	uint64_t result = rotated(d->s[1] * 5, 7) * 9, t = d->s[1] << 17;

	d->s[2] ^= d->s[0];
	d->s[3] ^= d->s[1];
	d->s[1] ^= d->s[2];
	d->s[0] ^= d->s[3];
	d->s[2] ^= t;
	d->s[3] = rotated(d->s[3], 45);
	return result;
}

/* 0 .. n-1, each as likely. */
static unsigned
roll(struct dice *d, unsigned n)
{
	uint64_t limit = UINT64_MAX - UINT64_MAX % n, x;

	do
		x = next(d);
	while (x >= limit);
	return (unsigned)(x % n);
}

static void
dice_init(struct dice *d, const uint8_t seed[DRAW_SEED])
{
	for (int i = 0; i < 4; i++) {
		d->s[i] = 0;
		for (int k = 0; k < 8; k++)
			d->s[i] = d->s[i] << 8 | seed[8 * i + k];
	}
	d->s[0] |= 1; /* all zero would stay so */
	for (int i = 0; i < 16; i++)
		next(d);
}

/* The pool by objective: item i belongs to group group[i]. */
struct groups {
	uint16_t group[QUIZ_ITEMS_MAX];
	unsigned left[QUIZ_ITEMS_MAX]; /* items not drawn yet, by group */
	unsigned n;
};

static void
group_items(const struct quiz *quiz, struct groups *g)
{
	g->n = 0;
	for (size_t i = 0; i < quiz->items.n; i++) {
		size_t k = 0;

		while (k < i &&
		    !str_eq(
			quiz->items.v[k].objective, quiz->items.v[i].objective))
			k++;
		if (k == i)
			g->left[g->n] = 0;
		g->group[i] = k == i ? (uint16_t)g->n++ : g->group[k];
		g->left[g->group[i]]++;
	}
}

/* Among the places that no pinned option holds. */
static void
shuffle_options(struct dice *d, struct draw_item *di)
{
	uint8_t free_places[QUIZ_PLACES_MAX];
	unsigned n = 0;

	for (unsigned i = 0; i < di->item->n_options; i++) {
		di->shown[i] = (uint8_t)i;
		if (!di->item->options[i].pin)
			free_places[n++] = (uint8_t)i;
	}
	for (unsigned i = n; i > 1; i--) {
		uint8_t *a = &di->shown[free_places[i - 1]];
		uint8_t *b = &di->shown[free_places[roll(d, i)]];
		uint8_t t = *a;

		*a = *b;
		*b = t;
	}
}

void
draw_question(const struct quiz_item *item, const uint8_t seed[DRAW_SEED],
    struct draw_item *out)
{
	uint8_t own[HASH_SIZE];
	struct sha256 h;
	struct dice d;

	sha256_init(&h);
	sha256_add(&h, (struct str){(const char *)seed, DRAW_SEED});
	sha256_add(&h, item->id);
	sha256_end(&h, own);
	dice_init(&d, own);
	*out = (struct draw_item){.item = item};
	for (unsigned i = 0; i < item->vars.n; i++)
		out->pick[i] = (uint8_t)roll(&d, item->vars.v[i].n);
	shuffle_options(&d, out);
}

/* One of the group's items that is not drawn yet. */
static void
draw_from(const struct quiz *quiz, const uint8_t seed[DRAW_SEED],
    struct dice *d, struct groups *g, unsigned group, bool *taken,
    struct draw *out)
{
	unsigned skip = roll(d, g->left[group]);

	for (size_t i = 0; i < quiz->items.n; i++) {
		if (g->group[i] != group || taken[i] || skip-- > 0)
			continue;
		taken[i] = true;
		g->left[group]--;
		draw_question(&quiz->items.v[i], seed, &out->items[out->n++]);
		return;
	}
}

static void
shuffle_items(struct dice *d, struct draw *out)
{
	for (unsigned i = out->n; i > 1; i--) {
		unsigned k = roll(d, i);
		struct draw_item t = out->items[i - 1];

		out->items[i - 1] = out->items[k];
		out->items[k] = t;
	}
}

void
draw_make(
    const struct quiz *quiz, const uint8_t seed[DRAW_SEED], struct draw *out)
{
	bool taken[QUIZ_ITEMS_MAX] = {false};
	unsigned order[QUIZ_ITEMS_MAX];
	struct groups g;
	struct dice d;

	assert(quiz->items.n <= QUIZ_ITEMS_MAX && quiz->draw <= QUIZ_DRAW_MAX);
	assert(quiz->items.n >= quiz->draw);
	dice_init(&d, seed);
	group_items(quiz, &g);
	*out = (struct draw){0};
	while (out->n < quiz->draw) {
		for (unsigned i = 0; i < g.n; i++)
			order[i] = i;
		for (unsigned i = g.n; i > 1; i--) {
			unsigned k = roll(&d, i), t = order[i - 1];

			order[i - 1] = order[k];
			order[k] = t;
		}
		for (unsigned i = 0; i < g.n && out->n < quiz->draw; i++)
			if (g.left[order[i]] > 0)
				draw_from(
				    quiz, seed, &d, &g, order[i], taken, out);
	}
	shuffle_items(&d, out);
}

void
draw_shown_write(const struct draw_item *item, char out[QUIZ_PLACES_MAX + 1])
{
	unsigned n = item->item->n_options;

	for (unsigned i = 0; i < n; i++)
		out[i] = (char)('0' + item->shown[i]);
	out[n] = '\0';
}

bool
draw_shown_read(
    const struct quiz_item *item, struct str text, uint8_t out[QUIZ_PLACES_MAX])
{
	unsigned seen = 0;

	if (text.len != item->n_options)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		unsigned option = (unsigned char)text.ptr[i] - '0';

		if (option >= item->n_options || seen & 1u << option)
			return false;
		seen |= 1u << option;
		out[i] = (uint8_t)option;
	}
	return true;
}
