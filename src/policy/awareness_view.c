/* What the facts of awareness make of the tables that show them. */
#include "policy/awareness_view.h"

#include "codec/canon.h"
#include "sql/campaign.h"
#include "sql/concern.h"
#include "sql/incident.h"
#include "sql/notice.h"

#define JSON_TEXT_MAX (64u << 10)

static struct sql_int
time_or_null(int64_t at)
{
	return (struct sql_int){.set = at != 0, .v = at};
}

static struct sql_int
int_or_null(const struct ledger_entry *e, const char *name)
{
	return (struct sql_int){
	    .set = ledger_has(e, name), .v = ledger_int(e, name, 0)};
}

/* A list or object in its canonical form; STR_NONE where there is none. */
static enum err_code
json_text(struct arena *arena, const struct ledger_entry *e, const char *name,
    struct str *out, struct err *err)
{
	const struct json *value = ledger_json(e, name);
	struct buf text;
	enum err_code rc;

	*out = STR_NONE;
	if (value == NULL)
		return ERR_NONE;
	buf_init(&text, JSON_TEXT_MAX);
	rc = canon_write(&text, value, err);
	if (rc == ERR_NONE)
		*out = arena_buf(arena, &text);
	if (rc == ERR_NONE && out->ptr == NULL)
		rc = arena_fail(arena, err);
	buf_release(&text);
	return rc;
}

static bool
hash_of(const struct ledger_entry *e, uint8_t room[32], struct str *out)
{
	*out = (struct str){(const char *)room, 32};
	return ledger_hash(e, "content", room);
}

static enum err_code
notice(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	struct str id = ledger_text(e, "notice"), audience, content;
	uint8_t room[32];
	enum err_code rc = json_text(arena, e, "audience", &audience, err);

	if (rc != ERR_NONE || !hash_of(e, room, &content) ||
	    audience.ptr == NULL)
		return rc;
	rc = sql_notice_view_close(db,
	    &(struct sql_notice_view_close_in){
		.notice = id, .seq = (int64_t)e->seq},
	    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_notice_view_add(db,
	    &(struct sql_notice_view_add_in){.notice = id,
		.title = ledger_text(e, "title"),
		.content = content,
		.audience = audience,
		.until = time_or_null(ledger_time(e, "until")),
		.published = e->at,
		.publisher = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
acknowledged(struct db *db, const struct ledger_entry *e, struct err *err)
{
	struct str content;
	uint8_t room[32];

	if (!hash_of(e, room, &content) || id_is_none(e->subject))
		return ERR_NONE;
	return sql_notice_ack_add(db,
	    &(struct sql_notice_ack_add_in){.notice = ledger_text(e, "notice"),
		.content = content,
		.person = e->subject,
		.acknowledged = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
campaign(struct db *db, const struct ledger_entry *e, struct err *err)
{
	struct str key = ledger_text(e, "campaign"), content;
	uint8_t room[32];
	enum err_code rc;

	if (!hash_of(e, room, &content))
		return ERR_NONE;
	rc = sql_campaign_view_close(db,
	    &(struct sql_campaign_view_close_in){
		.campaign = key, .seq = (int64_t)e->seq},
	    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_campaign_view_add(db,
	    &(struct sql_campaign_view_add_in){.campaign = key,
		.title = ledger_text(e, "title"),
		.difficulty = ledger_text(e, "difficulty"),
		.sent_at = ledger_time(e, "sent_at"),
		.sent = ledger_int(e, "sent", 0),
		.opened = int_or_null(e, "opened"),
		.clicked = ledger_int(e, "clicked", 0),
		.submitted = int_or_null(e, "submitted"),
		.reported = ledger_int(e, "reported", 0),
		.both_did = int_or_null(e, "both"),
		.suppressed = ledger_int(e, "suppressed", 0),
		.source = ledger_text(e, "source"),
		.content = content,
		.imported = e->at,
		.importer = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
concern(struct db *db, const struct ledger_entry *e, struct err *err)
{
	struct id none = {{0}};

	return sql_concern_view_add(db,
	    &(struct sql_concern_view_add_in){.id = e->id,
		.kind = ledger_text(e, "kind"),
		.text = ledger_text(e, "text"),
		.surface = ledger_text(e, "surface"),
		.reporter = id_eq(e->subject, e->id) ? none : e->subject,
		.reported = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
handed_over(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_concern_handover_add(db,
	    &(struct sql_concern_handover_add_in){.fact = e->id,
		.concern = ledger_id(e, "concern"),
		.channel = ledger_text(e, "channel"),
		.reference = ledger_text(e, "reference"),
		.handed = e->at,
		.actor = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
incident(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	struct str cwe;
	enum err_code rc = json_text(arena, e, "cwe", &cwe, err);

	if (rc != ERR_NONE || cwe.ptr == NULL)
		return rc;
	return sql_incident_view_add(db,
	    &(struct sql_incident_view_add_in){
		.incident = ledger_text(e, "incident"),
		.title = ledger_text(e, "title"),
		.cwe = cwe,
		.occurred = ledger_time(e, "occurred"),
		.team = ledger_id(e, "team"),
		.note = ledger_text(e, "note"),
		.recorded = e->at,
		.actor = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
reviewed(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_content_review_add(db,
	    &(struct sql_content_review_add_in){.id = e->id,
		.module = ledger_text(e, "module"),
		.version = ledger_text(e, "version"),
		.outcome = ledger_text(e, "outcome"),
		.incident = ledger_text(e, "incident"),
		.note = ledger_text(e, "note"),
		.reviewed = e->at,
		.reviewer = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	switch (e->type) {
	case LEDGER_NOTICE_PUBLISHED:
		return notice(db, arena, e, err);
	case LEDGER_NOTICE_ACKNOWLEDGED:
		return acknowledged(db, e, err);
	case LEDGER_CAMPAIGN_IMPORTED:
		return campaign(db, e, err);
	case LEDGER_CONCERN_REPORTED:
		return concern(db, e, err);
	case LEDGER_CONCERN_HANDED_OVER:
		return handed_over(db, e, err);
	case LEDGER_INCIDENT_RECORDED:
		return incident(db, arena, e, err);
	case LEDGER_CONTENT_REVIEWED:
		return reviewed(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"notice", "notice_ack", "campaign",
    "concern", "concern_handover", "incident", "content_review", NULL};

const struct ledger_view awareness_view = {"awareness", tables, apply};
