#include "policy/attachment.h"

#include "base/clock.h"
#include "ledger/content.h"
#include "ledger/ledger.h"
#include "people/person.h"
#include "policy/media.h"
#include "sql/attachment.h"

static const struct {
	const char *name, *title;
} kinds[ATTACHMENT_KINDS] = {
    [ATTACHMENT_HIRING_STANDARD] = {"hiring-standard", "Hiring standard"},
    [ATTACHMENT_PERFORMANCE_REVIEW] = {"performance-review",
	"Performance review process"},
    [ATTACHMENT_LEADERSHIP_MESSAGE] = {"leadership-message",
	"Message from the leadership"},
    [ATTACHMENT_ACCEPTABLE_USE] = {"acceptable-use", "Acceptable use text"},
    [ATTACHMENT_PROCEDURE] = {"procedure", "Procedure"},
    [ATTACHMENT_MINUTES] = {"minutes", "Minutes of a meeting"},
    [ATTACHMENT_OTHER] = {"other", "Other"},
};

const char *
attachment_kind_name(enum attachment_kind kind)
{
	return kinds[kind].name;
}

const char *
attachment_kind_title(enum attachment_kind kind)
{
	return kinds[kind].title;
}

bool
attachment_kind_read(struct str name, enum attachment_kind *out)
{
	for (unsigned i = 0; i < ATTACHMENT_KINDS; i++) {
		if (!str_eq(name, str_from(kinds[i].name)))
			continue;
		*out = (enum attachment_kind)i;
		return true;
	}
	return false;
}

static bool
is_program(struct id viewer)
{
	return id_eq(viewer, PERSON_PROGRAM);
}

/* The actor of a fact: none is the program itself. */
static struct id
actor_of(struct id actor)
{
	static const struct id none;

	return is_program(actor) ? none : actor;
}

static enum err_code
may_write(struct db *db, struct arena *arena, struct id viewer, struct err *err)
{
	struct sql_attachment_writer_row row;
	bool yes = is_program(viewer);
	enum err_code rc = ERR_NONE;

	if (!yes)
		rc = sql_attachment_writer(db, arena,
		    &(struct sql_attachment_writer_in){.viewer = viewer}, &yes,
		    &row, err);
	if (rc == ERR_NONE && !yes)
		return err_set(err, ERR_DENIED,
		    "only an administrator or a security lead attaches and "
		    "withdraws evidence");
	return rc;
}

/* --- attaching ---------------------------------------------------------- */

/* One line of text that a person wrote. */
static enum err_code
check_line(const char *what, struct str s, size_t max, struct err *err)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ')
			return err_set(err, ERR_INVALID,
			    "%s is one line without control characters", what);
	if (s.len == 0 || s.len > max)
		return err_set(err, ERR_INVALID,
		    "%s is 1 to %zu bytes long, not %zu", what, max, s.len);
	return str_is_utf8(s)
	    ? ERR_NONE
	    : err_set(err, ERR_INVALID, "%s is not UTF-8", what);
}

static enum err_code
check_dates(const struct attachment_new *in, struct err *err)
{
	if (in->dated <= 0)
		return err_set(err, ERR_INVALID,
		    "the day the document bears is missing: 2026-11-21");
	if (in->dated > clock_now() + CLOCK_DAY)
		return err_set(err, ERR_INVALID,
		    "the document bears a day that is still to come");
	if (in->until != 0 && in->until < in->dated)
		return err_set(err, ERR_INVALID,
		    "the last day is before the day the document bears");
	return ERR_NONE;
}

static enum err_code
check_new(const struct catalog *catalog, const struct attachment_new *in,
    struct err *err)
{
	enum err_code rc;

