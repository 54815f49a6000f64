#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void PRINTF(2, 0) set_text(struct err *err, const char *fmt, va_list ap)
{
	if (vsnprintf(err->text, sizeof(err->text), fmt, ap) < 0)
		err->text[0] = '\0';
}

enum err_code
err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	err->code = code;
	va_start(ap, fmt);
	set_text(err, fmt, ap);
	va_end(ap);
	return code;
}

enum err_code
err_nomem(struct err *err)
{
	return err_set(err, ERR_NOMEM, "could not allocate memory");
}

static enum err_code
code_of_errno(int value)
{
	switch (value) {
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	case ENOMEM:
		return ERR_NOMEM;
	case ENOENT:
		return ERR_NOT_FOUND;
	default:
		return ERR_IO;
	}
}

enum err_code
err_sys(struct err *err, int errno_value, const char *fmt, ...)
{
	char why[128];
	size_t used;
	va_list ap;

	err->code = code_of_errno(errno_value);
	va_start(ap, fmt);
	set_text(err, fmt, ap);
	va_end(ap);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s",
	    strerror_r(errno_value, why, sizeof(why)));
	return err->code;
}

enum err_code
err_prefix(struct err *err, const char *fmt, ...)
{
	char old[ERR_TEXT_MAX];
	size_t used;
	va_list ap;

	memcpy(old, err->text, sizeof(old));
	va_start(ap, fmt);
	set_text(err, fmt, ap);
	va_end(ap);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s", old);
	return err->code;
}

const char *
err_name(enum err_code code)
{
	static const char *const names[ERR_CODE_COUNT] = {
	    [ERR_NONE] = "none",
	    [ERR_SYNTAX] = "syntax",
	    [ERR_INVALID] = "invalid",
	    [ERR_LIMIT] = "limit",
	    [ERR_NOMEM] = "no_memory",
	    [ERR_IO] = "io",
	    [ERR_FULL] = "full",
	    [ERR_NOT_FOUND] = "not_found",
	    [ERR_DENIED] = "denied",
	    [ERR_CONFLICT] = "conflict",
	    [ERR_BUSY] = "busy",
	    [ERR_UNSUPPORTED] = "unsupported",
	    [ERR_CORRUPT] = "corrupt",
	};

	return code < ERR_CODE_COUNT ? names[code] : "unknown";
}
