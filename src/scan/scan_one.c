#include "scan/scan_one.h"

#include <stdlib.h>

#include "base/file.h"
#include "scan/finding_make.h"
#include "scan/prefilter.h"
#include "scan/taint.h"

#define KEEP_MAX ((size_t)512 << 20) /* of one thread's results */

/* Bytes a source looks for a NUL in: a text has none. */
#define BINARY_LOOK 8192

enum err_code
scan_worker_init(
    struct scan_worker *w, const struct scan_options *options, struct err *err)
{
	*w = (struct scan_worker){.options = options};
	arena_init(&w->scratch, options->memory_max);
	arena_init(&w->keep, KEEP_MAX);
	w->parser = parser_new();
	w->present = calloc(1, symbols_end(&options->rules->symbols) + 1);
	if (w->parser == NULL || w->present == NULL)
		return err_nomem(err);
	return ERR_NONE;
}

void
scan_worker_release(struct scan_worker *w)
{
	parser_free(w->parser);
	free(w->present);
	arena_release(&w->scratch);
	w->parser = NULL;
	w->present = NULL;
}

static enum err_code
skip(struct scan_worker *w, struct scan_file *file, const char *why,
    struct err *err)
{
	file->skipped = arena_str(&w->keep, str_from(why));
	return file->skipped.ptr == NULL ? arena_fail(&w->keep, err) : ERR_NONE;
}

/* What one file's scan works with. */
struct one {
	struct scan_worker *w;
	struct scan_file *file;
	struct symbols symbols;
	struct ast *ast;
	struct constants constants;
	struct matcher matcher;
	struct finding_list found;
	unsigned language;
};

static size_t
language_index(const struct scan_file *file)
{
	return file->language != NULL ? (size_t)(file->language - languages)
				      : 0;
}

static bool
applies(const struct one *o, const struct rule *rule)
{
	bool takes = rule->text ||
	    (o->file->language != NULL && rule->languages[o->language]);

	return takes &&
	    (o->w->options->no_prefilter ||
		prefilter_rule(rule, o->language, o->w->present)) &&
	    prefilter_path(rule, o->file->path);
}

#define TWINS_LOOK 64 /* matches of one pattern at one place, about */

/* The same statements with another end are one finding: the first. */
static bool
is_twin(const struct rule *rule, const struct matches *matches, size_t i)
{
	const struct match *m = &matches->v[i];

	for (size_t k = i; k > 0 && k + TWINS_LOOK > i; k--) {
		const struct match *other = &matches->v[k - 1];

		if (m->node != 0 && other->node == m->node &&
		    other->start == m->start &&
		    memcmp(other->env, m->env,
			rule->metavars.n * sizeof(*m->env)) == 0)
			return true;
	}
	return false;
}

static enum err_code
run_rule(struct one *o, const struct rule *rule, struct err *err)
{
	struct formula_run run = {.matcher = &o->matcher,
	    .rule = rule,
	    .language = o->language,
	    .parser = o->w->parser,
	    .err = err};
	struct finding_maker maker = {
	    .rule = rule, .file = o->file, .ast = o->ast, .keep = &o->w->keep};
	struct taint_flows flows = {0};
	struct matches matches = {0};
	enum err_code rc;
	size_t n;

	o->matcher.steps = o->w->options->steps;
	o->matcher.spent = false;
	o->constants.off = rule->options.no_constants;
	o->constants.symbolic = rule->options.symbolic;
	if (rule->formula != NULL) {
		rc = formula_matches(
		    &run, rule->formula, 1, o->ast->n - 1, &matches);
		n = matches.n;
		for (size_t i = 0; i < n && i < FINDINGS_MAX && rc == ERR_NONE;
		     i++)
			if (!is_twin(rule, &matches, i))
				rc = finding_of_match(
				    &maker, &matches.v[i], &o->found, err);
	} else {
		rc = taint_find(&run, &flows);
		n = flows.n;
		for (size_t i = 0; i < n && i < FINDINGS_MAX && rc == ERR_NONE;
		     i++)
			rc = finding_of_flow(
			    &maker, &flows.v[i], &o->found, err);
	}
	if (n > FINDINGS_MAX)
		o->file->skipped = arena_strf(&o->w->keep,
		    "rule '%.*s' has more than %d findings here; the first "
		    "are told",
		    STR_FMT(rule->id), FINDINGS_MAX);
	return rc;
}

/* A file for which only rules about any text are left needs no tree. */
static enum err_code
plain_tree(struct one *o, struct err *err)
{
	struct ast *ast = ARENA_NEW(&o->w->scratch, struct ast);
	uint32_t file;

	if (ast == NULL)
		return arena_fail(&o->w->scratch, err);
	ast_init(ast, o->file->text, &o->symbols, &o->w->scratch, 8);
	file = ast_open(ast, AST_FILE, 0, (uint32_t)o->file->text.len);
	ast_close(ast, file);
	o->ast = ast;
	return ast->full ? arena_fail(&o->w->scratch, err) : ERR_NONE;
}

