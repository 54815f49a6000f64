/* Labs as they are shown to one person. */
#include <stdlib.h>

#include "judge/matrix.h"
#include "learn/lab_part.h"
#include "sql/lab.h"

struct call {
	const struct lab_desk *desk;
	struct arena *arena;
	struct id person;
	struct str lab;
	struct sql_lab_standings_rows standings;
	struct lab_attempt attempt;
	struct sql_lab_run_last_row last[LAB_SUBMIT + 1];
	bool has[LAB_SUBMIT + 1];
	struct sql_lab_run_list_rows runs;
};

static enum err_code
standings_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;

	c->standings = (struct sql_lab_standings_rows){0};
	return sql_lab_standings(db, c->arena,
	    &(struct sql_lab_standings_in){.person = c->person}, &c->standings,
	    err);
}

static bool
of_module(const struct lab *lab, struct str module)
{
	for (size_t i = 0; i < lab->modules.n; i++)
		if (str_eq(lab->modules.v[i], module))
			return true;
	return module.ptr == NULL;
}

static void
fill_card(const struct call *c, const struct lab *lab, struct lab_card *out)
{
	*out = (struct lab_card){.id = lab->id,
	    .version = lab->version,
	    .title = lab->title,
	    .stack = lab->stack,
	    .owasp = lab->owasp,
	    .modules = {lab->modules.v, lab->modules.n, lab->modules.n},
	    .minutes = lab->minutes};
	for (size_t i = 0; i < c->standings.n; i++) {
		const struct sql_lab_standings_row *row = &c->standings.v[i];

		if (!str_eq(row->lab, lab->id))
			continue;
		out->standing = row->passed.set ? LAB_PASSED : LAB_STARTED;
		out->passed = row->passed.set ? row->passed.v : 0;
	}
}

static int
by_title(const void *a, const void *b)
{
	const struct lab_card *x = a, *y = b;
	int order = str_cmp(x->title, y->title);

	return order ? order : str_cmp(x->id, y->id);
}

enum err_code
lab_list(const struct lab_desk *desk, struct id person, struct str module_id,
    struct arena *arena, struct lab_cards *out, struct err *err)
{
	struct call c = {.desk = desk, .arena = arena, .person = person};
	struct lab_cards cards = {0};
	enum err_code rc = ERR_NONE;

	if (!id_is_none(person))
		rc = store_read(desk->store, standings_tx, &c, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; desk->labs && i < desk->labs->n; i++) {
		struct lab_card *card;

		if (!of_module(&desk->labs->v[i], module_id))
			continue;
		card = ARENA_PUSH(arena, &cards);
		if (card == NULL)
			return arena_fail(arena, err);
		fill_card(&c, &desk->labs->v[i], card);
	}
	if (cards.n > 0)
		qsort(cards.v, cards.n, sizeof(cards.v[0]), by_title);
	*out = cards;
	return ERR_NONE;
}

static enum err_code
get_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc = standings_tx(db, c, err);

	if (rc == ERR_NONE)
		rc = lab_attempt_load(
		    db, c->arena, c->person, c->lab, &c->attempt, err);
	for (int m = LAB_ATTACK; m <= LAB_SUBMIT && rc == ERR_NONE; m++)
		rc = sql_lab_run_last(db, c->arena,
		    &(struct sql_lab_run_last_in){.person = c->person,
			.lab = c->lab,
			.mode = str_from(lab_mode_name(m))},
		    &c->has[m], &c->last[m], err);
	return rc;
}

static enum err_code
add_files(const struct lab *lab, bool editable, struct arena *arena,
    struct lab_files *out, struct err *err)
{
	static const struct str under = STR_INIT("vulnerable/");

	for (size_t i = 0; i < lab->files.n; i++) {
		const struct lab_entry *e = &lab->files.v[i];
		struct str path = str_from_at(e->path, under.len);
		struct lab_file *f;

		if (!str_starts(e->path, under) ||
		    lab_is_editable(lab, path) != editable)
			continue;
		f = ARENA_PUSH(arena, out);
		if (f == NULL)
			return arena_fail(arena, err);
		*f = (struct lab_file){path, e->bytes, editable};
	}
	return ERR_NONE;
}

