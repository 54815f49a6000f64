#include "people/roster_row.h"

/*
 * Who manages whom, as it would be: those here and the new ones are nodes,
 * each with one manager at most, so that a walk from each finds every circle
 * and looks at nobody twice.
 */
#define NOBODY     SIZE_MAX
#define NAMES_MOST 6 /* of a circle, told */

struct circles {
	struct roster *r;
	struct arena *arena;
	const struct lookup *lines;
	const struct roster_here *here;
	size_t n;
	size_t *manager; /* of a node */
	size_t *line;    /* of a node: its line, or NOBODY */
	size_t *walk;    /* in which walk it was seen; 0: in none */
};

static size_t
node_of(const struct circles *c, const struct roster_place *place)
{
	return place->known != SIZE_MAX ? place->known
					: c->here->n + place->line;
}

static enum err_code
connect(struct circles *c, struct err *err)
{
	const struct roster_here *here = c->here;
	size_t n = c->n = here->n + c->r->lines.n;

	c->manager = ARENA_ARRAY(c->arena, n + 1, size_t);
	c->line = ARENA_ARRAY(c->arena, n + 1, size_t);
	c->walk = ARENA_ARRAY(c->arena, n + 1, size_t);
	if (!c->manager || !c->line || !c->walk)
		return arena_fail(c->arena, err);
	for (size_t i = 0; i < n; i++)
		c->manager[i] = c->line[i] = NOBODY;
	for (size_t i = 0; i < here->n; i++)
		if (!here->v[i].left && !id_is_none(here->v[i].manager))
			lookup_find(&here->id, lookup_id(&here->v[i].manager),
			    &c->manager[i]);
	for (size_t i = 0; i < c->r->lines.n; i++) {
		const struct roster_line *l = &c->r->lines.v[i];
		struct roster_place place = {i, l->known}, boss;
		size_t node = node_of(c, &place);

		c->line[node] = i;
		if (str_eq(l->manager, l->email))
			continue; /* told already */
		if (l->action != ROSTER_LATER && l->action != ROSTER_LEAVE &&
		    roster_manager(c->r, c->lines, here, l->manager, &boss))
			c->manager[node] = node_of(c, &boss);
	}
	return ERR_NONE;
}

static void
add_name(const struct circles *c, struct buf *out, size_t node)
{
	size_t i = c->line[node];

	if (out->len > 0)
		buf_add(out, STR(", "));
	if (i != NOBODY)
		buf_addf(out, "%.*s (line %zu)",
		    STR_FMT(c->r->lines.v[i].email), c->r->lines.v[i].line);
	else
		buf_addf(out, "%.*s (here)", STR_FMT(c->here->v[node].email));
}

/* A circle that no line made is not the file's. */
static enum err_code
tell(struct circles *c, size_t start, struct err *err)
{
	size_t node = start, n = 0, line = 0;
	struct buf names;
	enum err_code rc;

	buf_init(&names, 8192);
	do {
		size_t i = c->line[node];

		if (i != NOBODY && c->r->lines.v[i].manager.len > 0 &&
		    (line == 0 || c->r->lines.v[i].line < line))
			line = c->r->lines.v[i].line;
		if (n++ < NAMES_MOST)
			add_name(c, &names, node);
		node = c->manager[node];
	} while (node != start);
	if (n > NAMES_MOST)
		buf_addf(&names, " and %zu more", n - NAMES_MOST);
	rc = buf_finish(&names, err);
	if (rc == ERR_NONE && line != 0)
		rc = roster_problem(c->r, c->arena, line, err,
		    "managers in a circle: %.*s", STR_FMT(buf_view(&names)));
	buf_release(&names);
	return rc;
}

enum err_code
roster_circles(struct roster *r, struct arena *arena,
    const struct lookup *lines, const struct roster_here *here, struct err *err)
{
	struct circles c = {
	    .r = r, .arena = arena, .lines = lines, .here = here};
	enum err_code rc = connect(&c, err);

	for (size_t i = 0; i < c.n && rc == ERR_NONE; i++) {
		size_t node = i;

		while (node != NOBODY && c.walk[node] == 0) {
			c.walk[node] = i + 1;
			node = c.manager[node];
		}
		if (node != NOBODY && c.walk[node] == i + 1)
			rc = tell(&c, node, err);
	}
	return rc;
}
