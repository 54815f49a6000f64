#ifndef OUTCOMES_INGEST_PARTS_H
#define OUTCOMES_INGEST_PARTS_H

#include "outcomes/ingest.h"
#include "outcomes/match.h"

/* What the sources of ingest share; nobody else includes this. */
struct ingest_result {
	struct match_key key;
	struct str title, help, snippet;
	uint32_t cwes[SARIF_CWES_MAX];
	size_t cwe_count;
	int level;
};

/* The runs of one tool and category together. */
struct ingest_group {
	struct str tool, category, version;
	struct {
		struct ingest_result *v;
		size_t n, cap;
	} results;
	struct {
		struct match_key *v;
		size_t n, cap;
	} suppressed;
};

struct ingest_groups {
	struct ingest_group *v;
	size_t n, cap;
};

/* ingest_collect.c */
enum err_code ingest_collect(int fd, const char *name,
    const struct ingest_upload *upload, struct arena *arena,
    struct ingest_groups *out, uint8_t digest[32], struct err *err) MUST_USE;
struct str ingest_tool_family(struct arena *arena, struct str tool);
struct str ingest_category(struct str automation_id);

/* What one transaction knows. */
struct ingest_run {
	struct db *db;
	struct arena *arena; /* of the caller; holds the reply too */
	const struct catalog *catalog;
	const struct ingest_upload *upload;
	const uint8_t *digest;
	struct id repository, team, author, author_team;
	struct str author_name;
	struct ingest_reply *reply;
};

/* ingest_record.c: one analysis */
enum err_code ingest_record(struct ingest_run *run,
    const struct ingest_group *group, struct err *err) MUST_USE;

/* ingest_lesson.c: the lesson of a new finding goes into the reply, and to
   its author (NULL: nobody's). */
enum err_code ingest_lesson(struct ingest_run *run,
    const struct ingest_result *result, struct id finding,
    const struct id *author, struct err *err) MUST_USE;

/* The first CWE with a lesson, else the first, else 0. */
int64_t ingest_cwe(const struct catalog *catalog,
    const struct ingest_result *result, const struct catalog_trigger **lesson);

#endif
