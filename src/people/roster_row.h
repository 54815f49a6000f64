#ifndef PEOPLE_ROSTER_ROW_H
#define PEOPLE_ROSTER_ROW_H

#include "people/lookup.h"
#include "people/roster.h"

/* Inside src/people only: what the parts of the roster share. */

/* Tells one of line; ROSTER_PROBLEMS_MAX are kept. */
enum err_code roster_problem(struct roster *r, struct arena *arena, size_t line,
    struct err *err, const char *fmt, ...) PRINTF(5, 6) MUST_USE;

struct strs {
	struct str *v;
	size_t n, cap;
};

struct roster_team {
	struct id id;
	struct str name;
};

/* Everybody there is or was, and the teams, read once. */
struct roster_here {
	struct person *v;
	size_t n, cap;
	size_t left;                       /* of these */
	struct lookup email, external, id; /* to their place */
	struct lookup word;                /* texts that many share */
	struct strs words;
	struct {
		struct roster_team *v;
		size_t n, cap;
	} teams;
	struct lookup team_name, team_id; /* to the team's place */
};

enum err_code roster_here_read(struct db *db, struct arena *arena,
    struct roster_here *out, struct err *err) MUST_USE;

/* Of lines with a day of their change: what their people were on that day, one
   for each line, the id none where that is what they are now; NULL where no
   line has one. */
enum err_code roster_then(struct db *db, struct arena *arena,
    const struct roster *r, struct roster_here *here, struct person **out,
    struct err *err) MUST_USE;

/* "" for none. */
struct str roster_team_name(const struct roster_here *here, struct id team);

/* Where a manager is.  line: their line, or SIZE_MAX; known: their place
   among those here, or SIZE_MAX; false: nowhere. */
struct roster_place {
	size_t line, known;
};
bool roster_manager(const struct roster *r, const struct lookup *lines,
    const struct roster_here *here, struct str address,
    struct roster_place *out);

/* Managers in a circle, each circle told once, on one of its lines. */
enum err_code roster_circles(struct roster *r, struct arena *arena,
    const struct lookup *lines, const struct roster_here *here,
    struct err *err) MUST_USE;

/* As roster_compare; gives what it read.  lines: by address. */
enum err_code roster_weigh(struct db *db, struct arena *arena, struct roster *r,
    struct roster_here *here, struct lookup *lines, struct err *err) MUST_USE;

#endif
