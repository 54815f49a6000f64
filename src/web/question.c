#include "web/question.h"

/* --- the form that came back -------------------------------------------- */

/* "place-3" of "place-": 3; 0 for another name. */
static unsigned
field_no(struct str name, struct str prefix)
{
	uint64_t n;

	if (!str_starts(name, prefix) ||
	    !str_u64(str_from_at(name, prefix.len), &n) || n < 1 ||
	    n > QUIZ_PLACES_MAX)
		return 0;
	return (unsigned)n;
}

static unsigned
number_of(struct str text, unsigned max, struct question_given *g)
{
	uint64_t n;

	if (text.len == 0)
		return 0;
	if (!str_u64(text, &n) || n > max) {
		g->malformed = true;
		return 0;
	}
	return (unsigned)n;
}

static void
given_options(struct question_given *g)
{
	for (unsigned i = 0; i < QUIZ_PLACES_MAX; i++)
		if (g->v[i] != 0)
			g->answer.v[g->answer.n++] = (uint8_t)i;
}

static void
given_places(struct question_given *g, unsigned n)
{
	unsigned placed = 0, seen = 0;

	for (unsigned i = 0; i < n; i++) {
		unsigned place = g->v[i];

		if (place == 0)
			continue;
		if (place > n)
			g->malformed = true;
		else if (seen & 1U << place)
			g->problem = "Two steps have the same number; each "
				     "number stands once.";
		else
			g->answer.v[place - 1] = (uint8_t)i;
		seen |= 1U << place;
		placed++;
	}
	g->answer.n = (uint8_t)n;
	g->nothing = placed == 0;
	if (placed > 0 && placed < n && g->problem == NULL)
		g->problem = "Some steps have no number yet.";
}

static void
given_pairs(struct question_given *g, unsigned n)
{
	unsigned chosen = 0;

	for (unsigned i = 0; i < n; i++) {
		g->answer.v[i] = (uint8_t)(g->v[i] - 1);
		chosen += g->v[i] != 0;
	}
	g->answer.n = (uint8_t)n;
	g->nothing = chosen == 0;
	if (chosen > 0 && chosen < n)
		g->problem = "Some lines have no letter yet.";
}

void
question_given(const struct call *call, struct question_given *out)
{
	struct question_given g = {0};
	unsigned places = 0, pairs = 0;

	for (size_t i = 0; i < call->rq->form.n; i++) {
		const struct http_pair *p = &call->rq->form.v[i];
		unsigned place = field_no(p->name, STR("place-"));
		unsigned pair = field_no(p->name, STR("pair-"));
		unsigned n;

		if (str_eq(p->name, STR("option"))) {
			n = number_of(p->value, QUIZ_PLACES_MAX - 1, &g);
			g.v[n] = !g.malformed && p->value.len > 0;
		} else if (str_eq(p->name, STR("line"))) {
			n = number_of(p->value, QUIZ_CODE_MAX, &g);
			g.v[0] = (uint8_t)n;
			g.answer = (struct answer){1, {(uint8_t)n}};
		} else if (place + pair > 0) {
			places = place > places ? place : places;
			pairs = pair > pairs ? pair : pairs;
			g.v[place + pair - 1] =
			    (uint8_t)number_of(p->value, QUIZ_PLACES_MAX, &g);
		}
	}
	if (places > 0)
		given_places(&g, places);
	else if (pairs > 0)
		given_pairs(&g, pairs);
	else if (g.answer.n == 0)
		given_options(&g);
	if (g.answer.n == 0)
		g.nothing = true;
	*out = g;
}

/* --- the question ------------------------------------------------------- */

/* What is ticked and selected: what came back, or what is stored. */
static void
stored(const struct question *q, struct question_given *out)
{
	*out = (struct question_given){0};
	for (unsigned i = 0; q->answered && i < q->answer.n; i++)
		switch (q->form.kind) {
		case QUIZ_SINGLE:
		case QUIZ_MULTI:
			out->v[q->answer.v[i]] = 1;
			break;
		case QUIZ_ORDER:
			out->v[q->answer.v[i]] = (uint8_t)(i + 1);
			break;
		case QUIZ_MATCH:
			out->v[i] = (uint8_t)(q->answer.v[i] + 1);
			break;
		case QUIZ_SPOT:
			out->v[0] = q->answer.v[0];
			break;
		}
}

static enum err_code
add_choices(struct call *call, const struct question *q,
    const struct question_given *g, struct tmpl_question *v, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; i < q->form.places && rc == ERR_NONE; i++) {
		struct tmpl_question_choices *o =
		    ARENA_PUSH(call->arena, &v->choices);

		if (o == NULL)
			return arena_fail(call->arena, err);
		o->input =
		    q->form.kind == QUIZ_MULTI ? STR("checkbox") : STR("radio");
		o->value = i;
		o->chosen = g->v[i] != 0;
		rc = show_line(call->arena, q->options[i], &o->text, err);
	}
	return rc;
}

