#include "outcomes/ingest_parts.h"

#include <errno.h>
#include <unistd.h>

#include "crypto/hash.h"

#define SNIPPET_MAX 400 /* a line or two; the whole is in the repository */
#define CHUNK       ((size_t)64 << 10)

/* Editions of one tool see the same findings. */
static const struct {
	const char *name, *family;
} families[] = {
    {"semgrep oss", "semgrep"},
    {"semgrep pro", "semgrep"},
    {"codeql command-line toolchain", "codeql"},
};

struct str
ingest_tool_family(struct arena *arena, struct str tool)
{
	char *lower = arena_cstr(arena, tool);
	struct str name = {lower, tool.len};

	if (!lower)
		return STR_NONE;
	for (size_t i = 0; i < tool.len; i++)
		if (lower[i] >= 'A' && lower[i] <= 'Z')
			lower[i] |= 0x20;
	for (size_t i = 0; i < NELEM(families); i++)
		if (str_eq(name, str_from(families[i].name)))
			return str_from(families[i].family);
	return name;
}

/* "category/run" as SARIF 3.17.3 has it: the last part is of this run. */
struct str
ingest_category(struct str automation_id)
{
	size_t n = automation_id.len;

	while (n > 0 && automation_id.ptr[n - 1] != '/')
		n--;
	return n > 0 ? str_sub(automation_id, 0, n - 1) : STR("");
}

struct collect {
	const struct ingest_upload *upload;
	struct arena *arena;
	struct ingest_groups groups;
	size_t last_run, last_group;     /* results come run by run */
	struct str last_rule, last_path; /* mostly repeated: one copy */
};

static enum err_code
group_of(struct collect *c, const struct sarif_run *run,
    struct ingest_group **out, struct err *err)
{
	struct str tool = ingest_tool_family(c->arena, run->tool);
	struct str category = c->upload->category.len > 0
	    ? c->upload->category
	    : ingest_category(run->automation_id);
	struct ingest_group *g;

	if (!tool.ptr)
		return arena_fail(c->arena, err);
	for (size_t i = 0; i < c->groups.n; i++) {
		g = &c->groups.v[i];
		if (str_eq(g->tool, tool) && str_eq(g->category, category)) {
			*out = g;
			return ERR_NONE;
		}
	}
	g = ARENA_PUSH(c->arena, &c->groups);
	if (!g)
		return arena_fail(c->arena, err);
	g->tool = tool;
	g->category = arena_str(c->arena, category);
	g->version = arena_str(
	    c->arena, run->version.len > 0 ? run->version : STR("unknown"));
	if (!g->category.ptr || !g->version.ptr)
		return arena_fail(c->arena, err);
	*out = g;
	return ERR_NONE;
}

/* A copy, or the last one again. */
static struct str
keep(struct collect *c, struct str text, struct str *last)
{
	if (!last->ptr || !str_eq(*last, text))
		*last = arena_str(c->arena, text.ptr ? text : STR(""));
	return *last;
}

static enum err_code
fill_key(struct collect *c, const struct sarif_result *r, struct match_key *key,
    struct err *err)
{
	key->rule = keep(c, r->rule, &c->last_rule);
	key->path = keep(c, r->path, &c->last_path);
	key->message = arena_str(c->arena, r->message);
	key->hash =
	    arena_str(c->arena, r->line_hash.ptr ? r->line_hash : STR(""));
	key->line = r->line;
	if (!key->rule.ptr || !key->path.ptr || !key->message.ptr ||
	    !key->hash.ptr)
		return arena_fail(c->arena, err);
	return ERR_NONE;
}

static enum err_code
optional(struct arena *arena, struct str from, struct str *to, struct err *err)
{
	if (!from.ptr)
		return ERR_NONE;
	*to = arena_str(arena, from);
	return to->ptr ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
add_result(struct collect *c, struct ingest_group *g,
    const struct sarif_result *r, struct err *err)
{
	struct ingest_result *to = ARENA_PUSH(c->arena, &g->results);
	enum err_code rc;

	if (!to)
		return arena_fail(c->arena, err);
	rc = fill_key(c, r, &to->key, err);
	if (rc == ERR_NONE)
		rc = optional(c->arena, r->title, &to->title, err);
	if (rc == ERR_NONE)
		rc = optional(c->arena, r->help, &to->help, err);
	if (rc == ERR_NONE)
		rc = optional(c->arena, str_sub(r->snippet, 0, SNIPPET_MAX),
		    &to->snippet, err);
	while (to->snippet.len > 0 && !str_is_utf8(to->snippet))
		to->snippet.len--; /* the cut went through a character */
	memcpy(to->cwes, r->cwes, sizeof(to->cwes));
	to->cwe_count = r->cwe_count;
	to->level = r->level;
	return rc;
}

static enum err_code
each(const struct sarif_result *r, void *ctx, struct err *err)
{
	struct collect *c = ctx;
	struct ingest_group *g = NULL;
	enum err_code rc;

	if (c->last_run != r->run->index) {
		rc = group_of(c, r->run, &g, err);
		if (rc != ERR_NONE)
			return rc;
		c->last_run = r->run->index;
		c->last_group = (size_t)(g - c->groups.v);
	}
	g = &c->groups.v[c->last_group];
	if (r->passed)
		return ERR_NONE;
	if (r->suppressed) {
		struct match_key *key = ARENA_PUSH(c->arena, &g->suppressed);

		return key ? fill_key(c, r, key, err)
			   : arena_fail(c->arena, err);
	}
	return add_result(c, g, r, err);
}

static enum err_code
digest_of(int fd, const char *name, uint8_t out[32], struct err *err)
{
	static _Thread_local char room[CHUNK];
	struct sha256 h;
	off_t at = 0;
	ssize_t n;

	sha256_init(&h);
	while ((n = pread(fd, room, sizeof(room), at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(err, errno, "could not read '%s'", name);
		sha256_add(&h, (struct str){room, (size_t)n});
		at += n;
	}
	sha256_end(&h, out);
	return ERR_NONE;
}

enum err_code
ingest_collect(int fd, const char *name, const struct ingest_upload *upload,
    struct arena *arena, struct ingest_groups *out, uint8_t digest[32],
    struct err *err)
{
	struct collect c = {
	    .upload = upload, .arena = arena, .last_run = SIZE_MAX};
	struct ingest_group *g;
	struct sarif_runs runs = {0};
	enum err_code rc;

	rc = sarif_read_fd(fd, name, NULL, each, &c, arena, &runs, err);
	/* A run without results closes what it once saw. */
	for (size_t i = 0; rc == ERR_NONE && i < runs.n; i++)
		rc = group_of(&c, &runs.v[i], &g, err);
	if (rc == ERR_NONE)
		rc = digest_of(fd, name, digest, err);
	if (rc == ERR_NONE)
		*out = c.groups;
	return rc;
}
