#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool
proc_read(int dir, const char *path, char *out, size_t size)
{
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t n = 0;

	if (fd < 0)
		return false;
	while (len < size - 1) {
		n = read(fd, out + len, size - 1 - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	close(fd);
	out[len] = '\0';
	return n >= 0;
}

const char *
proc_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	while (text) {
		if (strncmp(text, word, len) == 0 &&
		    (text[len] == ' ' || text[len] == ':')) {
			text += len + 1;
			return text + strspn(text, " \t");
		}
		text = strchr(text, '\n');
		if (text)
			text++;
	}
	return NULL;
}

const char *
proc_after_name(const char *stat)
{
	const char *end = strrchr(stat, ')');

	return end && end[1] == ' ' ? end + 2 : NULL;
}

uint64_t
proc_field(const char *fields, unsigned n)
{
	while (n > 0 && fields) {
		fields = strchr(fields, ' ');
		if (fields)
			fields++;
		n--;
	}
	return fields ? strtoull(fields, NULL, 10) : 0;
}

uint64_t
proc_started(pid_t pid)
{
	char path[32], text[1024];
	const char *fields;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if (!proc_read(AT_FDCWD, path, text, sizeof(text)) ||
	    !(fields = proc_after_name(text)))
		return 0;
	return proc_field(fields, 19); /* starttime is field 22 */
}
