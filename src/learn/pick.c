#include "learn/pick.h"

/* The latest answer to any question of an objective. */
struct objective {
	const struct catalog_module *module;
	struct str name;
	int64_t at;
	bool right;
};

struct picking {
	const struct catalog *catalog;
	const struct pick_in *in;
	struct {
		struct objective *v;
		size_t n, cap;
	} objectives;
	struct pick out;
	bool early, wrong; /* of what out holds */
	double chance;
};

const struct quiz_item *
pick_item(const struct catalog *catalog, struct str module, struct str item)
{
	const struct catalog_module *m = catalog_module(catalog, module);

	return m != NULL ? quiz_item(catalog_quiz(catalog, m), item) : NULL;
}

static bool
named(const struct pick_names *names, struct str module, struct str item)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->v[i].item, item) &&
		    str_eq(names->v[i].module, module))
			return true;
	return false;
}

static struct objective *
objective(
    const struct picking *p, const struct catalog_module *m, struct str name)
{
	for (size_t i = 0; i < p->objectives.n; i++)
		if (p->objectives.v[i].module == m &&
		    str_eq(p->objectives.v[i].name, name))
			return &p->objectives.v[i];
	return NULL;
}

static bool
last_wrong(const struct picking *p, const struct catalog_module *m,
    const struct quiz_item *item)
{
	const struct objective *o = objective(p, m, item->objective);

	return o != NULL && !o->right;
}

static enum err_code
note_objectives(struct picking *p, struct arena *arena, struct err *err)
{
	for (size_t i = 0; i < p->in->cards.n; i++) {
		const struct pick_card *c = &p->in->cards.v[i];
		const struct quiz_item *item =
		    pick_item(p->catalog, c->module, c->item);
		const struct catalog_module *m;
		struct objective *o;

		if (item == NULL)
			continue;
		m = catalog_module(p->catalog, c->module);
		o = objective(p, m, item->objective);
		if (o == NULL) {
			o = ARENA_PUSH(arena, &p->objectives);
			if (o == NULL)
				return arena_fail(arena, err);
			*o = (struct objective){
			    m, item->objective, INT64_MIN, true};
		}
		if (c->last_at < o->at)
			continue;
		/* of several in one attempt, a wrong one is what counts */
		o->right = c->last_right && (c->last_at > o->at || o->right);
		o->at = c->last_at;
	}
	return ERR_NONE;
}

static bool
comes_first(const struct picking *p, bool early, bool wrong, double chance)
{
	if (p->out.item == NULL)
		return true;
	if (early != p->early)
		return early;
	if (wrong != p->wrong)
		return wrong;
	return chance < p->chance; /* equal: the order they come in */
}

static void
offer(struct picking *p, const struct catalog_module *m,
    const struct quiz_item *item, bool early, double chance)
{
	bool wrong = last_wrong(p, m, item);

	if (!comes_first(p, early, wrong, chance))
		return;
	p->out.module = m;
	p->out.item = item;
	p->early = early;
	p->wrong = wrong;
	p->chance = chance;
}

static void
offer_due(struct picking *p)
{
	for (size_t i = 0; i < p->in->cards.n; i++) {
		const struct pick_card *c = &p->in->cards.v[i];
		const struct quiz_item *item =
		    pick_item(p->catalog, c->module, c->item);
		bool early = named(&p->in->early, c->module, c->item);

		if (item == NULL || named(&p->in->done, c->module, c->item))
			continue;
		if (!early && c->due_day > p->in->today) {
			if (p->out.next_day == 0 ||
			    c->due_day < p->out.next_day)
				p->out.next_day = c->due_day;
			continue;
		}
		p->out.due++;
		offer(p, catalog_module(p->catalog, c->module), item, early,
		    c->chance);
	}
}

static bool
met(const struct picking *p, struct str module, struct str item)
{
	for (size_t i = 0; i < p->in->cards.n; i++)
		if (str_eq(p->in->cards.v[i].item, item) &&
		    str_eq(p->in->cards.v[i].module, module))
			return true;
	return named(&p->in->done, module, item);
}

/* Not met yet: made due all the same, or to be introduced. */
static void
offer_new(struct picking *p, bool early)
{
	for (size_t i = 0; i < p->in->passed.n; i++) {
		const struct catalog_module *m =
		    catalog_module(p->catalog, p->in->passed.v[i]);
		const struct quiz *quiz;

		if (m == NULL)
			continue;
		quiz = catalog_quiz(p->catalog, m);
		for (size_t k = 0; k < quiz->items.n; k++) {
			const struct quiz_item *item = &quiz->items.v[k];

			if (early && !named(&p->in->early, m->id, item->id))
				continue;
			if (met(p, m->id, item->id))
				continue;
			p->out.due += early;
			offer(p, m, item, early, 0);
		}
	}
}

enum err_code
pick_make(const struct catalog *catalog, const struct pick_in *in,
    struct arena *arena, struct pick *out, struct err *err)
{
	struct picking p = {.catalog = catalog, .in = in};
	enum err_code rc = note_objectives(&p, arena, err);

	if (rc != ERR_NONE)
		return rc;
	offer_due(&p);
	offer_new(&p, true);
	if (p.out.item == NULL)
		offer_new(&p, false);
	*out = p.out;
	return ERR_NONE;
}
