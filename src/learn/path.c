#include "learn/path.h"

#include "codec/json_read.h"
#include "sql/path.h"

static enum err_code
read_stacks(struct str json, struct arena *arena, struct catalog_strs *out,
    struct err *err)
{
	struct json list;

	if (json.len == 0 || json_read(json, arena, &list, err) != ERR_NONE ||
	    list.kind != JSON_IS_LIST)
		return ERR_NONE; /* then it is as if nothing were known */
	for (size_t i = 0; i < list.n; i++) {
		const struct json *v = &list.items[i].value;
		struct str *slot;

		if (v->kind != JSON_IS_TEXT)
			continue;
		slot = ARENA_PUSH(arena, out);
		if (slot == NULL)
			return arena_fail(arena, err);
		*slot = v->text;
	}
	return ERR_NONE;
}

/* The newest proof of the module that still stands, or NULL. */
static const struct record_line *
proof(const struct record *record, struct str module)
{
	for (size_t i = 0; i < record->completions.n; i++)
		if (str_eq(record->completions.v[i].module_id, module) &&
		    !record->completions.v[i].expired)
			return &record->completions.v[i];
	return NULL;
}

static void
stand_on(const struct record *record, bool somebody,
    const struct catalog_strs *stacks, struct path_standing *s,
    struct path_step *step)
{
	const struct record_line *line = proof(record, step->module->id);

	if (line != NULL) {
		step->state = PATH_DONE;
		step->valid_until = line->valid_until;
	} else if (!catalog_stacks_meet(&step->step->stacks, stacks)) {
		step->state = PATH_ELSEWHERE;
		return;
	} else if (somebody && s->next == NULL) {
		step->state = PATH_NEXT;
		s->next = step;
	}
	s->asked++;
	s->done += line != NULL;
}

enum err_code
path_stand(const struct learn *learn, struct id person, struct str stacks,
    struct str path, int64_t now, struct arena *arena,
    struct path_standing *out, struct err *err)
{
	struct path_standing s = {.path = catalog_path(learn->catalog, path)};
	struct catalog_strs mine = {0};
	struct record record = {0};
	bool somebody = !id_is_none(person);
	enum err_code rc;

	if (s.path == NULL)
		return err_set(err, ERR_NOT_FOUND, "no path '%.*s'",
		    STR_FMT(str_sub(path, 0, 80)));
	rc = read_stacks(stacks, arena, &mine, err);
	if (rc == ERR_NONE && somebody)
		rc =
		    record_get(learn, person, person, now, arena, &record, err);
	if (rc != ERR_NONE)
		return rc;
	s.steps = ARENA_ARRAY(arena, s.path->modules.n + 1, struct path_step);
	if (s.steps == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < s.path->modules.n; i++) {
		struct path_step *step = &s.steps[s.n];

		step->step = &s.path->modules.v[i];
		step->module = catalog_module(learn->catalog, step->step->id);
		if (step->module == NULL)
			continue; /* the linter says so */
		s.n++;
		stand_on(&record, somebody, &mine, &s, step);
	}
	*out = s;
	return ERR_NONE;
}

struct call {
	struct id person;
	struct str path;
	struct arena *arena;
	bool found;
	struct sql_path_chosen_by_row row;
};

static enum err_code
chosen_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;

	return sql_path_chosen_by(db, c->arena,
	    &(struct sql_path_chosen_by_in){.person = c->person}, &c->found,
	    &c->row, err);
}

enum err_code
path_chosen(const struct learn *learn, struct id person, struct arena *arena,
    struct str *out, struct err *err)
{
	struct call c = {.person = person, .arena = arena};
	enum err_code rc = store_read(learn->store, chosen_tx, &c, err);

	if (rc != ERR_NONE)
		return rc;
	*out = c.found && catalog_path(learn->catalog, c.row.path) != NULL
	    ? c.row.path
	    : STR_NONE;
	return ERR_NONE;
}

static enum err_code
choose_tx(struct db *db, void *ctx, struct err *err)
{
	const struct call *c = ctx;

	if (c->path.ptr == NULL)
		return sql_path_leave(db,
		    &(struct sql_path_leave_in){.person = c->person}, NULL,
		    err);
	return sql_path_choose(db,
	    &(struct sql_path_choose_in){
		.person = c->person, .path = c->path, .chosen = clock_now()},
	    NULL, err);
}

enum err_code
path_choose(const struct learn *learn, struct id person, struct str path,
    struct err *err)
{
	struct call c = {.person = person, .path = path};

	if (path.ptr != NULL && catalog_path(learn->catalog, path) == NULL)
		return err_set(err, ERR_NOT_FOUND, "no path '%.*s'",
		    STR_FMT(str_sub(path, 0, 80)));
	return store_write(learn->store, choose_tx, &c, err);
}
