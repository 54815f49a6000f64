#ifndef POLICY_CAMPAIGN_H
#define POLICY_CAMPAIGN_H

#include "policy/clicks.h"
#include "store/store.h"

/*
 * A practice phishing campaign that ran elsewhere, as counts:
 *
 *	campaign_prepare ──▶ counts, and why clicks were held back
 *	campaign_check	 ──▶ what the import would do
 *	campaign_import	 ──▶ fact campaign.imported
 *
 * Nothing is sent from here.  Who clicked is not kept: of the file there
 * remain its SHA-256 and a dozen numbers.  The same file is imported once; a
 * later export of the same campaign (the instant of its first mail says which
 * it is) takes the place of the one before, whose fact stays.
 *
 * How hard a mail was to see through is said by whoever made it, by NIST's
 * Phish Scale: how many cues give it away, and how well its premise fits the
 * reader's work.  Rates of mails of different difficulty do not compare.
 */
enum campaign_difficulty {
	CAMPAIGN_EASY, /* many cues, a premise that fits nobody much */
	CAMPAIGN_FAIR,
	CAMPAIGN_HARD, /* few cues, a premise that fits the work */
	CAMPAIGN_DIFFICULTIES
};

const char *campaign_difficulty_name(enum campaign_difficulty d);
bool campaign_difficulty_read(struct str name, enum campaign_difficulty *out);

#define CAMPAIGN_TITLE_MAX 200
#define CAMPAIGN_HASH      32

struct campaign {
	struct str title;
	enum campaign_difficulty difficulty;
	int64_t sent_at, imported;
	uint64_t sent, opened, clicked, submitted, reported, both, suppressed;
	struct str source; /* which export, which rules, what they held back */
	uint8_t content[CAMPAIGN_HASH];
};

struct campaigns {
	struct campaign *v; /* newest first */
	size_t n, cap;
};

/* title STR_NONE or empty: the campaign's own name, where the file has it. */
enum err_code campaign_prepare(struct str file, struct str title,
    enum campaign_difficulty difficulty, const struct clicks_rules *rules,
    struct arena *arena, struct campaign *out, struct clicks *clicks,
    struct err *err) MUST_USE;

/* ERR_CONFLICT where this very file was imported.  *replaces is the title of
   an earlier export of the same campaign, or STR_NONE. */
enum err_code campaign_check(struct db *db, struct arena *arena,
    const struct campaign *in, struct str *replaces, struct err *err) MUST_USE;

/* Checks again, then appends the fact; ledger_wake() after the commit.  actor
   is an administrator, a security lead or PERSON_PROGRAM. */
enum err_code campaign_import(struct db *db, struct arena *arena,
    struct id actor, const struct campaign *in, struct err *err) MUST_USE;

/* Nothing for a viewer who is no administrator, security lead, auditor or
   PERSON_PROGRAM. */
enum err_code campaign_list(struct db *db, struct arena *arena,
    struct id viewer, struct campaigns *out, struct err *err) MUST_USE;

/*
 * How one share differs from an earlier one, in shares (-0.04 is four points
 * less), with the 95 % interval by Newcombe's method from the two of Wilson.
 * clear: the interval does not hold 0.
 */
struct campaign_trend {
	double by, low, high;
	bool clear;
};
struct campaign_trend campaign_trend(
    uint64_t hits, uint64_t n, uint64_t hits_before, uint64_t n_before);

/* The counts while their person looks at them, for a day: a page sends the
   file once and only the id back. */
enum err_code campaign_draft_put(struct db *db, struct id person,
    const struct campaign *in, struct id *out, struct err *err) MUST_USE;
/* ERR_NOT_FOUND where it is another's, or gone. */
enum err_code campaign_draft_take(struct db *db, struct arena *arena,
    struct id person, struct id draft, struct campaign *out,
    struct err *err) MUST_USE;

#endif
