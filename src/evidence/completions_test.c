#include "evidence/completions.h"

#include "codec/csv.h"
#include "codec/json_read.h"
#include "crypto/hash.h"
#include "learn/attestation.h"
#include "learn/world_test.h"
#include "policy/asking.h"

static enum err_code
ask_everybody(struct world *w, unsigned *made, struct err *err)
{
	struct engine *engine;
	enum err_code rc = engine_new(w->log.store, w->catalog, &engine, err);

	if (rc == ERR_NONE)
		rc = asking_run(engine, &w->learn, made, err);
	engine_free(engine);
	return rc;
}

static enum err_code
keep(void *ctx, struct str bytes, struct err *err)
{
	(void)err;
	buf_add(ctx, bytes);
	return ERR_NONE;
}

static enum err_code export(struct world *w,
    const struct completions_filter *filter, enum completions_format format,
    struct buf *out, struct completions_summary *summary, struct err *err) {
	struct evidence e = {.store = w->log.store, .catalog = w->catalog};

	buf_init(out, 1 << 20);
	return completions_export(&e, filter, format, keep, out, summary, err);
}

/* How many rows, and the cell of the first row in that column. */
static size_t
rows(struct world *w, const struct completions_filter *filter,
    const char *column, struct str *cell)
{
	struct completions_summary summary;
	struct csv_reader reader;
	struct csv_row head, row;
	struct buf out;
	struct err err;
	size_t n = 0, at = 0;

	CHECK_OK(
	    export(w, filter, COMPLETIONS_CSV, &out, &summary, &err), &err);
	csv_reader_init(&reader, arena_buf(&w->arena, &out), &w->arena);
	buf_release(&out);
	CHECK_OK(csv_read(&reader, &head, &err), &err);
	CHECK_INT(head.n, 19);
	while (column != NULL && at < head.n &&
	    !str_eq(head.v[at], str_from(column)))
		at++;
	for (;; n++) {
		CHECK_OK(csv_read(&reader, &row, &err), &err);
		if (row.n == 0)
			break;
		CHECK_INT(row.n, 19);
		if (n == 0 && column != NULL)
			*cell = row.v[at];
	}
	CHECK_INT(summary.rows, n);
	return n;
}

STORE_TEST(everybody_asked_is_a_row_with_what_came_of_it)
{
	struct attestation in = {.module_id = STR("m1"), .name = STR("Ada")};
	static const struct {
		const char *column, *value;
	} cells[] = {
	    {"name", "ada"},
	    {"email", "ada@example.org"},
	    {"role", "developer"},
	    {"course", "c1"},
	    {"module", "m1"},
	    {"title", "Module m1"},
	    {"version", "1.0.0"},
	    {"assigned_at", "2026-02-16T00:00:00.000000Z"},
	    {"due", "2026-03-18T23:59:59.999999Z"},
	    {"status", "completed"},
	    {"attempts", "2"},
	    {"best_score", "90"},
	    {"last_score", "90"},
	    {"completed_at", "2026-02-17T00:00:00.000000Z"},
	    {"earned_how", "tested-out"},
	    {"valid_until", "2027-02-17T23:59:59.999999Z"},
	    {"attested_at", "2026-02-17T00:00:00.000000Z"},
	};
	struct completions_filter filter = {0};
	struct world w;
	unsigned made;
	struct id fact;
	struct str cell;
	struct err err;

	world_open(&w, store);
	CHECK_OK(ask_everybody(&w, &made, &err), &err);
	world_attempt(&w, w.ada, "m1", 3);
	world_later(&w, CLOCK_DAY);
	world_attempt(&w, w.ada, "m1", 9);
	CHECK_OK(attestation_sign(&w.learn, w.ada, &in, &fact, &err), &err);
	world_settle(&w);
	world_later(&w, 60 * CLOCK_DAY);
	filter.viewer = w.auditor;
	CHECK_INT(rows(&w, &filter, NULL, NULL), 5);
	filter.person = w.ada;
	for (size_t i = 0; i < NELEM(cells); i++) {
		CHECK_INT(rows(&w, &filter, cells[i].column, &cell), 1);
		CHECK_STR(cell, str_from(cells[i].value));
	}
	filter.person = w.bob;
	CHECK_INT(rows(&w, &filter, "status", &cell), 1);
	CHECK_STR(cell, STR("overdue"));
	world_close(&w);
}

