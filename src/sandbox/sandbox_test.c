#include "sandbox/sandbox.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/test.h"
#include "sandbox/cgroup.h"

#define MB ((size_t)1 << 20)

static const char *const env[] = {"PATH=/usr/bin:/bin", "ONE=1", NULL};
static const struct sandbox_limits usual = {.wall_ms = 20000,
    .cpu_ms = 10000,
    .processes = 32,
    .memory = 128 * MB,
    .output = 64 << 10,
    .disk = 8 * MB};

static struct sandbox_spec
spec_of(const char *const *argv)
{
	return (struct sandbox_spec){
	    .argv = argv, .env = env, .dir = "/tmp", .limits = usual};
}

/* A box until sandbox_free; its result in *out. */
static struct sandbox *
ended(const struct sandbox_spec *spec, struct sandbox_result *out)
{
	struct sandbox *box;
	struct err err;

	CHECK_OK(sandbox_start(spec, &box, &err), &err);
	CHECK_OK(sandbox_wait(box, 60000, out, &err), &err);
	return box;
}

static struct sandbox *
shell(const char *script, struct sandbox_result *out)
{
	const char *argv[] = {"/bin/sh", "-c", script, NULL};
	struct sandbox_spec spec = spec_of(argv);

	return ended(&spec, out);
}

static void
the_machine_has_the_means_and_says_which(void)
{
	struct sandbox_means means;

	sandbox_means(&means);
	if (!means.usable)
		fail_msg("%s", means.why);
	CHECK(means.memory != SANDBOX_NO_MEMORY);
	CHECK(means.root == (geteuid() == 0));
	CHECK(strstr(means.text, "bubblewrap") != NULL);
}

static void
how_a_program_ended_is_told(void)
{
	static const struct {
		const char *script;
		enum sandbox_end end;
		int status;
		const char *out, *err;
	} rows[] = {
	    {"exit 0", SANDBOX_EXITED, 0, "", ""},
	    {"exit 3", SANDBOX_EXITED, 3, "", ""},
	    {"exit 137", SANDBOX_EXITED, 137, "", ""},
	    {"kill -9 $$", SANDBOX_SIGNALLED, 9, "", ""},
	    {"kill -11 $$", SANDBOX_SIGNALLED, 11, "", ""},
	    {"echo a; echo b >&2", SANDBOX_EXITED, 0, "a\n", "b\n"},
	    {"cat; echo $ONE $TWO", SANDBOX_EXITED, 0, "1\n", ""},
	    {"pwd; id -u -n", SANDBOX_EXITED, 0, "/tmp\nbox\n", ""},
	    {"env | grep -v -e ^PWD= -e ^_= | sort", SANDBOX_EXITED, 0,
		"ONE=1\nPATH=/usr/bin:/bin\n", ""},
	    {"ls -A /tmp", SANDBOX_EXITED, 0, "", ""},
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct sandbox_result r;
		struct sandbox *box = shell(rows[i].script, &r);

		CHECK_STR(str_from(sandbox_end_name(r.end)),
		    str_from(sandbox_end_name(rows[i].end)));
		CHECK_INT(r.status, rows[i].status);
		CHECK_STR(r.out, str_from(rows[i].out));
		CHECK_STR(r.err, str_from(rows[i].err));
		CHECK(r.wall_us > 0 && r.cpu_us > 0);
		sandbox_free(box);
	}
}

static void
a_program_that_is_not_there_ends_as_in_a_shell(void)
{
	static const char *const argv[] = {"/usr/bin/no-such", NULL};
	struct sandbox_spec spec = spec_of(argv);
	struct sandbox_result r;
	struct sandbox *box = ended(&spec, &r);

	CHECK_INT(r.end, SANDBOX_EXITED);
	CHECK_INT(r.status, 127);
	CHECK_STR(r.err,
	    STR("could not run '/usr/bin/no-such': "
		"No such file or directory\n"));
	sandbox_free(box);
}

static void
output_is_kept_up_to_its_limit_and_no_further(void)
{
	static const char *const argv[] = {
	    "/bin/sh", "-c", "printf 12345; printf 6789 >&2", NULL};
	struct sandbox_spec spec = spec_of(argv);
	struct sandbox_result r;
	struct sandbox *box;

	spec.limits.output = 9;
	box = ended(&spec, &r);
	CHECK_INT(r.end, SANDBOX_EXITED);
	sandbox_free(box);
	spec.limits.output = 8;
	box = ended(&spec, &r);
	CHECK_INT(r.end, SANDBOX_OUTPUT);
	CHECK_INT(r.out.len + r.err.len, 8);
	sandbox_free(box);
}

