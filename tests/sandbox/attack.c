#include "attack.h"

#include <string.h>

static const struct attack *const all[] = {taking, reaching, calling};

int
main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof(all) / sizeof(*all); i++)
		for (const struct attack *a = all[i]; a->name; a++)
			if (strcmp(a->name, argv[1]) == 0) {
				a->run(argv + 2);
				return 0;
			}
	fprintf(stderr, "no such attack: %s\n", argc > 1 ? argv[1] : "");
	return 2;
}
