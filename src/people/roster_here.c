#include "people/roster_row.h"

#include "people/row.h"
#include "people/scope_row.h"
#include "sql/person.h"
#include "sql/team.h"

/* Everybody, read once: a line is then compared in memory. */
struct loading {
	struct roster_here *here;
	struct arena *arena;
};

/* Words that are shared: units, zones, lists.  Past so many each has its
   own copy. */
#define WORDS_MOST 16384

static enum err_code
share(struct loading *g, struct str *text, struct err *err)
{
	struct roster_here *here = g->here;
	struct str *word;
	size_t i;

	if (text->len == 0)
		return ERR_NONE;
	if (lookup_find(&here->word, *text, &i)) {
		*text = here->words.v[i];
		return ERR_NONE;
	}
	*text = arena_str(g->arena, *text);
	if (text->ptr == NULL)
		return arena_fail(g->arena, err);
	if (!lookup_add(&here->word, *text, here->words.n))
		return ERR_NONE;
	word = ARENA_PUSH(g->arena, &here->words);
	if (word == NULL)
		return arena_fail(g->arena, err);
	*word = *text;
	return ERR_NONE;
}

static enum err_code
own(struct loading *g, struct str *text, struct err *err)
{
	if (text->ptr == NULL)
		return ERR_NONE;
	*text = arena_str(g->arena, *text);
	return text->ptr != NULL ? ERR_NONE : arena_fail(g->arena, err);
}

static enum err_code
share_all(struct loading *g, struct person *p, struct err *err)
{
	struct str *const shared[] = {&p->team_name, &p->employment, &p->stacks,
	    &p->unit, &p->duties, &p->zone};
	struct str *const owned[] = {&p->email, &p->name, &p->external};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < NELEM(shared); i++)
		rc = share(g, shared[i], err);
	for (size_t i = 0; rc == ERR_NONE && i < NELEM(owned); i++)
		rc = own(g, owned[i], err);
	return rc;
}

/* Of two with the same address or id, who is here counts. */
static void
index_by(struct roster_here *here, struct lookup *l, struct str key, size_t i)
{
	size_t other;

	if (key.len == 0 || lookup_add(l, key, i))
		return;
	if (lookup_find(l, key, &other) && here->v[other].left)
		lookup_set(l, key, i);
}

static enum err_code
take_person(const struct sql_roster_people_row *row, void *ctx, struct err *err)
{
	struct loading *g = ctx;
	struct roster_here *here = g->here;
	struct person *p;
	size_t i = here->n;
	enum err_code rc;

	if (i == here->cap)
		return err_set(err, ERR_CONFLICT,
		    "people were added meanwhile: try again");
	p = &here->v[here->n++];
	*p = PERSON_OF(row);
	rc = share_all(g, p, err);
	if (rc != ERR_NONE)
		return rc;
	here->left += p->left;
	lookup_add(&here->id, lookup_id(&p->id), i);
	index_by(here, &here->email, p->email, i);
	index_by(here, &here->external, p->external, i);
	return ERR_NONE;
}

static enum err_code
read_people(struct db *db, struct loading *g, struct err *err)
{
	struct roster_here *here = g->here;
	struct sql_roster_count_row count;
	size_t most;
	enum err_code rc = sql_roster_count(db, g->arena, &count, err);

	if (rc != ERR_NONE)
		return rc;
	most = (size_t)count.people;
	here->cap = most;
	here->v = ARENA_ARRAY(g->arena, most + 1, struct person);
	if (here->v == NULL)
		return arena_fail(g->arena, err);
	rc = lookup_init(&here->email, most, g->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&here->external, most, g->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&here->id, most, g->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&here->word, WORDS_MOST, g->arena, err);
	return rc == ERR_NONE ? sql_roster_people(db, take_person, g, err) : rc;
}

static enum err_code
read_teams(struct db *db, struct loading *g, struct err *err)
{
	struct roster_here *here = g->here;
	struct sql_team_names_rows rows;
	enum err_code rc = sql_team_names(db, g->arena, &rows, err);

	if (rc == ERR_NONE)
		rc = lookup_init(&here->team_name, rows.n, g->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&here->team_id, rows.n, g->arena, err);
	if (rc != ERR_NONE)
		return rc;
	here->teams.cap = here->teams.n = rows.n;
	here->teams.v = ARENA_ARRAY(g->arena, rows.n + 1, struct roster_team);
	if (here->teams.v == NULL)
		return arena_fail(g->arena, err);
	for (size_t i = 0; i < rows.n; i++) {
		struct roster_team *t = &here->teams.v[i];

		*t = (struct roster_team){rows.v[i].team, rows.v[i].name};
		lookup_add(&here->team_name, t->name, i);
		lookup_add(&here->team_id, lookup_id(&t->id), i);
	}
	return ERR_NONE;
}

enum err_code
roster_here_read(struct db *db, struct arena *arena, struct roster_here *out,
    struct err *err)
{
	struct roster_here here = {0};
	struct loading g = {&here, arena};
	enum err_code rc = read_people(db, &g, err);

	if (rc == ERR_NONE)
		rc = read_teams(db, &g, err);
	if (rc == ERR_NONE)
		*out = here;
	return rc;
}

struct str
roster_team_name(const struct roster_here *here, struct id team)
{
	size_t i;

	return lookup_find(&here->team_id, lookup_id(&team), &i)
	    ? here->teams.v[i].name
	    : STR("");
}

/* --- what they were ------------------------------------------------------ */

struct past {
	struct loading g; /* first */
	const struct roster *r;
	size_t *line_of; /* of one of those here: its line and one, or 0 */
	struct person *then;
};

static enum err_code
take_past(const struct sql_roster_past_row *row, void *ctx, struct err *err)
{
	struct past *past = ctx;
	struct roster_here *here = past->g.here;
	struct person *p;
	size_t i, line;

	if (!lookup_find(&here->id, lookup_id(&row->person), &i) ||
	    past->line_of[i] == 0)
		return ERR_NONE;
	line = past->line_of[i] - 1;
	if (!str_eq(row->kind, STR("joined")) &&
	    row->effective > past->r->lines.v[line].effective)
		return ERR_NONE;
	p = &past->then[line];
	if (id_is_none(p->id)) {
		*p = here->v[i];
		scope_blank(p);
	}
	SCOPE_TAKE(p, row);
	p->team_name = roster_team_name(here, p->team);
	return share_all(&past->g, p, err);
}

enum err_code
roster_then(struct db *db, struct arena *arena, const struct roster *r,
    struct roster_here *here, struct person **out, struct err *err)
{
	struct past past = {.g = {here, arena}, .r = r};
	bool any = false;

	*out = NULL;
	for (size_t i = 0; i < r->lines.n; i++)
		any |= r->lines.v[i].effective != 0;
	if (!any)
		return ERR_NONE;
	past.then = ARENA_ARRAY(arena, r->lines.n + 1, struct person);
	past.line_of = ARENA_ARRAY(arena, here->n + 1, size_t);
	if (past.then == NULL || past.line_of == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < r->lines.n; i++)
		if (r->lines.v[i].effective != 0 &&
		    r->lines.v[i].known != SIZE_MAX)
			past.line_of[r->lines.v[i].known] = i + 1;
	*out = past.then;
	return sql_roster_past(db, take_past, &past, err);
}
