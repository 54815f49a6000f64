#ifndef POLICY_DOCUMENT_H
#define POLICY_DOCUMENT_H

#include "catalog/catalog.h"
#include "learn/due.h"
#include "policy/population.h"

/*
 * An organisation's own policy, as it is written, signed and executed:
 *
 *	policy: training
 *	version: 4
 *	title: "Security training policy"
 *	owner: "Head of security"
 *	approver: "Managing director"
 *	approved: 2026-11-01
 *	effective: 2026-12-01
 *	review_by: 2027-11-01
 *	zone: Europe/Vienna		whose days count; UTC without it
 *	twelve_months: same-date	or 365-days
 *	frameworks: [soc2, pci]		switched on: only they tighten
 *	statement:			the six answers, in words
 *	  who: ...
 *	refers_to:			other documents, and where they name
 *this settings: {return_days: 14, late_entry_days: 14, change_days: 30,
 *	    away_days: 365, keep_years: 3}
 *	systems: ...			the audit boundary
 *	obligations: ...
 *	gates: ...
 *	messages: ...
 *	equivalents: ...		certificates from elsewhere
 *
 * docs/guide/policy.md describes each key; content/policies/template.yaml
 * shows them all.  Everything lives in the arena of the reader.
 */
#define POLICY_BYTES_MAX       ((size_t)1 << 20)
#define POLICY_OBLIGATIONS_MAX 200
#define POLICY_SYSTEMS_MAX     100
#define POLICY_SHAPE_MAX       20

enum policy_kind { /* the closed list */
	POLICY_POLICY,
	POLICY_CURRICULUM,
	POLICY_ASSIGN_INITIAL,
	POLICY_ASSIGN_RECURRING,
	POLICY_ASSIGN_ON_CHANGE,
	POLICY_ASSIGN_ON_ROLE_CHANGE,
	POLICY_BEFORE_ACCESS,
	POLICY_ASSESS_COMPETENCE,
	POLICY_ACKNOWLEDGE,
	POLICY_CONTENT_REVIEW,
	POLICY_LESSONS_LEARNED,
	POLICY_EFFECTIVENESS,
	POLICY_MANAGEMENT_REPORTING,
	POLICY_RETENTION,
	POLICY_ESCALATION,
	POLICY_THIRD_PARTY,
	POLICY_KINDS
};

/* "assign-initial"; false for another word. */
const char *policy_kind_name(enum policy_kind kind);
bool policy_kind_read(struct str name, enum policy_kind *out);

/* Owed by persons; the others the organisation itself owes (and shows by
   obligation.performed), or the document shows them. */
bool policy_kind_personal(enum policy_kind kind);

enum policy_thing_kind { POLICY_MODULE, POLICY_LAB, POLICY_SIGNATURE };

/* One thing to have done; a course stands for its modules. */
struct policy_thing {
	enum policy_thing_kind kind;
	struct str id;          /* of module or lab; of the policy to sign */
	struct str course;      /* it came with, or STR_NONE */
	struct population *who; /* narrower than the obligation's, for a
				   path's module; or NULL */
};

/* What is asked for and not in the content: never there, which policy_check
   names, or gone since it was published, and so owed by nobody. */
struct policy_gone {
	const char *kind; /* "course", "module", "lab", "path" */
	struct str id;
};

struct policy_obligation {
	struct str id, title, rationale;
	enum policy_kind kind;
	struct population who;
	struct {
		struct policy_thing *v;
		size_t n, cap;
	} things;
	struct {
		struct policy_gone *v;
		size_t n, cap;
	} gone;
	bool by_course; /* cadence: course: each thing by its course's rule */
	struct due_rule rule;         /* says and effective are not set */
	unsigned score_min;           /* of a completion that counts; 0: any */
	struct catalog_strs controls; /* "pci:6.2.2" */
	struct catalog_strs gates;    /* systems that ask for it */
	struct due_period stated;     /* rule.period before frameworks tightened
					 it */
	struct due_period tight;      /* the shortest that those switched on
					 prescribe; n 0: none */
	struct str tight_by;          /* "pci:6.2.2" */
	struct str tightened; /* tight_by where it was shorter, or NONE */
	const struct yaml *node;
};

struct policy_system {
	struct str id, title;
	struct catalog_strs components;
	bool inside;
	struct str reason, approver; /* of what is outside */
	const struct yaml *node;
};

struct policy_gate {
	struct str system;
	bool fail_open;         /* where nobody can be asked */
	unsigned grace_days;    /* overdue for so long, and still let in */
	unsigned stale_minutes; /* how long a last answer may stand in */
	bool revoke;            /* a lapse calls the hook, once approved */
	const struct yaml *node;
};

