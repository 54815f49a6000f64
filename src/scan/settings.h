#ifndef SCAN_SETTINGS_H
#define SCAN_SETTINGS_H

#include "scan/unit.h"

/*
 * What a project's .properties files say, as constants of its code:
 *
 *	hash = MD5				app.properties
 *	a = p.getProperty("hash", "SHA-256");	a is "MD5"
 *
 * A name that two files give different values is not known.
 */
struct settings {
	struct setting *slots;
	uint32_t slot_count, n;
	struct arena *arena;
};

enum err_code settings_init(
    struct settings *s, struct arena *arena, struct err *err) MUST_USE;
/* The lines of one file; what is no "name = value" is passed over. */
enum err_code settings_add(
    struct settings *s, struct str text, struct err *err) MUST_USE;
/* False: not known. */
bool settings_get(const struct settings *s, struct str name, struct str *out);

/* Notes in a tree what its lookups of settings give (ast_setting). */
enum err_code settings_note(
    const struct settings *s, struct unit *unit, struct err *err) MUST_USE;

#endif
