#include "learn/item_health.h"

#include "learn/responses.h"
#include "people/person.h"
#include "sql/item_response.h"
#include "stats/rasch.h"

/* 10,000 people and every question of the largest pool. */
#define HEALTH_MEMORY ((size_t)1 << 30)

struct call {
	const struct learn *learn;
	struct id viewer;
	struct str module;
	bool fit;
	struct arena *arena; /* the caller's, for what is given back */
	struct arena work;
	struct module_health *health;
	struct item_healths *all;
	struct responses responses;
};

static bool
is_program(struct id viewer)
{
	return id_eq(viewer, PERSON_PROGRAM);
}

static enum err_code
may_see(struct db *db, struct call *c, struct err *err)
{
	struct sql_item_response_seen_row row;
	bool found = true;
	enum err_code rc = ERR_NONE;

	if (!is_program(c->viewer))
		rc = sql_item_response_seen(db, &c->work,
		    &(struct sql_item_response_seen_in){.viewer = c->viewer},
		    &found, &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "this is for administrators and security leads");
	return rc;
}

static enum err_code
add_row(const struct sql_item_response_of_module_row *row, void *ctx,
    struct err *err)
{
	struct call *c = ctx;

	return responses_add(&c->responses,
	    &(struct responses_row){.person = row->person,
		.item = row->item,
		.answer = row->answer,
		.right = row->is_right,
		.bank_hash = row->bank_hash},
	    err);
}

/* --- flags and what to do about them ---------------------------------- */

static const struct {
	enum item_flag flag;
	const char *name, *remedy;
} item_flags[] = {
    {ITEM_TOO_EASY, "too easy",
	"Nearly everybody gets it right: put in distractors that people really "
	"believe, or retire it."},
    {ITEM_TOO_HARD, "too hard",
	"Fewer get it right than could by guessing: see that the text teaches "
	"it, and that the question asks one thing only."},
    {ITEM_LOW_DISCRIMINATION, "low discrimination",
	"Who knows the rest does hardly better here: look for an ambiguous "
	"stem or a second answer that can be defended."},
    {ITEM_NEGATIVE, "negative discrimination",
	"Who knows the rest does worse here: check the key first, then whether "
	"an expert could defend another answer."},
};

static enum err_code
add_flag(struct call *c, struct item_health *item, struct str name,
    struct str remedy, struct err *err)
{
	struct item_health_flag *f = ARENA_PUSH(c->arena, &item->flags);

	if (f == NULL || remedy.ptr == NULL)
		return arena_fail(c->arena, err);
	*f = (struct item_health_flag){name, remedy};
	return ERR_NONE;
}

static enum err_code
add_option_flags(struct call *c, const struct item_stat *stat,
    struct item_health *item, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned k = 0; rc == ERR_NONE && k < item->n_options; k++) {
		struct str label = item->options[k].label;

		if (stat->options[k].unused)
			rc = add_flag(c, item, STR("unused distractor"),
			    arena_strf(c->arena,
				"Hardly anybody takes '%.*s': replace it by a "
				"mistake that people really make.",
				STR_FMT(label)),
			    err);
		if (rc == ERR_NONE && stat->options[k].strong)
			rc = add_flag(c, item, STR("liked by the strong"),
			    arena_strf(c->arena,
				"Who knows the rest takes '%.*s' more often: "
				"make it clearly wrong, or the question clear.",
				STR_FMT(label)),
			    err);
	}
	return rc;
}

static enum err_code
add_flags(struct call *c, const struct item_stat *stat,
    struct item_health *item, struct err *err)
{
	enum err_code rc = ERR_NONE;

	/* the worst defect comes first */
	if (stat->flags & ITEM_KEY_SUSPICIOUS)
		rc = add_flag(c, item, STR("key suspicious"),
		    STR("Who knows the rest agrees on another answer than the "
			"key: check the key now, and treat a wrong one like a "
			"bug."),
		    err);
	for (size_t i = 0; rc == ERR_NONE && i < NELEM(item_flags); i++)
		if (stat->flags & item_flags[i].flag)
			rc = add_flag(c, item, str_from(item_flags[i].name),
			    str_from(item_flags[i].remedy), err);
	return rc == ERR_NONE ? add_option_flags(c, stat, item, err) : rc;
}

