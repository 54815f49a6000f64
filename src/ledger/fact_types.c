#include "ledger/fact.h"

/*
 * The closed list.  Reserved in every line, and thus no field's name: actor,
 * at, id, ordinal, subject, type.
 */
#define MUST(n, k)                            \
	{                                     \
		(n), LEDGER_##k, false, false \
	}
#define MAY(n, k)                            \
	{                                    \
		(n), LEDGER_##k, false, true \
	}
#define PERSONAL(n, k)                       \
	{                                    \
		(n), LEDGER_##k, true, false \
	}
#define PERSONAL_MAY(n, k)                  \
	{                                   \
		(n), LEDGER_##k, true, true \
	}

static const struct ledger_fact_type types[LEDGER_TYPE_COUNT] = {
    [LEDGER_PERSON_JOINED] = {"person.joined",
	{PERSONAL("name", TEXT), PERSONAL("email", TEXT), MUST("role", TEXT),
	    MAY("team", ID), PERSONAL_MAY("manager", PERSON),
	    MAY("employment", TEXT), MAY("starts", TIME), MAY("stacks", JSON),
	    PERSONAL_MAY("external", TEXT), MUST("source", TEXT),
	    MAY("unit", TEXT), MAY("duties", JSON),
	    PERSONAL_MAY("zone", TEXT)}},
    [LEDGER_PERSON_CHANGED] = {"person.changed",
	{PERSONAL_MAY("name", TEXT), PERSONAL_MAY("email", TEXT),
	    MAY("role", TEXT), MAY("team", ID), MAY("no_team", FLAG),
	    PERSONAL_MAY("manager", PERSON), MAY("no_manager", FLAG),
	    MAY("employment", TEXT), MAY("stacks", JSON),
	    PERSONAL_MAY("external", TEXT), MUST("source", TEXT),
	    MAY("unit", TEXT), MAY("no_unit", FLAG), MAY("duties", JSON),
	    PERSONAL_MAY("zone", TEXT), MAY("effective", TIME),
	    MAY("starts", TIME)}},
    [LEDGER_PERSON_LEFT] = {"person.left",
	{MAY("last_day", TIME), MAY("reason", TEXT), MUST("source", TEXT)}},
    [LEDGER_TEAM_CHANGED] = {"team.changed",
	{MUST("team", ID), MAY("name", TEXT), PERSONAL_MAY("lead", PERSON),
	    MAY("closed", FLAG), MUST("source", TEXT)}},
    [LEDGER_ACCESS_GRANTED] = {"access.granted",
	{MUST("system", TEXT), MUST("level", TEXT), MUST("source", TEXT),
	    MAY("from", TIME), PERSONAL_MAY("login", TEXT)}},
    [LEDGER_ACCESS_REVOKED] = {"access.revoked",
	{MUST("system", TEXT), MUST("level", TEXT), MUST("source", TEXT),
	    MAY("until", TIME)}},
    [LEDGER_LEAVE_RECORDED] = {"leave.recorded",
	{MUST("leave", ID), MUST("from", TIME), MAY("to", TIME),
	    MAY("withdrawn", FLAG), MUST("source", TEXT)}},
    [LEDGER_POLICY_PUBLISHED] = {"policy.published",
	{MUST("policy", TEXT), MUST("version", TEXT), MUST("content", HASH),
	    MUST("effective", TIME), MAY("note", TEXT)}},
    [LEDGER_CONTROL_MAP_PUBLISHED] = {"control-map.published",
	{MUST("framework", TEXT), MUST("edition", TEXT),
	    MUST("content", HASH)}},
    [LEDGER_MODULE_PUBLISHED] = {"module.published",
	{MUST("module", TEXT), MUST("version", TEXT), MUST("title", TEXT),
	    MUST("content", HASH), MAY("bank", HASH), MAY("controls", JSON),
	    MAY("cwe", JSON), MAY("owasp", TEXT), MAY("minutes", INT),
	    MAY("validity_months", INT)}},
    [LEDGER_ASSIGNMENT_MADE] = {"assignment.made",
	{MUST("module", TEXT), MUST("why", TEXT), MAY("due", TIME),
	    MUST("by", TEXT), MAY("rule", TEXT), MAY("finding", ID),
	    MAY("version", TEXT), MAY("section", TEXT)}},
    [LEDGER_ATTEMPT_SUBMITTED] = {"attempt.submitted",
	{MUST("attempt", ID), MUST("module", TEXT), MUST("version", TEXT),
	    MUST("started", TIME), MUST("items", JSON), MUST("asked", INT),
	    MUST("right", INT), MUST("score", INT), MUST("pass", INT),
	    MUST("passed", FLAG), MAY("expired", FLAG), MAY("bank", HASH),
	    MAY("content", HASH)}},
    [LEDGER_LAB_JUDGED] = {"lab.judged",
	{MUST("lab", TEXT), MUST("version", TEXT), MUST("seed", TEXT),
	    MUST("submission", HASH), MUST("matrix", JSON),
	    MUST("passed", FLAG), MAY("title", TEXT), MAY("content", HASH),
	    MAY("attempt", ID)}},
    [LEDGER_REVIEW_ANSWERED] = {"review.answered",
	{MUST("module", TEXT), MUST("item", TEXT), MUST("right", FLAG),
	    MAY("chosen", JSON), MAY("shown", JSON), MAY("surface", TEXT),
	    MAY("bank", HASH), MAY("rating", INT)}},
    [LEDGER_COMPLETION_EARNED] = {"completion.earned",
	{MUST("module", TEXT), MUST("version", TEXT), MUST("how", TEXT),
	    MAY("attempt", ID), MAY("score", INT), MAY("valid_until", TIME),
	    MAY("content", HASH)}},
    [LEDGER_LESSON_SHOWN] = {"lesson.shown",
	{MUST("finding", ID), MUST("surface", TEXT), MAY("module", TEXT)}},
    [LEDGER_ATTESTATION_SIGNED] = {"attestation.signed",
	{PERSONAL("name", TEXT), MUST("module", TEXT), MUST("version", TEXT),
	    MUST("statement", TEXT), PERSONAL("ip", TEXT),
	    PERSONAL("user_agent", TEXT), MAY("completion", ID),
	    MAY("course", TEXT)}},
    [LEDGER_POLICY_ACKNOWLEDGED] = {"policy.acknowledged",
	{PERSONAL("name", TEXT), MUST("policy", TEXT), MUST("version", TEXT),
	    MUST("content", HASH), PERSONAL("ip", TEXT),
	    PERSONAL("user_agent", TEXT)}},
    [LEDGER_NOTICE_PUBLISHED] = {"notice.published",
	{MUST("notice", TEXT), MUST("title", TEXT), MUST("content", HASH),
	    MUST("audience", JSON), MAY("until", TIME)}},
    [LEDGER_NOTICE_ACKNOWLEDGED] = {"notice.acknowledged",
	{MUST("notice", TEXT), MUST("content", HASH)}},
    [LEDGER_EXCEPTION_REQUESTED] = {"exception.requested",
	{MUST("exception", ID), MUST("obligation", TEXT),
	    PERSONAL("reason", TEXT), MUST("until", TIME),
	    MAY("measure", TEXT)}},
    [LEDGER_EXCEPTION_GRANTED] = {"exception.granted",
	{MUST("exception", ID), PERSONAL("approver", PERSON),
	    MAY("measure", TEXT), MUST("until", TIME)}},
    [LEDGER_EXCEPTION_REFUSED] = {"exception.refused",
	{MUST("exception", ID), PERSONAL("approver", PERSON),
	    PERSONAL_MAY("reason", TEXT)}},
    [LEDGER_EXCEPTION_EXPIRED] = {"exception.expired", {MUST("exception", ID)}},
    [LEDGER_OVERRIDE_RECORDED] = {"override.recorded",
	{MUST("module", TEXT), MUST("version", TEXT), PERSONAL("reason", TEXT),
	    PERSONAL_MAY("approver", PERSON), MAY("completed", TIME),
	    MAY("valid_until", TIME)}},
    [LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED] = {"external-certificate.accepted",
	{MUST("topic", TEXT), MUST("course", TEXT), MAY("edition", TEXT),
	    MAY("sections", JSON), PERSONAL_MAY("document", HASH),
	    MUST("completed", TIME), MAY("valid_until", TIME),
	    MAY("modules", JSON), MAY("policy", INT), MAY("verified", TEXT),
	    PERSONAL_MAY("approver", PERSON)}},
    [LEDGER_REMINDER_SENT] = {"reminder.sent",
	{MUST("channel", TEXT), MUST("assignments", JSON),
	    PERSONAL_MAY("why", TEXT)}},
    [LEDGER_ESCALATION_SENT] = {"escalation.sent",
	{MUST("channel", TEXT), MUST("step", TEXT), PERSONAL_MAY("to", PERSON),
	    MUST("assignments", JSON)}},
    [LEDGER_GATE_DECIDED] = {"gate.decided",
	{MUST("system", TEXT), MUST("allow", FLAG), MUST("reason", TEXT),
	    MUST("until", TIME), MAY("state", TEXT), MAY("surface", TEXT),
	    MAY("policy", INT)}},
    [LEDGER_GATE_OPENED] = {"gate.opened",
	{MUST("system", TEXT), PERSONAL("reason", TEXT), MUST("until", TIME)}},
    [LEDGER_ACCESS_HOOK_CALLED] = {"access-hook.called",
	{MUST("system", TEXT), MUST("action", TEXT), MUST("outcome", TEXT),
	    PERSONAL_MAY("approver", PERSON), MAY("why", TEXT)}},
    [LEDGER_CONCERN_REPORTED] = {"concern.reported",
	{MUST("kind", TEXT), PERSONAL("text", TEXT), MAY("surface", TEXT)}},
    [LEDGER_CONCERN_HANDED_OVER] = {"concern.handed-over",
	{MUST("concern", ID), MUST("channel", TEXT), MAY("reference", TEXT)}},
    [LEDGER_INCIDENT_RECORDED] = {"incident.recorded",
	{MUST("incident", TEXT), MUST("title", TEXT), MUST("cwe", JSON),
	    MUST("occurred", TIME), MAY("team", ID), MAY("note", TEXT)}},
    [LEDGER_CONTENT_REVIEWED] = {"content.reviewed",
	{MUST("module", TEXT), MUST("version", TEXT), MUST("outcome", TEXT),
	    MAY("incident", TEXT), MAY("note", TEXT)}},
    [LEDGER_CAMPAIGN_IMPORTED] = {"campaign.imported",
	{MUST("campaign", TEXT), MUST("title", TEXT), MUST("difficulty", TEXT),
	    MUST("sent_at", TIME), MUST("sent", INT), MUST("clicked", INT),
	    MUST("reported", INT), MUST("suppressed", INT), MAY("opened", INT),
	    MAY("submitted", INT), MAY("both", INT), MUST("source", TEXT),
	    MUST("content", HASH)}},
    [LEDGER_OBLIGATION_PERFORMED] = {"obligation.performed",
	{MUST("obligation", TEXT), MUST("note", TEXT), MAY("performed", TIME),
	    MAY("document", HASH)}},
    [LEDGER_EVIDENCE_ATTACHED] = {"evidence.attached",
	{MUST("attachment", ID), MUST("control", TEXT), MUST("kind", TEXT),
	    MUST("title", TEXT), MUST("file", TEXT), MUST("media", TEXT),
	    MUST("document", HASH), MUST("dated", TIME), MAY("until", TIME)}},
    [LEDGER_EVIDENCE_WITHDRAWN] = {"evidence.withdrawn",
	{MUST("attachment", ID), MUST("reason", TEXT)}},
    [LEDGER_SCAN_RECORDED] = {"scan.recorded",
	{MUST("repository", TEXT), MUST("commit", TEXT), MAY("base", TEXT),
	    MAY("branch", TEXT), MUST("tool", TEXT), MUST("tool_version", TEXT),
	    MAY("category", TEXT), MAY("rules", HASH), MUST("results", HASH),
	    MUST("found", INT), MUST("opened", INT), MUST("closed", INT),
	    MAY("scan", ID), PERSONAL_MAY("author", PERSON)}},
    [LEDGER_KEY_ANNOUNCED] = {"key.announced",
	{MUST("purpose", TEXT), MUST("key", TEXT), MUST("fingerprint", HASH)}},
    [LEDGER_KEY_ROTATED] = {"key.rotated",
	{MUST("purpose", TEXT), MUST("key", TEXT), MUST("fingerprint", HASH),
	    MUST("before", HASH)}},
    [LEDGER_EXPORT_MADE] = {"export.made",
	{MUST("report", TEXT), MUST("version", TEXT), MUST("parameters", JSON),
	    MUST("rows", INT), MUST("content", HASH), MAY("position", INT)}},
    [LEDGER_SUBJECT_ERASED] = {"subject.erased",
	{MUST("facts", INT), MUST("reason", TEXT)}},
    [LEDGER_CLOCK_JUMPED] = {"clock.jumped",
	{MUST("before", TIME), MUST("after", TIME), MUST("jump_us", INT)}},
};