static void
a_spec_that_cannot_be_met_starts_nothing(void)
{
	static const char *const argv[] = {"/usr/bin/true", NULL};
	static const char *const relative[] = {"true", NULL};
	static const struct sandbox_bind none[] = {
	    {"/no/such/folder", "/x", false}};
	static const struct sandbox_bind away[] = {{"/usr", "x", false}};
	struct sandbox_spec good = spec_of(argv), bad[7];
	static const enum err_code codes[NELEM(bad)] = {ERR_INVALID,
	    ERR_INVALID, ERR_INVALID, ERR_INVALID, ERR_INVALID, ERR_IO, ERR_IO};
	struct sandbox *box = NULL;
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++)
		bad[i] = good;
	bad[0].argv = relative;
	bad[1].slot = SANDBOX_SLOTS;
	bad[2].limits.memory = 0;
	bad[3].limits.wall_ms = 0;
	bad[4].binds = away;
	bad[4].n_binds = 1;
	bad[5].binds = none;
	bad[5].n_binds = 1;
	bad[6].dir = "/no/such/folder";
	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK_INT(sandbox_start(&bad[i], &box, &err), codes[i]);
		CHECK(box == NULL);
		CHECK(err.text[0] != '\0');
	}
	CHECK(strstr(err.text, "/no/such/folder") != NULL);
}

static void
a_slot_has_one_box_at_a_time(void)
{
	static const char *const argv[] = {"/bin/sleep", "60", NULL};
	struct sandbox_spec spec = spec_of(argv);
	struct sandbox *one, *other = NULL;
	struct err err;

	CHECK_OK(sandbox_start(&spec, &one, &err), &err);
	CHECK_INT(sandbox_start(&spec, &other, &err), ERR_BUSY);
	CHECK(other == NULL);
	sandbox_free(one);
	CHECK_OK(sandbox_start(&spec, &other, &err), &err);
	sandbox_free(other);
}

static void
stopping_ends_it_at_once_and_says_so(void)
{
	static const char *const argv[] = {"/bin/sleep", "60", NULL};
	struct sandbox_spec spec = spec_of(argv);
	struct sandbox_result r = {.status = 42}, again;
	int64_t start = clock_monotonic();
	struct sandbox *box;
	struct err err;

	CHECK_OK(sandbox_start(&spec, &box, &err), &err);
	CHECK_INT(sandbox_wait(box, 20, &r, &err), ERR_BUSY);
	CHECK_INT(r.status, 42); /* untouched */
	sandbox_stop(box);
	sandbox_stop(box);
	CHECK_OK(sandbox_wait(box, 10000, &r, &err), &err);
	CHECK_OK(sandbox_wait(box, 0, &again, &err), &err);
	CHECK_INT(r.end, SANDBOX_KILLED);
	CHECK(memcmp(&r, &again, sizeof(r)) == 0);
	CHECK(clock_monotonic() - start < 5 * CLOCK_SECOND);
	sandbox_free(box);
	sandbox_free(NULL);
}

static void
binds_and_scratch_are_there_as_told(void)
{
	static const char *const argv[] = {"/bin/sh", "-c",
	    "cat ro/f; echo y 2>/dev/null >ro/f || echo refused; "
	    "echo z >rw/g; echo s >/deep/er/s && cat /deep/er/s; pwd",
	    NULL};
	static const char *const scratch[] = {"/deep/er", NULL};
	char dir[] = "/tmp/assay-sandbox.XXXXXX", path[64];
	struct sandbox_bind binds[] = {
	    {dir, "/box/ro", false}, {dir, "/box/rw", true}};
	struct sandbox_spec spec = spec_of(argv);
	struct sandbox_result r;
	struct sandbox *box;
	struct err err;
	struct stat st;

	CHECK(mkdtemp(dir));
	CHECK_INT(chmod(dir, 0755), 0);
	CHECK_INT(chown(dir, sandbox_uid(5), (gid_t)-1), 0);
	snprintf(path, sizeof(path), "%s/f", dir);
	CHECK_OK(file_write(path, STR("x\n"), 0644, &err), &err);
	spec.slot = 5;
	spec.binds = binds;
	spec.n_binds = 2;
	spec.scratch = scratch;
	spec.dir = "/box";
	box = ended(&spec, &r);
	CHECK_STR(r.err, STR(""));
	CHECK_STR(r.out, STR("x\nrefused\ns\n/box\n"));
	sandbox_free(box);
	CHECK_INT(unlink(path), 0);
	snprintf(path, sizeof(path), "%s/g", dir);
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_uid, sandbox_uid(5));
	CHECK_INT(unlink(path), 0);
	CHECK_INT(rmdir(dir), 0);
}

