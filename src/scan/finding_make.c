#include "scan/finding_make.h"

#include <stdlib.h>

#include "scan/suppress.h"

#define MESSAGE_MAX ((size_t)16 << 10)
#define BOUND_MAX   200 /* bytes of code that stand for a metavariable */

/* The number of the metavariable whose name starts here, or -1; the longest
   name wins. */
static int
metavar_at(const struct rule *rule, struct str text, size_t *len)
{
	int best = -1;

	*len = 0;
	for (unsigned i = 0; i < rule->metavars.n; i++)
		if (str_starts(text, rule->metavars.v[i]) &&
		    rule->metavars.v[i].len > *len) {
			*len = rule->metavars.v[i].len;
			best = (int)i;
		}
	return best;
}

/* What a metavariable is bound to: by the match, else by the source, which
   may lie in another file. */
struct filling {
	const struct bound *env, *more;
	const struct ast *more_in;
};

static void
fill(struct buf *out, const struct finding_maker *m, struct str text,
    const struct filling *from)
{
	for (size_t i = 0; i < text.len;) {
		size_t len;
		int n = text.ptr[i] == '$'
		    ? metavar_at(m->rule, str_from_at(text, i), &len)
		    : -1;
		const struct bound *b = n < 0 ? NULL : &from->env[n];
		const struct ast *in = m->in->ast;

		if (b != NULL && b->node == 0 && from->more != NULL) {
			b = &from->more[n];
			in = from->more_in;
		}
		if (b == NULL || b->node == 0) {
			buf_add_char(out, text.ptr[i++]);
			continue;
		}
		buf_add(out, str_sub(bound_text(in, b), 0, BOUND_MAX));
		i += len;
	}
}

static enum err_code
filled(const struct finding_maker *m, struct str text,
    const struct filling *from, struct str *out, struct err *err)
{
	struct buf buf;

	if (text.ptr == NULL)
		return ERR_NONE;
	buf_init(&buf, MESSAGE_MAX);
	fill(&buf, m, text, from);
	*out = arena_buf(m->keep, &buf);
	buf_release(&buf);
	return out->ptr == NULL ? arena_fail(m->keep, err) : ERR_NONE;
}

static enum err_code
metavars(const struct finding_maker *m, const struct bound *env,
    struct finding *f, struct err *err)
{
	f->metavars = arena_zalloc(
	    m->keep, (m->rule->metavars.n + 1) * sizeof(*f->metavars));
	if (f->metavars == NULL)
		return arena_fail(m->keep, err);
	for (unsigned i = 0; i < m->rule->metavars.n; i++) {
		struct str text;

		if (env[i].node == 0)
			continue;
		text = arena_str(
		    m->keep, str_sub(bound_text(m->in->ast, &env[i]), 0, 1000));
		if (text.ptr == NULL)
			return arena_fail(m->keep, err);
		f->metavars[f->metavar_count].name = m->rule->metavars.v[i];
		f->metavars[f->metavar_count].text = text;
		f->metavars[f->metavar_count].start = env[i].start;
		f->metavars[f->metavar_count++].end = env[i].end;
	}
	return ERR_NONE;
}

static enum err_code
make(const struct finding_maker *m, const struct match *match,
    const struct filling *from, struct finding_list *list, struct finding **out,
    struct err *err)
{
	struct finding *f;
	enum err_code rc;

	for (size_t i = list->n; i > 0; i--)
		if (list->v[i - 1].rule != m->rule) {
			break;
		} else if (str_eq(
			       list->v[i - 1].place.path, m->in->unit->path) &&
		    list->v[i - 1].place.start == match->start &&
		    list->v[i - 1].place.end == match->end) {
			*out = NULL;
			return ERR_NONE;
		}
	f = ARENA_PUSH(m->keep, list);
	if (f == NULL)
		return arena_fail(m->keep, err);
	*f = (struct finding){.rule = m->rule,
	    .place = {.path = m->in->unit->path,
		.file = m->in->unit->number,
		.start = match->start,
		.end = match->end}};
	rc = filled(m, m->rule->message, from, &f->message, err);
	if (rc == ERR_NONE)
		rc = filled(m, m->rule->fix, from, &f->fix, err);
	if (rc == ERR_NONE && m->rule->fix_regex.regex != NULL)
		rc = fix_regex_apply(&m->rule->fix_regex,
		    str_sub(m->in->ast->source, match->start,
			match->end - match->start),
		    m->keep, &f->fix, err);
	if (rc == ERR_NONE)
		rc = metavars(m, match->env, f, err);
	*out = f;
	return rc;
}

/* Made when the first finding of a file asks. */
static enum err_code
places_of(struct opened *in, struct err *err)
{
	return in->places.lines.n > 0
	    ? ERR_NONE
	    : places_init(&in->places, in->ast->source, in->arena, err);
}

