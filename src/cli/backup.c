#include <inttypes.h>

#include "base/file.h"
#include "cli/command.h"
#include "store/archive.h"

struct backup_args {
	bool with_keys;
};

static const struct cli_option options[] = {
    {"with-keys", CLI_FLAG, offsetof(struct backup_args, with_keys), NULL,
	"the files of keys/ too: whoever has the backup can sign", 0},
    {0},
};

#define KEY_FILE_MAX ((size_t)1 << 20)

static enum err_code
read_keys(struct cli *cli, struct archive_files *out, struct err *err)
{
	struct str dir = arena_strf(cli->arena, "%s/keys", cli->state_dir);
	struct file_names names = {0};
	enum err_code rc;

	if (dir.ptr == NULL)
		return arena_fail(cli->arena, err);
	rc = file_list(dir.ptr, cli->arena, &names, err);
	for (size_t i = 0; i < names.n && rc == ERR_NONE; i++) {
		struct archive_file *f = ARENA_PUSH(cli->arena, out);
		struct str path = arena_strf(
		    cli->arena, "%.*s/%.*s", STR_FMT(dir), STR_FMT(names.v[i]));

		if (f == NULL || path.ptr == NULL)
			return arena_fail(cli->arena, err);
		f->name = names.v[i];
		rc = file_read(
		    path.ptr, KEY_FILE_MAX, cli->arena, &f->bytes, err);
	}
	return rc;
}

/* Beside a running server too: reading takes no lease. */
static int
run(struct cli *cli, int argc UNUSED, char **argv)
{
	const struct backup_args *args = cli->args;
	struct store_config config = {
	    .url = str_from(cli_database(cli)), .read_only = true};
	struct archive_files files = {0};
	struct archive_counts counts;
	struct store *store = NULL;
	struct err err;
	enum err_code rc = ERR_NONE;

	if (args->with_keys)
		rc = read_keys(cli, &files, &err);
	if (rc == ERR_NONE)
		rc = store_open(&config, &store, &err);
	if (rc == ERR_NONE)
		rc = archive_write(store, argv[0], &files, &counts, &err);
	store_close(store);
	if (rc != ERR_NONE)
		return cli_fail(cli, &err);
	fprintf(cli->err,
	    "%s: %" PRIu64 " rows of %" PRIu64 " tables, %zu keys, %" PRIu64
	    " bytes\n",
	    argv[0], counts.rows, counts.tables, files.n, counts.bytes);
	return CLI_OK;
}

const struct command command_backup = {
    .name = "backup",
    .summary = "the whole database in one file, while the server runs",
    .run = run,
    .usage = "FILE",
    .about =
	"One snapshot, for either engine: a backup of SQLite restores into "
	"PostgreSQL and the other way round. Readable by its owner alone.",
    .examples = "assay backup --with-keys /backup/assay-$(date +%F)\n",
    .options = options,
    .args_size = sizeof(struct backup_args),
    .operands_min = 1,
    .operands_max = 1,
    .takes = CLI_TAKES_STATE,
    .alone = true,
};
