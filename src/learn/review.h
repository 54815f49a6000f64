#ifndef LEARN_REVIEW_H
#define LEARN_REVIEW_H

#include "learn/attempt.h"

/*
 * What was learnt, asked again before it is forgotten: at most two questions
 * a day, over all surfaces and devices.
 *
 *	review_ask ──▶ asked ──review_answer──▶ answered, explained
 *	                 └── 7 days ──▶ dropped, nothing happened
 *
 * FSRS-6 decides when (card.h), pick.h which.  One question is open at a
 * time, with its options in one order, on every device.  A day is a day of
 * UTC.  This schedules and never certifies: no completion, no assignment, no
 * score changes by it.
 */
#define REVIEW_A_DAY 2
#define REVIEW_LIFE  (7 * CLOCK_DAY) /* after the end of its day */

enum review_surface { REVIEW_WEB, REVIEW_TERMINAL, REVIEW_LINK };

/* What there is for somebody today. */
struct review_today {
	struct id asked; /* the open question; none: nothing today */
	unsigned left;   /* answers left today */
	int64_t next;    /* without a question: the day of the next; 0: none */
};

/* The open question, or a new one.  ERR_NOT_FOUND for who is not there, or
   left. */
enum err_code review_ask(const struct learn *learn, struct id person,
    struct review_today *out, struct err *err) MUST_USE;

/* How many are due that may be answered today: writes nothing, introduces
   nothing new. */
enum err_code review_due(const struct learn *learn, struct id person,
    unsigned *out, struct err *err) MUST_USE;

/* A question that was asked, as a face may have it. */
struct review {
	struct id id;
	struct str module_id, title;
	struct question question; /* with the answer given */
	bool answered;
	bool passed; /* its module */
	/* once it is answered; with the key where the module is passed */
	struct question_verdict verdict;
};

/* ERR_NOT_FOUND also where it is somebody else's; ERR_CONFLICT where it is not
   answered and asked no more: too old, or no longer in the content. */
enum err_code review_get(const struct learn *learn, struct id person,
    struct id asked, struct arena *arena, struct review *out,
    struct err *err) MUST_USE;

/*
 * Stores the answer and its fact.  One that is answered already stays as it
 * is: a retry is harmless, a second device changes nothing.  ERR_BUSY where
 * the answers of today are taken, ERR_CONFLICT as for review_get, ERR_INVALID
 * for what is no answer.  ledger_wake() is done.
 */
enum err_code review_answer(const struct learn *learn, struct id person,
    struct id asked, const struct answer *as_shown, enum review_surface surface,
    struct err *err) MUST_USE;

/* --- a weakness came back --------------------------------------------------
 */

struct review_early {
	struct id person;
	struct str module_id;
	const struct catalog_strs *objectives; /* empty: any of the module */
	struct id finding;                     /* or none */
	int64_t at;
};

/* Two questions of the objectives are due at once for who has passed the
   module; for others nothing happens.  Inside the caller's write. */
enum err_code review_make_due(struct db *db, const struct catalog *catalog,
    struct arena *arena, const struct review_early *in, unsigned *made,
    struct err *err) MUST_USE;

/* --- by link and mail ------------------------------------------------------
 */

/* The token of a link to the open question (review_link.h), which may be a
   new one; STR_NONE where there is nothing to ask today. */
enum err_code review_link_make(const struct learn *learn, struct id person,
    struct arena *arena, struct str *token, struct err *err) MUST_USE;

/* Whose question, or whose mails, a token of review_link.h names; found is
   false where it is over, unknown, or of somebody who left. */
struct review_ticket {
	struct id person, asked; /* asked: none for the end of mails */
};
enum err_code review_link_open_ticket(const struct learn *learn,
    struct str token, bool *found, struct review_ticket *out,
    struct err *err) MUST_USE;

/* Whether the person wants a mail on days with something due; off at first. */
enum err_code review_mail_wanted(const struct learn *learn, struct id person,
    bool *out, struct err *err) MUST_USE;
enum err_code review_mail_set(const struct learn *learn, struct id person,
    bool on, struct err *err) MUST_USE;

/* For the job runner: from seven in the morning (UTC) one mail a day and
   person, with a link to one question and one to end the mails.  *sent
   counts. */
enum err_code review_mail_run(
    const struct learn *learn, unsigned *sent, struct err *err) MUST_USE;

#endif
