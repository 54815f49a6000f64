#include "http/route.h"

static bool
is_name(struct str segment)
{
	return segment.len > 2 && segment.ptr[0] == '{' &&
	    segment.ptr[segment.len - 1] == '}';
}

static bool
is_rest(struct str segment)
{
	return is_name(segment) && segment.ptr[segment.len - 2] == '*';
}

/* How far a pattern fits; larger is closer, 0 does not fit at all.  One digit
   a segment: 3 literal, 2 {name}, 1 {rest*}. */
static uint64_t
closeness(const char *pattern, struct str path)
{
	struct str p = str_from_at(str_from(pattern), 1), want;
	struct str s = str_from_at(path, 1), have;
	uint64_t score = 0;

	for (int i = 0; i < 31; i++) {
		bool more_p = str_next(&p, '/', &want);
		bool more_s = str_next(&s, '/', &have);

		if (!more_p && !more_s)
			return score << 2 * (31 - i);
		if (!more_p || !more_s)
			return 0;
		if (is_rest(want))
			return have.len ? (score << 2 | 1) << 2 * (30 - i) : 0;
		if (!is_name(want) && !str_eq(want, have))
			return 0;
		if (is_name(want) && have.len == 0)
			return 0;
		score = score << 2 | (is_name(want) ? 2 : 3);
	}
	return 0;
}

static enum err_code
take_params(const char *pattern, struct str path, struct arena *arena,
    struct http_pairs *out, struct err *err)
{
	struct str p = str_from_at(str_from(pattern), 1), want;
	struct str s = str_from_at(path, 1), have;

	while (str_next(&p, '/', &want)) {
		struct str tail = s;
		struct http_pair *pair;

		str_next(&s, '/', &have);
		if (!is_name(want))
			continue;
		pair = ARENA_PUSH(arena, out);
		if (!pair)
			return arena_fail(arena, err);
		pair->name = str_sub(want, 1, want.len - 2);
		pair->value = have;
		if (is_rest(want)) {
			pair->name.len--;
			pair->value = tail;
		}
	}
	return ERR_NONE;
}

enum err_code
http_route_find(const struct http_table *tables, enum http_method method,
    struct str path, struct arena *arena, struct http_match *out,
    struct err *err)
{
	struct http_match m = {0};
	uint64_t best = 0;
	enum err_code rc = ERR_NONE;

	for (const struct http_table *t = tables; t && t->routes; t++) {
		for (const struct http_route *r = t->routes; r->pattern; r++) {
			uint64_t score = closeness(r->pattern, path);

			if (score == 0 || score < best)
				continue;
			if (score > best) {
				m = (struct http_match){0};
				best = score;
			}
			m.known = true;
			m.methods |= 1u << r->method;
			if (r->method == method) {
				m.route = r;
				m.app = r->app ? r->app : t->app;
			}
		}
	}
	if (m.route)
		rc = take_params(m.route->pattern, path, arena, &m.params, err);
	if (rc == ERR_NONE)
		*out = m;
	return rc;
}
