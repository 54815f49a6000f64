#include "policy/document.h"

#include "crypto/hash.h"
#include "policy/document_part.h"
#include "policy/policy_day.h"

static const char *const kinds[POLICY_KINDS] = {
    [POLICY_POLICY] = "policy",
    [POLICY_CURRICULUM] = "curriculum",
    [POLICY_ASSIGN_INITIAL] = "assign-initial",
    [POLICY_ASSIGN_RECURRING] = "assign-recurring",
    [POLICY_ASSIGN_ON_CHANGE] = "assign-on-change",
    [POLICY_ASSIGN_ON_ROLE_CHANGE] = "assign-on-role-change",
    [POLICY_BEFORE_ACCESS] = "before-access",
    [POLICY_ASSESS_COMPETENCE] = "assess-competence",
    [POLICY_ACKNOWLEDGE] = "acknowledge",
    [POLICY_CONTENT_REVIEW] = "content-review",
    [POLICY_LESSONS_LEARNED] = "lessons-learned",
    [POLICY_EFFECTIVENESS] = "effectiveness",
    [POLICY_MANAGEMENT_REPORTING] = "management-reporting",
    [POLICY_RETENTION] = "retention",
    [POLICY_ESCALATION] = "escalation",
    [POLICY_THIRD_PARTY] = "third-party",
};

const char *
policy_kind_name(enum policy_kind kind)
{
	return kinds[kind];
}

bool
policy_kind_read(struct str name, enum policy_kind *out)
{
	for (unsigned i = 0; i < POLICY_KINDS; i++)
		if (str_eq(name, str_from(kinds[i]))) {
			*out = (enum policy_kind)i;
			return true;
		}
	return false;
}

bool
policy_kind_personal(enum policy_kind kind)
{
	return kind >= POLICY_ASSIGN_INITIAL && kind <= POLICY_ACKNOWLEDGE;
}

static enum err_code
read_zone(struct policy_reader *r, const struct yaml *root)
{
	struct policy *p = r->policy;
	struct err why;
	enum err_code rc;

	p->zone_name = STR("UTC");
	rc = part_text_may(r, root, STR("zone"), &p->zone_name);
	if (rc != ERR_NONE)
		return rc;
	rc = zone_check(p->zone_name, &why);
	if (rc == ERR_NONE)
		rc = zone_load(
		    ZONE_FOLDER, p->zone_name, r->arena, &p->zone, &why);
	if (rc == ERR_NOMEM)
		return arena_fail(r->arena, r->err);
	return rc == ERR_NONE
	    ? rc
	    : part_wrong(r, yaml_get(root, STR("zone")), "%s", why.text);
}

static enum err_code
read_year(struct policy_reader *r, const struct yaml *root)
{
	const struct yaml *node = yaml_get(root, STR("twelve_months"));
	enum due_unit *out = &r->policy->year;

	*out = DUE_MONTHS;
	if (node == NULL || str_eq(node->text, STR("same-date")))
		return ERR_NONE;
	*out = DUE_YEAR_DAYS;
	if (str_eq(node->text, STR("365-days")))
		return ERR_NONE;
	return part_wrong(r, node,
	    "'twelve_months' is '%.*s'; same-date and 365-days are accepted",
	    STR_FMT(str_sub(node->text, 0, 40)));
}

static enum err_code
read_names(struct policy_reader *r, const struct yaml *root)
{
	struct policy *p = r->policy;
	enum err_code rc = part_id(r, root, STR("policy"), &p->id);

	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, root, STR("version"), 0, 99999, &p->version);
	if (rc == ERR_NONE)
		rc = part_text(r, root, STR("title"), &p->title);
	if (rc == ERR_NONE)
		rc = part_text(r, root, STR("owner"), &p->owner);
	return rc == ERR_NONE
	    ? part_text(r, root, STR("approver"), &p->approver)
	    : rc;
}

