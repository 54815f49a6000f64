#ifndef MAIN_JOB_H
#define MAIN_JOB_H

#include "http/hook.h"
#include "http/mail.h"
#include "store/store.h"

/*
 * Work in the background, as rows of table job:
 *
 *	due ──take──▶ leased ──done──▶ gone, or due again after its period
 *	 ▲               │
 *	 └── backoff ────┴──error──▶ given up after JOB_TRIES
 *
 * A lease that runs out makes the job due again, so a kind must not mind
 * being run twice.  Mails wait in table mail_outbox and go the same way.
 */
#define JOB_TRIES 20

struct job_kind {
	const char *name;
	int64_t every; /* microseconds; 0: only when somebody adds one */
	enum err_code (*run)(void *ctx, struct str payload, struct arena *arena,
	    struct err *err);
};

struct job_config {
	struct store *store;
	const struct job_kind *kinds;   /* ends with a NULL name */
	const struct mail_relay *relay; /* NULL: mails wait */
	const struct hook *chat;        /* NULL: so do words for the channel */
	void (*tick)(void *ctx);        /* every second, may be NULL */
	void *ctx;                      /* handed to the kinds */
};

struct job_runner;

/* One thread; *config is copied. */
enum err_code job_start(const struct job_config *config,
    struct job_runner **out, struct err *err) MUST_USE;
void job_stop(struct job_runner *runner); /* NULL is fine */

#endif
