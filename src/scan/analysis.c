#include "scan/analysis.h"

#define SECRET_MIN   12 /* signs */
#define SECRET_SHARE 4  /* of so many pairs one at most is a common one */
#define GROUPS_MAX   64 /* deep */

/* The commonest pairs of letters in English words. */
static const char pairs[] =
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng "
    "se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si "
    "om ur ex am mp pl us wo rd pa ss sw ke ey ta la el il et ho un ut ec mi "
    "ca di na so pr ot ad tr ee em ay ow ge ac ol ai ct lo im po ";

static bool
is_common(char a, char b)
{
	a |= 32;
	b |= 32;
	for (size_t i = 0; i + 2 < sizeof(pairs); i += 3)
		if (pairs[i] == a && pairs[i + 1] == b)
			return true;
	return false;
}

/* "xxxxxxxxxxxx": of one sign, or two */
static bool
is_filler(struct str text)
{
	char two[2] = {text.ptr[0], text.ptr[0]};

	for (size_t i = 1; i < text.len; i++) {
		if (two[0] == two[1])
			two[1] = text.ptr[i];
		if (text.ptr[i] != two[0] && text.ptr[i] != two[1])
			return false;
	}
	return true;
}

static bool
is_secret(struct str text)
{
	size_t common = 0;

	if (text.len < SECRET_MIN || is_filler(text))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] <= ' ')
			return false;
		common += i > 0 && is_common(text.ptr[i - 1], text.ptr[i]);
	}
	return common * SECRET_SHARE <= text.len;
}

/* One open bracket of an expression. */
struct group {
	bool endless;  /* something in it repeats without end */
	bool choice;   /* two of its branches begin alike */
	char first[8]; /* what its branches begin with */
	unsigned branches;
};

struct expression {
	struct str text;
	size_t at;
	struct group open[GROUPS_MAX];
	unsigned depth;
};

static char
here(const struct expression *x, size_t ahead)
{
	return x->at + ahead < x->text.len ? x->text.ptr[x->at + ahead] : '\0';
}

/* +, *, {2,}: takes it; {2} and {2,3} end. */
static bool
takes_endless(struct expression *x)
{
	bool endless = here(x, 0) == '+' || here(x, 0) == '*';
	size_t n = 1;

	if (here(x, 0) == '{') {
		while (here(x, n) != '\0' && here(x, n) != '}')
			n++;
		endless = here(x, n) == '}' && here(x, n - 1) == ',';
	} else if (!endless && here(x, 0) != '?') {
		return false;
	}
	x->at += n;
	if (here(x, 0) == '?' || here(x, 0) == '+')
		x->at++; /* lazy, possessive */
	return endless;
}

static void
skip_class(struct expression *x)
{
	x->at++;
	if (here(x, 0) == '^')
		x->at++;
	if (here(x, 0) == ']')
		x->at++;
	while (here(x, 0) != '\0' && here(x, 0) != ']')
		x->at += here(x, 0) == '\\' ? 2 : 1;
	x->at++;
}

static void
begin_branch(struct expression *x, struct group *g)
{
	char c = here(x, 0) == '\\' ? here(x, 1) : here(x, 0);

	for (unsigned i = 0; i < g->branches && i < sizeof(g->first); i++)
		g->choice = g->choice || g->first[i] == c;
	if (g->branches < sizeof(g->first))
		g->first[g->branches] = c;
	g->branches++;
}

static void
open_group(struct expression *x)
{
	x->at++;
	if (here(x, 0) == '?') {
		x->at++;
		while (here(x, 0) == ':' || here(x, 0) == '=' ||
		    here(x, 0) == '!' || here(x, 0) == '<')
			x->at++;
	}
	if (++x->depth < GROUPS_MAX) {
		x->open[x->depth] = (struct group){0};
		begin_branch(x, &x->open[x->depth]);
	}
}

/* True where the group repeats and holds what makes that dear. */
static bool
close_group(struct expression *x)
{
	struct group g = x->open[x->depth];

	x->at++;
	x->depth--;
	if (takes_endless(x)) {
		x->open[x->depth].endless = true;
		return g.endless || g.choice;
	}
	x->open[x->depth].endless |= g.endless;
	return false;
}

static bool
is_dear(struct str text)
{
	struct expression x = {.text = text};

	while (x.at < text.len && x.depth + 1 < GROUPS_MAX) {
		char c = here(&x, 0);

		if (c == '(') {
			open_group(&x);
		} else if (c == ')' && x.depth > 0) {
			if (close_group(&x))
				return true;
		} else if (c == '|') {
			x.at++;
			begin_branch(&x, &x.open[x.depth]);
		} else if (c == '[') {
			skip_class(&x);
			x.open[x.depth].endless |= takes_endless(&x);
		} else {
			x.at += c == '\\' ? 2 : 1;
			x.open[x.depth].endless |= takes_endless(&x);
		}
	}
	return false;
}

bool (*analysis_named(struct str name))(struct str text)
{
	if (str_eq(name, STR("entropy")))
		return is_secret;
	return str_eq(name, STR("redos")) ? is_dear : NULL;
}
