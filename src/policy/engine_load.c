/* From tables to timelines: everybody at once, or one person anew. */
#include <stdio.h>
#include <stdlib.h>

#include "codec/json_read.h"
#include "ledger/content.h"
#include "policy/engine_part.h"
#include "sql/engine.h"

struct load {
	struct engine *e;
	struct db *db;
	struct arena *arena; /* where the timelines go */
	struct timeline **v; /* those that are read, by id */
	size_t n, cap;
	size_t at; /* rows come in the order of persons */
	struct sql_engine_teams_rows teams;
};

/* The timeline a row belongs to; NULL for somebody who never joined. */
static struct timeline *
whose(struct load *l, struct id person)
{
	while (l->at < l->n &&
	    memcmp(l->v[l->at]->id.bytes, person.bytes, ID_SIZE) < 0)
		l->at++;
	return l->at < l->n && id_eq(l->v[l->at]->id, person) ? l->v[l->at]
							      : NULL;
}

static enum err_code
keep(struct load *l, struct str text, struct str *out, struct err *err)
{
	*out = STR_NONE;
	if (text.len == 0)
		return ERR_NONE;
	*out = arena_str(l->arena, text);
	return out->ptr != NULL ? ERR_NONE : arena_fail(l->arena, err);
}

static enum err_code
on_person(const struct sql_engine_persons_row *row, void *ctx, struct err *err)
{
	struct load *l = ctx;
	struct timeline *t = ARENA_NEW(l->arena, struct timeline), **slot;
	enum err_code rc;

	slot = t != NULL ? ARENA_PUSH(&l->e->arena, l) : NULL;
	if (slot == NULL)
		return arena_fail(l->arena, err);
	*slot = t;
	t->id = row->id;
	t->team = row->team;
	t->manager = row->manager;
	rc = keep(l, row->name, &t->name, err);
	if (rc == ERR_NONE)
		rc = keep(l, row->email, &t->email, err);
	return rc == ERR_NONE
	    ? atoms_take(&l->e->atoms, row->email, &t->self, err)
	    : rc;
}

static int
by_id(const void *a, const void *b)
{
	const struct sql_engine_teams_row *x = a, *y = b;

	return memcmp(x->id.bytes, y->id.bytes, ID_SIZE);
}

static struct str
team_name(const struct load *l, struct id team)
{
	const struct sql_engine_teams_row key = {.id = team}, *found;

	found = l->teams.n > 0
	    ? bsearch(&key, l->teams.v, l->teams.n, sizeof(key), by_id)
	    : NULL;
	return found != NULL ? found->name : STR_NONE;
}

/* A canonical list of words; anything else in it is passed over. */
static enum err_code
take_list(
    struct load *l, struct str text, struct atom_list *out, struct err *err)
{
	struct arena scratch;
	struct json list;
	enum err_code rc;

	arena_init(&scratch, (size_t)1 << 20);
	rc = json_read(text, &scratch, &list, err);
	if (rc == ERR_NONE && list.kind == JSON_IS_LIST && list.n > 0) {
		out->v = ARENA_ARRAY(l->arena, list.n, atom);
		if (out->v == NULL)
			rc = arena_fail(l->arena, err);
	}
	for (size_t i = 0; rc == ERR_NONE && out->v != NULL && i < list.n; i++)
		if (list.items[i].value.kind == JSON_IS_TEXT)
			rc = atoms_take(&l->e->atoms, list.items[i].value.text,
			    &out->v[out->n++], err);
	arena_release(&scratch);
	return rc;
}

static enum err_code
take_words(struct load *l, const struct sql_engine_changes_row *row,
    struct change *c, struct err *err)
{
	const struct {
		bool said;
		unsigned bit;
		struct str word;
		atom *to;
	} words[] = {
	    {row->role.ptr != NULL, CHANGE_ROLE, row->role, &c->role},
	    {!id_is_none(row->team) || row->no_team, CHANGE_TEAM,
		team_name(l, row->team), &c->team},
	    {row->unit.ptr != NULL || row->no_unit, CHANGE_UNIT, row->unit,
		&c->unit},
	    {row->employment.ptr != NULL, CHANGE_EMPLOYMENT, row->employment,
		&c->employment},
	};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < NELEM(words) && rc == ERR_NONE; i++)
		if (words[i].said) {
			c->mask |= words[i].bit;
			rc = atoms_take(
			    &l->e->atoms, words[i].word, words[i].to, err);
		}
	return rc;
}

/* The first day of the employment that runs was another one. */
static void
correct_start(struct timeline *t, int64_t starts, int64_t known)
{
	for (size_t i = t->changes.n; i-- > 0;)
		if (t->changes.v[i].kind == CHANGE_JOINED) {
			t->changes.v[i].effective = starts;
			t->changes.v[i].known = known;
			return;
		}
}

