#include "scan/flow.h"

#include <stdlib.h>

#include "base/file.h"
#include "scan/prefilter.h"

#define ARENA_MAX ((size_t)1 << 30)
#define WORD      64

static bool
same_sources(const struct rule *a, const struct rule *b)
{
	return a == b ||
	    (a->sources_key == b->sources_key &&
		memcmp(a->languages, b->languages, sizeof(a->languages)) == 0 &&
		a->options.no_constants == b->options.no_constants &&
		a->options.symbolic == b->options.symbolic &&
		a->options.shallow == b->options.shallow);
}

#define SETTINGS_MAX ((size_t)1 << 20) /* bytes of one file */

/* A file that cannot be read is told when it is scanned. */
static enum err_code
read_settings(struct flow *f, struct err *err)
{
	struct arena text;
	enum err_code rc = settings_init(&f->settings, &f->arena, err);

	arena_init(&text, SETTINGS_MAX * 2);
	for (size_t i = 0; i < f->count && rc == ERR_NONE; i++) {
		const struct scan_file *file = &f->scanned[i];
		struct str all = file->text;
		struct err ignored;

		if (file->language == NULL ||
		    strcmp(file->language->name, "properties") != 0)
			continue;
		if (file->open != NULL &&
		    file_read(file->open, SETTINGS_MAX, &text, &all,
			&ignored) != ERR_NONE)
			continue;
		rc = settings_add(&f->settings, all, err);
		arena_reset(&text);
	}
	arena_release(&text);
	return rc;
}

enum err_code
flow_init(struct flow *f, const struct scan_options *options,
    struct scan_file *files, size_t count, struct err *err)
{
	const struct rules *rules = options->rules;
	enum err_code rc;

	*f =
	    (struct flow){.options = options, .scanned = files, .count = count};
	pthread_mutex_init(&f->lock, NULL);
	arena_init(&f->arena, ARENA_MAX);
	f->rules = ARENA_ARRAY(&f->arena, rules->n + 1, const struct rule *);
	f->files = ARENA_ARRAY(&f->arena, count + 1, struct flow_file);
	if (f->rules == NULL || f->files == NULL)
		return arena_fail(&f->arena, err);
	for (size_t i = 0; i < rules->n; i++)
		if (rules->v[i]->formula == NULL)
			f->rules[f->rule_count++] = rules->v[i];
	f->alike = ARENA_ARRAY(&f->arena, f->rule_count + 1, size_t);
	if (f->alike == NULL)
		return arena_fail(&f->arena, err);
	for (size_t i = 0; i < f->rule_count; i++)
		while (!same_sources(f->rules[f->alike[i]], f->rules[i]))
			f->alike[i]++;
	rc = read_settings(f, err);
	if (rc != ERR_NONE)
		return rc;
	f->words = (f->rule_count + WORD - 1) / WORD;
	f->live = ARENA_ARRAY(&f->arena, f->words + 1, uint64_t);
	if (f->live == NULL)
		return arena_fail(&f->arena, err);
	return f->rule_count == 0
	    ? ERR_NONE
	    : project_init(&f->project, files, count, &f->arena, err);
}

void
flow_release(struct flow *f)
{
	for (size_t i = 0; f->files != NULL && i < f->count; i++)
		unit_free(f->files[i].unit);
	arena_release(&f->arena);
	pthread_mutex_destroy(&f->lock);
}

static void *
shared_array(struct flow *f, size_t n, size_t size)
{
	void *p;

	pthread_mutex_lock(&f->lock);
	p = arena_array(&f->arena, n, size);
	pthread_mutex_unlock(&f->lock);
	return p;
}

static void
bit_set(uint64_t *bits, size_t i)
{
	bits[i / WORD] |= UINT64_C(1) << (i % WORD);
}

static bool
bit(const uint64_t *bits, size_t i)
{
	return bits != NULL && (bits[i / WORD] >> (i % WORD) & 1) != 0;
}

static bool
applies(
    const struct flow *f, const struct rule *rule, const struct scan_file *file)
{
	return file->language != NULL &&
	    rule->languages[file->language - languages] &&
	    (f->options->no_prefilter || prefilter_path(rule, file->path));
}

enum err_code
flow_note(struct flow *f, size_t number, const uint8_t *present, bool *any,
    struct err *err)
{
	const struct scan_file *file = &f->scanned[number];
	struct flow_file *ff = &f->files[number];
	unsigned language;

