/*
 * What others have published: which weakness is in which category of the OWASP
 * Top 10, content/facts/owasp-top10-2025.csv ("id,name,cwes").
 */
#include "base/file.h"
#include "catalog/check_part.h"
#include "codec/csv.h"

static bool
lists(struct str cwes, unsigned cwe)
{
	struct str one;
	uint64_t n;

	while (str_next(&cwes, ' ', &one))
		if (str_u64(one, &n) && n == cwe)
			return true;
	return false;
}

/* The category's CWEs, "22 23 36"; STR_NONE where there is no such one. */
static enum err_code
category(struct str text, struct arena *arena, struct str id, struct str *out,
    struct err *err)
{
	struct csv_reader reader;
	struct csv_row row;
	enum err_code rc;

	csv_reader_init(&reader, text, arena);
	*out = STR_NONE;
	while ((rc = csv_read(&reader, &row, err)) == ERR_NONE && row.n > 0)
		if (row.n == 3 && str_eq(row.v[0], id))
			*out = row.v[2];
	return rc;
}

static void
check_module(struct checking *c, const struct catalog_module *m,
    struct str facts, const char *path)
{
	struct str cwes;
	struct err err;
	size_t i = 0;

	if (m->owasp.ptr == NULL)
		return;
	if (category(facts, c->arena, m->owasp, &cwes, &err) != ERR_NONE) {
		problem_line(c->problems, path, 1, "format", "%s", err.text);
		return;
	}
	if (cwes.ptr == NULL) {
		problem_at(c->problems, check_front(m, STR("owasp")),
		    "unknown-id", "no category '%.*s' in %s", STR_FMT(m->owasp),
		    path);
		return;
	}
	YAML_EACH(node, yaml_get(m->front, STR("cwe")))
	{
		if (!lists(cwes, m->cwes.v[i]))
			problem_at(c->problems, node, "cwe-category",
			    "CWE-%u is not in %.*s", m->cwes.v[i],
			    STR_FMT(m->owasp));
		i++;
	}
}

void
check_facts(struct checking *c)
{
	struct str path = arena_strf(c->arena, "%s/facts/owasp-top10-2025.csv",
		       c->check->dir),
		   text;
	struct err err;

	if (path.ptr == NULL ||
	    file_read(path.ptr, READ_FILE_MAX, c->arena, &text, &err) !=
		ERR_NONE) {
		problem_err(c->problems, &err);
		return;
	}
	for (size_t i = 0; i < c->catalog->modules.n; i++)
		check_module(c, &c->catalog->modules.v[i], text, path.ptr);
}
