#include "outcomes/ingest_parts.h"

#include <stdio.h>

#include "ledger/ledger.h"
#include "sql/scan.h"

/* What is known of before: open episodes of this analysis, or findings
   elsewhere. */
struct known {
	struct id *episodes, *findings;
	struct match_key *keys;
	bool *taken;
	size_t n;
};

struct known_list {
	struct arena *arena;
	struct {
		struct match_key *v;
		size_t n, cap;
	} keys;
	struct {
		struct id *v;
		size_t n, cap;
	} episodes, findings;
};

struct record {
	struct ingest_run *run;
	const struct ingest_group *group;
	struct ingest_analysis *out;
	struct id analysis, scan;
	struct id author; /* of new findings; none: nobody's */
	struct match_key *keys;
	size_t *open_of, *elsewhere_of; /* of each result */
	struct known open, elsewhere;
};

static enum err_code
keep_known(struct known_list *list, struct id episode, struct id finding,
    const struct match_key *key, struct err *err)
{
	struct arena *a = list->arena;
	struct match_key *to = ARENA_PUSH(a, &list->keys);
	struct id *e = ARENA_PUSH(a, &list->episodes);
	struct id *f = ARENA_PUSH(a, &list->findings);
	const struct match_key *last;

	if (!to || !e || !f)
		return arena_fail(a, err);
	*e = episode;
	*f = finding;
	last = list->keys.n > 1 ? to - 1 : to;
	to->rule = str_eq(last->rule, key->rule) ? last->rule
						 : arena_str(a, key->rule);
	to->path = str_eq(last->path, key->path) ? last->path
						 : arena_str(a, key->path);
	to->message = arena_str(a, key->message);
	to->hash = arena_str(a, key->hash);
	to->line = key->line;
	if (!to->rule.ptr || !to->path.ptr || !to->message.ptr || !to->hash.ptr)
		return arena_fail(a, err);
	return ERR_NONE;
}

static enum err_code
on_open(const struct sql_episode_open_of_row *row, void *ctx, struct err *err)
{
	const struct match_key key = {.rule = row->rule,
	    .path = row->path,
	    .message = row->message,
	    .hash = row->hash,
	    .line = row->line};

	return keep_known(ctx, row->episode, row->finding, &key, err);
}

static enum err_code
on_elsewhere(
    const struct sql_finding_elsewhere_row *row, void *ctx, struct err *err)
{
	const struct match_key key = {.rule = row->rule,
	    .path = row->path,
	    .message = row->message,
	    .hash = row->hash,
	    .line = row->line};
	const struct id none = {{0}};

	return keep_known(ctx, none, row->finding, &key, err);
}

static enum err_code
known_made(const struct known_list *list, struct known *out, struct err *err)
{
	out->keys = list->keys.v;
	out->episodes = list->episodes.v;
	out->findings = list->findings.v;
	out->n = list->keys.n;
	out->taken = ARENA_ARRAY(list->arena, out->n + 1, bool);
	return out->taken ? ERR_NONE : arena_fail(list->arena, err);
}

static enum err_code
load_open(struct record *r, struct err *err)
{
	struct known_list list = {.arena = r->run->arena};
	enum err_code rc;

	rc = sql_episode_open_of(r->run->db,
	    &(struct sql_episode_open_of_in){.analysis = r->analysis}, on_open,
	    &list, err);
	return rc == ERR_NONE ? known_made(&list, &r->open, err) : rc;
}

static enum err_code
load_elsewhere(struct record *r, struct err *err)
{
	struct known_list list = {.arena = r->run->arena};
	enum err_code rc;

	rc = sql_finding_elsewhere(r->run->db,
	    &(struct sql_finding_elsewhere_in){.repository = r->run->repository,
		.tool = r->group->tool,
		.analysis = r->analysis},
	    on_elsewhere, &list, err);
	return rc == ERR_NONE ? known_made(&list, &r->elsewhere, err) : rc;
}