static enum err_code
on_change(const struct sql_engine_changes_row *row, void *ctx, struct err *err)
{
	struct load *l = ctx;
	struct timeline *t = whose(l, row->person);
	struct change *c;
	enum err_code rc;

	if (t == NULL)
		return ERR_NONE;
	c = ARENA_PUSH(l->arena, &t->changes);
	if (c == NULL)
		return arena_fail(l->arena, err);
	c->kind = str_eq(row->kind, STR("joined")) ? CHANGE_JOINED
	    : str_eq(row->kind, STR("left"))       ? CHANGE_LEFT
						   : CHANGE_CHANGED;
	c->effective = row->effective;
	c->known = row->known;
	if (row->starts.set)
		correct_start(t, row->starts.v, row->known);
	rc = take_words(l, row, c, err);
	if (rc == ERR_NONE && row->stacks.ptr != NULL) {
		c->mask |= CHANGE_STACKS;
		rc = take_list(l, row->stacks, &c->stacks, err);
	}
	if (rc == ERR_NONE && row->duties.ptr != NULL) {
		c->mask |= CHANGE_DUTIES;
		rc = take_list(l, row->duties, &c->duties, err);
	}
	if (rc == ERR_NONE && row->zone.ptr != NULL)
		rc = keep(l, row->zone, &t->zone, err);
	return rc;
}

/* "production/admin" */
static enum err_code
take_pair(
    struct load *l, struct str a, struct str b, atom *out, struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 4096);
	buf_addf(&text, "%.*s/%.*s", STR_FMT(a), STR_FMT(b));
	rc = buf_finish(&text, err);
	if (rc == ERR_NONE)
		rc = atoms_take(&l->e->atoms, buf_view(&text), out, err);
	buf_release(&text);
	return rc;
}

static enum err_code
on_grant(const struct sql_engine_grants_row *row, void *ctx, struct err *err)
{
	struct load *l = ctx;
	struct timeline *t = whose(l, row->person);
	struct grant *g;
	enum err_code rc;

	if (t == NULL)
		return ERR_NONE;
	g = ARENA_PUSH(l->arena, &t->grants);
	if (g == NULL)
		return arena_fail(l->arena, err);
	g->since = row->since;
	g->since_known = row->since_known;
	g->until = row->until.set ? row->until.v : 0;
	rc = atoms_take(&l->e->atoms, row->system, &g->system, err);
	if (rc == ERR_NONE)
		rc = take_pair(l, row->system, row->level, &g->with_level, err);
	return rc == ERR_NONE ? take_pair(l, STR("*"), row->level, &g->any, err)
			      : rc;
}

static enum err_code
on_absence(
    const struct sql_engine_absences_row *row, void *ctx, struct err *err)
{
	struct load *l = ctx;
	struct timeline *t = whose(l, row->person);
	struct due_leave *leave;

	if (t == NULL)
		return ERR_NONE;
	leave = ARENA_PUSH(l->arena, &t->leaves);
	if (leave == NULL)
		return arena_fail(l->arena, err);
	*leave =
	    (struct due_leave){row->from_at, row->to_at.set ? row->to_at.v : 0};
	return ERR_NONE;
}

static enum err_code
add_proof(struct load *l, struct id person, const struct proof *proof,
    struct str thing, struct str version, struct err *err)
{
	struct timeline *t = whose(l, person);
	struct proof *p;
	unsigned major;
	atom word;
	enum err_code rc;

	if (t == NULL)
		return ERR_NONE;
	p = ARENA_PUSH(l->arena, &t->proofs);
	if (p == NULL)
		return arena_fail(l->arena, err);
	*p = *proof;
	rc = atoms_take(&l->e->atoms, thing, &p->thing, err);
	if (rc != ERR_NONE || !due_version_major(version, &major))
		return rc;
	rc = atoms_take(&l->e->atoms, version, &word, err);
	if (rc == ERR_NONE) /* few versions, many proofs */
		p->done.version = l->e->atoms.words[word];
	return rc;
}

/* A word nobody knows is taken for studied. */
static enum due_how
how_of(struct str word)
{
	unsigned how = due_how_read(word);

	return how != 0 ? (enum due_how)how : DUE_STUDIED;
}

/* What a course promised when it was earned is not policy's to keep. */
static enum err_code
on_completion(
    const struct sql_engine_completions_row *row, void *ctx, struct err *err)
{
	const struct proof p = {.kind = POLICY_MODULE,
	    .done = {.at = row->at,
		.how = how_of(row->how),
		.score = row->score.set ? (unsigned)row->score.v : 100}};

	return add_proof(ctx, row->person, &p, row->module, row->version, err);
}

