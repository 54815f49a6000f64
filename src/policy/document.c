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

enum err_code
part_text(
    const struct yaml *map, struct str key, struct str *out, struct err *err)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, err);

	if (rc == ERR_NONE)
		rc = yaml_text(node, out, err);
	if (rc == ERR_NONE && out->len > 4000)
		rc = yaml_fail(node, err, ERR_LIMIT,
		    "'%.*s' is longer than 4000 bytes", STR_FMT(key));
	return rc;
}

enum err_code
part_text_may(
    const struct yaml *map, struct str key, struct str *out, struct err *err)
{
	return yaml_get(map, key) != NULL ? part_text(map, key, out, err)
					  : ERR_NONE;
}

enum err_code
part_number_may(const struct yaml *map, struct str key, int64_t min,
    int64_t max, unsigned *out, struct err *err)
{
	const struct yaml *node = yaml_get(map, key);
	int64_t n;
	enum err_code rc;

	if (node == NULL)
		return ERR_NONE;
	rc = yaml_int(node, min, max, &n, err);
	if (rc == ERR_NONE)
		*out = (unsigned)n;
	return rc;
}

enum err_code
part_bool_may(
    const struct yaml *map, struct str key, bool *out, struct err *err)
{
	const struct yaml *node = yaml_get(map, key);

	return node != NULL ? yaml_bool(node, out, err) : ERR_NONE;
}

enum err_code
part_strs_may(const struct yaml *map, struct str key, struct arena *arena,
    struct catalog_strs *out, struct err *err)
{
	const struct yaml *list = yaml_get(map, key);
	enum err_code rc = list != NULL ? yaml_list(list, err) : ERR_NONE;

	for (const struct yaml *n = list != NULL ? list->first : NULL;
	     n != NULL && rc == ERR_NONE; n = n->next) {
		struct str *s = ARENA_PUSH(arena, out);

		rc = s != NULL ? yaml_text(n, s, err) : arena_fail(arena, err);
	}
	return rc;
}

enum err_code
part_period_may(const struct yaml *map, struct str key, enum due_unit year,
    struct due_period *out, struct err *err)
{
	const struct yaml *node = yaml_get(map, key);
	struct str text, number;
	uint64_t n = 0;
	bool days, months;
	enum err_code rc;

	if (node == NULL)
		return ERR_NONE;
	rc = yaml_text(node, &text, err);
	if (rc != ERR_NONE)
		return rc;
	days = months = false;
	if (str_cut(&text, ' ', &number) && str_u64(number, &n)) {
		days = str_eq(text, STR("days"));
		months = str_eq(text, STR("months"));
	}
	if ((!days && !months) || n == 0 || n > (days ? 3660u : 120u))
		return yaml_fail(node, err, ERR_INVALID,
		    "'%.*s' is no period; '12 months' and '365 days' are, up "
		    "to 120 months",
		    STR_FMT(key));
	*out = (struct due_period){(unsigned)n, days ? DUE_DAYS : year};
	return ERR_NONE;
}

bool
part_is_id(struct str s)
{
	if (s.len == 0 || s.len > 60 || s.ptr[0] == '-' ||
	    s.ptr[s.len - 1] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    !(s.ptr[i] >= '0' && s.ptr[i] <= '9') && s.ptr[i] != '-')
			return false;
	return true;
}

enum err_code
part_each(struct policy_reader *r, const struct yaml *map, struct str key,
    size_t max, part_item_fn *fn)
{
	const struct yaml *list = yaml_get(map, key);
	enum err_code rc = list != NULL ? yaml_list(list, r->err) : ERR_NONE;

	if (list == NULL || rc != ERR_NONE)
		return rc;
	if (list->n > max)
		return yaml_fail(list, r->err, ERR_LIMIT,
		    "'%.*s' holds more than %zu", STR_FMT(key), max);
	for (const struct yaml *n = list->first; n != NULL && rc == ERR_NONE;
	     n = n->next) {
		rc = yaml_map(n, r->err);
		if (rc == ERR_NONE)
			rc = fn(r, n);
	}
	return rc;
}

static enum err_code
read_date(const struct yaml *map, struct str key, int64_t *out, struct err *err)
{
	const struct yaml *node;
	enum err_code rc = yaml_need(map, key, &node, err);

	return rc == ERR_NONE ? yaml_date(node, out, err) : rc;
}

static enum err_code
read_zone(struct policy_reader *r, const struct yaml *root)
{
	struct policy *p = r->policy;
	struct err why;
	enum err_code rc;

	p->zone_name = STR("UTC");
	rc = part_text_may(root, STR("zone"), &p->zone_name, r->err);
	if (rc != ERR_NONE)
		return rc;
	rc = zone_check(p->zone_name, &why);
	if (rc == ERR_NONE)
		rc = zone_load(
		    ZONE_FOLDER, p->zone_name, r->arena, &p->zone, &why);
	return rc == ERR_NONE || rc == ERR_NOMEM
	    ? rc
	    : yaml_fail(yaml_get(root, STR("zone")), r->err, ERR_INVALID, "%s",
		  why.text);
}

