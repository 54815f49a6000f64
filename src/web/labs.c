#include "templates/labs.h"
#include "web/agenda_page.h"
#include "web/lab.h"

enum err_code
lab_page(const struct call *call, const struct lab_desk **desk, struct str *lab,
    struct err *err)
{
	if (!call->web->config.labs)
		return err_set(err, ERR_NOT_FOUND, "there are no labs here");
	*desk = call->web->config.labs;
	*lab = http_get(&call->rq->params, STR("lab"));
	return ERR_NONE;
}

struct url
lab_page_url(const struct call *call, struct str lab)
{
	return URL_OF(call->arena, "/labs/{}", lab);
}

struct url
lab_run_url(const struct call *call, struct str lab, struct id run)
{
	return URL_OF(
	    call->arena, "/labs/{}/runs/{}", lab, show_id(call->arena, run));
}

const char *
lab_mode_title(enum lab_mode mode)
{
	static const char *const titles[] = {
	    [LAB_ATTACK] = "Attack",
	    [LAB_CHECK] = "Check",
	    [LAB_SUBMIT] = "Submission",
	};

	return titles[mode];
}

const char *
lab_kind_title(struct str kind)
{
	static const struct {
		const char *kind, *title;
	} titles[] = {
	    {"function", "Function"},
	    {"abuse", "Good use"},
	    {"public", "Attack"},
	    {"withheld", "Attack held back"},
	};

	for (size_t i = 0; i < NELEM(titles); i++)
		if (str_eq(kind, str_from(titles[i].kind)))
			return titles[i].title;
	return "";
}

const struct tmpl_mark *
lab_card_mark(const struct call *call, const struct lab_card *card)
{
	struct str date = show_date(call->arena, card->passed);

	switch (card->standing) {
	case LAB_PASSED:
		return show_mark(call, MARK_CURRENT,
		    arena_strf(call->arena, "Passed %.*s", STR_FMT(date)));
	case LAB_STARTED:
		return show_mark(call, MARK_STARTED, STR("Begun"));
	case LAB_NEW:
		break;
	}
	return show_mark(call, MARK_NONE, STR("Not begun"));
}

static const struct tmpl_mark *
judged_mark(const struct call *call, enum lab_mode mode, bool passed)
{
	static const char *const words[][2] = {
	    [LAB_ATTACK] = {"It did not work", "It worked"},
	    [LAB_CHECK] = {"Not yet", "All good"},
	    [LAB_SUBMIT] = {"Not passed", "Passed"},
	};

	return show_mark(call, passed ? MARK_CURRENT : MARK_FAILED,
	    str_from(words[mode][passed]));
}

const struct tmpl_mark *
lab_run_mark(const struct call *call, enum lab_run_state state,
    enum lab_mode mode, bool passed)
{
	switch (state) {
	case LAB_QUEUED:
		return show_mark(call, MARK_STARTED, STR("Waiting"));
	case LAB_JUDGING:
		return show_mark(call, MARK_STARTED, STR("Running"));
	case LAB_FAILED:
		return show_mark(call, MARK_FAILED, STR("Not judged"));
	case LAB_WITHDRAWN:
		return show_mark(call, MARK_NONE, STR("Withdrawn"));
	case LAB_JUDGED:
		break;
	}
	return judged_mark(call, mode, passed);
}

static enum err_code
add_lab(struct call *call, const struct lab_card *card,
    const struct agenda *open, struct tmpl_labs *v, struct err *err)
{
	const struct agenda_item *owed =
	    agenda_page_find(open, POLICY_LAB, card->id);
	struct tmpl_labs_labs *row = ARENA_PUSH(call->arena, &v->labs);

	if (row == NULL)
		return arena_fail(call->arena, err);
	row->title = card->title;
	row->href = lab_page_url(call, card->id);
	row->line = arena_strf(call->arena, "%.*s · %.*s · %u minutes",
	    STR_FMT(card->owasp), STR_FMT(markdown_stack_name(card->stack)),
	    card->minutes);
	row->mark = lab_card_mark(call, card);
	if (owed != NULL) {
		row->owed = agenda_page_mark(call, owed);
		row->why = owed->reason;
	}
	return ERR_NONE;
}

enum err_code
page_labs(struct call *call, struct err *err)
{
	const struct lab_desk *desk = call->web->config.labs;
	struct tmpl_labs v = {.frame = page_frame(call, "Labs")};
	struct lab_cards cards = {0};
	struct agenda open = {0};
	enum err_code rc = ERR_NONE;

	if (desk) {
		const char *closed = desk->closed(desk->ctx);

		v.closed = str_from(closed ? closed : "");
		rc = lab_list(desk, call->session.person.id, STR_NONE,
		    call->arena, &cards, err);
	}
	if (rc == ERR_NONE && cards.n > 0)
		rc = agenda_page_mine(call, &open, err);
	for (size_t i = 0; i < cards.n && rc == ERR_NONE; i++)
		rc = add_lab(call, &cards.v[i], &open, &v, err);
	v.has_labs = v.labs.n > 0;
	if (rc == ERR_NONE)
		tmpl_labs(call->re->body, &v);
	return rc;
}
