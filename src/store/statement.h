#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "store/store.h"

/*
 * What the functions made from sql/queries/ stand on: a statement is data,
 * its text for each engine and where each parameter and column lies in a C
 * struct.  Nobody else calls these by hand, but for the helpers of
 * store/schema.h.
 *
 *	struct sql_team_in { struct id id; };		in  -> cells -> engine
 *	struct sql_team_row { struct str name; };	row <- cells <- engine
 */
#define STATEMENT_FIELDS_MAX 64

enum cell_type {
	CELL_ID,    /* struct id; 16 bytes in .s */
	CELL_INT,   /* int64_t in .n */
	CELL_TIME,  /* as CELL_INT */
	CELL_FLAG,  /* bool; 0 or 1 in .n */
	CELL_TEXT,  /* struct str, UTF-8 without NUL */
	CELL_BYTES, /* struct str */
};

/* One value between C and the engine; .s is borrowed from either side. */
struct cell {
	enum cell_type type;
	bool null;
	int64_t n;
	struct str s;
};

struct field {
	const char *name;
	enum cell_type type;
	bool null; /* NULL is allowed */
	size_t at; /* offset in the struct */
};

enum statement_kind {
	STATEMENT_ONE,
	STATEMENT_OPT,
	STATEMENT_MANY,
	STATEMENT_EACH, /* streamed: any number of rows in constant memory */
	STATEMENT_EXEC,
};

struct statement {
	const char *name;
	enum statement_kind kind;
	const char *sql[2]; /* by enum store_engine */
	const struct field *in, *out;
	unsigned n_in, n_out;
	size_t row_size;
};

/* Called for each row; cells are borrowed until it returns. */
typedef enum err_code cell_fn(
    const struct cell *cells, void *ctx, struct err *err);
typedef enum err_code row_fn(const void *row, void *ctx, struct err *err);

/* The common road: n_in parameters in, a call for each row of n_out cells. */
enum err_code statement_run(struct db *db, const struct statement *st,
    const struct cell *in, cell_fn *fn, void *ctx, uint64_t *changed,
    struct err *err) MUST_USE;

enum err_code statement_one(struct db *db, struct arena *arena,
    const struct statement *st, const void *in, void *out,
    struct err *err) MUST_USE;
enum err_code statement_opt(struct db *db, struct arena *arena,
    const struct statement *st, const void *in, bool *found, void *out,
    struct err *err) MUST_USE;
enum err_code statement_many(struct db *db, struct arena *arena,
    const struct statement *st, const void *in, void **v, size_t *n,
    size_t *cap, struct err *err) MUST_USE;
enum err_code statement_each(struct db *db, const struct statement *st,
    const void *in, row_fn *fn, void *ctx, struct err *err) MUST_USE;
enum err_code statement_exec(struct db *db, const struct statement *st,
    const void *in, uint64_t *changed, struct err *err) MUST_USE;

/* Prepares st and compares what the engine knows of its parameters and
   columns with what is declared: count, names, types, and a column that may
   be NULL in its table and not in the declaration. */
enum err_code statement_check(
    struct db *db, const struct statement *st, struct err *err) MUST_USE;

/* "NULL" is not told from text: int as decimal, id in its text form, bytes
   as lower-case hex, text as it stands, NULL as nothing. */
void cell_write(struct buf *out, const struct cell *cell);

#endif
