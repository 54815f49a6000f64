#include "policy/override.h"

#include <stdlib.h>

#include "codec/csv.h"
#include "people/person.h"
#include "policy/override_part.h"
#include "policy/proposal_part.h"

enum column { EMAIL, MODULE, VERSION, COMPLETED, REASON, COLUMNS };

static const char *const names[COLUMNS] = {
    "email", "module", "version", "completed", "reason"};

struct reader {
	const struct catalog *catalog;
	int64_t today;
	struct arena *arena;
	struct override o;
	size_t at[COLUMNS]; /* the place of each column in a row */
};

enum err_code
override_problem(struct override *o, struct arena *arena, size_t line,
    const char *text, struct err *err)
{
	struct override_problem *p;

	if (++o->problems_total > OVERRIDE_PROBLEMS_MAX)
		return ERR_NONE;
	p = ARENA_PUSH(arena, &o->problems);
	if (p == NULL)
		return arena_fail(arena, err);
	p->line = line;
	p->text = arena_str(arena, str_from(text));
	return p->text.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
problem(struct reader *r, size_t line, struct err *err)
{
	struct err why = *err;

	return override_problem(&r->o, r->arena, line, why.text, err);
}

static enum err_code
read_header(struct reader *r, const struct csv_row *row, struct err *err)
{
	for (size_t c = 0; c < COLUMNS; c++)
		r->at[c] = SIZE_MAX;
	for (size_t i = 0; i < row->n; i++) {
		struct str word = str_trim(row->v[i]);
		size_t c = 0;

		while (c < COLUMNS && !str_eq_case(word, str_from(names[c])))
			c++;
		if (c == COLUMNS)
			return err_set(err, ERR_SYNTAX,
			    "line %zu: column '%.*s' is none of email, module, "
			    "version, completed, reason",
			    row->line, STR_FMT(str_sub(word, 0, 60)));
		if (r->at[c] != SIZE_MAX)
			return err_set(err, ERR_SYNTAX,
			    "line %zu: column '%s' is there twice", row->line,
			    names[c]);
		r->at[c] = i;
	}
	for (size_t c = 0; c < COLUMNS; c++)
		if (r->at[c] == SIZE_MAX)
			return err_set(err, ERR_SYNTAX,
			    "line %zu: there is no column '%s'", row->line,
			    names[c]);
	return ERR_NONE;
}

static struct str
cell(const struct reader *r, const struct csv_row *row, enum column c)
{
	return r->at[c] < row->n ? str_trim(row->v[r->at[c]]) : STR("");
}

static enum err_code
read_day(const struct reader *r, struct str text, int64_t *out, struct err *err)
{
	if (!clock_read_date(text, out) || *out <= 0)
		return err_set(err, ERR_INVALID,
		    "completed '%.*s' is not a date such as 2026-02-11",
		    STR_FMT(str_sub(text, 0, 40)));
	if (*out > r->today)
		return err_set(err, ERR_INVALID,
		    "completed %.*s is still to come", STR_FMT(text));
	return ERR_NONE;
}

static enum err_code
check_module(const struct reader *r, struct str module, struct str version,
    struct err *err)
{
	unsigned major;

	if (catalog_module(r->catalog, module) == NULL)
		return err_set(err, ERR_INVALID, "there is no module '%.*s'",
		    STR_FMT(str_sub(module, 0, 60)));
	if (!due_version_major(version, &major))
		return err_set(err, ERR_INVALID,
		    "version '%.*s' is not three numbers such as 1.0.0",
		    STR_FMT(str_sub(version, 0, 40)));
	return ERR_NONE;
}

static enum err_code
read_fields(struct reader *r, const struct csv_row *row,
    struct override_line *l, struct err *err)
{
	enum err_code rc;

	l->module = arena_str(r->arena, cell(r, row, MODULE));
	l->version = arena_str(r->arena, cell(r, row, VERSION));
	if (l->module.ptr == NULL || l->version.ptr == NULL)
		return arena_fail(r->arena, err);
	rc = person_email_read(cell(r, row, EMAIL), r->arena, &l->email, err);
	if (rc == ERR_NONE)
		rc = check_module(r, l->module, l->version, err);
	if (rc == ERR_NONE)
		rc = read_day(r, cell(r, row, COMPLETED), &l->day, err);
	if (rc == ERR_NONE)
		rc = proposal_words(
		    "the reason", cell(r, row, REASON), &l->reason, err);
	if (rc == ERR_NONE) {
		l->reason = arena_str(r->arena, l->reason);
		if (l->reason.ptr == NULL)
			rc = arena_fail(r->arena, err);
	}
	return rc;
}

static enum err_code
read_line(struct reader *r, const struct csv_row *row, struct err *err)
{
	struct override_line l = {.line = row->line}, *mine;
	enum err_code rc = ERR_NONE;

	if (row->n > COLUMNS)
		rc = err_set(err, ERR_INVALID,
		    "there are %zu fields: a comma in a reason stands in "
		    "quotes",
		    row->n);
	if (rc == ERR_NONE)
		rc = read_fields(r, row, &l, err);
	if (rc == ERR_INVALID)
		return problem(r, row->line, err);
	if (rc != ERR_NONE)
		return rc;
	mine = ARENA_PUSH(r->arena, &r->o.lines);
	if (mine == NULL)
		return arena_fail(r->arena, err);
	*mine = l;
	return ERR_NONE;
}

static int
by_record(const void *a, const void *b)
{
	const struct override_line *const *x = a, *const *y = b;
	int order = str_cmp((*x)->email, (*y)->email);

	if (order == 0)
		order = str_cmp((*x)->module, (*y)->module);
	if (order == 0 && (*x)->day != (*y)->day)
		order = (*x)->day < (*y)->day ? -1 : 1;
	return order != 0 ? order : (*x)->line < (*y)->line ? -1 : 1;
}

static enum err_code
find_twins(struct reader *r, struct err *err)
{
	const struct override_line **sorted = ARENA_ARRAY(
	    r->arena, r->o.lines.n + 1, const struct override_line *);
	enum err_code rc = ERR_NONE;

	if (sorted == NULL)
		return arena_fail(r->arena, err);
	for (size_t i = 0; i < r->o.lines.n; i++)
		sorted[i] = &r->o.lines.v[i];
	qsort(sorted, r->o.lines.n, sizeof(*sorted), by_record);
	for (size_t i = 1; i < r->o.lines.n && rc == ERR_NONE; i++) {
		const struct override_line *a = sorted[i - 1], *b = sorted[i];

		if (!str_eq(a->email, b->email) ||
		    !str_eq(a->module, b->module) || a->day != b->day)
			continue;
		err_set(err, ERR_INVALID, "the same record is on line %zu",
		    a->line);
		rc = problem(r, b->line, err);
	}
	return rc;
}

static enum err_code
read_lines(struct reader *r, struct csv_reader *csv, struct err *err)
{
	struct csv_row row = {0};
	size_t n = 0;
	enum err_code rc = csv_read(csv, &row, err);

	if (rc == ERR_NONE && row.n == 0)
		return err_set(err, ERR_SYNTAX,
		    "the file is empty: its first line is "
		    "email,module,version,completed,reason");
	if (rc == ERR_NONE)
		rc = read_header(r, &row, err);
	for (; rc == ERR_NONE; n++) {
		rc = csv_read(csv, &row, err);
		if (rc != ERR_NONE || row.n == 0)
			break;
		if (n == OVERRIDE_LINES_MAX)
			return err_set(err, ERR_LIMIT,
			    "there are over %d records: split the file",
			    OVERRIDE_LINES_MAX);
		rc = read_line(r, &row, err);
	}
	if (rc == ERR_NONE && n == 0)
		return err_set(err, ERR_SYNTAX,
		    "there is no record below the names of the columns");
	return rc;
}

enum err_code
override_read(struct str csv, const struct catalog *catalog, int64_t today,
    struct arena *arena, struct override *out, struct err *err)
{
	struct reader r = {.catalog = catalog, .today = today, .arena = arena};
	struct csv_reader reader;
	enum err_code rc;

	if (csv.len > OVERRIDE_BYTES_MAX)
		return err_set(err, ERR_LIMIT,
		    "the file is over %zu bytes: split it", OVERRIDE_BYTES_MAX);
	csv_reader_init(&reader, csv, arena);
	rc = read_lines(&r, &reader, err);
	if (rc == ERR_NONE)
		rc = find_twins(&r, err);
	if (rc == ERR_NONE)
		*out = r.o;
	return rc;
}
