#include "evidence/completions.h"

#include "evidence/preview.h"
#include "ledger/ledger.h"
#include "templates/evidence.h"
#include "web/agenda_page.h"
#include "web/awareness.h"
#include "web/pages.h"

#define PREVIEW_ROWS 50

/*
 * What the auditor asks for, as the address says it: the page and the export
 * take the same words.  The period ends with the last day named.
 */
struct ask {
	const struct call *call;
	struct str person, course, from, to;
	struct completions_filter filter;
	struct persons people;
	struct ledger_head head;
};

static enum err_code
read_head(struct db *db, void *ctx, struct err *err)
{
	struct ask *ask = ctx;
	enum err_code rc =
	    ledger_signed_head(db, ask->call->arena, &ask->head, err);

	if (rc != ERR_NOT_FOUND)
		return rc;
	ask->head = (struct ledger_head){0};
	return ERR_NONE;
}

static enum err_code
read_people(struct db *db, void *ctx, struct err *err)
{
	struct ask *ask = ctx;

	ask->people = (struct persons){0};
	return person_list(db, ask->call->arena, ask->call->session.person.id,
	    true, &ask->people, err);
}

/* By address or by whole name; it must mean one person. */
static enum err_code
find_person(struct ask *ask, struct err *err)
{
	size_t found = 0;
	enum err_code rc;

	if (ask->person.len == 0)
		return ERR_NONE;
	rc = store_read(ask->call->web->config.store, read_people, ask, err);
	for (size_t i = 0; rc == ERR_NONE && i < ask->people.n; i++) {
		const struct person *p = &ask->people.v[i];

		if (!str_eq_case(p->email, ask->person) &&
		    !str_eq_case(p->name, ask->person))
			continue;
		ask->filter.person = p->id;
		found++;
	}
	if (rc == ERR_NONE && found == 0)
		return err_set(err, ERR_INVALID,
		    "nobody here has that address or that whole name");
	if (rc == ERR_NONE && found > 1)
		return err_set(err, ERR_INVALID,
		    "%zu people have that name: write the address", found);
	return rc;
}

static enum err_code
read_dates(struct ask *ask, struct err *err)
{
	if (ask->from.len > 0 &&
	    !clock_read_date(ask->from, &ask->filter.since))
		return err_set(
		    err, ERR_INVALID, "the first day is written 2026-01-31");
	if (ask->to.len > 0 && !clock_read_date(ask->to, &ask->filter.until))
		return err_set(
		    err, ERR_INVALID, "the last day is written 2026-12-31");
	if (ask->to.len > 0)
		ask->filter.until += CLOCK_DAY;
	if (ask->from.len > 0 && ask->to.len > 0 &&
	    ask->filter.until <= ask->filter.since)
		return err_set(
		    err, ERR_INVALID, "the period ends before it begins");
	return ERR_NONE;
}

static enum err_code
read_ask(struct call *call, struct ask *ask, struct err *err)
{
	enum err_code rc;

	*ask = (struct ask){.call = call,
	    .person = str_trim(page_query(call, "person")),
	    .course = page_query(call, "course"),
	    .from = page_query(call, "from"),
	    .to = page_query(call, "to"),
	    .filter = {.viewer = call->session.person.id}};
	if (ask->course.len > 0) {
		if (!catalog_course(call->web->config.catalog, ask->course))
			return err_set(
			    err, ERR_INVALID, "there is no such course");
		ask->filter.course = ask->course;
	}
	rc = read_dates(ask, err);
	return rc == ERR_NONE ? find_person(ask, err) : rc;
}

static enum err_code
add_courses(struct call *call, const struct ask *ask, struct tmpl_evidence *v,
    struct err *err)
{
	const struct catalog *catalog = call->web->config.catalog;
	struct tmpl_evidence_courses *c = ARENA_PUSH(call->arena, &v->courses);

	if (c == NULL)
		return arena_fail(call->arena, err);
	c->label = STR("All");
	for (size_t i = 0; i < catalog->courses.n; i++) {
		c = ARENA_PUSH(call->arena, &v->courses);
		if (c == NULL)
			return arena_fail(call->arena, err);
		c->value = catalog->courses.v[i].id;
		c->label = catalog->courses.v[i].title;
		c->chosen = str_eq(c->value, ask->course);
	}
	return ERR_NONE;
}

static enum err_code
add_rows(struct call *call, const struct completions_preview *rows,
    struct tmpl_evidence *v, struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < rows->n; i++) {
		const struct completions_line *line = &rows->v[i];
		struct tmpl_evidence_rows *row = ARENA_PUSH(arena, &v->rows);

		if (row == NULL)
			return arena_fail(arena, err);
		row->name = line->name;
		row->email = line->email;
		row->role = line->role;
		row->course = line->course;
		row->module = line->title;
		row->version = line->version;
		row->assigned = show_date(arena, line->made);
		row->due = show_date(arena, line->due);
		if (line->attempts > 0)
			row->score = show_percent(arena, (unsigned)line->best);
		row->completed = show_date(arena, line->completed);
		row->attested = show_date(arena, line->attested);
	}
	v->has_rows = rows->n > 0;
	v->shown = rows->more
	    ? arena_strf(
		  arena, "The first %zu rows; the export has all.", rows->n)
	    : show_count(arena, rows->n, "row", "rows");
	return ERR_NONE;
}

