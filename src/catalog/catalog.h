#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include "base/arena.h"

/*
 * What can be learnt, as loaded from content/: read once, never changed
 * afterwards, shared by all threads.
 *
 *	rc = catalog_load("content", &catalog, err);
 *	module = catalog_module(catalog, STR("a05-injection"));
 *
 * Answer keys are not here.  They live behind catalog/quiz.h, which learn
 * and the linter include and no face does.
 */
#define CATALOG_HASH 32

struct catalog_strs {
	struct str *v;
	size_t n, cap;
};

struct catalog_cwes { /* 89 for CWE-89 */
	unsigned *v;
	size_t n, cap;
};

struct catalog_objective {
	struct str id, text;
	struct str section; /* where the text speaks of it, or STR_NONE */
};

struct catalog_source {
	struct str title, url;
};

struct catalog_section { /* a heading of level 2 of the module's text */
	struct str anchor, title;
};

struct catalog_module {
	struct str id, version, title, licence;
	struct str owasp; /* "A05:2025", or STR_NONE */
	struct catalog_cwes cwes;
	struct catalog_strs controls;      /* "soc2:CC1.4" */
	struct catalog_strs roles, stacks; /* "python-flask" */
	struct catalog_strs prereq;        /* module ids */
	struct {
		struct catalog_objective *v;
		size_t n, cap;
	} objectives;
	struct {
		struct catalog_source *v;
		size_t n, cap;
	} sources;
	struct {
		struct catalog_section *v;
		size_t n, cap;
	} sections;
	unsigned minutes;
	int64_t reviewed_on, reviewed_until; /* first instants of the days */
	struct str body, micro;              /* Markdown; micro may be NONE */
	unsigned pool, draw, pass; /* questions there, drawn; percent */
	/* sha256sum module.md micro.md | sha256sum; of quiz.yaml */
	uint8_t content_hash[CATALOG_HASH];
	uint8_t bank_hash[CATALOG_HASH];
	uint8_t shipped_hash[CATALOG_HASH]; /* the same without an overlay */
	/* as read: for the linter, and for storing before a fact cites it */
	const struct yaml *front;
	unsigned body_line; /* of the body within module.md */
	struct str dir, text_file, micro_file, bank_file; /* bytes of each */
	struct str manifest; /* what content_hash is the hash of */
};

struct catalog_course {
	struct str id, title;
	struct catalog_strs modules;    /* in order */
	unsigned pass;                  /* percent */
	unsigned validity_months;       /* 0: without end */
	bool year_of_365_days;          /* else: to the same date */
	int64_t window_closes;          /* first instant of one such day */
	unsigned window_days;           /* up to it; 0: no window */
	unsigned minimum_active_months; /* with a window; 0: none */
	unsigned recertify_days;        /* after a new major version */
	const struct yaml *node;
};

struct catalog_trigger {
	struct catalog_cwes cwes;
	struct str module, section;
	struct catalog_strs objectives; /* of the module; may be none */
	const struct yaml *node;
};

struct catalog_banks;      /* catalog/quiz.h */
struct catalog_paths;      /* catalog/path.h */
struct catalog_frameworks; /* catalog/control.h */
struct yaml;

struct catalog {
	struct {
		struct catalog_module *v;
		size_t n, cap;
	} modules; /* by id */
	struct {
		struct catalog_course *v;
		size_t n, cap;
	} courses;
	struct {
		struct catalog_trigger *v;
		size_t n, cap;
	} triggers;
	struct catalog_banks *banks;
	struct catalog_paths *paths;
	struct catalog_frameworks *frameworks;
	struct str default_policy;  /* policies/default.yaml, or STR_NONE */
	struct str policy_template; /* policies/template.yaml, likewise */
	struct arena arena;
};

/* The first thing wrong with the files is the error; `assay course check`
   lists them all.  *out is freed with catalog_free. */
enum err_code catalog_load(
    const char *dir, struct catalog **out, struct err *err) MUST_USE;
/* With private questions laid over it: a folder laid out likewise, of which
   modules/<id>/quiz.yaml is read; NULL: none. */
enum err_code catalog_load_over(const char *dir, const char *overlay,
    struct catalog **out, struct err *err) MUST_USE;
void catalog_free(struct catalog *catalog); /* NULL is fine */

/* NULL where there is none of that id. */
const struct catalog_module *catalog_module(
    const struct catalog *catalog, struct str id);
const struct catalog_course *catalog_course(
    const struct catalog *catalog, struct str id);

/* The first course that holds the module, or NULL. */
const struct catalog_course *catalog_course_of(
    const struct catalog *catalog, struct str module_id);

/* The paraphrase of "soc2:CC1.4", or STR_NONE. */
struct str catalog_control(const struct catalog *catalog, struct str id);

/*
 * Finding to lesson: the CWE's trigger (content/triggers.yaml) names a module
 * and a section of its micro lesson.
 */
struct catalog_lesson {
	const struct catalog_module *module;
	struct str section; /* anchor, "cwe-89" */
	struct str title;   /* of the section */
	struct str text;    /* its Markdown, all stacks */
};

/* False where no trigger names the CWE. */
bool catalog_lesson(const struct catalog *catalog, unsigned cwe,
    struct arena *arena, struct catalog_lesson *out);

/* A section of a module's micro lesson by its anchor. */
bool catalog_section(const struct catalog_module *module, struct str anchor,
    struct arena *arena, struct catalog_lesson *out);

/* "/modules/a05-injection/#cwe-89" is the address of a lesson's page. */

#endif
