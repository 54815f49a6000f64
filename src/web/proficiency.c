#include "outcomes/proficiency.h"

#include "templates/proficiency.h"
#include "web/number.h"
#include "web/pages.h"

/* "Injection, after prepared statements; CWE-78, CWE-89" */
static struct str
about_class(struct call *call, struct str class_id)
{
	const struct catalog *catalog = call->web->config.catalog;
	struct arena *arena = call->arena;
	struct str text = STR("");

	for (size_t i = 0; i < catalog->modules.n && text.ptr != NULL; i++) {
		const struct catalog_module *m = &catalog->modules.v[i];

		if (!str_eq(m->owasp.len > 0 ? m->owasp : m->id, class_id))
			continue;
		text = arena_strf(arena, "%.*s%s%.*s", STR_FMT(text),
		    text.len > 0 ? "; " : "", STR_FMT(m->title));
		for (size_t k = 0; k < m->cwes.n && text.ptr != NULL; k++)
			text = arena_strf(arena, "%.*s%s%u", STR_FMT(text),
			    k == 0 ? "; CWE-" : ", ", m->cwes.v[k]);
	}
	return text;
}

static enum err_code
add_rows(struct call *call, const struct proficiency_table *t,
    enum proficiency_by by, struct tmpl_proficiency_reaches_tables *table,
    struct err *err)
{
	struct arena *arena = call->arena;

	for (size_t i = 0; i < t->n; i++) {
		const struct proficiency_cell *c = &t->v[i];
		struct tmpl_proficiency_reaches_tables_rows *row =
		    ARENA_PUSH(arena, &table->rows);
		const struct str stack = markdown_stack_name(c->group);

		if (row == NULL)
			return arena_fail(arena, err);
		row->has_group = by != PROFICIENCY_BY_CLASS;
		row->group = by == PROFICIENCY_BY_STACK ? stack : c->group;
		row->class = c->class_id;
		if (by == PROFICIENCY_BY_CLASS)
			row->about = about_class(call, c->class_id);
		row->people = (int64_t)c->people;
		row->withheld = c->withheld;
		row->n = (int64_t)c->n;
		row->right = (int64_t)c->right;
		row->share = number_share(arena, c->n, c->share, c->share_in);
	}
	return ERR_NONE;
}

static enum err_code
add_tables(struct call *call, const struct proficiency *p,
    struct tmpl_proficiency_reaches *reach, struct err *err)
{
	static const struct {
		struct str label, heading;
	} names[] = {
	    [PROFICIENCY_BY_CLASS] = {STR_INIT("By class"), STR_INIT("")},
	    [PROFICIENCY_BY_ROLE] = {STR_INIT("By role"), STR_INIT("Role")},
	    [PROFICIENCY_BY_STACK] = {STR_INIT("By stack"), STR_INIT("Stack")},
	    [PROFICIENCY_BY_SYSTEM] = {STR_INIT("By system"),
		STR_INIT("Repository")},
	};
	enum err_code rc = ERR_NONE;

	for (unsigned by = 0; by < PROFICIENCY_BYS && rc == ERR_NONE; by++) {
		struct tmpl_proficiency_reaches_tables *table;

		if (p->by[by].n == 0)
			continue;
		table = ARENA_PUSH(call->arena, &reach->tables);
		if (table == NULL)
			return arena_fail(call->arena, err);
		table->label = names[by].label;
		table->aria = arena_strf(call->arena, "%.*s: %.*s",
		    STR_FMT(reach->title), STR_FMT(names[by].label));
		table->heading = names[by].heading;
		table->has_group = by != PROFICIENCY_BY_CLASS;
		rc = add_rows(
		    call, &p->by[by], (enum proficiency_by)by, table, err);
	}
	return rc;
}

static enum err_code
add_reach(struct call *call, enum proficiency_reach which,
    struct tmpl_proficiency *v, struct err *err)
{
	static const struct {
		struct str id, title, lead, none;
	} words[] = {
	    [PROFICIENCY_OWN] = {STR_INIT("own"), STR_INIT("You"),
		STR_INIT("Your own answers; only you see these."),
		STR_INIT("You have handed in no quiz yet.")},
	    [PROFICIENCY_TEAM] = {STR_INIT("team"), STR_INIT("Your team"),
		STR_INIT("Nobody is named, and of fewer than 5 people nothing "
			 "is told."),
		STR_INIT("Nobody of your team has handed in a quiz yet.")},
	    [PROFICIENCY_ALL] = {STR_INIT("all"), STR_INIT("Everybody"),
		STR_INIT("Nobody is named, and of fewer than 5 people nothing "
			 "is told."),
		STR_INIT("Nobody has handed in a quiz yet.")},
	};
	struct tmpl_proficiency_reaches *reach;
	struct proficiency p;
	enum err_code rc =
	    proficiency_get(call->web->config.store, call->web->config.catalog,
		call->session.person.id, which, call->arena, &p, err);

	if (rc != ERR_NONE)
		return rc;
	reach = ARENA_PUSH(call->arena, &v->reaches);
	if (reach == NULL)
		return arena_fail(call->arena, err);
	reach->id = words[which].id;
	reach->title = words[which].title;
	reach->lead = words[which].lead;
	if (p.people == 0) {
		struct tmpl_proficiency_reaches_empty *empty = ARENA_NEW(
		    call->arena, struct tmpl_proficiency_reaches_empty);

		if (empty == NULL)
			return arena_fail(call->arena, err);
		empty->text = words[which].none;
		reach->empty = empty;
	}
	return add_tables(call, &p, reach, err);
}

enum err_code
page_proficiency(struct call *call, struct err *err)
{
	struct tmpl_proficiency v = {.frame = page_frame(call, "Proficiency")};
	uint64_t me = WHO(call->session.person.role);
	enum err_code rc = add_reach(call, PROFICIENCY_OWN, &v, err);

	if (rc == ERR_NONE && me & WHO_TEAM)
		rc = add_reach(call, PROFICIENCY_TEAM, &v, err);
	if (rc == ERR_NONE && me & WHO_AUTHOR)
		rc = add_reach(call, PROFICIENCY_ALL, &v, err);
	if (rc == ERR_NONE)
		tmpl_proficiency(call->re->body, &v);
	return rc;
}
