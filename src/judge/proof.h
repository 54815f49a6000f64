#ifndef JUDGE_PROOF_H
#define JUDGE_PROOF_H

#include "judge/matrix.h"

/*
 * A lab tried on what it ships: does it tell right from wrong?
 *
 *	vulnerable      works, and every exploit proves itself
 *	fixed, fixed-alt                pass
 *	wrong/<name>    is refused, by each check it names
 *	mutants         every wrong fix, and each good one with a single
 *			difference taken back: refused
 *	cheats          <data>/judge/cheats: forged verdicts, one answer to
 *			everything, an empty file: refused
 *
 * A mutant that passes is told and is no failure: some differences only
 * belong together.  A wrong fix or a cheat that passes is one.
 */
enum proof_kind {
	PROOF_VULNERABLE,
	PROOF_FIXED,
	PROOF_WRONG,
	PROOF_MUTANT,
	PROOF_CHEAT
};
const char *proof_kind_name(enum proof_kind kind);

struct proof_case {
	enum proof_kind kind;
	struct str name; /* "wrong/strip-dots", "fixed/notes.py:14" */
	struct tar files;
	const struct lab_wrong *wrong;
	bool good, passed;
	struct str problem; /* or STR_NONE */
	unsigned ms;
	struct arena arena; /* of its verdict */
};

struct proof {
	struct {
		struct proof_case *v;
		size_t n, cap;
	} cases;
	unsigned killed, mutants; /* wrong fixes among them */
	bool good;
	struct str few; /* what the lab lacks, or STR_NONE */
};

struct proof_spec {
	const struct lab *lab;
	const char *data_dir; /* of judge/ */
	unsigned workers;     /* verdicts at once */
	void (*progress)(void *ctx, size_t done, size_t all); /* or NULL */
	void *ctx;
};

enum err_code proof_run(const struct proof_spec *spec, struct arena *arena,
    struct proof *out, struct err *err) MUST_USE;
void proof_release(struct proof *proof);

/* Within the folder: what cheats a lab's stack knows, as cases. */
enum err_code proof_cheats(const struct proof_spec *spec, struct arena *arena,
    struct proof *out, struct err *err) MUST_USE;
struct proof_case *proof_add(struct proof *out, struct arena *arena,
    enum proof_kind kind, struct str name);
enum err_code proof_file(struct arena *arena, struct proof_case *c,
    struct str path, struct str bytes, struct err *err) MUST_USE;

#endif
