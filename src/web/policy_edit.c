#include "templates/policy_edit.h"
#include "codec/hex.h"
#include "crypto/hash.h"
#include "ledger/ledger.h"
#include "policy/diff.h"
#include "policy/effect.h"
#include "policy/template.h"
#include "templates/policy_effect.h"
#include "web/policy_page.h"

/*
 * The next version of the policy, in three steps that keep nothing before the
 * last: its text and what is wrong with it, whom it changes what for, and the
 * button that publishes it.  The text travels in the forms.
 */
#define ROWS 100 /* of the effect, on one page */

struct draft {
	struct call *call;
	struct engine *engine;
	struct policy *policy; /* NULL while it does not read */
	struct str text, note;
	struct policy_problems problems;
	struct effect effect;
	int64_t now;
};

/* Forms end their lines with CR LF; a policy with LF. */
static struct str
plain_lines(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 2);
	size_t n = 0;

	if (out == NULL)
		return STR("");
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '\r')
			out[n++] = text.ptr[i];
	if (n > 0 && out[n - 1] != '\n')
		out[n++] = '\n';
	out[n] = '\0';
	return (struct str){out, n};
}

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct draft *d = ctx;

	return policy_publish_check(db, d->policy, d->call->web->config.catalog,
	    clock_now(), d->call->arena, &d->problems, err);
}

/* Reads what the form has; all that is wrong with it is in problems. */
static enum err_code
open_draft(struct call *call, struct draft *d, struct err *err)
{
	const struct catalog *catalog = call->web->config.catalog;
	enum err_code rc = policy_page_engine(call, &d->engine, err);

	d->call = call;
	d->text = plain_lines(call->arena, page_form(call, "text"));
	d->note = page_form(call, "note");
	if (rc != ERR_NONE)
		return rc;
	rc = policy_read_all(d->text, "line", catalog, call->arena, &d->policy,
	    &d->problems, err);
	if (rc != ERR_NONE || d->policy == NULL)
		return rc;
	rc = policy_check(d->policy, catalog, call->arena, &d->problems, err);
	return rc == ERR_NONE
	    ? store_read(call->web->config.store, look, d, err)
	    : rc;
}

/* "line:10:11: what" as "Line 10: What." */
static struct str
problem_text(struct arena *arena, struct str text)
{
	struct str rest = text, file, line, column;

	if (!str_cut(&rest, ':', &file) || !str_cut(&rest, ':', &line) ||
	    !str_cut(&rest, ':', &column))
		return show_sentence(arena, text);
	return arena_strf(
	    arena, "Line %.*s: %.*s.", STR_FMT(line), STR_FMT(str_trim(rest)));
}

static enum err_code
add_row(struct draft *d, struct tmpl_policy_edit *v, struct str text,
    struct err *err)
{
	struct str *row = ARENA_PUSH(d->call->arena, &v->problems);

	if (row == NULL || text.ptr == NULL)
		return arena_fail(d->call->arena, err);
	*row = text;
	return ERR_NONE;
}

static enum err_code
list_problems(struct draft *d, struct tmpl_policy_edit *v, struct err *err)
{
	struct arena *arena = d->call->arena;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < d->problems.n && rc == ERR_NONE; i++)
		rc = add_row(
		    d, v, problem_text(arena, d->problems.v[i].text), err);
	if (rc == ERR_NONE && d->problems.more > 0)
		rc = add_row(d, v,
		    arena_strf(arena, "And %zu more.", d->problems.more), err);
	return rc;
}

static enum err_code
show_editor(struct draft *d, bool checked, struct err *err)
{
	struct call *call = d->call;
	struct tmpl_policy_edit v = {
	    .frame = page_frame(call, "The next version"), .text = d->text};
	enum err_code rc = list_problems(d, &v, err);

	if (rc != ERR_NONE)
		return rc;
	v.has_problems = v.problems.n > 0;
	if (v.has_problems) {
		v.problem =
		    show_count(call->arena, d->problems.n + d->problems.more,
			"thing is wrong; until it is right nothing can be "
			"published.",
			"things are wrong; until they are right nothing can be "
			"published.");
		call->re->status = 422;
	} else if (checked)
		v.good = STR("Nothing is wrong with it.");
	tmpl_policy_edit(call->re->body, &v);
	return ERR_NONE;
}

