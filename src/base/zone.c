#include "base/zone.h"

#include "base/clock.h"
#include "base/file.h"

#define FILE_MAX       ((size_t)256 << 10)
#define ZONE_BYTES_MAX ((size_t)1 << 20) /* of a zone and its file */
#define CHANGES_MAX    5000u
#define TYPES_MAX      256u
#define HEADER         44
#define RULE_FROM      1970
#define RULE_CHANGES   ((ZONE_RULE_YEARS - RULE_FROM + 1) * 2)
/* RFC 8536: offsets lie between these */
#define OFFSET_LEAST (-89999)
#define OFFSET_MOST  93599

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
}

bool
zone_name_ok(struct str name)
{
	bool begins = true; /* a part, which needs a character */

	if (name.len > ZONE_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '/' ? begins : !name_char(name.ptr[i]))
			return false;
		begins = name.ptr[i] == '/';
	}
	return !begins;
}

static uint32_t
u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static int64_t
i64(const uint8_t *p)
{
	return (int64_t)((uint64_t)u32(p) << 32 | u32(p + 4));
}

struct header {
	uint32_t is_ut, is_std, leaps, changes, types, chars;
};

/* Of a block whose times have so many bytes. */
static uint64_t
block_size(const struct header *h, unsigned time_bytes)
{
	return (uint64_t)h->changes * (time_bytes + 1) +
	    (uint64_t)h->types * 6 + h->chars +
	    (uint64_t)h->leaps * (time_bytes + 4) + h->is_std + h->is_ut;
}

static enum err_code
read_header(struct str *rest, struct header *out, struct err *err)
{
	const uint8_t *p = (const uint8_t *)rest->ptr;

	if (rest->len < HEADER || memcmp(p, "TZif", 4) != 0)
		return err_set(err, ERR_SYNTAX, "not a TZif file");
	if (p[4] < '2')
		return err_set(err, ERR_UNSUPPORTED,
		    "a TZif file of version 1; 2 or later is read");
	*out = (struct header){u32(p + 20), u32(p + 24), u32(p + 28),
	    u32(p + 32), u32(p + 36), u32(p + 40)};
	*rest = str_from_at(*rest, HEADER);
	return ERR_NONE;
}

static enum err_code
check_header(const struct header *h, size_t left, struct err *err)
{
	if (h->leaps > 0)
		return err_set(err, ERR_UNSUPPORTED,
		    "a time zone that counts leap seconds");
	if (h->changes > CHANGES_MAX || h->types > TYPES_MAX)
		return err_set(err, ERR_LIMIT,
		    "a time zone with %u changes or %u kinds of time; at most "
		    "%u and %u are read",
		    h->changes, h->types, CHANGES_MAX, TYPES_MAX);
	if (h->types == 0 || block_size(h, 8) > left)
		return err_set(err, ERR_SYNTAX, "a TZif file that is cut off");
	return ERR_NONE;
}

/* One kind of time: its offset. */
static enum err_code
read_type(const uint8_t *p, int32_t *out, struct err *err)
{
	int32_t offset = (int32_t)u32(p);

	if (offset < OFFSET_LEAST || offset > OFFSET_MOST)
		return err_set(err, ERR_SYNTAX,
		    "a TZif file with an offset of %d seconds", offset);
	*out = offset;
	return ERR_NONE;
}

static enum err_code
read_changes(const uint8_t *p, const struct header *h, const int32_t *types,
    struct zone_change *out, struct err *err)
{
	const uint8_t *which = p + (size_t)h->changes * 8;

	for (uint32_t i = 0; i < h->changes; i++) {
		out[i].at = i64(p + (size_t)i * 8);
		if (i > 0 && out[i].at <= out[i - 1].at)
			return err_set(err, ERR_SYNTAX,
			    "a TZif file whose changes are out of order");
		if (which[i] >= h->types)
			return err_set(err, ERR_SYNTAX,
			    "a TZif file with a change to no kind of time");
		out[i].offset_s = types[which[i]];
	}
	return ERR_NONE;
}

/* Between two line ends; an empty one says nothing. */
static enum err_code
read_footer(struct str rest, struct zone_rule *out, struct err *err)
{
	struct str line;

	if (rest.len == 0 || rest.ptr[0] != '\n')
		return err_set(err, ERR_SYNTAX, "a TZif file without an end");
	rest = str_from_at(rest, 1);
	if (!str_cut_line(&rest, &line))
		return err_set(err, ERR_SYNTAX, "a TZif file without an end");
	*out = (struct zone_rule){0};
	return line.len > 0 ? zone_rule_read(line, out, err) : ERR_NONE;
}

/* The changes by the rule, up to the year until which they are written out;
   out has room for two a year. */
static size_t
spread_rule(const struct zone_rule *rule, struct zone_change *v, size_t n)
{
	for (int64_t year = RULE_FROM; year <= ZONE_RULE_YEARS; year++) {
		int64_t at[2];

		zone_rule_changes(rule, year, at);
		for (size_t i = 0; i < 2; i++) {
			int32_t offset = zone_rule_offset(rule, at[i]);

			if (at[i] > v[n - 1].at && offset != v[n - 1].offset_s)
				v[n++] = (struct zone_change){at[i], offset};
		}
	}
	return n;
}

