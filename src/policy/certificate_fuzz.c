#include "policy/certificate.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* The kind of a document depends on its beginning alone; an edition's day is a
   date that it begins with. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	char date[CLOCK_DATE_LEN + 1];
	size_t n = len < 4 ? len : 4;
	int64_t day;

	for (size_t i = 0; i < 16 && i < len; i++) {
		struct str media = certificate_media(str_sub(text, 0, i));

		if (media.ptr != NULL &&
		    !str_eq(media, certificate_media(text)))
			abort();
	}
	if (!certificate_edition_day(text, &day))
		return 0;
	clock_write_date(day, date);
	if (n < 4 || memcmp(text.ptr, date, n) != 0)
		abort();
	return 0;
}
