#include <inttypes.h>

#include "people/day.h"
#include "people/roster_row.h"
#include "people/scope.h"
#include "people/words.h"

struct weighing {
	struct roster *r;
	struct arena *arena;
	struct roster_here *here;
	struct lookup *lines; /* by address */
	struct person *then;  /* of lines with a day of their change, or NULL */
	int64_t now;
	size_t *claimed; /* of one of those here: the line that is theirs */
};

#define WRONG(w, l, err, ...) \
	roster_problem((w)->r, (w)->arena, (l)->line, (err), __VA_ARGS__)

bool
roster_manager(const struct roster *r, const struct lookup *lines,
    const struct roster_here *here, struct str address,
    struct roster_place *out)
{
	size_t i;

	*out = (struct roster_place){SIZE_MAX, SIZE_MAX};
	if (lookup_find(lines, address, &i))
		*out = (struct roster_place){i, r->lines.v[i].known};
	else if (lookup_find(&here->email, address, &i))
		out->known = i;
	else
		return false;
	return true;
}

/* --- who is who ---------------------------------------------------------- */

/* The id of the HR system first; an address alone may be taken over. */
static enum err_code
match(struct weighing *w, struct roster_line *l, struct err *err)
{
	const struct roster_here *here = w->here;
	size_t by_id = SIZE_MAX, by_email = SIZE_MAX;

	lookup_find(&here->external, l->external, &by_id);
	lookup_find(&here->email, l->email, &by_email);
	l->known = by_id != SIZE_MAX ? by_id : by_email;
	if (by_id != SIZE_MAX && by_email != SIZE_MAX && by_email != by_id)
		return WRONG(w, l, err,
		    "'%.*s' is the address of somebody else than '%.*s'",
		    STR_FMT(l->email), STR_FMT(l->external));
	if (by_id == SIZE_MAX && by_email != SIZE_MAX && l->external.len > 0 &&
	    here->v[by_email].external.len > 0)
		return WRONG(w, l, err,
		    "'%.*s' is '%.*s' here, not '%.*s'; leave external empty "
		    "if it is the same person",
		    STR_FMT(l->email), STR_FMT(here->v[by_email].external),
		    STR_FMT(l->external));
	return ERR_NONE;
}

static enum err_code
claim(struct weighing *w, struct roster_line *l, struct err *err)
{
	enum err_code rc;

	if (l->email.len == 0)
		return ERR_NONE;
	rc = match(w, l, err);
	if (rc != ERR_NONE || l->known == SIZE_MAX)
		return rc;
	if (w->claimed[l->known] != 0)
		return WRONG(w, l, err, "this is the person of line %zu",
		    w->claimed[l->known]);
	w->claimed[l->known] = l->line;
	return ERR_NONE;
}

/* --- what differs -------------------------------------------------------- */

static void
say_text(struct buf *out, const char *field, struct str from, struct str to)
{
	if (out->len > 0)
		buf_add(out, STR(", "));
	if (from.len > 0)
		buf_addf(out, "%s '%.*s' to '%.*s'", field, STR_FMT(from),
		    STR_FMT(to));
	else
		buf_addf(out, "%s '%.*s'", field, STR_FMT(to));
}

static void
say_if(struct buf *out, const char *field, struct str from, struct str to)
{
	if (to.len > 0 && !str_eq(from, to))
		say_text(out, field, from, to);
}

static void
say_list(struct weighing *w, struct buf *out, const char *field,
    struct str from, struct str to)
{
	if (to.len > 0 && !str_eq(from, to))
		say_text(out, field, words_show(from, w->arena),
		    words_show(to, w->arena));
}

static void
say_day(struct buf *out, const char *field, int64_t from, int64_t to)
{
	char a[CLOCK_DATE_LEN + 1] = "", b[CLOCK_DATE_LEN + 1];

	if (from != 0)
		clock_write_date(from, a);
	clock_write_date(to, b);
	say_text(out, field, str_from(a), str_from(b));
}

/* A manager who is new has no id yet: other than whoever it was. */
static void
say_manager(struct weighing *w, struct buf *out, const struct roster_line *l,
    const struct person *then)
{
	struct roster_place boss;

	if (roster_manager(w->r, w->lines, w->here, l->manager, &boss) &&
	    (boss.known == SIZE_MAX ||
		!id_eq(w->here->v[boss.known].id, then->manager)))
		say_text(out, "manager", STR(""), l->manager);
}

