#include <stdlib.h>

#include "base/file.h"
#include "scan/flow.h"
#include "scan/prefilter.h"

#define CACHE_MAX ((size_t)128 << 20) /* dropped between walks beyond this */
#define LIMIT     ((size_t)1 << 30)
#define WALK_MAX  ((size_t)256 << 20)
#define HUBS_MAX  2 /* behind one another */

enum err_code
flow_worker_init(struct flow_worker *w, struct flow *f, struct err *err)
{
	*w = (struct flow_worker){.flow = f, .err = err};
	arena_init(&w->cache, LIMIT);
	arena_init(&w->walk, WALK_MAX);
	arena_init(&w->keep, LIMIT);
	w->parser = parser_new();
	w->present = calloc(1, symbols_end(&f->options->rules->symbols) + 1);
	w->opened = calloc(f->count + 1, sizeof(*w->opened));
	w->seen = calloc(f->count + 1, sizeof(*w->seen));
	w->queue = calloc(f->count + 1, sizeof(*w->queue));
	w->sources = calloc(4 * (f->words + 1), sizeof(uint64_t));
	if (w->sources != NULL) {
		w->near_sources = w->sources + f->words;
		w->sinks = w->near_sources + f->words;
		w->far_sinks = w->sinks + f->words;
	}
	return w->parser == NULL || w->present == NULL || w->opened == NULL ||
		w->seen == NULL || w->queue == NULL || w->sources == NULL
	    ? err_nomem(err)
	    : match_room_init(&w->room, err);
}

static void
drop_cache(struct flow_worker *w)
{
	for (size_t i = 0; w->opened != NULL && i < w->flow->count; i++)
		w->opened[i] = NULL;
	while (w->own_units != NULL) {
		struct unit *next = w->own_units->next;

		unit_free(w->own_units);
		w->own_units = next;
	}
	arena_reset(&w->cache);
}

void
flow_worker_release(struct flow_worker *w)
{
	drop_cache(w);
	parser_free(w->parser);
	match_room_release(&w->room);
	free(w->present);
	free(w->opened);
	free(w->seen);
	free(w->queue);
	free(w->sources);
	arena_release(&w->cache);
	arena_release(&w->walk);
}

/* A file that was scanned before is read again: its tree was not kept. */
static struct unit *
read_again(struct flow_worker *w, size_t number)
{
	struct scan_file *file = &w->flow->scanned[number];
	struct unit *unit = calloc(1, sizeof(*unit));
	enum err_code rc = ERR_NONE;
	struct err err;

	if (unit == NULL) {
		w->rc = err_nomem(w->err);
		return NULL;
	}
	*unit = (struct unit){.number = number,
	    .path = file->path,
	    .text = file->text,
	    .language = file->language};
	arena_init(&unit->arena, w->flow->options->memory_max);
	if (file->open != NULL)
		rc = file_read(file->open, w->flow->options->file_max,
		    &unit->arena, &unit->text, &err);
	if (rc == ERR_NONE)
		rc = unit_parse(unit, w->parser, file->language,
		    &w->flow->options->rules->symbols, &err);
	if (rc == ERR_NONE)
		rc = settings_note(&w->flow->settings, unit, &err);
	if (rc == ERR_NONE)
		return unit;
	unit_free(unit);
	return NULL; /* gone, or over a limit: then it was named before */
}

/* What scanning it would have noted. */
static enum err_code
note_context(struct flow_worker *w, struct unit *unit, struct err *err)
{
	const struct symbols *symbols = &w->flow->options->rules->symbols;
	struct opened opened;
	bool any;
	enum err_code rc;

	prefilter_words(symbols, unit->language, unit->text, w->present);
	rc = flow_note(w->flow, unit->number, w->present, &any, err);
	if (rc == ERR_NONE)
		rc = opened_init(&opened, unit, &w->room, &w->walk, err);
	opened.present = w->present;
	if (rc == ERR_NONE)
		rc = flow_sources(w->flow, &opened, w->parser, err);
	arena_reset(&w->walk);
	return rc;
}

enum err_code
flow_ask(struct flow_worker *w, size_t number, struct err *err)
{
	struct flow_file *ff = &w->flow->files[number];
	struct unit *unit;
	bool kept = false;
	enum err_code rc = ERR_NONE;

	w->err = err;
	w->rc = ERR_NONE;
	if (!ff->asked || ff->noted || !w->flow->scanned[number].readable)
		return ERR_NONE;
	unit = read_again(w, number);
	if (unit != NULL && w->flow->scanned[number].context)
		rc = note_context(w, unit, err);
	if (unit != NULL && rc == ERR_NONE)
		rc = flow_unit(w->flow, unit, &kept, err);
	if (!kept)
		unit_free(unit);
	return rc == ERR_NONE ? w->rc : rc;
}