static enum err_code
read_times(struct policy_reader *r, const struct yaml *root)
{
	struct policy *p = r->policy;
	enum err_code rc = part_date(r, root, STR("approved"), &p->approved);

	if (rc == ERR_NONE)
		rc = part_date(r, root, STR("effective"), &p->effective);
	if (rc == ERR_NONE)
		rc = part_date(r, root, STR("review_by"), &p->review_by);
	if (rc == ERR_NONE)
		rc = read_zone(r, root);
	if (rc == ERR_NONE)
		rc = read_year(r, root);
	if (rc == ERR_NONE) /* the day begins where the policy's days begin */
		p->effective = policy_day_first(p, p->effective);
	return rc;
}

static enum err_code
read_frameworks(struct policy_reader *r)
{
	return part_strs_may(
	    r, r->policy->root, STR("frameworks"), &r->policy->frameworks);
}

/* A part that cannot be gone into is noted; the next one is read. */
static enum err_code
read_parts(struct policy_reader *r)
{
	static part_fn *const parts[] = {read_frameworks, part_statement,
	    part_references, part_systems, part_obligations, part_gates,
	    part_messages, part_equivalents};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < NELEM(parts) && rc == ERR_NONE; i++)
		rc = part_noted(r, parts[i](r));
	part_tighten(r);
	return rc;
}

static enum err_code
read_root(struct policy_reader *r, struct str text, const char *file)
{
	struct yaml *root;
	enum err_code rc;

	if (text.len > POLICY_BYTES_MAX)
		return err_set(r->err, ERR_LIMIT, "%s is longer than %zu bytes",
		    file, POLICY_BYTES_MAX);
	r->policy->text = arena_str(r->arena, text);
	if (r->policy->text.ptr == NULL)
		return arena_fail(r->arena, r->err);
	sha256(text, r->policy->hash);
	rc = yaml_read(
	    &(struct yaml_source){
		.file = file, .text = text, .mode = YAML_RULES},
	    r->arena, &root, r->err);
	if (rc != ERR_NONE)
		return rc;
	r->policy->root = root;
	rc = part_only(r, root,
	    "policy version title owner approver approved effective review_by "
	    "zone twelve_months frameworks statement refers_to settings "
	    "systems obligations gates messages equivalents");
	if (rc == ERR_NONE)
		rc = read_names(r, root);
	if (rc == ERR_NONE)
		rc = read_times(r, root);
	return rc == ERR_NONE ? read_parts(r) : rc;
}

enum err_code
policy_read_all(struct str text, const char *file,
    const struct catalog *catalog, struct arena *arena, struct policy **out,
    struct policy_problems *problems, struct err *err)
{
	struct policy_reader r = {.catalog = catalog,
	    .arena = arena,
	    .policy = ARENA_NEW(arena, struct policy),
	    .problems = problems,
	    .err = err};
	size_t before = problems->n;
	enum err_code rc;

	if (r.policy == NULL)
		return arena_fail(arena, err);
	rc = part_noted(&r, read_root(&r, text, file));
	if (rc == ERR_NONE)
		*out = problems->n > before ? NULL : r.policy;
	return rc;
}

enum err_code
policy_read(struct str text, const char *file, const struct catalog *catalog,
    struct arena *arena, struct policy **out, struct err *err)
{
	struct policy_problems problems = {0};
	struct policy *policy = NULL;
	enum err_code rc = policy_read_all(
	    text, file, catalog, arena, &policy, &problems, err);

	if (rc == ERR_NONE && policy == NULL)
		return err_set(
		    err, ERR_INVALID, "%.*s", STR_FMT(problems.v[0].text));
	if (rc == ERR_NONE)
		*out = policy;
	return rc;
}

const struct policy_obligation *
policy_obligation(const struct policy *policy, struct str id)
{
	for (size_t i = 0; i < policy->obligations.n; i++)
		if (str_eq(policy->obligations.v[i].id, id))
			return &policy->obligations.v[i];
	return NULL;
}

const struct policy_system *
policy_system(const struct policy *policy, struct str id)
{
	for (size_t i = 0; i < policy->systems.n; i++)
		if (str_eq(policy->systems.v[i].id, id))
			return &policy->systems.v[i];
	return NULL;
}

const struct policy_gate *
policy_gate(const struct policy *policy, struct str system)
{
	for (size_t i = 0; i < policy->gates.n; i++)
		if (str_eq(policy->gates.v[i].system, system))
			return &policy->gates.v[i];
	return NULL;
}