static void
say_changes(struct weighing *w, struct buf *out, const struct roster_line *l,
    const struct person *now, const struct person *then)
{
	say_if(out, "name", now->name, l->name);
	say_if(out, "e-mail", now->email, l->email);
	if (l->has_role && l->role != then->role)
		say_text(out, "role", str_from(role_name(then->role)),
		    str_from(role_name(l->role)));
	say_if(out, "team", then->team_name, l->team);
	say_manager(w, out, l, then);
	say_if(out, "employment", then->employment, l->employment);
	say_if(out, "unit", then->unit, l->unit);
	say_list(w, out, "duties", then->duties, l->duties);
	say_list(w, out, "stacks", then->stacks, l->stacks);
	say_if(out, "zone", then->zone, l->zone);
	say_if(out, "external", now->external, l->external);
	if (l->starts != 0 && l->starts != day_of(now->joined))
		say_day(out, "first day", now->joined, l->starts);
}

static enum err_code
keep_what(struct weighing *w, struct roster_line *l, struct buf *what,
    struct err *err)
{
	enum err_code rc = buf_finish(what, err);

	l->what = what->len > 0 && rc == ERR_NONE ? arena_buf(w->arena, what)
						  : STR("");
	buf_reset(what);
	return rc == ERR_NONE && l->what.ptr == NULL ? arena_fail(w->arena, err)
						     : rc;
}

/* --- what happens to each ------------------------------------------------ */

static bool
is_over(const struct weighing *w, int64_t day)
{
	return day != 0 && scope_day_end(day) < w->now;
}

static enum err_code
weigh_here(struct weighing *w, struct roster_line *l, struct buf *what,
    struct err *err)
{
	const struct person *now = &w->here->v[l->known], *then = now;
	size_t i = (size_t)(l - w->r->lines.v);
	int64_t first = l->starts != 0 ? l->starts : day_of(now->joined);

	if (is_over(w, l->last_day)) {
		l->action = ROSTER_LEAVE;
		say_day(what, "last day", 0, l->last_day);
		return l->last_day < day_of(now->joined)
		    ? WRONG(w, l, err,
			  "the last day is before the first of their record")
		    : ERR_NONE;
	}
	if (l->effective != 0 && l->effective < first)
		return WRONG(
		    w, l, err, "the day of the change is before the first day");
	if (w->then != NULL && !id_is_none(w->then[i].id))
		then = &w->then[i];
	say_changes(w, what, l, now, then);
	l->action = what->len > 0 ? ROSTER_CHANGE : ROSTER_SAME;
	if (what->len > 0 && l->effective > w->now) {
		l->action = ROSTER_LATER;
		say_day(what, "from", 0, l->effective);
	} else if (what->len > 0 && l->effective != 0) {
		say_day(what, "since", 0, l->effective);
	}
	if (l->last_day != 0) {
		if (l->action == ROSTER_SAME)
			l->action = ROSTER_LATER;
		say_day(what, "last day", 0, l->last_day);
	}
	return ERR_NONE;
}

/* Somebody who left: back, unless the file says that they left. */
static enum err_code
weigh_left(struct weighing *w, struct roster_line *l, struct buf *what)
{
	if (is_over(w, l->last_day)) {
		l->action = ROSTER_SAME;
		return ERR_NONE;
	}
	l->action = ROSTER_RETURN;
	if (l->starts <= w->here->v[l->known].left_at)
		l->starts = 0; /* of the time before */
	say_if(what, "e-mail", w->here->v[l->known].email, l->email);
	return ERR_NONE;
}

static enum err_code
weigh_new(struct weighing *w, struct roster_line *l, struct buf *what)
{
	if (is_over(w, l->last_day)) {
		l->action = ROSTER_SAME;
		buf_add(what, STR("left before they were here"));
		return ERR_NONE;
	}
	l->action = ROSTER_ADD;
	if (l->starts == 0)
		l->starts = l->effective;
	return ERR_NONE;
}

static enum err_code
manager_ok(struct weighing *w, const struct roster_line *l, struct err *err)
{
	struct roster_place boss;
	bool here;

	if (l->manager.len == 0 || l->action == ROSTER_LEAVE)
		return ERR_NONE;
	if (!roster_manager(w->r, w->lines, w->here, l->manager, &boss))
		return WRONG(w, l, err,
		    "the manager '%.*s' is neither here nor in the file",
		    STR_FMT(l->manager));
	if (boss.line != SIZE_MAX) {
		const struct roster_line *m = &w->r->lines.v[boss.line];

		here = !is_over(w, m->last_day);
	} else {
		here = !w->here->v[boss.known].left;
	}
	return here ? ERR_NONE
		    : WRONG(w, l, err, "the manager '%.*s' has left",
			  STR_FMT(l->manager));
}