	*any = false;
	if (file->language == NULL || f->rule_count == 0)
		return ERR_NONE;
	language = (unsigned)(file->language - languages);
	ff->sources = shared_array(f, f->words * 2, sizeof(uint64_t));
	if (ff->sources == NULL)
		return arena_fail(&f->arena, err);
	ff->sinks = ff->sources + f->words;
	for (size_t i = 0; i < f->rule_count; i++) {
		const struct rule *rule = f->rules[i];

		if (!applies(f, rule, file))
			continue;
		if (f->options->no_prefilter ||
		    prefilter_taint(rule->sources, language, present))
			bit_set(ff->sources, i);
		if (f->options->no_prefilter ||
		    prefilter_taint(rule->sinks, language, present))
			bit_set(ff->sinks, i);
		*any = *any || bit(ff->sources, i) || bit(ff->sinks, i);
	}
	return ERR_NONE;
}

struct import_list {
	uint32_t *v;
	size_t n, cap;
};

static enum err_code
import_add(
    struct import_list *list, size_t number, struct unit *unit, struct err *err)
{
	uint32_t *place;

	if (number == PROJECT_NONE || number == unit->number)
		return ERR_NONE;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == number)
			return ERR_NONE;
	place = ARENA_PUSH(&unit->arena, list);
	if (place == NULL)
		return arena_fail(&unit->arena, err);
	*place = (uint32_t)number;
	return ERR_NONE;
}

#define PARTS_MAX 16

/* import a.b.c binds a alone, but means the file of all of it */
static enum err_code
import_statement(struct flow *f, struct unit *unit, uint32_t node,
    struct import_list *list, struct err *err)
{
	struct str rest = ast_name(unit->ast, node), parts[PARTS_MAX];
	uint32_t n = 0, used;

	while (n < PARTS_MAX && str_next(&rest, '.', &parts[n]))
		n++;
	return import_add(list,
	    project_module(&f->project, unit, parts, n, &used), unit, err);
}

static enum err_code
import_path(struct flow *f, struct unit *unit, const struct ast_import *import,
    struct import_list *list, struct err *err)
{
	struct str parts[PARTS_MAX];
	uint32_t used;

	if (import->path_len > PARTS_MAX)
		return ERR_NONE;
	for (uint32_t i = 0; i < import->path_len; i++)
		parts[i] = symbols_text(&unit->symbols, import->path[i]);
	return import_add(list,
	    project_module(&f->project, unit, parts, import->path_len, &used),
	    unit, err);
}

static bool
is_class_name(struct str name)
{
	return name.len > 0 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
}

/* a.b.C in full */
static enum err_code
written_out(struct flow *f, struct unit *unit, uint32_t node,
    struct import_list *list, struct err *err)
{
	const struct ast *a = unit->ast;
	struct str parts[PARTS_MAX];
	uint32_t n = 0, used, count = 1;

	for (uint32_t m = node; a->v[m].kind == AST_MEMBER; m = a->v[m].first)
		count++;
	if (count > PARTS_MAX)
		return ERR_NONE;
	for (n = count; a->v[node].kind == AST_MEMBER; node = a->v[node].first)
		parts[--n] = ast_name(a, ast_child(a, node, 1));
	if (a->v[node].kind != AST_NAME)
		return ERR_NONE;
	parts[0] = ast_name(a, node);
	return import_add(list,
	    project_module(&f->project, unit, parts, count, &used), unit, err);
}

static enum err_code
imports_of(struct flow *f, struct unit *unit, struct import_list *list,
    struct err *err)
{
	const struct ast *a = unit->ast;
	bool siblings = language_by_class(unit->language);
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < a->imports.n && rc == ERR_NONE; i++)
		rc = import_path(f, unit, &a->imports.v[i], list, err);
	for (uint32_t i = 1; i < a->n && rc == ERR_NONE; i++)
		if (a->v[i].kind == AST_IMPORT)
			rc = import_statement(f, unit, i, list, err);
		else if (siblings && a->v[i].kind == AST_MEMBER &&
		    is_class_name(ast_name(a, ast_child(a, i, 1))))
			rc = written_out(f, unit, i, list, err);
		else if (siblings && a->v[i].kind == AST_NAME &&
		    is_class_name(ast_name(a, i)))
			rc = import_add(list,
			    project_sibling(&f->project, unit, ast_name(a, i)),
			    unit, err);
	return rc;
}

