#include "people/zone.h"

#include <stdio.h>
#include <sys/stat.h>

#define ZONES "/usr/share/zoneinfo"

static bool
part_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
}

/* One to three parts, each of them plain: nothing that leads elsewhere. */
static bool
form_ok(struct str name)
{
	struct str rest = name, part;
	unsigned n = 0;

	if (name.len == 0 || name.len > ZONE_MAX)
		return false;
	while (str_next(&rest, '/', &part)) {
		if (part.len == 0 || ++n > 3 || part.ptr[0] == '-')
			return false;
		for (size_t i = 0; i < part.len; i++)
			if (!part_char(part.ptr[i]))
				return false;
	}
	return true;
}

static bool
is_there(struct str name)
{
	char path[sizeof(ZONES) + ZONE_MAX + 2];
	struct stat st;

	if (stat(ZONES, &st) != 0)
		return true; /* nothing to go by */
	snprintf(path, sizeof(path), ZONES "/%.*s", STR_FMT(name));
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

enum err_code
zone_check(struct str name, struct err *err)
{
	if (!form_ok(name))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is no time zone: write its IANA name, such as "
		    "Europe/Vienna",
		    STR_FMT(str_sub(name, 0, 80)));
	if (!str_eq(name, STR("UTC")) && !is_there(name))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is not among the time zones of this system",
		    STR_FMT(name));
	return ERR_NONE;
}