/* The tree of a file, shared with the other threads where there is room. */
static const struct unit *
unit_of(struct flow_worker *w, size_t number)
{
	struct flow *f = w->flow;
	struct unit *unit, *mine;

	if (!f->scanned[number].readable)
		return NULL;
	pthread_mutex_lock(&f->lock);
	unit = f->files[number].unit;
	pthread_mutex_unlock(&f->lock);
	if (unit != NULL)
		return unit;
	mine = read_again(w, number);
	if (mine == NULL)
		return NULL;
	pthread_mutex_lock(&f->lock);
	unit = f->files[number].unit;
	if (unit == NULL && f->kept + mine->arena.used <= FLOW_UNITS_MAX) {
		f->kept += mine->arena.used;
		f->files[number].unit = mine;
		unit = mine;
	}
	pthread_mutex_unlock(&f->lock);
	if (unit == mine)
		return mine;
	mine->next = w->own_units;
	w->own_units = mine;
	return mine;
}

static bool
note_words(struct flow_worker *w, struct opened *o)
{
	const struct symbols *symbols = &w->flow->options->rules->symbols;
	uint8_t *present;

	if (w->flow->options->no_prefilter)
		return true;
	present = arena_alloc(&w->cache, symbols_end(symbols) + 1);
	if (present == NULL) {
		w->rc = arena_fail(&w->cache, w->err);
		return false;
	}
	prefilter_words(symbols, o->unit->language, o->unit->text, present);
	o->present = present;
	return true;
}

static struct opened *
open_file(void *ctx, size_t number)
{
	struct flow_worker *w = ctx;
	const struct unit *unit;
	struct opened *o;
	enum err_code rc;

	if (w->opened[number] != NULL)
		return w->opened[number];
	unit = unit_of(w, number);
	o = unit != NULL ? ARENA_NEW(&w->cache, struct opened) : NULL;
	if (o == NULL)
		return NULL;
	rc = opened_init(o, unit, &w->room, &w->cache, w->err);
	if (rc != ERR_NONE) {
		w->rc = rc;
		return NULL;
	}
	if (!note_words(w, o))
		return NULL;
	w->opened[number] = o;
	return o;
}

/* Readies a file's matcher for a rule. */
static void
turn_to(struct flow_worker *w, const struct rule *rule, struct opened *in,
    struct formula_run *run)
{
	*run = (struct formula_run){.matcher = &in->matcher,
	    .rule = rule,
	    .language = (unsigned)(in->unit->language - languages),
	    .parser = w->parser,
	    .present = in->present,
	    .err = w->err};
	in->matcher.steps = w->flow->options->steps;
	in->matcher.spent = false;
	in->matcher.shallow = rule->options.shallow;
	in->constants.off = rule->options.no_constants;
	in->constants.symbolic = rule->options.symbolic;
}

static struct taint_marks *
make_marks(struct flow_worker *w, const struct rule *rule, struct opened *in)
{
	struct taint_marks *m = ARENA_NEW(&w->cache, struct taint_marks);
	struct formula_run run;

	if (m == NULL) {
		w->rc = arena_fail(&w->cache, w->err);
		return NULL;
	}
	turn_to(w, rule, in, &run);
	w->rc = taint_marks_make(&run, m);
	if (w->rc != ERR_NONE)
		return NULL;
	m->next = in->marks;
	in->marks = m;
	return m;
}

static const struct taint_marks *
marks_of(void *ctx, const struct rule *rule, struct opened *in)
{
	struct taint_marks *m = in->marks;

	while (m != NULL && m->rule != rule)
		m = m->next;
	return m != NULL ? m : make_marks(ctx, rule, in);
}

static bool
bit(const uint64_t *bits, size_t i)
{
	return bits != NULL && (bits[i / 64] >> (i % 64) & 1) != 0;
}

static size_t
index_of(const struct flow *f, const struct rule *rule)
{
	size_t i = 0;

	while (f->rules[i] != rule)
		i++;
	return i;
}

static bool
may_give(void *ctx, const struct rule *rule, size_t number, struct str name)
{
	const struct flow_worker *w = ctx;
	const struct flow_file *ff = &w->flow->files[number];

	if (!bit(ff->sources, index_of(w->flow, rule)))
		return false;
	for (size_t i = 0; i < ff->giving_count; i++)
		if (name.len == 0 || str_eq(ff->giving[i], name))
			return true;
	return false;
}

static bool
wants(void *ctx, const struct rule *rule, size_t number)
{
	const struct flow_worker *w = ctx;
	size_t i = index_of(w->flow, rule);

	return bit(w->flow->files[number].sources, i) ||
	    bit(w->flow->files[number].sinks, i) ||
	    project_is_hub(w->flow->scanned[number].path);
}

static void
add_bits(uint64_t *to, const uint64_t *from, size_t words)
{
	for (size_t i = 0; from != NULL && i < words; i++)
		to[i] |= from[i];
}

/* Sources of what a file imports and speaks of, hubs looked through. */
static void
near_sources(struct flow_worker *w, const struct flow_file *own,
    const struct flow_file *ff, unsigned depth)
{
	struct flow *f = w->flow;

	for (size_t i = 0; i < ff->import_count; i++) {
		uint32_t to = ff->imports[i];

		if (flow_speaks_of(own, &f->files[to]))
			add_bits(
			    w->near_sources, f->files[to].sources, f->words);
		if (depth > 0 && project_is_hub(f->scanned[to].path))
			near_sources(w, own, &f->files[to], depth - 1);
	}
}

