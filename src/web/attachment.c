#include "policy/attachment.h"

#include "ledger/ledger.h"
#include "web/control.h"
#include "web/control_part.h"

#define DOCUMENT_MEMORY ((size_t)24 << 20)

struct ask {
	struct call *call;
	const struct coverage *coverage;
	struct id id;
	struct attachment_new in;
	struct str reason;
	struct attachments all;
	struct attachment one;
	struct arena document; /* its bytes: more than a request may take */
	struct str bytes;
};

static bool
may_write(const struct call *call)
{
	return (WHO(call->session.person.role) & WHO_AUTHOR) != 0;
}

/* --- on the control's page --------------------------------------------------
 */

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return attachment_list(db, a->call->arena, a->call->session.person.id,
	    a->coverage->name, &a->all, err);
}

/* Where the reader may end it. */
static enum err_code
add_withdraw(struct ask *a, const struct attachment *one,
    struct tmpl_control_attached *row, const struct tmpl_frame_head *frame,
    struct err *err)
{
	struct tmpl_control_attached_withdraw *form;

	if (one->withdrawn != 0 || !may_write(a->call))
		return ERR_NONE;
	form = ARENA_NEW(a->call->arena, struct tmpl_control_attached_withdraw);
	if (form == NULL)
		return arena_fail(a->call->arena, err);
	form->frame = frame;
	form->action = URL_OF(a->call->arena, "/attachments/{}/withdraw",
	    show_id(a->call->arena, one->id));
	row->withdraw = form;
	return ERR_NONE;
}

static struct str
ended(struct arena *arena, const struct attachment *one, int64_t now)
{
	if (one->withdrawn != 0)
		return arena_strf(arena, "Withdrawn on %.*s%s%.*s: %.*s",
		    STR_FMT(show_date(arena, one->withdrawn)),
		    one->withdrawn_by.len > 0 ? " by " : "",
		    STR_FMT(one->withdrawn_by),
		    STR_FMT(show_sentence(arena, one->reason)));
	return one->until != 0 && one->until < now ? STR("It no longer stands.")
						   : STR("");
}

static enum err_code
add_row(struct ask *a, const struct attachment *one, struct tmpl_control *v,
    struct err *err)
{
	struct arena *arena = a->call->arena;
	struct tmpl_control_attached *row = ARENA_PUSH(arena, &v->attached);

	if (row == NULL)
		return arena_fail(arena, err);
	row->title = one->title;
	row->kind = str_from(attachment_kind_title(one->kind));
	row->file = one->file;
	row->href = URL_OF(arena, "/attachments/{}", show_id(arena, one->id));
	row->dated = show_date(arena, one->dated);
	row->until = show_date(arena, one->until);
	row->by = one->by;
	row->ended = ended(arena, one, clock_now());
	return add_withdraw(a, one, row, v->frame, err);
}

/* As it was filled in, where something was wrong with it. */
static enum err_code
add_form(struct ask *a, struct tmpl_control *v, struct err *err)
{
	struct tmpl_control_attach *form;
	struct str chosen = page_form(a->call, "kind");

	if (!may_write(a->call))
		return ERR_NONE;
	form = ARENA_NEW(a->call->arena, struct tmpl_control_attach);
	if (form == NULL)
		return arena_fail(a->call->arena, err);
	form->frame = v->frame;
	form->action = control_url(a->call, a->coverage, "/attach");
	form->title = page_form(a->call, "title");
	form->dated = page_form(a->call, "dated");
	form->until = page_form(a->call, "until");
	for (unsigned i = 0; i < ATTACHMENT_KINDS; i++) {
		struct tmpl_control_attach_kinds *k =
		    ARENA_PUSH(a->call->arena, &form->kinds);

		if (k == NULL)
			return arena_fail(a->call->arena, err);
		k->value =
		    str_from(attachment_kind_name((enum attachment_kind)i));
		k->label =
		    str_from(attachment_kind_title((enum attachment_kind)i));
		k->chosen = str_eq(k->value, chosen);
	}
	v->attach = form;
	return ERR_NONE;
}

enum err_code
control_add_attached(struct call *call, const struct coverage *coverage,
    struct tmpl_control *v, struct err *err)
{
	struct ask a = {.call = call, .coverage = coverage};
	enum err_code rc = store_read(call->web->config.store, list, &a, err);

	for (int over = 0; over < 2; over++) /* those that ended come last */
		for (size_t i = 0; i < a.all.n && rc == ERR_NONE; i++)
			if ((a.all.v[i].withdrawn != 0) == over)
				rc = add_row(&a, &a.all.v[i], v, err);
	v->has_attached = v->attached.n > 0;
	return rc == ERR_NONE ? add_form(&a, v, err) : rc;
}

/* --- attaching ---------------------------------------------------------------
 */

