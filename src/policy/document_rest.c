/* Everything of a document but its obligations. */
#include "policy/document_part.h"

static enum err_code
read_system(struct policy_reader *r, const struct yaml *map)
{
	struct policy_system *s = ARENA_PUSH(r->arena, &r->policy->systems);
	struct str boundary = STR("inside");
	enum err_code rc;

	if (s == NULL)
		return arena_fail(r->arena, r->err);
	s->node = map;
	rc = yaml_only(
	    map, "id title components boundary reason approver", r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("id"), &s->id, r->err);
	if (rc == ERR_NONE && !part_is_id(s->id))
		return yaml_fail(yaml_get(map, STR("id")), r->err, ERR_INVALID,
		    "'id' is a name of small letters, digits and hyphens");
	if (rc == ERR_NONE)
		rc = part_text(map, STR("title"), &s->title, r->err);
	if (rc == ERR_NONE)
		rc = part_strs_may(
		    map, STR("components"), r->arena, &s->components, r->err);
	if (rc == ERR_NONE)
		rc = part_text_may(map, STR("boundary"), &boundary, r->err);
	s->inside = str_eq(boundary, STR("inside"));
	if (rc == ERR_NONE && !s->inside && !str_eq(boundary, STR("outside")))
		return yaml_fail(yaml_get(map, STR("boundary")), r->err,
		    ERR_INVALID, "'boundary' is inside or outside");
	if (rc == ERR_NONE && !s->inside)
		rc = part_text(map, STR("reason"), &s->reason, r->err);
	if (rc == ERR_NONE && !s->inside)
		rc = part_text(map, STR("approver"), &s->approver, r->err);
	return rc;
}

enum err_code
part_systems(struct policy_reader *r)
{
	return part_each(r, r->policy->root, STR("systems"), POLICY_SYSTEMS_MAX,
	    read_system);
}

static enum err_code
read_fail_mode(struct policy_reader *r, const struct yaml *map, bool *open)
{
	struct str mode;
	enum err_code rc = part_text(map, STR("fail"), &mode, r->err);

	if (rc != ERR_NONE)
		return rc;
	*open = str_eq(mode, STR("open"));
	if (*open || str_eq(mode, STR("closed")))
		return ERR_NONE;
	return yaml_fail(yaml_get(map, STR("fail")), r->err, ERR_INVALID,
	    "'fail' says what holds when nobody can be asked: open or closed");
}

static enum err_code
read_gate(struct policy_reader *r, const struct yaml *map)
{
	struct policy_gate *g = ARENA_PUSH(r->arena, &r->policy->gates);
	unsigned hours = 24;
	enum err_code rc;

	if (g == NULL)
		return arena_fail(r->arena, r->err);
	g->node = map;
	rc =
	    yaml_only(map, "system fail grace_days stale_hours revoke", r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("system"), &g->system, r->err);
	if (rc == ERR_NONE)
		rc = read_fail_mode(r, map, &g->fail_open);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    map, STR("grace_days"), 0, 365, &g->grace_days, r->err);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    map, STR("stale_hours"), 0, 720, &hours, r->err);
	g->stale_minutes = hours * 60;
	return rc == ERR_NONE
	    ? part_bool_may(map, STR("revoke"), &g->revoke, r->err)
	    : rc;
}

enum err_code
part_gates(struct policy_reader *r)
{
	return part_each(
	    r, r->policy->root, STR("gates"), POLICY_SYSTEMS_MAX, read_gate);
}

/* "18:00" */
static enum err_code
read_minute(
    const struct yaml *map, struct str key, unsigned *out, struct err *err)
{
	const struct yaml *node;
	struct str s, head;
	uint64_t h = 24, m = 60;
	enum err_code rc = yaml_need(map, key, &node, err);

	if (rc == ERR_NONE)
		rc = yaml_text(node, &s, err);
	if (rc != ERR_NONE)
		return rc;
	if (s.len == 5 && str_cut(&s, ':', &head) && head.len == 2 &&
	    str_u64(head.ptr[0] == '0' ? str_from_at(head, 1) : head, &h) &&
	    str_u64(s.ptr[0] == '0' ? str_from_at(s, 1) : s, &m) && h < 24 &&
	    m < 60) {
		*out = (unsigned)(h * 60 + m);
		return ERR_NONE;
	}
	return yaml_fail(node, err, ERR_INVALID,
	    "'%.*s' is a time of day such as \"18:00\"", STR_FMT(key));
}

static enum err_code
read_quiet(struct policy_reader *r, const struct yaml *map)
{
	const struct yaml *quiet = yaml_get(map, STR("quiet"));
	struct policy_messages *m = &r->policy->messages;
	enum err_code rc;

	if (quiet == NULL)
		return ERR_NONE;
	rc = yaml_map(quiet, r->err);
	if (rc == ERR_NONE)
		rc = yaml_only(quiet, "from to", r->err);
	if (rc == ERR_NONE)
		rc =
		    read_minute(quiet, STR("from"), &m->quiet_from_min, r->err);
	return rc == ERR_NONE
	    ? read_minute(quiet, STR("to"), &m->quiet_to_min, r->err)
	    : rc;
}

