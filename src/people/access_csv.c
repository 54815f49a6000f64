#include <stdarg.h>
#include <stdio.h>

#include "codec/csv.h"
#include "people/access_plan.h"
#include "people/day.h"
#include "people/scope.h"
#include "people/words.h"

enum column { EMAIL, LOGIN, SYSTEM, LEVEL, SINCE, UNTIL, COLUMNS };

static const char *const column_names[COLUMNS] = {
    "email", "login", "system", "level", "since", "until"};

#define COLUMN_NAMES "email, login, system, level, since, until"

struct reading {
	struct access_wishes *w;
	struct arena *arena;
	struct str csv;
	size_t at[COLUMNS];
	struct csv_row row;
};

enum err_code
access_problem(struct access_problems *p, struct arena *arena, size_t line,
    struct err *err, const char *fmt, ...)
{
	struct access_problem *one;
	char text[512];
	va_list args;

	if (++p->total > ACCESS_PROBLEMS_MAX)
		return ERR_NONE;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	one = ARENA_PUSH(arena, p);
	if (one == NULL)
		return arena_fail(arena, err);
	one->line = line;
	one->text = arena_str(arena, str_from(text));
	return one->text.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

#define WRONG(g, err, ...) \
	access_problem(    \
	    &(g)->w->problems, (g)->arena, (g)->row.line, (err), __VA_ARGS__)

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
	if (g->at[SYSTEM] == SIZE_MAX ||
	    (g->at[EMAIL] == SIZE_MAX && g->at[LOGIN] == SIZE_MAX))
		return WRONG(g, err,
		    "the first line names no column 'system', or neither "
		    "'email' nor 'login'");
	return ERR_NONE;
}

/* Copied where the reader of CSV wrote it, else of the file. */
static enum err_code
cell(struct reading *g, enum column c, struct str *out, struct err *err)
{
	struct str text =
	    g->at[c] < g->row.n ? str_trim(g->row.v[g->at[c]]) : STR("");

	*out = text;
	if (text.len == 0 ||
	    (text.ptr >= g->csv.ptr && text.ptr < g->csv.ptr + g->csv.len))
		return ERR_NONE;
	*out = arena_str(g->arena, text);
	return out->ptr != NULL ? ERR_NONE : arena_fail(g->arena, err);
}

static enum err_code
read_day(struct reading *g, enum column c, const char *what, int64_t *out,
    struct err *err)
{
	struct str text;
	struct err why;
	enum err_code rc = cell(g, c, &text, err);

	*out = 0;
	if (rc == ERR_NONE && text.len > 0 &&
	    (c == UNTIL ? day_read_end(text, what, out, &why)
			: day_read(text, what, out, &why)) != ERR_NONE)
		rc = WRONG(g, err, "%s", why.text);
	return rc;
}

static enum err_code
read_days(struct reading *g, struct access_wish *wish, struct err *err)
{
	enum err_code rc = read_day(g, SINCE, "since", &wish->since, err);

	if (rc == ERR_NONE)
		rc = read_day(g, UNTIL, "until", &wish->until, err);
	if (rc == ERR_NONE && wish->until != 0) {
		wish->until = scope_day_end(wish->until);
		if (wish->since > wish->until)
			rc = WRONG(g, err, "since is after until");
	}
	return rc;
}

static enum err_code
read_word(struct reading *g, enum column c, const char *what, struct str *out,
    struct err *err)
{
	struct err why;
	enum err_code rc = cell(g, c, out, err);

	if (rc == ERR_NONE && c == LEVEL && out->len == 0)
		*out = STR("user");
	if (rc == ERR_NONE && word_check(*out, what, &why) != ERR_NONE)
		rc = WRONG(g, err, "%s", why.text);
	return rc;
}

static enum err_code
read_who(struct reading *g, struct access_wish *wish, struct err *err)
{
	struct err why;
	enum err_code rc = cell(g, EMAIL, &wish->email, err);

	if (rc == ERR_NONE)
		rc = cell(g, LOGIN, &wish->login, err);
	if (rc != ERR_NONE)
		return rc;
	if (wish->email.len == 0 && wish->login.len == 0)
		return WRONG(g, err, "neither an e-mail nor a login");
	if (wish->login.len > ACCESS_LOGIN_MAX)
		return WRONG(g, err, "the login is longer than %d bytes",
		    ACCESS_LOGIN_MAX);
	if (wish->email.len == 0)
		return ERR_NONE;
	rc = person_email_read(wish->email, g->arena, &wish->email, &why);
	if (rc == ERR_INVALID)
		return WRONG(g, err, "%s", why.text);
	if (rc != ERR_NONE)
		*err = why;
	return rc;
}

