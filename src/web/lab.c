#include "web/lab.h"

#include "templates/lab.h"

/* The page of a lab: its task, the attack, the files, hints, former runs. */
#define FIELD    "file:" /* a form's field for a file, then its path */
#define ROWS_MAX 40

static const char *
language_of(struct str path)
{
	static const struct {
		const char *ending, *language;
	} languages[] = {
	    {".py", "python"},
	    {".js", "javascript"},
	    {".mjs", "javascript"},
	    {".c", "c"},
	    {".h", "c"},
	    {".json", "json"},
	};

	for (size_t i = 0; i < NELEM(languages); i++)
		if (str_ends(path, str_from(languages[i].ending)))
			return languages[i].language;
	return "text";
}

static uint64_t
lines_of(struct str text)
{
	uint64_t n = 1;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n < ROWS_MAX ? n : ROWS_MAX;
}

/* What the person wrote last, unless they want the original. */
static struct str
text_of(const struct call *call, const struct lab_view *lab,
    const struct lab_file *file)
{
	if (page_query(call, "original").len == 0)
		for (size_t i = 0; i < lab->draft.n; i++)
			if (str_eq(lab->draft.v[i].path, file->path))
				return lab->draft.v[i].text;
	return file->text;
}

static enum err_code
add_edit(struct call *call, const struct lab_view *lab,
    const struct lab_file *file, struct tmpl_lab *v, struct err *err)
{
	struct tmpl_lab_edits *row = ARENA_PUSH(call->arena, &v->edits);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->path = file->path;
	row->name = arena_strf(call->arena, FIELD "%.*s", STR_FMT(file->path));
	row->language = str_from(language_of(file->path));
	row->text = text_of(call, lab, file);
	row->rows = lines_of(row->text);
	return ERR_NONE;
}

static enum err_code
add_files(struct call *call, const struct lab_view *lab, struct tmpl_lab *v,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lab->files.n && rc == ERR_NONE; i++) {
		const struct lab_file *file = &lab->files.v[i];
		struct tmpl_lab_files *row;

		if (file->editable) {
			rc = add_edit(call, lab, file, v, err);
			continue;
		}
		row = ARENA_PUSH(call->arena, &v->files);
		if (row == NULL)
			return arena_fail(call->arena, err);
		row->path = file->path;
		row->text = file->text;
	}
	return rc;
}

static enum err_code
add_next_hint(struct call *call, const struct lab_view *lab, struct tmpl_lab *v,
    struct err *err)
{
	struct tmpl_lab_next_hint *next;

	if (lab->hints_open >= lab->hints.n)
		return ERR_NONE;
	next = ARENA_NEW(call->arena, struct tmpl_lab_next_hint);
	if (next == NULL)
		return arena_fail(call->arena, err);
	next->frame = v->frame;
	next->action = URL_OF(call->arena, "/labs/{}/hint", lab->card.id);
	next->button =
	    arena_strf(call->arena, "Hint %u of %zu: %.*s", lab->hints_open + 1,
		lab->hints.n, STR_FMT(lab->hints.v[lab->hints_open].title));
	v->next_hint = next;
	return ERR_NONE;
}

static enum err_code
add_hints(struct call *call, const struct lab_view *lab, struct tmpl_lab *v,
    struct err *err)
{
	static const struct markdown_config config = {.shift = 1};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lab->hints_open && rc == ERR_NONE; i++) {
		struct tmpl_lab_hints *row = ARENA_PUSH(call->arena, &v->hints);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = lab->hints.v[i].title;
		rc = show_markdown(call->arena, lab->hints.v[i].text, &config,
		    &row->body, err);
	}
	return rc == ERR_NONE ? add_next_hint(call, lab, v, err) : rc;
}

static enum err_code
add_checks(struct call *call, const struct lab_view *lab, struct tmpl_lab *v,
    struct err *err)
{
	for (size_t i = 0; i < lab->checks.n; i++) {
		struct tmpl_lab_checks *row =
		    ARENA_PUSH(call->arena, &v->checks);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->kind = str_from(lab_kind_title(lab->checks.v[i].kind));
		row->message = lab->checks.v[i].message;
	}
	for (size_t i = 0; i < lab->objectives.n; i++) {
		struct str *row = ARENA_PUSH(call->arena, &v->objectives);

		if (row == NULL)
			return arena_fail(call->arena, err);
		*row = lab->objectives.v[i];
	}
	return ERR_NONE;
}

