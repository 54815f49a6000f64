#include "outcomes/finding.h"

#include "sql/finding.h"

#define LIST_MAX     1000
#define LIST_DEFAULT 100

/* The columns both queries begin with. */
#define FILL(out, row, viewer)                                              \
	*(out) = (struct finding)                                           \
	{                                                                   \
		.id = (row)->id, .repository = (row)->repository,           \
		.branch = (row)->branch, .tool = (row)->tool,               \
		.rule = (row)->rule, .title = (row)->title,                 \
		.message = (row)->message, .path = (row)->path,             \
		.line = (row)->line, .cwe = (row)->cwe,                     \
		.level = (int)(row)->level, .author_id = (row)->author,     \
		.author = (row)->author_name,                               \
		.mine = id_eq((row)->author, viewer),                       \
		.state =                                                    \
		    (row)->open_count > 0 ? FINDING_OPEN : FINDING_CLOSED,  \
		.opened_at = (row)->opened,                                 \
		.closed_at = (row)->open_count > 0 ? 0 : (row)->closed.v,   \
		.reason = (row)->open_count > 0 ? STR_NONE : (row)->reason, \
	}

enum err_code
finding_list(struct db *db, struct arena *arena, struct id viewer,
    const struct finding_filter *filter, struct findings *out, struct err *err)
{
	struct sql_finding_list_rows rows = {0};
	struct findings list = {0};
	size_t limit = filter->limit > 0 ? filter->limit : LIST_DEFAULT;
	enum err_code rc;

	rc = sql_finding_list(db, arena,
	    &(struct sql_finding_list_in){.viewer = viewer,
		.is_open = filter->state == FINDING_OPEN,
		.any_state = filter->any_state,
		.mine = filter->mine,
		.repository = filter->repository,
		.cwe = filter->cwe,
		.after = filter->after,
		.row_limit = (int64_t)(limit < LIST_MAX ? limit : LIST_MAX)},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct finding *f = ARENA_PUSH(arena, &list);

		if (!f)
			return arena_fail(arena, err);
		FILL(f, &rows.v[i], viewer);
	}
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

enum err_code
finding_count(struct db *db, struct id viewer, struct finding_counts *out,
    struct err *err)
{
	struct sql_finding_count_row row;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 4096);
	rc = sql_finding_count(db, &arena,
	    &(struct sql_finding_count_in){.viewer = viewer}, &row, err);
	if (rc == ERR_NONE) {
		out->open = (uint64_t)row.open_count;
		out->mine = (uint64_t)row.mine;
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
add_episodes(struct db *db, struct arena *arena, struct finding_detail *to,
    struct err *err)
{
	struct sql_finding_episodes_rows rows = {0};
	enum err_code rc;

	rc = sql_finding_episodes(db, arena,
	    &(struct sql_finding_episodes_in){.finding = to->finding.id}, &rows,
	    err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct finding_episode *e = ARENA_PUSH(arena, &to->episodes);

		if (!e)
			return arena_fail(arena, err);
		*e = (struct finding_episode){.branch = rows.v[i].branch,
		    .category = rows.v[i].category,
		    .base = rows.v[i].base,
		    .opened_commit = rows.v[i].opened_commit,
		    .closed_commit = rows.v[i].closed_commit,
		    .opened_at = rows.v[i].opened,
		    .closed_at = rows.v[i].closed.v,
		    .reason = rows.v[i].reason};
	}
	return rc;
}

/* "89,943", as ingest wrote it. */
static void
read_cwes(struct str words, struct finding_detail *to)
{
	struct str word;
	int64_t cwe;

	while (to->cwe_count < FINDING_CWES_MAX && str_next(&words, ',', &word))
		if (str_i64(word, &cwe))
			to->cwes[to->cwe_count++] = cwe;
}

/* Of the uploaded file, so it may be anything: only what a link may be. */
static struct str
safe_link(struct str url)
{
	if (str_starts(url, STR("https://")) || str_starts(url, STR("http://")))
		return url;
	return STR_NONE;
}

enum err_code
finding_get(struct db *db, struct arena *arena, struct id viewer, struct id id,
    struct finding_detail *out, struct err *err)
{
	struct sql_finding_get_row row;
	struct finding_detail to = {.cwe_count = 0};
	bool found = false;
	enum err_code rc;

	rc = sql_finding_get(db, arena,
	    &(struct sql_finding_get_in){.viewer = viewer, .id = id}, &found,
	    &row, err);
	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "there is no such finding");
	FILL(&to.finding, &row, viewer);
	read_cwes(row.cwes, &to);
	to.snippet = row.snippet;
	to.help = safe_link(row.help);
	to.commit = row.commit_id;
	to.attribution = row.attribution;
	rc = add_episodes(db, arena, &to, err);
	if (rc == ERR_NONE)
		*out = to;
	return rc;
}
