#include "judge/told.h"

#include "codec/json.h"
#include "codec/json_read.h"

#define OUTPUT_SHOWN 4000u

const char *
matrix_outcome_name(enum matrix_outcome outcome)
{
	static const char *const names[] = {
	    "skipped", "ok", "failed", "proved", "broken", "defect"};

	return names[outcome];
}

static enum matrix_outcome
outcome_of(const struct json *line)
{
	struct str name = json_opt_str(line, "outcome");

	for (int o = MATRIX_OK; o <= MATRIX_DEFECT; o++)
		if (str_eq(name, str_from(matrix_outcome_name(o))))
			return o;
	return MATRIX_DEFECT;
}

struct telling {
	const struct group *g;
	struct arena *arena;
	struct matrix *out;
	struct err *err;
	struct str trace; /* what is left of it */
	bool done, ready;
};

static void
take_check(struct telling *t, const struct json *line)
{
	struct str id = json_opt_str(line, "check");
	const struct matrix_check got = {lab_check_of(t->g->spec->lab, id),
	    outcome_of(line), json_opt_str(line, "why")};

	if (got.check == NULL)
		return;
	if (json_opt_flag(line, "again", false)) {
		t->out->again[t->g->kind] = got;
		return;
	}
	for (size_t i = 0; i < t->out->n; i++)
		if (t->out->checks[i].check == got.check)
			t->out->checks[i] = got;
}

static bool
add_step(struct telling *t, struct str kind, struct str text, bool traced)
{
	struct matrix_step *s = ARENA_PUSH(t->arena, &t->out->steps);

	if (s != NULL)
		*s = (struct matrix_step){kind, text, traced};
	return s != NULL;
}

/* The next line "TRACE <layer>: <text>" of the service's, if its layer is one
   that was announced. */
static bool
next_trace(struct str *rest, struct str *layer, struct str *text)
{
	static const char *const layers[] = {
	    "request", "handler", "logic", "store"};
	struct str line;

	while (str_cut_line(rest, &line)) {
		if (!str_starts(line, STR("TRACE ")))
			continue;
		line = str_from_at(line, 6);
		if (!str_cut(&line, ':', layer))
			continue;
		for (size_t i = 0; i < NELEM(layers); i++)
			if (str_eq(*layer, str_from(layers[i]))) {
				*text = str_sub(str_trim(line), 0, 2000);
				return true;
			}
	}
	return false;
}

/* A request's lines begin with one of layer request; those up to the next
   such line are its own. */
static bool
add_trace(struct telling *t)
{
	struct str layer, text, rest = t->trace;
	bool begun = false;

	while (next_trace(&rest, &layer, &text)) {
		bool first = str_eq(layer, STR("request"));

		if (first && begun)
			return true; /* t->trace stands before it */
		if (!first && !begun) {
			t->trace = rest; /* of no request: its start */
			continue;
		}
		begun = true;
		t->trace = rest;
		if (!add_step(t, arena_str(t->arena, layer),
			arena_str(t->arena, text), true))
			return false;
	}
	return true;
}

static enum err_code
take_steps(struct telling *t, const struct json *steps)
{
	for (size_t i = 0; steps != NULL && i < steps->n; i++) {
		const struct json *s = &steps->items[i].value;
		struct str kind;

		if (s->kind != JSON_IS_LIST || s->n != 2)
			continue;
		kind = s->items[0].value.text;
		if (!add_step(t, kind, s->items[1].value.text, false))
			return arena_fail(t->arena, t->err);
		if (str_eq(kind, STR("request")) && !add_trace(t))
			return arena_fail(t->arena, t->err);
	}
	return ERR_NONE;
}

static enum err_code
take_line(struct telling *t, struct str text)
{
	struct json line;
	enum err_code rc = json_read(text, t->arena, &line, t->err);

	if (rc == ERR_LIMIT || rc == ERR_NOMEM)
		return rc;
	if (rc != ERR_NONE)
		return ERR_NONE; /* cut off: what it was about is missing */
	if (json_get(&line, "ready") != NULL)
		t->ready = json_opt_flag(&line, "ready", false);
	if (json_get(&line, "check") != NULL)
		take_check(t, &line);
	t->done |= json_opt_flag(&line, "done", false);
	return take_steps(t, json_get(&line, "steps"));
}

/* What never came to an end, and why. */
static void
fill_in(struct telling *t, struct matrix_check *c, struct str why)
{
	bool exploit =
	    c->check->kind == LAB_PUBLIC || c->check->kind == LAB_WITHHELD;

	if (c->outcome != MATRIX_SKIPPED)
		return;
	if (atomic_load(t->g->enough))
		return;
	c->why = why;
	if (t->ready && !t->done && !t->g->service_ended)
		c->outcome = MATRIX_DEFECT;
	else
		c->outcome = exploit ? MATRIX_BROKEN : MATRIX_FAILED;
}

static enum err_code
reason(struct telling *t, struct str *out)
{
	const struct group *g = t->g;

	if (!t->ready)
		*out = g->service_ended
		    ? arena_strf(t->arena, "the service did not start: it %s",
			  g->service_end)
		    : arena_str(
			  t->arena, STR("the service accepted no connection"));
	else if (g->service_ended)
		*out = arena_strf(t->arena, "the service %s", g->service_end);
	else
		*out = arena_strf(
		    t->arena, "the checks' own sandbox %s", g->checks_end);
	return out->ptr ? ERR_NONE : arena_fail(t->arena, t->err);
}

