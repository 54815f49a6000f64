#include "learn/answer.h"

#include <assert.h>
#include <stdio.h>

bool
answer_eq(const struct answer *a, const struct answer *b)
{
	return a->n == b->n && memcmp(a->v, b->v, a->n) == 0;
}

bool
answer_has(const struct answer *a, unsigned v)
{
	return memchr(a->v, (int)v, a->n) != NULL;
}

void
answer_write(const struct answer *a, char out[ANSWER_TEXT])
{
	size_t at = 0;

	assert(a->n <= ANSWER_MAX);
	out[0] = '\0';
	for (unsigned i = 0; i < a->n; i++) {
		assert(a->v[i] <= 99);
		at += (size_t)snprintf(out + at, ANSWER_TEXT - at, "%s%u",
		    i > 0 ? "," : "", a->v[i]);
	}
}

bool
answer_read(struct str text, struct answer *out)
{
	struct answer a = {0};
	struct str piece;

	if (text.len == 0)
		return false;
	while (str_next(&text, ',', &piece)) {
		uint64_t n;

		if (a.n == ANSWER_MAX || !str_u64(piece, &n) || n > 99)
			return false;
		a.v[a.n++] = (uint8_t)n;
	}
	*out = a;
	return true;
}

static enum err_code
check_options(
    const struct answer_form *form, const struct answer *a, struct err *err)
{
	if (a->n == 0)
		return err_set(err, ERR_INVALID, "no option is chosen");
	if (form->kind == QUIZ_SINGLE && a->n != 1)
		return err_set(
		    err, ERR_INVALID, "the question takes one option");
	for (unsigned i = 0; i < a->n; i++) {
		if (a->v[i] >= form->places)
			return err_set(err, ERR_INVALID,
			    "the question has %u options", form->places);
		if (i > 0 && a->v[i] <= a->v[i - 1])
			return err_set(err, ERR_INVALID,
			    "each option is chosen once, in order");
	}
	return ERR_NONE;
}

static enum err_code
check_order(
    const struct answer_form *form, const struct answer *a, struct err *err)
{
	unsigned seen = 0;

	for (unsigned i = 0; i < a->n; i++) {
		if (a->v[i] >= form->places || seen & 1U << a->v[i])
			return err_set(err, ERR_INVALID,
			    "each of the %u steps has one place", form->places);
		seen |= 1U << a->v[i];
	}
	if (a->n != form->places)
		return err_set(err, ERR_INVALID,
		    "all %u steps need a place, not %u", form->places, a->n);
	return ERR_NONE;
}

static enum err_code
check_match(
    const struct answer_form *form, const struct answer *a, struct err *err)
{
	if (a->n != form->lefts)
		return err_set(err, ERR_INVALID,
		    "all %u lines need a choice, not %u", form->lefts, a->n);
	for (unsigned i = 0; i < a->n; i++)
		if (a->v[i] >= form->places)
			return err_set(err, ERR_INVALID, "the choices are %u",
			    form->places);
	return ERR_NONE;
}

static enum err_code
check_spot(
    const struct answer_form *form, const struct answer *a, struct err *err)
{
	if (a->n != 1 || a->v[0] < 1 || a->v[0] > form->lines)
		return err_set(err, ERR_INVALID,
		    "the question takes one line, 1 to %u", form->lines);
	return ERR_NONE;
}

enum err_code
answer_check(
    const struct answer_form *form, const struct answer *a, struct err *err)
{
	if (a->n > ANSWER_MAX)
		return err_set(err, ERR_INVALID, "that is no answer");
	switch (form->kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		return check_options(form, a, err);
	case QUIZ_ORDER:
		return check_order(form, a, err);
	case QUIZ_MATCH:
		return check_match(form, a, err);
	case QUIZ_SPOT:
		return check_spot(form, a, err);
	}
	return err_set(err, ERR_INVALID, "that is no question");
}

static void
ascend(struct answer *a)
{
	for (unsigned i = 1; i < a->n; i++)
		for (unsigned k = i; k > 0 && a->v[k - 1] > a->v[k]; k--) {
			uint8_t t = a->v[k];

			a->v[k] = a->v[k - 1];
			a->v[k - 1] = t;
		}
}

struct answer
answer_to_pool(
    enum quiz_kind kind, const uint8_t *shown, const struct answer *as_shown)
{
	struct answer a = *as_shown;

	if (kind == QUIZ_SPOT)
		return a;
	for (unsigned i = 0; i < a.n; i++)
		a.v[i] = shown[a.v[i]];
	if (kind == QUIZ_MULTI)
		ascend(&a);
	return a;
}

struct answer
answer_as_shown(
    enum quiz_kind kind, const uint8_t *shown, const struct answer *in_pool)
{
	uint8_t place[ANSWER_MAX] = {0};

	if (kind == QUIZ_SPOT)
		return *in_pool;
	/* downwards: past the question's places shown is 0, which loses */
	for (unsigned i = ANSWER_MAX; i-- > 0;)
		if (shown[i] < ANSWER_MAX)
			place[shown[i]] = (uint8_t)i;
	return answer_to_pool(kind, place, in_pool);
}
