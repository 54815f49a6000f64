#include "merkle/note.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted is its parts put together again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct note note;
	struct err err;
	struct buf out;

	if (note_read(text, &note, &err) != ERR_NONE)
		return 0;
	buf_init(&out, NOTE_MAX);
	buf_add(&out, note.text);
	buf_add_char(&out, '\n');
	for (unsigned i = 0; i < note.n; i++) {
		buf_add(&out, STR("\xe2\x80\x94 "));
		buf_add(&out, note.v[i].name);
		buf_add_char(&out, ' ');
		buf_add(&out, note.v[i].bytes);
		buf_add_char(&out, '\n');
	}
	if (!str_eq(buf_view(&out), text))
		abort();
	buf_release(&out);
	return 0;
}