static enum err_code
weigh_line(struct weighing *w, struct roster_line *l, struct buf *what,
    struct err *err)
{
	enum err_code rc;

	l->what = STR("");
	if (l->email.len == 0)
		return ERR_NONE; /* told already */
	if (l->known == SIZE_MAX)
		rc = weigh_new(w, l, what);
	else if (w->here->v[l->known].left)
		rc = weigh_left(w, l, what);
	else
		rc = weigh_here(w, l, what, err);
	if (rc == ERR_NONE && l->known != SIZE_MAX)
		l->person = w->here->v[l->known].id;
	if (rc == ERR_NONE)
		rc = keep_what(w, l, what, err);
	w->r->counts[l->action]++;
	return rc == ERR_NONE ? manager_ok(w, l, err) : rc;
}

/* --- who is missing ------------------------------------------------------ */

static enum err_code
find_gone(struct weighing *w, struct err *err)
{
	struct roster *r = w->r;
	size_t here = w->here->n - w->here->left;

	for (size_t i = 0; i < w->here->n; i++) {
		const struct person *p = &w->here->v[i];
		struct roster_line *l;

		if (p->left || w->claimed[i] != 0)
			continue;
		l = ARENA_PUSH(w->arena, &r->gone);
		if (l == NULL)
			return arena_fail(w->arena, err);
		*l = (struct roster_line){.email = p->email,
		    .name = p->name,
		    .action = ROSTER_LEAVE,
		    .person = p->id,
		    .what = STR("not in the file"),
		    .known = i};
		r->counts[ROSTER_LEAVE]++;
	}
	if (r->gone.n * 100 > here * ROSTER_LEAVERS_MAX && !r->even_many)
		return roster_problem(r, w->arena, 0, err,
		    "%zu of %zu people are not in the file, more than %d %%: "
		    "is it the whole roster?",
		    r->gone.n, here, ROSTER_LEAVERS_MAX);
	return ERR_NONE;
}

static enum err_code
index_lines(struct weighing *w, struct err *err)
{
	struct roster *r = w->r;
	enum err_code rc = lookup_init(w->lines, r->lines.n, w->arena, err);

	for (size_t i = 0; i < r->lines.n && rc == ERR_NONE; i++) {
		r->lines.v[i].known = SIZE_MAX;
		r->lines.v[i].person = (struct id){0};
		if (r->lines.v[i].email.len > 0)
			lookup_add(w->lines, r->lines.v[i].email, i);
	}
	return rc;
}

static void
forget(struct roster *r)
{
	r->problems.n = r->read_problems;
	r->problems_total = r->read_total;
	r->gone.n = 0;
	memset(r->counts, 0, sizeof(r->counts));
}

enum err_code
roster_weigh(struct db *db, struct arena *arena, struct roster *r,
    struct roster_here *here, struct lookup *lines, struct err *err)
{
	struct weighing w = {.r = r,
	    .arena = arena,
	    .here = here,
	    .lines = lines,
	    .now = clock_now()};
	struct buf what;
	enum err_code rc = roster_here_read(db, arena, here, err);

	forget(r);
	w.claimed = ARENA_ARRAY(arena, here->n + 1, size_t);
	if (rc == ERR_NONE && w.claimed == NULL)
		return arena_fail(arena, err);
	if (rc == ERR_NONE)
		rc = index_lines(&w, err);
	for (size_t i = 0; i < r->lines.n && rc == ERR_NONE; i++)
		rc = claim(&w, &r->lines.v[i], err);
	if (rc == ERR_NONE)
		rc = roster_then(db, arena, r, here, &w.then, err);
	buf_init(&what, 16384);
	for (size_t i = 0; i < r->lines.n && rc == ERR_NONE; i++)
		rc = weigh_line(&w, &r->lines.v[i], &what, err);
	buf_release(&what);
	if (rc == ERR_NONE)
		rc = roster_circles(r, arena, lines, here, err);
	return rc == ERR_NONE && r->whole ? find_gone(&w, err) : rc;
}

enum err_code
roster_compare(
    struct db *db, struct arena *arena, struct roster *roster, struct err *err)
{
	struct roster_here here = {0};
	struct lookup lines = {0};

	return roster_weigh(db, arena, roster, &here, &lines, err);
}
