#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/fix_regex.h"

#include <pcre2.h>

#include "base/buf.h"

#define FIX_MAX ((size_t)64 << 10)

/* The replacement, its \1 filled in from the present match. */
static void
expand(struct buf *out, struct str replacement, struct str text,
    const size_t *groups, int group_count)
{
	for (size_t i = 0; i < replacement.len; i++) {
		char c = replacement.ptr[i];
		int group;

		if (c != '\\' || i + 1 == replacement.len) {
			buf_add_char(out, c);
			continue;
		}
		c = replacement.ptr[++i];
		group = c - '0';
		if (group < 0 || group > 9) {
			buf_add_char(out, '\\');
			buf_add_char(out, c);
		} else if (group < group_count &&
		    groups[2 * group + 1] > groups[2 * group]) {
			buf_add(out,
			    str_sub(text, groups[2 * group],
				groups[2 * group + 1] - groups[2 * group]));
		}
	}
}

/* How often it was replaced. */
static unsigned
replace(struct buf *out, const struct fix_regex *fix, struct str text,
    pcre2_match_data *data)
{
	size_t at = 0, from = 0;
	unsigned done = 0;

	while (at <= text.len && (fix->count == 0 || done < fix->count)) {
		int n = pcre2_match(fix->regex, (PCRE2_SPTR)text.ptr, text.len,
		    at, 0, data, NULL);
		const size_t *groups = pcre2_get_ovector_pointer(data);

		if (n < 1 || groups[1] < groups[0] || groups[0] < from)
			break;
		buf_add(out, str_sub(text, from, groups[0] - from));
		expand(out, fix->replacement, text, groups, n);
		done++;
		from = groups[1];
		at = groups[1] > groups[0] ? groups[1] : groups[1] + 1;
	}
	buf_add(out, str_from_at(text, from));
	return done;
}

enum err_code
fix_regex_apply(const struct fix_regex *fix, struct str text,
    struct arena *arena, struct str *out, struct err *err)
{
	pcre2_match_data *data =
	    pcre2_match_data_create_from_pattern(fix->regex, NULL);
	enum err_code rc = ERR_NONE;
	struct str fixed;
	struct buf buf;

	if (data == NULL)
		return err_nomem(err);
	buf_init(&buf, FIX_MAX);
	if (replace(&buf, fix, text, data) > 0 &&
	    buf_finish(&buf, err) == ERR_NONE) {
		fixed = arena_buf(arena, &buf);
		if (fixed.ptr == NULL)
			rc = arena_fail(arena, err);
		else
			*out = fixed;
	}
	buf_release(&buf);
	pcre2_match_data_free(data);
	return rc;
}