static enum err_code
begin_first(struct draft *d, struct err *err)
{
	struct str template = d->call->web->config.catalog->policy_template;
	struct template_answer days[TEMPLATE_DAYS];
	struct arena *arena = d->call->arena;
	enum err_code rc = template_days(clock_now(), arena, days, err);

	d->text = STR("");
	if (rc != ERR_NONE || template.ptr == NULL)
		return rc;
	return template_fill(
	    template, days, TEMPLATE_DAYS, arena, &d->text, err);
}

/* The last version published, as the next one; or the template. */
static enum err_code
begin(struct draft *d, struct err *err)
{
	struct arena *arena = d->call->arena;
	struct policies all = engine_policies(d->engine);
	const struct policy *last = all.n > 0 ? all.v[all.n - 1] : NULL;
	struct template_answer next = {"version", STR_NONE};
	struct err why;

	if (last == NULL || last->version == 0)
		return begin_first(d, err);
	next.value = arena_strf(arena, "%u", last->version + 1);
	if (next.value.ptr == NULL)
		return arena_fail(arena, err);
	if (template_fill(last->text, &next, 1, arena, &d->text, &why) !=
	    ERR_NONE)
		d->text = last->text; /* written in another way: by hand */
	return ERR_NONE;
}

enum err_code
page_policy_edit(struct call *call, struct err *err)
{
	struct draft d = {.call = call};
	enum err_code rc = policy_page_engine(call, &d.engine, err);

	if (rc == ERR_NONE)
		rc = begin(&d, err);
	return rc == ERR_NONE ? show_editor(&d, false, err) : rc;
}

/* --- the effect --------------------------------------------------------------
 */

static struct str
side_text(const struct draft *d, const struct effect_side *s)
{
	struct arena *arena = d->call->arena;

	if (!s->owed)
		return STR("not owed");
	if (s->due == 0)
		return str_from(due_state_name(s->state));
	return arena_strf(arena, "%s, by %.*s", due_state_name(s->state),
	    STR_FMT(policy_page_day(arena, d->policy, s->due)));
}

static struct str
thing_text(const struct draft *d, const struct effect_row *r)
{
	static const char *const kinds[] = {
	    [POLICY_MODULE] = "module",
	    [POLICY_LAB] = "lab",
	    [POLICY_SIGNATURE] = "signature of",
	};

	return arena_strf(
	    d->call->arena, "%s %.*s", kinds[r->thing_kind], STR_FMT(r->thing));
}

static enum err_code
add_rows(const struct draft *d, struct tmpl_policy_effect *v, struct err *err)
{
	struct arena *arena = d->call->arena;

	for (size_t i = 0; i < d->effect.rows.n; i++) {
		const struct effect_row *r = &d->effect.rows.v[i];
		struct tmpl_policy_effect_rows *row =
		    ARENA_PUSH(arena, &v->rows);

		if (row == NULL)
			return arena_fail(arena, err);
		row->name = r->name;
		row->email = r->email;
		row->change = str_from(effect_kind_title(r->kind));
		row->obligation = r->title.len > 0 ? r->title : r->obligation;
		row->thing = thing_text(d, r);
		row->before = side_text(d, &r->before);
		row->after = side_text(d, &r->after);
		row->why = show_sentence(arena, r->why);
	}
	v->has_rows = v->rows.n > 0;
	return ERR_NONE;
}

static enum err_code
add_figures(
    const struct draft *d, struct tmpl_policy_effect *v, struct err *err)
{
	for (unsigned k = 0; k < EFFECT_KINDS; k++) {
		struct tmpl_policy_effect_figures *f;

		if (d->effect.who[k] == 0)
			continue;
		f = ARENA_PUSH(d->call->arena, &v->figures);
		if (f == NULL)
			return arena_fail(d->call->arena, err);
		f->n = (int64_t)d->effect.who[k];
		f->title = str_from(effect_kind_title((enum effect_kind)k));
	}
	return ERR_NONE;
}

