#include "codec/markdown.h"

#include "base/test.h"
#include "base/torture.h"

static const char page[] = "# Title\n"
			   "\n"
			   "## Where it *starts* {#where}\n"
			   "\n"
			   "Some `x < y` text.\n"
			   "\n"
			   ":::tabs\n"
			   ":::tab python-flask\n"
			   "```python\n"
			   "q = 1\n"
			   "```\n"
			   ":::tab javascript-express\n"
			   "one two three\n"
			   ":::\n"
			   "\n"
			   "| a | n |\n"
			   "|---|--:|\n"
			   "| b | 2 |\n";

static void
check_html(const char *text, struct markdown_config config, const char *want)
{
	struct buf out;
	struct err err;

	buf_init(&out, 1 << 20);
	CHECK_OK(markdown_html(str_from(text), &config, &out, &err), &err);
	CHECK_STR(buf_view(&out), str_from(want));
	buf_release(&out);
}

static void
headings_have_ids_and_tabs_open_at_the_reader_s_own_stack(void)
{
	check_html(page,
	    (struct markdown_config){
		.own_stack = STR("javascript-react"), .shift = 1},
	    "<h2 id=\"title\">Title</h2>\n"
	    "<h3 id=\"where\">Where it starts</h3>\n"
	    "<p>Some <code>x &lt; y</code> text.</p>\n"
	    "<div class=\"stacks\">\n"
	    "<details class=\"stack\" data-stack=\"javascript-express\" "
	    "id=\"t1-javascript-express\" name=\"t1\" open>"
	    "<summary>JavaScript, Express</summary>\n"
	    "<p>one two three</p>\n</details>\n"
	    "<details class=\"stack\" data-stack=\"python-flask\" "
	    "id=\"t1-python-flask\" name=\"t1\"><summary>Python, "
	    "Flask</summary>\n"
	    "<pre tabindex=\"0\"><code class=\"language-python\">q = 1\n"
	    "</code></pre>\n</details>\n</div>\n"
	    "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n"
	    "<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"number\">"
	    "n</th></tr>\n</thead>\n<tbody>\n"
	    "<tr><td>b</td><td class=\"number\">2</td></tr>\n"
	    "</tbody>\n</table></div>\n");
}

static void
nothing_of_raw_html_images_or_odd_links_comes_out(void)
{
	static const struct {
		const char *text, *html;
	} cases[] = {
	    {"<script>x</script>\n", ""},
	    {"a <img src=x onerror=y> b\n", "<p>a  b</p>\n"},
	    {"![alt](http://x/y.png)\n", "<p>alt</p>\n"},
	    {"[x](javascript:alert(1))\n", "<p>x</p>\n"},
	    {"[x](JaVaScRiPt:alert(1))\n", "<p>x</p>\n"},
	    {"[x](data:text/html,y)\n", "<p>x</p>\n"},
	    {"[x](//other.example/)\n", "<p>x</p>\n"},
	    {"[x](</a b>)\n", "<p>x</p>\n"},
	    {"[x](/modules/y#z)\n", "<p><a href=\"/modules/y#z\">x</a></p>\n"},
	    {"[x](https://e.example/?a=1&b=%22)\n",
		"<p><a href=\"https://e.example/?a=1&amp;b=%22\" "
		"rel=\"noopener noreferrer external\">x</a></p>\n"},
	    {"https://e.example/\n",
		"<p><a href=\"https://e.example/\" "
		"rel=\"noopener noreferrer external\">https://e.example/</a>"
		"</p>\n"},
	    {"```py\" onclick=\"x\n<b>\n```\n",
		"<pre tabindex=\"0\"><code class=\"language-py\">&lt;b&gt;\n"
		"</code></pre>\n"},
	    {"# a {#\"x}\n", "<h1 id=\"a-x\">a {#&quot;x}</h1>\n"},
	    {"# a\n# a\n", "<h1 id=\"a\">a</h1>\n<h1 id=\"a-2\">a</h1>\n"},
	    {"~~x~~\n", "<p>~~x~~</p>\n"},
	    {"3. x\n4. y\n",
		"<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n"},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		check_html(
		    cases[i].text, (struct markdown_config){0}, cases[i].html);
}

static void
a_tab_block_out_of_shape_is_refused_with_its_line(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
	    {"x\n:::tabs\n:::tab go\n",
		"line 2: ':::tabs' is not closed by ':::'"},
	    {":::tab go\n", "line 1: ':::tab' outside ':::tabs'"},
	    {":::\n", "line 1: ':::' without ':::tabs'"},
	    {":::tabs\n:::\n", "line 1: ':::tabs' without a ':::tab'"},
	    {":::tabs\n:::tab go\n:::tabs\n",
		"line 3: ':::tabs' inside ':::tabs' of line 1"},
	    {":::tabs\nx\n:::tab go\n:::\n",
		"line 2: text between ':::tabs' and the first ':::tab'"},
	    {":::tabs\n:::tab A\"b\n:::\n",
		"line 2: ':::tab' needs a stack such as python-flask"},
	    {"\n:::note\n",
		"line 2: unknown ':::' line; ':::tabs', ':::tab STACK' and "
		"':::' are accepted"},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct markdown_config config = {0};
		struct buf out;
		struct err err;

		buf_init(&out, 1 << 20);
		CHECK(markdown_html(str_from(bad[i].text), &config, &out,
			  &err) == ERR_SYNTAX);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
		buf_release(&out);
	}
}

