#include "people/link.h"
#include "people/roster_row.h"
#include "people/row.h"
#include "people/team.h"

struct applying {
	struct roster *r;
	struct db *db;
	struct arena *arena;
	struct arena work; /* of one line */
	struct id actor;
	struct roster_here here;
	struct lookup lines;
	struct lookup made; /* teams that this roster made, by name */
	struct {
		struct roster_team *v;
		size_t n, cap;
	} teams;
	bool invite;
};

/* The teams that this roster made: whoever comes as a lead leads one. */
static enum err_code
find_or_make_team(
    struct applying *a, struct str name, struct id *out, struct err *err)
{
	struct roster_team *mine;
	size_t i;
	enum err_code rc;

	*out = (struct id){0};
	if (name.len == 0)
		return ERR_NONE;
	if (lookup_find(&a->here.team_name, name, &i)) {
		*out = a->here.teams.v[i].id;
		return ERR_NONE;
	}
	if (lookup_find(&a->made, name, &i)) {
		*out = a->teams.v[i].id;
		return ERR_NONE;
	}
	rc = team_make(a->db, &a->work, a->actor, name, (struct id){0},
	    STR("roster"), out, err);
	if (rc != ERR_NONE)
		return rc;
	lookup_add(&a->made, name, a->teams.n);
	mine = ARENA_PUSH(a->arena, &a->teams);
	if (mine == NULL)
		return arena_fail(a->arena, err);
	*mine = (struct roster_team){*out, name};
	return ERR_NONE;
}

static enum err_code
give_lead(struct applying *a, const struct roster_line *l, struct id team,
    struct err *err)
{
	size_t i;

	if (l->role != ROLE_LEAD || !lookup_find(&a->made, l->team, &i))
		return ERR_NONE;
	return team_set_lead(
	    a->db, &a->work, a->actor, team, l->person, STR("roster"), err);
}

static struct id
manager_of(const struct applying *a, const struct roster_line *l)
{
	struct roster_place boss;

	if (!roster_manager(a->r, &a->lines, &a->here, l->manager, &boss))
		return (struct id){0};
	return boss.known != SIZE_MAX ? a->here.v[boss.known].id
				      : a->r->lines.v[boss.line].person;
}

static struct str
if_any(struct str text)
{
	return text.len > 0 ? text : STR_NONE;
}

static enum err_code
bring_in(struct applying *a, struct roster_line *l, struct err *err)
{
	struct person_new p = {.id = l->person,
	    .name = l->name,
	    .email = l->email,
	    .role = l->has_role ? l->role : ROLE_DEVELOPER,
	    .manager = manager_of(a, l),
	    .employment = l->employment,
	    .external = l->external,
	    .unit = l->unit,
	    .zone = l->zone,
	    .stacks = l->stacks,
	    .duties = l->duties,
	    .source = STR("roster"),
	    .starts = l->starts};
	enum err_code rc = find_or_make_team(a, l->team, &p.team, err);

	if (rc == ERR_NONE && l->action == ROSTER_RETURN)
		rc = person_return(
		    a->db, &a->work, a->actor, l->person, &p, err);
	else if (rc == ERR_NONE)
		rc = person_add(a->db, &a->work, a->actor, &p, &l->person, err);
	if (rc == ERR_NONE)
		rc = give_lead(a, l, p.team, err);
	if (rc == ERR_NONE && a->invite)
		rc = link_invite(a->db, &a->work, l->person, err);
	return rc;
}

static enum err_code
change_one(struct applying *a, const struct roster_line *l, struct err *err)
{
	struct person_change change = {.name = l->name,
	    .email = l->email,
	    .role = l->has_role ? &l->role : NULL,
	    .manager = manager_of(a, l),
	    .employment = if_any(l->employment),
	    .stacks = if_any(l->stacks),
	    .external = if_any(l->external),
	    .unit = if_any(l->unit),
	    .duties = if_any(l->duties),
	    .zone = if_any(l->zone),
	    .source = STR("roster"),
	    .effective = l->effective,
	    .starts = l->starts};
	enum err_code rc = find_or_make_team(a, l->team, &change.team, err);

	return rc == ERR_NONE
	    ? person_change(a->db, &a->work, a->actor, l->person, &change, err)
	    : rc;
}

static enum err_code
leave_one(struct applying *a, const struct roster_line *l, struct err *err)
{
	return person_leave_on(a->db, &a->work, a->actor, l->person,
	    l->last_day, STR_NONE, STR("roster"), err);
}

static enum err_code
do_line(struct applying *a, struct roster_line *l, struct err *err)
{
	enum err_code rc = ERR_NONE;

	arena_reset(&a->work);
	if (l->action == ROSTER_ADD || l->action == ROSTER_RETURN)
		rc = bring_in(a, l, err);
	else if (l->action == ROSTER_CHANGE)
		rc = change_one(a, l, err);
	else if (l->action == ROSTER_LEAVE)
		rc = leave_one(a, l, err);
	if (rc == ERR_NONE)
		return rc;
	return l->line != 0 ? err_prefix(err, "line %zu", l->line)
			    : err_prefix(err, "%.*s", STR_FMT(l->email));
}

/* New people have their ids first, so that they can be each other's managers.
   Several passes, each in the order of the file. */
static enum err_code
do_lines(struct applying *a, struct err *err)
{
	static const enum roster_action order[] = {
	    ROSTER_ADD, ROSTER_RETURN, ROSTER_CHANGE, ROSTER_LEAVE};
	struct roster_lines *lines = &a->r->lines, *gone = &a->r->gone;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i].action == ROSTER_ADD)
			lines->v[i].person = id_new();
	for (size_t pass = 0; pass < NELEM(order); pass++)
		for (size_t i = 0; i < lines->n && rc == ERR_NONE; i++)
			if (lines->v[i].action == order[pass])
				rc = do_line(a, &lines->v[i], err);
	for (size_t i = 0; i < gone->n && rc == ERR_NONE; i++)
		rc = do_line(a, &gone->v[i], err);
	return rc;
}

enum err_code
roster_apply(struct db *db, struct arena *arena, struct id actor,
    struct roster *roster, bool invite, struct err *err)
{
	struct applying a = {.r = roster,
	    .db = db,
	    .arena = arena,
	    .actor = actor,
	    .invite = invite};
	enum err_code rc = person_administers(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = roster_weigh(db, arena, roster, &a.here, &a.lines, err);
	if (rc == ERR_NONE && roster->problems_total > 0)
		return err_set(err, ERR_INVALID,
		    "%zu lines of the roster are not accepted: nothing was "
		    "changed",
		    roster->problems_total);
	if (rc == ERR_NONE)
		rc = lookup_init(&a.made, roster->lines.n, arena, err);
	arena_init(&a.work, (size_t)16 << 20);
	if (rc == ERR_NONE)
		rc = do_lines(&a, err);
	arena_release(&a.work);
	return rc;
}
