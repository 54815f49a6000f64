#include "evidence/row.h"

#include "codec/csv.h"
#include "codec/json.h"
#include "learn/assignment.h"

/* The columns, in their order; json and csv name them alike. */
static const char *const columns[] = {"person_id", "name", "email", "role",
    "course", "module", "title", "version", "assigned_at", "why", "due",
    "status", "attempts", "best_score", "last_score", "completed_at",
    "earned_how", "valid_until", "attested_at"};

enum kind { WORDS, GUARDED, NUMBER };

struct cell {
	enum kind kind;
	struct str text; /* STR_NONE: not there */
	struct sql_int number;
};

struct cells {
	struct cell v[NELEM(columns)];
	char id[ID_TEXT_LEN + 1];
	char times[5][CLOCK_TEXT_LEN + 1];
};

static struct cell
words(struct str text)
{
	return (struct cell){.kind = WORDS, .text = text};
}

static struct cell
guarded(struct str text)
{
	return (struct cell){.kind = GUARDED, .text = text};
}

static struct cell
number(struct sql_int n)
{
	return (struct cell){.kind = NUMBER, .number = n};
}

static struct cell
instant(struct sql_int at, char text[CLOCK_TEXT_LEN + 1])
{
	if (!at.set)
		return words(STR_NONE);
	clock_write(at.v, text);
	return words((struct str){text, CLOCK_TEXT_LEN});
}

static int64_t
or_zero(struct sql_int n)
{
	return n.set ? n.v : 0;
}

static void
fill(const struct row_context *c, const struct sql_export_completions_row *row,
    struct cells *out)
{
	const struct catalog_course *course =
	    catalog_course_of(c->catalog, row->module);
	struct cell *v = out->v;
	enum assignment_status status = assignment_status(
	    assignment_by_read(row->asked_by), row->made, or_zero(row->due),
	    or_zero(row->completed), or_zero(row->valid_until), c->as_of);

	id_write(row->person, out->id);
	*v++ = words(str_from(out->id));
	*v++ = guarded(row->name);
	*v++ = guarded(row->email);
	*v++ = words(row->role);
	*v++ = words(course != NULL ? course->id : STR_NONE);
	*v++ = words(row->module);
	*v++ = guarded(row->title);
	*v++ = words(row->version);
	*v++ = instant((struct sql_int){true, row->made}, out->times[0]);
	*v++ = guarded(row->why);
	*v++ = instant(row->due, out->times[1]);
	*v++ = words(str_from(assignment_status_name(status)));
	*v++ = number((struct sql_int){true, row->attempts});
	*v++ = number(row->best);
	*v++ = number(row->last);
	*v++ = instant(row->completed, out->times[2]);
	*v++ = words(row->how);
	*v++ = instant(row->valid_until, out->times[3]);
	*v++ = instant(row->attested, out->times[4]);
}

void
row_write_header(struct buf *out)
{
	struct csv_writer w = {.out = out};

	for (size_t i = 0; i < NELEM(columns); i++)
		csv_str(&w, str_from(columns[i]));
	csv_end(&w);
}

void
row_write_csv(const struct row_context *c,
    const struct sql_export_completions_row *row, struct buf *out)
{
	struct csv_writer w = {.out = out};
	struct cells cells;

	fill(c, row, &cells);
	for (size_t i = 0; i < NELEM(columns); i++) {
		const struct cell *cell = &cells.v[i];

		if (cell->kind == GUARDED)
			csv_guarded(&w, cell->text);
		else if (cell->kind == NUMBER && cell->number.set)
			csv_i64(&w, cell->number.v);
		else
			csv_str(&w, cell->text);
	}
	csv_end(&w);
}

void
row_write_json(const struct row_context *c,
    const struct sql_export_completions_row *row, bool first, struct buf *out)
{
	struct cells cells;

	fill(c, row, &cells);
	buf_add(out, first ? STR("\n") : STR(",\n"));
	json_open(out);
	for (size_t i = 0; i < NELEM(columns); i++) {
		const struct cell *cell = &cells.v[i];

		if (cell->kind == NUMBER && cell->number.set)
			json_i64(out, columns[i], cell->number.v);
		else if (cell->text.ptr != NULL)
			json_str(out, columns[i], cell->text);
		else
			json_none(out, columns[i]);
	}
	json_close(out);
}