static void
a_terminal_gets_wrapped_text_of_its_own_stack_and_no_control_bytes(void)
{
	struct markdown_config config = {
	    .own_stack = STR("python-flask"), .width = 30};
	struct buf out;
	struct err err;

	buf_init(&out, 1 << 20);
	CHECK_OK(markdown_text(str_from(page), &config, &out, &err), &err);
	CHECK_STR(buf_view(&out),
	    STR("Title\n\nWhere it starts\n\nSome `x < y` text.\n\n"
		"-- Python, Flask --\n\n    q = 1\n\na | n\nb | 2\n"));
	buf_reset(&out);
	CHECK_OK(markdown_text(
		     STR("- one two three four five six seven eight\n"
			 "- [x](https://e.example)\n\n1. a\n2. b \033[31m\n"),
		     &config, &out, &err),
	    &err);
	CHECK_STR(buf_view(&out),
	    STR("  - one two three four five\n    six seven eight\n"
		"  - x (https://e.example)\n\n 1. a\n 2. b [31m\n"));
	buf_release(&out);
}

static void
an_outline_lists_headings_code_and_the_words_one_reader_reads(void)
{
	struct markdown_outline o;
	struct arena arena;
	struct err err;

	arena_init(&arena, 1 << 20);
	CHECK_OK(markdown_outline(str_from(page), &arena, &o, &err), &err);
	CHECK_INT(o.headings.n, 2);
	CHECK(o.headings.v[1].given && !o.headings.v[0].given);
	CHECK_STR(o.headings.v[1].anchor, STR("where"));
	CHECK_INT(o.headings.v[1].line, 3);
	CHECK_INT(o.codes.n, 1);
	CHECK_INT(o.codes.v[0].line, 10);
	CHECK_STR(o.codes.v[0].stack, STR("python-flask"));
	CHECK_INT(o.tabs.n, 2);
	CHECK_INT(o.tabs.v[1].line, 12);
	CHECK_INT(o.words, 1 + 3 + 5 + 3 + 4);
	CHECK_INT(o.code_lines, 1);
	arena_release(&arena);
}

static enum err_code
render_once(void)
{
	struct markdown_config config = {0};
	struct buf out;
	struct err err;
	enum err_code rc;

	buf_init(&out, 1 << 20);
	rc = markdown_html(str_from(page), &config, &out, &err);
	if (rc == ERR_NONE)
		rc = buf_finish(&out, &err);
	buf_release(&out);
	return rc;
}

static void
every_failed_allocation_is_an_error_without_a_leak(void)
{
	torture("markdown", render_once);
}

static void
plain_markdown_keeps_the_own_tab_or_names_them_all(void)
{
	struct str text = STR("Why.\n\n:::tabs\n:::tab go\nG\n:::tab php\nP\n"
			      ":::\nEnd.\n");
	struct buf out;

	buf_init(&out, 1 << 10);
	markdown_plain(text, STR("php"), &out);
	CHECK_STR(buf_view(&out), STR("Why.\n\nP\nEnd.\n"));
	buf_reset(&out);
	markdown_plain(text, STR("c"), &out);
	CHECK_STR(
	    buf_view(&out), STR("Why.\n\n**Go**\n\nG\n**PHP**\n\nP\nEnd.\n"));
	buf_release(&out);
}

TEST_MAIN(T(plain_markdown_keeps_the_own_tab_or_names_them_all),
    T(headings_have_ids_and_tabs_open_at_the_reader_s_own_stack),
    T(nothing_of_raw_html_images_or_odd_links_comes_out),
    T(a_tab_block_out_of_shape_is_refused_with_its_line),
    T(a_terminal_gets_wrapped_text_of_its_own_stack_and_no_control_bytes),
    T(an_outline_lists_headings_code_and_the_words_one_reader_reads),
    T(every_failed_allocation_is_an_error_without_a_leak))
