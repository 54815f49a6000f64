#include "sandbox/cgroup.h"

#include "base/test.h"

static const char v1[] =
    "22 1 0:20 / /sys rw - sysfs sysfs rw\n"
    "30 22 0:25 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n"
    "31 22 0:26 / /sys/fs/cgroup/mem rw shared:9 - cgroup none rw,memory\n"
    "32 22 0:27 / /sys/fs/cgroup/both rw - cgroup cgroup rw,pids,cpuacct\n"
    "33 22 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
static const char v1_where[] = "9:name=systemd:/s\n4:memory:/a/b\n"
			       "3:pids,cpuacct:/c:d\n0::/u\n";

static void
the_mount_of_a_controller_is_found(void)
{
	static const struct {
		const char *text, *type, *controller, *mount;
	} rows[] = {
	    {v1, "cgroup", "memory", "/sys/fs/cgroup/mem"},
	    {v1, "cgroup", "pids", "/sys/fs/cgroup/both"},
	    {v1, "cgroup", "cpuacct", "/sys/fs/cgroup/both"},
	    {v1, "cgroup2", NULL, "/sys/fs/cgroup/unified"},
	    {v1, "cgroup", "acct", NULL},
	    {v1, "cgroup", "rw,memory", NULL},
	    {v1, "cgroup3", NULL, NULL},
	    {"", "cgroup2", NULL, NULL},
	    {"\n - cgroup2\n- - -\n", "cgroup2", NULL, NULL},
	    {"1 2 3 4 5 - cgroup2 x y\n", "cgroup2", NULL, NULL},
	    {"1 2 3 / /m rw - cgroup2 x\n", "cgroup2", NULL, NULL},
	    {"1 2 3 / /m rw - cgroup2 x rw", "cgroup2", NULL, NULL},
	    {"1 2 3 / /m rw - cgroup2 x rw\n", "cgroup2", NULL, "/m"},
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct str mount = STR_NONE;
		bool found = cgroup_mount(
		    rows[i].text, rows[i].type, rows[i].controller, &mount);

		CHECK_INT(found, rows[i].mount != NULL);
		if (found)
			CHECK_STR(mount, str_from(rows[i].mount));
	}
}

static void
our_own_place_is_found(void)
{
	static const struct {
		const char *text, *controller, *where;
	} rows[] = {
	    {v1_where, "memory", "/a/b"},
	    {v1_where, "pids", "/c:d"},
	    {v1_where, "cpuacct", "/c:d"},
	    {v1_where, NULL, "/u"},
	    {v1_where, "cpu", ""},
	    {"", NULL, ""},
	    {"0:\n::\n:::\n", "memory", ""},
	    {"0::/\n", NULL, "/"},
	    {"0::/cut", NULL, ""},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		CHECK_STR(cgroup_where(rows[i].text, rows[i].controller),
		    str_from(rows[i].where));
}

TEST_MAIN(T(the_mount_of_a_controller_is_found), T(our_own_place_is_found))