	if (catalog_control(catalog, in->control).ptr == NULL)
		return err_set(err, ERR_INVALID,
		    "there is no control '%.*s'; /controls lists them",
		    STR_FMT(str_sub(in->control, 0, 80)));
	if (in->bytes.len > ATTACHMENT_BYTES_MAX)
		return err_set(err, ERR_LIMIT,
		    "the file has %zu bytes; at most %zu are taken",
		    in->bytes.len, ATTACHMENT_BYTES_MAX);
	rc = check_line("the title", in->title, ATTACHMENT_TITLE_MAX, err);
	return rc == ERR_NONE ? check_dates(in, err) : rc;
}

static enum err_code
check_room(
    struct db *db, struct arena *arena, struct str control, struct err *err)
{
	struct attachments all;
	size_t standing = 0;
	enum err_code rc =
	    attachment_list(db, arena, PERSON_PROGRAM, control, &all, err);

	for (size_t i = 0; rc == ERR_NONE && i < all.n; i++)
		standing += all.v[i].withdrawn == 0;
	if (rc == ERR_NONE && standing >= ATTACHMENTS_MAX)
		return err_set(err, ERR_LIMIT,
		    "the control has %d attachments: withdraw what no longer "
		    "stands",
		    ATTACHMENTS_MAX);
	return rc;
}

static enum err_code
append_added(struct db *db, struct arena *arena, struct id actor,
    const struct attachment_new *in, struct str media, const uint8_t hash[32],
    struct id id, struct err *err)
{
	char name[MEDIA_NAME_MAX + 1];