static enum err_code
parse_as(struct one *o, const struct language *language, struct ast **out,
    struct err *err)
{
	return parser_read(o->w->parser, language, o->file->text,
	    &parse_limits_default, &o->symbols, &o->w->scratch, out, err);
}

/* JavaScript with types in it is read as what it is. */
static void
parse_wider(struct one *o)
{
	const char *wider = o->file->language->wider;
	struct ast *ast;
	struct err err;

	if (wider != NULL &&
	    parse_as(o, language_named(str_from(wider)), &ast, &err) ==
		ERR_NONE &&
	    ast->errors < o->ast->errors)
		o->ast = ast;
}

static enum err_code
make_tree(struct one *o, bool parse, struct err *err)
{
	enum err_code rc;

	symbols_init(
	    &o->symbols, &o->w->scratch, &o->w->options->rules->symbols);
	rc = parse ? parse_as(o, o->file->language, &o->ast, err)
		   : plain_tree(o, err);
	if (rc == ERR_NONE && parse && o->ast->errors > 0)
		parse_wider(o);
	if (rc != ERR_NONE)
		return rc;
	o->file->parsed = parse;
	o->file->broken = o->ast->errors > 0;
	rc = constants_init(&o->constants, o->ast, &o->w->scratch, err);
	if (rc == ERR_NONE)
		rc = matcher_init(
		    &o->matcher, o->ast, &o->constants, &o->w->scratch, err);
	return rc;
}

static enum err_code
match_rules(
    struct one *o, const struct rule **active, size_t n, struct err *err)
{
	enum err_code rc = ERR_NONE;
	bool spent = false;

	for (size_t i = 0; i < n && rc == ERR_NONE; i++) {
		rc = run_rule(o, active[i], err);
		if (o->matcher.spent && !spent) {
			struct str why = arena_strf(&o->w->keep,
			    "rule '%.*s' needs more steps than a file may "
			    "take; its findings here may lack some",
			    STR_FMT(active[i]->id));

			o->file->skipped = why;
			spent = true;
		}
	}
	return rc;
}

static enum err_code
scan_text(struct scan_worker *w, struct scan_file *file, struct err *err)
{
	const struct rules *rules = w->options->rules;
	struct one o = {.w = w, .file = file};
	const struct rule **active =
	    ARENA_ARRAY(&w->scratch, rules->n + 1, const struct rule *);
	size_t n = 0;
	bool parse = false;
	enum err_code rc;

	if (active == NULL)
		return arena_fail(&w->scratch, err);
	o.language = (unsigned)language_index(file);
	prefilter_words(&rules->symbols, file->text, w->present);
	for (size_t i = 0; i < rules->n; i++)
		if (applies(&o, rules->v[i])) {
			active[n++] = rules->v[i];
			parse = parse || !rules->v[i]->text;
		}
	if (n == 0)
		return ERR_NONE;
	rc = make_tree(&o, parse && file->language != NULL, err);
	if (rc == ERR_NONE)
		rc = match_rules(&o, active, n, err);
	if (rc == ERR_NONE)
		rc = findings_finish(&o.found, o.ast, file, &w->keep, err);
	matcher_release(&o.matcher);
	return rc;
}

static bool
is_binary(struct str text)
{
	size_t n = text.len < BINARY_LOOK ? text.len : BINARY_LOOK;

	return n > 0 && memchr(text.ptr, '\0', n) != NULL;
}

static size_t
count_lines(struct str text)
{
	const char *p = text.ptr, *end = text.ptr + text.len;
	size_t n = 0;

	while (p != NULL && p < end &&
	    (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n + (text.len > 0 && text.ptr[text.len - 1] != '\n');
}

static enum err_code
load(struct scan_worker *w, struct scan_file *file, bool *go, struct err *err)
{
	enum err_code rc = ERR_NONE;

	*go = false;
	if (file->open != NULL)
		rc = file_read(file->open, w->options->file_max, &w->scratch,
		    &file->text, err);
	if (rc == ERR_NOMEM)
		return rc;
	if (rc != ERR_NONE)
		return skip(w, file, err->text, err);
	if (is_binary(file->text))
		return skip(w, file, "binary", err);
	file->bytes = file->text.len;
	file->lines = count_lines(file->text);
	*go = file->text.len > 0 && !(file->diff && file->added_count == 0);
	return ERR_NONE;
}

enum err_code
scan_one(struct scan_worker *w, struct scan_file *file, struct err *err)
{
	bool go;
	enum err_code rc = load(w, file, &go, err);

	if (rc == ERR_NONE && go)
		rc = scan_text(w, file, err);
	if (rc == ERR_LIMIT)
		rc = skip(w, file, err->text, err);
	if (file->open != NULL)
		file->text = STR_NONE; /* it lay in the scratch */
	arena_reset(&w->scratch);
	return rc;
}
