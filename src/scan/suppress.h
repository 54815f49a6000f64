#ifndef SCAN_SUPPRESS_H
#define SCAN_SUPPRESS_H

#include "scan/scan.h"

/*
 * A comment on the finding's first line, or alone on the line before:
 *
 *	assay:ignore sql-concat the table name is a constant of ours
 *	nosemgrep: sql-concat
 *	nosemgrep
 *
 * assay:ignore without a reason does not count: whoever silences a finding
 * says why.
 */
void suppress_check(const struct ast *ast, const struct ast_lines *lines,
    struct finding *finding);

#endif
