#include "cli/learning.h"

#include <stdlib.h>
#include <sys/ioctl.h>

#include "catalog/publish.h"
#include "codec/markdown.h"
#include "people/person.h"

static enum err_code
publish(struct db *db, void *ctx, struct err *err)
{
	struct learning *l = ctx;

	return catalog_publish(db, l->cli->arena, l->catalog, err);
}

struct finding {
	struct learning *l;
	struct str email;
};

static enum err_code
find(struct db *db, void *ctx, struct err *err)
{
	struct finding *f = ctx;
	struct person person;
	bool found;
	enum err_code rc = person_by_email(
	    db, f->l->cli->arena, f->email, &found, &person, err);

	if (rc != ERR_NONE)
		return rc;
	if (!found)
		return err_set(err, ERR_NOT_FOUND,
		    "nobody here has the address '%.*s'; 'assay person list' "
		    "shows who there is",
		    STR_FMT(str_sub(f->email, 0, 100)));
	f->l->person = person.id;
	f->l->name = person.name;
	return ERR_NONE;
}

static enum err_code
open_content(struct cli *cli, struct learning *l, struct err *err)
{
	struct str dir = arena_strf(cli->arena, "%s/content", cli->data_dir);

	*l = (struct learning){.cli = cli};
	if (dir.ptr == NULL)
		return arena_fail(cli->arena, err);
	return catalog_load_over(dir.ptr, cli->overlay, &l->catalog, err);
}

static enum err_code
open_store(struct learning *l, struct err *err)
{
	enum err_code rc = cli_store_open(l->cli, &l->store, err);
	unsigned made;

	if (rc == ERR_NONE)
		rc = engine_new(l->store, l->catalog, &l->engine, err);
	if (rc != ERR_NONE)
		return rc;
	l->rules = asking_rules(l->engine);
	l->learn = (struct learn){l->store, l->catalog, &l->rules};
	if (rc == ERR_NONE)
		rc = store_write(l->store, publish, l, err);
	if (rc == ERR_NONE)
		rc = cli_settle(l->cli, l->store, err);
	if (rc == ERR_NONE)
		rc = asking_run(l->engine, &l->learn, &made, err);
	return rc == ERR_NONE ? cli_settle(l->cli, l->store, err) : rc;
}

enum err_code
learning_open_all(struct cli *cli, struct learning *out, struct err *err)
{
	enum err_code rc = open_content(cli, out, err);

	if (rc == ERR_NONE)
		rc = open_store(out, err);
	if (rc != ERR_NONE)
		learning_close(out);
	return rc;
}

enum err_code
learning_open(
    struct cli *cli, const char *email, struct learning *out, struct err *err)
{
	struct finding f = {.l = out, .email = str_from(email)};
	enum err_code rc;

	if (email == NULL)
		return open_content(cli, out, err);
	rc = learning_open_all(cli, out, err);
	if (rc == ERR_NONE)
		rc = store_read(out->store, find, &f, err);
	if (rc != ERR_NONE)
		learning_close(out);
	return rc;
}

void
learning_close(struct learning *l)
{
	engine_free(l->engine);
	if (l->store != NULL)
		cli_store_close(l->cli, l->store);
	catalog_free(l->catalog);
	*l = (struct learning){0};
}

unsigned
learning_width(const struct cli *cli)
{
	struct winsize size;

	if (!cli->out_tty || ioctl(fileno(cli->out), TIOCGWINSZ, &size) != 0 ||
	    size.ws_col < 40)
		return 80;
	return size.ws_col > 100 ? 100 : size.ws_col;
}

enum err_code
learning_print(
    struct cli *cli, struct str markdown, const char *stack, struct err *err)
{
	struct markdown_config config = {.own_stack = str_from(stack),
	    .width = learning_width(cli),
	    .colour = cli->out_tty && getenv("NO_COLOR") == NULL};
	struct buf text;
	enum err_code rc;

	buf_init(&text, (size_t)8 << 20);
	rc = markdown_text(markdown, &config, &text, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&text, err);
	if (rc == ERR_NONE)
		fwrite(buf_view(&text).ptr, 1, text.len, cli->out);
	buf_release(&text);
	return rc;
}
