#include "cli/command.h"

/* The commands, in the order of `assay --help`: one row each. */
#define COMMANDS(ROW) \
	ROW(course_check) ROW(push) ROW(rules_check) ROW(rules_test) ROW(scan)

#define DECLARE(name) extern const struct command command_##name;
#define ROW(name)     &command_##name,

COMMANDS(DECLARE)

const struct command *const cli_table[] = {COMMANDS(ROW) NULL};