STORE_TEST(filters_take_out_what_was_not_asked_for_and_nothing_else)
{
	struct world w;
	unsigned made;
	struct err err;

	world_open(&w, store);
	CHECK_OK(ask_everybody(&w, &made, &err), &err);
	world_settle(&w);
	world_later(&w, 10 * CLOCK_DAY);
	world_attempt(&w, w.ada, "m1", 10);
	world_later(&w, 10 * CLOCK_DAY);
	const struct {
		struct completions_filter filter;
		size_t rows;
	} cases[] = {{{.viewer = w.auditor}, 5},
	    {
		{.operator= true }, 5},
		{{.viewer = w.auditor, .course = STR("c1")}, 5},
		{{.viewer = w.auditor, .person = w.ada}, 1},
		{{.viewer = w.auditor, .person = id_new()}, 0},
		/* a period before the asking, around the pass, after it */
		{{.viewer = w.auditor, .until = WORLD_START}, 0},
		{{.viewer = w.auditor, .until = WORLD_START + 1}, 5},
		{{.viewer = w.auditor, .since = WORLD_START + 10 * CLOCK_DAY},
		    5},
		{{.viewer = w.auditor,
		     .since = WORLD_START + 10 * CLOCK_DAY + 1},
		    4},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK_INT(
		    rows(&w, &cases[i].filter, NULL, NULL), cases[i].rows);
	world_close(&w);
}

/* Proved before the period: no row while it stands, one once it ran out. */
STORE_TEST(what_ran_out_within_the_period_is_owed_in_it)
{
	struct completions_filter filter = {.operator= true };
	struct world w;
	struct str cell;
	unsigned made;
	struct err err;

	world_open(&w, store);
	CHECK_OK(ask_everybody(&w, &made, &err), &err);
	world_settle(&w);
	world_attempt(&w, w.ada, "m1", 10);
	filter.person = w.ada;
	world_later(&w, 300 * CLOCK_DAY);
	filter.since = w.now;
	CHECK_INT(rows(&w, &filter, NULL, NULL), 0);
	world_later(&w, 100 * CLOCK_DAY);
	CHECK_INT(rows(&w, &filter, "status", &cell), 1);
	CHECK_STR(cell, STR("overdue"));
	CHECK_INT(rows(&w, &filter, "due", &cell), 1);
	CHECK_STR(cell, STR("2027-02-16T23:59:59.999999Z"));
	CHECK_INT(rows(&w, &filter, "why", &cell), 1);
	CHECK_STR(cell,
	    STR("because you completed version 1.0.0 on 16 February 2026 and "
		"the course says 12 months, to the same date"));
	/* as of a day when it still stood */
	filter.until = WORLD_START + 310 * CLOCK_DAY;
	CHECK_INT(rows(&w, &filter, NULL, NULL), 0);
	filter.since = 0;
	CHECK_INT(rows(&w, &filter, "status", &cell), 1);
	CHECK_STR(cell, STR("completed"));
	world_close(&w);
}

STORE_TEST(only_auditors_and_administrators_export_and_bad_filters_are_errors)
{
	struct completions_summary summary;
	struct buf out;
	struct world w;
	struct err err;

	world_open(&w, store);
	const struct {
		struct completions_filter filter;
		enum err_code rc;
	} cases[] = {
	    {{.viewer = w.ada}, ERR_DENIED},
	    {{.viewer = w.lead}, ERR_DENIED},
	    {{.viewer = id_new()}, ERR_DENIED},
	    {{.since = 0}, ERR_DENIED},
	    {{.viewer = w.auditor, .course = STR("c9")}, ERR_NOT_FOUND},
	    {{.viewer = w.auditor, .since = 2, .until = 1}, ERR_INVALID},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		CHECK_INT(export(&w, &cases[i].filter, COMPLETIONS_CSV, &out,
			      &summary, &err),
		    cases[i].rc);
		CHECK_INT(out.len, 0);
		buf_release(&out);
	}
	CHECK_INT(log_integrate(&w.log), 0); /* no fact of any of these */
	world_close(&w);
}

STORE_TEST(an_export_leaves_its_hash_and_json_says_what_csv_says)
{
	struct completions_filter filter = {0};
	struct completions_summary summary;
	struct json list;
	uint8_t hash[32];
	struct world w;
	struct buf out;
	unsigned made;
	struct err err;

	world_open(&w, store);
	CHECK_OK(ask_everybody(&w, &made, &err), &err);
	world_settle(&w);
	filter.viewer = w.auditor;
	CHECK_OK(
	    export(&w, &filter, COMPLETIONS_JSON, &out, &summary, &err), &err);
	sha256(buf_view(&out), hash);
	CHECK(memcmp(hash, summary.hash, 32) == 0);
	CHECK_INT(summary.bytes, out.len);
	CHECK_OK(json_read(buf_view(&out), &w.arena, &list, &err), &err);
	CHECK_INT(list.n, 5);
	CHECK_STR(json_opt_str(&list.items[0].value, "status"), STR("due"));
	CHECK(json_get(&list.items[0].value, "completed_at")->kind ==
	    JSON_IS_NULL);
	buf_release(&out);
	CHECK_INT(log_integrate(&w.log), 1);
	world_close(&w);
}

STORE_TEST(words_that_a_spreadsheet_would_run_are_disarmed)
{
	struct completions_filter filter = {.operator= true };
	struct id none = {0};
	struct world w;
	struct str cell;
	unsigned made;
	struct err err;

	world_open(&w, store);
	filter.person =
	    world_join(&w, "=HYPERLINK(\"http://x\")", "developer", none, none);
	world_settle(&w);
	CHECK_OK(ask_everybody(&w, &made, &err), &err);
	world_settle(&w);
	CHECK_INT(rows(&w, &filter, "name", &cell), 1);
	CHECK_STR(cell, STR("'=HYPERLINK(\"http://x\")"));
	world_close(&w);
}

TEST_MAIN(T(everybody_asked_is_a_row_with_what_came_of_it),
    T(filters_take_out_what_was_not_asked_for_and_nothing_else),
    T(what_ran_out_within_the_period_is_owed_in_it),
    T(only_auditors_and_administrators_export_and_bad_filters_are_errors),
    T(an_export_leaves_its_hash_and_json_says_what_csv_says),
    T(words_that_a_spreadsheet_would_run_are_disarmed))