	media_name(in->file, name);
	const struct ledger_field fields[] = {
	    FIELD_ID("attachment", id),
	    FIELD_TEXT("control", in->control),
	    FIELD_TEXT("kind", str_from(kinds[in->kind].name)),
	    FIELD_TEXT("title", in->title),
	    FIELD_TEXT("file", str_from(name)),
	    FIELD_TEXT("media", media),
	    FIELD_HASH("document", ((struct str){(const char *)hash, 32})),
	    FIELD_TIME("dated", in->dated),
	    FIELD_TIME("until", in->until != 0 ? in->until + CLOCK_DAY - 1 : 0),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_EVIDENCE_ATTACHED,
	    .at = clock_now(),
	    .actor = actor_of(actor),
	    .subject = id,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

enum err_code
attachment_add(struct db *db, struct arena *arena,
    const struct catalog *catalog, struct id actor,
    const struct attachment_new *in, struct id *out, struct err *err)
{
	struct id id = id_new();
	uint8_t hash[32];
	struct str media;
	enum err_code rc = may_write(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = check_new(catalog, in, err);
	if (rc == ERR_NONE)
		rc = media_of(in->bytes, in->file, &media, err);
	if (rc == ERR_NONE)
		rc = check_room(db, arena, in->control, err);
	if (rc == ERR_NONE)
		rc = content_put(db, in->bytes, hash, err);
	if (rc == ERR_NONE)
		rc = append_added(db, arena, actor, in, media, hash, id, err);
	if (rc == ERR_NONE)
		*out = id;
	return rc;
}

enum err_code
attachment_withdraw(struct db *db, struct arena *arena, struct id actor,
    struct id id, struct str reason, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_ID("attachment", id),
	    FIELD_TEXT("reason", reason),
	};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_EVIDENCE_WITHDRAWN,
	    .at = clock_now(),
	    .actor = actor_of(actor),
	    .subject = id,
	    .fields = fields,
	    .n = NELEM(fields)};
	struct attachment now;
	enum err_code rc = may_write(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = attachment_get(db, arena, actor, id, &now, NULL, err);
	if (rc == ERR_NONE)
		rc = check_line("the reason", reason, ATTACHMENT_WHY_MAX, err);
	if (rc == ERR_NONE && now.withdrawn != 0)
		return err_set(
		    err, ERR_CONFLICT, "the document was withdrawn before");
	return rc == ERR_NONE ? ledger_append(db, arena, &fact, err) : rc;
}

/* --- reading ------------------------------------------------------------ */

/* From any generated row with the columns of attachment_of_control. */
#define ATTACHMENT_OF(row)                                                     \
	(struct attachment)                                                    \
	{                                                                      \
		.id = (row)->id, .control = (row)->control,                    \
		.title = (row)->title, .file = (row)->file,                    \
		.media = (row)->media, .hash = (row)->document,                \
		.kind = kind_of((row)->kind), .dated = (row)->dated,           \
		.until = (row)->until.set ? (row)->until.v : 0,                \
		.attached = (row)->attached, .by = (row)->name,                \
		.withdrawn = (row)->withdrawn.set ? (row)->withdrawn.v : 0,    \
		.withdrawn_by = (row)->withdrawn_name, .reason = (row)->reason \
	}

static enum attachment_kind
kind_of(struct str name)
{
	enum attachment_kind kind = ATTACHMENT_OTHER;

	(void)attachment_kind_read(name, &kind);
	return kind;
}

bool
attachment_stands(const struct attachment *a, int64_t now)
{
	return a->dated <= now && (a->until == 0 || now <= a->until) &&
	    (a->withdrawn == 0 || now < a->withdrawn);
}

enum err_code
attachment_list(struct db *db, struct arena *arena, struct id viewer,
    struct str control, struct attachments *out, struct err *err)
{
	struct sql_attachment_of_control_rows rows = {0};
	struct attachments all = {0};
	enum err_code rc = sql_attachment_of_control(db, arena,
	    &(struct sql_attachment_of_control_in){.viewer = viewer,
		.program = is_program(viewer),
		.control = control},
	    &rows, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		struct attachment *a = ARENA_PUSH(arena, &all);

		if (a == NULL)
			return arena_fail(arena, err);
		*a = ATTACHMENT_OF(&rows.v[i]);
	}
	*out = all;
	return ERR_NONE;
}

enum err_code
attachment_get(struct db *db, struct arena *arena, struct id viewer,
    struct id id, struct attachment *out, struct str *bytes, struct err *err)
{
	struct sql_attachment_by_id_row row;
	bool found = false;
	enum err_code rc = sql_attachment_by_id(db, arena,
	    &(struct sql_attachment_by_id_in){
		.viewer = viewer, .program = is_program(viewer), .id = id},
	    &found, &row, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "no such attachment");
	if (rc == ERR_NONE && bytes != NULL)
		rc = content_get(
		    db, arena, (const uint8_t *)row.document.ptr, bytes, err);
	if (rc == ERR_NONE)
		*out = ATTACHMENT_OF(&row);
	return rc;
}

/* --- the view ----------------------------------------------------------- */

static enum err_code
attached(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t until = ledger_time(e, "until");
	uint8_t hash[32];

	if (!ledger_hash(e, "document", hash))
		return ERR_NONE;
	return sql_attachment_view_add(db,
	    &(struct sql_attachment_view_add_in){
		.id = ledger_id(e, "attachment"),
		.control = ledger_text(e, "control"),
		.kind = ledger_text(e, "kind"),
		.title = ledger_text(e, "title"),
		.file = ledger_text(e, "file"),
		.media = ledger_text(e, "media"),
		.document = {(const char *)hash, sizeof(hash)},
		.dated = ledger_time(e, "dated"),
		.until = {until != 0, until},
		.attached = e->at,
		.actor = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
withdrawn(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_attachment_view_end(db,
	    &(struct sql_attachment_view_end_in){
		.id = ledger_id(e, "attachment"),
		.withdrawn = e->at,
		.by = e->actor,
		.reason = ledger_text(e, "reason"),
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena UNUSED, const struct ledger_entry *e,
    struct err *err)
{
	switch (e->type) {
	case LEDGER_EVIDENCE_ATTACHED:
		return attached(db, e, err);
	case LEDGER_EVIDENCE_WITHDRAWN:
		return withdrawn(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"attachment", NULL};
const struct ledger_view attachment_view = {"attachment", tables, apply};
