#include "policy/override.h"

#include "codec/csv.h"
#include "policy/policy_day.h"
#include "templates/override_new.h"
#include "web/pages.h"
#include "web/proposal.h"

/* Past records, one or many, in two steps: what would be proposed, then all of
   it or nothing.  One record is a file of one line; the second form carries
   the text of the first, and everything is checked again. */
#define ROWS_SHOWN 500

struct bring {
	const struct call *call;
	struct str csv;
	struct override o;
};

static const struct policy *
policy_of(const struct call *call)
{
	return engine_policy(call->web->config.engine, call->rq->received);
}

static enum err_code
compare(struct db *db, void *ctx, struct err *err)
{
	struct bring *b = ctx;
	struct proposal_desk desk = proposal_desk_of(b->call);
	enum err_code rc = override_read(b->csv, desk.catalog,
	    policy_day_of(policy_of(b->call), b->call->rq->received),
	    b->call->arena, &b->o, err);

	return rc == ERR_NONE ? override_compare(db, b->call->arena, &desk,
				    b->call->session.person.id, &b->o, err)
			      : rc;
}

static enum err_code
add_problems(struct call *call, const struct bring *b,
    struct tmpl_override_new *v, struct err *err)
{
	for (size_t i = 0; i < b->o.problems.n; i++) {
		const struct override_problem *p = &b->o.problems.v[i];
		struct str *text = ARENA_PUSH(call->arena, &v->problems);

		if (text == NULL)
			return arena_fail(call->arena, err);
		*text = arena_strf(
		    call->arena, "line %zu: %.*s", p->line, STR_FMT(p->text));
	}
	return ERR_NONE;
}

static enum err_code
add_modules(struct call *call, struct tmpl_override_new *v, struct err *err)
{
	const struct catalog *catalog = call->web->config.catalog;
	struct str chosen = page_form(call, "module");

	for (size_t i = 0; i < catalog->modules.n; i++) {
		struct tmpl_override_new_modules *m =
		    ARENA_PUSH(call->arena, &v->modules);

		if (m == NULL)
			return arena_fail(call->arena, err);
		m->value = catalog->modules.v[i].id;
		m->label = catalog->modules.v[i].title;
		m->chosen = str_eq(m->value, chosen);
	}
	return ERR_NONE;
}

static enum err_code
add_rows(struct call *call, const struct bring *b, struct tmpl_override_new *v,
    struct err *err)
{
	size_t n = b->o.lines.n < ROWS_SHOWN ? b->o.lines.n : ROWS_SHOWN;

	for (size_t i = 0; i < n; i++) {
		const struct override_line *l = &b->o.lines.v[i];
		struct tmpl_override_new_rows *row =
		    ARENA_PUSH(call->arena, &v->rows);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->line = (int64_t)l->line;
		row->person = l->email;
		row->module = proposal_module(call, l->module);
		row->version = l->version;
		row->completed = l->day;
		row->until = proposal_date(call, l->until);
		row->reason = l->reason;
	}
	v->summary = n < b->o.lines.n
	    ? arena_strf(call->arena, "%zu records; the first %zu are shown.",
		  b->o.lines.n, n)
	    : show_count(call->arena, n, "record.", "records.");
	return ERR_NONE;
}

static enum err_code
show(struct call *call, const struct bring *b, struct str problem,
    struct err *err)
{
	struct tmpl_override_new v = {
	    .frame = page_frame(call, "Enter past records"),
	    .problem = problem,
	    .csv = b->csv,
	    .email = page_form(call, "email"),
	    .version = page_form(call, "version"),
	    .completed = page_form(call, "completed"),
	    .reason = page_form(call, "reason"),
	    .today = show_date(call->arena,
		policy_day_of(policy_of(call), call->rq->received))};
	enum err_code rc = add_problems(call, b, &v, err);

	if (problem.len == 0 && b->o.problems_total > 0)
		v.problem = arena_strf(call->arena,
		    "%zu %s; nothing can be proposed before all are right.",
		    b->o.problems_total,
		    b->o.problems_total == 1 ? "line is wrong"
					     : "lines are wrong");
	if (v.email.len > 0)
		v.csv = STR(""); /* it was one record */
	v.preview = v.problem.len == 0 && b->o.lines.n > 0;
	if (v.preview)
		v.csv = b->csv;
	if (rc == ERR_NONE)
		rc = v.preview ? add_rows(call, b, &v, err)
			       : add_modules(call, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (v.problem.len > 0)
		call->re->status = 422;
	tmpl_override_new(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_override_new(struct call *call, struct err *err)
{
	struct bring b = {.call = call, .csv = STR("")};
	enum err_code rc = proposal_ready(call, err);

	return rc == ERR_NONE ? show(call, &b, STR(""), err) : rc;
}

/* The fields of one record as the file they would be. */
static enum err_code
one_record(struct call *call, struct str *out, struct err *err)
{
	static const char *const fields[] = {
	    "email", "module", "version", "completed", "reason"};
	struct buf text;
	struct csv_writer csv = {.out = &text};
	enum err_code rc;

	buf_init(&text, 64 << 10);
	for (size_t i = 0; i < NELEM(fields); i++)
		csv_str(&csv, str_from(fields[i]));
	csv_end(&csv);
	for (size_t i = 0; i < NELEM(fields); i++)
		csv_str(&csv, page_form(call, fields[i]));
	csv_end(&csv);
	rc = buf_finish(&text, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(call->arena, &text);
		if (out->ptr == NULL)
			rc = arena_fail(call->arena, err);
	}
	buf_release(&text);
	return rc;
}

static enum err_code
read_csv(struct call *call, struct str *out, struct err *err)
{
	*out = proposal_file(call, "file");
	if (out->len == 0)
		*out = page_form(call, "csv");
	if (out->len == 0 && page_form(call, "email").len > 0)
		return one_record(call, out, err);
	return ERR_NONE;
}

enum err_code
page_override_ask(struct call *call, struct err *err)
{
	struct proposal_desk desk = proposal_desk_of(call);
	struct bring b = {.call = call};
	bool propose = str_eq(page_form(call, "propose"), STR("yes"));
	struct id id;
	enum err_code rc = proposal_ready(call, err);

	if (rc == ERR_NONE)
		rc = read_csv(call, &b.csv, err);
	if (rc == ERR_NONE && propose)
		rc = override_ask(&desk, call->session.person.id, b.csv,
		    call->arena, &b.o, &id, err);
	else if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, compare, &b, err);
	if (proposal_mendable(rc))
		return show(call, &b,
		    show_sentence(call->arena, str_from(err->text)), err);
	if (rc != ERR_NONE)
		return rc;
	if (!propose)
		return show(call, &b, STR(""), err);
	return page_go(call,
	    URL_OF(call->arena, "/exceptions/{}?note=asked",
		show_id(call->arena, id)),
	    err);
}
