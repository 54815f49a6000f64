#ifndef LEARN_LAB_PART_H
#define LEARN_LAB_PART_H

#include "judge/lab.h"
#include "learn/lab.h"

/* Inside src/learn only: pieces that the files about labs share. */

/* ERR_NOT_FOUND names the lab. */
enum err_code lab_find(const struct lab_desk *desk, struct str id,
    const struct lab **out, struct err *err) MUST_USE;

/* The last attempt of a person at a lab; none where there is none. */
struct lab_attempt {
	struct id id; /* or none */
	int64_t no, attacked, passed;
	unsigned hints;
	struct str seed;
};
enum err_code lab_attempt_load(struct db *db, struct arena *arena,
    struct id person, struct str lab, struct lab_attempt *out,
    struct err *err) MUST_USE;

bool lab_mode_read(struct str name, enum lab_mode *out);
enum lab_run_state lab_run_state_read(struct str name);

/* A stored tar as files, all of them editable. */
enum err_code lab_files_load(struct str tar, struct arena *arena,
    struct lab_files *out, struct err *err) MUST_USE;

#endif
