#ifndef CATALOG_QUIZ_H
#define CATALOG_QUIZ_H

#include "catalog/catalog.h"
#include "catalog/kind.h"
#include "catalog/vars.h"

/*
 * A module's questions with their keys: for learn, which draws and scores,
 * and for the linter.  No face includes this header (a check holds that), so
 * no page can show what nobody handed it.
 */
#define QUIZ_OPTIONS_MIN 3
#define QUIZ_OPTIONS_MAX 5
#define QUIZ_ITEMS_MAX   400
#define QUIZ_DRAW_MIN    10
#define QUIZ_DRAW_MAX    40
#define QUIZ_LINES_MAX   8 /* lines of a spot-line that are explained */

struct quiz_option {
	struct str text, why;
	struct str misconception; /* of a distractor */
	bool key, pin;            /* pin: keeps its place when shown */
	unsigned line;
};

struct quiz_line {
	unsigned at; /* from 1 */
	struct str why;
	struct str misconception; /* of a tempting wrong one */
	bool key;
	unsigned line;
};

struct quiz_item {
	struct str id, objective;
	bool hard;
	enum quiz_kind kind;
	struct str stem;            /* Markdown */
	struct str code, code_lang; /* or STR_NONE */
	unsigned code_lines;
	/* single, multi: the options; order: the steps, in their order; match:
	   the right sides, first those that belong to a left side */
	struct quiz_option options[QUIZ_PLACES_MAX];
	unsigned n_options;
	struct str lefts[QUIZ_LEFTS_MAX]; /* of a match */
	unsigned n_lefts;
	struct quiz_line lines[QUIZ_LINES_MAX]; /* of a spot-line, explained */
	unsigned n_lines;
	struct vars vars;
	bool private; /* from an overlay */
	unsigned line;
	const char *file; /* and the line in it */
};

struct quiz {
	struct str module;
	unsigned draw, pass; /* how many are asked; percent */
	struct {
		struct quiz_item *v;
		size_t n, cap;
	} items;
};

/*
 * quiz.yaml, in the arena.  "file:line:col: what [rule]".
 *
 * Private questions come as a second file, which adds items and replaces those
 * of the same id.  The pool of both is the one text
 *
 *	quiz.yaml
 *	--- # overlay
 *	the overlay's quiz.yaml
 *
 * which is what the pool's hash is of and what is kept by it; no YAML of ours
 * holds that line.
 */
#define QUIZ_OVERLAY_MARK "--- # overlay\n"

enum err_code quiz_read(struct str text, const char *file, struct arena *arena,
    struct quiz *out, struct err *err) MUST_USE;

/* Lays an overlay's file over a pool that was read. */
enum err_code quiz_overlay(struct str text, const char *file,
    struct arena *arena, struct quiz *quiz, struct err *err) MUST_USE;

const struct quiz_item *quiz_item(const struct quiz *quiz, struct str id);

/* The item with pick[i] for its variable i; what it does not hold is borrowed
   from *item.  False without memory. */
bool quiz_fill(struct arena *arena, const struct quiz_item *item,
    const uint8_t *pick, struct quiz_item *out);

/* Which of its explained lines line at is, or NULL. */
const struct quiz_line *quiz_line(const struct quiz_item *item, unsigned at);

/* Line no of a code, from 1, without its end. */
struct str quiz_code_line(struct str code, unsigned no);

struct catalog_banks {
	struct quiz *v; /* beside catalog->modules.v */
	size_t n, cap;
};

const struct quiz *catalog_quiz(
    const struct catalog *catalog, const struct catalog_module *module);

#endif