static enum err_code
read_day(
    const struct call *call, const char *name, int64_t *out, struct err *err)
{
	struct str text = str_trim(page_form(call, name));

	*out = 0;
	if (text.len > 0 && !clock_read_date(text, out))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is not a day such as 2026-11-21",
		    STR_FMT(str_sub(text, 0, 40)));
	return ERR_NONE;
}

static enum err_code
read_form(struct ask *a, struct err *err)
{
	const struct http_files *files = &a->call->rq->files;
	enum err_code rc;

	a->in.title = str_trim(page_form(a->call, "title"));
	if (!attachment_kind_read(page_form(a->call, "kind"), &a->in.kind))
		return err_set(
		    err, ERR_INVALID, "there is no such kind of evidence");
	for (size_t i = 0; i < files->n; i++) {
		if (!str_eq(files->v[i].field, STR("file")))
			continue;
		a->in.bytes = files->v[i].data;
		a->in.file = files->v[i].filename;
	}
	rc = read_day(a->call, "dated", &a->in.dated, err);
	return rc == ERR_NONE ? read_day(a->call, "until", &a->in.until, err)
			      : rc;
}

static enum err_code
attach(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	return attachment_add(db, a->call->arena, a->call->web->config.catalog,
	    a->call->session.person.id, &a->in, &a->id, err);
}

static struct url
back(const struct call *call, struct str control)
{
	struct str id = control, framework = STR("");

	(void)str_cut(&id, ':', &framework);
	return URL_OF(call->arena, "/controls/{}/{}#other", framework, id);
}

enum err_code
page_control_attach(struct call *call, struct err *err)
{
	struct ask a = {.call = call};
	enum err_code rc = read_form(&a, err);

	a.in.control = arena_strf(call->arena, "%.*s:%.*s",
	    STR_FMT(http_get(&call->rq->params, STR("framework"))),
	    STR_FMT(http_get(&call->rq->params, STR("id"))));
	if (a.in.control.ptr == NULL)
		return arena_fail(call->arena, err);
	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, attach, &a, err);
	if (rc == ERR_INVALID || rc == ERR_LIMIT) {
		call->re->status = 422;
		return control_show(
		    call, show_sentence(call->arena, str_from(err->text)), err);
	}
	if (rc != ERR_NONE)
		return rc;
	page_settle(call);
	return page_go(call, back(call, a.in.control), err);
}

/* --- withdrawing, fetching ---------------------------------------------------
 */

static enum err_code
withdraw(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;
	struct id viewer = a->call->session.person.id;
	enum err_code rc = attachment_get(
	    db, a->call->arena, viewer, a->id, &a->one, NULL, err);

	return rc == ERR_NONE ? attachment_withdraw(db, a->call->arena, viewer,
				    a->id, a->reason, err)
			      : rc;
}

enum err_code
page_attachment_withdraw(struct call *call, struct err *err)
{
	struct ask a = {
	    .call = call, .reason = str_trim(page_form(call, "reason"))};
	enum err_code rc = page_id(call, &a.id, err);

	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, withdraw, &a, err);
	if (rc != ERR_NONE && rc != ERR_CONFLICT)
		return rc;
	page_settle(call);
	return page_go(call, back(call, a.one.control), err);
}

static enum err_code
fetch(struct db *db, void *ctx, struct err *err)
{
	struct ask *a = ctx;

	arena_reset(&a->document);
	return attachment_get(db, &a->document, a->call->session.person.id,
	    a->id, &a->one, &a->bytes, err);
}

/* Saved, never shown: whoever wrote it is not this site. */
static enum err_code
add_headers(struct ask *a, struct err *err)
{
	struct call *call = a->call;
	struct buf name;
	struct str value;
	enum err_code rc;

	buf_init(&name, 4096);
	buf_add(&name, STR("attachment; filename*=UTF-8''"));
	url_encode(&name, a->one.file);
	value = arena_buf(call->arena, &name);
	buf_release(&name);
	call->re->content_type = arena_str(call->arena, a->one.media);
	if (value.ptr == NULL || call->re->content_type.ptr == NULL)
		return arena_fail(call->arena, err);
	rc = http_reply_header(
	    call->rq, call->re, STR("Content-Disposition"), value, err);
	return rc == ERR_NONE ? http_reply_header(call->rq, call->re,
				    STR("Content-Security-Policy"),
				    STR("default-src 'none'; sandbox"), err)
			      : rc;
}

enum err_code
page_attachment(struct call *call, struct err *err)
{
	struct ask a = {.call = call};
	enum err_code rc = page_id(call, &a.id, err);

	arena_init(&a.document, DOCUMENT_MEMORY);
	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, fetch, &a, err);
	if (rc == ERR_NONE)
		rc = add_headers(&a, err);
	if (rc == ERR_NONE)
		rc = http_spool_open(call->rq, call->re, err);
	if (rc == ERR_NONE)
		rc = http_spool_add(call->re->spool, a.bytes, err);
	arena_release(&a.document);
	return rc;
}
