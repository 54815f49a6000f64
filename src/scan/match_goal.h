#ifndef SCAN_MATCH_GOAL_H
#define SCAN_MATCH_GOAL_H

#include "scan/match.h"

/*
 * The goals of match.c, a linked list: all must hold.  goal_step() replaces
 * the first by what it comes to; where there is a choice it calls solve() on
 * each and says whether to stop looking.
 */
enum goal_kind {
	GOAL_NODE,       /* pattern p fits code c */
	GOAL_LIST,       /* siblings from p fit siblings from c, to the end */
	GOAL_ARGS,       /* positional arguments from p and c on */
	GOAL_STATEMENTS, /* statements from p fit from c within block x */
	GOAL_KEYARGS,    /* each $K=v from p on fits one unused of x */
	GOAL_LOOSE,      /* any order: from p on each fits an unused of x */
};

struct goal {
	enum goal_kind kind;
	uint32_t p, c, x;
	uint32_t of;     /* of LIST: whose children c is one of */
	uint64_t used;   /* of LOOSE, KEYARGS: which of the first 64 children
			    of x are taken; a later one may serve twice */
	bool open;       /* the code may go on behind the pattern */
	bool tracks_end; /* of STATEMENTS: tells the match where it ends */
	const struct goal *next;
};

enum step {
	STEP_GO,   /* *g is what is left */
	STEP_FAIL, /* does not fit */
	STEP_STOP, /* enough was found, or the steps are spent */
};

enum step goal_step(struct matcher *m, const struct goal **g);
bool solve(struct matcher *m, const struct goal *g);
void trail_undo(struct matcher *m, unsigned mark);

/* NULL, with m->spent set, when there are too many. */
const struct goal *goal_new(struct matcher *m, struct goal goal);
const struct goal *goal_node(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal *next);
const struct goal *goal_statements(struct matcher *m, uint32_t p, uint32_t c,
    uint32_t block, bool tracks_end, const struct goal *next);

/* A binding that is there must be the same code; else it is made. */
enum step match_bind(struct matcher *m, unsigned metavar, struct bound b);
enum step match_bind_node(struct matcher *m, unsigned metavar, uint32_t c);

/* One node against one node, in match_node.c. */
enum step node_step(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal **g);

static inline const struct ast_node *
goal_p(const struct matcher *m, uint32_t p)
{
	return &m->pattern->ast->v[p];
}

/* The first of these siblings that is $K=v, or 0. */
static inline uint32_t
goal_keyarg(const struct matcher *m, uint32_t p)
{
	while (p != 0 &&
	    (goal_p(m, p)->kind != AST_KEYARG ||
		(goal_p(m, p)->flags & AST_STRING_METAVAR) == 0))
		p = goal_p(m, p)->next;
	return p;
}

#endif
