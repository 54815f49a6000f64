#include "templates/items.h"
#include "codec/csv.h"
#include "learn/item_health.h"
#include "templates/items_module.h"
#include "web/number.h"
#include "web/pages.h"

enum err_code
page_items(struct call *call, struct err *err)
{
	struct tmpl_items v = {.frame = page_frame(call, "Questions")};
	struct item_healths all;
	enum err_code rc = item_health_all(
	    call->learn, call->session.person.id, call->arena, &all, err);

	for (size_t i = 0; rc == ERR_NONE && i < all.n; i++) {
		const struct module_health *h = &all.v[i];
		struct tmpl_items_modules *m =
		    ARENA_PUSH(call->arena, &v.modules);

		if (m == NULL)
			return arena_fail(call->arena, err);
		m->title = h->title;
		m->href = URL_OF(call->arena, "/items/{}", h->id);
		m->version = h->version;
		m->people = (int64_t)h->people;
		m->answers = (int64_t)h->answers;
		m->questions = (int64_t)h->items.n;
		m->flagged = h->flagged;
	}
	v.has_rows = v.modules.n > 0;
	if (rc == ERR_NONE)
		tmpl_items(call->re->body, &v);
	return rc;
}

static struct str
flag_names(struct arena *arena, const struct item_health *item)
{
	struct str names = STR("");

	for (size_t i = 0; i < item->flags.n; i++)
		names = arena_strf(arena, "%.*s%s%.*s", STR_FMT(names),
		    i > 0 ? "; " : "", STR_FMT(item->flags.v[i].name));
	return names;
}

static struct str
aside(struct arena *arena, const struct item_health *item)
{
	if (item->blank > 0 && item->earlier > 0)
		return arena_strf(arena, "%llu blank, %llu to an earlier form",
		    (unsigned long long)item->blank,
		    (unsigned long long)item->earlier);
	if (item->blank > 0)
		return show_count(arena, item->blank, "blank", "blank");
	if (item->earlier > 0)
		return show_count(arena, item->earlier, "to an earlier form",
		    "to an earlier form");
	return STR("");
}

static enum err_code
add_options(struct call *call, const struct item_health *item,
    struct tmpl_items_module_rows *row, struct err *err)
{
	for (unsigned k = 0; k < item->n_options; k++) {
		const struct item_health_option *o = &item->options[k];
		struct tmpl_items_module_rows_options *to =
		    ARENA_PUSH(call->arena, &row->options);

		if (to == NULL)
			return arena_fail(call->arena, err);
		to->label = o->label;
		to->n = (int64_t)o->n;
		to->share = number_share(call->arena, item->n,
		    item->n == 0 ? 0 : (double)o->n / (double)item->n,
		    o->share);
	}
	return ERR_NONE;
}

static enum err_code
add_row(struct call *call, const struct item_health *item,
    struct tmpl_items_module *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_items_module_rows *row = ARENA_PUSH(arena, &v->rows);

	if (row == NULL)
		return arena_fail(arena, err);
	row->id = item->id;
	row->href = URL_OF(arena, "#item-{}", item->id);
	row->anchor = arena_strf(arena, "item-%.*s", STR_FMT(item->id));
	row->objective = item->objective;
	row->n = (int64_t)item->n;
	row->aside = aside(arena, item);
	row->share = number_share(arena, item->n, item->share, item->share_in);
	if (item->has_discrimination)
		row->discrimination = number_between(
		    arena, item->discrimination, item->discrimination_in);
	if (item->calibrated)
		row->difficulty =
		    number_error(arena, item->difficulty, item->error);
	row->wanting = item->wanting;
	row->flags = flag_names(arena, item);
	if (show_markdown(arena, item->stem, &(struct markdown_config){0},
		&row->stem, err) != ERR_NONE)
		return err->code;
	return add_options(call, item, row, err);
}

static enum err_code
add_flagged(struct call *call, const struct item_health *item,
    struct tmpl_items_module *v, struct err *err)
{
	struct tmpl_items_module_flagged *to;

