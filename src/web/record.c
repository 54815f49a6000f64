#include "learn/record.h"

#include "templates/record.h"
#include "web/pages.h"
#include "web/policy_page.h"
#include "web/proposal.h"

/* First letters of the first and the last word of a name, as the maker's
   punch; at most two, in the bytes they have. */
static struct str
initials(struct arena *arena, struct str name)
{
	struct str rest = str_trim(name), word;
	struct str first = STR(""), last = STR("");

	while (str_next(&rest, ' ', &word)) {
		size_t n = 1;

		if (word.len == 0)
			continue;
		while (
		    n < word.len && ((unsigned char)word.ptr[n] & 0xC0) == 0x80)
			n++; /* the rest of one character */
		if (first.len == 0)
			first = str_sub(word, 0, n);
		else
			last = str_sub(word, 0, n);
	}
	return arena_strf(arena, "%.*s%.*s", STR_FMT(first), STR_FMT(last));
}

static enum err_code
add_done(struct call *call, const struct record_line *line,
    struct tmpl_record *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_record_done *row = ARENA_PUSH(arena, &v->done);

	if (row == NULL)
		return arena_fail(arena, err);
	row->title = line->title;
	row->href = URL_OF(arena, "/modules/{}", line->module_id);
	row->version = line->module_version;
	row->score = show_percent(arena, line->score);
	row->how = line->earned_how;
	row->passed = line->completed;
	row->attested = show_date(arena, line->attested);
	row->until = line->valid_until ? show_date(arena, line->valid_until)
				       : STR("without end");
	if (line->expired || line->by_version)
		row->why = show_sentence(arena, line->until_why);
	if (line->attested) {
		struct tmpl_record_done_hallmark *h =
		    ARENA_NEW(arena, struct tmpl_record_done_hallmark);

		if (h == NULL)
			return arena_fail(arena, err);
		h->initials = initials(arena, call->session.person.name);
		h->fine = line->score;
		h->year = str_sub(row->attested, 0, 4);
		row->hallmark = h;
	} else {
		struct tmpl_record_done_attest *a =
		    ARENA_NEW(arena, struct tmpl_record_done_attest);

		if (a == NULL)
			return arena_fail(arena, err);
		a->href = URL_OF(arena, "/modules/{}/attest", line->module_id);
		row->attest = a;
	}
	return ERR_NONE;
}

static enum err_code
add_lab(struct call *call, const struct record_lab *lab, struct tmpl_record *v,
    struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_record_labs *row = ARENA_PUSH(arena, &v->labs);

	if (row == NULL)
		return arena_fail(arena, err);
	row->title = lab->title;
	row->href = URL_OF(arena, "/labs/{}", lab->lab);
	row->version = lab->version;
	row->passed = lab->passed;
	row->fact = show_id(arena, lab->fact);
	return ERR_NONE;
}

static enum err_code
add_asked(struct call *call, const struct assignment *a, struct tmpl_record *v,
    struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_record_assigned *row = ARENA_PUSH(arena, &v->assigned);

	if (row == NULL)
		return arena_fail(arena, err);
	row->title = a->title;
	row->href = URL_OF(arena, "/modules/{}", a->module_id);
	row->reason = a->why;
	row->on = a->made;
	row->due = a->due;
	row->mark = show_assignment(call, a);
	return ERR_NONE;
}

static enum err_code
add_attempt(struct call *call, const struct record_attempt *a,
    struct tmpl_record *v, struct err *err)
{
	struct arena *arena = call->arena;
	struct tmpl_record_attempts *row = ARENA_PUSH(arena, &v->attempts);

	if (row == NULL)
		return arena_fail(arena, err);
	row->title = a->title;
	row->version = a->module_version;
	row->when = a->closed;
	row->score = show_percent(arena, a->score);
	row->href = URL_OF(arena, "/attempts/{}/result", show_id(arena, a->id));
	row->mark = a->passed
	    ? show_mark(call, MARK_CURRENT, STR("Passed"))
	    : show_mark(call, MARK_FAILED,
		  a->expired ? STR("Expired") : STR("Not passed"));
	return ERR_NONE;
}

