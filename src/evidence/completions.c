#include "evidence/completions.h"

#include "codec/canon.h"
#include "codec/hex.h"
#include "crypto/hash.h"
#include "evidence/row.h"
#include "ledger/ledger.h"
#include "sql/export.h"

#define CHUNK   ((size_t)64 << 10)
#define ROW_MAX ((size_t)64 << 10)

struct export
{
	const struct evidence *evidence;
	const struct completions_filter *filter;
	enum completions_format format;
	completions_sink *sink;
	void *sink_ctx;
	struct str modules; /* " a b " where a course was asked for */
	int64_t since, until, as_of;
	struct row_context rows;
	struct arena *kept; /* as long as the export */
	struct buf out;
	struct sha256 hash;
	struct completions_summary summary;
};

static enum err_code
drain(struct export *x, struct err *err)
{
	struct str bytes = buf_view(&x->out);
	enum err_code rc = buf_finish(&x->out, err);

	if (rc != ERR_NONE)
		return rc;
	sha256_add(&x->hash, bytes);
	x->summary.bytes += bytes.len;
	rc = x->sink(x->sink_ctx, bytes, err);
	buf_reset(&x->out);
	return rc;
}

static enum err_code
take_row(
    const struct sql_export_completions_row *row, void *ctx, struct err *err)
{
	struct export *x = ctx;
	struct assignment a = {0};
	bool in;
	enum err_code rc;

	arena_reset(x->rows.arena);
	rc = row_stand(&x->rows, row, &a, &in, err);
	if (rc != ERR_NONE || !in)
		return rc;
	if (x->format == COMPLETIONS_CSV)
		row_write_csv(&x->rows, row, &a, &x->out);
	else
		row_write_json(
		    &x->rows, row, &a, x->summary.rows == 0, &x->out);
	x->summary.rows++;
	return x->out.len >= CHUNK ? drain(x, err) : ERR_NONE;
}

static enum err_code
check_right(struct db *db, const struct export *x, struct err *err)
{
	struct sql_export_may_row row;
	struct arena arena;
	bool found;
	enum err_code rc;

	if (x->filter->operator)
		return ERR_NONE;
	arena_init(&arena, 64 << 10);
	rc = sql_export_may(db, &arena,
	    &(struct sql_export_may_in){.viewer = x->filter->viewer}, &found,
	    &row, err);
	arena_release(&arena);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_DENIED,
		    "evidence is exported by administrators and auditors");
	return rc;
}

static enum err_code
position(struct db *db, struct export *x, struct err *err)
{
	struct sql_export_position_row row;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = sql_export_position(db, &arena, &row, err);
	arena_release(&arena);
	if (rc == ERR_NONE)
		x->summary.position = row.size;
	return rc;
}

static enum err_code
read_tx(struct db *db, void *ctx, struct err *err)
{
	struct export *x = ctx;
	enum err_code rc = check_right(db, x, err);

	if (rc == ERR_NONE)
		rc = position(db, x, err);
	if (rc == ERR_NONE)
		rc = validity_load(db, x->kept, x->evidence->catalog,
		    x->evidence->rules, &x->rows.validity, err);
	if (rc != ERR_NONE)
		return rc;
	if (x->format == COMPLETIONS_CSV)
		row_write_header(&x->out);
	else
		buf_add(&x->out, STR("["));
	rc = sql_export_completions(db,
	    &(struct sql_export_completions_in){.viewer = x->filter->viewer,
		.operator= x->filter->operator,
		.until = x->until,
		.person = x->filter->person,
		.all_modules = x->modules.ptr == NULL,
		.modules = x->modules.ptr != NULL ? x->modules : STR("")},
	    take_row, x, err);
	if (rc == ERR_NONE && x->format == COMPLETIONS_JSON)
		buf_add(
		    &x->out, x->summary.rows > 0 ? STR("\n]\n") : STR("]\n"));
	return rc == ERR_NONE ? drain(x, err) : rc;
}

