#include "codec/markdown.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char *const allowed[] = {"h1", "h2", "h3", "h4", "h5", "h6", "p",
    "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "hr",
    "br", "div", "table", "thead", "tbody", "tr", "th", "td", "details",
    "summary"};
static const char *const attributes[] = {"id", "class", "href", "rel", "scope",
    "start", "tabindex", "open", "name", "data-stack"};

static bool
among(struct str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_from(list[i])))
			return true;
	return false;
}

static const char *const schemes[] = {"http", "https", "mailto"};

static void
check_url(struct str url)
{
	size_t n = 0;

	while (n < url.len && strchr(":/?#&", url.ptr[n]) == NULL)
		n++;
	if (n < url.len && url.ptr[n] == ':' &&
	    !among(str_sub(url, 0, n), schemes, NELEM(schemes)))
		abort();
}

/* name="value" name ...: names allowed, values without quotes or brackets */
static void
check_attributes(struct str s)
{
	while (s.len > 0) {
		struct str name;
		size_t n = 0;

		if (s.ptr[0] != ' ')
			abort();
		s = str_from_at(s, 1);
		while (n < s.len && s.ptr[n] != '=' && s.ptr[n] != ' ')
			n++;
		name = str_sub(s, 0, n);
		if (!among(name, attributes, NELEM(attributes)))
			abort();
		s = str_from_at(s, n);
		if (!str_starts(s, STR("=\"")))
			continue;
		s = str_from_at(s, 2);
		if (str_eq(name, STR("href")))
			check_url(str_sub(s, 0, str_find_char(s, '"')));
		s = str_from_at(s, str_find_char(s, '"') + 1);
	}
}

static void
check_html(struct str html)
{
	int depth = 0;

	for (size_t at = 0; at < html.len; at++) {
		struct str tag, name;
		bool closing;

		if (html.ptr[at] == '>')
			abort();
		if (html.ptr[at] != '<')
			continue;
		tag = str_from_at(html, at + 1);
		tag = str_sub(tag, 0, str_find_char(tag, '>'));
		at += tag.len + 1;
		closing = str_starts(tag, STR("/"));
		name = str_from_at(tag, closing ? 1 : 0);
		name = str_sub(name, 0, str_find_char(name, ' '));
		if (at >= html.len || !among(name, allowed, NELEM(allowed)))
			abort();
		if (closing && tag.len != name.len + 1)
			abort();
		if (!closing)
			check_attributes(str_from_at(tag, name.len));
		if (!str_eq(name, STR("hr")) && !str_eq(name, STR("br")))
			depth += closing ? -1 : 1;
		if (depth < 0)
			abort();
	}
	if (depth != 0)
		abort();
}

/*
 * No element or attribute outside the lists above comes out, all are closed,
 * and no byte that steers a terminal.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct markdown_config config = {
	    .own_stack = STR("go"), .prefix = "m-", .width = 60};
	struct buf out;
	struct err err;

	buf_init(&out, (size_t)16 << 20);
	if (markdown_html(text, &config, &out, &err) == ERR_NONE &&
	    buf_finish(&out, &err) == ERR_NONE)
		check_html(buf_view(&out));
	buf_reset(&out);
	if (markdown_text(text, &config, &out, &err) == ERR_NONE)
		for (size_t i = 0; i < out.len; i++)
			if ((unsigned char)out.ptr[i] < ' ' &&
			    out.ptr[i] != '\n')
				abort();
	buf_release(&out);
	return 0;
}
