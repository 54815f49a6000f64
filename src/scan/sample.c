#include "scan/sample.h"

#include <sys/stat.h>

#include "base/file.h"
#include "scan/sample_note.h"

#define SAMPLE_MAX  ((size_t)4 << 20)
#define FOLDERS_MAX 32

static enum err_code
problem(struct sample_scores *out, struct arena *arena, struct str text,
    struct err *err)
{
	struct str *place = ARENA_PUSH(arena, &out->problems);

	if (place == NULL || text.ptr == NULL)
		return arena_fail(arena, err);
	*place = text;
	return ERR_NONE;
}

static bool
same_rule(struct str noted, struct str id)
{
	return str_eq(noted, id) ||
	    (str_ends(noted, id) && noted.len > id.len &&
		noted.ptr[noted.len - id.len - 1] == '.');
}

static bool
noted(const struct sample_notes *notes, struct str rule, uint32_t line,
    enum sample_kind kind)
{
	for (size_t i = 0; i < notes->n; i++)
		if (notes->v[i].line == line && notes->v[i].kind == kind &&
		    same_rule(notes->v[i].rule, rule))
			return true;
	return false;
}

static bool
found(const struct scan_file *file, const struct rule *rule, uint32_t line)
{
	for (size_t i = 0; i < file->finding_count; i++)
		if (file->findings[i].rule == rule &&
		    file->findings[i].place.line == line)
			return true;
	return false;
}

static enum err_code
miss(struct sample_score *score, struct arena *arena, struct str path,
    uint32_t line, bool extra, struct err *err)
{
	struct sample_miss *m = ARENA_PUSH(arena, &score->misses);

	if (m == NULL)
		return arena_fail(arena, err);
	*m = (struct sample_miss){path, line, extra};
	score->extra += extra;
	score->missed += !extra;
	return ERR_NONE;
}

/* Annotations against findings, then findings against annotations. */
static enum err_code
compare(struct sample_score *score, const struct rule *rule,
    const struct scan_file *file, const struct sample_notes *notes,
    struct arena *arena, struct err *err)
{
	enum err_code rc = ERR_NONE;
	uint32_t last = 0;

	for (size_t i = 0; i < notes->n && rc == ERR_NONE; i++) {
		const struct sample_note *n = &notes->v[i];
		bool hit = found(file, rule, n->line);

		if (!same_rule(n->rule, rule->id) ||
		    n->kind == SAMPLE_TODORULEID || n->kind == SAMPLE_TODOOK)
			continue;
		score->expected += n->kind == SAMPLE_RULEID;
		score->clean += n->kind == SAMPLE_OK;
		if (hit == (n->kind == SAMPLE_RULEID))
			score->exact++;
		else if (!hit)
			rc =
			    miss(score, arena, file->path, n->line, false, err);
	}
	for (size_t i = 0; i < file->finding_count && rc == ERR_NONE; i++) {
		uint32_t line = file->findings[i].place.line;

		if (file->findings[i].rule != rule || line == last)
			continue;
		last = line;
		if (!noted(notes, rule->id, line, SAMPLE_RULEID) &&
		    !noted(notes, rule->id, line, SAMPLE_TODORULEID) &&
		    !noted(notes, rule->id, line, SAMPLE_TODOOK))
			rc = miss(score, arena, file->path, line, true, err);
	}
	return rc;
}

static enum err_code
check_sample(const struct rules *rules, struct str path, struct arena *arena,
    struct sample_scores *out, size_t first, struct err *err)
{
	struct scan_options options = scan_options_default;
	struct scan_file file = {
	    .path = path, .language = language_of_path(path)};
	struct sample_notes notes = {0};
	enum err_code rc;

	options.rules = rules;
	rc = file_read(path.ptr, SAMPLE_MAX, arena, &file.text, err);
	if (rc != ERR_NONE)
		return rc;
	rc = sample_notes_read(file.text, arena, &notes, err);
	if (rc == ERR_NONE)
		rc = scan_run(&options, &file, 1, arena, err);
	if (rc == ERR_NONE && file.skipped.len > 0)
		rc = problem(out, arena,
		    arena_strf(arena, "%.*s: %.*s", STR_FMT(path),
			STR_FMT(file.skipped)),
		    err);
	for (size_t i = 0; i < rules->n && rc == ERR_NONE; i++)
		rc = compare(
		    &out->v[first + i], rules->v[i], &file, &notes, arena, err);
	return rc;
}

