#include "people/roster.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "codec/csv.h"
#include "people/link.h"
#include "people/row.h"
#include "people/team.h"

enum column { EMAIL, NAME, ROLE, TEAM, MANAGER, EMPLOYMENT, COLUMNS };

static const char *const column_names[COLUMNS] = {
    "email", "name", "role", "team", "manager", "employment"};

static enum err_code problem(struct roster *r, struct arena *arena, size_t line,
    struct err *err, const char *fmt, ...) PRINTF(5, 6);

static enum err_code
problem(struct roster *r, struct arena *arena, size_t line, struct err *err,
    const char *fmt, ...)
{
	struct roster_problem *p;
	char text[512];
	va_list args;

	if (++r->problems_total > ROSTER_PROBLEMS_MAX)
		return ERR_NONE;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	p = ARENA_PUSH(arena, &r->problems);
	if (p == NULL)
		return arena_fail(arena, err);
	p->line = line;
	p->text = arena_str(arena, str_from(text));
	return p->text.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

/* at[column] is the place of that column in a row, or COLUMNS. */
static enum err_code
read_header(struct roster *r, struct arena *arena, const struct csv_row *row,
    size_t at[COLUMNS], struct err *err)
{
	for (size_t c = 0; c < COLUMNS; c++)
		at[c] = SIZE_MAX;
	for (size_t i = 0; i < row->n; i++) {
		struct str word = str_trim(row->v[i]);
		size_t c = 0;

		while (c < COLUMNS &&
		    !str_eq_case(word, str_from(column_names[c])))
			c++;
		if (c == COLUMNS)
			return problem(r, arena, row->line, err,
			    "column '%.*s' is none of email, name, role, team, "
			    "manager, employment",
			    STR_FMT(word));
		if (at[c] != SIZE_MAX)
			return problem(r, arena, row->line, err,
			    "column '%s' is there twice", column_names[c]);
		at[c] = i;
	}
	if (at[EMAIL] == SIZE_MAX || at[NAME] == SIZE_MAX)
		return problem(r, arena, row->line, err,
		    "the first line names no column 'email' or no 'name'");
	return ERR_NONE;
}

static struct str
cell(const struct csv_row *row, const size_t at[COLUMNS], enum column c)
{
	return at[c] < row->n ? str_trim(row->v[at[c]]) : STR("");
}

static enum err_code
read_address(struct roster *r, struct arena *arena, size_t line,
    struct str text, struct str *out, struct err *err)
{
	struct err why;
	enum err_code rc;

	rc = person_email_read(text, arena, out, &why);
	if (rc == ERR_NONE)
		return rc;
	if (rc != ERR_INVALID) {
		*err = why;
		return rc;
	}
	*out = STR("");
	return problem(r, arena, line, err, "%s", why.text);
}

static enum err_code
read_line(struct roster *r, struct arena *arena, const struct csv_row *row,
    const size_t at[COLUMNS], struct err *err)
{
	struct roster_line *l = ARENA_PUSH(arena, &r->lines);
	struct str role = cell(row, at, ROLE), manager = cell(row, at, MANAGER);
	enum err_code rc;

	if (l == NULL)
		return arena_fail(arena, err);
	l->line = row->line;
	l->name = arena_str(arena, cell(row, at, NAME));
	l->team = arena_str(arena, cell(row, at, TEAM));
	l->employment = arena_str(arena, cell(row, at, EMPLOYMENT));
	if (!l->name.ptr || !l->team.ptr || !l->employment.ptr)
		return arena_fail(arena, err);
	rc = read_address(
	    r, arena, row->line, cell(row, at, EMAIL), &l->email, err);
	l->manager = STR("");
	if (rc == ERR_NONE && manager.len > 0)
		rc = read_address(
		    r, arena, row->line, manager, &l->manager, err);
	if (rc == ERR_NONE &&
	    (l->name.len == 0 || l->name.len > PERSON_NAME_MAX))
		rc = problem(r, arena, row->line, err,
		    "the name is empty or longer than %d bytes",
		    PERSON_NAME_MAX);
	if (rc == ERR_NONE && l->team.len > TEAM_NAME_MAX)
		rc = problem(r, arena, row->line, err,
		    "the team's name is longer than %d bytes", TEAM_NAME_MAX);
	l->has_role = role.len > 0;
	if (rc == ERR_NONE && l->has_role && !role_read(role, &l->role))
		rc = problem(r, arena, row->line, err,
		    "'%.*s' is no role: use developer, lead, admin, "
		    "security_lead or auditor",
		    STR_FMT(role));
	if (rc == ERR_NONE && l->manager.len > 0 &&
	    str_eq(l->manager, l->email))
		rc = problem(r, arena, row->line, err,
		    "'%.*s' would be their own manager", STR_FMT(l->email));
	return rc;
}

static int
by_email(const void *a, const void *b)
{
	const struct roster_line *const *x = a, *const *y = b;
	int order = str_cmp((*x)->email, (*y)->email);

	return order != 0 ? order : (*x)->line < (*y)->line ? -1 : 1;
}

static enum err_code
find_twins(struct roster *r, struct arena *arena, struct err *err)
{
	const struct roster_line **sorted;
	enum err_code rc = ERR_NONE;

	sorted = ARENA_ARRAY(arena, r->lines.n + 1, const struct roster_line *);
	if (sorted == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < r->lines.n; i++)
		sorted[i] = &r->lines.v[i];
	qsort(sorted, r->lines.n, sizeof(*sorted), by_email);
	for (size_t i = 1; i < r->lines.n && rc == ERR_NONE; i++)
		if (sorted[i]->email.len > 0 &&
		    str_eq(sorted[i]->email, sorted[i - 1]->email))
			rc = problem(r, arena, sorted[i]->line, err,
			    "'%.*s' is on line %zu already",
			    STR_FMT(sorted[i]->email), sorted[i - 1]->line);
	return rc;
}

enum err_code
roster_read(
    struct str csv, struct arena *arena, struct roster *out, struct err *err)
{
	size_t at[COLUMNS];
	struct roster r = {0};
	struct csv_reader reader;
	struct csv_row row = {0};
	enum err_code rc;

	if (csv.len > ROSTER_MAX)
		return err_set(err, ERR_LIMIT,
		    "the roster is longer than %u bytes", ROSTER_MAX);
	csv_reader_init(&reader, csv, arena);
	rc = csv_read(&reader, &row, err);
	if (rc == ERR_NONE && row.n == 0)
		rc = err_set(err, ERR_SYNTAX,
		    "the roster is empty: its first line names the columns");
	if (rc == ERR_NONE)
		rc = read_header(&r, arena, &row, at, err);
	while (rc == ERR_NONE && r.lines.n < ROSTER_LINES_MAX &&
	    !(r.lines.n == 0 && r.problems_total > 0)) {
		rc = csv_read(&reader, &row, err);
		if (rc != ERR_NONE || row.n == 0)
			break;
		rc = read_line(&r, arena, &row, at, err);
	}
	if (rc == ERR_NONE && r.lines.n == ROSTER_LINES_MAX)
		rc = err_set(err, ERR_LIMIT, "the roster has over %d lines",
		    ROSTER_LINES_MAX);
	if (rc == ERR_NONE)
		rc = find_twins(&r, arena, err);
	if (rc == ERR_NONE)
		*out = r;
	return rc;
}

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

static enum err_code
find_manager(struct db *db, struct arena *arena, struct roster *r,
    const struct roster_line *l, struct id *out, struct err *err)
{
	struct person manager;
	bool found = false;
	enum err_code rc;

	*out = (struct id){0};
	if (l->manager.len == 0)
		return ERR_NONE;
	rc = person_by_email(db, arena, l->manager, &found, &manager, err);
	if (rc != ERR_NONE)
		return rc;
	if (found) {
		*out = manager.id;
		return ERR_NONE;
	}
	for (size_t i = 0; i < r->lines.n; i++)
		if (str_eq(r->lines.v[i].email, l->manager)) {
			*out = r->lines.v[i].person; /* none while new */
			return ERR_NONE;
		}
	return problem(r, arena, l->line, err,
	    "the manager '%.*s' is neither here nor in the file",
	    STR_FMT(l->manager));
}

static enum err_code
say_difference(struct arena *arena, struct roster_line *l,
    const struct person *now, struct id manager, struct err *err)
{
	struct buf what;
	enum err_code rc;

	buf_init(&what, 4096);
	if (!str_eq(l->name, now->name))
		say_text(&what, "name", now->name, l->name);
	if (l->has_role && l->role != now->role)
		say_text(&what, "role", str_from(role_name(now->role)),
		    str_from(role_name(l->role)));
	if (l->team.len > 0 && !str_eq(l->team, now->team_name))
		say_text(&what, "team", now->team_name, l->team);
	if (l->manager.len > 0 &&
	    (id_is_none(manager) || !id_eq(manager, now->manager)))
		say_text(&what, "manager", STR(""), l->manager);
	if (l->employment.len > 0 && !str_eq(l->employment, now->employment))
		say_text(&what, "employment", now->employment, l->employment);
	rc = buf_finish(&what, err);
	l->action = what.len > 0 ? ROSTER_CHANGE : ROSTER_SAME;
	l->what = arena_buf(arena, &what);
	buf_release(&what);
	return rc == ERR_NONE && l->what.ptr == NULL ? arena_fail(arena, err)
						     : rc;
}

static enum err_code
compare_line(struct db *db, struct arena *arena, struct roster *r,
    struct roster_line *l, struct err *err)
{
	struct id manager;
	struct person now;
	bool found = false;
	enum err_code rc;

	rc = person_by_email(db, arena, l->email, &found, &now, err);
	if (rc == ERR_NONE)
		rc = find_manager(db, arena, r, l, &manager, err);
	if (rc != ERR_NONE)
		return rc;
	l->action = ROSTER_ADD;
	l->what = STR("");
	if (found) {
		l->person = now.id;
		rc = say_difference(arena, l, &now, manager, err);
	}
	r->adds += l->action == ROSTER_ADD;
	r->changes += l->action == ROSTER_CHANGE;
	r->same += l->action == ROSTER_SAME;
	return rc;
}

enum err_code
roster_compare(
    struct db *db, struct arena *arena, struct roster *roster, struct err *err)
{
	enum err_code rc = ERR_NONE;

	roster->adds = roster->changes = roster->same = 0;
	for (size_t i = 0; i < roster->lines.n && rc == ERR_NONE; i++)
		if (roster->lines.v[i].email.len > 0)
			rc = compare_line(
			    db, arena, roster, &roster->lines.v[i], err);
	return rc;
}

/* The teams that this roster made: whoever comes as a lead leads one. */
struct made_teams {
	struct id *v;
	size_t n, cap;
};

static enum err_code
find_or_make_team(struct db *db, struct arena *arena, struct id actor,
    struct str name, struct made_teams *made, struct id *out, struct err *err)
{
	struct id *mine;
	bool found = false;
	enum err_code rc;

	*out = (struct id){0};
	if (name.len == 0)
		return ERR_NONE;
	rc = team_by_name(db, arena, name, &found, out, err);
	if (rc != ERR_NONE || found)
		return rc;
	rc = team_make(
	    db, arena, actor, name, (struct id){0}, STR("roster"), out, err);
	if (rc != ERR_NONE)
		return rc;
	mine = ARENA_PUSH(arena, made);
	if (mine == NULL)
		return arena_fail(arena, err);
	*mine = *out;
	return ERR_NONE;
}

static enum err_code
give_lead(struct db *db, struct arena *arena, struct id actor,
    const struct made_teams *made, struct id team, struct id lead,
    struct err *err)
{
	for (size_t i = 0; i < made->n; i++)
		if (id_eq(made->v[i], team))
			return team_set_lead(
			    db, arena, actor, team, lead, STR("roster"), err);
	return ERR_NONE;
}

static enum err_code
add_one(struct db *db, struct arena *arena, struct id actor,
    struct roster_line *l, bool invite, struct made_teams *made,
    struct err *err)
{
	struct person_new person = {.name = l->name,
	    .email = l->email,
	    .role = l->has_role ? l->role : ROLE_DEVELOPER,
	    .employment = l->employment.len > 0 ? l->employment : STR_NONE,
	    .source = STR("roster")};
	enum err_code rc;

	rc = find_or_make_team(
	    db, arena, actor, l->team, made, &person.team, err);
	if (rc == ERR_NONE)
		rc = person_add(db, arena, actor, &person, &l->person, err);
	if (rc == ERR_NONE && person.role == ROLE_LEAD)
		rc = give_lead(
		    db, arena, actor, made, person.team, l->person, err);
	if (rc == ERR_NONE && invite)
		rc = link_invite(db, arena, l->person, err);
	return rc;
}

static enum err_code
change_one(struct db *db, struct arena *arena, struct id actor,
    struct roster *r, const struct roster_line *l, struct made_teams *made,
    struct err *err)
{
	struct person_change change = {.name = l->name,
	    .role = l->has_role ? &l->role : NULL,
	    .employment = l->employment.len > 0 ? l->employment : STR_NONE,
	    .source = STR("roster")};
	enum err_code rc;

	rc = find_or_make_team(
	    db, arena, actor, l->team, made, &change.team, err);
	if (rc == ERR_NONE)
		rc = find_manager(db, arena, r, l, &change.manager, err);
	if (rc == ERR_NONE)
		rc = person_change(db, arena, actor, l->person, &change, err);
	return rc;
}

/* Managers come last: a new one has an identity only then, and a new person
   has no row yet to be changed, so the fact is written directly. */
static enum err_code
apply_lines(struct db *db, struct arena *arena, struct id actor,
    struct roster *r, bool invite, struct err *err)
{
	struct made_teams made = {0};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < r->lines.n && rc == ERR_NONE; i++) {
		struct roster_line *l = &r->lines.v[i];

		if (l->action == ROSTER_ADD)
			rc = add_one(db, arena, actor, l, invite, &made, err);
		if (rc != ERR_NONE)
			return err_prefix(err, "line %zu", l->line);
	}
	for (size_t i = 0; i < r->lines.n && rc == ERR_NONE; i++) {
		struct roster_line *l = &r->lines.v[i];
		struct id manager;

		if (l->action == ROSTER_CHANGE)
			rc = change_one(db, arena, actor, r, l, &made, err);
		else if (l->action == ROSTER_ADD && l->manager.len > 0) {
			rc = find_manager(db, arena, r, l, &manager, err);
			if (rc == ERR_NONE)
				rc = person_set_manager(db, arena, actor,
				    l->person, manager, STR("roster"), err);
		}
		if (rc != ERR_NONE)
			return err_prefix(err, "line %zu", l->line);
	}
	return rc;
}

enum err_code
roster_apply(struct db *db, struct arena *arena, struct id actor,
    struct roster *roster, bool invite, struct err *err)
{
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	for (size_t i = 0; i < roster->lines.n; i++)
		roster->lines.v[i].person = (struct id){0};
	if (rc == ERR_NONE)
		rc = roster_compare(db, arena, roster, err);
	if (rc == ERR_NONE && roster->problems_total > 0)
		return err_set(err, ERR_INVALID,
		    "%zu lines of the roster are not accepted: nothing was "
		    "changed",
		    roster->problems_total);
	return rc == ERR_NONE
	    ? apply_lines(db, arena, actor, roster, invite, err)
	    : rc;
}