static enum err_code
add_step(struct call *call, const struct question *q, unsigned no,
    unsigned given, struct tmpl_question_steps *s, struct err *err)
{
	for (unsigned i = 1; i <= q->form.places; i++) {
		struct tmpl_question_steps_places *p =
		    ARENA_PUSH(call->arena, &s->places);

		if (p == NULL)
			return arena_fail(call->arena, err);
		p->value = i;
		p->chosen = given == i;
	}
	s->name = arena_strf(call->arena, "place-%u", no + 1);
	return show_line(call->arena, q->options[no], &s->text, err);
}

static enum err_code
add_steps(struct call *call, const struct question *q,
    const struct question_given *g, struct tmpl_question *v, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; i < q->form.places && rc == ERR_NONE; i++) {
		struct tmpl_question_steps *s =
		    ARENA_PUSH(call->arena, &v->steps);

		if (s == NULL)
			return arena_fail(call->arena, err);
		rc = add_step(call, q, i, g->v[i], s, err);
	}
	return rc;
}

static struct str
letter(unsigned i)
{
	static const char letters[] = "ABCDEF";

	return (struct str){letters + i, 1};
}

static enum err_code
add_pair(struct call *call, const struct question *q, unsigned no,
    unsigned given, struct tmpl_question_sides_pairs *p, struct err *err)
{
	for (unsigned i = 0; i < q->form.places; i++) {
		struct tmpl_question_sides_pairs_letters *l =
		    ARENA_PUSH(call->arena, &p->letters);

		if (l == NULL)
			return arena_fail(call->arena, err);
		l->value = i + 1;
		l->letter = letter(i);
		l->chosen = given == i + 1;
	}
	p->name = arena_strf(call->arena, "pair-%u", no + 1);
	return show_line(call->arena, q->lefts[no], &p->left, err);
}

static enum err_code
add_sides(struct call *call, const struct question *q,
    const struct question_given *g, struct tmpl_question *v, struct err *err)
{
	struct tmpl_question_sides *sides =
	    ARENA_NEW(call->arena, struct tmpl_question_sides);
	enum err_code rc = ERR_NONE;

	if (sides == NULL)
		return arena_fail(call->arena, err);
	for (unsigned i = 0; i < q->form.places && rc == ERR_NONE; i++) {
		struct tmpl_question_sides_rights *r =
		    ARENA_PUSH(call->arena, &sides->rights);

		if (r == NULL)
			return arena_fail(call->arena, err);
		r->letter = letter(i);
		rc = show_line(call->arena, q->options[i], &r->text, err);
	}
	for (unsigned i = 0; i < q->form.lefts && rc == ERR_NONE; i++) {
		struct tmpl_question_sides_pairs *p =
		    ARENA_PUSH(call->arena, &sides->pairs);

		if (p == NULL)
			return arena_fail(call->arena, err);
		rc = add_pair(call, q, i, g->v[i], p, err);
	}
	v->sides = sides;
	return rc;
}

static enum err_code
add_lines(struct call *call, const struct question *q,
    const struct question_given *g, struct tmpl_question *v, struct err *err)
{
	struct tmpl_question_spot *spot =
	    ARENA_NEW(call->arena, struct tmpl_question_spot);

	if (spot == NULL)
		return arena_fail(call->arena, err);
	for (unsigned no = 1; no <= q->form.lines; no++) {
		struct tmpl_question_spot_lines *l =
		    ARENA_PUSH(call->arena, &spot->lines);

		if (l == NULL)
			return arena_fail(call->arena, err);
		l->number = no;
		l->chosen = g->v[0] == no;
		l->code = question_line(q, no);
	}
	v->spot = spot;
	return ERR_NONE;
}

typedef enum err_code add_fn(struct call *call, const struct question *q,
    const struct question_given *g, struct tmpl_question *v, struct err *err);

enum err_code
question_view(struct call *call, const struct question *q,
    const struct question_given *given, struct tmpl_question *out,
    struct err *err)
{
	static const struct {
		add_fn *add;
		struct str how;
	} kinds[] = {
	    [QUIZ_SINGLE] = {add_choices, STR_INIT("Choose one.")},
	    [QUIZ_MULTI] = {add_choices,
		STR_INIT("Choose all that are right.")},
	    [QUIZ_ORDER] = {add_steps,
		STR_INIT("Number the steps: 1 comes first.")},
	    [QUIZ_MATCH] = {add_sides,
		STR_INIT("Give each line below its letter; some letters may "
			 "be left over.")},
	    [QUIZ_SPOT] = {add_lines, STR_INIT("Choose one line.")},
	};
	struct tmpl_question v = {.how_many = kinds[q->form.kind].how,
	    .has_code = q->code.len > 0 && q->form.kind != QUIZ_SPOT,
	    .code = q->code};
	struct question_given own;
	enum err_code rc = show_markdown(call->arena, q->stem,
	    &(struct markdown_config){.shift = 1}, &v.stem, err);

	if (given == NULL) {
		stored(q, &own);
		given = &own;
	}
	if (given->problem != NULL) {
		struct tmpl_question_problem *p =
		    ARENA_NEW(call->arena, struct tmpl_question_problem);

		if (p == NULL)
			return arena_fail(call->arena, err);
		p->text = str_from(given->problem);
		v.problem = p;
	}
	if (rc == ERR_NONE)
		rc = kinds[q->form.kind].add(call, q, given, &v, err);
	if (rc == ERR_NONE)
		*out = v;
	return rc;
}
