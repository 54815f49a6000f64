#include "store/statement.h"

#include <assert.h>
#include <inttypes.h>

static struct str
borrow_id(const struct id *id)
{
	return (struct str){(const char *)id->bytes, ID_SIZE};
}

static void
cell_from_int(struct cell *c, const struct field *f, const char *at)
{
	struct sql_int maybe;

	if (f->null) {
		memcpy(&maybe, at, sizeof(maybe));
		c->null = !maybe.set;
		c->n = maybe.v;
	} else if (f->type == CELL_FLAG) {
		c->n = *(const bool *)(const void *)at;
	} else {
		memcpy(&c->n, at, sizeof(c->n));
	}
}

static enum err_code
text_ok(const struct field *f, struct str s, struct err *err)
{
	if (s.len > 0 && memchr(s.ptr, '\0', s.len) != NULL)
		return err_set(err, ERR_INVALID,
		    "the text of '%s' holds a NUL byte", f->name);
	if (!str_is_utf8(s))
		return err_set(
		    err, ERR_INVALID, "the text of '%s' is not UTF-8", f->name);
	return ERR_NONE;
}

static enum err_code
cell_from(
    const struct field *f, const char *at, struct cell *c, struct err *err)
{
	*c = (struct cell){.type = f->type};
	switch (f->type) {
	case CELL_ID:
		c->s = borrow_id((const struct id *)(const void *)at);
		c->null = f->null && id_is_none(*(const struct id *)at);
		return ERR_NONE;
	case CELL_TEXT:
	case CELL_BYTES:
		memcpy(&c->s, at, sizeof(c->s));
		c->null = c->s.ptr == NULL;
		if (c->null && !f->null)
			return err_set(err, ERR_INVALID,
			    "'%s' is missing and may not be NULL", f->name);
		return f->type == CELL_BYTES || c->null ? ERR_NONE
							: text_ok(f, c->s, err);
	case CELL_INT:
	case CELL_TIME:
	case CELL_FLAG:
		cell_from_int(c, f, at);
		return ERR_NONE;
	}
	return ERR_NONE;
}

static enum err_code
cells_from(const struct statement *st, const void *in, struct cell *cells,
    struct err *err)
{
	assert(st->n_in <= STATEMENT_FIELDS_MAX);
	for (unsigned i = 0; i < st->n_in; i++)
		if (cell_from(&st->in[i], (const char *)in + st->in[i].at,
			&cells[i], err) != ERR_NONE)
			return err_prefix(err, "%s", st->name);
	return ERR_NONE;
}

/* Text and bytes are copied into the arena, or borrowed without one. */
static enum err_code
cell_to(const struct field *f, const struct cell *c, char *at,
    struct arena *arena, struct err *err)
{
	struct str s = STR_NONE;

	switch (f->type) {
	case CELL_ID:
		if (!c->null)
			memcpy(at, c->s.ptr, ID_SIZE);
		return ERR_NONE;
	case CELL_TEXT:
	case CELL_BYTES:
		if (!c->null)
			s = arena != NULL ? arena_str(arena, c->s) : c->s;
		if (!c->null && s.ptr == NULL)
			return arena_fail(arena, err);
		memcpy(at, &s, sizeof(s));
		return ERR_NONE;
	case CELL_INT:
	case CELL_TIME:
	case CELL_FLAG:
		if (f->null)
			memcpy(at, &(struct sql_int){!c->null, c->n},
			    sizeof(struct sql_int));
		else if (f->type == CELL_FLAG)
			*(bool *)(void *)at = c->n != 0;
		else
			memcpy(at, &c->n, sizeof(c->n));
		return ERR_NONE;
	}
	return ERR_NONE;
}

static enum err_code
row_to(const struct statement *st, const struct cell *cells, void *row,
    struct arena *arena, struct err *err)
{
	memset(row, 0, st->row_size);
	for (unsigned i = 0; i < st->n_out; i++)
		if (cell_to(&st->out[i], &cells[i], (char *)row + st->out[i].at,
			arena, err) != ERR_NONE)
			return err_prefix(err, "%s", st->name);
	return ERR_NONE;
}

struct single {
	const struct statement *st;
	struct arena *arena;
	void *out;
	bool found;
};

static enum err_code
single_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct single *one = ctx;

	if (one->found)
		return err_set(err, ERR_CORRUPT, "%s gave more than one row",
		    one->st->name);
	one->found = true;
	return row_to(one->st, cells, one->out, one->arena, err);
}

