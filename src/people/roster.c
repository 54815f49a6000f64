#include "people/roster.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/zone.h"
#include "codec/csv.h"
#include "people/day.h"
#include "people/roster_row.h"
#include "people/team.h"
#include "people/words.h"

enum column {
	EMAIL,
	NAME,
	ROLE,
	TEAM,
	MANAGER,
	EMPLOYMENT,
	UNIT,
	DUTIES,
	STACKS,
	ZONE,
	STARTS,
	LAST_DAY,
	EXTERNAL,
	EFFECTIVE,
	COLUMNS
};

static const char *const column_names[COLUMNS] = {"email", "name", "role",
    "team", "manager", "employment", "unit", "duties", "stacks", "zone",
    "starts", "last_day", "external", "effective"};

#define COLUMN_NAMES                                                           \
	"email, name, role, team, manager, employment, unit, duties, stacks, " \
	"zone, starts, last_day, external, effective"

#define EMPLOYMENT_MAX 100

/* Many lines say the same: each list and zone is looked at once, as long as
   there are not very many. */
#define SEEN_MAX 4096

struct seen {
	struct lookup text;
	struct strs json;
};

struct reading {
	struct roster *r;
	struct arena *arena;
	struct str csv;
	size_t at[COLUMNS]; /* the place of a column in a row, or SIZE_MAX */
	struct csv_row row;
	struct seen duties, stacks;
	struct lookup zones;
};

const char *
roster_action_name(enum roster_action action)
{
	static const char *const names[ROSTER_ACTIONS] = {
	    "same", "add", "change", "return", "leave", "later"};

	return names[action];
}

size_t
roster_changes(const struct roster *roster)
{
	const size_t *n = roster->counts;

	return n[ROSTER_ADD] + n[ROSTER_CHANGE] + n[ROSTER_RETURN] +
	    n[ROSTER_LEAVE];
}

enum err_code
roster_problem(struct roster *r, struct arena *arena, size_t line,
    struct err *err, const char *fmt, ...)
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

#define WRONG(g, err, ...) \
	roster_problem((g)->r, (g)->arena, (g)->row.line, (err), __VA_ARGS__)

static enum err_code
read_header(struct reading *g, struct err *err)
{
	for (size_t c = 0; c < COLUMNS; c++)
		g->at[c] = SIZE_MAX;
	for (size_t i = 0; i < g->row.n; i++) {
		struct str word = str_trim(g->row.v[i]);
		size_t c = 0;

		while (c < COLUMNS &&
		    !str_eq_case(word, str_from(column_names[c])))
			c++;
		if (c == COLUMNS)
			return WRONG(g, err,
			    "column '%.*s' is none of " COLUMN_NAMES,
			    STR_FMT(str_sub(word, 0, 80)));
		if (g->at[c] != SIZE_MAX)
			return WRONG(g, err, "column '%s' is there twice",
			    column_names[c]);
		g->at[c] = i;
	}
	if (g->at[EMAIL] == SIZE_MAX || g->at[NAME] == SIZE_MAX)
		return WRONG(g, err,
		    "the first line names no column 'email' or no 'name'");
	return ERR_NONE;
}

static struct str
cell(const struct reading *g, enum column c)
{
	return g->at[c] < g->row.n ? str_trim(g->row.v[g->at[c]]) : STR("");
}

/* Bytes of the file are borrowed; what the reader of CSV wrote is copied. */
static enum err_code
keep(const struct reading *g, enum column c, struct str *out, struct err *err)
{
	struct str text = cell(g, c);

	*out = text;
	if (text.len == 0 ||
	    (text.ptr >= g->csv.ptr && text.ptr < g->csv.ptr + g->csv.len))
		return ERR_NONE;
	*out = arena_str(g->arena, text);
	return out->ptr != NULL ? ERR_NONE : arena_fail(g->arena, err);
}

static bool
is_line(struct str text, size_t max)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ')
			return false;
	return text.len <= max;
}

static enum err_code
keep_line(struct reading *g, enum column c, size_t max, const char *what,
    struct str *out, struct err *err)
{
	enum err_code rc = keep(g, c, out, err);

	if (rc == ERR_NONE && !is_line(*out, max))
		rc = WRONG(g, err,
		    "the %s is longer than %zu bytes or holds a control "
		    "character",
		    what, max);
	return rc;
}

static enum err_code
read_address(struct reading *g, enum column c, struct str *out, struct err *err)
{
	struct err why;
	enum err_code rc;

	rc = person_email_read(cell(g, c), g->arena, out, &why);
	if (rc == ERR_NONE)
		return rc;
	if (rc != ERR_INVALID) {
		*err = why;
		return rc;
	}
	*out = STR("");
	return WRONG(g, err, "%s", why.text);
}

