#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "sandbox/box.h"

void
command_add(struct command *command, const char *word)
{
	const char **slot = ARENA_PUSH(command->arena, &command->words);

	if (slot)
		*slot = word;
	else
		command->failed = true;
}

static void
add(struct command *c, const char *first, const char *second, const char *third)
{
	command_add(c, first);
	if (second)
		command_add(c, second);
	if (third)
		command_add(c, third);
}

static const char *
number(struct command *c, uint64_t n, bool octal)
{
	struct str text = octal ? arena_strf(c->arena, "%04o", (unsigned)n)
				: arena_strf(c->arena, "%" PRIu64, n);

	if (!text.ptr)
		c->failed = true;
	return text.ptr;
}

/* The next operation's rights and, of a tmpfs, its size. */
static void
add_perms(struct command *c, unsigned perms)
{
	add(c, "--perms", number(c, perms, true), NULL);
}

static void
add_tmpfs(struct command *c, const char *dir, size_t size)
{
	add_perms(c, 01777);
	add(c, "--size", number(c, size, false), NULL);
	add(c, "--tmpfs", dir, NULL);
}

/* A small file that exists inside alone. */
static void
add_file(struct command *c, const char *path, struct str text)
{
	int ends[2];

	if (c->n_fds == NELEM(c->fds) || pipe2(ends, O_CLOEXEC) != 0) {
		c->failed = true;
		c->failed_errno = errno;
		return;
	}
	c->fds[c->n_fds++] = ends[0];
	/* a fresh pipe holds so little always */
	if (!text.ptr ||
	    write(ends[1], text.ptr, text.len) != (ssize_t)text.len)
		c->failed = true;
	close(ends[1]);
	add_perms(c, 0644);
	add(c, "--file", number(c, (uint64_t)ends[0], false), path);
}

static void
add_namespaces(struct command *c, const struct way *way)
{
	static const char *const words[] = {"--unshare-ipc", "--unshare-pid",
	    "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
	    "--hostname", "box", "--die-with-parent", "--new-session",
	    "--as-pid-1", "--clearenv", "--cap-drop", "ALL"};

	for (size_t i = 0; i < NELEM(words); i++)
		command_add(c, words[i]);
	if (way->user_namespace) {
		add(c, "--unshare-user", "--disable-userns", NULL);
		add(c, "--uid", "1000", NULL);
		add(c, "--gid", "1000", NULL);
	} else {
		/* init becomes the slot's user, and has none after that */
		add(c, "--cap-add", "CAP_SETUID", NULL);
		add(c, "--cap-add", "CAP_SETGID", NULL);
	}
}

/* /usr, and the names that lead into it. */
static void
add_system(struct command *c)
{
	static const char *const links[] = {
	    "/bin", "/sbin", "/lib", "/lib64", "/lib32"};
	/* our own content holds keys and exploits */
	static const char *const hidden[] = {
	    "/usr/share/assay", "/usr/local/share/assay"};
	char target[64];

	add(c, "--ro-bind", "/usr", "/usr");
	for (size_t i = 0; i < NELEM(links); i++) {
		ssize_t n = readlink(links[i], target, sizeof(target) - 1);

		if (n > 0)
			add(c, "--symlink",
			    arena_cstr(
				c->arena, (struct str){target, (size_t)n}),
			    links[i]);
		else
			add(c, "--ro-bind-try", links[i], links[i]);
	}
	for (size_t i = 0; i < NELEM(hidden); i++)
		if (file_is_there(hidden[i])) {
			add_tmpfs(c, hidden[i], 4096);
			add(c, "--remount-ro", hidden[i], NULL);
		}
}

static void
add_etc(struct command *c, const struct sandbox *box)
{
	static const char *const kept[] = {"/etc/alternatives",
	    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
	    "/etc/localtime", "/etc/php", "/etc/java-17-openjdk"};
	unsigned uid =
	    box->way->user_namespace ? 1000 : sandbox_uid(box->spec.slot);
	struct str passwd = arena_strf(c->arena,
	    "root:x:0:0::/:/bin/false\nbox:x:%u:%u::/tmp:/bin/sh\n"
	    "nobody:x:65534:65534::/:/bin/false\n",
	    uid, uid);
	struct str group = arena_strf(
	    c->arena, "root:x:0:\nbox:x:%u:\nnogroup:x:65534:\n", uid);

	add_perms(c, 0755);
	add(c, "--dir", "/etc", NULL);
	for (size_t i = 0; i < NELEM(kept); i++)
		if (file_is_there(kept[i]))
			add(c, "--ro-bind", kept[i], kept[i]);
	add_file(c, "/etc/passwd", passwd);
	add_file(c, "/etc/group", group);
	add_file(c, "/etc/hosts", STR("127.0.0.1 localhost\n::1 localhost\n"));
	add_file(c, "/etc/nsswitch.conf",
	    STR("passwd: files\ngroup: files\nhosts: files\n"));
}

/* Four devices and no terminal; what POSIX keeps in /dev/shm lies in /tmp,
   under its limit. */
static void
add_dev(struct command *c)
{
	static const char *const devices[] = {"/dev/null", "/dev/zero",
	    "/dev/full", "/dev/random", "/dev/urandom"};

	add_perms(c, 0755);
	add(c, "--dir", "/dev", NULL);
	for (size_t i = 0; i < NELEM(devices); i++)
		add(c, "--dev-bind", devices[i], devices[i]);
	add(c, "--symlink", "/proc/self/fd", "/dev/fd");
	add(c, "--symlink", "/proc/self/fd/0", "/dev/stdin");
	add(c, "--symlink", "/proc/self/fd/1", "/dev/stdout");
	add(c, "--symlink", "/proc/self/fd/2", "/dev/stderr");
	add(c, "--symlink", "/tmp", "/dev/shm");
}

/* The folders on the way to path: bwrap's own are for their owner alone. */
static void
add_parents(struct command *c, const char *path)
{
	for (const char *at = strchr(path + 1, '/'); at;
	     at = strchr(at + 1, '/')) {
		struct str parent = {path, (size_t)(at - path)};

		add_perms(c, 0755);
		add(c, "--dir", arena_cstr(c->arena, parent), NULL);
	}
}

void
command_make(const struct sandbox *box, struct command *out)
{
	struct command *c = out;

	command_add(c, box->way->bwrap);
	add_namespaces(c, box->way);
	add_system(c);
	add_etc(c, box);
	add_dev(c);
	add(c, "--proc", "/proc", NULL);
	for (const char *const *dir = box->dirs; *dir; dir++) {
		add_parents(c, *dir);
		add_tmpfs(c, *dir, box->spec.limits.disk);
	}
	for (size_t i = 0; i < box->spec.n_binds; i++) {
		const struct sandbox_bind *bind = &box->spec.binds[i];

		add_parents(c, bind->to);
		add(c, bind->write ? "--bind" : "--ro-bind", bind->from,
		    bind->to);
	}
	add(c, "--remount-ro", "/", NULL);
	add(c, "--chdir", box->spec.dir, NULL);
}

void
command_release(struct command *command)
{
	while (command->n_fds > 0)
		close(command->fds[--command->n_fds]);
}
