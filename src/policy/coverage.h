#ifndef POLICY_COVERAGE_H
#define POLICY_COVERAGE_H

#include "catalog/control.h"
#include "judge/lab.h"
#include "policy/attachment.h"
#include "policy/document.h"

/*
 * What answers a control, from documents alone: no person is looked at.
 *
 *	the control asks for	and is answered by
 *	assign-recurring, ...	an obligation of that kind which names it, or
 *				one of another kind that does it all the same:
 *				a first date, a repeat, a gate, a minimum score
 *	policy, retention,	what the document itself says
 *	escalation
 *	notice, campaign,	what is on record
 *	concern
 *	nothing of these	a document attached to it
 *
 * What is asked for and not answered is a gap and comes with its remedy.
 */
struct coverage_world {
	const struct catalog *catalog;
	const struct policy *policy;           /* in force */
	const struct labs *labs;               /* or NULL */
	struct attachments attached;           /* that stand, of all controls */
	uint64_t notices, campaigns, concerns; /* on record */
	bool channel; /* concerns are handed over to somebody */
};

/* What is on record at an instant; catalog, policy and labs are set before. */
enum err_code coverage_world_load(struct db *db, struct arena *arena,
    int64_t now, struct coverage_world *world, struct err *err) MUST_USE;

struct coverage_ask {
	struct str kind; /* "assign-recurring" */
	struct str by;   /* how it is answered, in words; STR_NONE: a gap */
	struct str gap, remedy;
	const char *place; /* where to mend it: "/policy/edit"; NULL: here */
};

struct coverage {
	const struct catalog_framework *framework;
	const struct catalog_control *control;
	struct str name;    /* "pci:6.2.2" */
	struct str profile; /* that the policy switched on, or STR_NONE */
	bool on;            /* its framework is switched on */
	struct catalog_limits limits;
	struct {
		const struct policy_obligation **v;
		size_t n, cap;
	} obligations;
	struct {
		const struct catalog_module **v;
		size_t n, cap;
	} modules;
	struct {
		const struct lab **v;
		size_t n, cap;
	} labs;
	struct {
		struct coverage_ask *v;
		size_t n, cap;
	} asks;
	size_t attached, gaps;
};

/* ERR_NOT_FOUND for a framework or a control that there is not. */
enum err_code coverage_of(const struct coverage_world *world,
    struct str framework, struct str id, struct arena *arena,
    struct coverage *out, struct err *err) MUST_USE;

struct coverages {
	struct coverage *v;
	size_t n, cap;
};

/* All controls there are: of the frameworks that are switched on first, else
   in the catalog's order. */
enum err_code coverage_all(const struct coverage_world *world,
    struct arena *arena, struct coverages *out, struct err *err) MUST_USE;

/* Whether a framework is switched on, and with which profile. */
bool coverage_framework_on(
    const struct policy *policy, struct str framework, struct str *profile);

/* Whether "nist-800-53/fedramp-high:AT-4" means that control. */
bool coverage_names(struct str name, struct str framework, struct str id);

/* The document's own words for a kind: "training that repeats". */
const char *coverage_ask_title(struct str kind);

#endif
