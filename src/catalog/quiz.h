#ifndef CATALOG_QUIZ_H
#define CATALOG_QUIZ_H

#include "catalog/catalog.h"

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

struct quiz_option {
	struct str text, why;
	struct str misconception; /* of a distractor */
	bool key;
	unsigned line;
};

struct quiz_item {
	struct str id, objective;
	bool hard, multi;
	struct str stem;            /* Markdown */
	struct str code, code_lang; /* or STR_NONE */
	struct quiz_option options[QUIZ_OPTIONS_MAX];
	unsigned n_options;
	unsigned line;
};

struct quiz {
	struct str module;
	unsigned draw, pass; /* how many are asked; percent */
	struct {
		struct quiz_item *v;
		size_t n, cap;
	} items;
};

/* quiz.yaml, in the arena.  "file:line:col: what [rule]". */
enum err_code quiz_read(struct str text, const char *file, struct arena *arena,
    struct quiz *out, struct err *err) MUST_USE;

const struct quiz_item *quiz_item(const struct quiz *quiz, struct str id);

struct catalog_banks {
	struct quiz *v; /* beside catalog->modules.v */
	size_t n, cap;
};

const struct quiz *catalog_quiz(
    const struct catalog *catalog, const struct catalog_module *module);

#endif
