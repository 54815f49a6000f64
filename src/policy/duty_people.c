#include "policy/duty_part.h"

#include "codec/json_read.h"
#include "sql/duty.h"

/* What shows from who is here: whether all that they do and work in is taught,
   and whether those who are no employees owe something, too. */

struct word {
	struct str word;
	bool stack; /* else a duty */
	size_t people;
};

struct outsider {
	struct id person;
	struct str employment;
};

struct crowd {
	const struct duty_ask *ask;
	struct arena *arena;
	struct arena row; /* of one person */
	struct {
		struct word *v;
		size_t n, cap;
	} words;
	struct {
		struct outsider *v;
		size_t n, cap;
	} outsiders;
	size_t people, unknown; /* employment not entered */
};

static enum err_code
count_word(struct crowd *c, struct str text, bool stack, struct err *err)
{
	struct word *w;

	for (size_t i = 0; i < c->words.n; i++)
		if (c->words.v[i].stack == stack &&
		    str_eq(c->words.v[i].word, text)) {
			c->words.v[i].people++;
			return ERR_NONE;
		}
	w = ARENA_PUSH(c->arena, &c->words);
	if (w == NULL)
		return arena_fail(c->arena, err);
	*w = (struct word){arena_str(c->arena, text), stack, 1};
	return w->word.ptr != NULL ? ERR_NONE : arena_fail(c->arena, err);
}

static enum err_code
count_words(struct crowd *c, struct str list, bool stack, struct err *err)
{
	struct json words;
	enum err_code rc;

	if (list.ptr == NULL)
		return ERR_NONE;
	rc = json_read(list, &c->row, &words, err);
	for (size_t i = 0; rc == ERR_NONE && i < words.n; i++)
		if (words.items[i].value.kind == JSON_IS_TEXT)
			rc = count_word(
			    c, words.items[i].value.text, stack, err);
	return rc;
}

static enum err_code
count_outsider(
    struct crowd *c, const struct sql_duty_people_row *row, struct err *err)
{
	struct outsider *o;

	if (row->employment.len == 0) {
		c->unknown++;
		return ERR_NONE;
	}
	if (str_eq_case(row->employment, STR("employee")))
		return ERR_NONE;
	o = ARENA_PUSH(c->arena, &c->outsiders);
	if (o == NULL)
		return arena_fail(c->arena, err);
	*o = (struct outsider){row->id, arena_str(c->arena, row->employment)};
	return o->employment.ptr != NULL ? ERR_NONE : arena_fail(c->arena, err);
}

static enum err_code
one_person(const struct sql_duty_people_row *row, void *ctx, struct err *err)
{
	struct crowd *c = ctx;
	enum err_code rc;

	arena_reset(&c->row);
	c->people++;
	rc = count_words(c, row->stacks, true, err);
	if (rc == ERR_NONE)
		rc = count_words(c, row->duties, false, err);
	return rc == ERR_NONE ? count_outsider(c, row, err) : rc;
}

static enum err_code
people_tx(struct db *db, void *ctx, struct err *err)
{
	struct crowd *c = ctx;

	c->words.n = c->outsiders.n = c->people = c->unknown = 0;
	return sql_duty_people(db,
	    &(struct sql_duty_people_in){.now = c->ask->now}, one_person, c,
	    err);
}

static enum err_code
load(struct crowd *c, struct err *err)
{
	enum err_code rc;

	arena_init(&c->row, (size_t)1 << 20);
	rc = store_read(c->ask->store, people_tx, c, err);
	arena_release(&c->row);
	return rc;
}

/* --- the curriculum ------------------------------------------------------- */

/* Whether somebody with that word can be meant: outside of a "not". */
static bool
names(const struct population *p, const struct word *w)
{
	enum population_kind kind =
	    w->stack ? POPULATION_STACK : POPULATION_DUTY;

	if (p->kind == kind)
		for (size_t i = 0; i < p->n_words; i++)
			if (str_eq(p->words[i], w->word))
				return true;
	for (size_t i = 0; p->kind != POPULATION_NOT && i < p->n_parts; i++)
		if (names(&p->parts[i], w))
			return true;
	return false;
}

