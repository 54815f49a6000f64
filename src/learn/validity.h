#ifndef LEARN_VALIDITY_H
#define LEARN_VALIDITY_H

#include "catalog/catalog.h"
#include "learn/due.h"
#include "store/store.h"

/*
 * The rules by which what is taught here stands, and what the facts come to
 * under them.  A course gives the rule of its modules; the versions that were
 * published give the releases (ADR 0016):
 *
 *	validity_months 12, recertify_days 30
 *	──▶ after completion, 12 months, to the same date; and 30 days after
 *	    a new major version
 *
 * A completion's own valid_until, as the fact has it, is what was said when
 * it was earned; it decides only where no course holds the module any more.
 */
struct learn_rules;

struct validity {
	const struct catalog *catalog;
	const struct learn_rules *rules; /* who decides; NULL: the courses */
	struct {
		struct validity_module *v;
		size_t n, cap;
	} modules;
};

struct validity_module {
	struct str module;
	struct {
		struct due_release *v;
		size_t n, cap;
	} releases;
};

/* Inside a read; lives in the arena. */
enum err_code validity_load(struct db *db, struct arena *arena,
    const struct catalog *catalog, const struct learn_rules *rules,
    struct validity *out, struct err *err) MUST_USE;

/* The rule of the course that holds the module, or of none. */
void validity_rule(
    const struct catalog *catalog, struct str module, struct due_rule *out);

/* One asking, and the completion that would count for it. */
struct validity_case {
	struct id person; /* where a rule asks, and rules decide */
	struct str module;
	bool once; /* a finding's or a lead's: done once, after the asking */
	int64_t asked, due; /* due 0: none told */
	struct str why;     /* as it was asked */
	int64_t completed;  /* 0: not */
	struct str version, how;
	int64_t stored_until; /* of the fact; 0: none */
};

/* What a rule asked goes by v->rules. */
enum err_code validity_asking(const struct validity *v,
    const struct validity_case *in, int64_t now, struct arena *arena,
    struct due *out, struct err *err) MUST_USE;

/* A completion by itself: how long it stands, whoever asked (asked, due, why
   and once are not looked at). */
enum err_code validity_proof(const struct validity *v,
    const struct validity_case *in, int64_t now, struct arena *arena,
    struct due *out, struct err *err) MUST_USE;

/* What is said of a pass at that instant: the fact's valid_until; 0: no end. */
enum err_code validity_promise(const struct catalog *catalog, struct str module,
    int64_t earned, struct arena *arena, int64_t *until,
    struct err *err) MUST_USE;

#endif