	if (item->flags.n == 0)
		return ERR_NONE;
	to = ARENA_PUSH(call->arena, &v->flagged);
	if (to == NULL)
		return arena_fail(call->arena, err);
	to->id = item->id;
	to->href = URL_OF(call->arena, "#item-{}", item->id);
	for (size_t i = 0; i < item->flags.n; i++) {
		struct tmpl_items_module_flagged_flags *f =
		    ARENA_PUSH(call->arena, &to->flags);

		if (f == NULL)
			return arena_fail(call->arena, err);
		f->name = item->flags.v[i].name;
		f->remedy = item->flags.v[i].remedy;
	}
	return ERR_NONE;
}

static enum err_code
health_of(struct call *call, struct module_health *out, struct err *err)
{
	const struct catalog_module *m;
	enum err_code rc = page_module(call, &m, err);

	if (rc != ERR_NONE)
		return rc;
	return item_health(
	    call->learn, call->session.person.id, m->id, call->arena, out, err);
}

enum err_code
page_items_module(struct call *call, struct err *err)
{
	struct tmpl_items_module v = {0};
	struct module_health h;
	enum err_code rc = health_of(call, &h, err);

	if (rc != ERR_NONE)
		return rc;
	v.frame = page_frame_str(call, h.title);
	v.name = h.title;
	v.version = h.version;
	v.people = (int64_t)h.people;
	v.answers = (int64_t)h.answers;
	v.has_answers = h.answers > 0;
	v.csv = URL_OF(call->arena, "/items/{}/items.csv", h.id);
	if (h.has_alpha)
		v.alpha = arena_strf(call->arena, "%.2f", h.alpha);
	if (h.fitted)
		v.spread = arena_strf(call->arena, "%.2f", h.sd);
	for (size_t i = 0; rc == ERR_NONE && i < h.items.n; i++) {
		rc = add_row(call, &h.items.v[i], &v, err);
		if (rc == ERR_NONE)
			rc = add_flagged(call, &h.items.v[i], &v, err);
	}
	if (rc == ERR_NONE)
		tmpl_items_module(call->re->body, &v);
	return rc;
}

static void
csv_number(struct csv_writer *w, struct arena *arena, bool known, double value)
{
	csv_str(w, known ? number_plain(arena, value) : STR(""));
}

static void
csv_item(
    struct csv_writer *w, struct arena *arena, const struct item_health *item)
{
	bool some = item->n > 0, d = item->has_discrimination,
	     c = item->calibrated;

	csv_guarded(w, item->id);
	csv_guarded(w, item->objective);
	csv_i64(w, (int64_t)item->n);
	csv_i64(w, (int64_t)item->right);
	csv_number(w, arena, some, item->share);
	csv_number(w, arena, some, item->share_in.low);
	csv_number(w, arena, some, item->share_in.high);
	csv_number(w, arena, d, item->discrimination);
	csv_number(w, arena, d, item->discrimination_in.low);
	csv_number(w, arena, d, item->discrimination_in.high);
	csv_number(w, arena, c, item->difficulty);
	csv_number(w, arena, c, item->error);
	csv_str(w, item->wanting);
	csv_i64(w, (int64_t)item->blank);
	csv_i64(w, (int64_t)item->earlier);
	csv_str(w, flag_names(arena, item));
	csv_end(w);
}

enum err_code
page_items_csv(struct call *call, struct err *err)
{
	static const char *const heads[] = {"question", "objective", "answers",
	    "right", "share", "share_low", "share_high", "discrimination",
	    "discrimination_low", "discrimination_high", "difficulty",
	    "difficulty_error", "wanting", "blank", "earlier_form", "flags"};
	struct csv_writer w = {.out = call->re->body};
	struct module_health h;
	enum err_code rc = health_of(call, &h, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < NELEM(heads); i++)
		csv_str(&w, str_from(heads[i]));
	csv_end(&w);
	for (size_t i = 0; i < h.items.n; i++)
		csv_item(&w, call->arena, &h.items.v[i]);
	call->re->content_type = STR("text/csv; charset=utf-8");
	return http_reply_header(call->rq, call->re, STR("Content-Disposition"),
	    STR("attachment; filename=\"questions.csv\""), err);
}
