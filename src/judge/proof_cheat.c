/* Submissions that try to pass without doing the work. */
#include "base/file.h"
#include "codec/json.h"
#include "judge/proof.h"

static const char *const cheats[] = {"forge", "all-200", "all-500"};

struct stack {
	const char *ending; /* of a file */
	bool last;          /* where the cheat stands in it */
};
static const struct stack stacks[] = {
    {".py", false}, {".mjs", false}, {".js", false}, {".c", true}};

static const struct stack *
stack_of(struct str path)
{
	for (size_t i = 0; i < NELEM(stacks); i++)
		if (str_ends(path, str_from(stacks[i].ending)))
			return &stacks[i];
	return NULL;
}

/* What a checks' box would tell of a perfect submission, as a string of JSON,
   which is one of Python, JavaScript and C as well. */
static enum err_code
forged(const struct lab *lab, struct arena *arena, struct str *out,
    struct err *err)
{
	struct buf lines, quoted;
	enum err_code rc;

	buf_init(&lines, 1 << 16);
	buf_init(&quoted, 1 << 17);
	buf_add(&lines, STR("\n{\"ready\": true}\n"));
	for (size_t i = 0; i < lab->checks.n; i++)
		buf_addf(&lines,
		    "{\"check\": \"%.*s\", \"again\": false, \"outcome\": "
		    "\"ok\", \"why\": null}\n",
		    STR_FMT(lab->checks.v[i].id));
	buf_add(&lines, STR("{\"done\": true, \"steps\": []}\n"));
	json_quote(&quoted, buf_view(&lines));
	rc = buf_finish(&quoted, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(arena, &quoted);
		if (out->ptr == NULL)
			rc = arena_fail(arena, err);
	}
	buf_release(&lines);
	buf_release(&quoted);
	return rc;
}

/* Modules of JavaScript are told by their imports. */
static const char *
ending_of(const struct stack *s, struct str text)
{
	bool module = str_starts(text, STR("import ")) ||
	    str_find(text, STR("\nimport ")) < text.len;

	return strcmp(s->ending, ".js") == 0 && module ? ".mjs" : s->ending;
}

static enum err_code
spoil(const struct proof_spec *spec, struct arena *arena, const char *cheat,
    const struct stack *s, struct str text, struct str *out, struct err *err)
{
	static const struct str mark = STR_INIT("@FORGED@");
	struct str path = arena_strf(arena, "%s/judge/cheats/%s%s",
	    spec->data_dir, cheat, ending_of(s, text));
	struct str snippet, lines;
	enum err_code rc = path.ptr
	    ? file_read(path.ptr, 1 << 16, arena, &snippet, err)
	    : arena_fail(arena, err);
	size_t at;

	if (rc == ERR_NONE)
		rc = forged(spec->lab, arena, &lines, err);
	if (rc != ERR_NONE)
		return rc;
	at = str_find(snippet, mark);
	if (at < snippet.len)
		snippet = arena_strf(arena, "%.*s%.*s%.*s",
		    STR_FMT(str_sub(snippet, 0, at)), STR_FMT(lines),
		    STR_FMT(str_from_at(snippet, at + mark.len)));
	*out = s->last
	    ? arena_strf(arena, "%.*s\n%.*s", STR_FMT(text), STR_FMT(snippet))
	    : arena_strf(arena, "%.*s\n%.*s", STR_FMT(snippet), STR_FMT(text));
	return out->ptr ? ERR_NONE : arena_fail(arena, err);
}

static struct str
given(const struct lab *lab, struct arena *arena, struct str path)
{
	struct str full = arena_strf(arena, "vulnerable/%.*s", STR_FMT(path));

	return full.ptr ? lab_file_of(lab, full) : STR_NONE;
}

static enum err_code
add_cheats(const struct proof_spec *spec, struct arena *arena, struct str path,
    const struct stack *s, struct proof *out, struct err *err)
{
	struct str text = given(spec->lab, arena, path), bytes;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < NELEM(cheats) && rc == ERR_NONE; i++) {
		struct proof_case *c = proof_add(out, arena, PROOF_CHEAT,
		    arena_strf(arena, "cheat/%s", cheats[i]));

		if (c == NULL)
			return arena_fail(arena, err);
		rc = spoil(spec, arena, cheats[i], s, text, &bytes, err);
		if (rc == ERR_NONE)
			rc = proof_file(arena, c, path, bytes, err);
	}
	return rc;
}

enum err_code
proof_cheats(const struct proof_spec *spec, struct arena *arena,
    struct proof *out, struct err *err)
{
	const struct lab *lab = spec->lab;
	bool spoilt = false;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < lab->editable.n && rc == ERR_NONE; i++) {
		struct str path = lab->editable.v[i];
		const struct stack *s = stack_of(path);
		struct proof_case *c = proof_add(out, arena, PROOF_CHEAT,
		    arena_strf(arena, "cheat/empty %.*s", STR_FMT(path)));

		if (c == NULL)
			return arena_fail(arena, err);
		rc = proof_file(arena, c, path, STR(""), err);
		if (rc == ERR_NONE && s != NULL && !spoilt) {
			rc = add_cheats(spec, arena, path, s, out, err);
			spoilt = true;
		}
	}
	return rc;
}
