#ifndef SCAN_SARIF_SHAPE_H
#define SCAN_SARIF_SHAPE_H

#include "base/str.h"

/*
 * The part of SARIF 2.1.0 that is read, as a table: in a place, a member of
 * this name has this type, opens that place or fills this field.  Whatever
 * the table does not name is skipped, whatever it names must have its type.
 */
enum sarif_place {
	PLACE_SKIP,
	PLACE_START,
	PLACE_LOG,
	PLACE_RUNS,
	PLACE_RUN,
	PLACE_AUTOMATION,
	PLACE_TOOL,
	PLACE_EXTENSIONS,
	PLACE_COMPONENT,
	PLACE_RULES,
	PLACE_RULE,
	PLACE_RULE_TEXT,
	PLACE_RULE_CONFIG,
	PLACE_RELATIONSHIPS,
	PLACE_RELATIONSHIP,
	PLACE_BAG, /* properties of a rule or a result */
	PLACE_BAG_WORDS,
	PLACE_TAXA,
	PLACE_TAXON,
	PLACE_TAXON_COMPONENT,
	PLACE_RESULTS,
	PLACE_RESULT,
	PLACE_RULE_REF,
	PLACE_RULE_REF_COMPONENT,
	PLACE_MESSAGE,
	PLACE_LOCATIONS,
	PLACE_LOCATION,
	PLACE_PHYSICAL,
	PLACE_ARTIFACT,
	PLACE_REGION,
	PLACE_SNIPPET,
	PLACE_PARTIAL_PRINTS,
	PLACE_PRINTS,
	PLACE_SUPPRESSIONS,
	PLACE_SUPPRESSION,
	PLACE_COUNT
};

enum sarif_type { SARIF_OBJECT, SARIF_ARRAY, SARIF_STRING, SARIF_WHOLE };

enum sarif_field {
	FIELD_NONE,
	FIELD_LOG_VERSION,
	FIELD_AUTOMATION_ID,
	FIELD_COMPONENT_NAME,
	FIELD_COMPONENT_VERSION,
	FIELD_COMPONENT_SEMVER,
	FIELD_RULE_ID,
	FIELD_RULE_NAME,
	FIELD_RULE_TEXT,
	FIELD_RULE_HELP,
	FIELD_RULE_LEVEL,
	FIELD_CWE_WORD,
	FIELD_CWE_NUMBER,
	FIELD_TAXON_ID,
	FIELD_TAXON_NAME,
	FIELD_RESULT_RULE,
	FIELD_RESULT_RULE_INDEX,
	FIELD_RESULT_COMPONENT,
	FIELD_RESULT_LEVEL,
	FIELD_RESULT_KIND,
	FIELD_MESSAGE,
	FIELD_URI,
	FIELD_LINE,
	FIELD_END_LINE,
	FIELD_COLUMN,
	FIELD_SNIPPET,
	FIELD_PARTIAL_PRINT,
	FIELD_PRINT,
	FIELD_SUPPRESSION_STATUS
};

struct sarif_member {
	enum sarif_place in;
	const char *name; /* NULL: an element, or a member of any name */
	enum sarif_type type;
	enum sarif_place to;    /* for objects and arrays */
	enum sarif_field field; /* for the others */
};

/* NULL where the table has none.  A name may have several types: expected
   gets one of them where the type does not fit. */
const struct sarif_member *sarif_member(enum sarif_place in, struct str name,
    enum sarif_type type, const struct sarif_member **expected);

const char *sarif_type_words(enum sarif_type type); /* "an object" */

#endif