struct policy_messages {
	unsigned remind_days[8]; /* before the date, most first */
	size_t n_remind;
	unsigned overdue_every_days;
	unsigned manager_after_days, owner_after_days; /* overdue; 0: never */
	unsigned quiet_from_min, quiet_to_min; /* minutes of the local day */
	bool weekdays;           /* and not on Saturday or Sunday */
	struct str owner_mail;   /* of the last rung, or STR_NONE */
	const struct yaml *node; /* NULL: not said */
};

struct policy_reference {
	struct str document, section;
	struct str refers_back; /* where that document names this, or NONE */
};

struct policy_equivalent {
	struct str topic; /* a module's id */
	struct str course, edition;
	struct catalog_strs sections;
	struct str verified;   /* how competence was verified there */
	unsigned valid_months; /* at most so long; 0: as the obligation says */
	const struct yaml *node;
};

struct policy_statement {
	struct str who, what, how_often, onboarding, non_completion, enforced;
};

struct policy {
	struct str id, title, owner, approver;
	unsigned version; /* 0: the default that comes with the program */
	int64_t approved, effective, review_by;
	struct str zone_name; /* "UTC", "Europe/Vienna" */
	struct zone zone;
	enum due_unit year; /* DUE_MONTHS or DUE_YEAR_DAYS */
	unsigned keep_years;
	struct catalog_strs frameworks; /* "pci", "nist-800-53/fedramp-..." */
	struct policy_statement statement;
	struct {
		struct policy_reference *v;
		size_t n, cap;
	} references;
	struct {
		struct policy_system *v;
		size_t n, cap;
	} systems;
	struct {
		struct policy_obligation *v;
		size_t n, cap;
	} obligations;
	struct {
		struct policy_gate *v;
		size_t n, cap;
	} gates;
	struct policy_messages messages;
	struct {
		struct policy_equivalent *v;
		size_t n, cap;
	} equivalents;
	uint8_t hash[CATALOG_HASH]; /* SHA-256 of the text */
	struct str text;            /* in the arena */
	const struct yaml *root;
};

/* One thing wrong: "policy.yaml:31:5: no course 'owasp'; there are ..." */
struct policy_problem {
	struct str text;
};

struct policy_problems {
	struct policy_problem *v;
	size_t n, cap;
	size_t more; /* not kept */
};

/*
 * What is not YAML or not of the shape above is an error of policy_read, which
 * names file, line and what is accepted of the first thing wrong;
 * policy_read_all adds each of them to problems, up to POLICY_SHAPE_MAX, and
 * then has NULL in *out.  What a shape allows and sense does not
 * (an obligation on a module that does not exist, a gate on a system that is
 * outside, a review before the approval, two obligations that contradict each
 * other) goes to policy_check, all of it.
 */
enum err_code policy_read(struct str text, const char *file,
    const struct catalog *catalog, struct arena *arena, struct policy **out,
    struct err *err) MUST_USE;
enum err_code policy_read_all(struct str text, const char *file,
    const struct catalog *catalog, struct arena *arena, struct policy **out,
    struct policy_problems *problems, struct err *err) MUST_USE;
enum err_code policy_check(const struct policy *policy,
    const struct catalog *catalog, struct arena *arena,
    struct policy_problems *out, struct err *err) MUST_USE;

/* What a control prescribes itself, read as the policy reads twelve months
   where it does not say: n 0 where it has no period. */
struct due_period policy_control_period(const struct policy *policy,
    const struct catalog *catalog, struct str control);

/*
 * More first days than a framework that is switched on allows for a control
 * which the obligation names, once its limits have tightened what they may:
 * those of other kinds than training, and those with privileged access, for
 * whom no other obligation that names the control has as few days.
 */
struct policy_over {
	unsigned allowed, given; /* given 0: without a date */
	bool privileged;
};
bool policy_over(const struct policy *policy, const struct catalog *catalog,
    const struct policy_obligation *obligation, struct str control,
    struct policy_over *out);

/* "gives 30 days to begin with, and nist-800-53:IR-2 allows 10 to ..." */
struct str policy_over_say(
    const struct policy_over *over, struct str control, struct arena *arena);

const struct policy_obligation *policy_obligation(
    const struct policy *policy, struct str id);
const struct policy_system *policy_system(
    const struct policy *policy, struct str id);
const struct policy_gate *policy_gate(
    const struct policy *policy, struct str system);

#endif