static bool
is_yaml(struct str name)
{
	return str_ends(name, STR(".yaml")) || str_ends(name, STR(".yml"));
}

static bool
is_rule_file(struct str name)
{
	return is_yaml(name) && !str_ends(name, STR(".test.yaml")) &&
	    !str_ends(name, STR(".test.yml")) && !str_starts(name, STR("."));
}

/* sql-concat.py beside sql-concat.yaml; sql-concat.fixed.py is what its fix
   would make of that */
static bool
is_sample_of(struct str name, struct str rule_file)
{
	struct str stem = rule_file;

	stem.len -= str_ends(stem, STR(".yml")) ? 4 : 5;
	return name.len > stem.len && str_starts(name, stem) &&
	    name.ptr[stem.len] == '.' && !is_rule_file(name) &&
	    !str_starts(str_from_at(name, stem.len), STR(".fixed."));
}

static enum err_code
scores_add(struct sample_scores *out, const struct rules *rules,
    struct arena *arena, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < rules->n; i++) {
		struct sample_score *score = ARENA_PUSH(arena, out);

		if (score == NULL)
			return arena_fail(arena, err);
		*score = (struct sample_score){.rule = rules->v[i]->id};
	}
	for (size_t i = 0; i < rules->refused.n && rc == ERR_NONE; i++)
		rc = problem(out, arena, rules->refused.v[i], err);
	return rc;
}

static enum err_code
check_file(const char *dir, const struct file_names *names, struct str name,
    struct arena *arena, struct sample_scores *out, struct err *err)
{
	struct str path = arena_strf(arena, "%s/%.*s", dir, STR_FMT(name));
	size_t first = out->n;
	struct rules rules;
	enum err_code rc;

	rules_init(&rules, arena);
	if (path.ptr == NULL)
		return arena_fail(arena, err);
	rc = rules_read(&rules, path.ptr, err);
	for (size_t i = 0; i < rules.n; i++) /* it lies beside the rule */
		rules.v[i]->include.n = rules.v[i]->exclude.n = 0;
	if (rc == ERR_NONE)
		rc = scores_add(out, &rules, arena, err);
	for (size_t i = 0; i < names->n && rc == ERR_NONE; i++) {
		if (!is_sample_of(names->v[i], name))
			continue;
		path = arena_strf(arena, "%s/%.*s", dir, STR_FMT(names->v[i]));
		rc = path.ptr == NULL
		    ? arena_fail(arena, err)
		    : check_sample(&rules, path, arena, out, first, err);
	}
	rules_release(&rules);
	return rc;
}

static enum err_code
check_folder(const char *dir, unsigned depth, struct arena *arena,
    struct sample_scores *out, struct err *err)
{
	struct file_names names;
	enum err_code rc = file_list(dir, arena, &names, err);

	if (depth > FOLDERS_MAX)
		return err_set(err, ERR_LIMIT,
		    "'%s': folders nest deeper than %d", dir, FOLDERS_MAX);
	for (size_t i = 0; rc == ERR_NONE && i < names.n; i++) {
		struct str sub =
		    arena_strf(arena, "%s/%.*s", dir, STR_FMT(names.v[i]));
		struct stat st;

		if (sub.ptr == NULL)
			return arena_fail(arena, err);
		if (str_starts(names.v[i], STR(".")) ||
		    lstat(sub.ptr, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			rc = check_folder(sub.ptr, depth + 1, arena, out, err);
		else if (S_ISREG(st.st_mode) && is_rule_file(names.v[i]))
			rc = check_file(
			    dir, &names, names.v[i], arena, out, err);
	}
	return rc;
}

enum err_code
sample_check(const char *path, struct arena *arena, struct sample_scores *out,
    struct err *err)
{
	struct file_names names;
	struct str whole = str_from(path), dir;
	struct stat st;
	size_t cut = whole.len;
	enum err_code rc;

	if (stat(path, &st) != 0)
		return err_set(err, ERR_NOT_FOUND, "'%s' is not there", path);
	if (S_ISDIR(st.st_mode))
		return check_folder(path, 0, arena, out, err);
	while (cut > 0 && path[cut - 1] != '/')
		cut--;
	dir = cut > 1 ? arena_str(arena, str_sub(whole, 0, cut - 1)) : STR(".");
	if (dir.ptr == NULL)
		return arena_fail(arena, err);
	rc = file_list(dir.ptr, arena, &names, err);
	if (rc != ERR_NONE)
		return rc;
	return check_file(
	    dir.ptr, &names, str_from_at(whole, cut), arena, out, err);
}