struct asked {
	const struct call *call;
	struct proposals proposals;
};

static enum err_code
load_asked(struct db *db, void *ctx, struct err *err)
{
	struct asked *a = ctx;
	struct id me = a->call->session.person.id;

	return proposal_list(db, a->call->arena, me,
	    &(struct proposal_filter){.subject = me}, &a->proposals, err);
}

static enum err_code
add_proposals(struct call *call, struct tmpl_record *v, struct err *err)
{
	struct asked a = {.call = call};
	enum err_code rc = proposal_ready(call, err);

	if (rc == ERR_NONE)
		rc = store_read(call->web->config.store, load_asked, &a, err);
	for (size_t i = 0; i < a.proposals.n && rc == ERR_NONE; i++) {
		const struct proposal *p = &a.proposals.v[i];
		struct tmpl_record_proposals *row =
		    ARENA_PUSH(call->arena, &v->proposals);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->title = proposal_title(call, p);
		row->href = proposal_url(call, p->id);
		row->on = p->made;
		row->until = p->until ? proposal_date(call, p->until) : STR("");
		row->mark = proposal_mark(call, p);
	}
	v->has_proposals = v->proposals.n > 0;
	return rc;
}

struct signed_policies {
	struct call *call;
	struct policy_signatures list;
};

static enum err_code
read_signed(struct db *db, void *ctx, struct err *err)
{
	struct signed_policies *s = ctx;

	return policy_signatures_own(
	    db, s->call->arena, s->call->session.person.id, &s->list, err);
}

/* What was signed, and whether something is to sign. */
static enum err_code
add_policy(struct call *call, struct tmpl_record *v, struct err *err)
{
	struct signed_policies s = {.call = call};
	struct arena *arena = call->arena;
	enum err_code rc =
	    store_read(call->web->config.store, read_signed, &s, err);

	for (size_t i = 0; i < s.list.n && rc == ERR_NONE; i++) {
		struct tmpl_record_policy *row = ARENA_PUSH(arena, &v->policy);
		const struct policy_signature *p = &s.list.v[i];

		if (row == NULL)
			return arena_fail(arena, err);
		row->href = URL_OF(arena, "/policy/versions/{}",
		    arena_strf(arena, "%u", p->version));
		row->version = p->version;
		row->name = p->name;
		row->signed_on = p->at;
		row->fact = show_id(arena, p->fact);
	}
	v->has_policy = v->policy.n > 0;
	return rc;
}

enum err_code
page_record(struct call *call, struct err *err)
{
	const struct person *me = &call->session.person;
	struct tmpl_record v = {.frame = page_frame(call, "Record"),
	    .name = me->name,
	    .email = me->email};
	struct assignments asked;
	struct record record;
	enum err_code rc = record_get(call->learn, me->id, me->id,
	    call->rq->received, call->arena, &record, err);

	if (rc == ERR_NONE)
		rc = assignment_list(call->learn, me->id, call->rq->received,
		    call->arena, &asked, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < record.completions.n && rc == ERR_NONE; i++)
		rc = add_done(call, &record.completions.v[i], &v, err);
	for (size_t i = 0; i < record.labs.n && rc == ERR_NONE; i++)
		rc = add_lab(call, &record.labs.v[i], &v, err);
	for (size_t i = 0; i < asked.n && rc == ERR_NONE; i++)
		rc = add_asked(call, &asked.v[i], &v, err);
	if (rc == ERR_NONE)
		rc = add_policy(call, &v, err);
	for (size_t i = 0; i < record.attempts.n && rc == ERR_NONE; i++)
		rc = add_attempt(call, &record.attempts.v[i], &v, err);
	if (rc == ERR_NONE)
		rc = add_proposals(call, &v, err);
	if (rc != ERR_NONE)
		return rc;
	v.has_done = v.done.n > 0;
	v.has_labs = v.labs.n > 0;
	v.has_assigned = v.assigned.n > 0;
	v.has_attempts = v.attempts.n > 0;
	if (str_eq(page_query(call, "attested"), STR("yes")))
		v.note = STR("Attested. It is in the ledger.");
	tmpl_record(call->re->body, &v);
	return ERR_NONE;
}
