/* gophish's two CSV exports: their columns by name, in any order. */
#include "codec/csv.h"
#include "policy/gophish_part.h"

enum column {
	EMAIL,
	TIME,
	MESSAGE,
	DETAILS,
	STATUS,
	SEND_DATE,
	REPORTED,
	COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "email", "time", "message", "details", "status", "send_date", "reported"};

struct columns {
	size_t at[COLUMNS]; /* SIZE_MAX: not there */
};

static enum err_code
read_header(const struct csv_row *row, struct columns *out, struct err *err)
{
	for (size_t c = 0; c < COLUMNS; c++)
		out->at[c] = SIZE_MAX;
	for (size_t i = 0; i < row->n; i++)
		for (size_t c = 0; c < COLUMNS; c++) {
			if (!str_eq(row->v[i], str_from(column_names[c])))
				continue;
			if (out->at[c] != SIZE_MAX)
				return err_set(err, ERR_INVALID,
				    "line %zu: column '%s' is there twice",
				    row->line, column_names[c]);
			out->at[c] = i;
		}
	return ERR_NONE;
}

static bool
has(const struct columns *c, enum column column)
{
	return c->at[column] != SIZE_MAX;
}

static enum err_code
which(const struct columns *c, size_t line, enum gophish_source *out,
    struct err *err)
{
	if (has(c, EMAIL) && has(c, TIME) && has(c, MESSAGE)) {
		*out = GOPHISH_EVENTS_CSV;
		return ERR_NONE;
	}
	if (has(c, EMAIL) && has(c, STATUS) && has(c, SEND_DATE) &&
	    has(c, REPORTED)) {
		*out = GOPHISH_RESULTS_CSV;
		return ERR_NONE;
	}
	return err_set(err, ERR_SYNTAX,
	    "line %zu: neither the columns email, time, message of gophish's "
	    "raw events nor email, status, send_date, reported of its results",
	    line);
}

static struct str
cell(const struct csv_row *row, const struct columns *c, enum column column)
{
	return c->at[column] < row->n ? row->v[c->at[column]] : STR("");
}

static enum err_code
read_flag(struct str text, bool *out, struct err *err)
{
	if (str_eq_case(text, STR("true"))) {
		*out = true;
		return ERR_NONE;
	}
	*out = false;
	if (text.len == 0 || str_eq_case(text, STR("false")))
		return ERR_NONE;
	return err_set(err, ERR_INVALID,
	    "reported '%.*s'; true or false is accepted",
	    STR_FMT(str_sub(text, 0, 40)));
}

static enum err_code
read_result(struct gophish_reading *r, const struct csv_row *row,
    const struct columns *c, struct err *err)
{
	struct str sent = cell(row, c, SEND_DATE);
	struct gophish_person *p;
	bool reported = false;
	uint32_t person;
	size_t before = r->g.people.n;
	int64_t at = 0;
	enum err_code rc = gophish_person(r, cell(row, c, EMAIL), &person, err);

	if (rc == ERR_NONE && person < before)
		rc = err_set(err, ERR_INVALID,
		    "'%.*s' is there already; each person of a campaign "
		    "stands once in its results",
		    STR_FMT(r->g.people.v[person].email));
	if (rc == ERR_NONE)
		rc = gophish_status(r, person, cell(row, c, STATUS), err);
	if (rc == ERR_NONE)
		rc = read_flag(cell(row, c, REPORTED), &reported, err);
	if (rc == ERR_NONE && !gophish_time_read(sent, &at))
		rc = err_set(err, ERR_INVALID,
		    "send_date '%.*s'; one such as 2026-03-02T09:15:00Z is "
		    "accepted",
		    STR_FMT(str_sub(sent, 0, 40)));
	if (rc != ERR_NONE)
		return rc;
	p = &r->g.people.v[person];
	p->sent_at = at;
	if (reported)
		p->did[GOPHISH_REPORTED] = p->did[GOPHISH_SENT] = true;
	return ERR_NONE;
}

static enum err_code
read_row(struct gophish_reading *r, const struct csv_row *row,
    const struct columns *c, struct err *err)
{
	enum err_code rc;

	if (r->g.source == GOPHISH_RESULTS_CSV)
		rc = read_result(r, row, c, err);
	else
		rc = gophish_event(r, cell(row, c, EMAIL), cell(row, c, TIME),
		    cell(row, c, MESSAGE), cell(row, c, DETAILS), err);
	return rc == ERR_NONE ? rc : err_prefix(err, "line %zu", row->line);
}

enum err_code
gophish_csv_read(struct gophish_reading *r, struct str text, struct err *err)
{
	struct csv_reader reader;
	struct csv_row row = {0};
	struct columns columns;
	enum err_code rc;

	csv_reader_init(&reader, text, r->arena);
	rc = csv_read(&reader, &row, err);
	if (rc == ERR_NONE)
		rc = read_header(&row, &columns, err);
	if (rc == ERR_NONE)
		rc = which(&columns, row.line, &r->g.source, err);
	while (rc == ERR_NONE) {
		rc = csv_read(&reader, &row, err);
		if (rc != ERR_NONE || row.n == 0)
			break;
		rc = read_row(r, &row, &columns, err);
	}
	return rc;
}