static enum err_code
read_block(struct str rest, const struct header *h, struct arena *arena,
    struct zone *out, struct err *err)
{
	const uint8_t *p = (const uint8_t *)rest.ptr;
	const uint8_t *type_at = p + (size_t)h->changes * 9;
	struct zone_change *v =
	    ARENA_ARRAY(arena, h->changes + RULE_CHANGES, struct zone_change);
	int32_t types[TYPES_MAX];
	struct zone zone = {.n = h->changes};
	enum err_code rc = ERR_NONE;

	if (v == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 0; i < h->types && rc == ERR_NONE; i++)
		rc = read_type(type_at + (size_t)i * 6, &types[i], err);
	if (rc == ERR_NONE)
		rc = read_changes(p, h, types, v, err);
	if (rc == ERR_NONE)
		rc = read_footer(str_from_at(rest, (size_t)block_size(h, 8)),
		    &zone.rule, err);
	if (rc != ERR_NONE)
		return rc;
	zone.first_s = types[0];
	zone.v = v;
	if (zone.rule.has_summer && zone.n > 0 && v[zone.n - 1].at >= 0)
		zone.n = spread_rule(&zone.rule, v, zone.n);
	*out = zone;
	return ERR_NONE;
}

enum err_code
zone_read(
    struct str bytes, struct arena *arena, struct zone *out, struct err *err)
{
	struct str rest = bytes;
	struct header h;
	enum err_code rc = read_header(&rest, &h, err);

	if (rc != ERR_NONE)
		return rc;
	/* the first block is for readers of 32 bits */
	if (block_size(&h, 4) > rest.len)
		return err_set(err, ERR_SYNTAX, "a TZif file that is cut off");
	rest = str_from_at(rest, (size_t)block_size(&h, 4));
	rc = read_header(&rest, &h, err);
	if (rc == ERR_NONE)
		rc = check_header(&h, rest.len, err);
	return rc == ERR_NONE ? read_block(rest, &h, arena, out, err) : rc;
}

enum err_code
zone_load(const char *folder, struct str name, struct arena *arena,
    struct zone *out, struct err *err)
{
	struct str path, bytes;
	enum err_code rc;

	if (!zone_name_ok(name))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is no time zone; they are called such as "
		    "Europe/Berlin",
		    STR_FMT(str_sub(name, 0, ZONE_NAME_MAX)));
	if (str_eq(name, STR("UTC"))) {
		*out = (struct zone){0};
		return ERR_NONE;
	}
	path = arena_strf(arena, "%s/%.*s", folder, STR_FMT(name));
	if (path.ptr == NULL)
		return arena_fail(arena, err);
	rc = file_read(path.ptr, FILE_MAX, arena, &bytes, err);
	if (rc == ERR_NONE)
		rc = zone_read(bytes, arena, out, err);
	if (rc == ERR_NOT_FOUND)
		return err_set(err, ERR_NOT_FOUND,
		    "the system knows no time zone '%.*s'", STR_FMT(name));
	return rc == ERR_NONE
	    ? rc
	    : err_prefix(err, "time zone '%.*s'", STR_FMT(name));
}

enum err_code
zone_check(struct str name, struct err *err)
{
	struct arena scratch;
	struct zone zone;
	enum err_code rc;

	if (!zone_name_ok(name))
		return err_set(err, ERR_INVALID,
		    "'%.*s' is no time zone: write its IANA name, such as "
		    "Europe/Vienna",
		    STR_FMT(str_sub(name, 0, 80)));
	if (!file_is_there(ZONE_FOLDER))
		return ERR_NONE; /* nothing to go by */
	arena_init(&scratch, ZONE_BYTES_MAX);
	rc = zone_load(ZONE_FOLDER, name, &scratch, &zone, err);
	arena_release(&scratch);
	if (rc == ERR_NONE || rc == ERR_NOMEM)
		return rc;
	return err_set(err, ERR_INVALID,
	    "'%.*s' is not among the time zones of this system", STR_FMT(name));
}

int32_t
zone_offset(const struct zone *zone, int64_t at)
{
	int64_t s = at / CLOCK_SECOND - (at % CLOCK_SECOND < 0);
	size_t from = 0, to = zone->n; /* changes before from have happened */

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (zone->v[mid].at <= s)
			from = mid + 1;
		else
			to = mid;
	}
	if (from == zone->n && zone->rule.there)
		return zone_rule_offset(&zone->rule, s);
	return from == 0 ? zone->first_s : zone->v[from - 1].offset_s;
}

enum err_code
zones_get(struct zones *zones, struct str name, const struct zone **out,
    struct err *err)
{
	struct zone_known *known;
	struct zone zone;
	enum err_code rc;

	for (size_t i = 0; i < zones->known.n; i++) {
		known = &zones->known.v[i];
		if (str_eq(known->name, name)) {
			*out = known->there ? &known->zone : NULL;
			return ERR_NONE;
		}
	}
	rc = zone_load(zones->folder, name, zones->arena, &zone, err);
	if (rc == ERR_NOMEM)
		return rc;
	known = ARENA_PUSH(zones->arena, &zones->known);
	if (known == NULL)
		return arena_fail(zones->arena, err);
	known->name = arena_str(zones->arena, name);
	if (known->name.ptr == NULL)
		return arena_fail(zones->arena, err);
	known->there = rc == ERR_NONE;
	if (known->there)
		known->zone = zone;
	*out = known->there ? &known->zone : NULL;
	return ERR_NONE;
}