static enum err_code
find_analysis(struct record *r, struct err *err)
{
	const struct ingest_upload *up = r->run->upload;
	struct str base = up->base.ptr ? up->base : STR("");
	struct sql_analysis_find_row row;
	bool found = false;
	enum err_code rc;

	rc = sql_analysis_add(r->run->db,
	    &(struct sql_analysis_add_in){.id = id_new(),
		.repository = r->run->repository,
		.tool = r->group->tool,
		.category = r->group->category,
		.branch = up->branch,
		.base = base},
	    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_analysis_find(r->run->db, r->run->arena,
		    &(struct sql_analysis_find_in){
			.repository = r->run->repository,
			.tool = r->group->tool,
			.category = r->group->category,
			.branch = up->branch,
			.base = base},
		    &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_CORRUPT,
		    "the analysis that was just written is not there");
	r->analysis = row.id;
	return sql_analysis_lock(r->run->db,
	    &(struct sql_analysis_lock_in){.id = row.id}, NULL, err);
}

/* Whether this very file was here for this commit; out gets its counts. */
static enum err_code
seen_before(struct record *r, bool *same, struct err *err)
{
	struct sql_scan_same_row row;
	enum err_code rc;

	rc = sql_scan_same(r->run->db, r->run->arena,
	    &(struct sql_scan_same_in){.analysis = r->analysis,
		.digest = {(const char *)r->run->digest, 32},
		.commit_id = r->run->upload->commit},
	    same, &row, err);
	if (rc != ERR_NONE || !*same)
		return rc;
	r->out->same = true;
	r->out->found = (uint64_t)row.found;
	r->out->kept = (uint64_t)row.found;
	r->out->attribution = STR("seen before: nothing changed");
	return ERR_NONE;
}

/* Whose a new finding is, and why, in words. */
static enum err_code
attribute(struct record *r, struct err *err)
{
	const struct ingest_upload *up = r->run->upload;
	struct sql_scan_of_analysis_row row;
	struct str words;
	bool before = false;
	enum err_code rc;

	rc = sql_scan_of_analysis(r->run->db, r->run->arena,
	    &(struct sql_scan_of_analysis_in){.analysis = r->analysis}, &before,
	    &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!before && up->base.len == 0)
		words = STR(
		    "the first scan of everything: a backlog, and nobody's");
	else if (up->author.len == 0)
		words = STR("no author was given with the upload");
	else if (id_is_none(r->run->author))
		words = STR("the author of the upload is nobody known here");
	else {
		words = STR("the author of the change that was uploaded");
		r->author = r->run->author;
	}
	r->out->attribution = words;
	return ERR_NONE;
}

static size_t *
unmatched(struct arena *arena, size_t n)
{
	size_t *list = ARENA_ARRAY(arena, n + 1, size_t);

	for (size_t i = 0; list && i < n; i++)
		list[i] = MATCH_NONE;
	return list;
}

static enum err_code
match_results(struct record *r, struct err *err)
{
	struct arena *a = r->run->arena;
	size_t n = r->group->results.n, rest = 0;
	enum err_code rc;

	r->keys = ARENA_ARRAY(a, n + 1, struct match_key);
	r->open_of = unmatched(a, n);
	r->elsewhere_of = unmatched(a, n);
	if (!r->keys || !r->open_of || !r->elsewhere_of)
		return arena_fail(a, err);
	for (size_t i = 0; i < n; i++)
		r->keys[i] = r->group->results.v[i].key;
	rc = load_open(r, err);
	if (rc == ERR_NONE)
		rc = match_findings(r->open.keys, r->open.n, r->keys, n, a,
		    r->open_of, r->open.taken, err);
	for (size_t i = 0; rc == ERR_NONE && i < n; i++) {
		rest += r->open_of[i] == MATCH_NONE;
		if (r->open_of[i] != MATCH_NONE) /* settled for the next */
			r->elsewhere_of[i] = MATCH_NONE - 1;
	}
	if (rc != ERR_NONE || rest == 0)
		return rc;
	rc = load_elsewhere(r, err);
	if (rc != ERR_NONE)
		return rc;
	return match_findings(r->elsewhere.keys, r->elsewhere.n, r->keys, n, a,
	    r->elsewhere_of, r->elsewhere.taken, err);
}

static enum err_code
move(struct record *r, struct id finding, const struct match_key *old,
    const struct ingest_result *now, struct err *err)
{
	if (old->line == now->key.line && str_eq(old->path, now->key.path) &&
	    str_eq(old->hash, now->key.hash) &&
	    str_eq(old->message, now->key.message))
		return ERR_NONE;
	return sql_finding_move(r->run->db,
	    &(struct sql_finding_move_in){.id = finding,
		.message = now->key.message,
		.path = now->key.path,
		.line = now->key.line,
		.snippet = now->snippet,
		.hash = now->key.hash},
	    NULL, err);
}

static enum err_code
open_episode(struct record *r, struct id finding, struct err *err)
{
	r->out->opened++;
	return sql_episode_add(r->run->db,
	    &(struct sql_episode_add_in){.id = id_new(),
		.finding = finding,
		.analysis = r->analysis,
		.opened = r->run->upload->at,
		.opened_scan = r->scan},
	    NULL, err);
}

static void
cwe_words(const struct ingest_result *res, char out[SARIF_CWES_MAX * 6 + 1])
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < res->cwe_count; i++)
		at += (size_t)sprintf(
		    out + at, "%s%u", i > 0 ? "," : "", res->cwes[i]);
}

static enum err_code
add_finding(struct record *r, const struct ingest_result *res, struct err *err)
{
	char cwes[SARIF_CWES_MAX * 6 + 1];
	const struct catalog_trigger *lesson;
	struct id id = id_new();
	enum err_code rc;

	cwe_words(res, cwes);
	rc = sql_finding_add(r->run->db,
	    &(struct sql_finding_add_in){.id = id,
		.repository = r->run->repository,
		.tool = r->group->tool,
		.rule = res->key.rule,
		.title = res->title,
		.help = res->help,
		.cwe = ingest_cwe(r->run->catalog, res, &lesson),
		.cwes = str_from(cwes),
		.level = res->level,
		.message = res->key.message,
		.path = res->key.path,
		.line = res->key.line,
		.snippet = res->snippet,
		.hash = res->key.hash,
		.commit_id = r->run->upload->commit,
		.author = r->author,
		.attribution = r->out->attribution,
		.created = r->run->upload->at},
	    NULL, err);
	if (rc == ERR_NONE)
		rc = open_episode(r, id, err);
	if (rc == ERR_NONE)
		rc = ingest_lesson(r->run, res, id,
		    id_is_none(r->author) ? NULL : &r->author, err);
	return rc;
}