#define ROW_SIZE_MAX (STATEMENT_FIELDS_MAX * sizeof(struct str))

enum err_code
statement_opt(struct db *db, struct arena *arena, const struct statement *st,
    const void *in, bool *found, void *out, struct err *err)
{
	_Alignas(max_align_t) char row[ROW_SIZE_MAX];
	struct single one = {st, arena, row, false};
	struct cell cells[STATEMENT_FIELDS_MAX];
	enum err_code rc;

	assert(st->row_size <= ROW_SIZE_MAX);
	rc = cells_from(st, in, cells, err);
	if (rc == ERR_NONE)
		rc = statement_run(db, st, cells, single_row, &one, NULL, err);
	if (rc != ERR_NONE)
		return rc;
	*found = one.found;
	if (one.found)
		memcpy(out, row, st->row_size);
	return ERR_NONE;
}

enum err_code
statement_one(struct db *db, struct arena *arena, const struct statement *st,
    const void *in, void *out, struct err *err)
{
	bool found = false;
	enum err_code rc;

	rc = statement_opt(db, arena, st, in, &found, out, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "%s: no such row", st->name);
	return rc;
}

struct several {
	const struct statement *st;
	struct arena *arena;
	void **v;
	size_t *n, *cap;
};

static enum err_code
several_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct several *all = ctx;
	void *row;

	row =
	    arena_push(all->arena, all->v, all->n, all->cap, all->st->row_size);
	if (row == NULL)
		return arena_fail(all->arena, err);
	return row_to(all->st, cells, row, all->arena, err);
}

enum err_code
statement_many(struct db *db, struct arena *arena, const struct statement *st,
    const void *in, void **v, size_t *n, size_t *cap, struct err *err)
{
	struct several all = {st, arena, v, n, cap};
	struct cell cells[STATEMENT_FIELDS_MAX];
	enum err_code rc;

	*v = NULL;
	*n = *cap = 0;
	rc = cells_from(st, in, cells, err);
	if (rc != ERR_NONE)
		return rc;
	return statement_run(db, st, cells, several_row, &all, NULL, err);
}

struct stream {
	const struct statement *st;
	row_fn *fn;
	void *ctx;
};

static enum err_code
stream_row(const struct cell *cells, void *ctx, struct err *err)
{
	const struct stream *s = ctx;
	_Alignas(max_align_t) char row[ROW_SIZE_MAX];
	enum err_code rc;

	rc = row_to(s->st, cells, row, NULL, err);
	return rc == ERR_NONE ? s->fn(row, s->ctx, err) : rc;
}

enum err_code
statement_each(struct db *db, const struct statement *st, const void *in,
    row_fn *fn, void *ctx, struct err *err)
{
	struct stream stream = {st, fn, ctx};
	struct cell cells[STATEMENT_FIELDS_MAX];
	enum err_code rc;

	assert(st->row_size <= ROW_SIZE_MAX);
	rc = cells_from(st, in, cells, err);
	if (rc != ERR_NONE)
		return rc;
	return statement_run(db, st, cells, stream_row, &stream, NULL, err);
}

enum err_code
statement_exec(struct db *db, const struct statement *st, const void *in,
    uint64_t *changed, struct err *err)
{
	struct cell cells[STATEMENT_FIELDS_MAX];
	enum err_code rc;

	rc = cells_from(st, in, cells, err);
	if (rc != ERR_NONE)
		return rc;
	return statement_run(db, st, cells, NULL, NULL, changed, err);
}

static void
write_hex(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		buf_addf(out, "%02x", (unsigned char)s.ptr[i]);
}

void
cell_write(struct buf *out, const struct cell *cell)
{
	char text[ID_TEXT_LEN + 1];
	struct id id;

	if (cell->null)
		return;
	switch (cell->type) {
	case CELL_ID:
		memcpy(id.bytes, cell->s.ptr, ID_SIZE);
		id_write(id, text);
		buf_add(out, str_from(text));
		break;
	case CELL_TEXT:
		buf_add(out, cell->s);
		break;
	case CELL_BYTES:
		write_hex(out, cell->s);
		break;
	case CELL_INT:
	case CELL_TIME:
	case CELL_FLAG:
		buf_addf(out, "%" PRId64, cell->n);
		break;
	}
}
