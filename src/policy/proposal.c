#include "policy/proposal.h"

#include "codec/json_read.h"
#include "people/person.h"
#include "policy/proposal_part.h"
#include "sql/proposal.h"

static const char *const kinds[PROPOSAL_KINDS] = {
    [PROPOSAL_EXCEPTION] = "exception",
    [PROPOSAL_CERTIFICATE] = "certificate",
    [PROPOSAL_OVERRIDE] = "override",
};

static const char *const states[PROPOSAL_STATES] = {
    [PROPOSAL_OPEN] = "open",
    [PROPOSAL_ACCEPTED] = "accepted",
    [PROPOSAL_REFUSED] = "refused",
    [PROPOSAL_WITHDRAWN] = "withdrawn",
};

const char *
proposal_kind_name(enum proposal_kind kind)
{
	return kinds[kind];
}

const char *
proposal_state_name(enum proposal_state state)
{
	return states[state];
}

bool
proposal_kind_read(struct str name, enum proposal_kind *out)
{
	for (unsigned i = 0; i < PROPOSAL_KINDS; i++)
		if (str_eq(name, str_from(kinds[i]))) {
			*out = (enum proposal_kind)i;
			return true;
		}
	return false;
}

bool
proposal_state_read(struct str name, enum proposal_state *out)
{
	for (unsigned i = 0; i < PROPOSAL_STATES; i++)
		if (str_eq(name, str_from(states[i]))) {
			*out = (enum proposal_state)i;
			return true;
		}
	return false;
}

/* --- proposing ------------------------------------------------------------ */

enum err_code
proposal_words(
    const char *what, struct str text, struct str *out, struct err *err)
{
	struct str plain = str_trim(text);

	if (plain.len < PROPOSAL_WORDS_MIN)
		return err_set(err, ERR_INVALID,
		    "%s says too little: write at least a sentence (%d "
		    "characters)",
		    what, PROPOSAL_WORDS_MIN);
	if (plain.len > PROPOSAL_WORDS_MAX)
		return err_set(err, ERR_INVALID, "%s is longer than %d bytes",
		    what, PROPOSAL_WORDS_MAX);
	for (size_t i = 0; i < plain.len; i++)
		if ((unsigned char)plain.ptr[i] < ' ' &&
		    strchr("\r\n\t", plain.ptr[i]) == NULL)
			return err_set(err, ERR_INVALID,
			    "%s holds a control character", what);
	if (!str_is_utf8(plain))
		return err_set(err, ERR_INVALID, "%s is not UTF-8", what);
	*out = plain;
	return ERR_NONE;
}

enum err_code
proposal_may(struct db *db, struct arena *arena, enum proposal_kind kind,
    struct id proposer, struct id subject, struct err *err)
{
	struct sql_proposal_subject_row row;
	bool found = false;
	enum err_code rc = sql_proposal_subject(db, arena,
	    &(struct sql_proposal_subject_in){
		.viewer = proposer, .person = subject},
	    &found, &row, err);

	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no such person for whom you may propose");
	if (kind == PROPOSAL_OVERRIDE && row.itself)
		return err_set(err, ERR_DENIED,
		    "nobody sets their own record as done: somebody else "
		    "proposes it");
	return ERR_NONE;
}

static enum err_code
refuse_twin(struct db *db, struct arena *arena, const struct proposal_new *in,
    struct err *err)
{
	struct sql_proposal_open_same_row row;
	bool found = false;
	enum err_code rc;

	if (id_is_none(in->subject))
		return ERR_NONE;
	rc = sql_proposal_open_same(db, arena,
	    &(struct sql_proposal_open_same_in){
		.kind = str_from(kinds[in->kind]),
		.subject = in->subject,
		.about = in->about},
	    &found, &row, err);
	if (rc == ERR_NONE && found)
		return err_set(err, ERR_CONFLICT,
		    "the same is proposed already, and waits to be decided");
	return rc;
}

enum err_code
proposal_add(struct db *db, struct arena *arena, const struct proposal_new *in,
    struct id *out, struct err *err)
{
	struct id id = id_new();
	enum err_code rc = refuse_twin(db, arena, in, err);

	if (rc == ERR_NONE)
		rc = sql_proposal_add(db,
		    &(struct sql_proposal_add_in){.id = id,
			.kind = str_from(kinds[in->kind]),
			.subject = in->subject,
			.about = in->about,
			.payload = in->payload,
			.document = in->document,
			.proposer = in->proposer,
			.made = in->made},
		    NULL, err);
	if (rc == ERR_NONE)
		*out = id;
	return rc;
}

/* --- looking -------------------------------------------------------------- */

/* What only the kind has stands in the payload. */
static enum err_code
read_payload(
    struct arena *arena, struct str text, struct proposal *p, struct err *err)
{
	struct json doc;
	enum err_code rc = json_read(text, arena, &doc, err);

	if (rc != ERR_NONE)
		return rc;
	p->reason = json_opt_str(&doc, "reason");
	p->measure = json_opt_str(&doc, "measure");
	p->until = json_opt_int(&doc, "until", 0);
	p->course = json_opt_str(&doc, "course");
	p->edition = json_opt_str(&doc, "edition");
	p->completed = json_opt_int(&doc, "completed", 0);
	return ERR_NONE;
}

