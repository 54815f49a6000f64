#include "scan/scan_one.h"

#include <stdlib.h>

#include "base/file.h"
#include "scan/prefilter.h"

#define KEEP_MAX ((size_t)512 << 20) /* of one thread's results */

/* Bytes a source looks for a NUL in: a text has none. */
#define BINARY_LOOK 8192

enum err_code
scan_worker_init(struct scan_worker *w, struct flow *flow, struct err *err)
{
	const struct scan_options *options = flow->options;

	*w = (struct scan_worker){.options = options, .flow = flow};
	arena_init(&w->scratch, options->memory_max);
	arena_init(&w->keep, KEEP_MAX);
	w->parser = parser_new();
	w->present = calloc(1, symbols_end(&options->rules->symbols) + 1);
	if (w->parser == NULL || w->present == NULL)
		return err_nomem(err);
	return match_room_init(&w->room, err);
}

void
scan_worker_release(struct scan_worker *w)
{
	parser_free(w->parser);
	match_room_release(&w->room);
	free(w->present);
	arena_release(&w->scratch);
	unit_free(w->unit);
	w->parser = NULL;
	w->present = NULL;
	w->unit = NULL;
}

static enum err_code
skip(struct scan_worker *w, struct scan_file *file, enum scan_why why,
    const char *words, struct err *err)
{
	file->why = why;
	file->skipped = arena_str(&w->keep, str_from(words));
	return file->skipped.ptr == NULL ? arena_fail(&w->keep, err) : ERR_NONE;
}

/* What one file's scan works with. */
struct one {
	struct scan_worker *w;
	struct scan_file *file;
	struct opened opened;
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

	return takes && rule->formula != NULL &&
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
	struct matcher *m = &o->opened.matcher;
	struct formula_run run = {.matcher = m,
	    .rule = rule,
	    .language = o->language,
	    .parser = o->w->parser,
	    .present = o->opened.present,
	    .err = err};
	struct finding_maker maker = {
	    .rule = rule, .in = &o->opened, .keep = &o->w->keep};
	struct matches matches = {0};
	enum err_code rc;

	m->steps = o->w->options->steps;
	m->spent = false;
	o->opened.matcher.shallow = rule->options.shallow;
	o->opened.constants.off = rule->options.no_constants;
	o->opened.constants.symbolic = rule->options.symbolic;
	rc = formula_matches(
	    &run, rule->formula, 1, o->opened.ast->n - 1, &matches);
	for (size_t i = 0; i < matches.n && i < FINDINGS_MAX && rc == ERR_NONE;
	     i++)
		if (!is_twin(rule, &matches, i))
			rc = finding_of_match(
			    &maker, &matches.v[i], &o->found, err);
	if (matches.n > FINDINGS_MAX)
		o->file->skipped = arena_strf(&o->w->keep,
		    "rule '%.*s' has more than %d findings here; the first "
		    "are told",
		    STR_FMT(rule->id), FINDINGS_MAX);
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
		if (o->opened.matcher.spent && !spent) {
			o->file->skipped = arena_strf(
			    &o->w->keep, SCAN_SPENT, STR_FMT(active[i]->id));
			spent = true;
		}
	}
	return rc;
}

static enum err_code
make_tree(struct one *o, bool parse, struct err *err)
{
	struct scan_file *file = o->file;
	struct unit *unit = o->w->unit;
	enum err_code rc;

	unit->language = parse ? file->language : NULL;
	rc = unit_parse(unit, o->w->parser, unit->language,
	    &o->w->options->rules->symbols, err);
	if (rc == ERR_NONE)
		rc = settings_note(&o->w->flow->settings, unit, err);
	if (rc != ERR_NONE)
		return rc;
	file->parsed = parse;
	file->broken = unit->ast->errors > 0;
	return ERR_NONE;
}

