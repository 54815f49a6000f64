#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "main/control.h"
#include "main/serve.h"

/* What one command may take from the system; scans are the largest. */
#define COMMAND_MEMORY ((size_t)1 << 30)

static const struct command *const processes[] = {&command_serve, NULL};

/* <exe>/../share/assay where the program is installed, the source tree where
   it is built. */
static const char *
data_dir(struct arena *arena)
{
	const char *env = getenv("ASSAY_DATA");
	char exe[PATH_MAX];
	ssize_t n;

	if (env && *env)
		return env;
	n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	while (n > 0 && exe[n - 1] != '/')
		n--;
	if (n > 0) {
		struct str dir =
		    arena_strf(arena, "%.*s../share/assay", (int)n, exe);

		if (dir.ptr && file_is_there(dir.ptr))
			return dir.ptr;
	}
	return ASSAY_SOURCE_DIR;
}

static const char *
state_dir(void)
{
	const char *env = getenv("ASSAY_STATE");

	return env && *env ? env : "/var/lib/assay";
}

int
main(int argc, char **argv)
{
	const char *database = getenv("ASSAY_DATABASE");
	const char *overlay = getenv("ASSAY_OVERLAY");
	struct arena arena;
	struct cli cli = {.arena = &arena,
	    .in = stdin,
	    .out = stdout,
	    .err = stderr,
	    .version = ASSAY_VERSION,
	    .beside = processes,
	    .forward = control_forward};
	int status;

	arena_init(&arena, COMMAND_MEMORY);
	signal(SIGPIPE, SIG_IGN);
	cli.out_tty = isatty(STDOUT_FILENO);
	cli.err_tty = isatty(STDERR_FILENO);
	cli.data_dir = data_dir(&arena);
	cli.overlay = overlay && *overlay ? overlay : NULL;
	cli.state_dir = state_dir();
	cli.database = database && *database ? database : NULL;
	status = cli_main(&cli, argc, argv);
	arena_release(&arena);
	return status;
}
