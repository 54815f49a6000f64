#ifndef ATTACK_H
#define ATTACK_H

#include <stdio.h>
#include <stdlib.h>

/*
 * attack NAME [WORD...]: one attempt to get out of a box or to take more than
 * is allowed.  It exits with 0 where the attempt was refused and the program
 * went on, with GOT_OUT and a line where it succeeded; most never get so far.
 */
#define GOT_OUT 7

struct attack {
	const char *name;
	void (*run)(char **words);
};

extern const struct attack taking[], reaching[], calling[];

static inline void
got_out(const char *how)
{
	printf("got out: %s\n", how);
	fflush(stdout);
	exit(GOT_OUT);
}

#endif