/* "becomes due 12, no longer owed 3" */
static struct str
numbers(struct arena *arena, const uint64_t n[EFFECT_KINDS])
{
	struct str out = STR("");

	for (unsigned k = 0; k < EFFECT_KINDS; k++)
		if (n[k] > 0)
			out = arena_strf(arena, "%.*s%s%s: %llu", STR_FMT(out),
			    out.len > 0 ? "; " : "",
			    effect_kind_title((enum effect_kind)k),
			    (unsigned long long)n[k]);
	return out;
}

static enum err_code
add_obligations(
    const struct draft *d, struct tmpl_policy_effect *v, struct err *err)
{
	struct arena *arena = d->call->arena;

	for (size_t i = 0; i < d->effect.obligations.n; i++) {
		const struct effect_obligation *o = &d->effect.obligations.v[i];
		struct tmpl_policy_effect_obligations *row =
		    ARENA_PUSH(arena, &v->obligations);

		if (row == NULL)
			return arena_fail(arena, err);
		row->title = o->title.len > 0 ? o->title : o->id;
		row->what = numbers(arena, o->n);
	}
	v->has_obligations = v->obligations.n > 0;
	return ERR_NONE;
}

static enum err_code
add_changes(
    const struct draft *d, struct tmpl_policy_effect *v, struct err *err)
{
	struct arena *arena = d->call->arena;
	struct policy_changes changes;
	enum err_code rc = policy_diff(engine_policy(d->engine, clock_now()),
	    d->policy, arena, &changes, err);

	for (size_t i = 0; i < changes.n && rc == ERR_NONE; i++) {
		struct tmpl_policy_effect_changes *row =
		    ARENA_PUSH(arena, &v->changes);

		if (row == NULL)
			return arena_fail(arena, err);
		row->where = changes.v[i].where;
		row->before = changes.v[i].before.ptr != NULL
		    ? changes.v[i].before
		    : STR("nothing");
		row->after = changes.v[i].after.ptr != NULL ? changes.v[i].after
							    : STR("nothing");
	}
	v->has_changes = v->changes.n > 0;
	return rc;
}

static enum err_code
add_page(struct arena *arena, struct tmpl_policy_effect *v, uint64_t from,
    const char *label, struct err *err)
{
	struct tmpl_policy_effect_pages *p = ARENA_PUSH(arena, &v->pages);

	if (p == NULL)
		return arena_fail(arena, err);
	p->from = (int64_t)from;
	p->label = str_from(label);
	return ERR_NONE;
}

static enum err_code
add_pages(const struct draft *d, uint64_t from, struct tmpl_policy_effect *v,
    struct err *err)
{
	struct arena *arena = d->call->arena;
	uint64_t end = from + d->effect.rows.n;
	enum err_code rc = ERR_NONE;

	v->shown = arena_strf(arena, "%llu to %llu of %llu, by person.",
	    (unsigned long long)from + 1, (unsigned long long)end,
	    (unsigned long long)d->effect.total);
	if (from > 0)
		rc = add_page(arena, v, from > ROWS ? from - ROWS : 0,
		    "Earlier ones", err);
	if (rc == ERR_NONE && end < d->effect.total)
		rc = add_page(arena, v, end, "Further ones", err);
	return rc;
}

/* What the confirmation says, as one word: the form sends it back, and where
   it is another by then the numbers are shown again. */
static struct str
stated(const struct draft *d)
{
	char hex[2 * HASH_SIZE + 1];
	uint8_t hash[HASH_SIZE];
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, d->text);
	sha256_add(&h,
	    (struct str){(const char *)d->effect.who, sizeof(d->effect.who)});
	sha256_end(&h, hash);
	hex_write(hex, hash, sizeof(hash));
	return arena_str(d->call->arena, str_from(hex));
}

