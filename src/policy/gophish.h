#ifndef POLICY_GOPHISH_H
#define POLICY_GOPHISH_H

#include "base/arena.h"

/*
 * What gophish gives away about a campaign, read into one shape:
 *
 *	GET /api/campaigns/{id}, /api/campaigns/{id}/results
 *		{"id":7,"name":"...","results":[{"email":"...","status":"...",
 *		 "reported":false}],"timeline":[{"email":"...","time":"...",
 *		 "message":"Clicked Link","details":"{\"browser\":{...}}"}]}
 *	"Export CSV", Raw Events
 *		campaign_id,email,time,message,details
 *	"Export CSV", Results
 *		id,status,ip,...,send_date,reported,...,email,...
 *
 * Which of the three it is, the text says itself.  Columns and members that
 * are not named here are not looked at; what people typed into the page
 * (details.payload) is among them.
 *
 * Always: an address once among the people, every event of one of them, and
 * whoever opened, clicked, submitted or reported was sent a mail.
 */
#define GOPHISH_MAX        ((size_t)32 << 20) /* bytes */
#define GOPHISH_PEOPLE_MAX 200000u
#define GOPHISH_EVENTS_MAX 2000000u

enum gophish_source { GOPHISH_JSON, GOPHISH_EVENTS_CSV, GOPHISH_RESULTS_CSV };

enum gophish_what {
	GOPHISH_SENT,
	GOPHISH_OPENED,
	GOPHISH_CLICKED,
	GOPHISH_SUBMITTED,
	GOPHISH_REPORTED,
	GOPHISH_WHATS
};

struct gophish_person {
	struct str email; /* in lower case */
	bool did[GOPHISH_WHATS];
	int64_t sent_at; /* 0: not known */
};

struct gophish_event {
	uint32_t person; /* index */
	enum gophish_what what;
	int64_t at;
	struct str address, agent; /* STR_NONE where the file does not say */
};

struct gophish {
	enum gophish_source source;
	struct str name; /* of the campaign, or STR_NONE */
	int64_t sent_at; /* when the first mail went out */
	size_t sent;     /* people a mail went to */
	struct {
		struct gophish_person *v;
		size_t n, cap;
	} people;
	struct {
		struct gophish_event *v; /* none of GOPHISH_RESULTS_CSV */
		size_t n, cap;
	} events;
};

/* "API (JSON)" */
const char *gophish_source_name(enum gophish_source source);

/* ERR_SYNTAX and ERR_INVALID name the line, or the place among the results or
   the timeline, and what is accepted there. */
enum err_code gophish_read(struct str text, struct arena *arena,
    struct gophish *out, struct err *err) MUST_USE;

#endif
