#ifndef CLI_LAB_DESK_H
#define CLI_LAB_DESK_H

#include "cli/remote.h"
#include "codec/json_read.h"

/*
 * A lab's folder on somebody's own machine, and the server that judges it:
 *
 *	assay lab get sql-second-order		makes ./sql-second-order
 *	cd sql-second-order; $EDITOR reports.py
 *	assay lab check
 *
 * The folder's file ".assay-lab" says which lab it is, as JSON.
 */
#define LAB_DESK_MARK ".assay-lab"

struct lab_desk_args {
	const char *server, *token_file;
};

#define LAB_DESK_OPTIONS REMOTE_OPTIONS(struct lab_desk_args, "your")

/* The server's answer as a tree; text too where it is not NULL. */
enum err_code lab_desk_get(struct cli *cli, const struct remote *remote,
    struct str path, struct json *out, struct str *text,
    struct err *err) MUST_USE;
enum err_code lab_desk_post(struct cli *cli, const struct remote *remote,
    struct str path, struct str tar, struct json *out,
    struct err *err) MUST_USE;

/* Which lab the folder is; ERR_INVALID where it is none. */
enum err_code lab_desk_which(struct cli *cli, const char *dir, struct str *lab,
    struct err *err) MUST_USE;

/* Writes the folder, whole or not at all: the statement, every file, the mark.
   ERR_CONFLICT where it is there. */
enum err_code lab_desk_lay(struct cli *cli, const char *dir,
    const struct json *lab, struct err *err) MUST_USE;

/* The folder's editable files as a tar; *strays counts other files of the lab
   that were changed here, which nobody will look at. */
enum err_code lab_desk_pack(struct cli *cli, const char *dir,
    const struct json *lab, struct str *tar, unsigned *strays,
    struct err *err) MUST_USE;

#endif
