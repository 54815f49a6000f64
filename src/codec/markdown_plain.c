#include "codec/markdown.h"

static bool
tab_of(struct str line, struct str *stack)
{
	if (!str_starts(line, STR(":::tab ")))
		return false;
	*stack = str_trim(str_from_at(line, 7));
	return true;
}

/* Whether the block of tabs that starts here has one for the stack. */
static bool
has_tab(struct str rest, struct str own_stack)
{
	struct str line, stack;

	while (str_next(&rest, '\n', &line)) {
		line = str_trim(line);
		if (str_eq(line, STR(":::")))
			return false;
		if (tab_of(line, &stack) && str_eq(stack, own_stack))
			return true;
	}
	return false;
}

void
markdown_plain(struct str text, struct str own_stack, struct buf *out)
{
	struct str rest = str_trim(text), raw, stack;
	bool only_own = false, shown = true;

	while (str_next(&rest, '\n', &raw)) {
		struct str line = str_trim(raw);

		if (str_eq(line, STR(":::tabs"))) {
			only_own =
			    own_stack.len > 0 && has_tab(rest, own_stack);
		} else if (str_eq(line, STR(":::"))) {
			shown = true;
		} else if (tab_of(line, &stack)) {
			shown = !only_own || str_eq(stack, own_stack);
			if (!only_own)
				buf_addf(out, "**%.*s**\n\n",
				    STR_FMT(markdown_stack_name(stack)));
		} else if (shown) {
			buf_add(out, raw);
			buf_add_char(out, '\n');
		}
	}
}
