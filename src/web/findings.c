#include "templates/findings.h"
#include "outcomes/finding.h"
#include "web/finding_lesson.h"
#include "web/pages.h"

static const struct {
	struct str value, label;
} states[] = {
    {STR_INIT("open"), STR_INIT("Open")},
    {STR_INIT("closed"), STR_INIT("Closed")},
    {STR_INIT("all"), STR_INIT("All")},
};

struct read_list {
	const struct call *call;
	struct finding_filter filter;
	struct findings found;
};

struct str
finding_text(struct arena *arena, struct str text)
{
	char *plain = arena_cstr(arena, text);
	size_t n = 0;

	if (plain == NULL)
		return text;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '`')
			plain[n++] = text.ptr[i];
	return (struct str){plain, n};
}

struct str
finding_name(struct arena *arena, const struct finding *f)
{
	return finding_text(arena, f->title.len > 0 ? f->title : f->message);
}

struct str
finding_rest(struct arena *arena, const struct finding *f)
{
	if (f->title.len == 0)
		return STR("");
	if (!str_starts(f->message, f->title))
		return finding_text(arena, f->message);
	return finding_text(
	    arena, str_trim(str_from_at(f->message, f->title.len)));
}

const struct tmpl_mark *
finding_mark(const struct call *call, const struct finding *f)
{
	if (f->state == FINDING_OPEN)
		return show_mark(call, MARK_OPEN, STR("Open"));
	return show_mark(call, MARK_CLOSED,
	    f->reason.len > 0
		? arena_strf(call->arena, "Closed, %.*s", STR_FMT(f->reason))
		: STR("Closed"));
}

static enum err_code
read_list(struct db *db, void *ctx, struct err *err)
{
	struct read_list *r = ctx;

	r->found = (struct findings){0};
	return finding_list(db, r->call->arena, r->call->session.person.id,
	    &r->filter, &r->found, err);
}

static enum err_code
add_row(struct call *call, const struct finding *f, struct tmpl_findings *v,
    struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_findings_rows *row = ARENA_PUSH(arena, &v->rows);
	struct tmpl_findings_rows_lesson *link;
	struct catalog_lesson lesson;

	if (row == NULL)
		return arena_fail(arena, err);
	row->title = finding_name(arena, f);
	row->href = URL_OF(arena, "/findings/{}", show_id(arena, f->id));
	row->where = arena_strf(arena, "%.*s · %.*s", STR_FMT(f->repository),
	    STR_FMT(show_where(arena, f->path, f->line)));
	row->author = f->mine ? STR("you") : f->author;
	row->when = f->opened_at;
	row->mark = finding_mark(call, f);
	if (f->cwe <= 0 ||
	    !catalog_lesson(
		call->web->config.catalog, (unsigned)f->cwe, arena, &lesson))
		return ERR_NONE;
	link = ARENA_NEW(arena, struct tmpl_findings_rows_lesson);
	if (link == NULL)
		return arena_fail(arena, err);
	link->title = lesson.module->title;
	link->href = URL_OF(arena, "/modules/{}", lesson.module->id);
	row->lesson = link;
	return ERR_NONE;
}

static enum err_code
add_states(struct call *call, struct tmpl_findings *v, struct err *err)
{
	struct str state = page_query(call, "state");

	for (size_t i = 0; i < NELEM(states); i++) {
		struct tmpl_findings_states *s =
		    ARENA_PUSH(call->arena, &v->states);

		if (s == NULL)
			return arena_fail(call->arena, err);
		s->value = states[i].value;
		s->label = states[i].label;
		s->chosen = str_eq(state, states[i].value);
	}
	return ERR_NONE;
}

static struct str
scope_of(enum person_role role)
{
	switch (role) {
	case ROLE_DEVELOPER:
		return STR("Yours, and those of your team’s repositories.");
	case ROLE_LEAD:
		return STR("Your own and your team’s.");
	default:
		return STR("Of all repositories.");
	}
}

enum err_code
page_findings(struct call *call, struct err *err)
{
	struct str state = page_query(call, "state");
	struct read_list r = {.call = call,
	    .filter = {.any_state = str_eq(state, STR("all")),
		.state = str_eq(state, STR("closed")) ? FINDING_CLOSED
						      : FINDING_OPEN}};
	struct tmpl_findings v = {.frame = page_frame(call, "Findings"),
	    .scope = scope_of(call->session.person.role)};
	enum err_code rc;

	r.filter.limit = 200;
	rc = store_read(call->web->config.store, read_list, &r, err);
	if (rc == ERR_NONE)
		rc = add_states(call, &v, err);
	for (size_t i = 0; i < r.found.n && rc == ERR_NONE; i++)
		rc = add_row(call, &r.found.v[i], &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.has_rows = r.found.n > 0;
	v.shown = r.found.n == r.filter.limit
	    ? STR("The newest 200")
	    : show_count(call->arena, r.found.n, "finding", "findings");
	tmpl_findings(call->re->body, &v);
	return ERR_NONE;
}
