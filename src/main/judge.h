#ifndef MAIN_JUDGE_H
#define MAIN_JUDGE_H

#include "cli/command.h"

extern const struct command command_judge;

#endif
