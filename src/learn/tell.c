/* What may be said of an answer: the only place where a key is put into
   something that a face is given. */
#include "learn/draw.h"
#include "learn/score.h"

struct telling {
	const struct draw_item *d;
	const struct quiz_item *item; /* filled in */
	const struct answer *a;       /* NULL: none */
	bool told;
	struct question_verdict *v;
};

static struct question_part *
add(struct telling *t, unsigned no, struct str text)
{
	struct question_part *p = &t->v->parts[t->v->n++];

	*p = (struct question_part){.no = no, .text = text};
	return p;
}

static void
tell_options(struct telling *t)
{
	for (unsigned i = 0; i < t->item->n_options; i++) {
		unsigned k = t->d->shown[i];
		const struct quiz_option *o = &t->item->options[k];
		bool chosen = t->a != NULL && answer_has(t->a, k);
		struct question_part *p;

		if (!chosen && !t->told)
			continue;
		p = add(t, i + 1, o->text);
		p->chosen = chosen;
		p->why = o->why;
		if (t->told && (chosen || o->key))
			p->mark = o->key ? QUESTION_RIGHT : QUESTION_WRONG;
	}
}

/* As they were put: the first that stands wrongly is explained. */
static void
tell_steps_put(struct telling *t)
{
	bool explained = false;

	for (unsigned i = 0; t->a != NULL && i < t->a->n; i++) {
		const struct quiz_option *o = &t->item->options[t->a->v[i]];
		struct question_part *p = add(t, i + 1, o->text);
		bool wrong = t->a->v[i] != i;

		p->chosen = true;
		if (t->v->right || (wrong && !explained))
			p->why = o->why;
		if (t->v->right)
			p->mark = QUESTION_RIGHT;
		else if (wrong && !explained)
			p->mark = QUESTION_WRONG;
		explained |= wrong;
	}
}

static void
tell_steps(struct telling *t)
{
	if (!t->told) {
		tell_steps_put(t);
		return;
	}
	for (unsigned i = 0; i < t->item->n_options; i++) {
		const struct quiz_option *o = &t->item->options[i];
		struct question_part *p = add(t, i + 1, o->text);

		p->why = o->why;
		for (unsigned k = 0; t->a != NULL && k < t->a->n; k++)
			if (t->a->v[k] == i)
				p->given = k + 1;
		p->chosen = p->given > 0;
		p->mark = !p->chosen    ? QUESTION_UNTOLD
		    : p->given == i + 1 ? QUESTION_RIGHT
					: QUESTION_WRONG;
	}
}

static void
tell_pair_chosen(struct telling *t, unsigned left)
{
	unsigned right = t->a->v[left];
	const struct quiz_option *o = &t->item->options[right];
	struct question_part *p = add(t, left + 1, o->text);

	p->left = t->item->lefts[left];
	p->chosen = true;
	p->mark = right == left ? QUESTION_RIGHT : QUESTION_WRONG;
	/* why of another pair would tell which pair that is */
	if (right == left || right >= t->item->n_lefts)
		p->why = o->why;
}

static void
tell_pairs(struct telling *t)
{
	for (unsigned i = 0; i < t->item->n_lefts; i++) {
		const struct quiz_option *o = &t->item->options[i];
		struct question_part *p;
		unsigned given;

		if (!t->told) {
			if (t->a != NULL)
				tell_pair_chosen(t, i);
			continue;
		}
		p = add(t, i + 1, o->text);
		p->left = t->item->lefts[i];
		p->why = o->why;
		if (t->a == NULL)
			continue;
		given = t->a->v[i];
		p->chosen = given == i;
		p->mark = p->chosen ? QUESTION_RIGHT : QUESTION_WRONG;
		if (!p->chosen)
			p->instead = t->item->options[given].text;
	}
}

static void
tell_line(struct telling *t, unsigned at, const struct quiz_line *line)
{
	struct question_part *p = add(t, at, quiz_code_line(t->item->code, at));
	bool key = line != NULL && line->key;

	p->chosen = t->a != NULL && answer_has(t->a, at);
	if (line != NULL)
		p->why = line->why;
	if (t->told && (p->chosen || key))
		p->mark = key ? QUESTION_RIGHT : QUESTION_WRONG;
}

static void
tell_lines(struct telling *t)
{
	for (unsigned at = 1; at <= t->item->code_lines; at++) {
		const struct quiz_line *line = quiz_line(t->item, at);
		bool chosen = t->a != NULL && answer_has(t->a, at);

		if (chosen || (t->told && line != NULL))
			tell_line(t, at, line);
	}
}

enum err_code
draw_tell(const struct draw_item *d, const struct answer *in_pool, bool told,
    struct arena *arena, struct question_verdict *out, struct err *err)
{
	struct quiz_item item;
	struct question_verdict v = {.told = told};
	struct telling t = {
	    .d = d, .item = &item, .a = in_pool, .told = told, .v = &v};

	if (!quiz_fill(arena, d->item, d->pick, &item))
		return arena_fail(arena, err);
	v.right = in_pool != NULL && score_right(d->item, in_pool);
	switch (item.kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		tell_options(&t);
		break;
	case QUIZ_ORDER:
		tell_steps(&t);
		break;
	case QUIZ_MATCH:
		tell_pairs(&t);
		break;
	case QUIZ_SPOT:
		tell_lines(&t);
		break;
	}
	*out = v;
	return ERR_NONE;
}