static enum err_code
fill(struct call *call, struct ask *ask, struct tmpl_evidence *v,
    struct err *err)
{
	struct evidence evidence = {call->web->config.store,
	    call->web->config.catalog, call->web->config.rules};
	struct completions_preview rows = {0};
	enum err_code rc = completions_preview(
	    &evidence, &ask->filter, PREVIEW_ROWS, call->arena, &rows, err);

	if (rc == ERR_NONE)
		rc = add_rows(call, &rows, v, err);
	v->export = ARENA_NEW(call->arena, struct tmpl_evidence_export);
	if (v->export == NULL)
		return arena_fail(call->arena, err);
	((struct tmpl_evidence_export *)v->export)->href = URL_OF(call->arena,
	    "/evidence/completions.csv?person={}&course={}&from={}&to={}",
	    ask->person, ask->course, ask->from, ask->to);
	return rc;
}

static enum err_code
add_head(struct call *call, struct ask *ask, struct tmpl_evidence *v,
    struct err *err)
{
	struct tmpl_evidence_head *head;
	enum err_code rc =
	    store_read(call->web->config.store, read_head, ask, err);

	if (rc != ERR_NONE || ask->head.note.len == 0)
		return rc;
	head = ARENA_NEW(call->arena, struct tmpl_evidence_head);
	if (head == NULL)
		return arena_fail(call->arena, err);
	head->size = (int64_t)ask->head.size;
	head->text = ask->head.note;
	v->head = head;
	return ERR_NONE;
}

/* This is an auditor's first page: what others find at home stands here. */
static enum err_code
add_home(struct call *call, struct tmpl_evidence *v, struct err *err)
{
	struct tmpl_evidence_home *home;
	struct agenda open = {0};
	enum err_code rc;

	if (call->session.person.role != ROLE_AUDITOR)
		return ERR_NONE;
	home = ARENA_NEW(call->arena, struct tmpl_evidence_home);
	if (home == NULL)
		return arena_fail(call->arena, err);
	rc = awareness_open_notices(call, &home->notices, err);
	if (rc == ERR_NONE)
		rc = agenda_page_mine(call, &open, err);
	for (size_t i = 0; i < open.n && rc == ERR_NONE; i++) {
		struct tmpl_evidence_home_due *row =
		    ARENA_PUSH(call->arena, &home->due);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = open.v[i].title;
		row->href = agenda_page_url(call, &open.v[i]);
		row->mark = agenda_page_mark(call, &open.v[i]);
	}
	home->has_due = home->due.n > 0;
	if (rc == ERR_NONE)
		v->home = home;
	return rc;
}

enum err_code
page_evidence(struct call *call, struct err *err)
{
	struct tmpl_evidence v = {.frame = page_frame(call, "Evidence")};
	struct ask ask;
	enum err_code rc = read_ask(call, &ask, err);

	v.filter_person = ask.person;
	v.filter_from = ask.from;
	v.filter_to = ask.to;
	if (rc == ERR_INVALID) {
		v.problem = show_sentence(call->arena, str_from(err->text));
		rc = ERR_NONE;
	} else if (rc == ERR_NONE) {
		rc = fill(call, &ask, &v, err);
	}
	if (rc == ERR_NONE)
		rc = add_home(call, &v, err);
	if (rc == ERR_NONE)
		rc = add_courses(call, &ask, &v, err);
	if (rc == ERR_NONE)
		rc = add_head(call, &ask, &v, err);
	if (rc == ERR_NONE)
		tmpl_evidence(call->re->body, &v);
	return rc;
}

static enum err_code
sink(void *ctx, struct str bytes, struct err *err)
{
	return http_spool_add(ctx, bytes, err);
}

enum err_code
page_evidence_csv(struct call *call, struct err *err)
{
	struct evidence evidence = {call->web->config.store,
	    call->web->config.catalog, call->web->config.rules};
	struct completions_summary summary;
	struct ask ask;
	enum err_code rc = read_ask(call, &ask, err);

	if (rc == ERR_NONE)
		rc = http_spool_open(call->rq, call->re, err);
	if (rc == ERR_NONE)
		rc = completions_export(&evidence, &ask.filter, COMPLETIONS_CSV,
		    sink, call->re->spool, &summary, err);
	if (rc != ERR_NONE)
		return rc;
	call->re->content_type = STR("text/csv; charset=utf-8");
	return http_reply_header(call->rq, call->re, STR("Content-Disposition"),
	    STR("attachment; filename=\"completions.csv\""), err);
}
