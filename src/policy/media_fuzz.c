#include "policy/media.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is taken is one of seven types, what is text is UTF-8 without NUL,
   and a name is a plain one whatever it was made of. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str bytes = {(const char *)data, len}, media = STR_NONE, again;
	char name[MEDIA_NAME_MAX + 1], twice[MEDIA_NAME_MAX + 1];
	struct err err;

	media_name(bytes, name);
	media_name(str_from(name), twice);
	if (strcmp(name, twice) != 0 || name[0] == '\0' ||
	    strpbrk(name, "/\\\"\r\n") || !str_is_utf8(str_from(name)))
		abort();
	if (media_of(bytes, STR("x.md"), &media, &err) != ERR_NONE) {
		if (err.code != ERR_INVALID || media.ptr != NULL)
			abort();
		return 0;
	}
	if (str_starts(media, STR("text/")) &&
	    (!str_is_utf8(bytes) || memchr(data, 0, len) != NULL))
		abort();
	if (media_of(bytes, STR("x"), &again, &err) != ERR_NONE ||
	    str_eq(again, STR("text/plain")) !=
		str_eq(media, STR("text/markdown")))
		abort();
	return 0;
}