static enum err_code
search(struct one *o, const struct rule **active, size_t n, struct err *err)
{
	struct scan_worker *w = o->w;
	enum err_code rc = ERR_NONE;

	rc = opened_init(&o->opened, w->unit, &w->room, &w->scratch, err);
	if (!w->options->no_prefilter)
		o->opened.present = w->present;
	if (rc == ERR_NONE)
		rc = match_rules(o, active, n, err);
	if (rc == ERR_NONE)
		rc = flow_sources(w->flow, &o->opened, w->parser, err);
	o->file->findings = o->found.v;
	o->file->finding_count = o->found.n;
	return rc;
}

static enum err_code
scan_text(struct scan_worker *w, size_t number, struct err *err)
{
	const struct rules *rules = w->options->rules;
	struct one o = {.w = w, .file = &w->flow->scanned[number]};
	const struct rule **active =
	    ARENA_ARRAY(&w->scratch, rules->n + 1, const struct rule *);
	size_t n = 0;
	bool parse = false, kept = false;
	enum err_code rc;

	if (active == NULL)
		return arena_fail(&w->scratch, err);
	o.language = (unsigned)language_index(o.file);
	prefilter_words(
	    &rules->symbols, o.file->language, w->unit->text, w->present);
	for (size_t i = 0; i < rules->n; i++)
		if (applies(&o, rules->v[i])) {
			active[n++] = rules->v[i];
			parse = parse || !rules->v[i]->text;
		}
	rc = flow_note(w->flow, number, w->present, &kept, err);
	parse = (parse || kept) && o.file->language != NULL;
	if (rc == ERR_NONE && (n > 0 || parse)) {
		rc = make_tree(&o, parse, err);
		if (rc == ERR_NONE)
			rc = search(&o, active, n, err);
	}
	if (rc == ERR_NONE && kept)
		rc = flow_unit(w->flow, w->unit, &kept, err);
	if (rc == ERR_NONE && kept)
		w->unit = NULL; /* flow's now */
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
	struct unit *unit = w->unit;
	enum err_code rc = ERR_NONE;

	*go = false;
	unit->text = file->text;
	if (file->open != NULL)
		rc = file_read(file->open, w->options->file_max, &unit->arena,
		    &unit->text, err);
	if (rc == ERR_NOMEM)
		return rc;
	if (rc != ERR_NONE)
		return skip(w, file,
		    rc == ERR_LIMIT ? SCAN_LARGE : SCAN_UNREADABLE, err->text,
		    err);
	if (is_binary(unit->text))
		return skip(w, file, SCAN_BINARY, "binary", err);
	if (w->options->fixes)
		file->hash = str_hash(unit->text);
	file->bytes = unit->text.len;
	file->lines = count_lines(unit->text);
	file->readable = true;
	*go = unit->text.len > 0;
	return ERR_NONE;
}

/* The one of the file before is used again, unless it was kept. */
static enum err_code
fresh_unit(struct scan_worker *w, size_t number, struct err *err)
{
	struct arena arena;

	if (w->unit == NULL) {
		w->unit = calloc(1, sizeof(*w->unit));
		if (w->unit == NULL)
			return err_nomem(err);
		arena_init(&w->unit->arena, w->options->memory_max);
	}
	arena_reset(&w->unit->arena);
	arena = w->unit->arena;
	*w->unit = (struct unit){.number = number,
	    .path = w->flow->scanned[number].path,
	    .arena = arena};
	return ERR_NONE;
}

enum err_code
scan_one(struct scan_worker *w, size_t number, struct err *err)
{
	struct scan_file *file = &w->flow->scanned[number];
	bool go = false;
	enum err_code rc;

	if (file->context) {
		file->readable = true; /* whoever asks will see */
		return ERR_NONE;
	}
	rc = fresh_unit(w, number, err);
	if (rc == ERR_NONE)
		rc = load(w, file, &go, err);
	if (rc == ERR_NONE && go)
		rc = scan_text(w, number, err);
	if (rc == ERR_LIMIT)
		rc = skip(w, file, SCAN_OVER, err->text, err);
	arena_reset(&w->scratch);
	return rc;
}