static enum err_code
read_year(const struct yaml *root, enum due_unit *out, struct err *err)
{
	const struct yaml *node = yaml_get(root, STR("twelve_months"));

	*out = DUE_MONTHS;
	if (node == NULL || str_eq(node->text, STR("same-date")))
		return ERR_NONE;
	*out = DUE_YEAR_DAYS;
	if (str_eq(node->text, STR("365-days")))
		return ERR_NONE;
	return yaml_fail(node, err, ERR_INVALID,
	    "'twelve_months' is '%.*s'; same-date and 365-days are accepted",
	    STR_FMT(str_sub(node->text, 0, 40)));
}

static enum err_code
read_names(struct policy_reader *r, const struct yaml *root)
{
	struct policy *p = r->policy;
	enum err_code rc = part_text(root, STR("policy"), &p->id, r->err);

	if (rc == ERR_NONE && !part_is_id(p->id))
		return yaml_fail(yaml_get(root, STR("policy")), r->err,
		    ERR_INVALID,
		    "'policy' is a name of small letters, digits and hyphens");
	if (rc == ERR_NONE)
		rc = part_number_may(
		    root, STR("version"), 0, 99999, &p->version, r->err);
	if (rc == ERR_NONE)
		rc = part_text(root, STR("title"), &p->title, r->err);
	if (rc == ERR_NONE)
		rc = part_text(root, STR("owner"), &p->owner, r->err);
	if (rc == ERR_NONE)
		rc = part_text(root, STR("approver"), &p->approver, r->err);
	return rc;
}

static enum err_code
read_times(struct policy_reader *r, const struct yaml *root)
{
	struct policy *p = r->policy;
	enum err_code rc =
	    read_date(root, STR("approved"), &p->approved, r->err);

	if (rc == ERR_NONE)
		rc = read_date(root, STR("effective"), &p->effective, r->err);
	if (rc == ERR_NONE)
		rc = read_date(root, STR("review_by"), &p->review_by, r->err);
	if (rc == ERR_NONE)
		rc = read_zone(r, root);
	if (rc == ERR_NONE)
		rc = read_year(root, &p->year, r->err);
	if (rc == ERR_NONE) /* the day begins where the policy's days begin */
		p->effective = policy_day_first(p, p->effective);
	return rc;
}

static enum err_code
read_all(struct policy_reader *r, const struct yaml *root)
{
	enum err_code rc = yaml_only(root,
	    "policy version title owner approver approved effective review_by "
	    "zone twelve_months frameworks statement refers_to settings "
	    "systems obligations gates messages equivalents",
	    r->err);

	if (rc == ERR_NONE)
		rc = read_names(r, root);
	if (rc == ERR_NONE)
		rc = read_times(r, root);
	if (rc == ERR_NONE)
		rc = part_strs_may(root, STR("frameworks"), r->arena,
		    &r->policy->frameworks, r->err);
	if (rc == ERR_NONE)
		rc = part_statement(r);
	if (rc == ERR_NONE)
		rc = part_references(r);
	if (rc == ERR_NONE)
		rc = part_systems(r);
	if (rc == ERR_NONE)
		rc = part_obligations(r);
	if (rc == ERR_NONE) {
		part_tighten(r);
		rc = part_gates(r);
	}
	if (rc == ERR_NONE)
		rc = part_messages(r);
	return rc == ERR_NONE ? part_equivalents(r) : rc;
}

enum err_code
policy_read(struct str text, const char *file, const struct catalog *catalog,
    struct arena *arena, struct policy **out, struct err *err)
{
	struct policy_reader r = {
	    .catalog = catalog, .arena = arena, .err = err};
	struct yaml *root;
	enum err_code rc;

	if (text.len > POLICY_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "%s is longer than %zu bytes",
		    file, POLICY_BYTES_MAX);
	r.policy = ARENA_NEW(arena, struct policy);
	if (r.policy == NULL)
		return arena_fail(arena, err);
	r.policy->text = arena_str(arena, text);
	if (r.policy->text.ptr == NULL)
		return arena_fail(arena, err);
	rc = yaml_read(
	    &(struct yaml_source){
		.file = file, .text = text, .mode = YAML_RULES},
	    arena, &root, err);
	if (rc == ERR_NONE)
		rc = yaml_map(root, err);
	r.policy->root = root;
	if (rc == ERR_NONE)
		rc = read_all(&r, root);
	if (rc != ERR_NONE)
		return rc;
	sha256(text, r.policy->hash);
	*out = r.policy;
	return ERR_NONE;
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
