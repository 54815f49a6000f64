#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/postgres.h"

enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_NAME = 19,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_VARCHAR = 1043,
	OID_UUID = 2950,
};

#define FETCH_ROWS 500 /* of a stream; bounds its memory */

static const char session_setup[] =
    "SET client_encoding = 'UTF8'; SET TimeZone = 'UTC';"
    "SET standard_conforming_strings = on; SET synchronous_commit = on;"
    "SET cursor_tuple_fraction = 1.0; SET client_min_messages = warning;"
    "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = 0";

static struct str
one_line(const char *text)
{
	struct str s = str_trim(str_from(text != NULL ? text : ""));

	return str_sub(s, 0, str_find_char(s, '\n'));
}

static enum err_code
code_of(const char *state)
{
	static const struct {
		const char *state;
		enum err_code code;
	} known[] = {
	    {"23505", ERR_CONFLICT},
	    {"23", ERR_INVALID},
	    {"53100", ERR_FULL},
	    {"53200", ERR_NOMEM},
	    {"53300", ERR_BUSY},
	    {"40", ERR_BUSY},
	    {"55P03", ERR_BUSY},
	    {"25006", ERR_DENIED},
	    {"42501", ERR_DENIED},
	    {"54", ERR_LIMIT},
	    {"XX001", ERR_CORRUPT},
	    {"XX002", ERR_CORRUPT},
	    {"22021", ERR_INVALID},
	};

	for (size_t i = 0; i < NELEM(known); i++)
		if (strncmp(state, known[i].state, strlen(known[i].state)) == 0)
			return known[i].code;
	return ERR_IO;
}

/* Takes note of what the transaction may still hope for; clears res. */
static enum err_code
fail(struct link *link, PGresult *res, const char *name, struct err *err)
{
	const char *state =
	    res != NULL ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
	const char *text = res != NULL
	    ? PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY)
	    : NULL;
	enum err_code rc;

	if (text == NULL)
		text = PQerrorMessage(link->handle);
	link->lost = link->lost || PQstatus(link->handle) == CONNECTION_BAD;
	if (state != NULL &&
	    (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0))
		link->again = true;
	rc = err_set(err, state != NULL ? code_of(state) : ERR_IO,
	    "could not run '%s': %.*s", name, STR_FMT(one_line(text)));
	PQclear(res);
	return rc;
}

