#ifndef OUTCOMES_FINDING_H
#define OUTCOMES_FINDING_H

#include "store/store.h"

/*
 * Findings as people see them.  Every function takes the viewer, and the
 * right is in the query: a developer sees their own and those of their
 * team's repositories, a lead the team's, security lead and admin all,
 * an auditor reads all.  What may not be seen is not found.
 *
 * A finding is an identity that outlives moves of its line; an episode is
 * one stretch of being present in one analysis (tool, category, branch,
 * base).  A finding is open while one of its episodes is.
 */
#define FINDING_CWES_MAX 8

enum finding_state { FINDING_OPEN, FINDING_CLOSED };

struct finding {
	struct id id;
	struct str repository;
	struct str branch; /* of its newest episode */
	struct str tool, rule;
	struct str title;   /* of the rule; may be none */
	struct str message; /* the tool's words */
	struct str path;
	int64_t line; /* 0: the tool gave none */
	int64_t cwe;  /* the first; 0: the tool named none */
	int level;    /* enum sarif_level */
	struct id author_id;
	struct str author; /* display name; none when not attributed */
	bool mine;         /* the author is the viewer */
	enum finding_state state;
	int64_t opened_at; /* of its newest episode */
	int64_t closed_at; /* 0 while open */
	struct str reason; /* why it closed: "fixed" */
};

struct findings {
	struct finding *v;
	size_t n, cap;
};

struct finding_filter {
	enum finding_state state; /* open unless set */
	bool any_state;
	bool mine;             /* only those of the viewer */
	struct str repository; /* none: all */
	int64_t cwe;           /* 0: all */
	size_t limit;          /* 0: 100; at most 1,000 */
	struct id after;       /* the last id of the page before, or none */
};

/* Newest first. */
enum err_code finding_list(struct db *db, struct arena *arena, struct id viewer,
    const struct finding_filter *filter, struct findings *out,
    struct err *err) MUST_USE;

/* How many are open for the viewer, and how many of them are theirs. */
struct finding_counts {
	uint64_t open, mine;
};
enum err_code finding_count(struct db *db, struct id viewer,
    struct finding_counts *out, struct err *err) MUST_USE;

struct finding_episode {
	struct str branch, category, base;
	struct str opened_commit, closed_commit; /* none while open */
	int64_t opened_at, closed_at;            /* 0 while open */
	struct str reason;
};

struct finding_detail {
	struct finding finding;
	int64_t cwes[FINDING_CWES_MAX];
	size_t cwe_count;
	struct str snippet;     /* the line, where the tool gave it */
	struct str help;        /* the rule's own page, http(s) only, or none */
	struct str commit;      /* that brought it, as uploaded */
	struct str attribution; /* in words: why this author, or why none */
	struct {
		struct finding_episode *v;
		size_t n, cap;
	} episodes; /* oldest first */
};

/* ERR_NOT_FOUND also when the viewer may not see it. */
enum err_code finding_get(struct db *db, struct arena *arena, struct id viewer,
    struct id id, struct finding_detail *out, struct err *err) MUST_USE;

#endif
