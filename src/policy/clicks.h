#ifndef POLICY_CLICKS_H
#define POLICY_CLICKS_H

#include "policy/gophish.h"

/*
 * Not every click is a person's.  Mail filters open links before a mail is
 * delivered, chat programs fetch previews.  A click is held back, and counted
 * with its reason, where one of these holds; the first that does is named:
 *
 *	agent	its browser gives no name, or that of a program that fetches
 *		links (clicks_agents)
 *	early	it came before the mail went out
 *	quick	it came within 'seconds' of the mail going out
 *	crowd	its address clicked for 'crowd' or more people within
 *		'crowd_seconds': a filter works its way through; a company's
 *		own gateway does not do that in so short a time
 *
 * Somebody clicked where at least one click of theirs is not held back, or
 * where they submitted data: filters do not fill in forms.
 */
struct clicks_rules {
	unsigned seconds;       /* 0: the rule is off */
	unsigned crowd;         /* 0: off; else 2 or more */
	unsigned crowd_seconds; /* at most 3600 */
};
#define CLICKS_RULES ((struct clicks_rules){10, 5, 30})

enum clicks_reason {
	CLICKS_AGENT,
	CLICKS_EARLY,
	CLICKS_QUICK,
	CLICKS_CROWD,
	CLICKS_REASONS
};

struct clicks {
	/* people */
	size_t sent, opened, clicked, submitted, reported;
	size_t both;       /* clicked and reported */
	size_t suppressed; /* all of whose clicks were held back */
	/* clicks */
	size_t all, held[CLICKS_REASONS];
};

/* "a program that fetches links" */
const char *clicks_reason_name(enum clicks_reason reason);

/* Parts of a user agent, in lower case; ends with NULL. */
extern const char *const clicks_agents[];

/* ERR_INVALID names a parameter out of its range. */
enum err_code clicks_rules_check(
    const struct clicks_rules *rules, struct err *err) MUST_USE;

/* Always: both <= clicked, reported; submitted <= clicked <= opened;
   clicked + suppressed <= sent; opened, reported <= sent; the sum of held
   <= all. */
enum err_code clicks_count(const struct gophish *g,
    const struct clicks_rules *rules, struct arena *arena, struct clicks *out,
    struct err *err) MUST_USE;

/* "10 s; 5 people within 30 s", for the fact and for people. */
struct str clicks_rules_text(
    const struct clicks_rules *rules, struct arena *arena);

#endif
