#ifndef SCAN_SARIF_FILL_H
#define SCAN_SARIF_FILL_H

#include "scan/sarif_rules.h"
#include "scan/sarif_shape.h"

/*
 * The walk through one SARIF log: told of each JSON event, it keeps the place
 * in the shape (sarif_shape.h), fills the rule or the result it is in, and
 * hands results on in the second pass.  The event functions give 0 to stop
 * the parser; sarif_fill_error then says why.
 */
struct sarif_fill;

enum err_code sarif_fill_new(const struct sarif_limits *limits,
    struct sarif_fill **out, struct err *err) MUST_USE;
void sarif_fill_free(struct sarif_fill *fill); /* NULL is fine */

int sarif_fill_absent(struct sarif_fill *f); /* null */
int sarif_fill_other(struct sarif_fill *f);  /* true, false */
int sarif_fill_number(struct sarif_fill *f, struct str digits);
int sarif_fill_string(struct sarif_fill *f, struct str text);
int sarif_fill_key(struct sarif_fill *f, struct str name);
int sarif_fill_open(struct sarif_fill *f, enum sarif_type type);
int sarif_fill_close(struct sarif_fill *f);

/* Why an event function gave 0. */
enum err_code sarif_fill_error(
    struct sarif_fill *f, uint64_t at, struct err *err);

/* After the last event of a pass. */
enum err_code sarif_fill_finish(struct sarif_fill *f, struct err *err) MUST_USE;

/* Between the passes. */
enum err_code sarif_fill_runs(struct sarif_fill *f, struct arena *arena,
    struct sarif_runs *out, struct err *err) MUST_USE;
void sarif_fill_second(struct sarif_fill *f, sarif_each *each, void *ctx);

#endif