static enum err_code
read_list(struct reading *g, enum column c, const char *what, struct seen *seen,
    struct str *out, struct err *err)
{
	struct str text = cell(g, c), *json;
	struct err why;
	size_t i;
	enum err_code rc;

	*out = STR_NONE;
	if (text.len == 0)
		return ERR_NONE;
	if (lookup_find(&seen->text, text, &i)) {
		*out = seen->json.v[i];
		return ERR_NONE;
	}
	rc = words_read(text, what, g->arena, out, &why);
	if (rc == ERR_INVALID || rc == ERR_LIMIT)
		return WRONG(g, err, "%s", why.text);
	if (rc != ERR_NONE) {
		*err = why;
		return rc;
	}
	rc = keep(g, c, &text, err);
	if (rc == ERR_NONE && lookup_add(&seen->text, text, seen->json.n)) {
		json = ARENA_PUSH(g->arena, &seen->json);
		if (json == NULL)
			return arena_fail(g->arena, err);
		*json = *out;
	}
	return rc;
}

static enum err_code
read_zone(struct reading *g, struct str *out, struct err *err)
{
	struct err why;
	size_t ignored;
	enum err_code rc = keep(g, ZONE, out, err);

	if (rc != ERR_NONE || out->len == 0 ||
	    lookup_find(&g->zones, *out, &ignored))
		return rc;
	if (zone_check(*out, &why) != ERR_NONE)
		return WRONG(g, err, "%s", why.text);
	lookup_add(&g->zones, *out, 0);
	return ERR_NONE;
}

static enum err_code
read_day(struct reading *g, enum column c, const char *what, int64_t *out,
    struct err *err)
{
	struct err why;

	*out = 0;
	if (cell(g, c).len > 0 &&
	    day_read(cell(g, c), what, out, &why) != ERR_NONE)
		return WRONG(g, err, "%s", why.text);
	return ERR_NONE;
}

static enum err_code
read_days(struct reading *g, struct roster_line *l, struct err *err)
{
	enum err_code rc =
	    read_day(g, STARTS, "the first day", &l->starts, err);

	if (rc == ERR_NONE)
		rc = read_day(g, LAST_DAY, "the last day", &l->last_day, err);
	if (rc == ERR_NONE)
		rc = read_day(
		    g, EFFECTIVE, "the day of the change", &l->effective, err);
	if (rc == ERR_NONE && l->last_day != 0 && l->starts > l->last_day)
		rc = WRONG(g, err, "the first day is after the last");
	if (rc == ERR_NONE && l->effective != 0 && l->starts > l->effective)
		rc = WRONG(
		    g, err, "the day of the change is before the first day");
	return rc;
}

static enum err_code
read_role(struct reading *g, struct roster_line *l, struct err *err)
{
	struct str role = cell(g, ROLE);

	l->has_role = role.len > 0;
	if (l->has_role && !role_read(role, &l->role))
		return WRONG(g, err,
		    "'%.*s' is no role: use developer, lead, admin, "
		    "security_lead or auditor",
		    STR_FMT(str_sub(role, 0, 80)));
	return ERR_NONE;
}

static enum err_code
read_people(struct reading *g, struct roster_line *l, struct err *err)
{
	enum err_code rc = read_address(g, EMAIL, &l->email, err);

	l->manager = STR("");
	if (rc == ERR_NONE && cell(g, MANAGER).len > 0)
		rc = read_address(g, MANAGER, &l->manager, err);
	if (rc == ERR_NONE)
		rc = keep(g, NAME, &l->name, err);
	if (rc == ERR_NONE &&
	    (l->name.len == 0 || !is_line(l->name, PERSON_NAME_MAX)))
		rc = WRONG(g, err, "the name is empty or longer than %d bytes",
		    PERSON_NAME_MAX);
	if (rc == ERR_NONE && l->manager.len > 0 &&
	    str_eq(l->manager, l->email))
		rc = WRONG(g, err, "'%.*s' would be their own manager",
		    STR_FMT(l->email));
	return rc;
}

