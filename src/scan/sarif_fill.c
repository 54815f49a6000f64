#include "scan/sarif_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum err_code
sarif_fill_new(
    const struct sarif_limits *limits, struct sarif_fill **out, struct err *err)
{
	struct sarif_fill *f = calloc(1, sizeof(*f));

	if (!f)
		return err_nomem(err);
	f->limits = *limits;
	arena_init(&f->kept, limits->memory);
	arena_init(&f->brief, (size_t)4 << 20);
	*out = f;
	return ERR_NONE;
}

void
sarif_fill_free(struct sarif_fill *f)
{
	if (!f)
		return;
	arena_release(&f->kept);
	arena_release(&f->brief);
	free(f);
}

void
sarif_fill_second(struct sarif_fill *f, sarif_each *each, void *ctx)
{
	f->second = true;
	f->each = each;
	f->ctx = ctx;
	f->run_at = 0;
	f->depth = 0;
}

static void
write_index(const struct sarif_frame *array, struct buf *out)
{
	if (array->index > 0)
		buf_addf(out, "[%zu]", array->index - 1);
}

/* "runs[0].results[3].message" */
static void
write_place(const struct sarif_fill *f, struct buf *out)
{
	for (size_t i = 1; i < f->depth; i++) {
		const struct sarif_frame *at = &f->frames[i];

		if (f->frames[i - 1].array)
			write_index(&f->frames[i - 1], out);
		else if (at->name)
			buf_addf(out, "%s%s", i > 1 ? "." : "", at->name);
	}
	if (f->depth == 0)
		return;
	if (f->frames[f->depth - 1].array)
		write_index(&f->frames[f->depth - 1], out);
	else if (f->name_len > 0)
		buf_addf(out, "%s%.*s", f->depth > 1 ? "." : "",
		    (int)f->name_len, f->name);
}

int
sarif_refuse(struct sarif_fill *f, enum err_code code, const char *fmt, ...)
{
	char place[256], why[160];
	struct buf text;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	buf_init(&text, sizeof(place) - 1);
	write_place(f, &text);
	snprintf(place, sizeof(place), "%.*s", STR_FMT(buf_view(&text)));
	buf_release(&text);
	err_set(&f->err, code, "%s%s%s", place, *place ? ": " : "", why);
	return 0;
}

enum err_code
sarif_fill_error(struct sarif_fill *f, uint64_t at, struct err *err)
{
	*err = f->err;
	if (f->place_said)
		return err->code;
	return err_prefix(err, "byte %llu", (unsigned long long)at);
}

enum err_code
sarif_fill_finish(struct sarif_fill *f, struct err *err)
{
	if (!f->runs_seen)
		return err_set(
		    err, ERR_INVALID, "not SARIF: it has no member 'runs'");
	if (!f->version_seen)
		return err_set(err, ERR_INVALID,
		    "not SARIF 2.1.0: it has no member 'version'");
	return ERR_NONE;
}

enum err_code
sarif_fill_runs(struct sarif_fill *f, struct arena *arena,
    struct sarif_runs *out, struct err *err)
{
	struct sarif_runs runs = {0};

	for (size_t i = 0; i < f->runs.n; i++) {
		const struct sarif_run *from = &f->runs.v[i].run;
		struct sarif_run *to = ARENA_PUSH(arena, &runs);

		if (!to)
			return arena_fail(arena, err);
		to->tool = arena_str(arena, from->tool);
		if (from->version.ptr)
			to->version = arena_str(arena, from->version);
		if (from->automation_id.ptr)
			to->automation_id =
			    arena_str(arena, from->automation_id);
		to->index = i;
		if (!to->tool.ptr)
			return arena_fail(arena, err);
	}
	*out = runs;
	return ERR_NONE;
}

static struct sarif_frame *
top(struct sarif_fill *f)
{
	return f->depth > 0 ? &f->frames[f->depth - 1] : NULL;
}

static enum sarif_place
place(struct sarif_fill *f)
{
	return f->depth > 0 ? top(f)->place : PLACE_START;
}

/* Property bags hold what their tools like: another type is skipped. */
static bool
is_free(enum sarif_place at)
{
	return at == PLACE_BAG || at == PLACE_BAG_WORDS;
}