static bool
any_bit(const uint64_t *bits, size_t words)
{
	for (size_t i = 0; bits != NULL && i < words; i++)
		if (bits[i] != 0)
			return true;
	return false;
}

/* Trees are kept as long as there is room, those a walk begins in longest. */
enum err_code
flow_unit(struct flow *f, struct unit *unit, bool *kept, struct err *err)
{
	struct flow_file *ff = &f->files[unit->number];
	struct import_list list = {0};
	enum err_code rc = imports_of(f, unit, &list, err);

	*kept = false;
	if (rc == ERR_NONE && list.n > 0)
		rc = flow_names(f, unit, err);
	if (rc != ERR_NONE)
		return rc;
	ff->imports = shared_array(f, list.n + 1, sizeof(*list.v));
	if (ff->imports == NULL)
		return arena_fail(&f->arena, err);
	if (list.n > 0)
		memcpy(ff->imports, list.v, list.n * sizeof(*list.v));
	ff->import_count = list.n;
	ff->noted = true;
	pthread_mutex_lock(&f->lock);
	if (f->kept + unit->arena.used <= (any_bit(ff->sources, f->words)
						  ? FLOW_UNITS_MAX
						  : FLOW_UNITS_MAX / 2)) {
		f->kept += unit->arena.used;
		ff->unit = unit;
		*kept = true;
	}
	pthread_mutex_unlock(&f->lock);
	return ERR_NONE;
}

static bool
any_context(const struct flow *f)
{
	return f->count > 0 && f->scanned[f->count - 1].context;
}

/* What sinks there are in files that are context is not known before they
   were asked. */
enum err_code
flow_prepare(struct flow *f, struct err *err)
{
	uint64_t *sinks = ARENA_ARRAY(&f->arena, f->words + 1, uint64_t);

	if (sinks == NULL)
		return arena_fail(&f->arena, err);
	memset(f->live, 0, f->words * sizeof(*f->live));
	for (size_t i = 0; i < f->count; i++)
		for (size_t k = 0; k < f->words; k++) {
			const struct flow_file *ff = &f->files[i];

			f->live[k] |= ff->sources != NULL ? ff->sources[k] : 0;
			sinks[k] |= ff->sinks != NULL ? ff->sinks[k] : 0;
		}
	for (size_t k = 0; k < f->words && (f->asked || !any_context(f)); k++)
		f->live[k] &= sinks[k];
	f->asked = true;
	return ERR_NONE;
}

static bool
may_begin(const struct flow *f, size_t number)
{
	const struct flow_file *ff = &f->files[number];

	for (size_t i = 0; ff->sources != NULL && i < f->words; i++)
		if ((ff->sources[i] & f->live[i]) != 0)
			return true;
	return false;
}

static void
ask(struct flow_file *ff, bool *any)
{
	*any = *any || (!ff->noted && !ff->asked);
	ff->asked = ff->asked || !ff->noted;
}

/* What a hub hands on may hold sources, wherever it is imported. */
static void
ask_hubs(struct flow *f, bool *any)
{
	for (size_t i = 0; i < f->count; i++)
		for (size_t k = 0; k < f->files[i].import_count; k++) {
			uint32_t to = f->files[i].imports[k];

			if (project_is_hub(f->scanned[to].path))
				ask(&f->files[to], any);
		}
}

enum err_code
flow_frontier(struct flow *f, bool *any, struct err *err)
{
	uint32_t *queue = calloc(f->count + 1, sizeof(*queue));
	uint8_t *seen = calloc(f->count + 1, 1);
	size_t head = 0, tail = 0;

	*any = false;
	ask_hubs(f, any);
	for (size_t i = 0; queue != NULL && seen != NULL && i < f->count; i++)
		if (may_begin(f, i)) {
			seen[i] = 1;
			queue[tail++] = (uint32_t)i;
		}
	while (head < tail) {
		struct flow_file *ff = &f->files[queue[head++]];

		ask(ff, any);
		for (size_t i = 0; i < ff->import_count; i++) {
			uint32_t to = ff->imports[i];

			if (seen[to] == 0) {
				seen[to] = 1;
				queue[tail++] = to;
			}
		}
	}
	free(queue);
	free(seen);
	return queue == NULL || seen == NULL ? err_nomem(err) : ERR_NONE;
}
