#ifndef POLICY_NOTICE_H
#define POLICY_NOTICE_H

#include "people/person.h"
#include "store/store.h"

/*
 * Something everybody concerned should know: a text, for an audience, that
 * stands on their home page until they say they read it.  It blocks nothing.
 *
 *	notice_publish	──▶ content by hash, fact notice.published
 *	notice_acknowledge ──▶ fact notice.acknowledged, for those very words
 *	notice_reach	──▶ how many of the audience, as it is today, have
 *
 * Published again under its id with other words it asks to be read anew.
 */
#define NOTICE_ID_MAX    64
#define NOTICE_TITLE_MAX 200
#define NOTICE_TEXT_MAX  ((size_t)64 << 10)
#define NOTICE_SOME      20 /* teams, kinds of employment */

/*
 * Whom it is for, {"everybody":true} or lists that all must hold:
 *
 *	{"employment":["contractor"],"roles":["developer"],"teams":["0192..."]}
 */
struct notice_audience {
	bool everybody;
	bool unknown;   /* read from a fact of a later version: nobody */
	unsigned roles; /* bits by enum person_role; 0: any */
	struct id teams[NOTICE_SOME];
	size_t n_teams; /* 0: any */
	struct str employment[NOTICE_SOME];
	size_t n_employment; /* 0: any */
};

/* The one place where an audience is decided. */
bool notice_audience_has(
    const struct notice_audience *audience, const struct person *person);

/* Canonical JSON and back; ERR_INVALID for what is none. */
enum err_code notice_audience_write(const struct notice_audience *audience,
    struct arena *arena, struct str *out, struct err *err) MUST_USE;
enum err_code notice_audience_read(struct str json, struct arena *arena,
    struct notice_audience *out, struct err *err) MUST_USE;

/* As typed: "everybody", or "team:payments,role:developer,employment:intern";
   ERR_INVALID names the word, ERR_NOT_FOUND the team. */
enum err_code notice_audience_parse(struct db *db, struct arena *arena,
    struct str text, struct notice_audience *out, struct err *err) MUST_USE;
/* "Everybody", "developers of payments". */
enum err_code notice_audience_say(struct db *db, struct arena *arena,
    const struct notice_audience *audience, struct str *out,
    struct err *err) MUST_USE;

struct notice_new {
	struct str id; /* a-z, digits, '-'; made of the title where empty */
	struct str title, text; /* text: Markdown */
	struct notice_audience audience;
	int64_t until; /* 0: until it is replaced */
};

/* Inside a write; ledger_wake() after its commit.  actor is an administrator,
   a security lead or PERSON_PROGRAM.  ERR_INVALID names the field. */
enum err_code notice_publish(struct db *db, struct arena *arena,
    struct id actor, const struct notice_new *in, struct str *id,
    struct err *err) MUST_USE;

struct notice {
	struct str id, title, text; /* text: of notice_get and notice_open */
	struct str publisher;       /* or STR_NONE */
	struct notice_audience audience;
	int64_t published, until, acknowledged; /* 0: no end; not yet */
	uint8_t content[32];
};

struct notices {
	struct notice *v;
	size_t n, cap;
};

/* What stands on a person's home: theirs, current, not acknowledged. */
enum err_code notice_open(struct db *db, struct arena *arena,
    const struct person *person, int64_t now, struct notices *out,
    struct err *err) MUST_USE;

/* All for those who see reach, else those for them; newest first.  all says
   which. */
enum err_code notice_list(struct db *db, struct arena *arena,
    const struct person *viewer, bool *all, struct notices *out,
    struct err *err) MUST_USE;
/* ERR_NOT_FOUND also where it is not for them. */
enum err_code notice_get(struct db *db, struct arena *arena,
    const struct person *viewer, struct str id, bool *all, struct notice *out,
    struct err *err) MUST_USE;

/* content: the words that were on the page, as hex; ERR_CONFLICT where they
   were replaced meanwhile. */
enum err_code notice_acknowledge(struct db *db, struct arena *arena,
    const struct person *person, struct str id, struct str content,
    struct err *err) MUST_USE;

/* Of those who are here and in the audience today.  By team, unless that would
   speak of fewer than NOTICE_TEAM_MIN people. */
struct notice_reach_team {
	struct str name; /* STR_NONE: those of teams under NOTICE_TEAM_MIN and
			    of none, together */
	uint64_t people, read;
};
struct notice_reach {
	uint64_t people, read;
	struct {
		struct notice_reach_team *v;
		size_t n, cap;
	} teams;
};
#define NOTICE_TEAM_MIN 5
enum err_code notice_reach(struct db *db, struct arena *arena,
    const struct notice *notice, struct notice_reach *out,
    struct err *err) MUST_USE;

#endif