static bool
succeeded(const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static void
silent(void *ctx UNUSED, const char *message UNUSED)
{
}

enum err_code
link_open(struct postgres *pg, struct link **out, struct err *err)
{
	/* a network that swallows packets is noticed, not waited for */
	static const char *const keys[] = {"connect_timeout", "keepalives_idle",
	    "keepalives_interval", "keepalives_count", "tcp_user_timeout",
	    "application_name", "dbname", NULL};
	const char *values[] = {
	    "10", "15", "5", "3", "30000", "assay", pg->url, NULL};
	struct link *link = calloc(1, sizeof(*link));
	enum err_code rc;

	if (link == NULL)
		return err_nomem(err);
	link->db.store = &pg->store;
	link->handle = PQconnectdbParams(keys, values, 1);
	if (link->handle == NULL) {
		free(link);
		return err_nomem(err);
	}
	if (PQstatus(link->handle) != CONNECTION_OK) {
		rc = err_set(err, ERR_IO,
		    "could not connect to PostgreSQL: %.*s",
		    STR_FMT(one_line(PQerrorMessage(link->handle))));
		link_close(link);
		return rc;
	}
	PQsetNoticeProcessor(link->handle, silent, NULL);
	rc = link_say(link, session_setup, err);
	if (rc != ERR_NONE)
		link_close(link);
	else
		*out = link;
	return rc;
}

void
link_close(struct link *link)
{
	if (link == NULL)
		return;
	PQfinish(link->handle);
	free(link->cache.v);
	free(link);
}

enum err_code
link_say(struct link *link, const char *sql, struct err *err)
{
	PGresult *res = PQexec(link->handle, sql);

	if (!succeeded(res))
		return fail(link, res, "a command", err);
	PQclear(res);
	return ERR_NONE;
}

enum err_code
link_commit(struct link *link, bool *undone, struct err *err)
{
	PGresult *res = PQexec(link->handle, "COMMIT");

	if (!succeeded(res))
		return fail(link, res, "COMMIT", err);
	*undone = strcmp(PQcmdStatus(res), "ROLLBACK") == 0;
	PQclear(res);
	return ERR_NONE;
}

enum err_code
link_script(struct db *db, const char *sql, struct err *err)
{
	return link_say((struct link *)db, sql, err);
}

/* Parameters in the form libpq wants; integers are big-endian. */
struct bound {
	Oid types[STATEMENT_FIELDS_MAX];
	const char *values[STATEMENT_FIELDS_MAX];
	int lengths[STATEMENT_FIELDS_MAX], formats[STATEMENT_FIELDS_MAX];
	uint64_t ints[STATEMENT_FIELDS_MAX];
};

static Oid
oid_of(enum cell_type type)
{
	static const Oid oids[] = {
	    [CELL_ID] = OID_UUID,
	    [CELL_INT] = OID_INT8,
	    [CELL_TIME] = OID_INT8,
	    [CELL_FLAG] = OID_INT8,
	    [CELL_TEXT] = OID_TEXT,
	    [CELL_BYTES] = OID_BYTEA,
	};

	return oids[type];
}

static void
bind_types(struct bound *b, const struct statement *st)
{
	for (unsigned i = 0; i < st->n_in; i++)
		b->types[i] = oid_of(st->in[i].type);
}

static enum err_code
bind(struct bound *b, const struct statement *st, const struct cell *in,
    struct err *err)
{
	for (unsigned i = 0; i < st->n_in; i++) {
		b->formats[i] = 1;
		b->values[i] = in[i].s.ptr;
		b->lengths[i] = (int)in[i].s.len;
		if (in[i].s.len > 1 << 30)
			return err_set(err, ERR_LIMIT,
			    "%s: '%s' is longer than a gigabyte", st->name,
			    st->in[i].name);
		if (oid_of(in[i].type) == OID_INT8) {
			b->ints[i] = htobe64((uint64_t)in[i].n);
			b->values[i] = (const char *)&b->ints[i];
			b->lengths[i] = sizeof(b->ints[i]);
		}
		if (in[i].null)
			b->values[i] = NULL;
	}
	return ERR_NONE;
}

static enum err_code
prepare(struct link *link, const struct statement *st, const struct bound *b,
    char name[24], struct err *err)
{
	void **slot = cache_find(&link->cache, st);
	PGresult *res;

	if (slot != NULL && *slot != NULL) {
		snprintf(name, 24, "s%ju", (uintmax_t)(uintptr_t)*slot);
		return ERR_NONE;
	}
	if (slot == NULL)
		slot = cache_add(&link->cache, st);
	if (slot == NULL)
		return err_nomem(err);
	snprintf(name, 24, "s%ju", (uintmax_t)++link->prepared);
	res = PQprepare(link->handle, name, st->sql[STORE_POSTGRES],
	    (int)st->n_in, b->types);
	if (!succeeded(res))
		return fail(link, res, st->name, err);
	PQclear(res);
	*slot = (void *)link->prepared;
	return ERR_NONE;
}

static bool
read_int(const char *p, int len, int64_t *out)
{
	uint64_t n8;
	uint32_t n4;
	uint16_t n2;

	switch (len) {
	case 8:
		memcpy(&n8, p, 8);
		*out = (int64_t)be64toh(n8);
		return true;
	case 4:
		memcpy(&n4, p, 4);
		*out = (int32_t)be32toh(n4);
		return true;
	case 2:
		memcpy(&n2, p, 2);
		*out = (int16_t)be16toh(n2);
		return true;
	case 1:
		*out = *p != 0;
		return true;
	default:
		return false;
	}
}

static enum err_code
value(const PGresult *res, int row, int i, const struct field *f,
    struct cell *c, struct err *err)
{
	const char *p = PQgetvalue(res, row, i);
	int len = PQgetlength(res, row, i);
	bool ok = true;

	*c = (struct cell){
	    .type = f->type, .null = PQgetisnull(res, row, i) != 0};
	if (c->null && !f->null)
		return err_set(
		    err, ERR_CORRUPT, "column '%s' is NULL", f->name);
	if (c->null)
		return ERR_NONE;
	if (oid_of(f->type) == OID_INT8) {
		ok = read_int(p, len, &c->n);
	} else {
		c->s = (struct str){p, (size_t)len};
		ok = f->type != CELL_ID || len == ID_SIZE;
	}
	return ok ? ERR_NONE
		  : err_set(err, ERR_CORRUPT, "column '%s' holds another type",
			f->name);
}

static enum err_code
give_rows(const PGresult *res, const struct statement *st, cell_fn *fn,
    void *ctx, struct err *err)
{
	struct cell cells[STATEMENT_FIELDS_MAX];
	enum err_code rc = ERR_NONE;

	for (int row = 0; row < PQntuples(res) && rc == ERR_NONE; row++) {
		for (unsigned i = 0; i < st->n_out; i++)
			if (value(res, row, (int)i, &st->out[i], &cells[i],
				err) != ERR_NONE)
				return err_prefix(err, "%s", st->name);
		rc = fn(cells, ctx, err);
	}
	return rc;
}

static enum err_code
run_whole(struct link *link, const struct statement *st, struct bound *b,
    cell_fn *fn, void *ctx, uint64_t *changed, struct err *err)
{
	enum err_code rc = ERR_NONE;
	char name[24];
	PGresult *res;

	rc = prepare(link, st, b, name, err);
	if (rc != ERR_NONE)
		return rc;
	res = PQexecPrepared(link->handle, name, (int)st->n_in, b->values,
	    b->lengths, b->formats, 1);
	if (!succeeded(res))
		return fail(link, res, st->name, err);
	*changed = strtoull(PQcmdTuples(res), NULL, 10);
	if (st->n_out > 0)
		rc = give_rows(res, st, fn, ctx, err);
	PQclear(res);
	return rc;
}

static enum err_code
declare(struct link *link, const struct statement *st, const struct bound *b,
    unsigned cursor, struct err *err)
{
	enum err_code rc;
	PGresult *res;
	struct buf sql;

	buf_init(&sql, 1 << 20);
	buf_addf(&sql, "DECLARE c%u NO SCROLL CURSOR FOR %s%c", cursor,
	    st->sql[STORE_POSTGRES], '\0');
	rc = buf_finish(&sql, err);
	if (rc == ERR_NONE) {
		res = PQexecParams(link->handle, sql.ptr, (int)st->n_in,
		    b->types, b->values, b->lengths, b->formats, 1);
		if (succeeded(res))
			PQclear(res);
		else
			rc = fail(link, res, st->name, err);
	}
	buf_release(&sql);
	return rc;
}

/* A cursor, so that memory stays constant and fn may ask on. */
static enum err_code
run_stream(struct link *link, const struct statement *st, struct bound *b,
    cell_fn *fn, void *ctx, struct err *err)
{
	unsigned cursor = ++link->cursors;
	char fetch[64], end[32];
	enum err_code rc;
	int n = FETCH_ROWS;

	rc = declare(link, st, b, cursor, err);
	snprintf(fetch, sizeof(fetch), "FETCH %d FROM c%u", FETCH_ROWS, cursor);
	while (rc == ERR_NONE && n == FETCH_ROWS) {
		PGresult *res = PQexecParams(
		    link->handle, fetch, 0, NULL, NULL, NULL, NULL, 1);

		if (!succeeded(res))
			return fail(link, res, st->name, err);
		n = PQntuples(res);
		rc = give_rows(res, st, fn, ctx, err);
		PQclear(res);
	}
	snprintf(end, sizeof(end), "CLOSE c%u", cursor);
	return rc == ERR_NONE ? link_say(link, end, err) : rc;
}

enum err_code
link_run(struct db *db, const struct statement *st, const struct cell *in,
    cell_fn *fn, void *ctx, uint64_t *changed, struct err *err)
{
	struct link *link = (struct link *)db;
	struct bound b;

	bind_types(&b, st);
	if (bind(&b, st, in, err) != ERR_NONE)
		return err->code;
	if (st->kind == STATEMENT_EACH)
		return run_stream(link, st, &b, fn, ctx, err);
	return run_whole(link, st, &b, fn, ctx, changed, err);
}

static bool
fits(enum cell_type type, Oid oid)
{
	switch (type) {
	case CELL_TEXT:
		return oid == OID_TEXT || oid == OID_VARCHAR || oid == OID_NAME;
	case CELL_FLAG:
		if (oid == OID_BOOL)
			return true;
		__attribute__((fallthrough));
	case CELL_INT:
	case CELL_TIME:
		return oid == OID_INT8 || oid == OID_INT4 || oid == OID_INT2;
	default:
		return oid == oid_of(type);
	}
}

/* Whether a column of a table may be NULL; true for what is no column. */
static bool
not_null(struct link *link, Oid table, int column)
{
	char table_text[16], column_text[16];
	const char *values[] = {table_text, column_text};
	PGresult *res;
	bool is;

	if (table == InvalidOid)
		return true;
	snprintf(table_text, sizeof(table_text), "%u", table);
	snprintf(column_text, sizeof(column_text), "%d", column);
	res = PQexecParams(link->handle,
	    "SELECT 1 FROM pg_attribute WHERE attrelid = CAST($1 AS oid)"
	    " AND attnum = CAST($2 AS int) AND attnotnull",
	    2, NULL, values, NULL, NULL, 0);
	is = PQntuples(res) == 1;
	PQclear(res);
	return is;
}

static enum err_code
check_columns(struct link *link, const PGresult *res,
    const struct statement *st, struct err *err)
{
	if ((unsigned)PQnparams(res) != st->n_in)
		return err_set(err, ERR_INVALID,
		    "%s takes %d parameters, declared are %u", st->name,
		    PQnparams(res), st->n_in);
	if (st->n_out > 0 && (unsigned)PQnfields(res) != st->n_out)
		return err_set(err, ERR_INVALID,
		    "%s gives %d columns, declared are %u", st->name,
		    PQnfields(res), st->n_out);
	for (unsigned i = 0; i < st->n_out; i++) {
		const struct field *f = &st->out[i];

		if (strcmp(PQfname(res, (int)i), f->name) != 0)
			return err_set(err, ERR_INVALID,
			    "%s: column %u is called '%s', declared is '%s'",
			    st->name, i + 1, PQfname(res, (int)i), f->name);
		if (!fits(f->type, PQftype(res, (int)i)))
			return err_set(err, ERR_INVALID,
			    "%s: column '%s' has the type of oid %u", st->name,
			    f->name, PQftype(res, (int)i));
		if (!f->null &&
		    !not_null(
			link, PQftable(res, (int)i), PQftablecol(res, (int)i)))
			return err_set(err, ERR_INVALID,
			    "%s: column '%s' may be NULL in its table, and is "
			    "not declared with '?'",
			    st->name, f->name);
	}
	return ERR_NONE;
}

enum err_code
link_check(struct db *db, const struct statement *st, struct err *err)
{
	struct link *link = (struct link *)db;
	struct bound b;
	enum err_code rc;
	PGresult *res;
	char name[24];

	bind_types(&b, st);
	rc = prepare(link, st, &b, name, err);
	if (rc != ERR_NONE)
		return rc;
	res = PQdescribePrepared(link->handle, name);
	if (!succeeded(res))
		return fail(link, res, st->name, err);
	rc = check_columns(link, res, st, err);
	PQclear(res);
	return rc;
}
