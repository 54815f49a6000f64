#include "main/health.h"

#include "base/clock.h"
#include "codec/json.h"
#include "main/metrics.h"
#include "sql/job.h"

/* A fact that waited this long for its number is a fault. */
#define LAG_MAX (INT64_C(60) * CLOCK_SECOND)

struct looking {
	struct arena *arena;
	struct sql_server_figures_row row;
};

static enum err_code
look(struct db *db, void *ctx, struct err *err)
{
	struct looking *l = ctx;

	return sql_server_figures(db, l->arena,
	    &(struct sql_server_figures_in){.now = clock_now()}, &l->row, err);
}

static int64_t
lag(const struct sql_server_figures_row *row)
{
	int64_t us = row->oldest.set ? clock_now() - row->oldest.v : 0;

	return us > 0 ? us : 0;
}

static enum err_code
healthz(struct http_request *rq, struct http_reply *re, void *app,
    struct err *err UNUSED)
{
	struct looking l = {.arena = rq->arena};
	struct err why;
	bool reached = store_read(app, look, &l, &why) == ERR_NONE;
	bool behind = reached && lag(&l.row) > LAG_MAX;

	re->content_type = STR("application/json");
	re->status = reached && !behind ? 200 : 503;
	json_open(re->body);
	json_str(
	    re->body, "status", re->status == 200 ? STR("ok") : STR("failing"));
	json_str(
	    re->body, "database", reached ? STR("ok") : STR("not reachable"));
	if (reached) {
		json_i64(re->body, "ledger_lag_ms", lag(&l.row) / 1000);
		json_i64(re->body, "ledger_unnumbered", l.row.unnumbered);
	}
	json_close(re->body);
	return ERR_NONE;
}

static bool
from_here(struct str remote)
{
	return str_starts(remote, STR("127.")) || str_eq(remote, STR("::1"));
}

static void
write_figures(struct buf *out, const struct sql_server_figures_row *row)
{
	metrics_gauge(out, "assay_ledger_facts", "Facts in the signed log.",
	    (double)row->facts);
	metrics_gauge(out, "assay_ledger_unnumbered",
	    "Facts that wait for their number.", (double)row->unnumbered);
	metrics_gauge(out, "assay_ledger_lag_seconds",
	    "Age of the oldest fact without a number.", (double)lag(row) / 1e6);
	metrics_gauge(out, "assay_jobs_due", "Jobs whose time has come.",
	    (double)row->jobs_due);
	metrics_gauge(out, "assay_jobs_given_up", "Jobs that failed too often.",
	    (double)row->jobs_given_up);
	metrics_gauge(out, "assay_mail_waiting", "Mails to be sent.",
	    (double)row->mail_waiting);
	metrics_gauge(out, "assay_mail_failed",
	    "Mails that could not be delivered.", (double)row->mail_failed);
}

static enum err_code
metrics(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	struct looking l = {.arena = rq->arena};

	if (!from_here(rq->remote))
		return err_set(err, ERR_NOT_FOUND, "there is no such page");
	re->content_type = STR("text/plain; version=0.0.4; charset=utf-8");
	metrics_write(re->body);
	if (store_read(app, look, &l, err) == ERR_NONE)
		write_figures(re->body, &l.row);
	return ERR_NONE;
}

const struct http_route health_routes[] = {
    {HTTP_GET, "/healthz", healthz, .where = HTTP_WORKER},
    {HTTP_GET, "/metrics", metrics, .where = HTTP_WORKER},
    {0},
};
