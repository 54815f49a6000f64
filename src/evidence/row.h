#ifndef EVIDENCE_ROW_H
#define EVIDENCE_ROW_H

#include "base/buf.h"
#include "learn/assignment.h"
#include "sql/export.h"

/* One row of the completion export, within the folder. */
struct row_context {
	const struct catalog *catalog;
	struct validity validity; /* loaded in the same read */
	int64_t as_of, since;
	struct arena *arena; /* of one row */
};

/* Where it stands as of then; *in is false for what was proved before the
   period and still stands: that is no part of it. */
enum err_code row_stand(const struct row_context *c,
    const struct sql_export_completions_row *row, struct assignment *out,
    bool *in, struct err *err) MUST_USE;

void row_write_header(struct buf *out);
void row_write_csv(const struct row_context *c,
    const struct sql_export_completions_row *row, const struct assignment *a,
    struct buf *out);
void row_write_json(const struct row_context *c,
    const struct sql_export_completions_row *row, const struct assignment *a,
    bool first, struct buf *out);

#endif
