#include "scan/finding_make.h"

#include <stdlib.h>

#include "scan/line_hash.h"
#include "scan/suppress.h"

#define MESSAGE_MAX ((size_t)16 << 10)
#define BOUND_MAX   200 /* bytes of code that stand for a metavariable */
#define LINES_MAX   2000

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

static void
fill(struct buf *out, const struct finding_maker *m, struct str text,
    const struct bound *env, const struct bound *more)
{
	for (size_t i = 0; i < text.len;) {
		size_t len;
		int n = text.ptr[i] == '$'
		    ? metavar_at(m->rule, str_from_at(text, i), &len)
		    : -1;
		const struct bound *b = n < 0 ? NULL : &env[n];

		if (b != NULL && b->node == 0 && more != NULL)
			b = &more[n];
		if (b == NULL || b->node == 0) {
			buf_add_char(out, text.ptr[i++]);
			continue;
		}
		buf_add(out, str_sub(bound_text(m->ast, b), 0, BOUND_MAX));
		i += len;
	}
}

static enum err_code
filled(const struct finding_maker *m, struct str text, const struct bound *env,
    const struct bound *more, struct str *out, struct err *err)
{
	struct buf buf;

	if (text.ptr == NULL)
		return ERR_NONE;
	buf_init(&buf, MESSAGE_MAX);
	fill(&buf, m, text, env, more);
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
		    m->keep, str_sub(bound_text(m->ast, &env[i]), 0, 1000));
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
    const struct bound *more, struct finding_list *list, struct finding **out,
    struct err *err)
{
	struct finding *f;
	enum err_code rc;

	for (size_t i = list->n; i > 0; i--)
		if (list->v[i - 1].rule != m->rule) {
			break;
		} else if (list->v[i - 1].place.start == match->start &&
		    list->v[i - 1].place.end == match->end) {
			*out = NULL;
			return ERR_NONE;
		}
	f = ARENA_PUSH(m->keep, list);
	if (f == NULL)
		return arena_fail(m->keep, err);
	*f = (struct finding){.rule = m->rule,
	    .place = {.path = m->file->path,
		.start = match->start,
		.end = match->end}};
	rc = filled(m, m->rule->message, match->env, more, &f->message, err);
	if (rc == ERR_NONE)
		rc = filled(m, m->rule->fix, match->env, more, &f->fix, err);
	if (rc == ERR_NONE && m->rule->fix_regex.regex != NULL)
		rc = fix_regex_apply(&m->rule->fix_regex,
		    str_sub(m->ast->source, match->start,
			match->end - match->start),
		    m->keep, &f->fix, err);
	if (rc == ERR_NONE)
		rc = metavars(m, match->env, f, err);
	*out = f;
	return rc;
}

enum err_code
finding_of_match(const struct finding_maker *m, const struct match *match,
    struct finding_list *list, struct err *err)
{
	struct finding *f;

	return make(m, match, NULL, list, &f, err);
}

static void
step(struct finding *f, const struct finding_maker *m, uint32_t start,
    uint32_t end, struct str note)
{
	f->steps[f->step_count++] = (struct scan_place){
	    .path = m->file->path, .start = start, .end = end, .note = note};
}

enum err_code
finding_of_flow(const struct finding_maker *m, const struct taint_flow *flow,
    struct finding_list *list, struct err *err)
{
	struct finding *f;
	enum err_code rc =
	    make(m, &flow->sink, flow->source.env, list, &f, err);

	if (rc != ERR_NONE || f == NULL)
		return rc;
	f->steps =
	    ARENA_ARRAY(m->keep, flow->step_count + 2, struct scan_place);
	if (f->steps == NULL)
		return arena_fail(m->keep, err);
	step(f, m, flow->source.start, flow->source.end,
	    STR("comes from outside here"));
	for (unsigned i = 0; i < flow->step_count; i++) {
		const struct ast_node *n = &m->ast->v[flow->steps[i]];

		step(f, m, n->start, n->end, STR("is handed on"));
	}
	step(f, m, flow->sink.start, flow->sink.end, STR("is used here"));
	return ERR_NONE;
}

struct finisher {
	const struct ast *ast;
	struct ast_lines lines;
	struct arena *keep;
	struct err *err;
	enum err_code rc;
	uint32_t *characters; /* before each STRIDE bytes of the source */
};
#define STRIDE 1024

static struct str
line_text(const struct finisher *f, uint32_t line)
{
	uint32_t start = f->lines.v[line - 1];
	uint32_t end =
	    line < f->lines.n ? f->lines.v[line] : (uint32_t)f->ast->source.len;

	return str_sub(f->ast->source, start, end - start);
}

