#ifndef POLICY_ENGINE_H
#define POLICY_ENGINE_H

#include "base/id.h"
#include "policy/document.h"
#include "store/store.h"

/*
 * Who owes what, at any instant, for everybody: what the facts say, held in
 * memory, and judged when asked.
 *
 *	engine_new ──▶ empty
 *	engine_follow ──▶ as far as the log is: all of it the first time, then
 *	    the persons that the new facts are about
 *	engine_person, engine_each ──▶ computed from that, each time
 *
 * Each day is judged by the policy version in force on it; before the first,
 * by the default that comes with the program.  Nothing later than the instant
 * asked about is looked at, except what a correction said of it later.
 *
 * One engine serves all threads: following takes it alone, asking is shared.
 */
struct engine;

enum err_code engine_new(struct store *store, const struct catalog *catalog,
    struct engine **out, struct err *err) MUST_USE;
void engine_free(struct engine *engine); /* NULL is fine */

/* *changed, which may be NULL: how many persons were looked at anew. */
enum err_code engine_follow(
    struct engine *engine, size_t *changed, struct err *err) MUST_USE;

/* One person anew, whatever the log says: what following does for each that
   new facts are about. */
enum err_code engine_reread(
    struct engine *engine, struct id person, struct err *err) MUST_USE;

/* One thing of one obligation, for one person. */
struct owed {
	struct id person;
	const struct policy_obligation *obligation;
	const struct policy_thing *thing;
	unsigned version; /* of the policy that says so; 0: the default */
	struct due due;   /* reason STR_NONE where none was asked for */
	bool excepted;    /* an exception was granted: EXCUSED */
	struct id by_exception;
	bool asked; /* of a module: a rule asked for it before */
};

struct owed_list {
	struct owed *v;
	size_t n, cap;
};

struct engine_ask {
	int64_t now;
	struct str obligation; /* of this alone, or STR_NONE */
	struct str module;     /* of this module alone, or STR_NONE */
	struct str control;    /* judged by this control's own period where it
				  has one: "pci:6.2.2", or STR_NONE */
	bool reasons;
	struct policy *draft;    /* judged as if published, or NULL */
	struct str as_if_access; /* engine_person: as if they had that system
				    from now on, which is what a gate asks;
				    or STR_NONE */
};

/* What a person owes, in the policy's order: every thing whose population
   they are in, or were in and what they did for it stands.  Things that are
   NOT_OWED are left out. */
enum err_code engine_person(struct engine *engine, struct id person,
    const struct engine_ask *ask, struct arena *arena, struct owed_list *out,
    struct err *err) MUST_USE;

/* The same for everybody, one after the other, by id; owed lives for the
   call. */
typedef enum err_code engine_fn(
    const struct owed *owed, void *ctx, struct err *err);
enum err_code engine_each(struct engine *engine, const struct engine_ask *ask,
    engine_fn *fn, void *ctx, struct err *err) MUST_USE;

/* The same for some persons at a time: those read anew since they were last
   gone through here, and once an hour everybody, since time passes too.
   *more says whether another call has some. */
enum err_code engine_news(struct engine *engine, const struct engine_ask *ask,
    size_t persons, engine_fn *fn, void *ctx, bool *more,
    struct err *err) MUST_USE;

/* When a thing was overdue within a time: the verdict over a period. */
struct engine_span {
	int64_t from, to; /* last instant */
	enum due_state state;
};

struct engine_spans {
	struct engine_span *v;
	size_t n, cap;
};

struct engine_item {
	const struct policy_obligation *obligation;
	const struct policy_thing *thing;
	struct str control; /* as engine_ask has it, or STR_NONE */
};

/* The states of one thing over a time, in order and without gaps. */
enum err_code engine_history(struct engine *engine, struct id person,
    const struct engine_item *item, int64_t from, int64_t to,
    struct arena *arena, struct engine_spans *out, struct err *err) MUST_USE;

/*
 * The same of many things for one person after the other, over one time:
 * what they share is worked out once.  For one thread.
 *
 *	engine_walk_new ──▶ engine_walk_person, for each ──▶ engine_walk_free
 *
 * items are borrowed.  out is one an item; they live in the arena, and are
 * empty for somebody unknown.
 */
struct engine_walk;

enum err_code engine_walk_new(struct engine *engine,
    const struct engine_item *items, size_t n, int64_t from, int64_t to,
    struct engine_walk **out, struct err *err) MUST_USE;
enum err_code engine_walk_person(struct engine_walk *walk, struct id person,
    struct arena *arena, struct engine_spans *out, struct err *err) MUST_USE;
void engine_walk_free(struct engine_walk *walk); /* NULL is fine */

/* The version in force at an instant, the default included; NULL before the
   first following.  Policies live as long as the engine, and so do the
   obligations and things of what is owed. */
const struct policy *engine_policy(struct engine *engine, int64_t at);

/* All of them, earliest first, the default before them. */
struct policies {
	struct policy **v;
	size_t n, cap;
};
struct policies engine_policies(struct engine *engine);

/* Who is known: name, address and whether they are here at an instant. */
struct engine_who {
	struct id id;
	struct str name, email;
	struct id team, manager;
	struct str zone; /* IANA, or STR_NONE */
	bool here;
};
bool engine_who(struct engine *engine, struct id person, int64_t now,
    struct arena *arena, struct engine_who *out);

#endif