static enum err_code
on_outside(const struct sql_engine_outside_row *row, void *ctx, struct err *err)
{
	const struct proof p = {.kind = POLICY_MODULE,
	    .done = {.at = row->at,
		.how = how_of(row->how),
		.until = row->until.set ? row->until.v : 0,
		.score = 100}};

	return add_proof(ctx, row->person, &p, row->module, row->version, err);
}

static enum err_code
on_lab(const struct sql_engine_labs_row *row, void *ctx, struct err *err)
{
	const struct proof p = {.kind = POLICY_LAB,
	    .done = {.at = row->at, .how = DUE_STUDIED, .score = 100}};

	return add_proof(ctx, row->person, &p, row->lab, row->version, err);
}

static enum err_code
on_signed(const struct sql_engine_signed_row *row, void *ctx, struct err *err)
{
	const struct proof p = {.kind = POLICY_SIGNATURE,
	    .done = {.at = row->at, .how = DUE_STUDIED, .score = 100}};
	char version[32];
	int n = snprintf(
	    version, sizeof(version), "%u.0.0", (unsigned)row->version);

	return add_proof(ctx, row->person, &p, row->policy,
	    (struct str){version, (size_t)n}, err);
}

static enum err_code
on_exception(
    const struct sql_engine_exceptions_row *row, void *ctx, struct err *err)
{
	struct load *l = ctx;
	struct timeline *t = whose(l, row->person);
	struct excuse *x;

	if (t == NULL)
		return ERR_NONE;
	x = ARENA_PUSH(l->arena, &t->excuses);
	if (x == NULL)
		return arena_fail(l->arena, err);
	x->id = row->id;
	x->from = row->decided.set ? row->decided.v : 0;
	x->until = row->until;
	return atoms_take(&l->e->atoms, row->obligation, &x->obligation, err);
}

static enum err_code
on_asked(const struct sql_engine_asked_row *row, void *ctx, struct err *err)
{
	struct load *l = ctx;
	struct timeline *t = whose(l, row->person);
	atom *module;

	if (t == NULL)
		return ERR_NONE;
	module = ARENA_PUSH(l->arena, &t->asked);
	if (module == NULL)
		return arena_fail(l->arena, err);
	return atoms_take(&l->e->atoms, row->module, module, err);
}

/* Every table for the persons from low to high. */
#define READ(name, fn)                                                       \
	do {                                                                 \
		l->at = 0;                                                   \
		if (rc == ERR_NONE)                                          \
			rc = sql_engine_##name(l->db,                        \
			    &(struct sql_engine_##name##_in){low, high}, fn, \
			    l, err);                                         \
	} while (0)

static enum err_code
read_rows(struct load *l, struct id low, struct id high, struct err *err)
{
	enum err_code rc = ERR_NONE;

	READ(persons, on_person);
	READ(changes, on_change);
	READ(grants, on_grant);
	READ(absences, on_absence);
	READ(completions, on_completion);
	READ(outside, on_outside);
	READ(labs, on_lab);
	READ(signed, on_signed);
	READ(asked, on_asked);
	READ(exceptions, on_exception);
	return rc;
}

static enum err_code
read_teams(struct load *l, struct arena *arena, struct err *err)
{
	enum err_code rc = sql_engine_teams(l->db, arena, &l->teams, err);

	if (rc == ERR_NONE && l->teams.n > 1)
		qsort(l->teams.v, l->teams.n, sizeof(*l->teams.v), by_id);
	return rc;
}

/* Of a content folder that has no default: nobody owes anything. */
#define NO_POLICY                                                          \
	STR("policy: none\ntitle: None\nowner: nobody\napprover: nobody\n" \
	    "approved: 1970-01-01\neffective: 1970-01-01\n"                \
	    "review_by: 1970-01-01\n"                                      \
	    "statement: {who: nobody, what: nothing, how_often: never, "   \
	    "onboarding: none, non_completion: none, enforced: nobody}\n")

static enum err_code
add_policy(struct engine *e, struct str text, const char *file,
    unsigned version, int64_t effective, struct err *err)
{
	struct policy *p, **slot;
	enum err_code rc =
	    policy_read(text, file, e->catalog, &e->kept, &p, err);

	if (rc != ERR_NONE)
		return rc;
	p->version = version;
	p->effective = effective; /* what the fact says */
	slot = ARENA_PUSH(&e->kept, &e->policies);
	if (slot == NULL)
		return arena_fail(&e->kept, err);
	*slot = p;
	return ERR_NONE;
}

/* Every version is a release of what is to be signed. */
static enum err_code
add_signature(struct engine *e, const struct policy *p, struct err *err)
{
	struct due_release *r = ARENA_PUSH(&e->kept, &e->signatures);

	if (r == NULL)
		return arena_fail(&e->kept, err);
	r->at = p->effective;
	r->version = arena_strf(&e->kept, "%u.0.0", p->version);
	return r->version.ptr != NULL ? ERR_NONE : arena_fail(&e->kept, err);
}

