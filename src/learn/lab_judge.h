#ifndef LEARN_LAB_JUDGE_H
#define LEARN_LAB_JUDGE_H

#include "judge/wire.h"
#include "learn/lab.h"

/*
 * The queue of labs from the judge's side, for main: no face includes this.
 *
 *	rc = lab_take(desk, &arena, &found, &job, err);
 *	rc = wire_ask(socket, &job.request, &arena, &verdict, &why);
 *	rc == ERR_NONE ? lab_settle(desk, &job, &verdict, err)
 *	               : lab_unsettled(desk, &job, &why, err);
 *
 * One run of a person at a time; among persons, whose last turn was longest
 * ago comes first.  (Two servers that take at the same instant over one
 * PostgreSQL may each take one of the same person.)  What a lost judge had
 * goes back after LAB_LEASE, LAB_TRIES times in all.
 */
#define LAB_LEASE (INT64_C(300) * CLOCK_SECOND)

struct lab_job {
	struct id id, attempt, person;
	struct str lab, version; /* ids */
	enum lab_mode mode;
	int64_t tries;
	struct wire_request request;
};

enum err_code lab_take(const struct lab_desk *desk, struct arena *arena,
    bool *found, struct lab_job *out, struct err *err) MUST_USE;

/* Writes the fact of a submission, and stores what it cites. */
enum err_code lab_settle(const struct lab_desk *desk, const struct lab_job *job,
    const struct wire_verdict *verdict, struct err *err) MUST_USE;

/* Back into the queue where the judge was lost or busy, else failed. */
enum err_code lab_unsettled(const struct lab_desk *desk,
    const struct lab_job *job, const struct err *why, struct err *err) MUST_USE;

/* Runs whose judge was lost with its server: where a lease ran out, or all
   there are when no other server can have them. */
enum err_code lab_recover(
    const struct lab_desk *desk, bool all, struct err *err) MUST_USE;

/*
 * The verdict of a fact again, from what the fact cites alone: lab and
 * submission by hash, and the seed.
 */
typedef enum err_code lab_ask_fn(void *ctx, const struct wire_request *request,
    struct arena *arena, struct wire_verdict *out, struct err *err);

struct lab_again {
	struct str lab, version;
	bool then_passed, now_passed;
	struct str then, now; /* matrices */
	bool same;
};

/* ERR_NOT_FOUND: no such fact, or what it cites is not kept. */
enum err_code lab_rejudge(struct store *store, struct id fact, lab_ask_fn *ask,
    void *ctx, struct arena *arena, struct lab_again *out,
    struct err *err) MUST_USE;

#endif