/* Compilers and interpreters, where the machine has them. */
static void
what_labs_need_runs_in_a_box(void)
{
	static const struct {
		const char *program, *script, *out;
	} rows[] = {
	    {"/usr/bin/python3", "python3 -c 'print(6*7)'", "42\n"},
	    {"/usr/bin/node",
		"node -e 'require(\"http\").createServer((q,r)=>r.end(\"42\"))"
		".listen(8080,\"127.0.0.1\",()=>require(\"http\").get("
		"\"http://127.0.0.1:8080/\",r=>{r.pipe(process.stdout);"
		"r.on(\"end\",()=>process.exit(0))}))'",
		"42"},
	    {"/usr/bin/gcc",
		"echo 'int puts(const char *); int main(void) "
		"{ return puts(\"42\") < 0; }' >a.c && gcc -o a a.c && ./a",
		"42\n"},
	    {"/usr/bin/gcc",
		"echo '#include <stdlib.h>\nint main(int n, char **v) "
		"{ char *p = malloc(n); (void)v; return p[n]; }' >b.c && "
		"gcc -fsanitize=address -o b b.c && "
		"ASAN_OPTIONS=detect_leaks=0 ./b 2>&1 | "
		"grep -o -m 1 heap-buffer-overflow",
		"heap-buffer-overflow\n"},
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct sandbox_result r;
		struct sandbox *box;

		if (!file_is_there(rows[i].program))
			continue;
		box = shell(rows[i].script, &r);
		CHECK_STR(r.err, STR(""));
		CHECK_STR(r.out, str_from(rows[i].out));
		CHECK_STR(str_from(r.what), STR(""));
		sandbox_free(box);
	}
}

/* A program of ours that is killed while its box runs. */
static pid_t
die_with_a_box(void)
{
	static const char *const argv[] = {"/bin/sleep", "61.25", NULL};
	struct sandbox_spec spec = spec_of(argv);
	struct sandbox *box;
	struct err err;
	pid_t pid = fork();

	if (pid == 0) {
		spec.slot = 7;
		if (sandbox_start(&spec, &box, &err) != ERR_NONE)
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	return pid;
}

static unsigned
groups_of(pid_t pid)
{
	const struct cgroup_means *means = cgroup_means();
	char prefix[32];
	unsigned n = 0;

	snprintf(prefix, sizeof(prefix), "assay-box.%d.", (int)pid);
	for (int i = 0; i < CGROUP_PARTS; i++) {
		DIR *dir = means->has[i] ? opendir(means->base[i]) : NULL;
		struct dirent *entry;

		while (dir && (entry = readdir(dir)))
			n +=
			    strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
		if (dir)
			closedir(dir);
	}
	return n;
}

static bool
sleeper_is_there(void)
{
	return system("pgrep -f '^/bin/sleep 61.25' >/dev/null") == 0;
}

static void
what_a_killed_process_left_is_swept_away(void)
{
	pid_t pid = die_with_a_box();
	int status;

	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFSIGNALED(status));
	if (cgroup_means()->has[CGROUP_MEMORY])
		CHECK(groups_of(pid) > 0);
	sandbox_sweep();
	CHECK_INT(groups_of(pid), 0);
	for (int i = 0; i < 200 && sleeper_is_there(); i++)
		usleep(10000); /* it dies with its parent, by itself */
	CHECK(!sleeper_is_there());
}

TEST_MAIN(T(the_machine_has_the_means_and_says_which),
    T(how_a_program_ended_is_told),
    T(a_program_that_is_not_there_ends_as_in_a_shell),
    T(output_is_kept_up_to_its_limit_and_no_further),
    T(a_spec_that_cannot_be_met_starts_nothing),
    T(a_slot_has_one_box_at_a_time), T(stopping_ends_it_at_once_and_says_so),
    T(binds_and_scratch_are_there_as_told), T(what_labs_need_runs_in_a_box),
    T(what_a_killed_process_left_is_swept_away))