/* --- a question ------------------------------------------------------- */

static void
put_options(const struct quiz_item *item, const struct item_stat *stat,
    struct item_health *out)
{
	out->n_options = stat->n_options;
	for (unsigned k = 0; k < out->n_options; k++) {
		const struct quiz_option *o = &item->options[k];

		out->options[k] = (struct item_health_option){.label = o->key
			? item->multi ? STR("a right answer")
				      : STR("the right answer")
			: o->misconception,
		    .right = o->key,
		    .n = stat->options[k].n,
		    .share = stat->options[k].share};
	}
}

static enum err_code
put_difficulty(struct call *c, const struct rasch *fit, uint32_t i,
    struct item_health *out, struct err *err)
{
	if (out->n < ITEM_CALIBRATE) {
		out->wanting =
		    arena_strf(c->arena, "not enough answers yet: %llu of %d",
			(unsigned long long)out->n, ITEM_CALIBRATE);
	} else if (fit == NULL) {
		return ERR_NONE; /* not asked for */
	} else if (!fit->converged) {
		out->wanting = STR("the answers fit no difficulties");
	} else if (!fit->items[i].known) {
		out->wanting = STR("everybody answered alike");
	} else {
		out->calibrated = true;
		out->difficulty = fit->items[i].difficulty;
		out->error = fit->items[i].error;
		return ERR_NONE;
	}
	return out->wanting.ptr == NULL ? arena_fail(c->arena, err) : ERR_NONE;
}

static enum err_code
add_item(struct call *c, uint32_t i, const struct item_stat *stat,
    const struct rasch *fit, struct err *err)
{
	const struct quiz_item *item = &c->responses.quiz->items.v[i];
	struct item_health *out = ARENA_PUSH(c->arena, &c->health->items);
	enum err_code rc;

	if (out == NULL)
		return arena_fail(c->arena, err);
	*out = (struct item_health){.id = item->id,
	    .objective = item->objective,
	    .stem = item->stem,
	    .n = stat->n,
	    .right = stat->right,
	    .blank = c->responses.blank[i],
	    .earlier = c->responses.earlier[i],
	    .share = stat->n == 0 ? 0 : (double)stat->right / (double)stat->n,
	    .share_in = stat->n < ITEM_CALIBRATE
		? interval_exact(stat->right, stat->n)
		: stat->facility,
	    .has_discrimination = stat->has_discrimination,
	    .discrimination = stat->discrimination,
	    .discrimination_in = stat->discrimination_in};
	put_options(item, stat, out);
	rc = put_difficulty(c, fit, i, out, err);
	if (rc == ERR_NONE)
		rc = add_flags(c, stat, out, err);
	c->health->flagged += out->flags.n > 0;
	c->health->calibrated += out->calibrated;
	return rc;
}

/* --- a module --------------------------------------------------------- */

static enum err_code
forms_of(struct call *c, struct item_form **out, struct err *err)
{
	const struct quiz *quiz = c->responses.quiz;

	*out = ARENA_ARRAY(&c->work, quiz->items.n + 1, struct item_form);
	if (*out == NULL)
		return arena_fail(&c->work, err);
	for (size_t i = 0; i < quiz->items.n; i++)
		(*out)[i] = responses_form(&quiz->items.v[i]);
	return ERR_NONE;
}

/* Only where some question has its number of answers. */
static enum err_code
fit_module(struct call *c, const struct item_stat *stats, struct rasch *fit,
    bool *fitted, struct err *err)
{
	const struct answers *a = &c->responses.answers;

	*fitted = false;
	for (uint32_t i = 0; i < a->n_items; i++)
		*fitted |= stats[i].n >= ITEM_CALIBRATE;
	if (!*fitted)
		return ERR_NONE;
	return rasch_fit(a, RASCH_FREE, &c->work, fit, err);
}

