#ifndef JUDGE_WIRE_H
#define JUDGE_WIRE_H

#include "judge/matrix.h"

/*
 * The judge is a process of its own; this is how it is asked.  One connection
 * of a unix socket is one verdict:
 *
 *	──▶ {"files":2048,"lab":90112,"mode":"full","seed":"3f.."}\n
 *	    so many bytes of the submission's tar, so many of the lab's
 *	◀── {"progress":"checking"}\n
 *	◀── {"defect":false,"matrix":{...},"passed":true,"told":{...}}\n
 *	or  {"error":"limit","text":"..."}\n
 *
 * and {"hello":true}\n asks what it can do: {"text":..,"usable":true}.
 *
 * The lab comes along, whole: the judge keeps nothing and knows no database,
 * and a verdict of years ago is given again the same way.
 */
#define WIRE_LINE_MAX  ((size_t)4 << 10)
#define WIRE_FILES_MAX (MATRIX_SUBMISSION_BYTES + 100 * 1024 + 10240)
#define WIRE_LAB_MAX   (2 * LAB_FOLDER_MAX)
#define WIRE_TOLD_MAX  ((size_t)4 << 20)

struct wire_request {
	enum matrix_mode mode;
	uint8_t seed[32];
	struct str files; /* a tar; empty with MATRIX_ATTACK */
	struct str lab;   /* a tar */
};

struct wire_verdict {
	bool passed, defect;
	struct str matrix; /* canonical JSON, for the fact */
	struct str told;   /* JSON, for the learner */
};

/*
 * ERR_IO and ERR_NOT_FOUND: there is no judge, or it was lost on the way, and
 * asking again may help.  Other errors are its answer: ERR_INVALID, ERR_LIMIT
 * and ERR_SYNTAX are the submission's or the lab's fault, ERR_UNSUPPORTED the
 * machine's.
 */
enum err_code wire_ask(const char *socket, const struct wire_request *request,
    struct arena *arena, struct wire_verdict *out, struct err *err) MUST_USE;

/* Whether it can judge, and in words how or why not. */
enum err_code wire_hello(
    const char *socket, bool *usable, char text[200], struct err *err) MUST_USE;

/* As wire_ask, in this process. */
enum err_code wire_judge(const struct wire_request *request, unsigned slot,
    struct str runner, void (*progress)(void *ctx, const char *what), void *ctx,
    struct arena *arena, struct wire_verdict *out, struct err *err) MUST_USE;

/* The line before the bytes.  ERR_LIMIT, naming the ceiling, before any of
   them was read. */
struct wire_header {
	bool hello;
	enum matrix_mode mode;
	uint8_t seed[32];
	size_t files, lab;
};
enum err_code wire_header_read(struct str line, struct arena *arena,
    struct wire_header *out, struct err *err) MUST_USE;
void wire_header_write(struct buf *out, const struct wire_header *header);

#endif