static enum err_code
from_row(struct arena *arena, const struct sql_proposal_seen_row *row,
    struct proposal *out, struct err *err)
{
	struct proposal p = {.id = row->id,
	    .subject = row->subject,
	    .name = row->name,
	    .email = row->email,
	    .about = row->about,
	    .has_document = row->has_document,
	    .proposer = row->proposer,
	    .proposer_name = row->proposer_name,
	    .made = row->made,
	    .decider = row->decided_by,
	    .decider_name = row->decider_name,
	    .decided = row->decided.set ? row->decided.v : 0,
	    .why = row->why,
	    .lines = (size_t)row->n_lines,
	    .may_decide = row->may_decide,
	    .may_withdraw = row->may_withdraw,
	    .may_read = row->may_read};
	enum err_code rc;

	if (!proposal_kind_read(row->kind, &p.kind) ||
	    !proposal_state_read(row->state, &p.state))
		return err_set(err, ERR_CORRUPT,
		    "a proposal is of no kind or state there is");
	rc = read_payload(arena, row->payload, &p, err);
	if (rc == ERR_NONE)
		*out = p;
	return rc;
}

static enum err_code
seen(struct db *db, struct arena *arena, const struct sql_proposal_seen_in *in,
    struct proposals *out, struct err *err)
{
	struct sql_proposal_seen_rows rows = {0};
	struct proposals all = {0};
	enum err_code rc = sql_proposal_seen(db, arena, in, &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct proposal *p = ARENA_PUSH(arena, &all);

		if (p == NULL)
			return arena_fail(arena, err);
		rc = from_row(arena, &rows.v[i], p, err);
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

enum err_code
proposal_list(struct db *db, struct arena *arena, struct id viewer,
    const struct proposal_filter *filter, struct proposals *out,
    struct err *err)
{
	return seen(db, arena,
	    &(struct sql_proposal_seen_in){.viewer = viewer,
		.program = id_eq(viewer, PERSON_PROGRAM),
		.kind =
		    filter->kind ? str_from(kinds[*filter->kind]) : STR_NONE,
		.state =
		    filter->state ? str_from(states[*filter->state]) : STR_NONE,
		.subject = filter->subject,
		.most = PROPOSAL_LIST_MAX},
	    out, err);
}

enum err_code
proposal_get(struct db *db, struct arena *arena, struct id viewer, struct id id,
    struct proposal *out, struct err *err)
{
	struct proposals one;
	enum err_code rc;

	if (id_is_none(id))
		return err_set(err, ERR_NOT_FOUND, "there is no such proposal");
	rc = seen(db, arena,
	    &(struct sql_proposal_seen_in){
		.viewer = viewer, .id = id, .most = 1},
	    &one, err);
	if (rc == ERR_NONE && one.n == 0)
		return err_set(err, ERR_NOT_FOUND, "there is no such proposal");
	if (rc == ERR_NONE)
		*out = one.v[0];
	return rc;
}

enum err_code
proposal_lines(struct db *db, struct arena *arena, const struct proposal *p,
    size_t most, struct proposal_lines *out, struct err *err)
{
	struct sql_proposal_lines_rows rows = {0};
	struct proposal_lines all = {0};
	enum err_code rc = sql_proposal_lines(db, arena,
	    &(struct sql_proposal_lines_in){
		.proposal = p->id, .most = (int64_t)most},
	    &rows, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		const struct sql_proposal_lines_row *row = &rows.v[i];
		struct proposal_line *l = ARENA_PUSH(arena, &all);

		if (l == NULL)
			return arena_fail(arena, err);
		*l = (struct proposal_line){.line = row->line,
		    .person = row->person,
		    .name = row->name,
		    .email = row->email,
		    .module = row->module,
		    .version = row->version,
		    .completed = row->completed,
		    .reason = row->reason};
	}
	*out = all;
	return ERR_NONE;
}

enum err_code
proposal_document(struct db *db, struct arena *arena, struct id viewer,
    struct id id, struct str *media, struct str *bytes, struct err *err)
{
	struct sql_proposal_document_seen_row row;
	bool found = false;
	enum err_code rc = sql_proposal_document_seen(db, arena,
	    &(struct sql_proposal_document_seen_in){.viewer = viewer, .id = id},
	    &found, &row, err);

	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_NOT_FOUND, "there is no such document");
	if (rc != ERR_NONE)
		return rc;
	*media = row.media;
	*bytes = row.bytes;
	return ERR_NONE;
}

/* --- an erased person's --------------------------------------------------- */

enum err_code
proposal_forget(
    struct db *db, struct id person, struct id stand_in, struct err *err)
{
	enum err_code rc = sql_proposal_forget_lines(db,
	    &(struct sql_proposal_forget_lines_in){.person = person}, NULL,
	    err);

	if (rc == ERR_NONE)
		rc = sql_proposal_forget_documents(db,
		    &(struct sql_proposal_forget_documents_in){
			.person = person},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_proposal_forget(db,
		    &(struct sql_proposal_forget_in){.person = person}, NULL,
		    err);
	if (rc == ERR_NONE)
		rc = sql_proposal_forget_proposer(db,
		    &(struct sql_proposal_forget_proposer_in){
			.person = person, .stand_in = stand_in},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_proposal_forget_decider(db,
		    &(struct sql_proposal_forget_decider_in){
			.person = person, .stand_in = stand_in},
		    NULL, err);
	return rc;
}
