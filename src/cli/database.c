#include "base/file.h"
#include "cli/command.h"
#include "store/store.h"

const char *
cli_database(struct cli *cli)
{
	if (!cli->database)
		cli->database =
		    arena_strf(cli->arena, "sqlite:%s/assay.db", cli->state_dir)
			.ptr;
	return cli->database ? cli->database : "";
}

enum err_code
cli_store_open(struct cli *cli, struct store **out, struct err *err)
{
	struct store_config config = {.connections = 2};
	struct store *store;
	enum err_code rc;

	if (cli->store) {
		*out = cli->store;
		return ERR_NONE;
	}
	config.url = str_from(cli_database(cli));
	rc = file_make_dir(cli->state_dir, 0700, err);
	if (rc == ERR_NONE)
		rc = store_open(&config, &store, err);
	if (rc != ERR_NONE)
		return rc;
	rc = store_migrate(store, err);
	if (rc == ERR_NONE)
		*out = store;
	else
		store_close(store);
	return rc;
}

void
cli_store_close(struct cli *cli, struct store *store)
{
	if (store != cli->store)
		store_close(store);
}