/* What can be come to from a file, through any number of imports. */
static void
reach(struct flow_worker *w, size_t number)
{
	struct flow *f = w->flow;
	const struct flow_file *own = &f->files[number];
	size_t head = 0, tail = 0;

	memset(w->sources, 0, 5 * f->words * sizeof(uint64_t));
	w->round++;
	w->seen[number] = w->round;
	w->queue[tail++] = (uint32_t)number;
	while (head < tail) {
		const struct flow_file *ff = &f->files[w->queue[head++]];

		if (ff != own)
			add_bits(w->far_sinks, ff->sinks, f->words);
		for (size_t i = 0; i < ff->import_count; i++) {
			uint32_t to = ff->imports[i];

			if (w->seen[to] == w->round)
				continue;
			w->seen[to] = w->round;
			w->queue[tail++] = to;
		}
	}
	near_sources(w, own, own, HUBS_MAX);
	add_bits(w->sources, own->sources, f->words);
	add_bits(w->sources, w->near_sources, f->words);
	add_bits(w->sinks, own->sinks, f->words);
	add_bits(w->sinks, w->far_sinks, f->words);
}

static enum err_code
walk_rule(struct flow_worker *w, const struct rule *rule, struct opened *in,
    struct finding_list *out, struct err *err)
{
	struct taint_search search = {.rule = rule,
	    .project = &w->flow->project,
	    .ctx = w,
	    .open = open_file,
	    .marks = marks_of,
	    .may_give = may_give,
	    .wants = wants,
	    .arena = &w->walk,
	    .steps = w->flow->options->walk_steps,
	    .err = err};
	struct finding_maker maker = {.rule = rule, .keep = &w->keep};
	struct scan_file *file = &w->flow->scanned[in->unit->number];
	struct taint_flows flows = {0};
	bool spent = false;
	enum err_code rc = taint_find(&search, in, &flows, &spent);

	if (rc == ERR_NONE)
		rc = w->rc;
	for (size_t i = 0; i < flows.n && rc == ERR_NONE; i++) {
		maker.in = flows.v[i].sink_in;
		if (prefilter_path(rule, maker.in->unit->path))
			rc = finding_of_flow(&maker, &flows.v[i], out, err);
	}
	if (flows.n > FINDINGS_MAX)
		file->skipped = arena_strf(&w->keep,
		    "rule '%.*s' has more than %d findings here; the first "
		    "are told",
		    STR_FMT(rule->id), FINDINGS_MAX);
	if (spent && file->skipped.len == 0)
		file->skipped =
		    arena_strf(&w->keep, SCAN_SPENT, STR_FMT(rule->id));
	arena_reset(&w->walk);
	return rc;
}

/* Whether what a file's tree holds of a rule can come together. */
static bool
is_worth(const struct flow_worker *w, const struct taint_marks *marks, size_t i)
{
	return (marks->sources.n > 0 || bit(w->near_sources, i)) &&
	    (marks->sinks.n > 0 || bit(w->far_sinks, i));
}

static enum err_code
walk_one(struct flow_worker *w, size_t number, size_t i,
    struct finding_list *out, struct err *err)
{
	const struct rule *rule = w->flow->rules[i];
	struct opened *in = open_file(w, number);
	const struct taint_marks *marks =
	    in != NULL ? marks_of(w, rule, in) : NULL;

	if (marks == NULL)
		return w->rc;
	return is_worth(w, marks, i) ? walk_rule(w, rule, in, out, err)
				     : ERR_NONE;
}

/* What one rule's walk may cost is bounded; the others go on. */
static enum err_code
over_limit(struct flow_worker *w, const struct rule *rule,
    struct scan_file *file, struct err *err)
{
	if (file->skipped.len == 0)
		file->skipped =
		    arena_strf(&w->keep, SCAN_SPENT, STR_FMT(rule->id));
	arena_reset(&w->walk);
	drop_cache(w);
	w->rc = ERR_NONE;
	return file->skipped.ptr == NULL ? arena_fail(&w->keep, err) : ERR_NONE;
}

enum err_code
flow_walk(struct flow_worker *w, size_t number, struct finding_list *out,
    struct err *err)
{
	struct flow *f = w->flow;
	struct scan_file *file = &f->scanned[number];
	enum err_code rc = ERR_NONE;

	if (f->rule_count == 0 || !file->parsed || file->context)
		return ERR_NONE;
	w->err = err;
	w->rc = ERR_NONE;
	if (w->cache.used > CACHE_MAX)
		drop_cache(w);
	reach(w, number);
	for (size_t i = 0; i < f->rule_count && rc == ERR_NONE; i++) {
		if (bit(w->sources, i) && bit(w->sinks, i) && bit(f->live, i) &&
		    f->rules[i]->languages[file->language - languages] &&
		    prefilter_path(f->rules[i], file->path))
			rc = walk_one(w, number, i, out, err);
		if (rc == ERR_LIMIT)
			rc = over_limit(w, f->rules[i], file, err);
	}
	return rc;
}
