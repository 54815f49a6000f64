#ifndef CATALOG_QUIZ_PART_H
#define CATALOG_QUIZ_PART_H

#include "catalog/quiz.h"
#include "codec/yaml.h"

/* Within the folder: reading what an item of each kind has of its own. */

/* Letters a-z, digits and '-': the name of an item or a misconception. */
bool quiz_is_name(struct str s);

/* A text that must be there, without white space at its ends. */
enum err_code quiz_text(const struct yaml *map, struct str key, struct str *out,
    struct err *err) MUST_USE;

/* The keys of the item's kind, and nothing that belongs to another. */
enum err_code quiz_read_kind(
    const struct yaml *node, struct quiz_item *item, struct err *err) MUST_USE;

#endif
