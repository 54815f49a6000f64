#ifndef JUDGE_SERVER_H
#define JUDGE_SERVER_H

#include "judge/wire.h"

/*
 * The judge's side of judge/wire.h: a thread a connection, so many verdicts at
 * once, the others wait for their turn.
 *
 *	rc = judge_listen(path, &fd, err);
 *	rc = judge_serve(&config, err);		until stop is set or until_eof
 */
#define JUDGE_CALLS_MAX 64

struct judge_config {
	int fd;         /* of judge_listen */
	int until_eof;  /* ends when this descriptor does; -1: never */
	unsigned slots; /* 1 .. MATRIX_SLOTS */
	struct str runner;
	const volatile int *stop; /* set by a signal */
	void (*log)(const char *text);
};

/* The socket's own user and group may ask, nobody else. */
enum err_code judge_listen(
    const char *path, int *out, struct err *err) MUST_USE;

/* Verdicts begun are finished first, for at most ten seconds. */
enum err_code judge_serve(
    const struct judge_config *config, struct err *err) MUST_USE;

#endif
