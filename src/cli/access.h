#ifndef CLI_ACCESS_H
#define CLI_ACCESS_H

#include "cli/command.h"
#include "people/access_plan.h"
#include "store/store.h"

/* What `access import` and `access forge` share: read, show the difference,
   and with --apply have it. */
struct access_work {
	struct cli *cli;
	const char *path, *logins_path; /* logins_path: or NULL */
	bool apply, complete, even_many;
	enum err_code (*read)(struct access_work *work,
	    struct access_wishes *out, struct err *err);
	struct arena file, arena; /* the texts; what is made of them */
	struct str text, logins_text;
	struct access_plan plan;
};

/* The exit status. */
int access_run(struct access_work *work);

#endif
