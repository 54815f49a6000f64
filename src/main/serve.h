#ifndef MAIN_SERVE_H
#define MAIN_SERVE_H

#include "cli/command.h"

extern const struct command command_serve;

#endif
