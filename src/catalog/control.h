#ifndef CATALOG_CONTROL_H
#define CATALOG_CONTROL_H

#include "catalog/catalog.h"

/*
 * What frameworks ask, as content/controls/<framework>.yaml has it.  Four
 * things about a control are kept apart:
 *
 *	paraphrase	the criterion itself, in our words
 *	focus		its publisher's guidance, which binds nobody
 *	customary	what auditors ask to see, though no text says so
 *	(policy/)	what the organisation's own policy says
 *
 * A limit is a number that the framework itself prescribes, or that a profile
 * of it sets (nist-800-53/fedramp-moderate); 0 where there is none, which is
 * most of the time.  Only limits of frameworks that a policy switches on may
 * tighten what it says.
 *
 * A framework has a file for each edition: <framework>.yaml is the one that
 * is looked up, <framework>@<word>.yaml a former one.
 */
#define CONTROL_ID_MAX         40
#define CONTROL_PARAPHRASE_MAX 200 /* characters, as are these */
#define CONTROL_FOCUS_MAX      200
#define CONTROL_CUSTOMARY_MAX  500

enum catalog_unit { CATALOG_DAYS, CATALOG_MONTHS };

enum catalog_reading {  /* of months */
	CATALOG_EITHER, /* the framework does not say */
	CATALOG_SAME_DATE,
	CATALOG_YEAR_DAYS, /* twelve are 365 days */
};

struct catalog_period {
	unsigned n; /* 0: none */
	enum catalog_unit unit;
	enum catalog_reading reading;
};

struct catalog_limits {
	struct catalog_period every;
	struct catalog_period review;   /* of the content; none: as every */
	unsigned first_days;            /* from taking up the duty; 0: none */
	unsigned first_days_privileged; /* and with privileged access */
	unsigned keep_years;            /* of records; 0: none */
};

struct catalog_control_profile {
	struct str id;
	struct catalog_limits limits; /* 0: as the control has it */
};

struct catalog_control {
	struct str id, paraphrase; /* "CC1.4" */
	struct catalog_strs focus;
	struct str customary;     /* or STR_NONE */
	struct catalog_strs asks; /* catalog_asks; none: other evidence */
	struct catalog_limits limits;
	struct {
		struct catalog_control_profile *v;
		size_t n, cap;
	} profiles;
	unsigned line;
};

struct catalog_profile {
	struct str id, title;
	struct catalog_source source;
};

struct catalog_framework {
	struct str id, title, edition; /* "soc2", "SOC 2" */
	struct catalog_source source;
	bool former; /* an edition that is not looked up */
	struct {
		struct catalog_profile *v;
		size_t n, cap;
	} profiles;
	struct {
		struct catalog_control *v;
		size_t n, cap;
	} controls;
	struct str file; /* its bytes */
};

struct catalog_frameworks {
	struct catalog_framework *v;
	size_t n, cap;
};

/* What may answer a control: the kinds of obligations, then the kinds of
   awareness content; to NULL. */
extern const char *const catalog_asks[];
bool catalog_is_ask(struct str kind);

/* Of "nist-800-53" or "nist-800-53/fedramp-moderate"; NULL where there is no
   such framework or profile.  *profile (may be NULL) is STR_NONE without. */
const struct catalog_framework *catalog_framework(
    const struct catalog *catalog, struct str name, struct str *profile);

/* A certain edition, former or not. */
const struct catalog_framework *catalog_framework_edition(
    const struct catalog *catalog, struct str id, struct str edition);

/* framework as above; NULL where there is none. */
const struct catalog_control *catalog_control_get(
    const struct catalog *catalog, struct str framework, struct str id);
/* Of "pci:6.2.2", "nist-800-53/fedramp-high:AT-4". */
const struct catalog_control *catalog_control_named(
    const struct catalog *catalog, struct str name);

/* What holds with a profile, or with none (STR_NONE); review is filled in. */
void catalog_control_limits(const struct catalog_control *control,
    struct str profile, struct catalog_limits *out);

/* A file's text, read back from where it was kept.  Errors name file. */
enum err_code catalog_framework_read(struct str text, const char *file,
    struct arena *arena, struct catalog_framework *out,
    struct err *err) MUST_USE;

#endif
