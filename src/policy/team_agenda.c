#include "policy/team_agenda.h"

#include "learn/record.h"

struct reading {
	struct engine *engine;
	const struct learn *learn;
	int64_t now;
	struct arena *arena;
	struct record_team members;
	struct team_agenda all;
};

static void
count(struct team_agenda *all, const struct agenda *agenda)
{
	bool due = false, overdue = false;

	for (size_t i = 0; i < agenda->n; i++) {
		due |= agenda->v[i].state == DUE_IS_DUE;
		overdue |= agenda->v[i].state == DUE_IS_OVERDUE;
	}
	all->people++;
	if (overdue)
		all->overdue++;
	else if (due)
		all->due++;
	else
		all->current++;
}

/* How they did in a module: a row of the person's, from that at from on. */
static const struct record_team_row *
scores_of(const struct reading *r, size_t from, const struct agenda_item *item)
{
	const struct record_team_row *rows = r->members.v;

	for (size_t i = from; item->kind == POLICY_MODULE && i < r->members.n &&
	     id_eq(rows[i].person, rows[from].person);
	     i++)
		if (str_eq(rows[i].module_id, item->id))
			return &rows[i];
	return NULL;
}

static enum err_code
add_line(struct reading *r, size_t from, const struct agenda_item *item,
    struct err *err)
{
	struct team_line *line = ARENA_PUSH(r->arena, &r->all);
	const struct record_team_row *scores;

	if (line == NULL)
		return arena_fail(r->arena, err);
	*line = (struct team_line){.person = r->members.v[from].person,
	    .name = r->members.v[from].name,
	    .asked = item != NULL};
	if (item == NULL)
		return ERR_NONE;
	line->item = *item;
	scores = scores_of(r, from, item);
	if (scores != NULL) {
		line->attempts = scores->attempts;
		line->best = scores->best;
		line->attested = scores->attested;
	}
	return ERR_NONE;
}

/* The member whose first row is at from. */
static enum err_code
add_member(struct reading *r, size_t from, struct err *err)
{
	struct agenda agenda = {0};
	enum err_code rc = agenda_whole(r->engine, r->learn,
	    r->members.v[from].person, r->now, true, r->arena, &agenda, err);

	if (rc != ERR_NONE)
		return rc;
	agenda_keep_once(&agenda);
	count(&r->all, &agenda);
	if (agenda.n == 0)
		return add_line(r, from, NULL, err);
	for (size_t i = 0; i < agenda.n && rc == ERR_NONE; i++)
		rc = add_line(r, from, &agenda.v[i], err);
	return rc;
}

enum err_code
team_agenda_of(struct engine *engine, const struct learn *learn,
    struct id viewer, int64_t now, struct arena *arena, struct team_agenda *out,
    struct err *err)
{
	struct reading r = {
	    .engine = engine, .learn = learn, .now = now, .arena = arena};
	const struct record_team *m = &r.members;
	enum err_code rc = engine_follow(engine, NULL, err);

	if (rc == ERR_NONE)
		rc = record_team(learn, viewer, arena, &r.members, err);
	for (size_t i = 0; i < m->n && rc == ERR_NONE; i++)
		if (i == 0 || !id_eq(m->v[i].person, m->v[i - 1].person))
			rc = add_member(&r, i, err);
	if (rc == ERR_NONE)
		*out = r.all;
	return rc;
}
