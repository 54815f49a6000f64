#include "web/question.h"

static struct str
class_of(const struct question_part *p)
{
	switch (p->mark) {
	case QUESTION_RIGHT:
		return p->chosen ? STR("chosen right") : STR("right");
	case QUESTION_WRONG:
		return STR("chosen wrong");
	case QUESTION_UNTOLD:
		break;
	}
	return p->chosen ? STR("chosen") : STR("");
}

static struct str
tag_of_option(const struct question_part *p)
{
	switch (p->mark) {
	case QUESTION_RIGHT:
		return p->chosen ? STR("You chose this. It is right.")
				 : STR("This is right.");
	case QUESTION_WRONG:
		return STR("You chose this. It is not right.");
	case QUESTION_UNTOLD:
		break;
	}
	return p->chosen ? STR("You chose this.") : STR("");
}

static struct str
tag_of_step(struct arena *arena, const struct question_part *p, bool told)
{
	if (told && p->mark == QUESTION_WRONG)
		return arena_strf(arena, "You put this at %u.", p->given);
	if (p->mark == QUESTION_WRONG)
		return STR("This is the first that stands at the wrong place.");
	return p->mark == QUESTION_RIGHT
	    ? STR("You put this here. It is right.")
	    : STR("");
}

static struct str
tag_of_pair(const struct question_part *p, bool told)
{
	if (p->mark == QUESTION_RIGHT)
		return STR("You chose this. It is right.");
	if (p->mark == QUESTION_WRONG && !told)
		return STR("You chose this. It is not right.");
	return STR("");
}

static void
add_tags(struct call *call, const struct question *q,
    const struct question_verdict *verdict, const struct question_part *p,
    struct tmpl_answered_parts *row)
{
	switch (q->form.kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		row->tag = tag_of_option(p);
		break;
	case QUIZ_ORDER:
		row->label = arena_strf(call->arena, "%u.", p->no);
		row->tag = tag_of_step(call->arena, p, verdict->told);
		break;
	case QUIZ_MATCH:
		row->tag = tag_of_pair(p, verdict->told);
		break;
	case QUIZ_SPOT:
		row->label = arena_strf(call->arena, "Line %u", p->no);
		row->tag = tag_of_option(p);
		break;
	}
}

static enum err_code
add_line(struct call *call, struct str code, struct tmpl_answered_parts *row,
    struct err *err)
{
	struct tmpl_answered_parts_line *line =
	    ARENA_NEW(call->arena, struct tmpl_answered_parts_line);

	if (line == NULL)
		return arena_fail(call->arena, err);
	line->code = code;
	row->line = line;
	return ERR_NONE;
}

/* The option, the step, or both sides of a pair. */
static enum err_code
add_words(struct call *call, const struct question_part *p,
    struct tmpl_answered_parts *row, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_answered_parts_words *words =
	    ARENA_NEW(arena, struct tmpl_answered_parts_words);
	struct tmpl_answered_parts_words_pair *pair = NULL;
	enum err_code rc = ERR_NONE;

	if (p->left.ptr != NULL) {
		pair = ARENA_NEW(arena, struct tmpl_answered_parts_words_pair);
		if (pair != NULL)
			rc = show_line(arena, p->left, &pair->left, err);
	}
	if (words == NULL || (pair == NULL && p->left.ptr != NULL))
		return arena_fail(arena, err);
	words->pair = pair;
	row->words = words;
	return rc == ERR_NONE ? show_line(arena, p->text, &words->text, err)
			      : rc;
}

static enum err_code
add_why(struct call *call, const struct question_part *p,
    struct tmpl_answered_parts *row, struct err *err)
{
	struct tmpl_answered_parts_instead *instead;
	enum err_code rc = ERR_NONE;

	row->has_why = p->why.len > 0;
	if (row->has_why)
		rc = show_line(call->arena, p->why, &row->why, err);
	if (rc != ERR_NONE || p->instead.ptr == NULL)
		return rc;
	instead = ARENA_NEW(call->arena, struct tmpl_answered_parts_instead);
	if (instead == NULL)
		return arena_fail(call->arena, err);
	row->instead = instead;
	return show_line(call->arena, p->instead, &instead->text, err);
}

static enum err_code
add_part(struct call *call, const struct question *q,
    const struct question_verdict *verdict, const struct question_part *p,
    struct tmpl_answered *v, struct err *err)
{
	struct tmpl_answered_parts *row = ARENA_PUSH(call->arena, &v->parts);
	enum err_code rc;

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->class = class_of(p);
	add_tags(call, q, verdict, p, row);
	rc = q->form.kind == QUIZ_SPOT ? add_line(call, p->text, row, err)
				       : add_words(call, p, row, err);
	return rc == ERR_NONE ? add_why(call, p, row, err) : rc;
}

enum err_code
answered_view(struct call *call, const struct question *q,
    const struct question_verdict *verdict, struct tmpl_answered *out,
    struct err *err)
{
	struct tmpl_answered v = {.has_code = q->code.len > 0,
	    .code = q->code,
	    .unanswered = !q->answered};
	enum err_code rc = show_markdown(call->arena, q->stem,
	    &(struct markdown_config){.shift = 2}, &v.stem, err);

	for (unsigned i = 0; i < verdict->n && rc == ERR_NONE; i++)
		rc = add_part(call, q, verdict, &verdict->parts[i], &v, err);
	if (rc == ERR_NONE)
		*out = v;
	return rc;
}
