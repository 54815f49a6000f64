#include "scan/sarif_shape.h"

#include "base/err.h"

#define OBJ(in, name, to)                                     \
	{                                                     \
		PLACE_##in, name, SARIF_OBJECT, PLACE_##to, 0 \
	}
#define ARR(in, name, to)                                    \
	{                                                    \
		PLACE_##in, name, SARIF_ARRAY, PLACE_##to, 0 \
	}
#define TEXT(in, name, fill)                                    \
	{                                                       \
		PLACE_##in, name, SARIF_STRING, 0, FIELD_##fill \
	}
#define NUM(in, name, fill)                                    \
	{                                                      \
		PLACE_##in, name, SARIF_WHOLE, 0, FIELD_##fill \
	}

/* In the order of enum sarif_place. */
static const struct sarif_member members[] = {
    OBJ(START, NULL, LOG),
    TEXT(LOG, "version", LOG_VERSION),
    ARR(LOG, "runs", RUNS),
    OBJ(RUNS, NULL, RUN),
    ARR(RUN, "results", RESULTS),
    OBJ(RUN, "tool", TOOL),
    OBJ(RUN, "automationDetails", AUTOMATION),
    TEXT(AUTOMATION, "id", AUTOMATION_ID),
    OBJ(TOOL, "driver", COMPONENT),
    ARR(TOOL, "extensions", EXTENSIONS),
    OBJ(EXTENSIONS, NULL, COMPONENT),
    TEXT(COMPONENT, "name", COMPONENT_NAME),
    TEXT(COMPONENT, "version", COMPONENT_VERSION),
    TEXT(COMPONENT, "semanticVersion", COMPONENT_SEMVER),
    ARR(COMPONENT, "rules", RULES),
    OBJ(RULES, NULL, RULE),
    TEXT(RULE, "id", RULE_ID),
    TEXT(RULE, "name", RULE_NAME),
    TEXT(RULE, "helpUri", RULE_HELP),
    OBJ(RULE, "shortDescription", RULE_TEXT),
    OBJ(RULE, "defaultConfiguration", RULE_CONFIG),
    OBJ(RULE, "properties", BAG),
    ARR(RULE, "relationships", RELATIONSHIPS),
    TEXT(RULE_TEXT, "text", RULE_TEXT),
    TEXT(RULE_CONFIG, "level", RULE_LEVEL),
    OBJ(RELATIONSHIPS, NULL, RELATIONSHIP),
    OBJ(RELATIONSHIP, "target", TAXON),
    ARR(BAG, "tags", BAG_WORDS),
    ARR(BAG, "cwe", BAG_WORDS),
    TEXT(BAG, "cwe", CWE_WORD),
    NUM(BAG, "cwe", CWE_NUMBER),
    TEXT(BAG_WORDS, NULL, CWE_WORD),
    OBJ(TAXA, NULL, TAXON),
    TEXT(TAXON, "id", TAXON_ID),
    OBJ(TAXON, "toolComponent", TAXON_COMPONENT),
    TEXT(TAXON_COMPONENT, "name", TAXON_NAME),
    OBJ(RESULTS, NULL, RESULT),
    TEXT(RESULT, "ruleId", RESULT_RULE),
    NUM(RESULT, "ruleIndex", RESULT_RULE_INDEX),
    OBJ(RESULT, "rule", RULE_REF),
    TEXT(RESULT, "level", RESULT_LEVEL),
    TEXT(RESULT, "kind", RESULT_KIND),
    OBJ(RESULT, "message", MESSAGE),
    ARR(RESULT, "locations", LOCATIONS),
    OBJ(RESULT, "partialFingerprints", PARTIAL_PRINTS),
    OBJ(RESULT, "fingerprints", PRINTS),
    ARR(RESULT, "taxa", TAXA),
    OBJ(RESULT, "properties", BAG),
    ARR(RESULT, "suppressions", SUPPRESSIONS),
    TEXT(RULE_REF, "id", RESULT_RULE),
    NUM(RULE_REF, "index", RESULT_RULE_INDEX),
    OBJ(RULE_REF, "toolComponent", RULE_REF_COMPONENT),
    NUM(RULE_REF_COMPONENT, "index", RESULT_COMPONENT),
    TEXT(MESSAGE, "text", MESSAGE),
    OBJ(LOCATIONS, NULL, LOCATION),
    OBJ(LOCATION, "physicalLocation", PHYSICAL),
    OBJ(PHYSICAL, "artifactLocation", ARTIFACT),
    OBJ(PHYSICAL, "region", REGION),
    TEXT(ARTIFACT, "uri", URI),
    NUM(REGION, "startLine", LINE),
    NUM(REGION, "endLine", END_LINE),
    NUM(REGION, "startColumn", COLUMN),
    OBJ(REGION, "snippet", SNIPPET),
    TEXT(SNIPPET, "text", SNIPPET),
    TEXT(PARTIAL_PRINTS, NULL, PARTIAL_PRINT),
    TEXT(PRINTS, NULL, PRINT),
    OBJ(SUPPRESSIONS, NULL, SUPPRESSION),
    TEXT(SUPPRESSION, "status", SUPPRESSION_STATUS),
};

static size_t
first_of(enum sarif_place in)
{
	static _Atomic uint8_t first[PLACE_COUNT]; /* index + 1 */
	size_t i = first[in];

	if (i > 0)
		return i - 1;
	while (i < NELEM(members) && members[i].in != in)
		i++;
	first[in] = (uint8_t)(i + 1);
	return i;
}

const struct sarif_member *
sarif_member(enum sarif_place in, struct str name, enum sarif_type type,
    const struct sarif_member **expected)
{
	*expected = NULL;
	for (size_t i = first_of(in); i < NELEM(members); i++) {
		const struct sarif_member *m = &members[i];

		if (m->in != in)
			break;
		if (m->name && !str_eq(str_from(m->name), name))
			continue;
		if (m->type == type)
			return m;
		*expected = m;
	}
	return NULL;
}

const char *
sarif_type_words(enum sarif_type type)
{
	static const char *const words[] = {
	    "an object", "an array", "a string", "a whole number"};

	return words[type];
}
