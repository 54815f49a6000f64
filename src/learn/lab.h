#ifndef LEARN_LAB_H
#define LEARN_LAB_H

#include "base/clock.h"
#include "base/id.h"
#include "store/store.h"

/*
 * A learner's way through a lab.  The first step begins an attempt with seeds
 * of its own; after a pass the next one has others.
 *
 *	lab_ask(ATTACK) ──▶ the public exploit against the service as it is
 *	lab_ask(CHECK)  ──▶ one's own files: function and public exploits
 *	lab_ask(SUBMIT) ──▶ everything; the verdict is the fact lab.judged
 *
 * Asking only queues: a run is
 *
 *	queued ──▶ judging ──▶ judged
 *	  │           └─(judge lost, up to 3 times)─▶ queued
 *	  │           └─(could not be judged)─▶ failed, with the reason
 *	  └──▶ withdrawn, by the person or for a newer one of the same lab
 *
 * Nothing here holds what a withheld check does: of those there is the
 * message and how it ended.
 */
#define LAB_FILES_MAX 100               /* of a submission */
#define LAB_BYTES_MAX ((size_t)1 << 20) /* likewise, all together */
#define LAB_TRIES     3

struct labs; /* judge/lab.h */

/* What main opens once and every face is lent. */
struct lab_desk {
	struct store *store;
	const struct labs *labs;
	uint8_t key[32]; /* of the seeds */
	/* A sentence where nothing can be judged on this machine, else NULL. */
	const char *(*closed)(void *ctx);
	void (*wake)(void *ctx); /* something was queued; may be NULL */
	void *ctx;
};

/* The key lies in <keys_dir>/lab.mac and is made where it is missing. */
enum err_code lab_desk_key(
    struct lab_desk *desk, const char *keys_dir, struct err *err) MUST_USE;

struct lab_strs {
	struct str *v;
	size_t n, cap;
};

enum lab_standing { LAB_NEW, LAB_STARTED, LAB_PASSED };

struct lab_card {
	struct str id, version, title, stack, owasp;
	struct lab_strs modules; /* ids */
	unsigned minutes;
	enum lab_standing standing;
	int64_t passed; /* when; 0: not yet */
};

struct lab_cards {
	struct lab_card *v;
	size_t n, cap;
};

/* Every lab with where the person stands, by title; module_id narrows it to
   one module's, STR_NONE does not.  For nobody (no id) it asks no database. */
enum err_code lab_list(const struct lab_desk *desk, struct id person,
    struct str module_id, struct arena *arena, struct lab_cards *out,
    struct err *err) MUST_USE;

struct lab_file {
	struct str path; /* "handlers/search.py", within the service */
	struct str text; /* bytes; UTF-8 for all of a lab's own */
	bool editable;
};

struct lab_files {
	struct lab_file *v;
	size_t n, cap;
};

/* A folder packed with tar (ustar): what lab_ask takes.  Each refusal names
   the entry: "..", links, devices, long names, more than the ceilings. */
enum err_code lab_files_read(struct str tar, struct arena *arena,
    struct lab_files *out, struct err *err) MUST_USE;

struct lab_hint {
	struct str title, text; /* text NONE: not opened yet */
};

struct lab_check_told { /* what a lab looks at, said beforehand */
	struct str id, kind, message;
};

/* Everything to show a lab to one person. */
struct lab_view {
	struct lab_card card;
	struct str statement;     /* Markdown */
	struct str attack;        /* Markdown; NONE before the attack was run */
	struct lab_strs controls; /* "soc2:CC1.4" */
	struct lab_strs objectives;
	struct {
		struct lab_hint *v;
		size_t n, cap;
	} hints; /* every one, opened ones with their text */
	unsigned hints_open;
	struct {
		struct lab_check_told *v;
		size_t n, cap;
	} checks;
	struct lab_files files; /* the whole service as it is given out, those
				   to edit first */
	struct lab_files draft; /* the person's own editable files, as last
				   checked or submitted; n 0: none */
	struct id attempt;      /* none: nothing asked yet */
	struct id attack_run;   /* the last of each kind, or none */
	struct id check_run, submit_run;
	const char *closed; /* a sentence: nothing is judged here; or NULL */
};

