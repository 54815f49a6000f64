#ifndef SCAN_MATCH_H
#define SCAN_MATCH_H

#include "scan/constants.h"
#include "scan/rule.h"
#include "scan/types.h"

/*
 * One pattern against one tree: every way it fits, each with what its
 * metavariables are bound to.
 *
 *	matcher_init(&m, ast, constants, room, arena);
 *	match_pattern(&m, &pattern, metavar_count, &found);
 *
 * The work is a list of goals ("this pattern node fits that code node, and
 * then ..."); where there is a choice, as with "...", each is tried in turn.
 * Every goal costs a step, and the steps are given beforehand: no input can
 * make it run on, and the result does not depend on the machine.
 */
struct bound {
	uint32_t node; /* 0: not bound */
	uint32_t upto; /* of $...X: the last of its siblings */
	uint32_t start, end;
	bool content; /* of a string: what is between its quotes */
};

struct match {
	uint32_t start, end;
	uint32_t node;     /* the expression or first statement */
	struct bound *env; /* by metavariable; the arena's */
	bool moved;        /* by focus-metavariable */
};

struct matches {
	struct match *v;
	size_t n, cap;
};

#define MATCH_GOALS_MAX  4096
#define MATCH_DEPTH_MAX  600
#define MATCH_GROUPS_MAX 32 /* of an expression; further ones bind nothing */

struct goal;

/* What one match at a time works in; a thread needs one, and one more for
   each match within a match. */
struct match_room {
	struct goal *goals;
	void *data; /* pcre2's */
};
enum err_code match_room_init(
    struct match_room *room, struct err *err) MUST_USE;
void match_room_release(struct match_room *room);

struct matcher {
	const struct ast *code;
	const struct constants *constants;
	struct arena *arena;
	uint64_t steps; /* left */
	bool spent;     /* steps or room ran out: results may lack */
	bool shallow;   /* a pattern's statement is all of the code's */

	const struct pattern *pattern;
	unsigned env_count;
	struct bound env[METAVARS_MAX];
	uint8_t trail[METAVARS_MAX];
	unsigned trail_n;
	const struct match_room *room;
	uint32_t goal_n;
	unsigned depth;
	uint32_t root, end; /* of the present attempt; its last statement */
	struct matches *out;
	size_t out_from;              /* the first match of the present root */
	struct types types;           /* made when first asked for */
	struct generic_tokens tokens; /* of what was last asked for */
	struct ast_span tokens_of;

	uint64_t *imported; /* by symbol, as bits: what imports bind */
	bool imports_all;   /* some import binds what it does not name */
	uint32_t *of_kind[AST_KIND_COUNT]; /* nodes by kind */
	uint32_t kind_count[AST_KIND_COUNT];
};

enum err_code matcher_init(struct matcher *m, const struct ast *code,
    const struct constants *constants, const struct match_room *room,
    struct arena *arena, struct err *err) MUST_USE;

/* Adds the matches within lo .. hi (nodes); 1 .. n - 1 is the whole file. */
enum err_code match_pattern(struct matcher *m, const struct pattern *p,
    unsigned env_count, uint32_t lo, uint32_t hi, struct matches *out,
    struct err *err) MUST_USE;

/* Whether two bindings are the same code; a name of one function is not that
   of another. */
bool bound_eq(
    const struct matcher *m, const struct bound *x, const struct bound *y);
struct str bound_text(const struct ast *a, const struct bound *b);
/* Of a literal without its quotes. */
struct ast_span bound_content(const struct ast *a, const struct bound *b);

/* From the start of the text, as Semgrep's metavariable-regex. */
bool match_regex(struct matcher *m, const struct pcre2_real_code_8 *regex,
    struct str text, bool anchored);

#endif
