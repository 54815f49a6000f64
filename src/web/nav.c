/* The ways from every page: what everybody uses, and beneath it what is there
   for those who answer for others. */
#include "web/nav.h"

#include <string.h>

#define WHO_EVERYBODY (WHO_GUEST | WHO_MEMBER)

/* An entry is the one where one is on its own address, beneath it, and on the
   pages that are reached from it. */
static const struct entry {
	const char *href;
	const char *label;
	uint64_t who;
	bool oversight;
	const char *also[4]; /* up to NULL */
} entries[] = {
    {"/", "Home", WHO_MEMBER & ~WHO(ROLE_AUDITOR), false, {NULL}},
    {"/curriculum", "Curriculum", WHO_EVERYBODY, false, {"/modules", "/paths"}},
    {"/labs", "Labs", WHO_MEMBER, false, {NULL}},
    {"/findings", "Findings", WHO_MEMBER, false, {NULL}},
    {"/policy", "Policy", WHO_MEMBER, false, {NULL}},
    {"/record", "Record", WHO_MEMBER, false, {"/proficiency"}},
    {"/team", "Team", WHO_TEAM, true, {NULL}},
    {"/controls", "Controls", WHO_OVERSIGHT, true,
	{"/crosswalk", "/readiness", "/attachments"}},
    {"/evidence", "Evidence", WHO_EVIDENCE, true, {NULL}},
    {"/exceptions", "Exceptions", WHO_DEPARTURES, true, {"/duties"}},
    {"/gates", "Gates", WHO_OVERSIGHT, true, {NULL}},
    {"/notices", "Awareness", WHO_OVERSIGHT, true,
	{"/campaigns", "/concerns", "/incidents"}},
    {"/items", "Questions", WHO_AUTHOR, true, {NULL}},
    {"/people", "People", WHO(ROLE_ADMIN), true, {NULL}},
    {"/access", "Access", WHO_EVIDENCE | WHO_AUTHOR, true, {NULL}},
    {"/messages", "Messages", WHO_EVIDENCE, true, {NULL}},
};

static bool
is_here(const struct entry *e, struct str path)
{
	struct str href = str_from(e->href);
	bool here = href.len == 1 ? path.len == 1 : str_starts(path, href);

	for (size_t i = 0; e->also[i] != NULL; i++)
		here |= str_starts(path, str_from(e->also[i]));
	return here;
}

static void
add(struct call *call, const struct entry *e)
{
	struct tmpl_frame_head *f = &call->frame;
	struct tmpl_nav_entry *n = e->oversight
	    ? ARENA_PUSH(call->arena, &f->oversight)
	    : ARENA_PUSH(call->arena, &f->nav);

	if (n == NULL)
		return; /* a frame without it; the page itself will fail */
	n->href = URL_OF(call->arena, e->href, STR_NONE);
	n->label = str_from(e->label);
	n->here = is_here(e, call->rq->path);
	f->overseer |= e->oversight;
}

void
nav_fill(struct call *call)
{
	uint64_t me =
	    call->signed_in ? WHO(call->session.person.role) : WHO_GUEST;

	if (!atomic_load(&call->web->set_up))
		return;
	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++)
		if (entries[i].who & me &&
		    (call->web->config.labs != NULL ||
			strcmp(entries[i].href, "/labs") != 0))
			add(call, &entries[i]);
}
