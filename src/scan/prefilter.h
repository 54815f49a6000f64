#ifndef SCAN_PREFILTER_H
#define SCAN_PREFILTER_H

#include "scan/rule.h"

/* Which of the rules' symbols stand in a text as whole words: present[n] is
   set to 1; cleared first up to the rules' last symbol. */
/* Where letters of any case may name a function, what is in capitals stands
   there in small ones too; language may be NULL. */
void prefilter_words(const struct symbols *symbols,
    const struct language *language, struct str text, uint8_t *present);

/* False where the words show that a search rule cannot match, or none of a
   taint rule's sources, or of its sinks. */
bool prefilter_rule(
    const struct rule *rule, unsigned language, const uint8_t *present);
bool prefilter_taint(
    const struct taint_spec *spec, unsigned language, const uint8_t *present);

/* Whether a rule's paths take this one. */
bool prefilter_path(const struct rule *rule, struct str path);

#endif
