#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "sandbox/box.h"
#include "sandbox/carried.h"

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

static int
write_all(int fd, const void *data, size_t size)
{
	struct err err;
	struct str text = {data, size};

	return file_write_fd(fd, "memory", text, &err) == ERR_NONE ? 0 : -1;
}

static int
write_strings(int fd, const char *const *list)
{
	int rc = 0;

	for (; *list && rc == 0; list++)
		rc = write_all(fd, *list, strlen(*list) + 1);
	return rc;
}

static uint32_t
count(const char *const *list)
{
	uint32_t n = 0;

	while (list[n])
		n++;
	return n;
}

static struct order
make(const struct sandbox *box)
{
	const struct sandbox_spec *spec = &box->spec;
	const struct cgroup_means *means = box->group.means;
	struct order order = {
	    .n_filter = (uint32_t)box->filter.n,
	    .n_dirs = count(box->dirs),
	    .n_env = count(spec->env),
	    .n_argv = count(spec->argv),
	    .cpu_s = (spec->limits.cpu_ms + 999) / 1000 + 1,
	    .file = spec->limits.disk,
	    /* init counts as one; another shows that there were too many */
	    .processes = spec->limits.processes + 2,
	};

	if (means->has[CGROUP_PIDS])
		order.processes += 16; /* the group is exact, and says so */
	if (!box->way->user_namespace)
		order.uid = sandbox_uid(spec->slot);
	return order;
}

int
request_file(const struct sandbox *box)
{
	struct order order = make(box);
	int fd = memfd_create("order", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		return -1;
	if (write_all(fd, &order, sizeof(order)) == 0 &&
	    write_all(fd, box->filter.v,
		box->filter.n * sizeof(*box->filter.v)) == 0 &&
	    write_strings(fd, box->dirs) == 0 &&
	    write_strings(fd, box->spec.env) == 0 &&
	    write_strings(fd, box->spec.argv) == 0 &&
	    fcntl(fd, F_ADD_SEALS,
		F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Open for reading alone: what is open for writing is not executed. */
static int
make_program(void)
{
	char path[32];
	int fd = memfd_create("box", MFD_CLOEXEC | MFD_EXEC), out = -1;

	if (fd < 0 && errno == EINVAL) /* before Linux 6.3 */
		fd = memfd_create("box", MFD_CLOEXEC);
	if (fd < 0)
		return -1;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (write_all(fd, carried_start, carried_size()) == 0)
		out = open(path, O_RDONLY | O_CLOEXEC);
	close(fd);
	return out;
}

int
init_program(void)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static int program = -1;
	int fd;

	pthread_mutex_lock(&lock);
	if (program < 0)
		program = make_program();
	fd = program;
	pthread_mutex_unlock(&lock);
	return fd;
}
