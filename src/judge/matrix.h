#ifndef JUDGE_MATRIX_H
#define JUDGE_MATRIX_H

#include "codec/tar.h"
#include "judge/lab.h"

/*
 * The verdict on a submission, by what happens:
 *
 *	            ┌─ service ◀─socket─ function and abuse checks
 *	files, build├─ service ◀─socket─ public exploits, one function check
 *	            └─ service ◀─socket─ withheld exploits, the same again
 *
 * Six boxes (sandbox/sandbox.h), all at once.  The service and its checks
 * share a folder with one socket and nothing else; the outcome comes by the
 * standard output of the checks' box, which is ours and theirs alone.  What a
 * service writes decides nothing.
 *
 * The same lab, files and seed give the same verdict.
 */
enum matrix_mode {
	MATRIX_ATTACK, /* public exploits, on the service as it is given out */
	MATRIX_CHECK,  /* function and public exploits */
	MATRIX_FULL,   /* everything: this certifies */
};
const char *matrix_mode_name(enum matrix_mode mode);
bool matrix_mode_read(struct str name, enum matrix_mode *out);

enum matrix_outcome {
	MATRIX_SKIPPED, /* never begun */
	MATRIX_OK,
	MATRIX_FAILED, /* what must hold does not */
	MATRIX_PROVED, /* the exploit worked */
	MATRIX_BROKEN, /* neither: the service does not do its work */
	MATRIX_DEFECT, /* the check itself went wrong */
};
const char *matrix_outcome_name(enum matrix_outcome outcome);

#define MATRIX_SUBMISSION_FILES 100
#define MATRIX_SUBMISSION_BYTES ((size_t)1 << 20)

/* Each judge has boxes for so many verdicts at once. */
#define MATRIX_SLOTS 32

struct matrix_spec {
	const struct lab *lab;
	const struct tar *files; /* NULL: the service as it is */
	uint8_t seed[32];
	enum matrix_mode mode;
	unsigned slot;     /* 0 .. MATRIX_SLOTS-1, one verdict at a time */
	struct str runner; /* the text of judge/assay_lab.py */
	bool early;        /* enough once it is refused */
	void (*progress)(void *ctx, const char *what); /* may be NULL */
	void *ctx;
};

struct matrix_check {
	const struct lab_check *check;
	enum matrix_outcome outcome;
	struct str why; /* or STR_NONE */
};

struct matrix_step {
	struct str kind, text;
	bool traced; /* the service's own word */
};

struct matrix {
	bool built;
	struct str build;            /* what it wrote, where it failed */
	struct matrix_check *checks; /* those of the mode, in the lab's order */
	size_t n;
	/* the first function check, on the instances the exploits had */
	struct matrix_check again[LAB_KINDS];
	struct {
		struct matrix_step *v;
		size_t n, cap;
	} steps;           /* of the public exploits */
	struct str output; /* of the service that did not start or ended */
	bool defect;       /* could not be judged */
	bool passed;
	unsigned build_ms, all_ms;
};

/* Only editable files, plain names, within the ceilings: the text names the
   file otherwise. */
enum err_code matrix_accepts(
    const struct lab *lab, const struct tar *files, struct err *err) MUST_USE;

/* Waits for all of it, at most for a few times the lab's seconds.  Lives in
   the arena.  ERR_UNSUPPORTED where the machine has not the means. */
enum err_code matrix_judge(const struct matrix_spec *spec, struct arena *arena,
    struct matrix *out, struct err *err) MUST_USE;

/* For the fact: canonical JSON, outcomes alone.
   {"again":{...},"built":true,"checks":[{"id":..,"kind":..,"outcome":..}]} */
void matrix_write(struct buf *out, const struct matrix *matrix);

/* For the learner, as JSON: with reasons and the steps, but of withheld checks
   no more than how they ended. */
void matrix_write_told(
    struct buf *out, const struct lab *lab, const struct matrix *matrix);

/* The text of <data_dir>/judge/assay_lab.py. */
enum err_code matrix_runner(const char *data_dir, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

#endif
