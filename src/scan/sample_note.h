#ifndef SCAN_SAMPLE_NOTE_H
#define SCAN_SAMPLE_NOTE_H

#include "base/arena.h"

/* One annotation: of which line, of which rule. */
enum sample_kind {
	SAMPLE_RULEID,
	SAMPLE_OK,
	SAMPLE_TODORULEID,
	SAMPLE_TODOOK,
};

struct sample_note {
	enum sample_kind kind;
	struct str rule;
	uint32_t line; /* the line it speaks of */
};

struct sample_notes {
	struct sample_note *v;
	size_t n, cap;
};

enum err_code sample_notes_read(struct str text, struct arena *arena,
    struct sample_notes *out, struct err *err) MUST_USE;

#endif
