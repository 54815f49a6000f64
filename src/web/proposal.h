#ifndef WEB_PROPOSAL_H
#define WEB_PROPOSAL_H

#include "policy/proposal.h"
#include "web/page.h"

/* What the pages of exceptions, certificates and past records share. */

struct proposal_desk proposal_desk_of(const struct call *call);

/* Before the policy is asked: the engine is as far as the log. */
enum err_code proposal_ready(const struct call *call, struct err *err) MUST_USE;

/* "Exception from 'Secure coding, yearly'" */
struct str proposal_title(const struct call *call, const struct proposal *p);

/* Waiting, in force until, over, accepted, refused, withdrawn. */
const struct tmpl_mark *proposal_mark(
    const struct call *call, const struct proposal *p);

/* The module's title, or its id where it is gone. */
struct str proposal_module(const struct call *call, struct str id);

/* Whom the field "person" means: who asks, where it is empty or missing;
   ERR_NOT_FOUND reads the same whether there is nobody or nobody one may
   propose for. */
enum err_code proposal_person(
    struct call *call, struct id *out, struct err *err) MUST_USE;

/* Whether the form has a field for somebody else. */
bool proposal_for_others(const struct call *call);

/* A date of the form; ERR_INVALID says what. */
enum err_code proposal_day(const struct call *call, const char *field,
    const char *what, int64_t *out, struct err *err) MUST_USE;

/* A file of the form, else STR(""). */
struct str proposal_file(const struct call *call, const char *field);

/* A document, to be kept and not to be shown: never as a page of ours. */
enum err_code proposal_send(struct call *call, struct str bytes,
    struct str media, struct str name, struct err *err) MUST_USE;

/* "2026-03-01" of an instant in the policy's zone; "without end" for 0. */
struct str proposal_date(const struct call *call, int64_t at);

/* What somebody who fills in a form can mend. */
bool proposal_mendable(enum err_code rc);

struct url proposal_url(const struct call *call, struct id id);

#endif
