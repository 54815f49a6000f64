#include "cli/ask.h"

static enum err_code
print_line(struct cli *cli, struct str line, struct err *err)
{
	if (line.ptr == NULL)
		return arena_fail(cli->arena, err);
	return learning_print(cli, line, NULL, err);
}

/* The code as it stands, its lines numbered where one is asked for. */
static void
print_code(struct cli *cli, const struct question *q)
{
	struct str rest = q->code, line;
	unsigned no = 0;

	if (q->code.ptr == NULL)
		return;
	fputc('\n', cli->out);
	while (str_next(&rest, '\n', &line)) {
		if (line.len == 0 && rest.ptr == NULL)
			break;
		if (q->form.kind == QUIZ_SPOT)
			fprintf(cli->out, "  %2u  ", ++no);
		else
			fputs("    ", cli->out);
		fprintf(cli->out, "%.*s\n", STR_FMT(line));
	}
}

static enum err_code
print_options(struct cli *cli, const struct question *q, struct err *err)
{
	bool numbers = q->form.kind == QUIZ_ORDER;
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; i < q->form.places && rc == ERR_NONE; i++) {
		fputc('\n', cli->out);
		rc = print_line(cli,
		    arena_strf(cli->arena, "**%c** %.*s",
			(numbers ? '1' : 'a') + (int)i, STR_FMT(q->options[i])),
		    err);
	}
	return rc;
}

enum err_code
ask_print(struct cli *cli, const struct question *q, struct err *err)
{
	enum err_code rc = print_line(cli, q->stem, err);

	if (rc != ERR_NONE)
		return rc;
	print_code(cli, q);
	for (unsigned i = 0; i < q->form.lefts && rc == ERR_NONE; i++) {
		fputc('\n', cli->out);
		rc = print_line(cli,
		    arena_strf(
			cli->arena, "**%u** %.*s", i + 1, STR_FMT(q->lefts[i])),
		    err);
	}
	return rc == ERR_NONE ? print_options(cli, q, err) : rc;
}

struct str
ask_hint(struct cli *cli, const struct question *q)
{
	int last = 'a' + (int)q->form.places - 1;

	switch (q->form.kind) {
	case QUIZ_SINGLE:
		return arena_strf(cli->arena, "a-%c", last);
	case QUIZ_MULTI:
		return arena_strf(cli->arena, "a-%c, such as a c", last);
	case QUIZ_ORDER:
		return arena_strf(cli->arena,
		    "all %u in their order, such as 3 1 2", q->form.places);
	case QUIZ_MATCH:
		return arena_strf(cli->arena,
		    "1-%u with a-%c each, such as 1b 2a", q->form.lefts, last);
	case QUIZ_SPOT:
		return arena_strf(cli->arena, "a line, 1-%u", q->form.lines);
	}
	return STR("");
}

static bool
is_gap(char c)
{
	return c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r';
}

/* "a c", "ac", "A, C" or "1 3", in any order. */
static bool
read_letters(struct str line, const struct question *q, struct answer *out)
{
	unsigned chosen = 0;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		unsigned option = c >= '1' && c <= '9'
		    ? (unsigned)(c - '1')
		    : (unsigned)(c | 0x20) - 'a';

		if (is_gap(c))
			continue;
		if (option >= q->form.places)
			return false;
		chosen |= 1U << option;
	}
	for (unsigned i = 0; i < q->form.places; i++)
		if (chosen & 1U << i)
			out->v[out->n++] = (uint8_t)i;
	return true;
}

static bool
next_number(struct str line, size_t *at, unsigned *out)
{
	unsigned n = 0;
	size_t from;

	while (*at < line.len && is_gap(line.ptr[*at]))
		++*at;
	from = *at;
	for (; *at < line.len && line.ptr[*at] >= '0' && line.ptr[*at] <= '9';
	     ++*at)
		if (n < 1000)
			n = n * 10 + (unsigned)(line.ptr[*at] - '0');
	*out = n;
	return *at > from;
}

/* "3 1 2", or one number. */
static bool
read_numbers(struct str line, unsigned base, struct answer *out)
{
	unsigned n;
	size_t at = 0;

	line = str_trim(line);
	while (at < line.len) {
		if (!next_number(line, &at, &n) || out->n == ANSWER_MAX ||
		    n < base || n > 99)
			return false;
		out->v[out->n++] = (uint8_t)(n - base);
	}
	return true;
}

/* "1b 2a": every left side once. */
static bool
read_pairs(struct str line, const struct question *q, struct answer *out)
{
	unsigned seen = 0, left, right;
	size_t at = 0;

	line = str_trim(line);
	while (at < line.len) {
		if (!next_number(line, &at, &left) || left < 1 ||
		    left > q->form.lefts || seen & 1U << left || at == line.len)
			return false;
		right = (unsigned)(line.ptr[at++] | 0x20) - 'a';
		if (right >= q->form.places)
			return false;
		out->v[left - 1] = (uint8_t)right;
		seen |= 1U << left;
		out->n++;
	}
	return true;
}

enum err_code
ask_read(struct str line, const struct question *q, struct answer *out,
    struct err *err)
{
	struct answer a = {0};
	enum err_code rc;
	bool read = false;

	switch (q->form.kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		read = read_letters(line, q, &a);
		break;
	case QUIZ_ORDER:
		read = read_numbers(line, 1, &a);
		break;
	case QUIZ_MATCH:
		read = read_pairs(line, q, &a);
		break;
	case QUIZ_SPOT:
		read = read_numbers(line, 0, &a);
		break;
	}
	if (!read)
		return err_set(err, ERR_INVALID, "that is no answer to it");
	rc = question_check(q, &a, err);
	if (rc == ERR_NONE)
		*out = a;
	return rc;
}

static const char *
mark_of(const struct question_part *p)
{
	switch (p->mark) {
	case QUESTION_RIGHT:
		return " (right)";
	case QUESTION_WRONG:
		return " (not right)";
	case QUESTION_UNTOLD:
		break;
	}
	return "";
}

static struct str
part_line(
    struct cli *cli, const struct question *q, const struct question_part *p)
{
	struct str why = p->why.ptr != NULL ? p->why : STR("");

	switch (q->form.kind) {
	case QUIZ_SINGLE:
	case QUIZ_MULTI:
		return arena_strf(cli->arena, "- **%c**%s %.*s",
		    'a' + (int)p->no - 1, mark_of(p), STR_FMT(why));
	case QUIZ_ORDER:
		return arena_strf(cli->arena, "- **%u** %.*s%s %.*s", p->no,
		    STR_FMT(p->text), mark_of(p), STR_FMT(why));
	case QUIZ_MATCH:
		return arena_strf(cli->arena, "- %.*s: %.*s%s %.*s",
		    STR_FMT(p->left), STR_FMT(p->text), mark_of(p),
		    STR_FMT(why));
	case QUIZ_SPOT:
		return arena_strf(cli->arena, "- **line %u**%s %.*s", p->no,
		    mark_of(p), STR_FMT(why));
	}
	return STR_NONE;
}

enum err_code
ask_told(struct cli *cli, const struct question *q,
    const struct question_verdict *v, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; i < v->n && rc == ERR_NONE; i++)
		rc = print_line(cli, part_line(cli, q, &v->parts[i]), err);
	return rc;
}