static enum err_code
place_finish(struct opened *in, struct scan_place *p, struct arena *keep,
    struct err *err)
{
	enum err_code rc = places_of(in, err);

	if (rc != ERR_NONE)
		return rc;
	places_fill(&in->places, p);
	p->text = arena_str(keep, p->text);
	return p->text.ptr == NULL ? arena_fail(keep, err) : ERR_NONE;
}

/* Lines, columns, suppression, hash. */
static enum err_code
finish(const struct finding_maker *m, struct finding *f, struct err *err)
{
	const struct places *p = &m->in->places;
	enum err_code rc = place_finish(m->in, &f->place, m->keep, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < f->metavar_count; i++) {
		__typeof__(f->metavars) v = &f->metavars[i];

		v->line = ast_line(&p->lines, v->start);
		v->column = places_column(p, v->line, v->start);
		v->end_line = ast_line(&p->lines, v->end);
		v->end_column = places_column(p, v->end_line, v->end);
	}
	f->lines = arena_str(m->keep, places_lines(p, &f->place));
	if (f->place.line <= p->hashes.n)
		memcpy(f->line_hash, p->hashes.v[f->place.line - 1],
		    LINE_HASH_MAX);
	suppress_check(m->in->ast, &p->lines, f);
	if (f->reason.ptr != NULL)
		f->reason = arena_str(m->keep, f->reason);
	return f->lines.ptr == NULL ? arena_fail(m->keep, err) : ERR_NONE;
}

enum err_code
finding_of_match(const struct finding_maker *m, const struct match *match,
    struct finding_list *list, struct err *err)
{
	struct filling from = {.env = match->env};
	struct finding *f;
	enum err_code rc = make(m, match, &from, list, &f, err);

	return rc == ERR_NONE && f != NULL ? finish(m, f, err) : rc;
}

static enum err_code
step(const struct finding_maker *m, struct finding *f, struct opened *in,
    struct ast_span span, struct str note, struct err *err)
{
	struct scan_place *p = &f->steps[f->step_count++];

	*p = (struct scan_place){.path = in->unit->path,
	    .file = in->unit->number,
	    .start = span.start,
	    .end = span.end,
	    .note = note};
	return place_finish(in, p, m->keep, err);
}

enum err_code
finding_of_flow(const struct finding_maker *m, const struct taint_flow *flow,
    struct finding_list *list, struct err *err)
{
	struct filling from = {.env = flow->sink.env,
	    .more = flow->source.env,
	    .more_in = flow->source_in->ast};
	struct finding *f;
	enum err_code rc = make(m, &flow->sink, &from, list, &f, err);

	if (rc == ERR_NONE && f != NULL)
		rc = finish(m, f, err);
	if (rc != ERR_NONE || f == NULL)
		return rc;
	f->steps =
	    ARENA_ARRAY(m->keep, flow->step_count + 2, struct scan_place);
	if (f->steps == NULL)
		return arena_fail(m->keep, err);
	rc = step(m, f, flow->source_in,
	    (struct ast_span){flow->source.start, flow->source.end},
	    STR("comes from outside here"), err);
	for (unsigned i = 0; i < flow->step_count && rc == ERR_NONE; i++) {
		const struct taint_at *at = &flow->steps[i];
		const struct ast_node *n = &at->in->ast->v[at->node];

		rc = step(m, f, at->in, (struct ast_span){n->start, n->end},
		    STR("is handed on"), err);
	}
	return rc != ERR_NONE
	    ? rc
	    : step(m, f, m->in,
		  (struct ast_span){flow->sink.start, flow->sink.end},
		  STR("is used here"), err);
}

static int
by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;

	if (a->place.start != b->place.start)
		return a->place.start < b->place.start ? -1 : 1;
	if (a->place.end != b->place.end)
		return a->place.end < b->place.end ? -1 : 1;
	return str_cmp(a->rule->id, b->rule->id);
}

static bool
is_added(const struct scan_file *files, const struct scan_place *p)
{
	const struct scan_file *file = &files[p->file];

	for (size_t i = 0; i < file->added_count; i++) {
		const struct scan_lines *l = &file->added[i];

		if (l->first <= p->end_line && l->first + l->count > p->line)
			return true;
	}
	return !file->diff;
}

/* On a line that was added, or by way of one: of several lines any will do. */
static bool
is_new(const struct scan_file *files, const struct finding *f)
{
	if (is_added(files, &f->place))
		return true;
	for (size_t i = 0; i < f->step_count; i++)
		if (is_added(files, &f->steps[i]))
			return true;
	return false;
}

void
findings_finish(
    struct finding_list *list, struct scan_file *files, size_t number)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (is_new(files, &list->v[i]))
			list->v[n++] = list->v[i];
	if (n > 1)
		qsort(list->v, n, sizeof(*list->v), by_place);
	files[number].findings = list->v;
	files[number].finding_count = n;
}
