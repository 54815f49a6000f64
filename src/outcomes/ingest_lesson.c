#include "outcomes/ingest_parts.h"

#include "base/clock.h"
#include "learn/assignment.h"
#include "learn/review.h"
#include "sql/scan.h"

/* A class of weakness is asked for once in this time. */
#define QUIET (30 * CLOCK_DAY)
/* While the change is still in one's head. */
#define DUE (14 * CLOCK_DAY)

/* The trigger that names the CWE, NULL without one. */
static const struct catalog_trigger *
trigger_of(const struct catalog *catalog, uint32_t cwe)
{
	for (size_t i = 0; i < catalog->triggers.n; i++) {
		const struct catalog_trigger *t = &catalog->triggers.v[i];

		for (size_t k = 0; k < t->cwes.n; k++)
			if (t->cwes.v[k] == cwe &&
			    catalog_module(catalog, t->module))
				return t;
	}
	return NULL;
}

int64_t
ingest_cwe(const struct catalog *catalog, const struct ingest_result *result,
    const struct catalog_trigger **lesson)
{
	for (size_t i = 0; i < result->cwe_count; i++) {
		*lesson = trigger_of(catalog, result->cwes[i]);
		if (*lesson)
			return result->cwes[i];
	}
	*lesson = NULL;
	return result->cwe_count > 0 ? result->cwes[0] : 0;
}

/* Enough to recognise it by; a reason stays a sentence. */
static struct str
brief(struct str text, size_t max)
{
	text = str_sub(text, 0, max);
	while (!str_is_utf8(text))
		text.len--; /* the cut went through a character */
	return text;
}

/* "because commit 3f2a91c on feature/x brought python-sql (CWE-89) to
   parcels/store.py:42 of parcels" */
static struct str
why(const struct ingest_run *run, const struct ingest_result *r, int64_t cwe)
{
	const struct ingest_upload *up = run->upload;

	return arena_strf(run->arena,
	    "because commit %.*s on %.*s brought %.*s (CWE-%lld) to "
	    "%.*s:%lld of %.*s",
	    STR_FMT(brief(up->commit, 10)), STR_FMT(brief(up->branch, 100)),
	    STR_FMT(brief(r->key.rule, 200)), (long long)cwe,
	    STR_FMT(brief(r->key.path, 200)), (long long)r->key.line,
	    STR_FMT(brief(up->repository, 200)));
}

static enum err_code
ask(struct ingest_run *run, const struct ingest_result *result, int64_t cwe,
    const struct catalog_trigger *lesson, struct id finding, struct id author,
    struct id *assignment, struct err *err)
{
	struct ingest_assignment *out;

	out = ARENA_PUSH(run->arena, &run->reply->assignments);
	if (!out)
		return arena_fail(run->arena, err);
	out->id = *assignment = id_new();
	out->person = author;
	out->module = lesson->module;
	out->due = run->upload->at + DUE;
	out->why = why(run, result, cwe);
	if (!out->why.ptr)
		return arena_fail(run->arena, err);
	return assignment_make(run->db, run->catalog, run->arena,
	    &(struct assignment_new){.id = out->id,
		.person = author,
		.module_id = out->module,
		.why = out->why,
		.due = out->due,
		.by = ASSIGNMENT_FINDING,
		.finding = finding},
	    err);
}

/* Many findings of one class in one upload remind once. */
static bool
reminded(const struct ingest_run *run, const struct catalog_trigger *lesson)
{
	size_t n = 0;

	for (size_t i = 0; i < run->reply->news.n && n < 2; i++)
		n += str_eq(run->reply->news.v[i].section, lesson->section) &&
		    str_eq(run->reply->news.v[i].module, lesson->module);
	return n != 1;
}

/* Who passed the module is asked two questions of it again, at once. */
static enum err_code
remind(struct ingest_run *run, const struct catalog_trigger *lesson,
    struct id finding, struct id author, struct err *err)
{
	unsigned made;

	if (reminded(run, lesson))
		return ERR_NONE;
	return review_make_due(run->db, run->catalog, run->arena,
	    &(struct review_early){.person = author,
		.module_id = lesson->module,
		.objectives = &lesson->objectives,
		.finding = finding,
		.at = run->upload->at},
	    &made, err);
}

static enum err_code
teach(struct ingest_run *run, const struct ingest_result *result, int64_t cwe,
    const struct catalog_trigger *lesson, struct id finding, struct id author,
    struct err *err)
{
	struct sql_finding_lesson_recent_row recent;
	struct id assignment;
	bool asked = false;
	enum err_code rc;

	rc = remind(run, lesson, finding, author, err);
	if (rc != ERR_NONE)
		return rc;
	rc = sql_finding_lesson_recent(run->db, run->arena,
	    &(struct sql_finding_lesson_recent_in){.person = author,
		.module = lesson->module,
		.since = run->upload->at - QUIET},
	    &asked, &recent, err);
	if (rc != ERR_NONE || asked)
		return rc;
	rc = ask(run, result, cwe, lesson, finding, author, &assignment, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_finding_lesson_add(run->db,
	    &(struct sql_finding_lesson_add_in){.finding = finding,
		.person = author,
		.module = lesson->module,
		.assignment = assignment,
		.at = run->upload->at},
	    NULL, err);
}

enum err_code
ingest_lesson(struct ingest_run *run, const struct ingest_result *result,
    struct id finding, const struct id *author, struct err *err)
{
	const struct catalog_trigger *lesson;
	struct ingest_new *news;
	int64_t cwe = ingest_cwe(run->catalog, result, &lesson);

	if (run->reply->news.n < INGEST_NEW_MAX) {
		news = ARENA_PUSH(run->arena, &run->reply->news);
		if (!news)
			return arena_fail(run->arena, err);
		*news = (struct ingest_new){.finding = finding,
		    .rule = result->key.rule,
		    .path = result->key.path,
		    .message = result->key.message,
		    .line = result->key.line,
		    .cwe = cwe};
		if (lesson) {
			news->module = lesson->module;
			news->section = lesson->section;
		}
	}
	if (!lesson || !author)
		return ERR_NONE;
	return teach(run, result, cwe, lesson, finding, *author, err);
}
