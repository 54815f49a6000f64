#include "tmpl/tmpl.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
escaped(struct str in)
{
	struct buf out;
	struct str text;

	buf_init(&out, in.len * 6 + 16);
	tmpl_text(&out, in);
	text = buf_view(&out);
	if (!str_is_utf8(text) || out.full)
		abort();
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '<' || text.ptr[i] == '>' ||
		    text.ptr[i] == '"' || text.ptr[i] == '\'')
			abort();
	buf_release(&out);
}

/* What is written as text is UTF-8 without a character of markup; a URL that
   is accepted has no scheme but the three. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str in = {(const char *)data, len};
	struct url url;
	struct err err;

	escaped(in);
	if (url_read(in, &url, &err) != ERR_NONE)
		return 0;
	for (size_t i = 0; i < len; i++) {
		if (in.ptr[i] == '/' || in.ptr[i] == '?' || in.ptr[i] == '#')
			break;
		if (in.ptr[i] != ':')
			continue;
		if (!str_eq_case(str_sub(in, 0, i), STR("http")) &&
		    !str_eq_case(str_sub(in, 0, i), STR("https")) &&
		    !str_eq_case(str_sub(in, 0, i), STR("mailto")))
			abort();
		break;
	}
	return 0;
}
