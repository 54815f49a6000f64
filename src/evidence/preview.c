#include "evidence/preview.h"

#include "evidence/row.h"

struct preview {
	const struct evidence *evidence;
	const struct completions_filter *filter;
	size_t limit;
	struct arena *arena;
	struct str modules; /* " a b " where a course was asked for */
	struct completions_preview found;
	int64_t until;
	struct row_context rows;
};

static int64_t
or_none(struct sql_int n)
{
	return n.set ? n.v : 0;
}

/* Rows live in the reader's memory until the next one. */
static struct str
keep(const struct preview *p, struct str text)
{
	return text.len > 0 ? arena_str(p->arena, text) : STR("");
}

static enum err_code
take_row(
    const struct sql_export_completions_row *row, void *ctx, struct err *err)
{
	struct preview *p = ctx;
	const struct catalog_course *course;
	struct completions_line *line;
	struct assignment a = {0};
	enum err_code rc;
	bool in;

	rc = row_stand(&p->rows, row, &a, &in, err);
	if (rc != ERR_NONE || !in)
		return rc;
	if (p->found.n == p->limit) {
		p->found.more = true;
		return err_set(err, ERR_LIMIT, "enough for a page");
	}
	line = ARENA_PUSH(p->arena, &p->found);
	if (line == NULL)
		return arena_fail(p->arena, err);
	line->name = keep(p, row->name);
	line->email = keep(p, row->email);
	line->role = keep(p, row->role);
	line->module = keep(p, row->module);
	line->title = keep(p, row->title.len > 0 ? row->title : row->module);
	line->version = keep(p, row->version);
	course = catalog_course_of(p->evidence->catalog, line->module);
	line->course = course ? course->title : STR("");
	line->made = row->made;
	line->due = a.due;
	line->status = a.status;
	line->completed = or_none(row->completed);
	line->attested = or_none(row->attested);
	line->attempts = row->attempts;
	line->best = or_none(row->best);
	return ERR_NONE;
}

static enum err_code
check_right(struct db *db, const struct preview *p, struct err *err)
{
	struct sql_export_may_row row;
	bool found;
	enum err_code rc;

	if (p->filter->operator)
		return ERR_NONE;
	rc = sql_export_may(db, p->arena,
	    &(struct sql_export_may_in){.viewer = p->filter->viewer}, &found,
	    &row, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "evidence is shown to administrators and auditors");
	return rc;
}

static enum err_code
read_rows(struct db *db, void *ctx, struct err *err)
{
	struct preview *p = ctx;
	const struct completions_filter *f = p->filter;
	enum err_code rc = check_right(db, p, err);

	p->found = (struct completions_preview){0};
	if (rc == ERR_NONE)
		rc = validity_load(db, p->arena, p->evidence->catalog,
		    p->evidence->rules, &p->rows.validity, err);
	if (rc != ERR_NONE)
		return rc;
	rc = sql_export_completions(db,
	    &(struct sql_export_completions_in){.viewer = f->viewer,
		.operator= f->operator,
		.until = p->until,
		.person = f->person,
		.all_modules = p->modules.ptr == NULL,
		.modules = p->modules.ptr ? p->modules : STR("")},
	    take_row, p, err);
	return p->found.more ? ERR_NONE : rc;
}

static enum err_code
course_modules(struct preview *p, struct err *err)
{
	const struct catalog_course *course;

	if (p->filter->course.ptr == NULL)
		return ERR_NONE;
	course = catalog_course(p->evidence->catalog, p->filter->course);
	if (course == NULL)
		return err_set(err, ERR_NOT_FOUND, "no course '%.*s'",
		    STR_FMT(str_sub(p->filter->course, 0, 80)));
	p->modules = STR(" ");
	for (size_t i = 0; i < course->modules.n && p->modules.ptr; i++)
		p->modules = arena_strf(p->arena, "%.*s%.*s ",
		    STR_FMT(p->modules), STR_FMT(course->modules.v[i]));
	return p->modules.ptr ? ERR_NONE : arena_fail(p->arena, err);
}

enum err_code
completions_preview(const struct evidence *evidence,
    const struct completions_filter *filter, size_t limit, struct arena *arena,
    struct completions_preview *out, struct err *err)
{
	int64_t now = clock_now();
	struct preview p = {.evidence = evidence,
	    .filter = filter,
	    .limit = limit,
	    .arena = arena,
	    .until = filter->until > 0 ? filter->until : now,
	    .rows = {.catalog = evidence->catalog,
		.since = filter->since,
		.arena = arena}};
	enum err_code rc = course_modules(&p, err);

	p.rows.as_of = p.until < now ? p.until : now;
	if (rc == ERR_NONE)
		rc = learn_rules_follow(evidence->rules, err);
	if (rc == ERR_NONE)
		rc = store_read(evidence->store, read_rows, &p, err);
	if (rc == ERR_NONE)
		*out = p.found;
	return rc;
}
