#include <inttypes.h>

#include "base/file.h"
#include "cli/command.h"
#include "store/archive.h"
#include "store/store.h"

static enum err_code
no_keys_yet(struct cli *cli, struct err *err)
{
	struct str dir = arena_strf(cli->arena, "%s/keys", cli->state_dir);
	struct file_names names = {0};
	enum err_code rc;

	if (dir.ptr == NULL)
		return arena_fail(cli->arena, err);
	if (!file_is_there(dir.ptr))
		return ERR_NONE;
	rc = file_list(dir.ptr, cli->arena, &names, err);
	if (rc == ERR_NONE && names.n > 0)
		return err_set(err, ERR_CONFLICT,
		    "'%s' holds keys already: restore into a new state folder",
		    dir.ptr);
	return rc;
}

static enum err_code
write_keys(struct cli *cli, const struct archive_files *files, struct err *err)
{
	struct str dir = arena_strf(cli->arena, "%s/keys", cli->state_dir);
	enum err_code rc;

	if (dir.ptr == NULL)
		return arena_fail(cli->arena, err);
	rc = file_make_dir(dir.ptr, 0700, err);
	for (size_t i = 0; i < files->n && rc == ERR_NONE; i++) {
		struct str path = arena_strf(cli->arena, "%.*s/%.*s",
		    STR_FMT(dir), STR_FMT(files->v[i].name));

		if (path.ptr == NULL)
			return arena_fail(cli->arena, err);
		rc = file_write(path.ptr, files->v[i].bytes, 0600, err);
	}
	return rc;
}

static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	struct archive_files files = {0};
	struct archive_counts counts;
	struct store *store = NULL;
	struct err err;
	enum err_code rc;

	rc = no_keys_yet(cli, &err);
	if (rc == ERR_NONE)
		rc = cli_store_open(cli, &store, &err);
	if (rc == ERR_NONE)
		rc = archive_read(
		    store, argv[0], cli->arena, &files, &counts, &err);
	if (rc == ERR_NONE)
		rc = write_keys(cli, &files, &err);
	cli_store_close(cli, store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->err,
	    "%" PRIu64 " rows of %" PRIu64 " tables and %zu keys restored\n",
	    counts.rows, counts.tables, files.n);
	if (files.n == 0)
		fprintf(cli->err,
		    "the backup holds no keys: put the old keys/ in place "
		    "before the server starts, or it makes new ones\n");
	return CLI_OK;
}

const struct command command_restore = {
    .name = "restore",
    .summary = "fill an empty database from a backup",
    .run = run,
    .usage = "FILE",
    .about =
	"All of it or nothing: a damaged backup is refused before anything "
	"is written, and so is a database or a state folder in use.",
    .examples =
	"assay restore /backup/assay-2026-11-21 --state /var/lib/assay\n",
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
    .alone = true,
};
