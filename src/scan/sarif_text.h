#ifndef SCAN_SARIF_TEXT_H
#define SCAN_SARIF_TEXT_H

#include "scan/sarif_read.h"

/*
 * Bytes on their way into the parser, which keeps a string or number whole
 * in memory until it ends: one longer than SARIF_TOKEN_MAX is refused before
 * it is collected.
 */
#define SARIF_TOKEN_MAX ((size_t)16 << 20)

struct sarif_tokens {
	size_t length;
	bool quoted, escaped;
};
enum err_code sarif_tokens_check(struct sarif_tokens *tokens, struct str piece,
    uint64_t at, struct err *err) MUST_USE;

/* The path an artifact's uri means: decoded, file:// and leading ./ gone;
   as it is where decoding would not leave clean text. */
struct str sarif_path(struct arena *arena, struct str uri);

/* At most max bytes, ending at a character. */
struct str sarif_cut(struct str text, size_t max);

/* False for words that are no level. */
bool sarif_level_read(struct str words, enum sarif_level *out);

struct sarif_limits sarif_limits_or_default(const struct sarif_limits *given);

#endif