static enum err_code
add_runs(struct call *call, const struct lab_desk *desk,
    const struct lab_view *lab, struct tmpl_lab *v, struct err *err)
{
	struct lab_run_lines runs = {0};
	enum err_code rc = lab_runs(desk, call->session.person.id, lab->card.id,
	    call->arena, &runs, err);

	for (size_t i = 0; i < runs.n && rc == ERR_NONE; i++) {
		const struct lab_run_line *line = &runs.v[i];
		struct tmpl_lab_runs *row = ARENA_PUSH(call->arena, &v->runs);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->when = line->queued;
		row->what = str_from(lab_mode_title(line->mode));
		row->href = lab_run_url(call, lab->card.id, line->id);
		row->mark =
		    lab_run_mark(call, line->state, line->mode, line->passed);
	}
	v->has_runs = v->runs.n > 0;
	return rc;
}

static enum err_code
add_attack(struct call *call, const struct lab_view *lab, struct tmpl_lab *v,
    struct err *err)
{
	static const struct markdown_config config = {.shift = 1};
	bool ran = !id_is_none(lab->attack_run);

	v->attack_button = ran ? STR("Attack again") : STR("Run the attack");
	if (ran) {
		struct tmpl_lab_attack_run *run =
		    ARENA_NEW(call->arena, struct tmpl_lab_attack_run);

		if (run == NULL)
			return arena_fail(call->arena, err);
		run->href = lab_run_url(call, lab->card.id, lab->attack_run);
		v->attack_run = run;
	}
	if (lab->attack.ptr) {
		struct tmpl_lab_story *story =
		    ARENA_NEW(call->arena, struct tmpl_lab_story);

		if (story == NULL)
			return arena_fail(call->arena, err);
		v->story = story;
		return show_markdown(
		    call->arena, lab->attack, &config, &story->body, err);
	}
	return ERR_NONE;
}

static struct str
terminal_of(const struct call *call, const struct lab_card *card)
{
	return arena_strf(call->arena,
	    "export ASSAY_SERVER=%.*s\n"
	    "assay lab get %.*s\n"
	    "cd %.*s\n"
	    "assay lab check",
	    STR_FMT(call->public_url), STR_FMT(card->id), STR_FMT(card->id));
}

static void
fill(struct call *call, const struct lab_view *lab, struct tmpl_lab *v)
{
	const struct lab_card *card = &lab->card;

	v->frame = page_frame_str(call, card->title);
	v->editor = call->web->editor;
	v->over = arena_strf(call->arena, "%.*s · %.*s · %u minutes",
	    STR_FMT(card->owasp), STR_FMT(markdown_stack_name(card->stack)),
	    card->minutes);
	v->title = card->title;
	v->mark = lab_card_mark(call, card);
	v->closed = str_from(lab->closed ? lab->closed : "");
	v->attack_action = URL_OF(call->arena, "/labs/{}/attack", card->id);
	v->check_action = URL_OF(call->arena, "/labs/{}/check", card->id);
	v->submit_action = URL_OF(call->arena, "/labs/{}/submit", card->id);
	v->original_href = URL_OF(
	    call->arena, "/labs/{}?original={}#mend", card->id, STR("yes"));
	v->get = terminal_of(call, card);
}

enum err_code
lab_show(struct call *call, struct str id, const char *problem, struct err *err)
{
	static const struct markdown_config config = {.shift = 1};
	const struct lab_desk *desk = call->web->config.labs;
	struct tmpl_lab v = {0};
	struct lab_view lab;
	enum err_code rc =
	    lab_get(desk, call->session.person.id, id, call->arena, &lab, err);

	if (rc != ERR_NONE)
		return rc;
	fill(call, &lab, &v);
	v.problem = str_from(problem);
	rc = show_markdown(
	    call->arena, lab.statement, &config, &v.statement, err);
	if (rc == ERR_NONE)
		rc = add_attack(call, &lab, &v, err);
	if (rc == ERR_NONE)
		rc = add_files(call, &lab, &v, err);
	if (rc == ERR_NONE)
		rc = add_hints(call, &lab, &v, err);
	if (rc == ERR_NONE)
		rc = add_checks(call, &lab, &v, err);
	if (rc == ERR_NONE)
		rc = add_runs(call, desk, &lab, &v, err);
	if (rc == ERR_NONE)
		tmpl_lab(call->re->body, &v);
	return rc;
}

enum err_code
page_lab(struct call *call, struct err *err)
{
	const struct lab_desk *desk;
	struct str lab;
	enum err_code rc = lab_page(call, &desk, &lab, err);

	return rc == ERR_NONE ? lab_show(call, lab, "", err) : rc;
}

enum err_code
page_lab_hint(struct call *call, struct err *err)
{
	const struct lab_desk *desk;
	unsigned opened;
	struct str lab;
	enum err_code rc = lab_page(call, &desk, &lab, err);

	if (rc == ERR_NONE)
		rc = lab_hint(desk, call->session.person.id, lab, &opened, err);
	if (rc != ERR_NONE && rc != ERR_CONFLICT) /* all are open: show them */
		return rc;
	return page_go(call, URL_OF(call->arena, "/labs/{}#hints", lab), err);
}
