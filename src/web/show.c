#include "codec/markdown.h"
#include "web/page.h"

const char *const mark_names[MARKS] = {
    [MARK_CURRENT] = "current",
    [MARK_DUE] = "due",
    [MARK_OVERDUE] = "overdue",
    [MARK_FAILED] = "failed",
    [MARK_STARTED] = "started",
    [MARK_NONE] = "none",
    [MARK_OPEN] = "open",
    [MARK_CLOSED] = "closed",
};

const struct tmpl_mark *
show_mark(const struct call *call, enum mark mark, struct str word)
{
	struct tmpl_mark *m = ARENA_NEW(call->arena, struct tmpl_mark);

	if (m)
		*m = (struct tmpl_mark){
		    str_from(mark_names[mark]), call->web->marks[mark], word};
	return m;
}

struct str
show_date(struct arena *arena, int64_t at)
{
	char text[CLOCK_DATE_LEN + 1];

	if (at == 0)
		return STR("");
	clock_write_date(at, text);
	return arena_str(arena, str_from(text));
}

struct str
show_time(struct arena *arena, int64_t at)
{
	char text[CLOCK_TEXT_LEN + 1];

	if (at == 0)
		return STR("");
	clock_write(at, text);
	return arena_strf(arena, "%.10s %.5s UTC", text, text + 11);
}

struct str
show_percent(struct arena *arena, unsigned n)
{
	return arena_strf(arena, "%u%%", n);
}

struct str
show_id(struct arena *arena, struct id id)
{
	char text[ID_TEXT_LEN + 1];

	id_write(id, text);
	return arena_str(arena, str_from(text));
}

struct str
show_count(struct arena *arena, uint64_t n, const char *one, const char *many)
{
	return arena_strf(
	    arena, "%llu %s", (unsigned long long)n, n == 1 ? one : many);
}

struct str
show_sentence(struct arena *arena, struct str text)
{
	struct str copy;
	bool stop;

	if (text.len == 0)
		return STR("");
	stop = strchr(".!?", text.ptr[text.len - 1]) != NULL;
	copy = arena_strf(arena, "%.*s%s", STR_FMT(text), stop ? "" : ".");
	if (copy.ptr && copy.ptr[0] >= 'a' && copy.ptr[0] <= 'z')
		((char *)copy.ptr)[0] -= 'a' - 'A';
	return copy;
}

enum err_code
show_markdown(struct arena *arena, struct str text,
    const struct markdown_config *config, struct html *out, struct err *err)
{
	enum err_code rc;
	struct buf buf;

	buf_init(&buf, MARKDOWN_MAX);
	rc = markdown_html(text, config, &buf, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&buf, err);
	if (rc == ERR_NONE) {
		struct str copy = arena_buf(arena, &buf);

		if (copy.ptr)
			*out = html_trusted(copy);
		else
			rc = arena_fail(arena, err);
	}
	buf_release(&buf);
	return rc;
}

enum err_code
show_line(
    struct arena *arena, struct str text, struct html *out, struct err *err)
{
	struct html html;
	enum err_code rc = show_markdown(
	    arena, text, &(struct markdown_config){0}, &html, err);
	struct str t, inner;

	if (rc != ERR_NONE)
		return rc;
	t = str_trim(html.text);
	inner = str_sub(t, 3, t.len > 7 ? t.len - 7 : 0);
	if (str_starts(t, STR("<p>")) && str_ends(t, STR("</p>")) &&
	    str_find(inner, STR("<p>")) == inner.len)
		t = inner;
	*out = html_trusted(t);
	return ERR_NONE;
}

struct str
show_where(struct arena *arena, struct str path, int64_t line)
{
	if (line <= 0)
		return path;
	return arena_strf(arena, "%.*s:%lld", STR_FMT(path), (long long)line);
}

const struct tmpl_mark *
show_assignment(const struct call *call, const struct assignment *a)
{
	struct arena *arena = call->arena;
	struct str due = show_date(arena, a->due);

	switch (a->status) {
	case ASSIGNMENT_CURRENT:
		return show_mark(call, MARK_NONE,
		    arena_strf(arena, "Due %.*s", STR_FMT(due)));
	case ASSIGNMENT_DUE:
		return show_mark(call, MARK_DUE,
		    arena_strf(arena, "Due %.*s", STR_FMT(due)));
	case ASSIGNMENT_OVERDUE:
		return show_mark(call, MARK_OVERDUE,
		    arena_strf(arena, "Overdue since %.*s", STR_FMT(due)));
	case ASSIGNMENT_COMPLETED:
		break;
	}
	return show_mark(call, MARK_CURRENT, STR("Completed"));
}

struct str
show_due(const struct call *call, const struct assignment *a)
{
	struct arena *arena = call->arena;
	struct str on = show_date(arena, a->due);
	const char *word = a->status == ASSIGNMENT_COMPLETED ? "Due again"
	    : a->status == ASSIGNMENT_OVERDUE                ? "Was due"
							     : "Due";
	bool told = str_starts(a->why, STR("because "));

	if (a->due == 0)
		return show_sentence(arena, a->why);
	return show_sentence(arena,
	    arena_strf(arena, "%s on %.*s%s%.*s", word, STR_FMT(on),
		told ? ", " : ": ", STR_FMT(a->why)));
}