static bool
speaks_of(const struct catalog *catalog, const struct policy_thing *thing,
    struct str stack)
{
	const struct catalog_module *m = thing->kind == POLICY_MODULE
	    ? catalog_module(catalog, thing->id)
	    : NULL;

	for (size_t i = 0; m != NULL && i < m->stacks.n; i++)
		if (str_eq(m->stacks.v[i], stack))
			return true;
	return false;
}

static bool
is_taught(const struct catalog *catalog, const struct policy *policy,
    const struct word *w)
{
	for (size_t i = 0; i < policy->obligations.n; i++) {
		const struct policy_obligation *o = &policy->obligations.v[i];

		if (!policy_kind_personal(o->kind) || o->things.n == 0 ||
		    o->kind == POLICY_ACKNOWLEDGE)
			continue;
		if (names(&o->who, w))
			return true;
		for (size_t k = 0; w->stack && k < o->things.n; k++)
			if (speaks_of(catalog, &o->things.v[k], w->word))
				return true;
	}
	return false;
}

enum err_code
duty_curriculum(const struct duty_ask *ask, const struct policy *policy,
    struct arena *arena, struct duty *d, struct err *err)
{
	struct crowd c = {.ask = ask, .arena = arena};
	enum err_code rc = load(&c, err);
	size_t taught = 0;

	for (size_t i = 0; i < c.words.n && rc == ERR_NONE; i++) {
		const struct word *w = &c.words.v[i];
		const char *people = w->people == 1 ? "person" : "people";

		if (is_taught(ask->catalog, policy, w)) {
			taught++;
			continue;
		}
		rc = w->stack
		    ? duty_gap(d, arena, err,
			  "%zu %s work in %.*s: no obligation has a module "
			  "that speaks of it",
			  w->people, people, STR_FMT(w->word))
		    : duty_gap(d, arena, err,
			  "%zu %s have the duty %.*s: no obligation with "
			  "something to learn names it",
			  w->people, people, STR_FMT(w->word));
	}
	d->shows = arena_strf(arena,
	    "%zu of the %zu duties and stacks that people here have are "
	    "covered",
	    taught, c.words.n);
	if (rc == ERR_NONE && c.words.n == 0)
		rc = duty_gap(d, arena, err,
		    "nobody here has a duty or a stack entered: whether all "
		    "are covered cannot be told");
	return rc;
}

/* --- third parties -------------------------------------------------------- */

static enum err_code
owes_nothing(
    const struct duty_ask *ask, struct id person, bool *out, struct err *err)
{
	struct engine_ask in = {.now = ask->now};
	struct owed_list owed = {0};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)16 << 20);
	rc = engine_person(ask->engine, person, &in, &arena, &owed, err);
	arena_release(&arena);
	if (rc == ERR_NONE)
		*out = owed.n == 0;
	return rc;
}

enum err_code
duty_third_party(const struct duty_ask *ask, struct arena *arena,
    struct duty *d, struct err *err)
{
	struct crowd c = {.ask = ask, .arena = arena};
	enum err_code rc = load(&c, err);
	size_t nothing = 0;

	for (size_t i = 0; i < c.outsiders.n && rc == ERR_NONE; i++) {
		bool none = false;

		rc = owes_nothing(ask, c.outsiders.v[i].person, &none, err);
		nothing += none;
	}
	d->shows = arena_strf(arena,
	    "%zu of %zu people here are no employees; %zu of them owe "
	    "something",
	    c.outsiders.n, c.people, c.outsiders.n - nothing);
	if (rc == ERR_NONE && nothing > 0)
		rc = duty_gap(d, arena, err,
		    "%zu who are no employees owe nothing: no population of "
		    "the policy holds them",
		    nothing);
	if (rc == ERR_NONE && c.unknown > 0)
		rc = duty_gap(d, arena, err,
		    "of %zu people it is not entered how they are employed",
		    c.unknown);
	return rc;
}
