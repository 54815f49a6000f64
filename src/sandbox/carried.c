#include "sandbox/carried.h"

/* SANDBOX_INIT is its path, from the build. */
__asm__(".section .rodata\n"
	".global carried_start, carried_end\n"
	".balign 16\n"
	"carried_start:\n"
	".incbin \"" SANDBOX_INIT "\"\n"
	"carried_end:\n"
	".byte 0\n"
	".previous\n");