static enum err_code
course_modules(struct export *x, struct arena *arena, struct err *err)
{
	const struct catalog_course *course;
	struct str list = STR(" ");

	if (x->filter->course.ptr == NULL)
		return ERR_NONE;
	course = catalog_course(x->evidence->catalog, x->filter->course);
	if (course == NULL)
		return err_set(err, ERR_NOT_FOUND, "no course '%.*s'",
		    STR_FMT(str_sub(x->filter->course, 0, 80)));
	for (size_t i = 0; i < course->modules.n && list.ptr != NULL; i++)
		list = arena_strf(arena, "%.*s%.*s ", STR_FMT(list),
		    STR_FMT(course->modules.v[i]));
	x->modules = list;
	return list.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static void
add_member(struct json *object, const char *name, struct json value)
{
	object->items[object->n].name = str_from(name);
	object->items[object->n++].value = value;
}

/* What was asked for, as the fact keeps it. */
static enum err_code
parameters(const struct export *x, struct arena *arena, struct str *out,
    struct err *err)
{
	struct json_member members[5];
	struct json object = {.kind = JSON_IS_OBJECT, .items = members};
	char since[CLOCK_TEXT_LEN + 1], until[CLOCK_TEXT_LEN + 1];
	char person[ID_TEXT_LEN + 1];
	struct buf text;
	enum err_code rc;

	clock_write(x->since, since);
	clock_write(x->until, until);
	id_write(x->filter->person, person);
#define TEXT(s) ((struct json){.kind = JSON_IS_TEXT, .text = (s)})
	add_member(&object, "format",
	    TEXT(x->format == COMPLETIONS_CSV ? STR("csv") : STR("json")));
	add_member(&object, "since", TEXT(str_from(since)));
	add_member(&object, "until", TEXT(str_from(until)));
	if (!id_is_none(x->filter->person))
		add_member(&object, "person", TEXT(str_from(person)));
	if (x->filter->course.ptr != NULL)
		add_member(&object, "course", TEXT(x->filter->course));
#undef TEXT
	buf_init(&text, 4096);
	rc = canon_write(&text, &object, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&text, err);
	*out = arena_buf(arena, &text);
	buf_release(&text);
	return rc == ERR_NONE && out->ptr == NULL ? arena_fail(arena, err) : rc;
}

static enum err_code
fact_tx(struct db *db, void *ctx, struct err *err)
{
	struct export *x = ctx;
	struct str asked;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = parameters(x, &arena, &asked, err);
	if (rc == ERR_NONE) {
		const struct ledger_field fields[] = {
		    FIELD_TEXT("report", STR(COMPLETIONS_REPORT)),
		    FIELD_TEXT("version", STR(COMPLETIONS_VERSION)),
		    FIELD_JSON("parameters", asked),
		    FIELD_INT("rows", (int64_t)x->summary.rows),
		    FIELD_HASH("content",
			((struct str){(const char *)x->summary.hash, 32})),
		    FIELD_INT("position", x->summary.position),
		};
		const struct ledger_fact fact = {.id = x->summary.fact,
		    .type = LEDGER_EXPORT_MADE,
		    .at = clock_now(),
		    .actor = x->filter->viewer,
		    .fields = fields,
		    .n = NELEM(fields)};

		rc = ledger_append(db, &arena, &fact, err);
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
run(struct export *x, struct arena *arena, struct err *err)
{
	enum err_code rc = course_modules(x, arena, err);

	if (rc != ERR_NONE)
		return rc;
	if (x->since > x->until)
		return err_set(
		    err, ERR_INVALID, "the period ends before it begins");
	rc = learn_rules_follow(x->evidence->rules, err);
	if (rc != ERR_NONE)
		return rc;
	sha256_init(&x->hash);
	rc = store_read(x->evidence->store, read_tx, x, err);
	sha256_end(&x->hash, x->summary.hash);
	if (rc != ERR_NONE)
		return rc;
	x->summary.fact = id_new();
	rc = store_write(x->evidence->store, fact_tx, x, err);
	if (rc == ERR_NONE)
		ledger_wake();
	return rc;
}

enum err_code
completions_export(const struct evidence *evidence,
    const struct completions_filter *filter, enum completions_format format,
    completions_sink *sink, void *ctx, struct completions_summary *out,
    struct err *err)
{
	int64_t now = clock_now();
	struct export x = {.evidence = evidence,
	    .filter = filter,
	    .format = format,
	    .sink = sink,
	    .sink_ctx = ctx,
	    .since = filter->since,
	    .until = filter->until > 0 ? filter->until : now + 1};
	struct arena arena, row;
	enum err_code rc;

	x.as_of = x.until < now ? x.until : now;
	x.rows = (struct row_context){.catalog = evidence->catalog,
	    .as_of = x.as_of,
	    .since = x.since,
	    .arena = &row};
	x.kept = &arena;
	arena_init(&arena, (size_t)16 << 20);
	arena_init(&row, 1 << 20);
	buf_init(&x.out, CHUNK + ROW_MAX);
	rc = run(&x, &arena, err);
	buf_release(&x.out);
	arena_release(&row);
	arena_release(&arena);
	if (rc == ERR_NONE)
		*out = x.summary;
	return rc;
}
