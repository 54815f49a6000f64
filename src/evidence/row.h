#ifndef EVIDENCE_ROW_H
#define EVIDENCE_ROW_H

#include "base/buf.h"
#include "catalog/catalog.h"
#include "sql/export.h"

/* One row of the completion export as text, within the folder. */
struct row_context {
	const struct catalog *catalog;
	int64_t as_of;
};

void row_write_header(struct buf *out);
void row_write_csv(const struct row_context *c,
    const struct sql_export_completions_row *row, struct buf *out);
void row_write_json(const struct row_context *c,
    const struct sql_export_completions_row *row, bool first, struct buf *out);

#endif
