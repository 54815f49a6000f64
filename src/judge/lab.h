#ifndef JUDGE_LAB_H
#define JUDGE_LAB_H

#include "base/arena.h"

/*
 * A lab as its folder says (content/labs/README.md has the format):
 *
 *	rc = lab_read("content/labs/sql-second-order", arena, &lab, err);
 *	content/labs/x/lab.yaml:12:5: kind 'fun'; function, abuse, public and
 *	withheld are accepted
 *
 * What is read is the whole folder, so that a fact may cite all of it by one
 * hash, and the same lab be judged again from what is kept under it: the hash
 * is that of the folder as a tar with sorted names (codec/tar.h), which is
 * also what is kept.
 */
#define LAB_HASH         32
#define LAB_CHECKS       64
#define LAB_SEEDS        32
#define LAB_FOLDER_MAX   ((size_t)8 << 20)
#define LAB_FOLDER_FILES 500

enum lab_kind { LAB_FUNCTION, LAB_ABUSE, LAB_PUBLIC, LAB_WITHHELD, LAB_KINDS };
const char *lab_kind_name(enum lab_kind kind);

enum lab_seed_kind { LAB_SEED_HEX, LAB_SEED_WORD, LAB_SEED_NUMBER };

struct lab_seed {
	struct str name;
	enum lab_seed_kind kind;
	unsigned length;  /* of hex, in digits */
	int64_t min, max; /* of a number */
};

struct lab_check {
	struct str id, message;
	enum lab_kind kind;
	struct str path; /* "function/search_finds.py", in the folder */
};

struct lab_names {
	struct str *v; /* NUL-terminated */
	size_t n, cap;
};

struct lab_wrong {
	struct str id, why;
	struct lab_names caught_by; /* check ids */
};

struct lab_objective {
	struct str id, text;
};

struct lab_hint_text {
	struct str title, text;
};

struct lab_entry {              /* a file of the folder */
	struct str path, bytes; /* path within the folder, NUL-terminated */
};

struct lab {
	struct str dir; /* as given; NUL-terminated */
	struct str id, version, title, owasp, stack, licence;
	struct lab_names modules, controls, editable, build, start, needs;
	unsigned minutes;
	struct {
		unsigned seconds, memory_mb, processes, disk_mb;
	} limits;
	struct {
		struct lab_objective *v;
		size_t n, cap;
	} objectives;
	struct {
		struct lab_seed *v;
		size_t n, cap;
	} seeds;
	struct {
		struct lab_check *v;
		size_t n, cap;
	} checks; /* in the file's order */
	struct {
		struct lab_wrong *v;
		size_t n, cap;
	} wrong;
	struct {
		struct lab_hint_text *v;
		size_t n, cap;
	} hints;
	int64_t reviewed_on, reviewed_until;
	struct str statement, attack; /* Markdown */
	struct {
		struct lab_entry *v;
		size_t n, cap;
	} files;                /* all of the folder, by path */
	struct str tar;         /* the same, as it is kept */
	uint8_t hash[LAB_HASH]; /* of tar */
};

/* Lives in the arena. */
enum err_code lab_read(const char *dir, struct arena *arena, struct lab *out,
    struct err *err) MUST_USE;

/* From what was kept under the hash; dir of *out is "lab". */
enum err_code lab_read_tar(struct str tar, struct arena *arena, struct lab *out,
    struct err *err) MUST_USE;

/* lab.yaml alone, as lab_read does: the files it names are not looked for. */
enum err_code lab_read_yaml(struct str text, const char *file,
    struct str folder, struct arena *arena, struct lab *out,
    struct err *err) MUST_USE;

/* The bytes of a file of the folder, "vulnerable/app.py"; or STR_NONE. */
struct str lab_file_of(const struct lab *lab, struct str path);
bool lab_is_editable(const struct lab *lab, struct str path);
const struct lab_check *lab_check_of(const struct lab *lab, struct str id);

/* Every lab of a folder, by id; one without lab.yaml in it is no lab. */
struct labs {
	struct lab *v;
	size_t n, cap;
	struct arena arena;
};
enum err_code labs_open(
    const char *dir, struct labs **out, struct err *err) MUST_USE;
void labs_close(struct labs *labs); /* NULL is fine */
const struct lab *labs_find(const struct labs *labs, struct str id);

/* The values of a lab's seeds, a pure function of 32 bytes:
   {"canary":"3f...","port":31337} */
enum err_code lab_seeds_write(const struct lab *lab, const uint8_t seed[32],
    struct buf *out, struct err *err) MUST_USE;

#endif