/* The member an event of this type is, NULL to skip it; *ok is 0 where the
   type is wrong. */
static const struct sarif_member *
member(struct sarif_fill *f, enum sarif_type type, int *ok)
{
	const struct sarif_member *expected, *m;
	struct str name = {f->name, f->name_len};

	*ok = 1;
	if (top(f) && top(f)->array) {
		top(f)->index++;
		name = STR("");
	}
	if (place(f) == PLACE_SKIP)
		return NULL;
	m = sarif_member(place(f), name, type, &expected);
	if (!m && expected && !is_free(place(f)))
		*ok = sarif_refuse(f, ERR_INVALID, "expected %s",
		    sarif_type_words(expected->type));
	return m;
}

int
sarif_fill_key(struct sarif_fill *f, struct str name)
{
	f->name_len = name.len <= sizeof(f->name) ? name.len : 0;
	memcpy(f->name, name.ptr, f->name_len);
	return 1;
}

int
sarif_fill_absent(struct sarif_fill *f)
{
	if (top(f) && top(f)->array)
		top(f)->index++;
	if (f->depth == 0)
		return sarif_refuse(f, ERR_INVALID, "expected an object");
	return 1;
}

/* true and false: no member that is read is one. */
int
sarif_fill_other(struct sarif_fill *f)
{
	const struct sarif_member *expected;
	struct str name = {f->name, f->name_len};

	if (top(f) && top(f)->array)
		top(f)->index++;
	if (place(f) == PLACE_SKIP || is_free(place(f)))
		return 1;
	sarif_member(place(f), name, SARIF_OBJECT, &expected);
	if (!expected && !sarif_member(place(f), name, SARIF_STRING, &expected))
		return 1;
	return sarif_refuse(f, ERR_INVALID, "expected %s, not true or false",
	    expected ? sarif_type_words(expected->type) : "an object");
}

int
sarif_fill_number(struct sarif_fill *f, struct str digits)
{
	const struct sarif_member *m;
	uint64_t n;
	int ok;

	m = member(f, SARIF_WHOLE, &ok);
	if (!m || !ok)
		return ok;
	if (str_eq(digits, STR("-1"))) /* how SARIF spells "no index" */
		return 1;
	if (!str_u64(digits, &n))
		return is_free(place(f)) ||
		    sarif_refuse(f, ERR_INVALID, "expected a whole number");
	return sarif_take_number(f, m->field, n);
}

int
sarif_fill_string(struct sarif_fill *f, struct str text)
{
	const struct sarif_member *m;
	int ok;

	m = member(f, SARIF_STRING, &ok);
	if (!m || !ok)
		return ok;
	if (!str_is_utf8(text) || memchr(text.ptr, 0, text.len))
		return sarif_refuse(
		    f, ERR_INVALID, "the text holds NUL or is not valid UTF-8");
	if (text.len > SARIF_TEXT_MAX && m->field != FIELD_MESSAGE &&
	    m->field != FIELD_SNIPPET && m->field != FIELD_RULE_TEXT &&
	    m->field != FIELD_CWE_WORD)
		return sarif_refuse(
		    f, ERR_LIMIT, "longer than %d bytes", SARIF_TEXT_MAX);
	return sarif_take_text(f, m->field, text);
}

int
sarif_fill_open(struct sarif_fill *f, enum sarif_type type)
{
	const struct sarif_member *m;
	struct sarif_frame *at;
	int ok;

	m = member(f, type, &ok);
	if (!ok)
		return 0;
	if (!m && f->depth == 0)
		return sarif_refuse(f, ERR_INVALID, "expected an object");
	if (f->depth == SARIF_DEPTH_MAX)
		return sarif_refuse(f, ERR_LIMIT,
		    "nested deeper than %d levels", SARIF_DEPTH_MAX);
	at = &f->frames[f->depth++];
	at->place = m ? m->to : PLACE_SKIP;
	at->array = type == SARIF_ARRAY;
	at->name = m ? m->name : NULL;
	at->index = 0;
	f->name_len = 0;
	return sarif_enter(f, at->place);
}

int
sarif_fill_close(struct sarif_fill *f)
{
	int ok;

	f->name_len = 0;
	ok = sarif_leave(f, place(f));

	f->depth--;
	return ok;
}