const struct ledger_fact_type *
ledger_fact_type(enum ledger_type type)
{
	return &types[type];
}

bool
ledger_type_read(struct str name, enum ledger_type *out)
{
	for (unsigned i = 0; i < LEDGER_TYPE_COUNT; i++)
		if (str_eq(name, str_from(types[i].name))) {
			*out = (enum ledger_type)i;
			return true;
		}
	return false;
}

const struct ledger_field_type *
ledger_field_type(enum ledger_type type, struct str name)
{
	const struct ledger_field_type *f = types[type].fields;

	for (; f->name != NULL; f++)
		if (str_eq(name, str_from(f->name)))
			return f;
	return NULL;
}

static bool
absent(const struct ledger_field *f)
{
	switch (f->kind) {
	case LEDGER_TEXT:
	case LEDGER_HASH:
	case LEDGER_JSON:
		return f->text.ptr == NULL;
	case LEDGER_TIME:
		return f->num == 0;
	case LEDGER_ID:
	case LEDGER_PERSON:
		return id_is_none(f->id);
	default:
		return false;
	}
}

static const char *
kind_name(enum ledger_kind kind)
{
	static const char *const names[] = {
	    [LEDGER_TEXT] = "text",
	    [LEDGER_INT] = "an integer",
	    [LEDGER_FLAG] = "a flag",
	    [LEDGER_TIME] = "an instant",
	    [LEDGER_ID] = "an id",
	    [LEDGER_HASH] = "a hash",
	    [LEDGER_JSON] = "a list or object",
	    [LEDGER_PERSON] = "a person",
	};

	return names[kind];
}