static struct str
keep_text(struct finisher *f, struct str text)
{
	struct str kept = arena_str(f->keep, text);

	if (kept.ptr == NULL && f->rc == ERR_NONE)
		f->rc = arena_fail(f->keep, f->err);
	return kept;
}

static uint32_t
count_characters(struct str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* Marks along the way, so that a long line is counted once. */
static enum err_code
characters_init(struct finisher *f)
{
	struct str source = f->ast->source;
	size_t marks = source.len / STRIDE + 1;

	f->characters = arena_array(f->ast->arena, marks, sizeof(uint32_t));
	if (f->characters == NULL)
		return arena_fail(f->ast->arena, f->err);
	for (size_t i = 1; i < marks; i++)
		f->characters[i] = f->characters[i - 1] +
		    count_characters(str_sub(source, (i - 1) * STRIDE, STRIDE));
	return ERR_NONE;
}

static uint32_t
characters_before(const struct finisher *f, uint32_t at)
{
	uint32_t mark = at / STRIDE;

	return f->characters[mark] +
	    count_characters(
		str_sub(f->ast->source, mark * STRIDE, at - mark * STRIDE));
}

/* The column in characters, from 1: bytes that do not continue one. */
static uint32_t
characters(const struct finisher *f, uint32_t line, uint32_t at)
{
	return characters_before(f, at) -
	    characters_before(f, f->lines.v[line - 1]) + 1;
}

static void
place_finish(struct finisher *f, struct scan_place *p)
{
	p->line = ast_line(&f->lines, p->start);
	p->column = characters(f, p->line, p->start);
	p->end_line = ast_line(&f->lines, p->end);
	p->end_column = characters(f, p->end_line, p->end);
	p->text = keep_text(
	    f, str_trim(str_sub(line_text(f, p->line), 0, LINES_MAX)));
}

static struct str
whole_lines(const struct finisher *f, const struct scan_place *p)
{
	uint32_t start = f->lines.v[p->line - 1];
	uint32_t end = p->end_line < f->lines.n ? f->lines.v[p->end_line] - 1
						: (uint32_t)f->ast->source.len;

	if (end < start)
		end = start;
	return str_sub(f->ast->source, start,
	    end - start > LINES_MAX ? LINES_MAX : end - start);
}

static void
finish_one(struct finisher *f, struct finding *finding,
    const struct line_hashes *hashes)
{
	place_finish(f, &finding->place);
	for (size_t i = 0; i < finding->step_count; i++)
		place_finish(f, &finding->steps[i]);
	for (size_t i = 0; i < finding->metavar_count; i++) {
		__typeof__(finding->metavars) v = &finding->metavars[i];

		v->line = ast_line(&f->lines, v->start);
		v->column = characters(f, v->line, v->start);
		v->end_line = ast_line(&f->lines, v->end);
		v->end_column = characters(f, v->end_line, v->end);
	}
	finding->lines = keep_text(f, whole_lines(f, &finding->place));
	if (finding->place.line <= hashes->n)
		memcpy(finding->line_hash, hashes->v[finding->place.line - 1],
		    LINE_HASH_MAX);
	suppress_check(f->ast, &f->lines, finding);
	if (finding->reason.ptr != NULL)
		finding->reason = keep_text(f, finding->reason);
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

/* On a line that was added; of several lines any will do. */
static bool
is_added(const struct scan_file *file, const struct finding *f)
{
	for (size_t i = 0; i < file->added_count; i++) {
		const struct scan_lines *l = &file->added[i];

		if (l->first <= f->place.end_line &&
		    l->first + l->count > f->place.line)
			return true;
	}
	return !file->diff;
}

enum err_code
findings_finish(struct finding_list *list, const struct ast *ast,
    struct scan_file *file, struct arena *keep, struct err *err)
{
	struct finisher f = {.ast = ast, .keep = keep, .err = err};
	struct line_hashes hashes;
	size_t n = 0;

	if (list->n == 0)
		return ERR_NONE;
	f.rc = ast_lines_init(&f.lines, ast->source, ast->arena, err);
	if (f.rc == ERR_NONE)
		f.rc = characters_init(&f);
	if (f.rc == ERR_NONE)
		f.rc = line_hashes_make(ast->source, ast->arena, &hashes, err);
	for (size_t i = 0; i < list->n && f.rc == ERR_NONE; i++)
		finish_one(&f, &list->v[i], &hashes);
	if (f.rc != ERR_NONE)
		return f.rc;
	for (size_t i = 0; i < list->n; i++)
		if (is_added(file, &list->v[i]))
			list->v[n++] = list->v[i];
	if (n > 1)
		qsort(list->v, n, sizeof(*list->v), by_place);
	file->findings = list->v;
	file->finding_count = n;
	return ERR_NONE;
}
