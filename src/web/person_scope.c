#include "people/link.h"
#include "people/organisation.h"
#include "web/pages.h"
#include "web/person_page.h"

/* What one person may reach, when they are away, that they are back: the
   forms of the administrator's page. */
static enum err_code
refuse(struct call *call, struct person_page *one, struct err *err)
{
	return person_page_show(
	    call, one, show_sentence(call->arena, str_from(err->text)), err);
}

static enum err_code
grant(struct db *db, void *ctx, struct err *err)
{
	const struct person_page *one = ctx;

	return access_grant(db, one->call->arena, one->call->session.person.id,
	    one->id, &one->key, one->from, STR_NONE, NULL, err);
}

static enum err_code
revoke(struct db *db, void *ctx, struct err *err)
{
	const struct person_page *one = ctx;

	return access_revoke(db, one->call->arena, one->call->session.person.id,
	    one->id, &one->key, 0, NULL, err);
}

static enum err_code
record(struct db *db, void *ctx, struct err *err)
{
	struct person_page *one = ctx;

	one->leave = (struct id){0};
	return absence_record(db, one->call->arena,
	    one->call->session.person.id, one->id, one->from, one->to,
	    STR("admin"), &one->leave, err);
}

static enum err_code
withdraw(struct db *db, void *ctx, struct err *err)
{
	const struct person_page *one = ctx;

	return absence_withdraw(db, one->call->arena,
	    one->call->session.person.id, one->id, one->leave, STR("admin"),
	    err);
}

/* As a developer in no team: rights are given anew.  The invitation is a mail
   where mails go out; else a link is made in the terminal. */
static enum err_code
come_back(struct db *db, void *ctx, struct err *err)
{
	const struct person_page *one = ctx;
	struct arena *arena = one->call->arena;
	struct organisation organisation = {0};
	bool found;
	enum err_code rc;

	rc = person_return(db, arena, one->call->session.person.id, one->id,
	    &(struct person_new){
		.role = ROLE_DEVELOPER, .source = STR("admin")},
	    err);
	if (rc == ERR_NONE)
		rc = organisation_get(db, arena, &found, &organisation, err);
	return rc == ERR_NONE && organisation.mail_from.len > 0
	    ? link_invite(db, arena, one->id, err)
	    : rc;
}

enum err_code
page_person_grant(struct call *call, struct err *err)
{
	struct person_page one = {.call = call,
	    .key = {str_trim(page_form(call, "system")),
		str_trim(page_form(call, "level")), STR("admin")}};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc != ERR_NONE)
		return rc;
	if (person_page_day(call, "since", "since", &one.from, err) != ERR_NONE)
		return refuse(call, &one, err);
	return person_page_write(call, &one, grant, err);
}

enum err_code
page_person_revoke(struct call *call, struct err *err)
{
	struct person_page one = {.call = call,
	    .key = {page_form(call, "system"), page_form(call, "level"),
		page_form(call, "source")}};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE ? person_page_write(call, &one, revoke, err) : rc;
}

enum err_code
page_person_absence(struct call *call, struct err *err)
{
	struct person_page one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc != ERR_NONE)
		return rc;
	if (person_page_day(call, "from", "the first day", &one.from, err) !=
		ERR_NONE ||
	    person_page_day(call, "to", "the last day", &one.to, err) !=
		ERR_NONE)
		return refuse(call, &one, err);
	return person_page_write(call, &one, record, err);
}

enum err_code
page_person_absence_withdraw(struct call *call, struct err *err)
{
	struct person_page one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	if (rc != ERR_NONE)
		return rc;
	if (!id_read(page_form(call, "leave"), &one.leave))
		return err_set(err, ERR_NOT_FOUND, "there is no such leave");
	return person_page_write(call, &one, withdraw, err);
}

enum err_code
page_person_return(struct call *call, struct err *err)
{
	struct person_page one = {.call = call};
	enum err_code rc = page_id(call, &one.id, err);

	return rc == ERR_NONE ? person_page_write(call, &one, come_back, err)
			      : rc;
}
