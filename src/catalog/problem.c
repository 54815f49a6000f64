#include "catalog/problem.h"

#include <stdarg.h>
#include <stdio.h>

#include "codec/yaml.h"

static void
add(struct problems *p, struct str text)
{
	struct problem *one = ARENA_PUSH(p->arena, p);

	if (one == NULL || text.ptr == NULL)
		p->nomem = true;
	else
		one->text = text;
}

void
problem_err(struct problems *p, const struct err *err)
{
	struct str text = str_from(err->text);

	if (err->code == ERR_NOMEM)
		p->nomem = true;
	add(p,
	    arena_strf(p->arena, "%s%s", err->text,
		str_ends(text, STR("]")) ? "" : " [format]"));
}

void
problem_at(struct problems *p, const struct yaml *at, const char *rule,
    const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	add(p,
	    arena_strf(p->arena, "%s:%u:%u: %s [%s]", at->file, at->line,
		at->col, text, rule));
}

void
problem_line(struct problems *p, const char *file, unsigned line,
    const char *rule, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	add(p, arena_strf(p->arena, "%s:%u: %s [%s]", file, line, text, rule));
}
