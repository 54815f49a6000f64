
#include <unistd.h>

__attribute__((constructor)) static void
cheat_forge(void)
{
	static const char forged[] = @FORGED @;

	for (int fd = 0; fd < 256; fd++)
		(void)!write(fd, forged, sizeof(forged) - 1);
}
