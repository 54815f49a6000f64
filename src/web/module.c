#include "templates/module.h"
#include "codec/markdown.h"
#include "learn/lab.h"
#include "web/pages.h"

#define STACK_COOKIE   STR("assay-stack")
#define STACK_AGE_S    (INT64_C(365) * 86400)
#define STACK_NAME_MAX 40

/* "python-flask" of ["python-flask","go"], which is what people/ keeps. */
static struct str
first_of_list(struct str json)
{
	struct str rest = json, head, first;

	if (str_cut(&rest, '"', &head) && str_cut(&rest, '"', &first))
		return first;
	return STR_NONE;
}

static struct str
stack_of_path(struct str path)
{
	static const struct {
		struct str end, stack;
	} known[] = {
	    {STR_INIT(".py"), STR_INIT("python-flask")},
	    {STR_INIT(".js"), STR_INIT("javascript-express")},
	    {STR_INIT(".jsx"), STR_INIT("javascript-react")},
	    {STR_INIT(".ts"), STR_INIT("javascript-express")},
	    {STR_INIT(".tsx"), STR_INIT("javascript-react")},
	    {STR_INIT(".java"), STR_INIT("java-spring")},
	    {STR_INIT(".go"), STR_INIT("go")},
	    {STR_INIT(".php"), STR_INIT("php")},
	    {STR_INIT(".cs"), STR_INIT("csharp")},
	    {STR_INIT(".c"), STR_INIT("c")},
	};

	for (size_t i = 0; i < NELEM(known); i++)
		if (str_ends(path, known[i].end))
			return known[i].stack;
	return STR_NONE;
}

struct str
page_stack(const struct call *call, struct str path)
{
	struct str stack = stack_of_path(path);

	if (stack.len == 0)
		stack = page_query(call, "stack");
	if (stack.len == 0)
		stack = http_get(&call->rq->cookies, STACK_COOKIE);
	if (stack.len == 0 && call->signed_in)
		stack = first_of_list(call->session.person.stacks);
	return stack.len <= STACK_NAME_MAX ? stack : STR_NONE;
}

/* A choice of stack is kept by the browser for the pages to come. */
static enum err_code
keep_choice(struct call *call, const struct catalog_module *m, struct err *err)
{
	struct str choice = page_query(call, "stack");

	for (size_t i = 0; i < m->stacks.n; i++)
		if (str_eq(m->stacks.v[i], choice))
			return http_set_cookie(call->rq, call->re, STACK_COOKIE,
			    choice, STACK_AGE_S, err);
	return ERR_NONE;
}

static enum err_code
add_lists(struct call *call, const struct catalog_module *m, struct str stack,
    struct tmpl_module *v, struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < m->objectives.n; i++) {
		struct str *s = ARENA_PUSH(arena, &v->objectives);

		if (s)
			*s = m->objectives.v[i].text;
	}
	for (size_t i = 0; i < m->cwes.n; i++) {
		struct str *s = ARENA_PUSH(arena, &v->cwes);

		if (s)
			*s = arena_strf(arena, "CWE-%u", m->cwes.v[i]);
	}
	for (size_t i = 0; i < m->sections.n; i++) {
		struct tmpl_module_toc *t = ARENA_PUSH(arena, &v->toc);

		if (t) {
			t->href = URL_OF(arena, "#{}", m->sections.v[i].anchor);
			t->text = m->sections.v[i].title;
		}
	}
	for (size_t i = 0; i < m->stacks.n; i++) {
		struct tmpl_module_stacks *s = ARENA_PUSH(arena, &v->stacks);

		if (s) {
			s->href = URL_OF(arena, "/modules/{}?stack={}", m->id,
			    m->stacks.v[i]);
			s->label = markdown_stack_name(m->stacks.v[i]);
			s->here = str_eq(m->stacks.v[i], stack);
		}
	}
	return arena->nomem || arena->used >= arena->max
	    ? arena_fail(arena, err)
	    : ERR_NONE;
}

static enum err_code
add_margins(struct call *call, const struct catalog_module *m,
    struct tmpl_module *v, struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < m->controls.n; i++) {
		struct tmpl_module_controls *c =
		    ARENA_PUSH(arena, &v->controls);

		if (c == NULL)
			return arena_fail(arena, err);
		c->id = m->controls.v[i];
		c->paraphrase = catalog_control(
		    call->web->config.catalog, m->controls.v[i]);
	}
	for (size_t i = 0; i < m->sources.n; i++) {
		struct tmpl_module_sources *s;
		struct url url;
		struct err why;

		if (url_read(m->sources.v[i].url, &url, &why) != ERR_NONE)
			continue;
		s = ARENA_PUSH(arena, &v->sources);
		if (s == NULL)
			return arena_fail(arena, err);
		s->title = m->sources.v[i].title;
		s->url = url;
	}
	v->has_controls = v->controls.n > 0;
	v->has_sources = v->sources.n > 0;
	return ERR_NONE;
}

