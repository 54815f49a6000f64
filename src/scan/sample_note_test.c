#include "scan/sample_note.h"

#include "base/test.h"

static void
an_annotation_speaks_of_the_next_line_of_code(void)
{
	static const char text[] = "# ruleid: a, b.c\n"
				   "# ok: d\n"
				   "code()\n"
				   "  // todoruleid: e\n"
				   "  /* todook: f */\n"
				   "x = 1 # ruleid: g\n"
				   "y = '# looks: like one'\n"
				   "{/* ruleid: h */}\n"
				   "z\n"
				   "# deepruleid: i\n"
				   "# ruleid: deepok: j\n"
				   "w\n";
	static const struct {
		const char *rule;
		uint32_t line;
		enum sample_kind kind;
	} want[] = {
	    {"a", 3, SAMPLE_RULEID},
	    {"b.c", 3, SAMPLE_RULEID},
	    {"d", 3, SAMPLE_OK},
	    {"e", 7, SAMPLE_TODORULEID},
	    {"f", 7, SAMPLE_TODOOK},
	    {"g", 7, SAMPLE_RULEID},
	    {"h", 9, SAMPLE_RULEID},
	    {"i", 12, SAMPLE_TODORULEID},
	    {"j", 12, SAMPLE_RULEID},
	};
	struct sample_notes notes = {0};
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(sample_notes_read(str_from(text), &arena, &notes, &err), &err);
	CHECK_INT(notes.n, NELEM(want));
	for (size_t i = 0; i < NELEM(want); i++) {
		CHECK_STR(notes.v[i].rule, str_from(want[i].rule));
		CHECK_INT(notes.v[i].line, want[i].line);
		CHECK_INT(notes.v[i].kind, want[i].kind);
	}
	arena_release(&arena);
}

TEST_MAIN(T(an_annotation_speaks_of_the_next_line_of_code))
