#include "judge/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "codec/tar.h"

#define NAME "assay-judge-"

static const char *
place(bool small)
{
	const char *tmp = getenv("TMPDIR");

	if (small && access("/dev/shm", W_OK) == 0)
		return "/dev/shm";
	return tmp && tmp[0] == '/' && strlen(tmp) < 24 ? tmp : "/tmp";
}

/* "<place>/assay-judge-<our pid>-XXXXXX" */
static enum err_code
make(bool small, struct folder *out, struct err *err)
{
	struct folder f;

	snprintf(f.path, sizeof(f.path), "%s/" NAME "%ld-XXXXXX", place(small),
	    (long)getpid());
	if (mkdtemp(f.path) == NULL)
		return err_sys(
		    err, errno, "could not make a folder in %s", place(small));
	if (chmod(f.path, 0711) != 0) {
		rmdir(f.path);
		return err_sys(err, errno, "could not open up '%s'", f.path);
	}
	*out = f;
	return ERR_NONE;
}

enum err_code
folder_make(struct folder *out, struct err *err)
{
	return make(false, out, err);
}

enum err_code
folder_make_small(struct folder *out, struct err *err)
{
	return make(true, out, err);
}

static enum err_code
enter(int *at, struct str part, struct err *err)
{
	char name[TAR_NAME_MAX + 1];
	int next;

	snprintf(name, sizeof(name), "%.*s", STR_FMT(part));
	if (mkdirat(*at, name, 0755) == 0)
		(void)!fchmodat(*at, name, 0755, 0);
	next =
	    openat(*at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (next < 0)
		return err_sys(
		    err, errno, "could not make the folder '%s'", name);
	close(*at);
	*at = next;
	return ERR_NONE;
}

enum err_code
folder_write(const struct folder *folder, struct str name, struct str bytes,
    struct err *err)
{
	int at = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;
	struct str rest = name, part;
	enum err_code rc = ERR_NONE;
	char file[TAR_NAME_MAX + 1];

	if (at < 0)
		return err_sys(err, errno, "could not open '%s'", folder->path);
	while (rc == ERR_NONE && str_cut(&rest, '/', &part))
		rc = enter(&at, part, err);
	if (rc == ERR_NONE) {
		snprintf(file, sizeof(file), "%.*s", STR_FMT(rest));
		fd = openat(at, file,
		    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
		    0644);
		if (fd < 0)
			rc = err_sys(err, errno, "could not write '%.*s'",
			    STR_FMT(name));
		else {
			(void)!fchmod(fd, 0644);
			rc = file_write_fd(fd, file, bytes, err);
			close(fd);
		}
	}
	close(at);
	return rc;
}

enum err_code
folder_own(const struct folder *folder, const char *name, unsigned uid,
    struct err *err)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder->path, name);
	if (mkdir(path, 0711) != 0 && errno != EEXIST)
		return err_sys(err, errno, "could not make '%s'", path);
	if (chmod(path, 0755) != 0 ||
	    (uid != geteuid() && lchown(path, uid, (gid_t)-1) != 0))
		return err_sys(err, errno, "could not give away '%s'", path);
	return ERR_NONE;
}

static int
take_away(const char *path, const struct stat *st UNUSED, int kind UNUSED,
    struct FTW *ftw UNUSED)
{
	(void)!remove(path);
	return 0;
}

void
folder_remove(struct folder *folder)
{
	if (folder->path[0] != '\0')
		nftw(folder->path, take_away, 16, FTW_DEPTH | FTW_PHYS);
	folder->path[0] = '\0';
}

static void
sweep(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		struct folder f;
		long pid;

		if (strncmp(e->d_name, NAME, sizeof(NAME) - 1) != 0 ||
		    strlen(e->d_name) > 40)
			continue;
		pid = strtol(e->d_name + sizeof(NAME) - 1, NULL, 10);
		if (pid <= 0 || kill((pid_t)pid, 0) == 0 || errno != ESRCH)
			continue;
		snprintf(f.path, sizeof(f.path), "%s/%.40s", dir, e->d_name);
		folder_remove(&f);
	}
	if (d != NULL)
		closedir(d);
}

void
folder_sweep(void)
{
	sweep(place(false));
	sweep(place(true));
}
