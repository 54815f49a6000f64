#include "policy/concern_mail.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
clean(struct str s, size_t max, bool lines)
{
	if (s.ptr == NULL || s.len > max || !str_is_utf8(s))
		abort();
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < ' ' && !(lines && (c == '\n' || c == '\t'))) ||
		    c == 0x7f)
			abort();
	}
}

/* Whatever is accepted names one sender in lower case, and all that is read
   from it is UTF-8 that steers nothing, within its limits; the same bytes are
   read alike again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str mail = {(const char *)data, len};
	struct concern_mail m = {0}, again = {0};
	struct arena arena;
	struct err err;
	size_t at;

	arena_init(&arena, 64 << 20);
	if (concern_mail_read(mail, &arena, &m, &err) == ERR_NONE) {
		at = str_find_char(m.from, '@');
		clean(m.from, 254, false);
		if (at == 0 || at + 1 >= m.from.len)
			abort();
		for (size_t i = 0; i < m.from.len; i++)
			if (m.from.ptr[i] == ' ' ||
			    (m.from.ptr[i] >= 'A' && m.from.ptr[i] <= 'Z'))
				abort();
		clean(m.subject, 300, false);
		clean(m.text, CONCERN_MAIL_TEXT_MAX, true);
		if (m.files.n > CONCERN_MAIL_FILES_MAX)
			abort();
		for (size_t i = 0; i < m.files.n; i++)
			clean(m.files.v[i], 200, false);
		if (concern_mail_read(mail, &arena, &again, &err) != ERR_NONE ||
		    !str_eq(m.text, again.text) || !str_eq(m.from, again.from))
			abort();
	}
	arena_release(&arena);
	return 0;
}