static enum err_code
load_published(struct engine *e, struct db *db,
    const struct sql_engine_policies_row *row, struct err *err)
{
	struct str text;
	enum err_code rc = content_get(
	    db, &e->arena, (const uint8_t *)row->content.ptr, &text, err);

	if (rc == ERR_NONE)
		rc = add_policy(e, text, "the published policy",
		    (unsigned)row->version, row->effective, err);
	return rc == ERR_NONE
	    ? add_signature(e, e->policies.v[e->policies.n - 1], err)
	    : rc;
}

/* Those there are already stay: nothing that was published changes. */
static enum err_code
load_policies(struct engine *e, struct db *db, struct err *err)
{
	struct str first = e->catalog->default_policy;
	struct sql_engine_policies_rows rows = {0};
	enum err_code rc = ERR_NONE;

	if (e->policies.n == 0)
		rc = add_policy(e, first.ptr != NULL ? first : NO_POLICY,
		    "policies/default.yaml", 0, 0, err);
	if (rc == ERR_NONE)
		rc = sql_engine_policies(db, &e->arena, &rows, err);
	for (size_t i = e->policies.n - 1; i < rows.n && rc == ERR_NONE; i++)
		rc = load_published(e, db, &rows.v[i], err);
	return rc;
}

/* A gate asks for systems that nobody may reach yet. */
static enum err_code
take_systems(struct engine *e, struct err *err)
{
	enum err_code rc = ERR_NONE;
	atom system;

	for (size_t i = 0; i < e->policies.n; i++) {
		const struct policy *p = e->policies.v[i];

		for (size_t k = 0; k < p->systems.n && rc == ERR_NONE; k++)
			rc = atoms_take(
			    &e->atoms, p->systems.v[k].id, &system, err);
	}
	return rc;
}

enum err_code
engine_load_all(struct engine *e, struct db *db, struct err *err)
{
	struct load l = {.e = e, .db = db, .arena = &e->arena};
	struct id low = {0}, high;
	enum err_code rc = read_teams(&l, &e->arena, err);

	memset(high.bytes, 0xff, ID_SIZE);
	if (rc == ERR_NONE)
		rc = validity_load(
		    db, &e->arena, e->catalog, NULL, &e->validity, err);
	if (rc == ERR_NONE)
		rc = load_policies(e, db, err);
	if (rc == ERR_NONE)
		rc = take_systems(e, err);
	if (rc == ERR_NONE)
		rc = read_rows(&l, low, high, err);
	e->persons.v = l.v;
	e->persons.n = l.n;
	e->persons.cap = l.cap;
	return rc;
}

/* Where a person is, or would be. */
static size_t
place_of(const struct engine *e, struct id person)
{
	size_t low = 0, high = e->persons.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (memcmp(e->persons.v[mid]->id.bytes, person.bytes, ID_SIZE) <
		    0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct timeline *
engine_find(const struct engine *e, struct id person)
{
	size_t at = place_of(e, person);

	return at < e->persons.n && id_eq(e->persons.v[at]->id, person)
	    ? e->persons.v[at]
	    : NULL;
}

static enum err_code
put_in(struct engine *e, struct timeline *t, struct err *err)
{
	size_t at = place_of(e, t->id);
	struct arena *old;

	if (at < e->unseen_from)
		e->unseen_from = at;
	if (at < e->persons.n && id_eq(e->persons.v[at]->id, t->id)) {
		old = e->persons.v[at]->own;
		e->persons.v[at] = t;
		arena_release(old);
		free(old);
		return ERR_NONE;
	}
	if (ARENA_PUSH(&e->arena, &e->persons) == NULL)
		return arena_fail(&e->arena, err);
	memmove(&e->persons.v[at + 1], &e->persons.v[at],
	    (e->persons.n - 1 - at) * sizeof(*e->persons.v));
	e->persons.v[at] = t;
	return ERR_NONE;
}

enum err_code
engine_load_one(
    struct engine *e, struct db *db, struct id person, struct err *err)
{
	struct arena *own = calloc(1, sizeof(*own));
	struct load l = {.e = e, .db = db, .arena = own};
	enum err_code rc;

	if (own == NULL)
		return err_nomem(err);
	arena_init(own, (size_t)4 << 20);
	rc = read_teams(&l, own, err);
	if (rc == ERR_NONE)
		rc = read_rows(&l, person, person, err);
	if (rc == ERR_NONE && l.n == 1) {
		l.v[0]->own = own;
		return put_in(e, l.v[0], err);
	}
	arena_release(own);
	free(own);
	return rc;
}
