#ifndef PEOPLE_FORGE_MEMBERS_H
#define PEOPLE_FORGE_MEMBERS_H

#include "people/access_plan.h"

/*
 * Who is a member, as a forge's own API tells it:
 *
 *	github	[{"login":"ada","type":"User","role_name":"maintain",...}]
 *		members of an organisation or a team, collaborators
 *	gitlab	[{"username":"ada","access_level":30,"expires_at":null,...}]
 *		members of a group or project
 *	gitea	[{"login":"ada","email":"ada@acme.example",...}]
 *		members and collaborators, or of each the answer that holds
 *		permission and user; Forgejo's are the same
 *
 * Pages may be joined as a list of lists.  Levels become words of ours:
 *
 *	read        read, triage, pull; minimal, guest, planner, reporter
 *	user        write, push; developer; where no level is said
 *	privileged  maintain; maintainer
 *	admin       admin, owner
 *
 * and a map says otherwise: "maintain=admin,developer=privileged,*=user".
 * What the forge calls a role of one's own is a word in lower case.
 */
enum forge_kind { FORGE_GITHUB, FORGE_GITLAB, FORGE_GITEA };

/* "github", "gitlab", "gitea"; "forgejo" is gitea. */
bool forge_kind_read(struct str word, enum forge_kind *out);

struct forge_ask {
	enum forge_kind kind;
	struct str source; /* usually the kind's name */
	struct str system;
	struct str level_map; /* or STR_NONE */
};

/* ERR_SYNTAX where it is no JSON, ERR_INVALID where it is no list, or the map
   or a word is none.  What is wrong with single members goes to
   out->problems, by their number in the list. */
enum err_code forge_members_read(struct str json, const struct forge_ask *ask,
    struct arena *arena, struct access_wishes *out, struct err *err) MUST_USE;

#endif