/* The end of what the service wrote: a traceback ends with its cause. */
static enum err_code
take_output(struct telling *t)
{
	struct str all = t->g->trace.len > 0 ? t->g->trace : t->g->output;
	size_t from = all.len > OUTPUT_SHOWN ? all.len - OUTPUT_SHOWN : 0;

	if (t->g->kind == LAB_WITHHELD || t->out->output.ptr != NULL ||
	    (t->ready && !t->g->service_ended))
		return ERR_NONE;
	t->out->output = arena_str(t->arena, str_from_at(all, from));
	return t->out->output.ptr ? ERR_NONE : arena_fail(t->arena, t->err);
}

static enum err_code
take_rest(struct telling *t)
{
	const struct group *g = t->g;
	const struct lab *lab = g->spec->lab;
	struct str why;
	enum err_code rc = reason(t, &why);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < t->out->n; i++)
		if (group_has(g, t->out->checks[i].check))
			fill_in(t, &t->out->checks[i], why);
	if (g->kind == LAB_FUNCTION || g->spec->mode == MATRIX_ATTACK)
		return take_output(t);
	for (size_t i = 0;
	     i < lab->checks.n && t->out->again[g->kind].check == NULL; i++)
		if (lab->checks.v[i].kind == LAB_FUNCTION)
			t->out->again[g->kind].check = &lab->checks.v[i];
	fill_in(t, &t->out->again[g->kind], why);
	return take_output(t);
}

enum err_code
told_read(const struct group *g, struct arena *arena, struct matrix *out,
    struct err *err)
{
	struct telling t = {
	    .g = g, .arena = arena, .out = out, .err = err, .trace = g->trace};
	struct str rest = g->lines, line;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && str_cut_line(&rest, &line))
		rc = take_line(&t, line);
	return rc == ERR_NONE ? take_rest(&t) : rc;
}

bool
told_refuses(const struct group *g)
{
	struct str rest = g->lines, line;
	size_t lines = 0, good = 0;

	while (str_cut_line(&rest, &line)) {
		lines++;
		good += str_find(line, STR("\"outcome\": \"ok\"")) < line.len ||
		    !str_starts(line, STR("{\"check\""));
	}
	return good < lines || lines < 2 || !g->checks_ended_well;
}

static void
write_outcomes(struct buf *out, const struct matrix *m)
{
	json_list(out, "checks");
	for (size_t i = 0; i < m->n; i++) {
		const struct matrix_check *c = &m->checks[i];

		json_open(out);
		json_str(out, "id", c->check->id);
		json_str(out, "kind", str_from(lab_kind_name(c->check->kind)));
		json_str(
		    out, "outcome", str_from(matrix_outcome_name(c->outcome)));
		json_close(out);
	}
	json_list_end(out);
}

static void
write_again(struct buf *out, const struct matrix *m)
{
	json_open_in(out, "again");
	for (int k = 0; k < LAB_KINDS; k++)
		if (m->again[k].check != NULL)
			json_str(out, lab_kind_name(k),
			    str_from(matrix_outcome_name(m->again[k].outcome)));
	json_close(out);
}

void
matrix_write(struct buf *out, const struct matrix *m)
{
	json_open(out);
	write_again(out, m);
	json_flag(out, "built", m->built);
	write_outcomes(out, m);
	json_close(out);
}

static void
write_told(struct buf *out, const struct matrix_check *c)
{
	bool secret = c->check->kind == LAB_WITHHELD;
	struct str why = secret || c->outcome == MATRIX_OK ? STR_NONE : c->why;

	json_open(out);
	json_str(out, "id", c->check->id);
	json_str(out, "kind", str_from(lab_kind_name(c->check->kind)));
	json_str(out, "message", c->check->message);
	json_str(out, "outcome", str_from(matrix_outcome_name(c->outcome)));
	json_str(out, "why", why);
	json_close(out);
}

void
matrix_write_told(
    struct buf *out, const struct lab *lab, const struct matrix *m)
{
	json_open(out);
	json_str(out, "lab", lab->id);
	json_str(out, "version", lab->version);
	json_flag(out, "passed", m->passed);
	json_flag(out, "defect", m->defect);
	json_flag(out, "built", m->built);
	json_str(out, "build", m->build);
	json_str(out, "output", m->output);
	write_again(out, m);
	json_list(out, "checks");
	for (size_t i = 0; i < m->n; i++)
		write_told(out, &m->checks[i]);
	json_list_end(out);
	json_list(out, "steps");
	for (size_t i = 0; i < m->steps.n; i++) {
		json_list(out, NULL);
		json_str(out, NULL, m->steps.v[i].kind);
		json_str(out, NULL, m->steps.v[i].text);
		json_flag(out, NULL, m->steps.v[i].traced);
		json_list_end(out);
	}
	json_list_end(out);
	json_u64(out, "ms", m->all_ms);
	json_close(out);
}