static enum err_code
fill_texts(const struct lab *lab, unsigned hints, struct arena *arena,
    struct lab_view *out, struct err *err)
{
	for (size_t i = 0; i < lab->hints.n; i++) {
		struct lab_hint *h = ARENA_PUSH(arena, &out->hints);

		if (h == NULL)
			return arena_fail(arena, err);
		h->title = lab->hints.v[i].title;
		h->text = i < hints ? lab->hints.v[i].text : STR_NONE;
	}
	for (size_t i = 0; i < lab->objectives.n; i++) {
		struct str *text = ARENA_PUSH(arena, &out->objectives);

		if (text == NULL)
			return arena_fail(arena, err);
		*text = lab->objectives.v[i].text;
	}
	for (size_t i = 0; i < lab->checks.n; i++) {
		struct lab_check_told *c = ARENA_PUSH(arena, &out->checks);

		if (c == NULL)
			return arena_fail(arena, err);
		*c = (struct lab_check_told){lab->checks.v[i].id,
		    str_from(lab_kind_name(lab->checks.v[i].kind)),
		    lab->checks.v[i].message};
	}
	return ERR_NONE;
}

/* What the person last sent in, by either way. */
static enum err_code
fill_draft(const struct call *c, struct lab_view *out, struct err *err)
{
	const struct sql_lab_run_last_row *check = &c->last[LAB_CHECK],
					  *submit = &c->last[LAB_SUBMIT];
	bool later = c->has[LAB_SUBMIT] &&
	    (!c->has[LAB_CHECK] || submit->queued >= check->queued);

	if (!c->has[LAB_CHECK] && !c->has[LAB_SUBMIT])
		return ERR_NONE;
	return lab_files_load(
	    later ? submit->files : check->files, c->arena, &out->draft, err);
}

static void
fill_standing(const struct call *c, const struct lab *lab, struct lab_view *out)
{
	bool open = !id_is_none(c->attempt.id) && c->attempt.passed == 0;

	out->hints_open = c->attempt.hints;
	out->attack = c->attempt.attacked > 0 ? lab->attack : STR_NONE;
	if (open)
		out->attempt = c->attempt.id;
	if (c->has[LAB_ATTACK])
		out->attack_run = c->last[LAB_ATTACK].id;
	if (c->has[LAB_CHECK])
		out->check_run = c->last[LAB_CHECK].id;
	if (c->has[LAB_SUBMIT])
		out->submit_run = c->last[LAB_SUBMIT].id;
}

enum err_code
lab_get(const struct lab_desk *desk, struct id person, struct str id,
    struct arena *arena, struct lab_view *out, struct err *err)
{
	struct call c = {
	    .desk = desk, .arena = arena, .person = person, .lab = id};
	struct lab_view view = {0};
	const struct lab *lab;
	enum err_code rc = lab_find(desk, id, &lab, err);

	if (rc == ERR_NONE)
		rc = store_read(desk->store, get_tx, &c, err);
	if (rc != ERR_NONE)
		return rc;
	fill_card(&c, lab, &view.card);
	fill_standing(&c, lab, &view);
	view.statement = lab->statement;
	view.controls = (struct lab_strs){
	    lab->controls.v, lab->controls.n, lab->controls.n};
	view.closed = desk->closed ? desk->closed(desk->ctx) : NULL;
	rc = fill_texts(lab, view.hints_open, arena, &view, err);
	if (rc == ERR_NONE)
		rc = add_files(lab, true, arena, &view.files, err);
	if (rc == ERR_NONE)
		rc = add_files(lab, false, arena, &view.files, err);
	if (rc == ERR_NONE)
		rc = fill_draft(&c, &view, err);
	if (rc == ERR_NONE)
		*out = view;
	return rc;
}

static enum err_code
runs_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;

	c->runs = (struct sql_lab_run_list_rows){0};
	return sql_lab_run_list(db, c->arena,
	    &(struct sql_lab_run_list_in){.person = c->person, .lab = c->lab},
	    &c->runs, err);
}

enum err_code
lab_runs(const struct lab_desk *desk, struct id person, struct str lab,
    struct arena *arena, struct lab_run_lines *out, struct err *err)
{
	struct call c = {
	    .desk = desk, .arena = arena, .person = person, .lab = lab};
	struct lab_run_lines lines = {0};
	enum err_code rc = store_read(desk->store, runs_tx, &c, err);

	for (size_t i = 0; i < c.runs.n && rc == ERR_NONE; i++) {
		const struct sql_lab_run_list_row *row = &c.runs.v[i];
		struct lab_run_line *line = ARENA_PUSH(arena, &lines);

		if (line == NULL)
			return arena_fail(arena, err);
		*line = (struct lab_run_line){.id = row->id,
		    .state = lab_run_state_read(row->state),
		    .passed = row->passed,
		    .queued = row->queued};
		(void)lab_mode_read(row->mode, &line->mode);
	}
	if (rc == ERR_NONE)
		*out = lines;
	return rc;
}
