#ifndef MAIN_METRICS_H
#define MAIN_METRICS_H

#include "http/server.h"

/*
 * What happened since the start, as Prometheus text.  Routes are the patterns
 * of the tables, so their number is bounded; past the ceiling the rest counts
 * as route "other".
 */
void metrics_request(const struct http_done *done);
void metrics_job(bool worked);
void metrics_mail(bool worked);

/* Appends all of it, and what the process itself weighs. */
void metrics_write(struct buf *out);

/* One line of a figure somebody else knows. */
void metrics_gauge(
    struct buf *out, const char *name, const char *help, double value);

#endif