static enum err_code
read_line(struct reading *g, struct err *err)
{
	struct roster_line *l = ARENA_PUSH(g->arena, &g->r->lines);
	enum err_code rc;

	if (l == NULL)
		return arena_fail(g->arena, err);
	l->line = g->row.line;
	l->known = SIZE_MAX;
	rc = read_people(g, l, err);
	if (rc == ERR_NONE)
		rc = read_role(g, l, err);
	if (rc == ERR_NONE)
		rc = keep_line(
		    g, TEAM, TEAM_NAME_MAX, "team's name", &l->team, err);
	if (rc == ERR_NONE)
		rc = keep_line(g, EMPLOYMENT, EMPLOYMENT_MAX, "employment",
		    &l->employment, err);
	if (rc == ERR_NONE)
		rc = keep_line(g, UNIT, PERSON_UNIT_MAX, "unit", &l->unit, err);
	if (rc == ERR_NONE)
		rc = keep_line(g, EXTERNAL, PERSON_EXTERNAL_MAX, "external id",
		    &l->external, err);
	if (rc == ERR_NONE)
		rc = read_list(g, DUTIES, "duty", &g->duties, &l->duties, err);
	if (rc == ERR_NONE)
		rc = read_list(g, STACKS, "stack", &g->stacks, &l->stacks, err);
	if (rc == ERR_NONE)
		rc = read_zone(g, &l->zone, err);
	return rc == ERR_NONE ? read_days(g, l, err) : rc;
}

/* An address, and an id of the HR system, is on one line. */
static enum err_code
find_twins(struct reading *g, bool external, struct err *err)
{
	struct roster *r = g->r;
	struct lookup seen;
	size_t other;
	enum err_code rc = lookup_init(&seen, r->lines.n, g->arena, err);

	for (size_t i = 0; i < r->lines.n && rc == ERR_NONE; i++) {
		const struct roster_line *l = &r->lines.v[i];
		struct str key = external ? l->external : l->email;

		if (key.len == 0 || lookup_add(&seen, key, i))
			continue;
		if (lookup_find(&seen, key, &other))
			rc = roster_problem(r, g->arena, l->line, err,
			    "'%.*s' is on line %zu already", STR_FMT(key),
			    r->lines.v[other].line);
	}
	return rc;
}

/* Room for as many lines as there likely are, so that none is copied; a line
   with an address and a name is no shorter than this. */
#define LINE_BYTES 16

static enum err_code
prepare(struct reading *g, struct err *err)
{
	size_t lines = 1;
	enum err_code rc;

	for (size_t i = 0; i < g->csv.len && lines <= ROSTER_LINES_MAX; i++)
		lines += g->csv.ptr[i] == '\n';
	if (lines > g->csv.len / LINE_BYTES + 1)
		lines = g->csv.len / LINE_BYTES + 1;
	g->r->lines.cap = lines;
	g->r->lines.v = ARENA_ARRAY(g->arena, lines, struct roster_line);
	if (g->r->lines.v == NULL)
		return arena_fail(g->arena, err);
	rc = lookup_init(&g->zones, SEEN_MAX, g->arena, err);
	if (rc == ERR_NONE)
		rc = lookup_init(&g->duties.text, SEEN_MAX, g->arena, err);
	return rc == ERR_NONE
	    ? lookup_init(&g->stacks.text, SEEN_MAX, g->arena, err)
	    : rc;
}

static enum err_code
read_lines(struct reading *g, struct arena *rows, struct err *err)
{
	struct csv_reader reader;
	enum err_code rc;

	csv_reader_init(&reader, g->csv, rows);
	rc = csv_read(&reader, &g->row, err);
	if (rc == ERR_NONE && g->row.n == 0)
		return err_set(err, ERR_SYNTAX,
		    "the roster is empty: its first line names the columns");
	if (rc == ERR_NONE)
		rc = read_header(g, err);
	while (rc == ERR_NONE &&
	    !(g->r->lines.n == 0 && g->r->problems_total > 0)) {
		arena_reset(rows);
		rc = csv_read(&reader, &g->row, err);
		if (rc != ERR_NONE || g->row.n == 0)
			break;
		if (g->r->lines.n == ROSTER_LINES_MAX)
			return err_set(err, ERR_LIMIT,
			    "line %zu: the roster has over %d people: bring it "
			    "in parts",
			    g->row.line, ROSTER_LINES_MAX);
		rc = read_line(g, err);
	}
	return rc;
}

enum err_code
roster_read(
    struct str csv, struct arena *arena, struct roster *out, struct err *err)
{
	struct roster r = {0};
	struct reading g = {.r = &r, .arena = arena, .csv = csv};
	struct arena rows;
	enum err_code rc;

	if (csv.len > ROSTER_MAX)
		return err_set(err, ERR_LIMIT,
		    "the roster is longer than %zu bytes", ROSTER_MAX);
	arena_init(&rows, (size_t)32 << 20);
	rc = prepare(&g, err);
	if (rc == ERR_NONE)
		rc = read_lines(&g, &rows, err);
	if (rc == ERR_NONE)
		rc = find_twins(&g, false, err);
	if (rc == ERR_NONE)
		rc = find_twins(&g, true, err);
	arena_release(&rows);
	if (rc != ERR_NONE)
		return rc;
	r.read_problems = r.problems.n;
	r.read_total = r.problems_total;
	*out = r;
	return ERR_NONE;
}