static enum err_code
load(struct db *db, struct call *c, struct str module, struct err *err)
{
	enum err_code rc =
	    responses_begin(c->learn, db, &c->work, module, &c->responses, err);

	if (rc == ERR_NONE)
		rc = sql_item_response_of_module(db,
		    &(struct sql_item_response_of_module_in){
			.viewer = c->viewer,
			.program = is_program(c->viewer),
			.module = module},
		    add_row, c, err);
	return rc == ERR_NONE ? responses_end(&c->responses, err) : rc;
}

static enum err_code
measure(struct db *db, struct call *c, struct str module, struct err *err)
{
	struct module_health *h = c->health;
	const struct answers *a = &c->responses.answers;
	struct item_form *forms = NULL;
	struct item_stat *stats = NULL;
	struct rasch fit = {0};
	enum err_code rc = load(db, c, module, err);

	if (rc == ERR_NONE)
		rc = forms_of(c, &forms, err);
	if (rc == ERR_NONE)
		rc = item_stats(a, forms, &c->work, &stats, err);
	if (rc == ERR_NONE)
		rc = item_alpha(
		    a, stats, &c->work, &h->has_alpha, &h->alpha, err);
	if (rc == ERR_NONE && c->fit)
		rc = fit_module(c, stats, &fit, &h->fitted, err);
	h->id = c->responses.module != NULL ? c->responses.module->id : module;
	for (uint32_t i = 0; rc == ERR_NONE && i < a->n_items; i++)
		rc = add_item(c, i, &stats[i], h->fitted ? &fit : NULL, err);
	if (rc != ERR_NONE)
		return rc;
	h->title = c->responses.module->title;
	h->version = c->responses.module->version;
	h->people = a->n_people;
	h->answers = a->start[a->n_people];
	h->fitted &= fit.converged;
	h->sd = fit.sd;
	return ERR_NONE;
}

static enum err_code
one(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc;

	arena_reset(&c->work);
	*c->health = (struct module_health){0};
	rc = may_see(db, c, err);
	return rc == ERR_NONE ? measure(db, c, c->module, err) : rc;
}

static enum err_code
every(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	const struct catalog *catalog = c->learn->catalog;
	enum err_code rc;

	*c->all = (struct item_healths){0};
	rc = may_see(db, c, err);
	for (size_t i = 0; rc == ERR_NONE && i < catalog->modules.n; i++) {
		const struct catalog_module *m = &catalog->modules.v[i];

		if (m->pool == 0)
			continue;
		arena_reset(&c->work);
		c->health = ARENA_PUSH(c->arena, c->all);
		if (c->health == NULL)
			return arena_fail(c->arena, err);
		rc = measure(db, c, m->id, err);
	}
	return rc;
}

static enum err_code
with_memory(struct call *c, store_fn *fn, struct err *err)
{
	enum err_code rc;

	arena_init(&c->work, HEALTH_MEMORY);
	rc = store_read(c->learn->store, fn, c, err);
	arena_release(&c->work);
	return rc;
}

enum err_code
item_health(const struct learn *learn, struct id viewer, struct str module,
    struct arena *arena, struct module_health *out, struct err *err)
{
	struct module_health health = {0};
	struct call c = {.learn = learn,
	    .viewer = viewer,
	    .module = module,
	    .fit = true,
	    .arena = arena,
	    .health = &health};
	enum err_code rc = with_memory(&c, one, err);

	if (rc == ERR_NONE)
		*out = health;
	return rc;
}

enum err_code
item_health_all(const struct learn *learn, struct id viewer,
    struct arena *arena, struct item_healths *out, struct err *err)
{
	struct item_healths all = {0};
	struct call c = {
	    .learn = learn, .viewer = viewer, .arena = arena, .all = &all};
	enum err_code rc = with_memory(&c, every, err);

	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
