#include "tenants.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct tenant tenants[2];
static char data[PATH_MAX];

/* A value of LAB_SEEDS, which is a flat JSON object. */
static const char *
seed(const char *name, const char *otherwise)
{
	static char values[8][80];
	static int used;
	const char *seeds = getenv("LAB_SEEDS"), *p;
	char key[64], *out = values[used++ % 8];

	snprintf(key, sizeof(key), "\"%s\"", name);
	p = seeds ? strstr(seeds, key) : NULL;
	if (!p)
		return otherwise;
	p += strlen(key);
	p += strspn(p, " :");
	if (sscanf(p, "\"%79[^\"]\"", out) != 1)
		return otherwise;
	return out;
}

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(1);
}

static void
add_file(const struct tenant *t, const char *name, const char *text)
{
	char path[PATH_MAX + 128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", t->root, name);
	f = fopen(path, "w");
	must(f && fputs(text, f) >= 0 && fclose(f) == 0, path);
}

static void
add_folder(const struct tenant *t, const char *name)
{
	char path[PATH_MAX + 128];

	snprintf(path, sizeof(path), "%s/%s", t->root, name);
	must(mkdir(path, 0700) == 0, path);
}

static void
add_link(const struct tenant *t, const char *name, const char *target)
{
	char path[PATH_MAX + 128];

	snprintf(path, sizeof(path), "%s/%s", t->root, name);
	must(symlink(target, path) == 0, path);
}

static void
add_tenant(struct tenant *t, const char *name, const char *token)
{
	snprintf(t->name, sizeof(t->name), "%s", name);
	snprintf(t->token, sizeof(t->token), "%s", token);
	must(snprintf(t->root, sizeof(t->root), "%s/%s", data, name) <
		(int)sizeof(t->root),
	    "data");
	must(mkdir(t->root, 0700) == 0, t->root);
}

/* The folder of the customers: /lab/data, else one of our own in /tmp. */
static void
find_data(void)
{
	char made[] = "/tmp/cabinet.XXXXXX";

	if (access("/lab/data", W_OK) == 0)
		must(realpath("/lab/data", data) != NULL, "/lab/data");
	else
		must(mkdtemp(made) && realpath(made, data), made);
}

void
tenants_start(void)
{
	const char *name = seed("tenant", "juniper");
	char legal[80], secret[128], link[128];
	struct tenant *ours = &tenants[0], *theirs = &tenants[1];

	find_data();
	/* A law firm of that name, and no relation of theirs. */
	snprintf(legal, sizeof(legal), "%s-legal", name);
	add_tenant(ours, name, seed("token", "desk-token"));
	add_tenant(theirs, legal, seed("legal_token", "legal-token"));

	add_file(ours, "welcome.txt", "Welcome to the cabinet.\n");
	add_folder(ours, "2026");
	add_file(ours, "2026/report.txt", "Nothing to report.\n");
	add_file(ours, "2026/minutes..draft.txt", "We met.\n");
	add_folder(ours, ".well-known");
	add_file(ours, ".well-known/contact.txt", "Ask at the desk.\n");
	add_link(ours, "current", "2026");

	snprintf(secret, sizeof(secret), "The sum agreed on: %s\n",
	    seed("canary", "0123456789abcdef"));
	add_file(theirs, "contract.txt", secret);
	add_file(theirs, "letterhead.txt", "On paper of the firm.\n");
	add_file(theirs, "draft-1.txt", "First draft.\n");
	snprintf(secret, sizeof(secret), "case-%s.txt",
	    seed("case", "fedcba9876543210"));
	add_file(theirs, secret, "Closed.\n");

	/* From the time when both were kept by one secretary, over SFTP. */
	snprintf(link, sizeof(link), "../%s", legal);
	add_link(ours, "shared", link);
	snprintf(link, sizeof(link), "../%s/letterhead.txt", legal);
	add_link(ours, "letterhead.txt", link);
}

const struct tenant *
tenant_by_token(const char *token)
{
	for (size_t i = 0; i < sizeof(tenants) / sizeof(*tenants); i++)
		if (token[0] && strcmp(tenants[i].token, token) == 0)
			return &tenants[i];
	return NULL;
}
