#ifndef LEARN_ATTEMPT_H
#define LEARN_ATTEMPT_H

#include "base/clock.h"
#include "base/id.h"
#include "catalog/catalog.h"
#include "learn/due.h"
#include "learn/question.h"
#include "store/store.h"

/*
 * One try at a module's quiz:
 *
 *	start ──▶ open ──answer, answer, answer──▶ submit ──▶ submitted
 *	            └────────── 7 days ──────────▶ expired, scored as it stands
 *
 * Starting fixes which questions were drawn and in what order their options
 * stand; it stays so on every device until the attempt is submitted or
 * expires, and both count.  An answer acknowledged is never lost.
 *
 * No type here holds an answer key.  What a person may know of one comes with
 * struct attempt_result, and only for an attempt that is closed.
 */
#define ATTEMPT_ITEMS 40
#define ATTEMPT_LIFE  (7 * CLOCK_DAY)

/*
 * What rules ask of people is decided above (policy); learn shows it.  Where
 * nobody decides, the courses do.
 */
struct learn_rules {
	void *ctx;
	/* Once before any number of due: as far as the facts are now. */
	enum err_code (*follow)(void *ctx, struct err *err);
	/* *owed is false where no rule asks the module of them at now. */
	enum err_code (*due)(void *ctx, struct id person, struct str module,
	    int64_t now, struct arena *arena, bool *owed, struct due *out,
	    struct err *err);
};

struct learn {
	struct store *store;
	const struct catalog *catalog;
	const struct learn_rules *rules; /* NULL: the courses alone */
};

/* Brings rules up to the facts; NULL is fine. */
enum err_code learn_rules_follow(
    const struct learn_rules *rules, struct err *err) MUST_USE;

enum attempt_state { ATTEMPT_OPEN, ATTEMPT_SUBMITTED, ATTEMPT_EXPIRED };

struct attempt {
	struct id id, person_id;
	struct str module_id, module_version;
	enum attempt_state state;
	int64_t started, expires, closed; /* closed: 0 while open */
	unsigned n_items, n_answered;
	unsigned first_open;    /* no of the first unanswered item, or 0 */
	struct question *items; /* question no is items[no - 1] */
};

/* Why no new attempt may begin yet. */
struct attempt_pause {
	int64_t until;     /* 0: none, begin now */
	bool reading_ends; /* opening the module's text ends it at once */
	unsigned failed;   /* in a row */
};

/*
 * The person's open attempt at the module, or a new one.  ERR_BUSY while a
 * pause after a failed one runs (text says until when); ERR_NOT_FOUND for an
 * unknown module.
 */
enum err_code attempt_start(const struct learn *learn, struct id person,
    struct str module_id, struct id *out, struct err *err) MUST_USE;

/* Everything to show it.  ERR_NOT_FOUND also where it is somebody else's. */
enum err_code attempt_get(const struct learn *learn, struct id person,
    struct id attempt, struct arena *arena, struct attempt *out,
    struct err *err) MUST_USE;

/*
 * Stores the answer to item no, counted as shown; ERR_NONE means it is
 * durable.  revision, not any clock, orders answers to one item: one with
 * a lower revision than what is stored is acknowledged and dropped, so a late
 * retry never undoes a newer choice.  ERR_CONFLICT once the attempt is closed.
 */
enum err_code attempt_answer(const struct learn *learn, struct id person,
    struct id attempt, unsigned no, const struct answer *answer,
    int64_t revision, struct err *err) MUST_USE;

/* As attempt_answer for each, or for none. */
struct attempt_answer {
	unsigned no;
	struct answer answer;
	int64_t revision;
};
enum err_code attempt_answer_all(const struct learn *learn, struct id person,
    struct id attempt, const struct attempt_answer *v, size_t n,
    struct err *err) MUST_USE;

/* Scores and closes it, writes the facts; again is harmless.  Unanswered items
   count as wrong. */
enum err_code attempt_submit(const struct learn *learn, struct id person,
    struct id attempt, struct err *err) MUST_USE;

/*
 * Of a closed attempt, what the person may know.  Until they have passed the
 * module only what they chose is explained; afterwards everything that was
 * asked.
 */
struct attempt_result {
	struct attempt attempt;            /* with the answers given */
	struct question_verdict *verdicts; /* beside attempt.items */
	unsigned right, score, pass;       /* items; percent; percent */
	bool passed;
	struct attempt_pause pause; /* before the next one */
};

/* ERR_CONFLICT while it is open. */
enum err_code attempt_result(const struct learn *learn, struct id person,
    struct id attempt, struct arena *arena, struct attempt_result *out,
    struct err *err) MUST_USE;

/* Where the person stands with a module. */
struct attempt_standing {
	struct id open;         /* attempt to resume, or none */
	unsigned open_answered; /* of it */
	unsigned open_items;
	unsigned attempts, best; /* closed ones; percent */
	bool passed;
	struct id passed_attempt; /* the latest that passed, or none */
	struct attempt_pause pause;
	bool text_is_news; /* attempt_opened_text would write */
};
enum err_code attempt_standing(const struct learn *learn, struct id person,
    struct str module_id, struct attempt_standing *out,
    struct err *err) MUST_USE;

/* The person opened the module's text (or its micro lesson): a pass is then
   "studied" instead of "tested-out", and a first pause ends.  Writes only
   where that tells something new. */
enum err_code attempt_opened_text(const struct learn *learn, struct id person,
    struct str module_id, struct err *err) MUST_USE;

/* Scores and closes what has expired; for the job runner.  *closed counts. */
enum err_code attempt_expire(
    const struct learn *learn, unsigned *closed, struct err *err) MUST_USE;

#endif
