#include "learn/item_health.h"
#include "learn/responses.h"
#include "sql/item_response.h"
#include "stats/rasch.h"

#define ABILITY_MEMORY ((size_t)1 << 30)

struct call {
	const struct learn *learn;
	struct id viewer, person;
	struct str module;
	struct arena work;
	struct responses responses;
	/* the person's own, of all those */
	size_t from, to;
	bool found;
	struct ability *ability;
};

static enum err_code
add_row(const struct sql_item_response_of_ability_row *row, void *ctx,
    struct err *err)
{
	struct call *c = ctx;
	size_t before = c->responses.rows.n;
	enum err_code rc = responses_add(&c->responses,
	    &(struct responses_row){.person = row->person,
		.item = row->item,
		.answer = row->answer,
		.right = row->is_right,
		.bank_hash = row->bank_hash},
	    err);

	if (rc != ERR_NONE || !row->own || c->responses.rows.n == before)
		return rc;
	if (!c->found)
		c->from = before;
	c->to = c->responses.rows.n;
	c->found = true;
	return ERR_NONE;
}

/* Difficulties of the calibrated questions: those the person answered, and all
   of the module. */
struct scale {
	double *own, *all;
	size_t n_own, n_all, right;
};

static enum err_code
make_scale(
    struct call *c, const struct rasch *fit, struct scale *out, struct err *err)
{
	uint32_t items = c->responses.answers.n_items;

	out->own = ARENA_ARRAY(&c->work, (size_t)items + 1, double);
	out->all = ARENA_ARRAY(&c->work, (size_t)items + 1, double);
	if (out->own == NULL || out->all == NULL)
		return arena_fail(&c->work, err);
	for (uint32_t i = 0; i < items; i++)
		if (fit->items[i].known && fit->items[i].n >= ITEM_CALIBRATE)
			out->all[out->n_all++] = fit->items[i].difficulty;
	for (size_t k = c->from; k < c->to; k++) {
		const struct response *r = &c->responses.rows.v[k];
		const struct rasch_item *item = &fit->items[r->item];

		if (!item->known || item->n < ITEM_CALIBRATE)
			continue;
		out->own[out->n_own++] = item->difficulty;
		out->right += r->right;
	}
	return ERR_NONE;
}

static bool
any_calibrated(const struct answers *a, uint32_t *count)
{
	for (size_t k = 0; k < a->start[a->n_people]; k++)
		if (++count[a->item[k]] >= ITEM_CALIBRATE)
			return true;
	return false;
}

static enum err_code
place(struct call *c, struct err *err)
{
	const struct answers *a = &c->responses.answers;
	struct ability *out = c->ability;
	uint32_t *count =
	    ARENA_ARRAY(&c->work, (size_t)a->n_items + 1, uint32_t);
	struct scale scale = {0};
	struct rasch_ability e;
	struct rasch fit;
	enum err_code rc;

	if (count == NULL)
		return arena_fail(&c->work, err);
	out->wanting = STR("the questions have not enough answers yet");
	if (!any_calibrated(a, count))
		return ERR_NONE;
	rc = rasch_fit(a, RASCH_FREE, &c->work, &fit, err);
	if (rc == ERR_NONE && fit.converged)
		rc = make_scale(c, &fit, &scale, err);
	if (rc != ERR_NONE || scale.n_own < ITEM_ABILITY)
		return rc;
	out->cut = rasch_cut(
	    scale.all, scale.n_all, (double)c->responses.quiz->pass / 100);
	e = rasch_ability(
	    scale.own, scale.n_own, scale.right, fit.sd, out->cut);
	out->calibrated = true;
	out->used = scale.n_own;
	out->mean = e.mean;
	out->error = e.error;
	out->above = e.above;
	out->wanting = STR_NONE;
	return ERR_NONE;
}

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	struct ability *out = c->ability;
	enum err_code rc;

	arena_reset(&c->work);
	*out = (struct ability){0};
	c->found = false;
	rc = responses_begin(
	    c->learn, db, &c->work, c->module, &c->responses, err);
	if (rc == ERR_NONE)
		rc = sql_item_response_of_ability(db,
		    &(struct sql_item_response_of_ability_in){
			.viewer = c->viewer,
			.person = c->person,
			.module = c->module},
		    add_row, c, err);
	if (rc == ERR_NONE)
		rc = responses_end(&c->responses, err);
	if (rc == ERR_NONE && !c->found)
		return err_set(err, ERR_NOT_FOUND, "no answers there");
	for (size_t k = c->from; rc == ERR_NONE && k < c->to; k++) {
		out->n++;
		out->right += c->responses.rows.v[k].right;
	}
	return rc;
}

enum err_code
ability_of(const struct learn *learn, struct id viewer, struct id person,
    struct str module, struct ability *out, struct err *err)
{
	struct ability ability;
	struct call c = {.learn = learn,
	    .viewer = viewer,
	    .person = person,
	    .module = module,
	    .ability = &ability};
	enum err_code rc;

	arena_init(&c.work, ABILITY_MEMORY);
	rc = store_read(learn->store, load, &c, err);
	if (rc == ERR_NONE)
		rc = place(&c, err); /* outside the transaction */
	arena_release(&c.work);
	if (rc != ERR_NONE)
		return rc;
	ability.share = (double)ability.right / (double)ability.n;
	ability.share_in = interval_exact(ability.right, ability.n);
	*out = ability;
	return ERR_NONE;
}
