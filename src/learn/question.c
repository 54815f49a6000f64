#include "learn/question.h"

#include "learn/draw.h"
#include "learn/score.h"

struct str
question_line(const struct question *q, unsigned no)
{
	return quiz_code_line(q->code, no);
}

struct answer_form
draw_form(const struct quiz_item *item)
{
	return (struct answer_form){.kind = item->kind,
	    .places = (uint8_t)item->n_options,
	    .lefts = (uint8_t)item->n_lefts,
	    .lines = item->kind == QUIZ_SPOT ? (uint8_t)item->code_lines : 0};
}

enum err_code
draw_show(const struct draw_item *d, struct arena *arena, struct question *out,
    struct err *err)
{
	struct quiz_item item;
	struct question q = {.form = draw_form(d->item)};

	if (!quiz_fill(arena, d->item, d->pick, &item))
		return arena_fail(arena, err);
	q.item = item.id;
	q.objective = item.objective;
	q.stem = item.stem;
	q.code = item.code;
	q.code_lang = item.code_lang;
	for (unsigned i = 0; i < item.n_options; i++)
		q.options[i] = item.options[d->shown[i]].text;
	for (unsigned i = 0; i < item.n_lefts; i++)
		q.lefts[i] = item.lefts[i];
	*out = q;
	return ERR_NONE;
}

static enum err_code
draw_one(const struct catalog *catalog, struct str module, struct str id,
    const uint8_t seed[QUESTION_SEED], struct draw_item *out, struct err *err)
{
	const struct catalog_module *m = catalog_module(catalog, module);
	const struct quiz_item *item =
	    m != NULL ? quiz_item(catalog_quiz(catalog, m), id) : NULL;

	if (item == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "no question '%.*s' in '%.*s'", STR_FMT(str_sub(id, 0, 80)),
		    STR_FMT(str_sub(module, 0, 80)));
	draw_question(item, seed, out);
	return ERR_NONE;
}

enum err_code
question_draw(const struct catalog *catalog, struct str module, struct str item,
    const uint8_t seed[QUESTION_SEED], struct arena *arena,
    struct question *out, struct err *err)
{
	struct draw_item d;
	enum err_code rc = draw_one(catalog, module, item, seed, &d, err);

	return rc == ERR_NONE ? draw_show(&d, arena, out, err) : rc;
}

enum err_code
question_check(
    const struct question *q, const struct answer *as_shown, struct err *err)
{
	return answer_check(&q->form, as_shown, err);
}

enum err_code
question_judge(const struct catalog *catalog, struct str module,
    struct str item, const uint8_t seed[QUESTION_SEED],
    const struct answer *as_shown, bool tell, struct arena *arena,
    struct question_verdict *out, struct err *err)
{
	struct answer_form form;
	struct answer a;
	struct draw_item d;
	enum err_code rc = draw_one(catalog, module, item, seed, &d, err);

	if (rc != ERR_NONE)
		return rc;
	if (as_shown == NULL)
		return draw_tell(&d, NULL, tell, arena, out, err);
	form = draw_form(d.item);
	rc = answer_check(&form, as_shown, err);
	if (rc != ERR_NONE)
		return rc;
	a = answer_to_pool(d.item->kind, d.shown, as_shown);
	return draw_tell(&d, &a, tell, arena, out, err);
}
