#include "main/metrics.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#define SERIES_MAX 1024

/* Upper ends, in microseconds; 50 ms is what a page may take. */
static const int64_t ends[] = {500, 1000, 2500, 5000, 10000, 25000, 50000,
    100000, 250000, 1000000, 5000000};

struct series {
	char method[8];
	const char *route; /* from the tables: lives as long as the server */
	unsigned status;
	uint64_t count;
};

static struct {
	pthread_mutex_t lock;
	struct series series[SERIES_MAX];
	size_t n;
	uint64_t under[NELEM(ends)], count;
	int64_t sum_us;
} requests = {.lock = PTHREAD_MUTEX_INITIALIZER};

static atomic_ullong jobs[2], mails[2];

static struct series *
find(const char *method, const char *route, unsigned status)
{
	struct series *s;

	for (size_t i = 0; i < requests.n; i++) {
		s = &requests.series[i];
		if (s->route == route && s->status == status &&
		    strcmp(s->method, method) == 0)
			return s;
	}
	if (requests.n == SERIES_MAX - 1) { /* the last one takes the rest */
		s = &requests.series[SERIES_MAX - 1];
		s->route = "other";
		return s;
	}
	s = &requests.series[requests.n++];
	snprintf(s->method, sizeof(s->method), "%s", method);
	s->route = route;
	s->status = status;
	return s;
}

void
metrics_request(const struct http_done *done)
{
	pthread_mutex_lock(&requests.lock);
	find(done->method, done->route, done->status)->count++;
	for (size_t i = 0; i < NELEM(ends); i++)
		if (done->duration_us <= ends[i]) {
			requests.under[i]++;
			break;
		}
	requests.count++;
	requests.sum_us += done->duration_us;
	pthread_mutex_unlock(&requests.lock);
}

void
metrics_job(bool worked)
{
	atomic_fetch_add(&jobs[worked], 1);
}

void
metrics_mail(bool worked)
{
	atomic_fetch_add(&mails[worked], 1);
}

static void
head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void
metrics_gauge(struct buf *out, const char *name, const char *help, double value)
{
	head(out, name, "gauge", help);
	buf_addf(out, "%s %.15g\n", name, value);
}

static void
write_series(struct buf *out, const struct series *s)
{
	buf_addf(out,
	    "assay_http_requests_total{method=\"%s\",route=\"%s\","
	    "status=\"%u\"} %" PRIu64 "\n",
	    s->method, s->route[0] ? s->route : "none", s->status, s->count);
}

static void
write_requests(struct buf *out)
{
	uint64_t under = 0;

	pthread_mutex_lock(&requests.lock);
	head(out, "assay_http_requests_total", "counter",
	    "Requests by route and status; status 0 broke off.");
	for (size_t i = 0; i < requests.n; i++)
		write_series(out, &requests.series[i]);
	if (requests.series[SERIES_MAX - 1].count)
		write_series(out, &requests.series[SERIES_MAX - 1]);
	head(out, "assay_http_request_seconds", "histogram",
	    "From the request line to the last byte sent.");
	for (size_t i = 0; i < NELEM(ends); i++) {
		under += requests.under[i];
		buf_addf(out,
		    "assay_http_request_seconds_bucket{le=\"%g\"} %" PRIu64
		    "\n",
		    (double)ends[i] / 1e6, under);
	}
	buf_addf(out,
	    "assay_http_request_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n"
	    "assay_http_request_seconds_sum %g\n"
	    "assay_http_request_seconds_count %" PRIu64 "\n",
	    requests.count, (double)requests.sum_us / 1e6, requests.count);
	pthread_mutex_unlock(&requests.lock);
}

static void
write_outcomes(struct buf *out, const char *name, const char *help,
    atomic_ullong counts[2])
{
	head(out, name, "counter", help);
	for (int i = 0; i < 2; i++)
		buf_addf(out, "%s{outcome=\"%s\"} %llu\n", name,
		    i ? "done" : "failed", atomic_load(&counts[i]));
}

static double
resident_bytes(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long size = 0, resident = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%lu %lu", &size, &resident) != 2)
		resident = 0;
	fclose(f);
	return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

void
metrics_write(struct buf *out)
{
	write_requests(out);
	write_outcomes(
	    out, "assay_jobs_total", "Background jobs that were run.", jobs);
	write_outcomes(out, "assay_mails_total",
	    "Mails handed to the relay, or not.", mails);
	metrics_gauge(out, "process_resident_memory_bytes",
	    "Resident memory of the process.", resident_bytes());
}