static enum err_code
read_wish(struct reading *g, struct err *err)
{
	struct access_wish *wish = ARENA_PUSH(g->arena, g->w);
	size_t before = g->w->problems.total;
	enum err_code rc;

	if (wish == NULL)
		return arena_fail(g->arena, err);
	wish->line = g->row.line;
	rc = read_who(g, wish, err);
	if (rc == ERR_NONE)
		rc = read_word(g, SYSTEM, "system", &wish->system, err);
	if (rc == ERR_NONE)
		rc = read_word(g, LEVEL, "level", &wish->level, err);
	if (rc == ERR_NONE)
		rc = read_days(g, wish, err);
	wish->wrong = g->w->problems.total > before;
	return rc;
}

static enum err_code
read_rows(struct reading *g, struct arena *rows, struct err *err)
{
	struct csv_reader reader;
	enum err_code rc;

	csv_reader_init(&reader, g->csv, rows);
	rc = csv_read(&reader, &g->row, err);
	if (rc == ERR_NONE && g->row.n == 0)
		return err_set(err, ERR_SYNTAX,
		    "the file is empty: its first line names the columns");
	if (rc == ERR_NONE)
		rc = read_header(g, err);
	while (rc == ERR_NONE && !(g->w->n == 0 && g->w->problems.total > 0)) {
		arena_reset(rows);
		rc = csv_read(&reader, &g->row, err);
		if (rc != ERR_NONE || g->row.n == 0)
			break;
		if (g->w->n == ACCESS_WISHES_MAX)
			return err_set(err, ERR_LIMIT,
			    "line %zu: more than %d accesses", g->row.line,
			    ACCESS_WISHES_MAX);
		rc = read_wish(g, err);
	}
	return rc;
}

enum err_code
access_csv_read(struct str csv, struct str source, struct arena *arena,
    struct access_wishes *out, struct err *err)
{
	struct access_wishes w = {.source = source};
	struct reading g = {.w = &w, .arena = arena, .csv = csv};
	struct arena rows;
	enum err_code rc = word_check(source, "source", err);

	if (rc == ERR_NONE && csv.len > ACCESS_FILE_MAX)
		rc = err_set(err, ERR_LIMIT,
		    "the file is longer than %zu bytes", ACCESS_FILE_MAX);
	if (rc != ERR_NONE)
		return rc;
	arena_init(&rows, (size_t)32 << 20);
	rc = read_rows(&g, &rows, err);
	arena_release(&rows);
	if (rc == ERR_NONE)
		*out = w;
	return rc;
}

/* --- logins -------------------------------------------------------------- */

static enum err_code
add_login(struct access_logins *l, struct arena *arena,
    const struct csv_row *row, const size_t at[2], struct err *err)
{
	struct access_login *one = ARENA_PUSH(arena, l);
	struct str login = at[0] < row->n ? str_trim(row->v[at[0]]) : STR("");
	enum err_code rc;

	if (one == NULL)
		return arena_fail(arena, err);
	if (l->n > ACCESS_WISHES_MAX)
		return err_set(err, ERR_LIMIT, "line %zu: more than %d logins",
		    row->line, ACCESS_WISHES_MAX);
	if (login.len == 0 || login.len > ACCESS_LOGIN_MAX)
		return err_set(err, ERR_INVALID,
		    "line %zu: the login is empty or longer than %d bytes",
		    row->line, ACCESS_LOGIN_MAX);
	one->line = row->line;
	one->login = arena_str(arena, login);
	rc = person_email_read(
	    at[1] < row->n ? row->v[at[1]] : STR(""), arena, &one->email, err);
	if (rc == ERR_INVALID)
		return err_prefix(err, "line %zu", row->line);
	return rc == ERR_NONE && one->login.ptr == NULL ? arena_fail(arena, err)
							: rc;
}

enum err_code
access_logins_read(struct str csv, struct arena *arena,
    struct access_logins *out, struct err *err)
{
	size_t at[2] = {SIZE_MAX, SIZE_MAX};
	struct access_logins all = {0};
	struct csv_reader reader;
	struct csv_row row;
	enum err_code rc;

	csv_reader_init(&reader, csv, arena);
	rc = csv_read(&reader, &row, err);
	for (size_t i = 0; rc == ERR_NONE && i < row.n; i++) {
		if (str_eq_case(str_trim(row.v[i]), STR("login")))
			at[0] = i;
		if (str_eq_case(str_trim(row.v[i]), STR("email")))
			at[1] = i;
	}
	if (rc == ERR_NONE && (at[0] == SIZE_MAX || at[1] == SIZE_MAX))
		rc = err_set(err, ERR_INVALID,
		    "line 1: the columns 'login' and 'email' must be there");
	while (rc == ERR_NONE) {
		rc = csv_read(&reader, &row, err);
		if (rc != ERR_NONE || row.n == 0)
			break;
		rc = add_login(&all, arena, &row, at, err);
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
