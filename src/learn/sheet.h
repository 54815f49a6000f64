#ifndef LEARN_SHEET_H
#define LEARN_SHEET_H

#include "catalog/quiz.h"
#include "learn/attempt.h"
#include "learn/draw.h"

/*
 * An attempt with its questions and their keys, within the folder: what was
 * drawn for it, from the very pool it was drawn from, even where the module
 * has a newer one meanwhile (that pool is kept by hash).
 */
struct sheet_item {
	struct draw_item drawn;
	bool answered;
	struct answer answer; /* as in the pool */
	int64_t revision;
};

struct sheet {
	struct id attempt, person;
	struct str module, version;
	struct str content_hash, bank_hash, seed;
	unsigned asked, pass;
	bool studied;
	int64_t started, expires;
	enum attempt_state state;
	int64_t closed; /* 0 while open */
	unsigned right, score;
	bool passed;
	struct sheet_item *items;
	unsigned n_items;
};

/* ERR_NOT_FOUND also where it is somebody else's.  With lock nobody else
   answers or closes it until the transaction ends (right, score, passed and
   closed are then not filled in). */
enum err_code sheet_load(const struct learn *learn, struct db *db,
    struct arena *arena, struct id person, struct id attempt, bool lock,
    struct sheet *out, struct err *err) MUST_USE;

/* Locks as sheet_load does, and loads one question alone: one->drawn.item is
   NULL where there is none of that number.  out->items stays empty. */
enum err_code sheet_load_one(const struct learn *learn, struct db *db,
    struct arena *arena, struct id person, struct id attempt, unsigned no,
    struct sheet *out, struct sheet_item *one, struct err *err) MUST_USE;

/* Scores, closes, and appends attempt.submitted and, after a pass,
   completion.earned.  The sheet was loaded with lock and is open. */
enum err_code sheet_close(const struct learn *learn, struct db *db,
    struct arena *arena, struct sheet *sheet, int64_t now, bool expired,
    struct err *err) MUST_USE;

/* What the closed attempts and the reading come to. */
struct standing_row {
	struct attempt_standing standing;
	int64_t open_expires;
	int64_t opened_text;  /* 0: never */
	struct id completion; /* the fact of the latest pass */
	struct str version;   /* that was passed then */
};
enum err_code standing_load(struct db *db, struct arena *arena,
    struct id person, struct str module, int64_t now, struct standing_row *out,
    struct err *err) MUST_USE;

#endif
