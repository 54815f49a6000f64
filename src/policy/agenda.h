#ifndef POLICY_AGENDA_H
#define POLICY_AGENDA_H

#include "learn/attempt.h"
#include "policy/engine.h"

/*
 * All that somebody has ahead or behind them, from wherever it was asked: what
 * the policy says (the engine), and what a lead or a finding asked for by
 * hand.  Reminders, the calendar and a nudge speak of the same list.
 */
struct agenda_item {
	struct id person;
	struct str obligation; /* its id; "" where it was asked by hand */
	struct str thing;      /* "module:injection", "lab:...", "sign:..." */
	enum policy_thing_kind kind; /* the same in two parts */
	struct str id;
	struct str title;
	struct str path;    /* "/modules/injection" */
	int64_t opens, due; /* due: its last instant; 0: without a date */
	enum due_state state;
	bool done;         /* what was done still stands: due is when it ends */
	int64_t completed; /* what counts was done then; 0: nothing yet */
	struct str version;  /* of that, or STR_NONE */
	int64_t valid_until; /* of that; 0: none or no end */
	struct str reason;   /* STR_NONE where none was asked for */
};

struct agenda {
	struct agenda_item *v;
	size_t n, cap;
};

/* By due date, earliest first; what has none is last.  What is excused is
   left out, and so is what is not owed. */
enum err_code agenda_of(struct engine *engine, const struct learn *learn,
    struct id person, int64_t now, bool reasons, struct arena *arena,
    struct agenda *out, struct err *err) MUST_USE;

/* The same with what is excused and with what was done for good. */
enum err_code agenda_whole(struct engine *engine, const struct learn *learn,
    struct id person, int64_t now, bool reasons, struct arena *arena,
    struct agenda *out, struct err *err) MUST_USE;

/* The item of one thing that the engine found owed. */
enum err_code agenda_item_of(const struct catalog *catalog,
    const struct owed *owed, struct arena *arena, struct agenda_item *out,
    struct err *err) MUST_USE;

/* To be done now: not done, or due again. */
bool agenda_open(const struct agenda_item *item);
/* Drops what is not. */
void agenda_keep_open(struct agenda *agenda);
/* Where several obligations ask for one thing it stands once: open rather than
   done, then the one with the earliest date. */
void agenda_keep_once(struct agenda *agenda);

/* "due", "overdue", "current" (open, its time has not come), "completed",
   "excused". */
const char *agenda_state_name(const struct agenda_item *item);

#endif