static struct str
summary(const struct draft *d)
{
	struct arena *arena = d->call->arena;

	if (d->effect.people == 0)
		return STR("I have seen that nothing changes for anybody.");
	return arena_strf(arena,
	    "I have seen that something changes for %llu %s (%.*s).",
	    (unsigned long long)d->effect.people,
	    d->effect.people == 1 ? "person" : "people",
	    STR_FMT(numbers(arena, d->effect.who)));
}

static enum err_code
find_effect(struct draft *d, uint64_t from, struct err *err)
{
	struct effect_ask ask = {
	    .draft = d->policy, .from = from, .limit = ROWS};

	d->now = ask.now = effect_day(d->policy, clock_now());
	return effect_compute(d->engine, &ask, d->call->arena, &d->effect, err);
}

static enum err_code
show_effect(
    struct draft *d, uint64_t from, const char *problem, struct err *err)
{
	struct call *call = d->call;
	struct tmpl_policy_effect v = {.frame = page_frame(call, "Effect"),
	    .number = d->policy->version,
	    .on = policy_page_day(call->arena, d->policy, d->now),
	    .problem = str_from(problem),
	    .people = (int64_t)d->effect.people,
	    .summary = summary(d),
	    .stated = stated(d),
	    .note = d->note,
	    .text = d->text};
	enum err_code rc = add_figures(d, &v, err);

	if (rc == ERR_NONE)
		rc = add_changes(d, &v, err);
	if (rc == ERR_NONE)
		rc = add_obligations(d, &v, err);
	if (rc == ERR_NONE)
		rc = add_rows(d, &v, err);
	if (rc == ERR_NONE)
		rc = add_pages(d, from, &v, err);
	if (rc != ERR_NONE)
		return rc;
	if (*problem != '\0')
		call->re->status = 422;
	tmpl_policy_effect(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_policy_draft(struct call *call, struct err *err)
{
	struct str todo = page_form(call, "do");
	struct draft d = {0};
	uint64_t from = 0;
	enum err_code rc = open_draft(call, &d, err);

	if (rc != ERR_NONE)
		return rc;
	if (str_eq(todo, STR("edit"))) { /* goes on writing, as it is */
		d.problems = (struct policy_problems){0};
		return show_editor(&d, false, err);
	}
	if (d.problems.n > 0 || str_eq(todo, STR("check")))
		return show_editor(&d, true, err);
	if (!str_u64(page_form(call, "from"), &from))
		from = 0;
	rc = find_effect(&d, from, err);
	return rc == ERR_NONE ? show_effect(&d, from, "", err) : rc;
}

/* --- publishing
 * --------------------------------------------------------------- */

static enum err_code
publish(struct db *db, void *ctx, struct err *err)
{
	struct draft *d = ctx;
	struct call *call = d->call;

	return policy_publish(db, call->web->config.catalog, call->arena,
	    &(struct policy_publish){.policy = d->policy,
		.note = d->note,
		.actor = call->session.person.id},
	    NULL, err);
}

enum err_code
page_policy_publish(struct call *call, struct err *err)
{
	struct draft d = {0};
	enum err_code rc = open_draft(call, &d, err);

	if (rc == ERR_NONE && d.problems.n > 0)
		return show_editor(&d, true, err);
	if (rc == ERR_NONE)
		rc = find_effect(&d, 0, err);
	if (rc != ERR_NONE)
		return rc;
	if (!str_eq(page_form(call, "stated"), stated(&d)))
		return show_effect(&d, 0,
		    "The numbers are others by now. Look at them again.", err);
	if (!str_eq(page_form(call, "sure"), STR("yes")))
		return show_effect(&d, 0,
		    "Tick the sentence: without it nothing is published.", err);
	rc = store_write(call->web->config.store, publish, &d, err);
	if (rc == ERR_INVALID || rc == ERR_CONFLICT)
		return show_effect(&d, 0,
		    show_sentence(call->arena, str_from(err->text)).ptr, err);
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	page_settle(call);
	return page_go(call, URL("/policy?published=yes"), err);
}
