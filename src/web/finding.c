#include "templates/finding.h"
#include "web/finding_lesson.h"
#include "web/pages.h"

struct read_one {
	const struct call *call;
	struct id id;
	struct finding_detail detail;
};

static enum err_code
read_one(struct db *db, void *ctx, struct err *err)
{
	struct read_one *r = ctx;

	return finding_get(db, r->call->arena, r->call->session.person.id,
	    r->id, &r->detail, err);
}

/* The first of the finding's weaknesses that there is a lesson for. */
static bool
lesson_of(const struct call *call, const struct finding_detail *d,
    struct catalog_lesson *out)
{
	for (size_t i = 0; i < d->cwe_count; i++)
		if (d->cwes[i] > 0 && d->cwes[i] <= INT32_MAX &&
		    catalog_lesson(call->web->config.catalog,
			(unsigned)d->cwes[i], call->arena, out))
			return true;
	return false;
}

static enum err_code
add_lesson(struct call *call, const struct finding_detail *d,
    struct tmpl_finding *v, struct err *err)
{
	struct tmpl_finding_lesson *view;
	struct catalog_lesson lesson;
	enum err_code rc;

	if (!lesson_of(call, d, &lesson))
		return ERR_NONE;
	view = ARENA_NEW(call->arena, struct tmpl_finding_lesson);
	if (view == NULL)
		return arena_fail(call->arena, err);
	rc = show_markdown(call->arena, lesson.text,
	    &(struct markdown_config){
		.own_stack = page_stack(call, d->finding.path),
		.shift = 1,
		.prefix = "lesson-"},
	    &view->text, err);
	if (rc != ERR_NONE)
		return rc;
	view->href = URL_OF(call->arena, "/modules/{}", lesson.module->id);
	view->action = arena_strf(
	    call->arena, "Module: %.*s", STR_FMT(lesson.module->title));
	view->line = arena_strf(call->arena, "%u minutes, then %u questions",
	    lesson.module->minutes, lesson.module->draw);
	v->lesson = view;
	return attempt_opened_text(
	    call->learn, call->session.person.id, lesson.module->id, err);
}

static struct str
weaknesses(struct arena *arena, const struct finding_detail *d)
{
	struct str all = STR("");

	for (size_t i = 0; i < d->cwe_count; i++)
		all = arena_strf(arena, "%.*s%sCWE-%lld", STR_FMT(all),
		    i > 0 ? " · " : "", (long long)d->cwes[i]);
	return all;
}

static enum err_code
add_help(struct call *call, const struct finding_detail *d,
    struct tmpl_finding *v, struct err *err)
{
	struct tmpl_finding_help *help;
	struct url url;
	struct err why;

	if (d->help.len == 0 || url_read(d->help, &url, &why) != ERR_NONE)
		return ERR_NONE;
	help = ARENA_NEW(call->arena, struct tmpl_finding_help);
	if (help == NULL)
		return arena_fail(call->arena, err);
	help->href = url;
	v->help = help;
	return ERR_NONE;
}

enum err_code
page_finding(struct call *call, struct err *err)
{
	struct read_one r = {.call = call};
	const struct finding_detail *d = &r.detail;
	const struct finding *f = &d->finding;
	struct arena *arena = call->arena;
	struct tmpl_finding v;
	enum err_code rc = page_id(call, &r.id, err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, read_one, &r, err);
	if (rc != ERR_NONE)
		return rc;
	v = (struct tmpl_finding){
	    .frame = page_frame_str(call, finding_name(arena, f)),
	    .over = weaknesses(arena, d),
	    .name = finding_name(arena, f),
	    .message = finding_rest(arena, f),
	    .where = show_where(arena, f->path, f->line),
	    .has_code = d->snippet.len > 0,
	    .code = d->snippet,
	    .mark = finding_mark(call, f),
	    .repository = f->repository,
	    .commit = d->commit,
	    .branch = f->branch,
	    .first = f->opened_at,
	    .closed = f->closed_at
		? arena_strf(arena, "Closed on %.*s.",
		      STR_FMT(show_date(arena, f->closed_at)))
		: STR(""),
	    .author = f->mine ? STR("you") : f->author,
	    .attribution = d->attribution,
	    .rule = f->rule,
	    .tool = f->tool,
	};
	rc = add_lesson(call, d, &v, err);
	if (rc == ERR_NONE)
		rc = add_help(call, d, &v, err);
	if (rc == ERR_NONE)
		tmpl_finding(call->re->body, &v);
	return rc;
}