static enum err_code
read_remind(struct policy_reader *r, const struct yaml *map)
{
	const struct yaml *list = yaml_get(map, STR("remind_days"));
	struct policy_messages *m = &r->policy->messages;
	enum err_code rc = list != NULL ? yaml_list(list, r->err) : ERR_NONE;
	int64_t days;

	if (list == NULL || rc != ERR_NONE)
		return rc;
	if (list->n > NELEM(m->remind_days))
		return yaml_fail(list, r->err, ERR_LIMIT,
		    "'remind_days' holds more than %zu", NELEM(m->remind_days));
	m->n_remind = 0;
	for (const struct yaml *n = list->first; n != NULL && rc == ERR_NONE;
	     n = n->next) {
		rc = yaml_int(n, 0, 365, &days, r->err);
		if (rc == ERR_NONE && m->n_remind > 0 &&
		    days >= m->remind_days[m->n_remind - 1])
			rc = yaml_fail(n, r->err, ERR_INVALID,
			    "'remind_days' go down: [30, 14, 7, 1]");
		if (rc == ERR_NONE)
			m->remind_days[m->n_remind++] = (unsigned)days;
	}
	return rc;
}

static void
begin_messages(struct policy_messages *m)
{
	static const unsigned days[] = {30, 14, 7, 1};

	*m = (struct policy_messages){.n_remind = NELEM(days),
	    .overdue_every_days = 7,
	    .manager_after_days = 7,
	    .owner_after_days = 14,
	    .quiet_from_min = 18 * 60,
	    .quiet_to_min = 8 * 60,
	    .weekdays = true};
	memcpy(m->remind_days, days, sizeof(days));
}

enum err_code
part_messages(struct policy_reader *r)
{
	const struct yaml *map = yaml_get(r->policy->root, STR("messages"));
	struct policy_messages *m = &r->policy->messages;
	enum err_code rc;

	begin_messages(m);
	m->node = map;
	if (map == NULL)
		return ERR_NONE;
	rc = yaml_map(map, r->err);
	if (rc == ERR_NONE)
		rc = yaml_only(map,
		    "remind_days overdue_every_days manager_after_days "
		    "owner_after_days quiet weekdays_only owner_mail",
		    r->err);
	if (rc == ERR_NONE)
		rc = read_remind(r, map);
	if (rc == ERR_NONE)
		rc = part_number_may(map, STR("overdue_every_days"), 1, 90,
		    &m->overdue_every_days, r->err);
	if (rc == ERR_NONE)
		rc = part_number_may(map, STR("manager_after_days"), 0, 365,
		    &m->manager_after_days, r->err);
	if (rc == ERR_NONE)
		rc = part_number_may(map, STR("owner_after_days"), 0, 365,
		    &m->owner_after_days, r->err);
	if (rc == ERR_NONE)
		rc = read_quiet(r, map);
	if (rc == ERR_NONE)
		rc = part_bool_may(
		    map, STR("weekdays_only"), &m->weekdays, r->err);
	return rc == ERR_NONE
	    ? part_text_may(map, STR("owner_mail"), &m->owner_mail, r->err)
	    : rc;
}

static enum err_code
read_equivalent(struct policy_reader *r, const struct yaml *map)
{
	struct policy_equivalent *e =
	    ARENA_PUSH(r->arena, &r->policy->equivalents);
	enum err_code rc;

	if (e == NULL)
		return arena_fail(r->arena, r->err);
	e->node = map;
	rc = yaml_only(
	    map, "topic course edition sections verified valid_months", r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("topic"), &e->topic, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("course"), &e->course, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("edition"), &e->edition, r->err);
	if (rc == ERR_NONE)
		rc = part_strs_may(
		    map, STR("sections"), r->arena, &e->sections, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("verified"), &e->verified, r->err);
	return rc == ERR_NONE ? part_number_may(map, STR("valid_months"), 1,
				    120, &e->valid_months, r->err)
			      : rc;
}

enum err_code
part_equivalents(struct policy_reader *r)
{
	return part_each(
	    r, r->policy->root, STR("equivalents"), 500, read_equivalent);
}

static enum err_code
read_reference(struct policy_reader *r, const struct yaml *map)
{
	struct policy_reference *f =
	    ARENA_PUSH(r->arena, &r->policy->references);
	enum err_code rc;

	if (f == NULL)
		return arena_fail(r->arena, r->err);
	rc = yaml_only(map, "document section refers_back", r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("document"), &f->document, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("section"), &f->section, r->err);
	return rc == ERR_NONE
	    ? part_text_may(map, STR("refers_back"), &f->refers_back, r->err)
	    : rc;
}

enum err_code
part_references(struct policy_reader *r)
{
	return part_each(
	    r, r->policy->root, STR("refers_to"), 100, read_reference);
}

enum err_code
part_statement(struct policy_reader *r)
{
	struct policy_statement *s = &r->policy->statement;
	const struct yaml *map;
	enum err_code rc =
	    yaml_need(r->policy->root, STR("statement"), &map, r->err);

	if (rc == ERR_NONE)
		rc = yaml_map(map, r->err);
	if (rc == ERR_NONE)
		rc = yaml_only(map,
		    "who what how_often onboarding non_completion enforced",
		    r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("who"), &s->who, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("what"), &s->what, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("how_often"), &s->how_often, r->err);
	if (rc == ERR_NONE)
		rc = part_text(map, STR("onboarding"), &s->onboarding, r->err);
	if (rc == ERR_NONE)
		rc = part_text(
		    map, STR("non_completion"), &s->non_completion, r->err);
	return rc == ERR_NONE
	    ? part_text(map, STR("enforced"), &s->enforced, r->err)
	    : rc;
}