static enum err_code
write_results(struct record *r, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; rc == ERR_NONE && i < r->group->results.n; i++) {
		const struct ingest_result *res = &r->group->results.v[i];
		size_t o = r->open_of[i], e = r->elsewhere_of[i];

		if (o != MATCH_NONE) {
			r->out->kept++;
			rc = move(
			    r, r->open.findings[o], &r->open.keys[o], res, err);
		} else if (e != MATCH_NONE) {
			rc = move(r, r->elsewhere.findings[e],
			    &r->elsewhere.keys[e], res, err);
			if (rc == ERR_NONE)
				rc = open_episode(
				    r, r->elsewhere.findings[e], err);
		} else {
			rc = add_finding(r, res, err);
		}
	}
	return rc;
}

/* What was open and is no longer there. */
static enum err_code
close_absent(struct record *r, struct err *err)
{
	size_t n = r->group->suppressed.n;
	size_t *of = unmatched(r->run->arena, n);
	bool *gone = ARENA_ARRAY(r->run->arena, r->open.n + 1, bool);
	enum err_code rc;

	if (!of || !gone)
		return arena_fail(r->run->arena, err);
	memcpy(gone, r->open.taken, r->open.n * sizeof(*gone));
	rc = match_findings(r->open.keys, r->open.n, r->group->suppressed.v, n,
	    r->run->arena, of, gone, err);
	for (size_t i = 0; rc == ERR_NONE && i < r->open.n; i++) {
		if (r->open.taken[i])
			continue;
		r->out->closed++;
		rc = sql_episode_close(r->run->db,
		    &(struct sql_episode_close_in){.id = r->open.episodes[i],
			.closed = r->run->upload->at,
			.closed_scan = r->scan,
			.reason = gone[i] ? STR("accepted") : STR("fixed")},
		    NULL, err);
	}
	return rc;
}

static enum err_code
write_scan(struct record *r, struct err *err)
{
	const struct ingest_analysis *out = r->out;

	return sql_scan_add(r->run->db,
	    &(struct sql_scan_add_in){.id = r->scan,
		.analysis = r->analysis,
		.at = r->run->upload->at,
		.commit_id = r->run->upload->commit,
		.tool_version = r->group->version,
		.digest = {(const char *)r->run->digest, 32},
		.author = r->run->author,
		.found = (int64_t)out->found,
		.opened = (int64_t)out->opened,
		.kept = (int64_t)out->kept,
		.closed = (int64_t)out->closed},
	    NULL, err);
}

static enum err_code
write_fact(struct record *r, struct err *err)
{
	const struct ingest_upload *up = r->run->upload;
	struct str digest = {(const char *)r->run->digest, 32};
	const struct ledger_field fields[] = {
	    FIELD_TEXT("repository", up->repository),
	    FIELD_TEXT("commit", up->commit),
	    FIELD_TEXT("base", up->base),
	    FIELD_TEXT("branch", up->branch),
	    FIELD_TEXT("tool", r->group->tool),
	    FIELD_TEXT("tool_version", r->group->version),
	    FIELD_TEXT("category", r->group->category),
	    FIELD_HASH("results", digest),
	    FIELD_INT("found", (int64_t)r->out->found),
	    FIELD_INT("opened", (int64_t)r->out->opened),
	    FIELD_INT("closed", (int64_t)r->out->closed),
	    FIELD_ID("scan", r->scan),
	    FIELD_PERSON("author", r->run->author),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_SCAN_RECORDED,
	    .at = up->at,
	    .subject = r->run->repository,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(r->run->db, r->run->arena, &fact, err);
}

enum err_code
ingest_record(
    struct ingest_run *run, const struct ingest_group *group, struct err *err)
{
	struct record r = {.run = run, .group = group, .scan = id_new()};
	bool same = false;
	enum err_code rc;

	r.out = ARENA_PUSH(run->arena, &run->reply->analyses);
	if (!r.out)
		return arena_fail(run->arena, err);
	r.out->tool = group->tool;
	r.out->category = group->category;
	r.out->found = group->results.n;
	r.out->suppressed = group->suppressed.n;
	rc = find_analysis(&r, err);
	if (rc == ERR_NONE)
		rc = seen_before(&r, &same, err);
	if (rc != ERR_NONE || same)
		return rc;
	rc = attribute(&r, err);
	if (rc == ERR_NONE)
		rc = match_results(&r, err);
	if (rc == ERR_NONE)
		rc = write_results(&r, err);
	if (rc == ERR_NONE)
		rc = close_absent(&r, err);
	if (rc == ERR_NONE)
		rc = write_scan(&r, err);
	return rc == ERR_NONE ? write_fact(&r, err) : rc;
}
