#include "cli/lab_desk.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "codec/json.h"
#include "codec/tar.h"

#define MARK_MAX 4096
#define FILE_MAX ((size_t)1 << 20)
#define PACK_MAX ((size_t)2 << 20)

static enum err_code
as_tree(struct cli *cli, const struct http_answer *answer, struct json *out,
    struct err *err)
{
	enum err_code rc = json_read(answer->body, cli->arena, out, err);

	return rc == ERR_NONE
	    ? rc
	    : err_prefix(err, "the server's answer is not ours");
}

enum err_code
lab_desk_get(struct cli *cli, const struct remote *remote, struct str path,
    struct json *out, struct str *text, struct err *err)
{
	struct http_answer answer;
	enum err_code rc = remote_get(cli, remote, path, &answer, err);

	if (rc == ERR_NONE && text)
		*text = answer.body;
	return rc == ERR_NONE ? as_tree(cli, &answer, out, err) : rc;
}

enum err_code
lab_desk_post(struct cli *cli, const struct remote *remote, struct str path,
    struct str tar, struct json *out, struct err *err)
{
	struct http_answer answer;
	enum err_code rc = remote_post(
	    cli, remote, path, "application/x-tar", -1, tar, &answer, err);

	return rc == ERR_NONE ? as_tree(cli, &answer, out, err) : rc;
}

enum err_code
lab_desk_which(
    struct cli *cli, const char *dir, struct str *lab, struct err *err)
{
	struct str path = arena_strf(cli->arena, "%s/" LAB_DESK_MARK, dir);
	struct str text;
	struct json mark;
	enum err_code rc;

	if (path.ptr == NULL)
		return arena_fail(cli->arena, err);
	if (!file_is_there(path.ptr))
		return err_set(err, ERR_INVALID,
		    "'%s' is no lab's folder: `assay lab get ID` makes one",
		    dir);
	rc = file_read(path.ptr, MARK_MAX, cli->arena, &text, err);
	if (rc == ERR_NONE)
		rc = json_read(text, cli->arena, &mark, err);
	if (rc == ERR_NONE)
		rc = json_get_str(&mark, "lab", lab, err);
	return rc == ERR_NONE ? rc : err_prefix(err, "%s", path.ptr);
}

/* A file of the answer: its name is the server's word, so it is looked at. */
static enum err_code
file_of(const struct json *file, struct str *path, struct str *text,
    struct err *err)
{
	const char *why;
	enum err_code rc = json_get_str(file, "path", path, err);

	if (rc == ERR_NONE)
		rc = json_get_str(file, "text", text, err);
	if (rc == ERR_NONE && !tar_name_ok(*path, &why))
		return err_set(err, ERR_INVALID,
		    "the server names a file '%.*s': %s",
		    STR_FMT(str_sub(*path, 0, 100)), why);
	return rc;
}

static enum err_code
lay_file(struct cli *cli, const char *dir, struct str path, struct str text,
    struct err *err)
{
	struct str whole =
	    arena_strf(cli->arena, "%s/%.*s", dir, STR_FMT(path));
	struct str folder = arena_str(cli->arena, whole);
	char *slash;
	enum err_code rc;

	if (whole.ptr == NULL || folder.ptr == NULL)
		return arena_fail(cli->arena, err);
	slash = strrchr((char *)(uintptr_t)folder.ptr, '/');
	*slash = '\0';
	rc = file_make_dir(folder.ptr, 0755, err);
	return rc == ERR_NONE ? file_write(whole.ptr, text, 0644, err) : rc;
}

static enum err_code
lay_all(
    struct cli *cli, const char *dir, const struct json *lab, struct err *err)
{
	const struct json *files = json_get(lab, "files");
	struct str statement = json_opt_str(lab, "statement");
	struct str id = json_opt_str(lab, "id");
	struct buf mark;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; files && i < files->n && rc == ERR_NONE; i++) {
		struct str path, text;

		rc = file_of(&files->items[i].value, &path, &text, err);
		if (rc == ERR_NONE)
			rc = lay_file(cli, dir, path, text, err);
	}
	if (rc == ERR_NONE)
		rc = lay_file(cli, dir, STR("STATEMENT.md"), statement, err);
	buf_init(&mark, MARK_MAX);
	json_open(&mark);
	json_str(&mark, "lab", id);
	json_close(&mark);
	buf_add_char(&mark, '\n');
	if (rc == ERR_NONE)
		rc = lay_file(
		    cli, dir, STR(LAB_DESK_MARK), buf_view(&mark), err);
	buf_release(&mark);
	return rc;
}