/* ERR_NOT_FOUND for an unknown lab. */
enum err_code lab_get(const struct lab_desk *desk, struct id person,
    struct str lab, struct arena *arena, struct lab_view *out,
    struct err *err) MUST_USE;

/* Opens the next hint; *opened counts those that are open.  ERR_CONFLICT
   where all are. */
enum err_code lab_hint(const struct lab_desk *desk, struct id person,
    struct str lab, unsigned *opened, struct err *err) MUST_USE;

enum lab_mode { LAB_ATTACK, LAB_CHECK, LAB_SUBMIT };
const char *lab_mode_name(enum lab_mode mode); /* "attack" */

/*
 * Queues a run of the person's open attempt, which it makes if need be; a
 * queued one of the same lab that has not begun is withdrawn for it.  files is
 * ignored with LAB_ATTACK and NULL then.
 *
 * Refused, nothing queued, the text naming the file: ERR_INVALID for a path
 * that is not editable, not plain or there twice; ERR_LIMIT past the ceilings;
 * ERR_BUSY after more than 30 in ten minutes; ERR_UNSUPPORTED where nothing
 * can be judged.
 */
enum err_code lab_ask(const struct lab_desk *desk, struct id person,
    struct str lab, enum lab_mode mode, const struct lab_files *files,
    struct id *run, struct err *err) MUST_USE;

/* Before it has begun: ERR_CONFLICT afterwards. */
enum err_code lab_withdraw(const struct lab_desk *desk, struct id person,
    struct id run, struct err *err) MUST_USE;

enum lab_run_state {
	LAB_QUEUED,
	LAB_JUDGING,
	LAB_JUDGED,
	LAB_FAILED,
	LAB_WITHDRAWN
};
const char *lab_run_state_name(enum lab_run_state state); /* "queued" */

struct lab_outcome {
	struct str id, kind; /* kind: function, abuse, public, withheld */
	struct str message;
	/* "ok"; "failed": does not hold; "proved": the exploit worked;
	   "broken": what an exploit asks on its way got no answer; "defect":
	   the check itself went wrong; "skipped": never begun */
	struct str outcome;
	bool good;      /* outcome is ok */
	struct str why; /* a line; NONE for withheld ones and where good */
};

/* A step of an attack's story, in the order it happened. */
struct lab_step {
	/* "check", "say", "request", "answer"; "request", "handler", "logic",
	   "store" with traced set: a line of the service's own trace */
	struct str kind;
	bool traced;
	struct str text;
};

struct lab_run {
	struct id id, attempt;
	struct str lab, version, title;
	enum lab_mode mode;
	enum lab_run_state state;
	unsigned position;           /* 1: next; 0 unless queued */
	int64_t queued, begun, done; /* 0: not yet */
	struct str said;             /* why it failed, or NONE */
	bool passed; /* of a submission: it certifies; of an attack: it
			worked; of a check: all it looked at is good */
	bool built;
	struct str build;  /* what the build wrote, where it failed */
	struct str output; /* what the service wrote where it did not start */
	struct {
		struct lab_outcome *v;
		size_t n, cap;
	} checks;
	struct {
		struct lab_step *v;
		size_t n, cap;
	} steps;                /* of the public exploits */
	struct lab_files files; /* what was sent in */
	struct id fact;         /* lab.judged, of a judged submission */
};

/* ERR_NOT_FOUND also where it is somebody else's. */
enum err_code lab_run_get(const struct lab_desk *desk, struct id person,
    struct id run, struct arena *arena, struct lab_run *out,
    struct err *err) MUST_USE;

/* A person's submissions of a lab, newest first, without steps and files. */
struct lab_run_line {
	struct id id;
	enum lab_mode mode;
	enum lab_run_state state;
	bool passed;
	int64_t queued;
};
struct lab_run_lines {
	struct lab_run_line *v;
	size_t n, cap;
};
enum err_code lab_runs(const struct lab_desk *desk, struct id person,
    struct str lab, struct arena *arena, struct lab_run_lines *out,
    struct err *err) MUST_USE;

#endif
