#ifndef LEARN_ITEM_HEALTH_H
#define LEARN_ITEM_HEALTH_H

#include "learn/attempt.h"
#include "stats/interval.h"

/*
 * What a module's questions are worth, from the first time each person met
 * each of them, for who writes them:
 *
 *	item            n  right             discrimination  difficulty  flags
 *	sort-by-param  412  .61 (.56-.66)    .31 (.22-.40)   -0.4 +-.11
 *	like-escape     38  .79 (.63-.90)    .12 (-.2-.42)   not enough answers
 *	                                                     yet: 38 of 200
 *
 * A question has a difficulty once ITEM_CALIBRATE people answered it: its
 * standard error is then about .16, a tenth of what lies between an easy and
 * a hard question; with fewer, neighbours are in no order that would hold.
 * Until then the share of right answers stands with its exact interval.
 *
 * Viewers are administrators and security leads, and the program itself at the
 * terminal.  They may know what is right: they write it.  Nobody else gets
 * anything: ERR_DENIED.
 */
#define ITEM_CALIBRATE 200
#define ITEM_ABILITY   5 /* answers to calibrated questions, at least */

struct item_health_option {
	struct str label; /* a misconception, or "the right answer" */
	bool right;
	uint64_t n;
	struct interval share;
};

struct item_health_flag {
	struct str name;   /* "too easy" */
	struct str remedy; /* a sentence: what to do */
};

struct item_health {
	struct str id, objective, stem;
	uint64_t n, right;
	uint64_t blank, earlier;  /* left blank; answers to an earlier form */
	double share;             /* of right answers; 0 where n is 0 */
	struct interval share_in; /* exact until calibrated, then Wilson */
	bool has_discrimination;
	double discrimination;
	struct interval discrimination_in;
	bool calibrated;
	double difficulty, error;
	struct str wanting; /* why there is no difficulty; a sentence */
	unsigned n_options;
	struct item_health_option options[ATTEMPT_OPTIONS];
	struct {
		struct item_health_flag *v;
		size_t n, cap;
	} flags;
};

struct module_health {
	struct str id, title, version;
	uint64_t people, answers;
	struct {
		struct item_health *v; /* in the order of the pool */
		size_t n, cap;
	} items;
	unsigned flagged, calibrated; /* questions */
	bool fitted, has_alpha;
	double sd; /* of abilities, once fitted */
	double alpha;
};

enum err_code item_health(const struct learn *learn, struct id viewer,
    struct str module, struct arena *arena, struct module_health *out,
    struct err *err) MUST_USE;

/* Every module that has questions, without their difficulties. */
struct item_healths {
	struct module_health *v;
	size_t n, cap;
};
enum err_code item_health_all(const struct learn *learn, struct id viewer,
    struct arena *arena, struct item_healths *out, struct err *err) MUST_USE;

/*
 * How able a person was when they met the module's questions for the first
 * time.  Calibrated: ability with its standard error, on the scale whose zero
 * is the people's mean, and how likely it suffices to get the module's share
 * of all its questions right.  Before that: the share, with its exact
 * interval, and why there is no more.
 *
 * For the person, and for who may see their record; ERR_NOT_FOUND otherwise,
 * and where there is no answer.  It fits the module anew: for a worker.
 */
struct ability {
	uint64_t n, right; /* first answers */
	double share;
	struct interval share_in; /* exact */
	bool calibrated;
	uint64_t used; /* answers behind what follows */
	double mean, error, above, cut;
	struct str wanting; /* a sentence, where not calibrated */
};

enum err_code ability_of(const struct learn *learn, struct id viewer,
    struct id person, struct str module, struct ability *out,
    struct err *err) MUST_USE;

#endif
