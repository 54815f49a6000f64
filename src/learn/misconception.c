#include "learn/misconception.h"

#include <stdlib.h>

#include "learn/responses.h"
#include "sql/item_response.h"

/* The answers come one team after the other, and within it one person after
   the other, so that people are counted by comparing with the last one. */
#define MEMORY ((size_t)256 << 20)

struct pools {
	struct responses *v; /* a module each, for what is asked now */
	size_t n, cap;
};

struct call {
	const struct learn *learn;
	struct id viewer;
	struct arena *arena;
	struct arena work;
	struct db *db;
	struct pools pools;
	struct misconceptions *out;
	struct id person;
	struct {
		struct misconception *v; /* of the team at hand */
		size_t n, cap;
	} beliefs;
};

static int
surest_first(const void *a, const void *b)
{
	const struct misconception *x = a, *y = b;

	if (x->share_in.low != y->share_in.low)
		return x->share_in.low > y->share_in.low ? -1 : 1;
	return str_cmp(x->belief, y->belief);
}

/* What may be shown of the team that is complete now. */
static enum err_code
end_team(struct call *c, struct err *err)
{
	struct misconception_team *team;

	if (c->out->n == 0)
		return ERR_NONE;
	team = &c->out->v[c->out->n - 1];
	team->too_few = team->people < MISCONCEPTION_LEAST;
	for (size_t i = 0; !team->too_few && i < c->beliefs.n; i++) {
		struct misconception *m = &c->beliefs.v[i], *to;

		if (m->taken == 0) {
			team->untaken++;
			continue;
		}
		to = ARENA_PUSH(c->arena, &team->beliefs);
		if (to == NULL)
			return arena_fail(c->arena, err);
		*to = *m;
		to->share = (double)m->taken / (double)m->n;
		to->share_in = interval_wilson(m->taken, m->n);
	}
	if (team->beliefs.n > 0)
		qsort(team->beliefs.v, team->beliefs.n,
		    sizeof(*team->beliefs.v), surest_first);
	c->beliefs.n = 0;
	return ERR_NONE;
}

static enum err_code
team_of(struct call *c, const struct sql_item_response_of_teams_row *row,
    struct err *err)
{
	struct misconception_team *team =
	    c->out->n > 0 ? &c->out->v[c->out->n - 1] : NULL;
	enum err_code rc;

	if (team != NULL && id_eq(team->id, row->team))
		return ERR_NONE;
	rc = end_team(c, err);
	if (rc != ERR_NONE)
		return rc;
	team = ARENA_PUSH(c->arena, c->out);
	if (team == NULL)
		return arena_fail(c->arena, err);
	team->id = row->team;
	team->name = arena_str(c->arena, row->team_name);
	c->person = (struct id){0};
	return team->name.ptr == NULL ? arena_fail(c->arena, err) : ERR_NONE;
}

/* NULL, without an error, for a module there is no more. */
static enum err_code
pool_of(
    struct call *c, struct str module, struct responses **out, struct err *err)
{
	struct responses r;
	enum err_code rc;

	*out = NULL;
	for (size_t i = 0; i < c->pools.n; i++)
		if (str_eq(c->pools.v[i].module->id, module)) {
			*out = &c->pools.v[i];
			return ERR_NONE;
		}
	rc = responses_begin(c->learn, c->db, &c->work, module, &r, err);
	if (rc == ERR_NOT_FOUND)
		return ERR_NONE;
	if (rc != ERR_NONE)
		return rc;
	*out = ARENA_PUSH(&c->work, &c->pools);
	if (*out == NULL)
		return arena_fail(&c->work, err);
	**out = r;
	return ERR_NONE;
}

static enum err_code
belief_of(struct call *c, struct str name, const struct catalog_module *module,
    struct misconception **out, struct err *err)
{
	for (size_t i = 0; i < c->beliefs.n; i++)
		if (str_eq(c->beliefs.v[i].belief, name)) {
			*out = &c->beliefs.v[i];
			return ERR_NONE;
		}
	*out = ARENA_PUSH(&c->work, &c->beliefs);
	if (*out == NULL)
		return arena_fail(&c->work, err);
	**out = (struct misconception){
	    .belief = name, .module_id = module->id, .title = module->title};
	return ERR_NONE;
}

/* An answer to a question counts once for each belief it could show. */
static enum err_code
count(struct call *c, const struct responses *pool,
    const struct quiz_item *item, unsigned chosen, struct err *err)
{
	for (unsigned k = 0; k < item->n_options; k++) {
		struct str name = item->options[k].misconception;
		struct misconception *b;
		bool again = false;
		unsigned taken = 0;
		enum err_code rc;

		if (item->options[k].key || name.len == 0)
			continue;
		for (unsigned j = 0; j < item->n_options; j++)
			if (str_eq(item->options[j].misconception, name)) {
				again |= j < k;
				taken |= chosen & 1u << j;
			}
		if (again)
			continue;
		rc = belief_of(c, name, pool->module, &b, err);
		if (rc != ERR_NONE)
			return rc;
		b->n++;
		b->taken += taken != 0;
	}
	return ERR_NONE;
}

static enum err_code
add_row(const struct sql_item_response_of_teams_row *row, void *ctx,
    struct err *err)
{
	struct call *c = ctx;
	struct responses *pool;
	uint32_t item;
	bool same;
	enum err_code rc;

	if (row->answer.len == 0)
		return ERR_NONE; /* left blank */
	rc = pool_of(c, row->module, &pool, err);
	if (rc != ERR_NONE || pool == NULL ||
	    !responses_item(pool, row->item, &item))
		return rc;
	rc = responses_same(pool, row->bank_hash, item, &same, err);
	if (rc != ERR_NONE || !same)
		return rc;
	rc = team_of(c, row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!id_eq(c->person, row->person))
		c->out->v[c->out->n - 1].people++;
	c->person = row->person;
	return count(c, pool, &pool->quiz->items.v[item],
	    responses_chosen(&pool->quiz->items.v[item], row->answer), err);
}

static enum err_code
load(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc;

	arena_reset(&c->work);
	c->db = db;
	c->pools = (struct pools){0};
	c->beliefs.v = NULL;
	c->beliefs.n = c->beliefs.cap = 0;
	*c->out = (struct misconceptions){0};
	rc = sql_item_response_of_teams(db,
	    &(struct sql_item_response_of_teams_in){.viewer = c->viewer},
	    add_row, c, err);
	return rc == ERR_NONE ? end_team(c, err) : rc;
}

enum err_code
misconception_list(const struct learn *learn, struct id viewer,
    struct arena *arena, struct misconceptions *out, struct err *err)
{
	struct misconceptions list = {0};
	struct call c = {
	    .learn = learn, .viewer = viewer, .arena = arena, .out = &list};
	enum err_code rc;

	arena_init(&c.work, MEMORY);
	rc = store_read(learn->store, load, &c, err);
	arena_release(&c.work);
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}