static enum err_code
check_given(const struct ledger_fact *fact, size_t i, struct err *err)
{
	const struct ledger_field *f = &fact->fields[i];
	const struct ledger_field_type *t =
	    ledger_field_type(fact->type, str_from(f->name));
	const char *type = types[fact->type].name;

	if (t == NULL)
		return err_set(
		    err, ERR_INVALID, "%s has no field '%s'", type, f->name);
	if (t->kind != f->kind)
		return err_set(err, ERR_INVALID, "'%s' of %s is %s, not %s",
		    f->name, type, kind_name(t->kind), kind_name(f->kind));
	if (f->kind == LEDGER_HASH && !absent(f) && f->text.len != 32)
		return err_set(err, ERR_INVALID,
		    "'%s' of %s is not a hash of 32 bytes", f->name, type);
	if (f->kind == LEDGER_TEXT && !str_is_utf8(f->text))
		return err_set(
		    err, ERR_INVALID, "'%s' of %s is not UTF-8", f->name, type);
	for (size_t k = 0; k < i; k++)
		if (strcmp(fact->fields[k].name, f->name) == 0)
			return err_set(err, ERR_INVALID,
			    "'%s' of %s is there twice", f->name, type);
	return ERR_NONE;
}

static bool
given(const struct ledger_fact *fact, const char *name)
{
	for (size_t i = 0; i < fact->n; i++)
		if (strcmp(fact->fields[i].name, name) == 0)
			return !absent(&fact->fields[i]);
	return false;
}

enum err_code
ledger_fact_check(const struct ledger_fact *fact, struct err *err)
{
	const struct ledger_fact_type *t = &types[fact->type];
	enum err_code rc = ERR_NONE;

	if (id_is_none(fact->id))
		return err_set(err, ERR_INVALID, "%s has no id", t->name);
	if (fact->at <= 0)
		return err_set(err, ERR_INVALID, "%s has no time", t->name);
	for (size_t i = 0; rc == ERR_NONE && i < fact->n; i++)
		rc = check_given(fact, i, err);
	for (const struct ledger_field_type *f = t->fields;
	     rc == ERR_NONE && f->name != NULL; f++)
		if (!f->optional && !given(fact, f->name))
			rc = err_set(err, ERR_INVALID, "%s needs '%s'", t->name,
			    f->name);
	return rc;
}
