#include "evidence/row.h"

#include "codec/csv.h"
#include "codec/json.h"

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

enum err_code
row_stand(const struct row_context *c,
    const struct sql_export_completions_row *row, struct assignment *out,
    bool *in, struct err *err)
{
	bool done = row->completed.set;
	const struct validity_case asked = {.person = row->person,
	    .module = row->module,
	    .asked = row->made,
	    .due = or_zero(row->due),
	    .why = row->why,
	    .completed = or_zero(row->completed),
	    .version = done ? row->version : STR_NONE,
	    .how = row->how,
	    .stored_until = or_zero(row->valid_until)};
	bool owed;
	enum err_code rc =
	    assignment_stand(&c->validity, assignment_by_read(row->asked_by),
		&asked, c->as_of, c->arena, out, &owed, err);

	if (rc != ERR_NONE)
		return rc;
	*in = out->status != ASSIGNMENT_COMPLETED || out->completed >= c->since;
	if (out->status == ASSIGNMENT_COMPLETED) {
		out->due = or_zero(row->due); /* in time or not */
		out->why = row->why;
	}
	return ERR_NONE;
}

static struct sql_int
if_any(int64_t at)
{
	return (struct sql_int){.set = at != 0, .v = at};
}

static void
fill(const struct row_context *c, const struct sql_export_completions_row *row,
    const struct assignment *a, struct cells *out)
{
	const struct catalog_course *course =
	    catalog_course_of(c->catalog, row->module);
	struct cell *v = out->v;

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
	*v++ = guarded(a->why);
	*v++ = instant(if_any(a->due), out->times[1]);
	*v++ = words(str_from(assignment_status_name(a->status)));
	*v++ = number((struct sql_int){true, row->attempts});
	*v++ = number(row->best);
	*v++ = number(row->last);
	*v++ = instant(row->completed, out->times[2]);
	*v++ = words(row->how);
	*v++ = instant(if_any(a->valid_until), out->times[3]);
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
    const struct sql_export_completions_row *row, const struct assignment *a,
    struct buf *out)
{
	struct csv_writer w = {.out = out};
	struct cells cells;

	fill(c, row, a, &cells);
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
    const struct sql_export_completions_row *row, const struct assignment *a,
    bool first, struct buf *out)
{
	struct cells cells;

	fill(c, row, a, &cells);
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
