#include "scan/settings.h"

#define FIRST_SLOTS 256
#define NAMES_MAX   100000

struct setting {
	struct str name, value; /* value NONE: files differ */
};

enum err_code
settings_init(struct settings *s, struct arena *arena, struct err *err)
{
	*s = (struct settings){.arena = arena, .slot_count = FIRST_SLOTS};
	s->slots = ARENA_ARRAY(arena, FIRST_SLOTS, struct setting);
	return s->slots == NULL ? arena_fail(arena, err) : ERR_NONE;
}

static struct setting *
slot(const struct settings *s, struct str name)
{
	uint32_t mask = s->slot_count - 1;
	uint32_t i = (uint32_t)str_hash(name) & mask;

	while (s->slots[i].name.len > 0 && !str_eq(s->slots[i].name, name))
		i = (i + 1) & mask;
	return &s->slots[i];
}

static bool
grow(struct settings *s)
{
	struct settings bigger = *s;

	bigger.slot_count *= 2;
	bigger.slots = ARENA_ARRAY(s->arena, bigger.slot_count, struct setting);
	if (bigger.slots == NULL)
		return false;
	for (uint32_t i = 0; i < s->slot_count; i++)
		if (s->slots[i].name.len > 0)
			*slot(&bigger, s->slots[i].name) = s->slots[i];
	*s = bigger;
	return true;
}

static enum err_code
put(struct settings *s, struct str name, struct str value, struct err *err)
{
	struct setting *at;

	if (s->n * 2 >= s->slot_count && !grow(s))
		return arena_fail(s->arena, err);
	at = slot(s, name);
	if (at->name.len > 0) {
		if (!str_eq(at->value, value))
			at->value = STR_NONE;
		return ERR_NONE;
	}
	if (s->n >= NAMES_MAX)
		return ERR_NONE;
	s->n++;
	*at = (struct setting){
	    arena_str(s->arena, name), arena_str(s->arena, value)};
	return at->name.ptr == NULL || at->value.ptr == NULL
	    ? arena_fail(s->arena, err)
	    : ERR_NONE;
}

/* "name = value", "name: value"; comments and what goes on are passed over. */
enum err_code
settings_add(struct settings *s, struct str text, struct err *err)
{
	struct str line;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && str_next(&text, '\n', &line)) {
		size_t eq = str_find_char(line, '=');
		size_t colon = str_find_char(line, ':');
		size_t at = eq < colon ? eq : colon;
		struct str name = str_trim(str_sub(line, 0, at));
		struct str value = at < line.len
		    ? str_trim(str_from_at(line, at + 1))
		    : STR("");

		if (name.len == 0 || name.ptr[0] == '#' || name.ptr[0] == '!' ||
		    at == line.len || str_ends(value, STR("\\")))
			continue;
		rc = put(s, name, value, err);
	}
	return rc;
}

bool
settings_get(const struct settings *s, struct str name, struct str *out)
{
	const struct setting *at = slot(s, name);

	*out = at->value;
	return at->name.len > 0 && at->value.ptr != NULL;
}

/* The text that names a setting in p.getProperty("name", ...); 0: none. */
static uint32_t
asked(const struct ast *a, uint32_t call)
{
	uint32_t callee = a->v[call].first, args, first;

	if (a->v[call].kind != AST_CALL || callee == 0 ||
	    a->v[callee].kind != AST_MEMBER ||
	    !str_eq(ast_name(a, ast_child(a, callee, 1)), STR("getProperty")))
		return 0;
	args = a->v[callee].next;
	first = args != 0 ? a->v[args].first : 0;
	return first != 0 && a->v[first].kind == AST_STRING ? first : 0;
}

enum err_code
settings_note(const struct settings *s, struct unit *unit, struct err *err)
{
	struct ast *a = unit->ast;
	struct str value;

	if (s->n == 0)
		return ERR_NONE;
	for (uint32_t i = 1; i < a->n; i++) {
		uint32_t name = asked(a, i);

		if (name == 0 || !settings_get(s, ast_name(a, name), &value))
			continue;
		if (!ast_setting_add(
			a, i, a->v[name], symbols_add(&unit->symbols, value)))
			return arena_fail(&unit->arena, err);
	}
	return ERR_NONE;
}
