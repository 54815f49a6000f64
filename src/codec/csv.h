#ifndef CODEC_CSV_H
#define CODEC_CSV_H

#include "base/arena.h"

/*
 * CSV as RFC 4180 has it: records end in CRLF, fields are parted by commas,
 * a field that holds a comma, a quote, CR or LF stands in quotes and its
 * quotes are doubled.  UTF-8, no byte order mark.
 *
 *	struct csv_writer w = {&out};
 *
 *	csv_str(&w, STR("Ada, Countess"));	"Ada, Countess"
 *	csv_i64(&w, 3);
 *	csv_end(&w);
 */
struct csv_writer {
	struct buf *out;
	bool started; /* a field of this record was written */
};

void csv_str(struct csv_writer *w, struct str field); /* STR_NONE: empty */
void csv_i64(struct csv_writer *w, int64_t field);

/* As csv_str, but a field which a spreadsheet would run as a formula (it
   starts with = + - @, tab or CR) gets a ' before it.  For words a person
   chose, in files a person opens. */
void csv_guarded(struct csv_writer *w, struct str field);
void csv_end(struct csv_writer *w);

/*
 * The reader takes LF for CRLF, a last record without its end, and a byte
 * order mark; nothing else: a quote inside an open field, text after a
 * closing quote, a bare CR, NUL and what is not UTF-8 are errors that name
 * the line.  Empty lines are skipped.
 *
 *	struct csv_reader r;
 *
 *	csv_reader_init(&r, text, &arena);
 *	while ((rc = csv_read(&r, &row, err)) == ERR_NONE && row.n > 0)
 *		... row.v[0] ..., row.line
 */
#define CSV_FIELDS_MAX    256
#define CSV_FIELD_MAX     (64u << 10)
#define CSV_RECORDS_LIMIT 5000000u

struct csv_row {
	struct str *v; /* borrowed from the text or the arena */
	size_t n;      /* 0 at the end of the text */
	size_t line;   /* where it starts, from 1 */
};

struct csv_reader {
	struct str rest;
	struct arena *arena;
	size_t line, records;
	bool checked;
};

void csv_reader_init(
    struct csv_reader *r, struct str text, struct arena *arena);

/* *row is untouched on an error, after which reading does not go on. */
enum err_code csv_read(
    struct csv_reader *r, struct csv_row *row, struct err *err) MUST_USE;

#endif
