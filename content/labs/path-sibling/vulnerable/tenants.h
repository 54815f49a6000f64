#ifndef TENANTS_H
#define TENANTS_H

#include <limits.h>

/*
 * Each customer has a folder below the data folder, called by the customer's
 * name, and a token.
 */
struct tenant {
	char name[64];
	char token[72];
	char root[PATH_MAX]; /* its folder; absolute, no link on the way */
};

/* Makes the folders, the files they start with, and the list of tenants. */
void tenants_start(void);

/* NULL: nobody's token */
const struct tenant *tenant_by_token(const char *token);

#endif