/* What was begun and could not be finished goes; dir is our own. */
static void
take_away(struct cli *cli, const char *dir)
{
	struct file_names names;
	struct err ignored;

	if (file_list(dir, cli->arena, &names, &ignored) != ERR_NONE) {
		unlink(dir);
		return;
	}
	for (size_t i = 0; i < names.n; i++) {
		struct str path =
		    arena_strf(cli->arena, "%s/%s", dir, names.v[i].ptr);

		if (path.ptr)
			take_away(cli, path.ptr);
	}
	rmdir(dir);
}

enum err_code
lab_desk_lay(
    struct cli *cli, const char *dir, const struct json *lab, struct err *err)
{
	struct str part =
	    arena_strf(cli->arena, "%s.%ld.part", dir, (long)getpid());
	enum err_code rc;

	if (part.ptr == NULL)
		return arena_fail(cli->arena, err);
	if (file_is_there(dir))
		return err_set(err, ERR_CONFLICT,
		    "'%s' is there already; name another folder", dir);
	rc = lay_all(cli, part.ptr, lab, err);
	if (rc == ERR_NONE && rename(part.ptr, dir) != 0)
		rc = err_sys(err, errno, "could not make '%s'", dir);
	if (rc != ERR_NONE)
		take_away(cli, part.ptr);
	return rc;
}

/* One of the lab's files as it is in the folder; STR_NONE where it is gone. */
static enum err_code
read_own(struct cli *cli, const char *dir, struct str path, struct str *out,
    struct err *err)
{
	struct str whole =
	    arena_strf(cli->arena, "%s/%.*s", dir, STR_FMT(path));

	if (whole.ptr == NULL)
		return arena_fail(cli->arena, err);
	*out = STR_NONE;
	if (!file_is_there(whole.ptr))
		return ERR_NONE;
	return file_read(whole.ptr, FILE_MAX, cli->arena, out, err);
}

static enum err_code
pack_one(struct cli *cli, const char *dir, const struct json *file,
    struct tar *tar, unsigned *strays, struct err *err)
{
	struct str path, text, own;
	struct tar_entry *entry;
	enum err_code rc = file_of(file, &path, &text, err);

	if (rc == ERR_NONE)
		rc = read_own(cli, dir, path, &own, err);
	if (rc != ERR_NONE)
		return rc;
	if (!json_opt_flag(file, "editable", false)) {
		*strays += own.ptr == NULL || !str_eq(own, text);
		return ERR_NONE;
	}
	if (own.ptr == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "'%s/%.*s' is gone; it is one of the files to change", dir,
		    STR_FMT(path));
	entry = ARENA_PUSH(cli->arena, tar);
	if (entry == NULL)
		return arena_fail(cli->arena, err);
	*entry = (struct tar_entry){arena_str(cli->arena, path), own};
	return ERR_NONE;
}

enum err_code
lab_desk_pack(struct cli *cli, const char *dir, const struct json *lab,
    struct str *out, unsigned *strays, struct err *err)
{
	const struct json *files = json_get(lab, "files");
	struct tar tar = {0};
	struct buf bytes;
	enum err_code rc = ERR_NONE;

	*strays = 0;
	for (size_t i = 0; files && i < files->n && rc == ERR_NONE; i++)
		rc = pack_one(
		    cli, dir, &files->items[i].value, &tar, strays, err);
	if (rc != ERR_NONE)
		return rc;
	tar_sort(&tar);
	buf_init(&bytes, PACK_MAX);
	rc = tar_write(&bytes, &tar, err);
	if (rc == ERR_NONE)
		rc = buf_finish(&bytes, err);
	if (rc == ERR_NONE) {
		*out = arena_buf(cli->arena, &bytes);
		if (out->ptr == NULL)
			rc = arena_fail(cli->arena, err);
	}
	buf_release(&bytes);
	return rc;
}
