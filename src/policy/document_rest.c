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
	rc = part_only(r, map, "id title components boundary reason approver");
	if (rc == ERR_NONE)
		rc = part_id(r, map, STR("id"), &s->id);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("title"), &s->title);
	if (rc == ERR_NONE)
		rc = part_strs_may(r, map, STR("components"), &s->components);
	if (rc == ERR_NONE)
		rc = part_text_may(r, map, STR("boundary"), &boundary);
	s->inside = str_eq(boundary, STR("inside"));
	if (rc == ERR_NONE && !s->inside && !str_eq(boundary, STR("outside")))
		return part_wrong(r, yaml_get(map, STR("boundary")),
		    "'boundary' is inside or outside");
	if (rc == ERR_NONE && !s->inside)
		rc = part_text(r, map, STR("reason"), &s->reason);
	if (rc == ERR_NONE && !s->inside)
		rc = part_text(r, map, STR("approver"), &s->approver);
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
	struct str mode = STR_NONE;
	enum err_code rc = part_text(r, map, STR("fail"), &mode);

	if (rc != ERR_NONE || mode.ptr == NULL)
		return rc;
	*open = str_eq(mode, STR("open"));
	if (*open || str_eq(mode, STR("closed")))
		return ERR_NONE;
	return part_wrong(r, yaml_get(map, STR("fail")),
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
	rc = part_only(r, map, "system fail grace_days stale_hours revoke");
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("system"), &g->system);
	if (rc == ERR_NONE)
		rc = read_fail_mode(r, map, &g->fail_open);
	if (rc == ERR_NONE)
		rc = part_number_may(
		    r, map, STR("grace_days"), 0, 365, &g->grace_days);
	if (rc == ERR_NONE)
		rc =
		    part_number_may(r, map, STR("stale_hours"), 0, 720, &hours);
	g->stale_minutes = hours * 60;
	return rc == ERR_NONE ? part_bool_may(r, map, STR("revoke"), &g->revoke)
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
		rc = part_only(r, quiet, "from to");
	if (rc == ERR_NONE)
		rc = part_noted(r,
		    read_minute(
			quiet, STR("from"), &m->quiet_from_min, r->err));
	return rc == ERR_NONE
	    ? part_noted(
		  r, read_minute(quiet, STR("to"), &m->quiet_to_min, r->err))
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
		return part_wrong(r, list, "'remind_days' holds more than %zu",
		    NELEM(m->remind_days));
	m->n_remind = 0;
	for (const struct yaml *n = list->first; n != NULL && rc == ERR_NONE;
	     n = n->next) {
		rc = yaml_int(n, 0, 365, &days, r->err);
		if (rc == ERR_NONE && m->n_remind > 0 &&
		    days >= m->remind_days[m->n_remind - 1])
			rc = part_wrong(
			    r, n, "'remind_days' go down: [30, 14, 7, 1]");
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
		rc = part_only(r, map,
		    "remind_days overdue_every_days manager_after_days "
		    "owner_after_days quiet weekdays_only owner_mail");
	if (rc == ERR_NONE)
		rc = part_noted(r, read_remind(r, map));
	if (rc == ERR_NONE)
		rc = part_number_may(r, map, STR("overdue_every_days"), 1, 90,
		    &m->overdue_every_days);
	if (rc == ERR_NONE)
		rc = part_number_may(r, map, STR("manager_after_days"), 0, 365,
		    &m->manager_after_days);
	if (rc == ERR_NONE)
		rc = part_number_may(r, map, STR("owner_after_days"), 0, 365,
		    &m->owner_after_days);
	if (rc == ERR_NONE)
		rc = part_noted(r, read_quiet(r, map));
	if (rc == ERR_NONE)
		rc = part_bool_may(r, map, STR("weekdays_only"), &m->weekdays);
	return rc == ERR_NONE
	    ? part_text_may(r, map, STR("owner_mail"), &m->owner_mail)
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
	rc = part_only(
	    r, map, "topic course edition sections verified valid_months");
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("topic"), &e->topic);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("course"), &e->course);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("edition"), &e->edition);
	if (rc == ERR_NONE)
		rc = part_strs_may(r, map, STR("sections"), &e->sections);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("verified"), &e->verified);
	return rc == ERR_NONE ? part_number_may(r, map, STR("valid_months"), 1,
				    120, &e->valid_months)
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
	rc = part_only(r, map, "document section refers_back");
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("document"), &f->document);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("section"), &f->section);
	return rc == ERR_NONE
	    ? part_text_may(r, map, STR("refers_back"), &f->refers_back)
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
		rc = part_only(r, map,
		    "who what how_often onboarding non_completion enforced");
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("who"), &s->who);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("what"), &s->what);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("how_often"), &s->how_often);
	if (rc == ERR_NONE)
		rc = part_text(r, map, STR("onboarding"), &s->onboarding);
	if (rc == ERR_NONE)
		rc = part_text(
		    r, map, STR("non_completion"), &s->non_completion);
	return rc == ERR_NONE ? part_text(r, map, STR("enforced"), &s->enforced)
			      : rc;
}