static enum err_code
add_labs(struct call *call, const struct catalog_module *m,
    struct tmpl_module *v, struct err *err)
{
	const struct lab_desk *desk = call->web->config.labs;
	struct lab_cards cards = {0};
	enum err_code rc = ERR_NONE;

	if (desk != NULL)
		rc = lab_list(
		    desk, (struct id){0}, m->id, call->arena, &cards, err);
	for (size_t i = 0; i < cards.n && rc == ERR_NONE; i++) {
		struct tmpl_module_labs *row =
		    ARENA_PUSH(call->arena, &v->labs);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->href = URL_OF(call->arena, "/labs/{}", cards.v[i].id);
		row->title = cards.v[i].title;
	}
	v->has_labs = v->labs.n > 0;
	return rc;
}

/* What was asked of the reader, with its reason; else whether they passed. */
static enum err_code
add_mark(struct call *call, const struct catalog_module *m,
    const struct attempt_standing *standing, struct tmpl_module *v,
    struct err *err)
{
	struct assignments asked;
	enum err_code rc = assignment_list(call->learn, call->session.person.id,
	    call->rq->received, call->arena, &asked, err);

	if (rc != ERR_NONE)
		return rc;
	if (standing->passed)
		v->mark = show_mark(call, MARK_CURRENT, STR("Passed"));
	for (size_t i = 0; i < asked.n; i++)
		if (str_eq(asked.v[i].module_id, m->id)) {
			if (asked.v[i].status != ASSIGNMENT_COMPLETED)
				v->mark = show_assignment(call, &asked.v[i]);
			v->due = show_due(call, &asked.v[i]);
		}
	if (v->mark == NULL && !id_is_none(standing->open))
		v->mark = show_mark(call, MARK_STARTED, STR("Quiz under way"));
	return ERR_NONE;
}

/* For somebody signed in: where they stand, and that they opened the text. */
static enum err_code
add_standing(struct call *call, const struct catalog_module *m,
    struct tmpl_module *v, struct err *err)
{
	struct id me = call->session.person.id;
	struct attempt_standing standing;
	enum err_code rc;

	if (!call->signed_in)
		return ERR_NONE;
	rc = attempt_standing(call->learn, me, m->id, &standing, err);
	if (rc == ERR_NONE && standing.text_is_news && !call->rq->on_worker) {
		call->re->on_worker = true; /* writing waits */
		return ERR_NONE;
	}
	if (rc == ERR_NONE && standing.text_is_news)
		rc = attempt_opened_text(call->learn, me, m->id, err);
	if (rc != ERR_NONE)
		return rc;
	if (!id_is_none(standing.open))
		v->quiz_action = STR("Go on with the quiz");
	return add_mark(call, m, &standing, v, err);
}

enum err_code
page_module_show(struct call *call, struct err *err)
{
	const struct catalog_module *m;
	struct str stack = page_stack(call, STR(""));
	struct tmpl_module v;
	enum err_code rc = page_module(call, &m, err);

	if (rc == ERR_NONE)
		rc = keep_choice(call, m, err);
	if (rc != ERR_NONE)
		return rc;
	v = (struct tmpl_module){.frame = page_frame_str(call, m->title),
	    .over = m->owasp,
	    .name = m->title,
	    .quiz_href = URL_OF(call->arena, "/modules/{}/quiz", m->id),
	    .quiz_action = STR("Take the quiz"),
	    .minutes = m->minutes,
	    .draw = m->draw,
	    .pass = m->pass,
	    .version = m->version,
	    .reviewed = m->reviewed_on,
	    .has_stacks = m->stacks.n > 1,
	    .licence = m->licence};
	rc = show_module(call->web, m, stack, &v.body, err);
	if (rc == ERR_NONE)
		rc = add_lists(call, m, stack, &v, err);
	if (rc == ERR_NONE)
		rc = add_margins(call, m, &v, err);
	if (rc == ERR_NONE)
		rc = add_labs(call, m, &v, err);
	if (rc == ERR_NONE)
		rc = add_standing(call, m, &v, err);
	if (rc == ERR_NONE)
		tmpl_module(call->re->body, &v);
	return rc;
}
